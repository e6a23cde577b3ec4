"""A copy of the tables for other programs: one SQLite file without keys, photos and signatures."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from qc_desk import __version__
from qc_desk.domain.people import MAY_OWN, Person
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.i18n import N_
from qc_desk.services.desk import Desk
from qc_desk.services.files import whole_file
from qc_desk.services.views import VIEWS, View
from qc_desk.services.views.view import Cell

ENDINGS = (".db", ".sqlite")
_WINDOW = 5_000  # rows that are read together; a commit never waits longer than for one window
_ABOUT = "qc_about"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyResult:
    """What was copied: rows by the name of their table."""

    file_name: str
    tables: dict[str, int]
    is_owners: bool  # logins and roles are in it, too

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(self.tables.values())


def copy_views(
    desk: Desk,
    file: Path,
    at: datetime,
    progress: Progress = lambda _done, _total: None,
    by: int | None = None,
) -> CopyResult:
    """Write the documented tables into a SQLite file, whole or not at all.

    Logins and roles are in it only when an owner makes it: ``by`` says who; anybody else makes it
    without. Every window of rows is read in a transaction of its own. What a second inspector must
    not know yet is left out. ``progress`` is told how many of how many rows were read; what it
    raises stops the copy. Raises FieldInvalid for another name, or where another file would be
    lost; NotAllowed where ``by`` is no owner; FileNotWritten.
    """
    if by is not None:
        with desk.reading() as session:
            session.get_one(Person, by).must_hold_somewhere(MAY_OWN)
    _must_be_replaceable(file)
    views = [each for each in VIEWS if by is not None or not each.owners_only]
    with whole_file(file) as part:
        try:
            with closing(sqlite3.connect(part)) as copy:
                told = _fill(copy, desk, views, progress)
                _describe(copy, views, at)
                copy.commit()
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
    return CopyResult(file_name=file.name, tables=told, is_owners=by is not None)


def _must_be_replaceable(file: Path) -> None:
    """Refuse a name that is no database's, and a file that is no such copy."""
    if file.suffix.lower() not in ENDINGS:
        why = N_("its name must end in .db or .sqlite; or in .sql for views on PostgreSQL.")
        raise FieldInvalid(field=N_("file"), value=file.name, why=why)
    if file.is_file() and file.stat().st_size and not _is_copy(file):
        why = N_("there is another file of this name. Choose another name.")
        raise FieldInvalid(field=N_("file"), value=file.name, why=why)


def _is_copy(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as held:
            return held.execute(f"SELECT 1 FROM {_ABOUT}").fetchone() is not None  # noqa: S608 (ours)
    except sqlite3.Error:
        return False


def _fill(
    copy: sqlite3.Connection, desk: Desk, views: Sequence[View], progress: Progress
) -> dict[str, int]:
    counts = [_count(desk, view) for view in views]
    done, written = 0, {}
    for view in views:
        copy.execute(_create(view))
        written[view.name] = 0
        signs = ", ".join("?" * len(view.columns))
        for rows in _windows(desk, view):
            progress(min(done, sum(counts)), sum(counts))
            copy.executemany(f"INSERT INTO {view.name} VALUES ({signs})", rows)  # noqa: S608 (ours)
            written[view.name] += len(rows)
            done += len(rows)
    return written


def _create(view: View) -> str:
    columns = ", ".join(f'"{column.name}" {column.kind}' for column in view.columns)
    return f"CREATE TABLE {view.name} ({columns})"


def _count(desk: Desk, view: View) -> int:
    with desk.reading() as session:
        return session.scalar(view.joined(select(func.count(view.id)))) or 0


def _windows(desk: Desk, view: View) -> Iterator[list[list[Cell]]]:
    """Return rows a window at a time, in the order in which they were entered."""
    taken = [column.taken.label(column.name) for column in view.columns]
    wanted = view.joined(select(view.id, *taken)).order_by(view.id).limit(_WINDOW)
    last, full = 0, True
    while full:
        with desk.reading() as session:
            found = session.execute(wanted.where(view.id > last)).all()
        yield [[_cell(value) for value in row[1:]] for row in found]
        full = len(found) == _WINDOW
        last = found[-1][0] if found else last


def _cell(value: Any) -> Cell:
    """Return a value as other programs read it: ISO days, moments in UTC, numbers, words."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Enum):
        return str(value.value)
    told: Cell = value
    return told


def _describe(copy: sqlite3.Connection, views: Sequence[View], at: datetime) -> None:
    """Write what the copy is, and what its columns mean, into the copy itself."""
    copy.execute(f"CREATE TABLE {_ABOUT} (name TEXT, value TEXT)")
    about = [("made_at", _cell(at)), ("program", f"QC Desk {__version__}"), ("zone", "UTC")]
    copy.executemany(f"INSERT INTO {_ABOUT} VALUES (?, ?)", about)  # noqa: S608 (ours)
    copy.execute("CREATE TABLE qc_columns (view TEXT, name TEXT, kind TEXT, about TEXT)")
    columns = [(v.name, each.name, each.kind, each.about) for v in views for each in v.columns]
    copy.executemany("INSERT INTO qc_columns VALUES (?, ?, ?, ?)", columns)
