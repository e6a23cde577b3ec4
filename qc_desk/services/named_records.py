"""Things by exactly the number or code that stands on a label, a report, a letter or a screen."""

import re
from functools import cache

from sqlalchemy import CompoundSelect, String, bindparam, literal, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.found_words import FoundKind
from qc_desk.domain.gauges import Gauge
from qc_desk.domain.orders import Order
from qc_desk.domain.problems import Problem
from qc_desk.domain.procedures import Procedure
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import QcError
from qc_desk.domain.reports import Report
from qc_desk.services.batches import find_batch

_CODES: tuple[tuple[FoundKind, InstrumentedAttribute[str]], ...] = (
    (FoundKind.BATCH, Batch.number),
    (FoundKind.REPORT, Report.number),
    (FoundKind.GAUGE, Gauge.number),
    (FoundKind.ORDER, Order.number),
    (FoundKind.PROCEDURE, Procedure.code),
    (FoundKind.CHECKLIST, Checklist.code),
    (FoundKind.PRODUCT, Product.code),
    (FoundKind.DEFECT_CODE, DefectCode.code),
)
_COUNTED: dict[str, tuple[FoundKind, InstrumentedAttribute[int]]] = {
    "C": (FoundKind.COMPLAINT, Complaint.number),
    "PR": (FoundKind.PROBLEM, Problem.number),
    "CA": (FoundKind.ACTION, CorrectiveAction.number),
    "P": (FoundKind.PROMISE, Promise.number),
}
_NUMBERED = re.compile(r"(C|PR|CA|P)-([1-9]\d{0,8})", re.ASCII | re.IGNORECASE)
# what the square on a report says: its number, which may be cut, and the digest of its data
_ON_REPORT = re.compile(r"QC-DESK (.+) SHA256 ([0-9A-F]{64})", re.IGNORECASE)

Named = tuple[FoundKind, int]


def named(session: Session, code: str) -> list[Named]:
    """Return the things that have exactly this number or code, two of a kind at most.

    A batch may have its product before it, as on labels: PRODUCT/NUMBER. A report is also known by
    what its square says, if the data are those of the record.
    """
    shown = _ON_REPORT.fullmatch(code)
    if shown is not None:
        begins = Report.number.startswith(shown[1], autoescape=True)
        reports = select(Report.id).where(begins, Report.payload_digest == shown[2].lower())
        return [(FoundKind.REPORT, each) for each in session.scalars(reports.limit(2))]
    found = session.execute(_named_so(), {"code": code})
    things = [(_CODES[place][0], row_id) for place, row_id in found]
    return things + _counted(session, code) or _labelled(session, code)


def _counted(session: Session, code: str) -> list[Named]:
    """Return what the record itself has numbered: complaints, problems, actions, promises."""
    told = _NUMBERED.fullmatch(code)
    if told is None:
        return []
    kind, column = _COUNTED[told[1].upper()]
    ids = session.scalars(select(column.class_.id).where(column == int(told[2])))
    return [(kind, each) for each in ids]


def _labelled(session: Session, code: str) -> list[Named]:
    """Return the batch of a label that says PRODUCT/NUMBER."""
    if "/" not in code:
        return []
    try:
        return [(FoundKind.BATCH, find_batch(session, code))]
    except QcError:  # none, or several
        return []


@cache  # put together once: that takes longer than to ask it
def _named_so() -> CompoundSelect[int, int]:
    """Return the query for things of every kind with a code, in the order of the kinds."""
    code = bindparam("code", type_=String)
    each = [
        select(literal(place).label("place"), column.class_.id.label("id"))
        .where(column == code)
        .limit(2)
        .subquery()
        for place, (_kind, column) in enumerate(_CODES)
    ]
    every = union_all(*(select(one.c.place, one.c.id) for one in each))
    return every.order_by("place", "id")
