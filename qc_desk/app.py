"""The composition root: settings, language, the record, then a window or a command."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk import settings as workstation
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, speak

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow
    from qc_desk.services.desk import Desk
    from qc_desk.settings import Settings


def main() -> None:
    """Run the program: 0 done, 1 refused or a check failed, 2 wrong usage."""
    if getattr(sys, "frozen", False):  # processes that print are this very file, begun again
        from multiprocessing import freeze_support  # noqa: PLC0415 (in a packed program only)

        freeze_support()
    if sys.argv[1:]:  # a command ends soon: to look for garbage took a fifteenth of the demo
        gc.set_threshold(100_000, 20, 100)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; refusals become sentences on stderr."""
    try:
        settings = workstation.load()
    except workstation.SettingsError as error:
        _say(str(error))
        return 1
    speak(settings.language)
    if not arguments and _has_display():
        return _show_window(settings)
    return _run_command(settings, arguments)


def _run_command(settings: "Settings", arguments: list[str]) -> int:
    """Run a command of the command line, which the window starts without: it takes 30 ms."""
    import click  # noqa: PLC0415

    from qc_desk.cli.main import cli  # noqa: PLC0415
    from qc_desk.cli.program import Program  # noqa: PLC0415

    program = Program(
        settings=settings,
        open_record=open_record,
        back_up=_back_up,
        show_window=_show_window,
        has_display=_has_display,
    )
    try:
        result = cli.main(args=arguments, prog_name="qc-desk", standalone_mode=False, obj=program)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        _say(_("Stopped. What was not finished was not kept."))
        return 1
    except QcError as refusal:
        _say(str(refusal))
        return 1
    return result if isinstance(result, int) else 0


def _say(sentence: str) -> None:
    """Say a sentence on stderr."""
    from qc_desk.cli.output import say  # noqa: PLC0415 (the window says it itself)

    say(sentence)


@contextmanager
def open_record(settings: "Settings", *, writer: bool, create: bool) -> "Iterator[Desk]":
    """Open the record that the settings name for as long as it is needed."""
    from qc_desk.storage.database import open_database  # noqa: PLC0415 (0.3 s, for no --help)

    location = settings.database or settings.data
    with open_database(location, create=create, writer=writer) as database:
        yield database


def _back_up(desk: "Desk", target: Path | None) -> "BackupRow":
    from qc_desk.services.backups import make_backup  # noqa: PLC0415
    from qc_desk.storage.database import Database  # noqa: PLC0415

    if not isinstance(desk, Database):
        raise TypeError(type(desk))
    return make_backup(desk, target)


def _show_window(settings: "Settings") -> int:
    from qc_desk.ui.start_up import show_window  # noqa: PLC0415 (only the window knows Qt)

    return show_window(settings, open_record, _back_up)


def _has_display() -> bool:
    """Whether a window could be seen, or Qt was told to do without a screen."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
