"""``qc-desk export``: batches, answers, defects, complaints, promises or touches as a table."""

from pathlib import Path

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import ngettext

KINDS = ("batches", "answers", "defects", "complaints", "promises", "touches")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_program
def export(program: Program, kind: str, file: Path, *, as_json: bool) -> None:
    """Write one KIND of rows to FILE (.csv, .tsv or .xlsx) and print its path."""
    from qc_desk.services.exports import export_table  # noqa: PLC0415

    with program.open_record(program.settings, writer=False, create=False) as desk:
        done = export_table(desk, kind, file)
    give(done, [str(file)], as_json=as_json)
    written = ngettext("{count} row was written.", "{count} rows were written.", done.rows)
    say(written.format(count=done.rows))
    if done.why_left_out:
        say(done.why_left_out)
