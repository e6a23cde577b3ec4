"""``qc-desk restore``: a backup takes the place of the record."""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.identity import identified, identity_options
from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.domain.refusals import RestoreNotConfirmed
from qc_desk.i18n import _

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk
    from qc_desk.services.restore import Preview, Restored


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask: what would be lost may be lost.")
@click.option(
    "--of-another-record",
    "of_another",
    is_flag=True,
    help="The backup need not be an earlier state of the record.",
)
@identity_options
@json_option
@pass_program
def restore(  # noqa: PLR0913 (one for each option)
    program: Program,
    file: Path,
    login: str,
    password: str | None,
    *,
    yes: bool,
    of_another: bool,
    as_json: bool,
) -> None:
    """Let the backup FILE take the place of the record, which is kept aside.

    The backup is checked first as verify does, and what was written after it is told. An owner
    restores: one of the record, or one of the backup where there is no record that can be read.
    """
    from qc_desk.services.restore import owner, prepared  # noqa: PLC0415

    settings = program.settings
    with ExitStack() as ends:
        desk = _record(program, ends)
        location = settings.database or str(settings.data)
        with prepared(location, file, lambda _done, _total: None, desk) as ready:
            if not of_another:
                ready.must_be_of_this_record()
            _ask(ready.preview, yes=yes, as_json=as_json)
            asked = desk or ready.desk
            by = owner(asked, identified(asked, login, password))
            ends.close()
            done = ready.put_in_place(by, datetime.now(UTC))
    give({"preview": ready.preview, "restored": done}, [str(done.record)], as_json=as_json)
    _tell(done)


def _record(program: Program, ends: ExitStack) -> "Desk | None":
    """Open the record that is there; None where it is damaged, or there is none."""
    from qc_desk.services.restore import REPLACEABLE, must_be_in_a_folder  # noqa: PLC0415

    must_be_in_a_folder(program.settings.database)
    try:
        return ends.enter_context(program.open_record(program.settings, writer=True, create=False))
    except REPLACEABLE:
        return None


def _ask(preview: "Preview", *, yes: bool, as_json: bool) -> None:
    """Say what would be lost, and ask whether it may be."""
    from qc_desk.services.restore_words import holds, lost, warning  # noqa: PLC0415

    for line in (holds(preview), warning(preview), *lost(preview)):
        if line:
            say(line)
    if yes:
        return
    if not sys.stdin.isatty():
        if as_json:
            give({"preview": preview, "restored": None}, [], as_json=True)
        raise RestoreNotConfirmed
    click.confirm(_("Restore it?"), abort=True, err=True)


def _tell(done: "Restored") -> None:
    from qc_desk.services.restore_words import restored  # noqa: PLC0415

    say(restored(done.restoration))
    if done.put_aside is not None:
        say(_("The record that was there is kept as {file}.").format(file=done.put_aside))
