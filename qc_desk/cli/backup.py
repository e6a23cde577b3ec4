"""``qc-desk backup``: a verified copy of the record."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@json_option
@pass_program
def backup(program: Program, file: Path | None, *, as_json: bool) -> None:
    """Copy the record to FILE (or a folder), verify the copy, and print where it is.

    Without FILE a copy goes to the second place, too, where the workstation has one.
    """
    outside = program.settings.outside
    with program.open_record(program.settings, writer=False, create=False) as desk:
        made = program.back_up(desk, file)
        give(made, [str(made.file)], as_json=as_json)
        if file is None and outside is not None:
            _keep_outside(desk, outside)


def _keep_outside(desk: "Desk", outside: Path) -> None:
    """Take the copy to the second place, and say so."""
    from qc_desk.services.second_place import keep_outside  # noqa: PLC0415

    kept = keep_outside(desk, outside, datetime.now(UTC))
    if kept.backup is not None:
        say(_("Copied to the second place: {file}").format(file=kept.backup))
