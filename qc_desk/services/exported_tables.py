"""The columns of each export, and where they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, literal, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.defects import Defect
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_, _
from qc_desk.services.sheet_files import Value

NO_INSPECTION = literal(None).label("inspection_id")  # of what was not found in a check
Found = Sequence[Row[*tuple[Any, ...]]]
Selected = Select[*tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """One kind of rows: the names of its columns, what is read, and how it becomes cells.

    ``select`` reads rows after a number, in the order of their numbers; each has an ``id`` and the
    ``inspection_id`` it was found in, if any.
    """

    labels: tuple[str, ...]
    select: Callable[[int], Selected]
    values: Callable[[Session, Found], list[Sequence[Value]]]


def _shown(value: Any) -> Value:
    """Return words of the trade in the language spoken now, everything else as it is."""
    if isinstance(value, Word):
        return value.label
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    shown: Value = value
    return shown


def cells(row: Row[*tuple[Any, ...]]) -> list[Value]:
    """Return the cells of a row: everything after its number and its inspection."""
    return [_shown(value) for value in row[2:]]


def plain(_session: Session, found: Found) -> list[Sequence[Value]]:
    """Return rows as they were read."""
    return [cells(row) for row in found]


def of_goods(wanted: Selected) -> Selected:
    """Join what a batch is of: its product, who made it, and where it is checked."""
    return (
        wanted.join(Product, Product.id == Batch.product_id)
        .join(Manufacturer, Manufacturer.id == Batch.manufacturer_id)
        .join(Site, Site.id == Batch.site_id)
    )


# Batches


def _batches(after: int) -> Selected:
    return (
        of_goods(
            select(
                Batch.id,
                NO_INSPECTION,
                Batch.number,
                Product.code,
                Product.revision,
                Product.name,
                Product.family,
                Manufacturer.name,
                Site.code,
                Order.number,
                Customer.name,
                Order.promised_ship_date,
                Batch.quantity,
                Batch.produced_on,
                Batch.status,
                Batch.round,
                Batch.created_at,
                Batch.changed_at,
                Batch.note,
            )
        )
        .outerjoin(Order, Order.id == Batch.order_id)
        .outerjoin(Customer, Customer.id == Order.customer_id)
        .where(Batch.id > after)
        .order_by(Batch.id)
    )


def _with_producers(session: Session, found: Found) -> list[Sequence[Value]]:
    """Return batches with the names of those who made them as their last cell."""
    made: dict[int, list[str]] = {}
    named = (
        select(BatchProducer.batch_id, Person.name)
        .join(Person, Person.id == BatchProducer.person_id)
        .where(BatchProducer.batch_id.in_([row.id for row in found]))
        .order_by(BatchProducer.id)
    )
    for batch_id, name in session.execute(named):
        made.setdefault(batch_id, []).append(name)
    return [[*cells(row), "; ".join(made.get(row.id, []))] for row in found]


BATCHES = Export(
    labels=(
        N_("batch number"),
        N_("product code"),
        N_("revision"),
        N_("product name"),
        N_("family"),
        N_("manufacturer"),
        N_("site"),
        N_("order"),
        N_("customer"),
        N_("promised ship date"),
        N_("quantity"),
        N_("produced on"),
        N_("status"),
        N_("round"),
        N_("entered (UTC)"),
        N_("changed (UTC)"),
        N_("note"),
        N_("producers"),
    ),
    select=_batches,
    values=_with_producers,
)


# Answers


def _answers(after: int) -> Selected:
    newer = aliased(Answer)
    return (
        select(
            Answer.id,
            Answer.inspection_id,
            Answer.id.label("answer"),
            Batch.number,
            Product.code,
            Product.revision,
            Inspection.round,
            Inspection.seat,
            Inspection.status,
            Person.name,
            CheckItem.code,
            CheckItem.section,
            CheckItem.title,
            CheckItem.severity,
            Answer.unit_number,
            Answer.result,
            Answer.value,
            Answer.words,
            Gauge.number,
            Calibration.due_on,
            CheckItem.unit,
            CheckItem.nominal,
            CheckItem.lower,
            CheckItem.upper,
            Answer.note,
            Answer.at,
            newer.id.is_(None).label("stands"),
            Answer.replaces_id,
            Answer.reason,
        )
        .join(Inspection, Inspection.id == Answer.inspection_id)
        .join(Batch, Batch.id == Inspection.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .join(CheckItem, CheckItem.id == Answer.item_id)
        .join(Person, Person.id == Answer.by_id)
        .outerjoin(newer, newer.replaces_id == Answer.id)
        .outerjoin(Calibration, Calibration.id == Answer.calibration_id)
        .outerjoin(Gauge, Gauge.id == Calibration.gauge_id)
        .where(Answer.id > after)
        .order_by(Answer.id)
    )


ANSWERS = Export(
    labels=(
        N_("answer"),
        N_("batch number"),
        N_("product code"),
        N_("revision"),
        N_("round"),
        N_("seat"),
        N_("inspection"),
        N_("inspector"),
        N_("item code"),
        N_("section"),
        N_("item"),
        N_("severity"),
        N_("sample unit"),
        N_("result"),
        N_("value"),
        N_("text"),
        N_("gauge"),
        N_("gauge due"),
        N_("unit"),
        N_("nominal"),
        N_("lower limit"),
        N_("upper limit"),
        N_("note"),
        N_("recorded (UTC)"),
        N_("stands"),
        N_("replaces answer"),
        N_("reason"),
    ),
    select=_answers,
    values=plain,
)


# Defects


def _defects(after: int) -> Selected:
    return (
        select(
            Defect.id,
            Defect.inspection_id,
            Defect.number,
            Batch.number,
            Product.code,
            Product.revision,
            Product.family,
            Manufacturer.name,
            Inspection.round,
            Inspection.seat,
            Person.name,
            DefectCode.code,
            DefectCode.name,
            Defect.severity,
            Defect.quantity,
            Defect.place,
            CheckItem.code,
            CheckItem.title,
            Defect.unit_number,
            Defect.containment,
            Defect.status,
            Defect.disposition,
            Defect.note,
            Defect.at,
        )
        .join(Inspection, Inspection.id == Defect.inspection_id)
        .join(Batch, Batch.id == Defect.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .join(Manufacturer, Manufacturer.id == Batch.manufacturer_id)
        .join(DefectCode, DefectCode.id == Defect.code_id)
        .join(Person, Person.id == Defect.by_id)
        .outerjoin(CheckItem, CheckItem.id == Defect.item_id)
        .where(Defect.id > after)
        .order_by(Defect.id)
    )


DEFECTS = Export(
    labels=(
        N_("defect"),
        N_("batch number"),
        N_("product code"),
        N_("revision"),
        N_("family"),
        N_("manufacturer"),
        N_("round"),
        N_("seat"),
        N_("found by"),
        N_("defect code"),
        N_("defect name"),
        N_("severity"),
        N_("quantity"),
        N_("place"),
        N_("item code"),
        N_("item"),
        N_("sample unit"),
        N_("containment"),
        N_("status"),
        N_("disposition"),
        N_("note"),
        N_("recorded (UTC)"),
    ),
    select=_defects,
    values=plain,
)
