"""The response clock of complaints: it starts when a complaint was heard and nobody stops it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from qc_desk.domain.complaint_statements import ComplaintEvent
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import ComplaintStatus, TargetKind
from qc_desk.domain.targets import USUAL, ServiceTarget

STEP_OF = {
    TargetKind.ACKNOWLEDGE_HOURS: ComplaintStatus.ACKNOWLEDGED,
    TargetKind.ANSWER_HOURS: ComplaintStatus.ANSWERED,
}
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
_HOUR = timedelta(hours=1)

Reached = Mapping[ComplaintStatus, datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockRow:
    """One target of a complaint: until when, when it was done, and whether that was too late."""

    kind: TargetKind
    hours: int
    due_at: datetime
    done_at: datetime | None
    late: bool
    hours_left: float  # until it is due; below 0 by how much it was missed

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.done_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Promised:
    """What the shop promised about its answers, from which moment on; oldest first."""

    values: Mapping[TargetKind, tuple[tuple[datetime, int], ...]]

    def hours(self, kind: TargetKind, heard_at: datetime) -> int:
        """Return the target that was in force when a complaint was heard."""
        return [value for begun, value in self.values[kind] if begun <= heard_at][-1]

    def clocks(self, heard_at: datetime, reached: Reached, at: datetime) -> tuple[ClockRow, ...]:
        """Return the clocks of a complaint as they stand at a moment."""
        return tuple(
            self._clock(kind, heard_at, reached.get(step), at) for kind, step in STEP_OF.items()
        )

    def _clock(
        self, kind: TargetKind, heard_at: datetime, done_at: datetime | None, at: datetime
    ) -> ClockRow:
        hours = self.hours(kind, heard_at)
        due_at = heard_at + hours * _HOUR
        return ClockRow(
            kind=kind,
            hours=hours,
            due_at=due_at,
            done_at=done_at,
            late=(done_at or at) > due_at,
            hours_left=(due_at - (done_at or at)) / _HOUR,
        )

    def overdue(self, kind: TargetKind, at: datetime) -> ColumnElement[bool]:
        """Whether a complaint was heard so long ago that this target has passed."""
        begun = self.values[kind]
        ended = [moment for moment, _value in begun[1:]] + [None]
        return or_(
            false(),
            *(
                and_(
                    Complaint.heard_at >= start,
                    Complaint.heard_at < at - value * _HOUR,
                    *([Complaint.heard_at < end] if end is not None else []),
                )
                for (start, value), end in zip(begun, ended, strict=True)
            ),
        )


def promised(session: Session) -> Promised:
    """Return the targets for complaints; until the owner says something the usual ones count."""
    values = {kind: [(LONG_AGO, USUAL[kind])] for kind in STEP_OF}
    told = session.execute(
        select(ServiceTarget.kind, ServiceTarget.at, ServiceTarget.value)
        .where(ServiceTarget.kind.in_(STEP_OF))
        .order_by(ServiceTarget.at, ServiceTarget.id)
    )
    for kind, begun, value in told:
        values[kind].append((begun, value))
    return Promised(values={kind: tuple(each) for kind, each in values.items()})


def reached(
    session: Session, complaint_ids: Iterable[int]
) -> dict[int, dict[ComplaintStatus, datetime]]:
    """Return when each complaint was acknowledged and answered for the first time."""
    found: dict[int, dict[ComplaintStatus, datetime]] = {each: {} for each in complaint_ids}
    rows = session.execute(
        select(ComplaintEvent.complaint_id, ComplaintEvent.status, func.min(ComplaintEvent.at))
        .where(
            ComplaintEvent.complaint_id.in_(found),
            ComplaintEvent.status.in_(STEP_OF.values()),
        )
        .group_by(ComplaintEvent.complaint_id, ComplaintEvent.status)
    )
    for complaint_id, status, moment in rows:
        found[complaint_id][status] = moment
    return found


def is_late(told: Promised, at: datetime) -> ColumnElement[bool]:
    """Complaints that wait for an acknowledgement or an answer longer than was promised."""
    return or_(
        and_(
            Complaint.status == ComplaintStatus.RECEIVED,
            told.overdue(TargetKind.ACKNOWLEDGE_HOURS, at),
        ),
        and_(
            Complaint.status.in_(BEFORE_ANSWER),
            told.overdue(TargetKind.ANSWER_HOURS, at),
            ~exists().where(
                ComplaintEvent.complaint_id == Complaint.id,
                ComplaintEvent.status == ComplaintStatus.ANSWERED,
            ),
        ),
    )


BEFORE_ANSWER = (
    ComplaintStatus.RECEIVED,
    ComplaintStatus.ACKNOWLEDGED,
    ComplaintStatus.RESTATED,
    ComplaintStatus.INVESTIGATING,
)
