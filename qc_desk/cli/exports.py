"""``qc-desk export``: rows as a table, or checklists as the files that they are imported from."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _, ngettext

TABLES = (
    "batches",
    "reworks",
    "orders",
    "answers",
    "defects",
    "complaints",
    "promises",
    "touches",
    "procedures",
    "training",
    "gauges",
    "calibrations",
)
ACROSS = ("drift", "versions", "items")
KINDS = (*TABLES, *ACROSS, "agreement", "checklists")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--checklist", default="", help="Code of one checklist; else all are written.")
@click.option("--version", "number", type=int, help="Its version; else the effective one.")
@json_option
@pass_program
def export(
    program: Program, kind: str, file: Path, *, checklist: str, number: int | None, as_json: bool
) -> None:
    """Write one KIND of rows to FILE (.csv, .tsv or .xlsx) and print its path.

    Checklists are written into the folder FILE, each as a TOML file that can be imported.
    """
    if kind == "checklists":
        _checklists(program, file, checklist, number, as_json=as_json)
        return
    if checklist or number is not None:
        raise click.UsageError(_("--checklist and --version are for checklists."))
    from qc_desk.services.agreements import export_agreements  # noqa: PLC0415
    from qc_desk.services.exported_across import export_across  # noqa: PLC0415
    from qc_desk.services.exports import export_table  # noqa: PLC0415

    with program.open_record(program.settings, writer=False, create=False) as desk:
        if kind == "agreement":
            done = export_agreements(desk, file)
        elif kind in ACROSS:
            done = export_across(desk, kind, file, datetime.now(UTC))
        else:
            done = export_table(desk, kind, file)
    give(done, [str(file)], as_json=as_json)
    written = ngettext("{count} row was written.", "{count} rows were written.", done.rows)
    say(written.format(count=done.rows))
    if done.why_left_out:
        say(done.why_left_out)


def _checklists(
    program: Program, folder: Path, code: str, number: int | None, *, as_json: bool
) -> None:
    """Write checklists into a folder and print the path of each file."""
    from qc_desk.services.checklist_writing import write_checklists  # noqa: PLC0415

    if number is not None and not code:
        raise click.UsageError(_("--version needs --checklist."))
    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        done = write_checklists(session, folder, code, number)
    give({"files": done}, [str(file) for file in done], as_json=as_json)
    written = ngettext("{count} file was written.", "{count} files were written.", len(done))
    say(written.format(count=len(done)))
