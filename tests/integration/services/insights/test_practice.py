"""Promise and practice: every figure is counted a second time, naively, from the raw records."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.deliveries import Delivery
from qc_desk.domain.loop_words import ComplaintStatus, TargetKind
from qc_desk.domain.orders import Order
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.shares import share_words
from qc_desk.domain.touches import Touch
from qc_desk.i18n import format_decimal
from qc_desk.services.insights import Scope
from qc_desk.services.insights import practice_counts as counts
from qc_desk.services.insights.practice import (
    _GOT,
    _READY,
    _SENT,
    Held,
    Practice,
    _held,
    practices,
)
from qc_desk.services.ship_margins import margins

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from qc_desk.storage.database import Database

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HALF = Scope(first=date(2026, 5, 23), last=date(2026, 11, 20))
NEVER = Scope(first=date(2001, 1, 1), last=date(2001, 1, 7))


@pytest.fixture
def location(told_location: str) -> str:
    """Give the place of a copy of the sample shop."""
    return told_location


@pytest.fixture
def session(database: "Database") -> Iterator["Session"]:
    with database.reading() as reading:
        yield reading


def all_of(session: "Session", scope: Scope = HALF) -> dict[TargetKind, Practice]:
    return {each.kind: each for each in practices(session, scope, NOW)}


@pytest.mark.parametrize("step", [ComplaintStatus.ACKNOWLEDGED, ComplaintStatus.ANSWERED])
def test_that_waiting_customers_are_counted_as_their_steps_say(
    session: "Session", step: ComplaintStatus
) -> None:
    done, late, of = [], 0, 0
    for each in session.scalars(select(Complaint)):
        if not HALF.first <= each.heard_at.date() <= HALF.last:
            continue
        reached = [event.at for event in each.events if event.status is step]
        hours = ((min(reached) if reached else NOW) - each.heard_at) / HOUR
        done += [hours] if reached else []
        of += bool(reached) or hours > 24
        late += hours > 24
    found = counts.complaint_waits(session, HALF, step, 24, NOW)
    assert of
    assert (found.late, found.of) == (late, of)
    assert found.middle == pytest.approx(median(done))


def test_that_sent_and_confirmed_reports_are_counted_as_their_deliveries_say(
    session: "Session",
) -> None:
    gone = set(session.scalars(select(Report.replaces_id).where(Report.replaces_id.is_not(None))))
    gone |= set(session.scalars(select(Withdrawal.report_id)))
    out: dict[int, datetime] = {}
    heard: dict[int, datetime] = {}
    for each in session.scalars(select(Delivery)):
        events = {event.kind.value: event for event in each.events}
        left = each.at if each.way.is_sent_at_once else None
        left = events["sent"].at if left is None and "sent" in events else left
        if left is not None:
            out[each.report_id] = min(left, out.get(each.report_id, left))
        if "acknowledged" in events:
            heard[each.report_id] = events["acknowledged"].happened_at
    begun, ended = counts.moments(HALF)
    reports = [r for r in session.scalars(select(Report)) if r.id not in gone]
    sent = [(r.issued_at, out.get(r.id)) for r in reports if begun <= r.issued_at < ended]
    confirmed = [
        (out[r.id], heard.get(r.id)) for r in reports if r.id in out and begun <= out[r.id] < ended
    ]
    for count, pairs, days in (
        (counts.sending_waits, sent, 2),
        (counts.confirming_waits, confirmed, 7),
    ):
        found = count(session, HALF, days, NOW)
        late = sum((end or NOW) - begin > days * DAY for begin, end in pairs)
        still = sum(end is None and NOW - begin <= days * DAY for begin, end in pairs)
        assert (found.late, found.of) == (late, len(pairs) - still)
    assert sent


def test_that_slack_is_counted_from_the_days_of_release(session: "Session") -> None:
    rows = margins(session, HALF.first, HALF.last, NOW)
    days = [(r.promised_ship_date - r.released_on).days for r in rows if r.released_on]
    found = counts.ship_slack(session, HALF, 2, NOW)
    assert days
    assert found.of == len(rows)
    assert found.late == sum(each < 2 for each in days) + len(rows) - len(days)
    assert found.middle == median(days)
    said = all_of(session)[TargetKind.SHIP_SLACK_DAYS].sentence
    assert share_words(found.late, found.of) in said


def test_that_touches_are_counted_by_order(session: "Session") -> None:
    touches = session.scalars(select(Touch)).all()
    of_complaint = {each.id: each.order_id for each in session.scalars(select(Complaint))}
    begun, ended = counts.moments(HALF)
    naive = [
        sum((t.order_id or of_complaint.get(t.complaint_id or 0)) == order.id for t in touches)
        for order in session.scalars(select(Order))
        if begun <= order.created_at < ended
    ]
    found = counts.touches_of(session, HALF)
    assert sorted(found) == sorted(naive)
    average = format_decimal(Decimal(f"{sum(naive) / len(naive):.1f}"))
    assert f"the average is {average}" in all_of(session)[TargetKind.TOUCHES_PER_ORDER].sentence


def test_that_every_target_stands_beside_what_is_delivered(session: "Session") -> None:
    found = all_of(session)
    assert list(found) == list(TargetKind)
    for each in found.values():
        assert each.sentence.startswith("We ")
        assert str(each.value) in each.sentence
        assert each.sentence.endswith(".")
    assert any(each.held is Held.NOT_KEPT for each in found.values())


def test_that_a_period_without_anything_says_so(session: "Session") -> None:
    for each in all_of(session, NEVER).values():
        assert each.held is Held.NOTHING
        assert "nothing to measure in this period" in each.sentence


@pytest.mark.parametrize(
    ("count", "of", "wanted", "held"),
    [
        (3, 3, 0.95, Held.KEPT),
        (19, 20, 0.95, Held.KEPT),
        (2, 3, 0.95, Held.NOT_KEPT),
        (8, 9, 0.95, Held.UNSURE),
        (80, 100, 0.95, Held.NOT_KEPT),
        (93, 100, 0.95, Held.UNSURE),
    ],
)
def test_that_chance_alone_is_no_broken_promise(
    count: int, of: int, wanted: float, held: Held
) -> None:
    assert _held(count, of, wanted) is held


def test_that_what_takes_no_time_is_said_to_be_at_once() -> None:
    assert _GOT.words(0.001) == "half get one at once"
    assert _GOT.words(0.4) == "half get one within 24 minutes"
    assert _SENT.words(0.1) == "half are sent within 2.4 h"
    assert [_READY.words(each) for each in (4, 0, -1.5)] == [
        "half are ready 4 days before",
        "half are ready on the day",
        "half are ready 1.5 days too late",
    ]
