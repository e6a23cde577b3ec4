"""Tables for other programs, from batches to touches; a blind second check stays blind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.vocabulary import BatchStatus, CheckMode, InspectionStatus, Seat
from qc_desk.i18n import N_, _, ngettext
from qc_desk.services import exported_gauges as measuring
from qc_desk.services import exported_loop as loop
from qc_desk.services import exported_manual as manual
from qc_desk.services import exported_orders as orders
from qc_desk.services import exported_shop as shop
from qc_desk.services import exported_tables as tables
from qc_desk.services import exported_threads as threads
from qc_desk.services.desk import Desk
from qc_desk.services.sheet_files import Value, write_table

WINDOW = 500  # rows that are read together; a commit never waits longer than for one window
Progress = Callable[[int, int], None]
_SECOND_CHECK_DUE = (
    BatchStatus.DRAFT,
    BatchStatus.FIRST_CHECK,
    BatchStatus.SECOND_CHECK,
    BatchStatus.REWORK,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportResult:
    """How many rows were written, and how many had to wait."""

    file_name: str
    rows: int
    left_out: int

    @property
    def why_left_out(self) -> str:
        """A sentence about the rows that were left out; empty when there are none."""
        if not self.left_out:
            return ""
        return ngettext(
            "{count} row was left out: the second check of its batch is due, and it is blind.",
            "{count} rows were left out: the second check of their batches is due, and it is"
            " blind.",
            self.left_out,
        ).format(count=self.left_out)


def export_table(
    desk: Desk, kind: str, file: Path, progress: Progress = lambda _done, _total: None
) -> ExportResult:
    """Write one kind of rows to a CSV, TSV or XLSX file, whole or not at all.

    Every window of rows is read in a transaction of its own. What a second inspector must not know
    yet is left out and counted. ``progress`` is told how many of how many rows were read; what it
    raises stops the export. Raises NotFound for another kind, FileNotWritten, FieldInvalid.
    """
    exports = {
        "batches": tables.BATCHES,
        "reworks": orders.REWORKS,
        "orders": orders.ORDERS,
        "customers": orders.CUSTOMERS,
        "products": orders.PRODUCTS,
        "answers": tables.ANSWERS,
        "defects": tables.DEFECTS,
        "complaints": loop.COMPLAINTS,
        "promises": loop.PROMISES,
        "touches": loop.TOUCHES,
        "procedures": manual.PROCEDURES,
        "training": manual.TRAININGS,
        "gauges": measuring.GAUGES,
        "calibrations": measuring.CALIBRATIONS,
        "problems": threads.PROBLEMS,
        "actions": threads.ACTIONS,
        "reports": threads.REPORTS,
        "manufacturers": shop.MANUFACTURERS,
        "defect_codes": shop.DEFECT_CODES,
        "sites": shop.SITES,
    }
    if kind not in exports:
        raise NotFound(kind=N_("export"), name=kind)
    return write_export(desk, exports[kind], file, progress)


def write_export(
    desk: Desk, export: tables.Export, file: Path, progress: Progress
) -> ExportResult:
    """Write the rows of an export that may be seen to a file, window by window."""
    reading = _Reading(desk, export, progress)
    rows = write_table(file, [_(label) for label in export.labels], reading.rows())
    return ExportResult(file_name=file.name, rows=rows, left_out=reading.left_out)


class _Reading:
    """Reads an export from its first row to its last and counts what is left out."""

    def __init__(self, desk: Desk, export: tables.Export, progress: Progress) -> None:
        self.desk, self.export, self.progress = desk, export, progress
        self.left_out = 0

    def rows(self) -> Iterator[Sequence[Value]]:
        """Return the rows that may be seen, in the order in which they were entered."""
        last: int | None = 0
        done, total = 0, self._count()
        while last is not None:
            self.progress(min(done, total), total)
            with self.desk.reading() as session:
                found, last = self._window(session, last)
            done += WINDOW
            yield from found

    def _count(self) -> int:
        """Return how many rows there are, seen or not."""
        wanted = self.export.select(0).order_by(None).with_only_columns(func.count())
        with self.desk.reading() as session:
            return session.scalar(wanted) or 0

    def _window(self, session: Session, after: int) -> tuple[list[Sequence[Value]], int | None]:
        """Return the next rows, and the number of the last one; None at the end."""
        wanted: Select[*tuple[object, ...]] = self.export.select(after).limit(WINDOW)
        found: Sequence[Row[*tuple[object, ...]]] = session.execute(wanted).all()
        hidden = hidden_inspections(session, {row.inspection_id for row in found})
        seen = [row for row in found if row.inspection_id not in hidden]
        self.left_out += len(found) - len(seen)
        last = found[-1].id if len(found) == WINDOW else None
        return self.export.values(session, seen), last


def hidden_inspections(session: Session, among: set[int | None]) -> set[int]:
    """Return the inspections whose findings would break a blind second check.

    Those of a round whose second check is still due, and withdrawn ones of any round of a batch
    that is still being checked; none once the second inspector of the round has submitted.
    """
    asked = [each for each in among if each is not None]
    if not asked:
        return set()
    return set(session.scalars(blind_inspections().where(Inspection.id.in_(asked))))


def blind_inspections() -> Select[int]:
    """Select all inspections whose findings would break a blind second check."""
    second = aliased(Inspection)
    submitted = (
        select(second.id)
        .where(
            second.batch_id == Inspection.batch_id,
            second.round == Inspection.round,
            second.seat == Seat.SECOND,
            second.status.in_((InspectionStatus.SUBMITTED, InspectionStatus.SIGNED)),
        )
        .exists()
    )
    return (
        select(Inspection.id)
        .join(Batch, Batch.id == Inspection.batch_id)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
        .where(
            ChecklistVersion.mode != CheckMode.REVIEW,
            Batch.status.in_(_SECOND_CHECK_DUE),
            (Inspection.round == Batch.round) | (Inspection.status == InspectionStatus.WITHDRAWN),
            ~submitted,
        )
    )
