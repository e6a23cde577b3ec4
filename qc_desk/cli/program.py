"""What the composition root gives the commands: how to open a record and a window."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from qc_desk.settings import Settings

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow
    from qc_desk.services.desk import Desk


class OpenRecord(Protocol):
    """Opens the record that the settings name, and closes it again."""

    def __call__(
        self, settings: Settings, *, writer: bool, create: bool
    ) -> "AbstractContextManager[Desk]":
        """Open for writing or for reading only; ``create`` makes a new one where there is none."""
        ...


@dataclass(frozen=True)
class Program:
    """The settings in force, and what only the composition root can do."""

    settings: Settings
    open_record: OpenRecord
    back_up: "Callable[[Desk, Path | None], BackupRow]"
    show_window: Callable[[Settings], int]
    has_display: Callable[[], bool]

    def with_place(self, data: Path | None, database: str | None) -> "Program":
        """Return the same program for the record that the command line names, if it names one."""
        settings = self.settings
        if data is not None:
            settings = replace(settings, data=data, database="")
        if database:
            settings = replace(settings, database=database)
        return replace(self, settings=settings)


pass_program = click.make_pass_decorator(Program)
