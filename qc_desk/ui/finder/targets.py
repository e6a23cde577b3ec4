"""Where each kind of thing opens, and by which icon it is known."""

from typing import TYPE_CHECKING

from qc_desk.domain.found_words import FoundKind
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.search import Found

Target = tuple[str, tuple[object, ...]]  # a place, and what it is to open at

_PAGES = {
    FoundKind.BATCH: "batches",
    FoundKind.DEFECT: "batches",
    FoundKind.COMPLAINT: "complaints",
    FoundKind.PROBLEM: "problems",
    FoundKind.PROMISE: "promises",
    FoundKind.REPORT: "reports",
    FoundKind.PROCEDURE: "procedures",
    FoundKind.CHECKLIST: "manual",
}
_SECTIONS = {
    FoundKind.PRODUCT: "products",
    FoundKind.MANUFACTURER: "manufacturers",
    FoundKind.CUSTOMER: "customers",
    FoundKind.ORDER: "orders",
    FoundKind.PERSON: "people",
    FoundKind.GAUGE: "gauges",
    FoundKind.DEFECT_CODE: "defect_codes",
}
ICONS = {
    FoundKind.BATCH: "package",
    FoundKind.COMPLAINT: "message-square-warning",
    FoundKind.DEFECT: "triangle-alert",
    FoundKind.PROBLEM: "repeat",
    FoundKind.ACTION: "wrench",
    FoundKind.PROMISE: "handshake",
    FoundKind.REPORT: "file-text",
    FoundKind.PROCEDURE: "book-open",
    FoundKind.CHECKLIST: "list-checks",
    FoundKind.PRODUCT: "package-open",
    FoundKind.MANUFACTURER: "factory",
    FoundKind.CUSTOMER: "store",
    FoundKind.ORDER: "truck",
    FoundKind.PERSON: "user",
    FoundKind.GAUGE: "gauge",
    FoundKind.DEFECT_CODE: "tag",
}


def target_of(row: "Found") -> Target:
    """Return where something that was found opens."""
    return target(row.kind, row.target)


def target(kind: FoundKind, record_id: int) -> Target:
    """Return where a record of a kind opens."""
    if kind is FoundKind.ACTION:
        return "problems", ("action", record_id)
    if kind in _SECTIONS:
        return "settings", (_SECTIONS[kind], record_id)
    return _PAGES[kind], (record_id,)


def go_straight(kit: Kit, code: str) -> bool:
    """Open the one record that has a scanned number or code; false when there is none."""
    from qc_desk.services.search import record_of  # noqa: PLC0415 (not at start)

    found = kit.records.read(lambda session: record_of(session, code))
    if found is None:
        return False
    place, facts = target(*found)
    kit.go_to(place, *facts)
    return True
