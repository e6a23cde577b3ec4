"""Which check items find something, in how many lots, and which never did."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, Subquery, and_, exists, func, select, union
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.item_yield import ItemYield, item_yield, most_failing
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import InspectionStatus, Result, Severity, Slot, VersionStatus
from qc_desk.services.shop_texts import spoken_title, spoken_words

Round = Select[int, str, int, int]  # checklist, item code, batch, round


@dataclass(frozen=True, kw_only=True, slots=True)
class YieldRow:
    """An item of a version in force, with what it found in all lots that are decided.

    A catch is a round of a batch in which the item failed or had a defect, with either inspector;
    the item is followed by its code through the versions of its checklist.
    """

    id: int  # the item's
    checklist_id: int
    checklist: str
    number: int  # of the version in force
    position: int
    code: str
    title: str
    severity: Severity
    born_of: str
    lots: int  # decided rounds in which it was answered
    caught: int

    @property
    def verdict(self) -> ItemYield:
        """What can be said about it."""
        return item_yield(self.lots, self.caught)

    @property
    def share(self) -> Decimal:
        """In how many of 100 lots it found something."""
        return round(Decimal(100 * self.caught) / self.lots, 1) if self.lots else Decimal(0)

    @property
    def at_most(self) -> Decimal:
        """In how many of 100 lots it may fail at most, where it never did (95 % certain)."""
        return most_failing(self.lots)


def item_yields(session: Session, checklist_id: int | None = None) -> list[YieldRow]:
    """Return the items of the versions in force: those that catch most often, then the silent.

    Rounds that are not decided yet stay hidden.
    """
    lots = _counted(session, _answered().subquery())
    caught = _counted(session, _caught())
    rows = []
    for item, number, held_id, title, wordings in session.execute(_in_force(checklist_id)):
        key = (held_id, item.code)
        rows.append(
            YieldRow(
                id=item.id,
                checklist_id=held_id,
                checklist=spoken_words(title, wordings, "title"),
                number=number,
                position=item.position,
                code=item.code,
                title=spoken_title(item),
                severity=item.severity,
                born_of=item.born_of,
                lots=max(lots.get(key, 0), caught.get(key, 0)),
                caught=caught.get(key, 0),
            )
        )
    return sorted(rows, key=_order)


def _order(row: YieldRow) -> tuple[int, Decimal, int, str, int]:
    """What catches most comes first; of the silent, those about which most is known."""
    told = (ItemYield.OFTEN, ItemYield.RARELY, ItemYield.NEVER, ItemYield.TOO_FEW)
    return (told.index(row.verdict), -row.share, -row.lots, row.checklist, row.position)


def _in_force(checklist_id: int | None) -> Select[CheckItem, int, int, str, str]:
    wanted = (
        select(
            CheckItem,
            ChecklistVersion.number,
            Checklist.id,
            Checklist.title,
            Checklist.wordings,
        )
        .join(ChecklistVersion, ChecklistVersion.id == CheckItem.version_id)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(ChecklistVersion.status == VersionStatus.EFFECTIVE, Checklist.retired_at.is_(None))
    )
    return wanted if checklist_id is None else wanted.where(Checklist.id == checklist_id)


def _counted(session: Session, rounds: Subquery) -> dict[tuple[int, str], int]:
    """Return how many rounds there are for each checklist and item code."""
    found = session.execute(
        select(rounds.c.checklist_id, rounds.c.code, func.count()).group_by(
            rounds.c.checklist_id, rounds.c.code
        )
    )
    return {(checklist_id, code): count for checklist_id, code, count in found}


def _seen() -> Round:
    """Select what a round is known by, from the checks that count of rounds that are decided."""
    return (
        select(
            ChecklistVersion.checklist_id, CheckItem.code, Inspection.batch_id, Inspection.round
        )
        .select_from(Inspection)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
        .where(
            Inspection.status != InspectionStatus.WITHDRAWN,
            exists().where(
                SignOff.batch_id == Inspection.batch_id,
                SignOff.round == Inspection.round,
                SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
            ),
        )
    )


def _answered() -> Round:
    """Select each item with each decided round in which somebody answered it, once."""
    newer = Answer.__table__.alias("newer")
    return (
        _seen()
        .join(
            Answer,
            and_(Answer.inspection_id == Inspection.id, Answer.result != Result.NOT_APPLICABLE),
        )
        .join(CheckItem, CheckItem.id == Answer.item_id)
        .where(~exists().where(newer.c.replaces_id == Answer.id))
        .distinct()
    )


def _caught() -> Subquery:
    """Select each item with each decided round in which it found something, once."""
    newer = Answer.__table__.alias("newer")
    failed = (
        _seen()
        .join(Answer, and_(Answer.inspection_id == Inspection.id, Answer.result == Result.FAIL))
        .join(CheckItem, CheckItem.id == Answer.item_id)
        .where(~exists().where(newer.c.replaces_id == Answer.id))
    )
    had_defect = (
        _seen()
        .join(Defect, Defect.inspection_id == Inspection.id)
        .join(CheckItem, CheckItem.id == Defect.item_id)
    )
    return union(failed, had_defect).subquery()
