"""``qc-desk backup``: a verified copy of the record."""

from pathlib import Path

import click

from qc_desk.cli.output import give, json_option
from qc_desk.cli.program import Program, pass_program


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@json_option
@pass_program
def backup(program: Program, file: Path | None, *, as_json: bool) -> None:
    """Copy the record to FILE (or a folder), verify the copy, and print where it is."""
    with program.open_record(program.settings, writer=False, create=False) as desk:
        made = program.back_up(desk, file)
    give(made, [str(made.file)], as_json=as_json)
