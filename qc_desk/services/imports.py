"""Products, batches and checklists from files: all or nothing, and every row is accounted for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Dialect, Table, func, select, text
from sqlalchemy.orm import Session

from qc_desk.domain.base import Base
from qc_desk.domain.refusals import FieldNeeded, NotFound, QcError
from qc_desk.i18n import N_, _
from qc_desk.services.checklist_files import ChecklistDraft, read_checklist_file
from qc_desk.services.checklists import Outcome, import_checklist, planned_import
from qc_desk.storage.chain import note_rows

T = TypeVar("T")
_CHUNK = 2_000  # rows that are written and entered in the chain together


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedRow:
    """A row that was not taken: the line it begins on, the field, and why."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """What became of every row of a file: rows = new + known + refused.

    ``known`` rows are in the record already; ``known_lines`` say where the first of them
    begin. New rows are in the record only if ``written``.
    """

    file_name: str
    rows: int
    new: int
    known: int
    refused: tuple[RefusedRow, ...] = ()
    written: bool = False
    ignored_columns: tuple[str, ...] = ()
    encoding: str = ""
    known_lines: tuple[int, ...] = ()

    @property
    def stored(self) -> int:
        """How many rows this import has put into the record."""
        return self.new if self.written else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How rows are brought in; plainly: all of them for good, or none.

    A rehearsal (``dry_run``) does everything and takes it back. ``progress`` is told how many rows
    were looked at; what it raises stops the import, and nothing is kept.
    """

    dry_run: bool = False
    skip_refused: bool = False
    progress: Callable[[int], None] = lambda _rows: None


WHOLE = Manner()


def import_checklists(
    session: Session, files: Sequence[Path], by: int, at: datetime, *, dry_run: bool = False
) -> ImportResult:
    """Import checklists from TOML files, all or none; raises for the first that is wrong."""
    drafts = [read_checklist_file(file) for file in files]
    return import_drafts(session, drafts, by, at, dry_run=dry_run)


def import_drafts(
    session: Session,
    drafts: Sequence[ChecklistDraft],
    by: int,
    at: datetime,
    *,
    dry_run: bool = False,
) -> ImportResult:
    """Import checklists that were read, all or none."""
    if dry_run:
        outcomes = [planned_import(session, draft) for draft in drafts]
    else:
        outcomes = [import_checklist(session, draft, by, at).outcome for draft in drafts]
    known = outcomes.count(Outcome.UNCHANGED)
    return ImportResult(
        file_name=", ".join(draft.file_name for draft in drafts),
        rows=len(drafts),
        new=len(drafts) - known,
        known=known,
        written=not dry_run,
        encoding="utf-8",
    )


def refused_row(line: int, refusal: QcError) -> RefusedRow:
    """Return why a row was not taken, in the language spoken now."""
    name = _(str(refusal.facts.get("field") or refusal.facts.get("kind") or N_("row")))
    return RefusedRow(line=line, field=name, reason=str(refusal))


def insert_rows(
    session: Session, kind: type[Base], rows: Sequence[Mapping[str, object]]
) -> list[int]:
    """Write rows many at a time, with their entries in the audit chain; returns their ids.

    Each row names every column but its id. They go to the driver as they are: a row costs little
    more than the database needs for it.
    """
    if not rows:
        return []
    ids = _next_ids(session, kind, len(rows))
    connection = session.connection()
    statement, values = _insert(_table(kind), connection.dialect)
    for begin in range(0, len(rows), _CHUNK):
        numbered = [
            {"id": row_id, **row}
            for row_id, row in zip(
                ids[begin : begin + _CHUNK], rows[begin : begin + _CHUNK], strict=True
            )
        ]
        connection.exec_driver_sql(statement, [values(row) for row in numbered])
        note_rows(session, kind.__tablename__, numbered)
    return ids


def _insert(
    table: Table, dialect: Dialect
) -> tuple[str, Callable[[Mapping[str, object]], tuple[object, ...]]]:
    """Return a statement that inserts a row, and what turns one into what the driver takes."""
    names = tuple(column.name for column in table.columns)
    sign = "%s" if dialect.name == "postgresql" else "?"
    places = ", ".join([sign] * len(names))
    stored = tuple(
        column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns
    )
    # the same few words and moments stand in most rows
    changed = [
        (place, lru_cache(1_000)(store)) for place, store in enumerate(stored) if store is not None
    ]
    pick = itemgetter(*names)

    def values(row: Mapping[str, object]) -> tuple[object, ...]:
        kept = list(pick(row))
        for place, store in changed:
            kept[place] = store(kept[place])
        return tuple(kept)

    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 (names of our own tables)
    return statement, values


def _next_ids(session: Session, kind: type[Base], count: int) -> list[int]:
    """Return numbers for new rows; on SQLite the write lock is held, so nobody else takes them."""
    if session.get_bind().dialect.name == "postgresql":
        taken = session.scalars(
            text(
                "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)"
            ),
            {"name": kind.__tablename__, "n": count},
        )
        return list(taken)
    highest = session.scalar(select(func.max(_table(kind).c.id))) or 0
    return list(range(highest + 1, highest + count + 1))


def _table(kind: type[Base]) -> Table:
    return cast("Table", kind.__table__)  # every thing that is kept has a table of its own


def by_name(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return things by their names, without difference of capitals."""
    return {" ".join(name.split()).casefold(): thing for name, thing in pairs}


def named(things: Mapping[str, T], written: str, word: str) -> T:
    """Return what a cell names; FieldNeeded where it is empty, NotFound where it is not there."""
    wanted = " ".join(written.split())
    if not wanted:
        raise FieldNeeded(field=word)
    found = things.get(wanted.casefold())
    if found is None:
        raise NotFound(kind=word, name=wanted)
    return found
