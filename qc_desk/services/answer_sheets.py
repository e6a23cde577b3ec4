"""Many answers of one inspection at once, as a sheet that was filled in elsewhere brings them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from qc_desk.domain.inspections import Answer
from qc_desk.services.acts import acting
from qc_desk.services.gauge_choices import Measured, calibration_of, gauges_of
from qc_desk.services.inspections import Entry, answer_of, locked_inspection


def record_answers(
    session: Session, inspection_id: int, entries: Sequence[tuple[Entry, datetime]], by: int
) -> list[int]:
    """Keep answers, each with its moment, all or none; returns their ids.

    The rules are those of a single answer: one that was not seen is never replaced
    (AlreadyAnswered), one that was seen only with a reason.
    """
    if not entries:
        return []
    person = acting(session, "answer.record", by, entries[-1][1])
    inspection = locked_inspection(session, inspection_id)
    items = {item.id: item for item in inspection.version.items}
    standing = inspection.current
    by_id = {answer.id: answer for answer in standing.values()}
    kept: list[Answer] = []
    # nobody else holds them: each would be read again for every value
    gauges = gauges_of(session, {entry.gauge_id for entry, _at in entries})
    with session.no_autoflush:  # one flush for all, and one new state of the batch
        for entry, at in entries:
            answer = answer_of(items.get(entry.item_id), entry, person, at)
            place = (entry.item_id, entry.unit_number)
            by_gauge = Measured(entry.gauge_id, inspection.batch.site, standing.get(place))
            answer.rests_on(calibration_of(session, answer, by_gauge))
            seen = by_id.get(entry.seen_answer_id) if entry.seen_answer_id else None
            inspection.record(answer, standing=standing.get(place), seen=seen)
            standing[place] = answer
            session.add(answer)
            kept.append(answer)
    session.flush()
    del gauges
    return [answer.id for answer in kept]
