"""The ways into a check: by scan, from the lists, or by a link from another page."""

from typing import TYPE_CHECKING

from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import _, format_integer
from qc_desk.services import batches, inspections
from qc_desk.services.batch_lists import BatchRow, batches_by_id
from qc_desk.services.desk import Session
from qc_desk.services.sampling_plans import plans_of
from qc_desk.ui.check import asking
from qc_desk.ui.finder.targets import go_straight
from qc_desk.ui.pages import Kit
from qc_desk.ui.sampling.plans import sentences

if TYPE_CHECKING:
    from qc_desk.ui.check.page import CheckPage
    from qc_desk.ui.check.start import StartView


def fill(start: "StartView", kit: Kit, by: int) -> None:
    """Show what the person can go on with, and what they can begin."""

    def lists(
        session: Session,
    ) -> tuple[list[inspections.OpenCheckRow], list[inspections.BeginRow]]:
        return (
            inspections.open_checks(session, by),
            inspections.batches_to_begin(session, by),
        )

    start.show_rows(*kit.records.read(lists))


def find(kit: Kit, name: str, *, elsewhere: bool) -> int | None:
    """Return the id of a batch by its number; what is unknown or ambiguous is said in the bar.

    ``elsewhere``: what is no batch but something else opens where it belongs.
    """
    try:
        return kit.records.read(lambda session: batches.find_batch(session, name))
    except QcError as refusal:
        if not (elsewhere and go_straight(kit, name)):
            kit.messages.refuse(refusal)
        return None


def enter(page: "CheckPage", kit: Kit, batch_id: int) -> int | None:
    """Return the person's own open check of a batch, or the one they begin now; None for neither.

    A batch that waits for its second check is shown on the page for that.
    """
    person = kit.presence.person
    if person is None:
        return None
    by = person.person_id

    def look(session: Session) -> tuple[int | None, list[BatchRow]]:
        found = inspections.open_inspection(session, batch_id, by)
        return found, batches_by_id(session, [batch_id])

    mine, rows = kit.records.read(look)
    if mine is not None or not rows:
        return mine
    row = rows[0]
    if row.status is BatchStatus.SECOND_CHECK:
        kit.go_to("second_check", batch_id)
        return None
    beginnable = row.status in (BatchStatus.DRAFT, BatchStatus.REWORK)
    if beginnable and not asking.beginning(page, row.number, _told(kit, row)):
        return None
    at = kit.records.now()
    return kit.records.change(
        lambda session: inspections.open_first_check(session, batch_id, by, at)
    )


def _told(kit: Kit, row: BatchRow) -> str:
    """Return what is told before a check begins: the batch, and the sample that is drawn."""
    plans = kit.records.read(lambda session: plans_of(session, row.id))
    return "\n".join(part for part in (_facts(row), sentences(plans)) if part)


def _facts(row: BatchRow) -> str:
    said = _("{product}, {quantity} pieces, made by {manufacturer}, at {site}.")
    return said.format(
        product=f"{row.product_code} {row.product_name}",
        quantity=format_integer(row.quantity),
        manufacturer=row.manufacturer,
        site=row.site,
    )
