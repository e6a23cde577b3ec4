"""How well two blind inspectors agree at each check item, over the decided rounds of a period."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.agreement import Agreement
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import CheckMode, InspectionStatus, Result, Seat, Severity, Slot
from qc_desk.i18n import N_, _
from qc_desk.services.desk import Desk
from qc_desk.services.exports import ExportResult
from qc_desk.services.sheet_files import Value, write_table
from qc_desk.services.shop_texts import spoken_words

_JUDGED = (Result.PASS, Result.FAIL)
_Key = tuple[int, str]  # a checklist's id, and an item's code


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementRow:
    """A check item in all versions of its checklist, and how two people saw it."""

    id: int  # of the item, as the newest version that was used has it
    checklist: str
    code: str
    title: str
    severity: Severity
    seen: Agreement


def agreements(session: Session, since: datetime | None = None) -> list[AgreementRow]:
    """Return every item that two people judged blind in rounds decided since then.

    By checklist, then those that need a look first: where more was seen differently. What one of
    them did not look at, or found not applicable, is left out.
    """
    counted: dict[_Key, Counter[tuple[Result, Result]]] = {}
    items: dict[_Key, int] = {}
    for checklist_id, item_id, code, first, second, count in session.execute(_pairs(since)):
        key = (checklist_id, code)
        counted.setdefault(key, Counter())[first, second] += count
        items[key] = max(items.get(key, 0), item_id)
    facts = {
        row[0]: row[1:]
        for row in session.execute(
            select(
                CheckItem.id,
                Checklist.title,
                Checklist.wordings,
                CheckItem.title,
                CheckItem.wordings,
                CheckItem.severity,
            )
            .join(ChecklistVersion, ChecklistVersion.id == CheckItem.version_id)
            .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
            .where(CheckItem.id.in_(items.values()))
        )
    }
    rows = [
        AgreementRow(
            id=items[key],
            checklist=spoken_words(*facts[items[key]][:2], "title"),
            code=key[1],
            title=spoken_words(*facts[items[key]][2:4], "title"),
            severity=facts[items[key]][4],
            seen=_agreement(counts),
        )
        for key, counts in counted.items()
    ]
    return sorted(rows, key=lambda r: (r.checklist, r.seen.agreed - r.seen.pairs, r.code))


def _agreement(counts: Counter[tuple[Result, Result]]) -> Agreement:
    return Agreement(
        both_pass=counts[Result.PASS, Result.PASS],
        both_fail=counts[Result.FAIL, Result.FAIL],
        first_fails=counts[Result.FAIL, Result.PASS],
        second_fails=counts[Result.PASS, Result.FAIL],
    )


def _pairs(since: datetime | None) -> Select[int, int, str, Result, Result, int]:
    """Return what counts the answers that stand at the same place for both inspectors."""
    one, other = aliased(Inspection), aliased(Inspection)
    first, second, newer = aliased(Answer), aliased(Answer), aliased(Answer)
    wanted = (
        select(
            ChecklistVersion.checklist_id,
            CheckItem.id,
            CheckItem.code,
            first.result,
            second.result,
            func.count(),
        )
        .select_from(SignOff)
        .join(
            one,
            and_(
                one.batch_id == SignOff.batch_id,
                one.round == SignOff.round,
                one.seat == Seat.FIRST,
                one.status != InspectionStatus.WITHDRAWN,
            ),
        )
        .join(
            other,
            and_(
                other.batch_id == SignOff.batch_id,
                other.round == SignOff.round,
                other.seat == Seat.SECOND,
                other.status != InspectionStatus.WITHDRAWN,
            ),
        )
        .join(ChecklistVersion, ChecklistVersion.id == one.version_id)
        .join(first, first.inspection_id == one.id)
        .join(
            second,
            and_(
                second.inspection_id == other.id,
                second.item_id == first.item_id,
                second.unit_number == first.unit_number,
            ),
        )
        .join(CheckItem, CheckItem.id == first.item_id)
        .where(
            SignOff.slot == Slot.DECISION,
            ChecklistVersion.mode != CheckMode.REVIEW,
            first.result.in_(_JUDGED),
            second.result.in_(_JUDGED),
            ~select(newer.id).where(newer.replaces_id == first.id).exists(),
            ~select(newer.id).where(newer.replaces_id == second.id).exists(),
        )
        .group_by(
            ChecklistVersion.checklist_id,
            CheckItem.id,
            CheckItem.code,
            first.result,
            second.result,
        )
    )
    return wanted if since is None else wanted.where(SignOff.at >= since)


_LABELS = (
    N_("Checklist"),
    N_("Code"),
    N_("Check item"),
    N_("Severity"),
    N_("Looked at twice"),
    N_("Both pass"),
    N_("Both fail"),
    N_("First fails"),
    N_("Second fails"),
    N_("Kappa"),
    N_("Kappa, lower bound 95 %"),
    N_("Kappa, upper bound 95 %"),
    N_("What it says"),
)


def write_agreements(desk: Desk, file: Path, since: datetime | None = None) -> int:
    """Write the agreement of every item into a CSV, TSV or XLSX file; returns how many rows."""
    with desk.reading() as session:
        rows = agreements(session, since)
    return write_table(file, [_(label) for label in _LABELS], [_cells(row) for row in rows])


def export_agreements(desk: Desk, file: Path) -> ExportResult:
    """Write the agreement of every item over all the time."""
    return ExportResult(file_name=file.name, rows=write_agreements(desk, file), left_out=0)


def _cells(row: AgreementRow) -> list[Value]:

    seen, found = row.seen, row.seen.kappa
    bounds = (found.value, found.low, found.high) if found is not None else ()
    numbers: list[Value] = [Decimal(f"{bound:.3f}") for bound in bounds] or [None] * 3
    return [
        row.checklist,
        row.code,
        row.title,
        row.severity.label,
        seen.pairs,
        seen.both_pass,
        seen.both_fail,
        seen.first_fails,
        seen.second_fails,
        *numbers,
        seen.said,
    ]
