"""Draws every spot check again from its seed, and compares it with what was looked at."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.spot_draws import SpotDraw
from qc_desk.domain.vocabulary import CheckMode, InspectionStatus, Seat
from qc_desk.i18n import _
from qc_desk.services.desk import Desk
from qc_desk.storage.findings import Finding


def check_spots(desk: Desk) -> Iterator[list[Finding]]:
    """Check one spot check after the other, each in a transaction of its own."""
    with desk.reading() as session:
        wanted = (
            select(Inspection.id)
            .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
            .where(ChecklistVersion.mode == CheckMode.SPOT, Inspection.seat == Seat.SECOND)
            .order_by(Inspection.id)
        )
        ids = list(session.scalars(wanted))
    for inspection_id in ids:
        with desk.reading() as session:
            yield _check(session, session.get_one(Inspection, inspection_id))


def _check(session: Session, inspection: Inspection) -> list[Finding]:
    where = _("Batch {batch}").format(batch=inspection.batch.number)
    return [Finding("spot_check", where, said) for said in _wrong(session, inspection)]


def _wrong(session: Session, inspection: Inspection) -> Iterator[str]:
    draw = inspection.spot
    if draw is None:
        yield _("Nothing was drawn for the spot check.")
        return
    if not _is_drawn(inspection, draw):
        yield _("The spot check was not drawn as its seed says.")
    if any(other.seed != draw.seed for other in _of_its_round(session, inspection)):
        yield _("The round has drawn its spot check twice.")
    answered, places = set(inspection.current), set(inspection.places)
    if answered - places:
        yield _("The spot check has answers where nothing was drawn.")
    decided = inspection.status in (InspectionStatus.SUBMITTED, InspectionStatus.SIGNED)
    if decided and places - answered:
        yield _("The spot check lacks answers where something was drawn.")


def _is_drawn(inspection: Inspection, draw: SpotDraw) -> bool:
    """Whether the seed draws these places and no others."""
    try:
        drawn = inspection.drawn(draw.seed, draw.share)
        return draw.share == inspection.version.share and draw.places == set(drawn)
    except ValueError:  # neither a seed, nor a share, nor places
        return False


def _of_its_round(session: Session, inspection: Inspection) -> list[SpotDraw]:
    wanted = (
        select(SpotDraw)
        .join(Inspection, Inspection.id == SpotDraw.inspection_id)
        .where(
            Inspection.batch_id == inspection.batch_id,
            Inspection.round == inspection.round,
        )
    )
    return list(session.scalars(wanted))
