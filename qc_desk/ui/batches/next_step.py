"""What comes next for a batch, for whoever looks at it: one step, and what else can be done."""

from dataclasses import dataclass
from enum import Enum, auto

from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Seat
from qc_desk.i18n import N_, _
from qc_desk.services.batch_details import BatchDetail, InspectionRow


class Deed(Enum):
    """Something that can be done with a batch: its words and its icon."""

    BEGIN_FIRST = (auto(), N_("Begin the first check"), "clipboard-check")
    CONTINUE = (auto(), N_("Continue my check"), "circle-play")
    WITHDRAW = (auto(), N_("Withdraw the check…"), "undo-2")
    BEGIN_SECOND = (auto(), N_("Begin the second check"), "user-round-check")
    COMPARE = (auto(), N_("Compare and decide"), "git-compare")
    LOOK = (auto(), N_("Look at both checks"), "git-compare")
    REWORK = (auto(), N_("Send to rework…"), "wrench")
    SHIP = (auto(), N_("Note as shipped"), "truck")
    HOLD = (auto(), N_("Hold…"), "octagon-alert")
    ALONE = (auto(), N_("Release without second check…"), "shield-alert")
    CONCEDE = (auto(), N_("Release under concession…"), "shield-alert")
    SCRAP = (auto(), N_("Scrap…"), "trash-2")
    RETURN = (auto(), N_("Return to the manufacturer…"), "undo-2")
    RECALL = (auto(), N_("Recall…"), "package-x")

    @property
    def words(self) -> str:
        """What stands on its button."""
        return _(self.value[1])

    @property
    def picture(self) -> str:
        """The icon on its button."""
        return self.value[2]


@dataclass(frozen=True)
class Next:
    """Where the batch stands in a sentence, the one next step, and what else can be done."""

    sentence: str
    deed: Deed | None = None
    others: tuple[Deed, ...] = ()


def next_step(detail: BatchDetail, alone_refusal: QcError | None) -> Next:
    """Return what comes next for this person.

    ``alone_refusal`` says why they may not release it without second check; None: they may.
    """
    if detail.open_inspection_id is not None:
        return Next(_("Your check of this batch is not finished."), Deed.CONTINUE)
    match detail.status:
        case BatchStatus.DRAFT | BatchStatus.REWORK:
            return _before_first_check(detail)
        case BatchStatus.FIRST_CHECK:
            return _at_work(detail, seat_of(detail, Seat.FIRST))
        case BatchStatus.SECOND_CHECK:
            return _at_second_check(detail, alone_refusal)
        case BatchStatus.HELD:
            return _held(detail)
        case _:
            return _decided(detail)


def seat_of(detail: BatchDetail, seat: Seat) -> InspectionRow | None:
    """Return the inspection that counts at a seat of the current round."""
    for row in detail.inspections:
        live = row.status is not InspectionStatus.WITHDRAWN
        if row.seat is seat and row.round == detail.round and live:
            return row
    return None


def _before_first_check(detail: BatchDetail) -> Next:
    if not detail.checklist:
        return Next(
            _("The product has no checklist yet. A lead chooses one in Settings, under Products.")
        )
    if not detail.may_begin_first:
        return Next(
            _("It waits for its first check by an inspector of {site}.").format(site=detail.site)
        )
    if detail.status is BatchStatus.REWORK:
        return Next(
            _("When the rework is done, it is checked again from the beginning."),
            Deed.BEGIN_FIRST,
        )
    return Next(_("It is entered and waits for its first check."), Deed.BEGIN_FIRST)


def _at_work(
    detail: BatchDetail, row: InspectionRow | None, others: tuple[Deed, ...] = ()
) -> Next:
    """Say who is at it; a check whose inspector is gone has to be taken back first."""
    if row is None:
        return Next("", None, others)
    if not row.abandoned:
        said = _("{person} is checking it: {answered} of {total} answered.")
        told = said.format(person=row.inspector, answered=row.answered, total=row.total)
        return Next(told, None, others)
    gone = _("{person} has begun it and may no longer check at {site}.")
    may = detail.abandoned_inspection_id is not None
    then = (
        _("Withdraw the check; then somebody else can begin it.")
        if may
        else _("A lead or owner of {site} has to withdraw the check.")
    )
    told = f"{gone} {then}".format(person=row.inspector, site=detail.site)
    return Next(told, Deed.WITHDRAW if may else None, others)


def _at_second_check(detail: BatchDetail, alone_refusal: QcError | None) -> Next:
    second = seat_of(detail, Seat.SECOND)
    others: tuple[Deed, ...] = (Deed.ALONE,) if alone_refusal is None else ()
    if second is not None and second.status is InspectionStatus.OPEN:
        return _at_work(detail, second, others)
    if second is not None:
        mine = second.inspector_id == detail.viewer_id
        said = _("Both checks are done. {person} compares them and decides.")
        return Next(
            said.format(person=second.inspector), Deed.COMPARE if mine else Deed.LOOK, others
        )
    if detail.may_lead:
        others = (*others, Deed.HOLD)
    if detail.second_refusal is not None:
        return Next(str(detail.second_refusal), None, others)
    return Next(
        _("It waits for a second person, and you may be that person."), Deed.BEGIN_SECOND, others
    )


def _held(detail: BatchDetail) -> Next:
    if not detail.may_lead:
        return Next(
            _("It may not leave. A lead of {site} decides what happens to it.").format(
                site=detail.site
            )
        )
    others: tuple[Deed, ...] = (Deed.SCRAP, Deed.RETURN)
    said = _("It may not leave. Decide what happens to it.")
    if detail.concession_refusal is None:
        others = (Deed.CONCEDE, *others)
    else:
        said = f"{said} {detail.concession_refusal}"
    return Next(said, Deed.REWORK, others)


def _decided(detail: BatchDetail) -> Next:
    ends = {
        BatchStatus.SCRAPPED: _("It was scrapped. Nothing more is to be done."),
        BatchStatus.RETURNED: _("It went back to {manufacturer}. Nothing more is to be done."),
        BatchStatus.RECALLED: _("It was called back. Its report stays valid for what was found."),
        BatchStatus.SHIPPED: _("It has left."),
        BatchStatus.RELEASED: _("It may leave."),
    }
    said = ends[detail.status].format(manufacturer=detail.manufacturer)
    if detail.status is BatchStatus.RELEASED:
        return Next(
            said,
            Deed.SHIP if detail.may_inspect else None,
            (Deed.RECALL,) if detail.may_lead else (),
        )
    may_recall = detail.status is BatchStatus.SHIPPED and detail.may_lead
    return Next(said, None, (Deed.RECALL,) if may_recall else ())
