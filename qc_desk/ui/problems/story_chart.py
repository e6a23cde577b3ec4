"""The story of a problem as the chart that its reports print."""

from collections.abc import Iterator

from qc_desk.domain.charts import TimeLine
from qc_desk.domain.days import day_of
from qc_desk.domain.loop_papers import PaperMoment
from qc_desk.domain.loop_words import ProblemEventKind, PromiseStanding
from qc_desk.domain.report_words import MomentKind
from qc_desk.domain.time_lines import time_line
from qc_desk.services.problem_details import ProblemDetail, PromiseRow, SightingRow

_EVENTS = {
    ProblemEventKind.FIX_CLAIMED: MomentKind.CLAIMED,
    ProblemEventKind.PROVEN: MomentKind.PROVEN,
}


def story_chart(detail: ProblemDetail, zone: str) -> TimeLine | None:
    """Return the time line; its marks lead to batches and complaints. None of a single day."""
    told = [*_seen(detail.sightings)]
    told += [(each, "") for row in detail.promises for each in _promised(row, zone)]
    told += [
        (PaperMoment(on=day_of(row.at, zone), kind=_EVENTS[row.kind]), "")
        for row in detail.history
        if row.kind in _EVENTS
    ]
    return time_line([moment for moment, _key in told], [key for _moment, key in told])


def place_of(key: str) -> tuple[str, int]:
    """Return the page that a mark leads to, and what it shows there."""
    page, _colon, number = key.partition(":")
    return page, int(number)


def _seen(rows: tuple[SightingRow, ...]) -> Iterator[tuple[PaperMoment, str]]:
    for row in rows:
        kind = MomentKind.SEEN_AGAIN if row.refutes else MomentKind.SEEN
        moment = PaperMoment(on=row.made_on, kind=kind, where=row.batch or row.complaint)
        of_batch = row.batch_id is not None
        yield moment, f"batches:{row.batch_id}" if of_batch else f"complaints:{row.complaint_id}"


def _promised(row: PromiseRow, zone: str) -> Iterator[PaperMoment]:
    """Return when it was made, and how it ended."""
    if row.is_fix:
        yield PaperMoment(on=day_of(row.made_at, zone), kind=MomentKind.PROMISED)
    broken = row.standing is PromiseStanding.BROKEN
    if broken:
        yield PaperMoment(on=row.due_on, kind=MomentKind.BROKEN)
    if row.done_at is not None:
        kind = MomentKind.LATE if broken else MomentKind.KEPT
        yield PaperMoment(on=day_of(row.done_at, zone), kind=kind)
