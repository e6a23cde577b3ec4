"""What is said of things that were found: where their page opens, a headline and a line.

Names and titles are said in the language spoken now, where they were translated to it.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.defects import Defect
from qc_desk.domain.found_words import FoundKind
from qc_desk.domain.gauges import Gauge
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.procedures import Procedure
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.promises import Promise
from qc_desk.domain.reports import Report
from qc_desk.i18n import _, format_date
from qc_desk.services.problem_items import item_wordings
from qc_desk.services.shop_texts import spoken_words

Rows = Any  # a Select, whose columns differ from kind to kind
LONGEST = 160  # letters of somebody's words
Words = tuple[int, str, str]  # the id that the page opens at, the headline, the line


def target_and_words(session: Session, kind: FoundKind, ids: list[int]) -> dict[int, Words]:
    """Return, for those of the ids that are there, where to go and what to say."""
    rows, key, told = _KINDS[kind]
    found = session.execute(rows().where(key.in_(ids)))
    return {row[0]: told(row) for row in found}


def _line(*parts: str | None) -> str:
    """Return what is known of something in one line."""
    known = (" ".join(part.split()) for part in parts if part)
    return " · ".join(part[:LONGEST] for part in known if part)


def _name(row: Any) -> str:
    """Return what a product or a defect is called in the language spoken now."""
    return spoken_words(row.name, row.wordings)


def _batches() -> Rows:
    return (
        select(
            Batch.id,
            Batch.number,
            Batch.status,
            Product.name,
            Product.wordings,
            Manufacturer.name.label("maker"),
            Product.code,
        )
        .join(Batch.product)
        .join(Batch.manufacturer)
    )


def _batch(row: Any) -> Words:
    return row.id, row.number, _line(row.status.label, _name(row), row.maker)


def _complaints() -> Rows:
    columns = (Complaint.id, Complaint.number, Complaint.words, Complaint.status, Customer.name)
    return select(*columns).join(Complaint.customer)


def _complaint(row: Any) -> Words:
    return row.id, f"C-{row.number} · {row.name}", _line(row.status.label, row.words)


def _defects() -> Rows:
    columns = (Defect.id, Defect.batch_id, Defect.place, Defect.note, Batch.number)
    return (
        select(*columns, DefectCode.code, DefectCode.name, DefectCode.wordings)
        .join(Defect.batch)
        .join(DefectCode, DefectCode.id == Defect.code_id)
    )


def _defect(row: Any) -> Words:
    on = _("Batch {number}").format(number=row.number)
    return row.batch_id, f"{row.code} · {_name(row)}", _line(on, row.place, row.note)


def _problems() -> Rows:
    columns = (Problem.id, Problem.number, Problem.family, Problem.status, Problem.item_title)
    told = item_wordings().label("item_wordings")
    return select(*columns, DefectCode.name, DefectCode.wordings, told).join(
        DefectCode, DefectCode.id == Problem.code_id
    )


def _problem(row: Any) -> Words:
    item = spoken_words(row.item_title, row.item_wordings or "", "title")
    line = _line(row.status.label, row.family, item)
    return row.id, f"PR-{row.number} · {_name(row)}", line


def _actions() -> Rows:
    return select(
        CorrectiveAction.id,
        CorrectiveAction.number,
        CorrectiveAction.title,
        CorrectiveAction.status,
    )


def _action(row: Any) -> Words:
    return row.id, f"CA-{row.number} · {row.title}", _line(row.status.label)


def _promises() -> Rows:
    columns = (Promise.id, Promise.number, Promise.text, Promise.due_on, Person.name)
    return (
        select(*columns, Customer.name.label("customer"), Manufacturer.name.label("maker"))
        .join(Person, Person.id == Promise.owner_id)
        .outerjoin(Promise.customer)
        .outerjoin(Promise.manufacturer)
    )


def _promise(row: Any) -> Words:
    line = _line(row.customer or row.maker, row.name, format_date(row.due_on))
    return row.id, f"P-{row.number} · {row.text[:LONGEST]}", line


def _reports() -> Rows:
    return select(Report.id, Report.number, Report.kind, Batch.number.label("batch")).outerjoin(
        Batch, Batch.id == Report.batch_id
    )


def _report(row: Any) -> Words:
    on = _("Batch {number}").format(number=row.batch) if row.batch else ""
    return row.id, row.number, _line(row.kind.label, on)


def _titled(entity: Any) -> Callable[[], Rows]:
    return lambda: select(entity.id, entity.code, entity.title, entity.wordings)


def _title(row: Any) -> Words:
    return row.id, spoken_words(row.title, row.wordings, "title"), row.code


def _products() -> Rows:
    columns = (Product.id, Product.code, Product.revision, Product.name, Product.family)
    return select(*columns, Product.wordings)


def _product(row: Any) -> Words:
    return row.id, _name(row), _line(f"{row.code} {row.revision}", row.family)


def _manufacturers() -> Rows:
    return select(Manufacturer.id, Manufacturer.name, Manufacturer.contact, Manufacturer.email)


def _manufacturer(row: Any) -> Words:
    return row.id, row.name, _line(row.contact, row.email)


def _customers() -> Rows:
    return select(Customer.id, Customer.name, Customer.email, Customer.phone)


def _customer(row: Any) -> Words:
    return row.id, row.name, _line(row.email, row.phone)


def _orders() -> Rows:
    columns = (Order.id, Order.number, Order.promised_ship_date, Customer.name)
    return select(*columns).join(Order.customer)


def _order(row: Any) -> Words:
    day = format_date(row.promised_ship_date) if row.promised_ship_date else ""
    return row.id, row.number, _line(row.name, day)


def _persons() -> Rows:
    return select(Person.id, Person.name, Person.login, Person.retired_at)


def _person(row: Any) -> Words:
    return row.id, row.name, _line(row.login, _("no longer here") if row.retired_at else "")


def _gauges() -> Rows:
    return select(Gauge.id, Gauge.number, Gauge.name, Gauge.kept_at)


def _gauge(row: Any) -> Words:
    return row.id, f"{row.number} · {row.name}", _line(row.kept_at)


def _codes() -> Rows:
    columns = (DefectCode.id, DefectCode.code, DefectCode.name, DefectCode.wordings)
    return select(*columns, DefectCode.default_severity)


def _code(row: Any) -> Words:
    return row.id, f"{row.code} · {_name(row)}", row.default_severity.label


_KINDS: dict[FoundKind, tuple[Callable[[], Rows], Any, Callable[[Any], Words]]] = {
    FoundKind.BATCH: (_batches, Batch.id, _batch),
    FoundKind.COMPLAINT: (_complaints, Complaint.id, _complaint),
    FoundKind.DEFECT: (_defects, Defect.id, _defect),
    FoundKind.PROBLEM: (_problems, Problem.id, _problem),
    FoundKind.ACTION: (_actions, CorrectiveAction.id, _action),
    FoundKind.PROMISE: (_promises, Promise.id, _promise),
    FoundKind.REPORT: (_reports, Report.id, _report),
    FoundKind.PROCEDURE: (_titled(Procedure), Procedure.id, _title),
    FoundKind.CHECKLIST: (_titled(Checklist), Checklist.id, _title),
    FoundKind.PRODUCT: (_products, Product.id, _product),
    FoundKind.MANUFACTURER: (_manufacturers, Manufacturer.id, _manufacturer),
    FoundKind.CUSTOMER: (_customers, Customer.id, _customer),
    FoundKind.ORDER: (_orders, Order.id, _order),
    FoundKind.PERSON: (_persons, Person.id, _person),
    FoundKind.GAUGE: (_gauges, Gauge.id, _gauge),
    FoundKind.DEFECT_CODE: (_codes, DefectCode.id, _code),
}
