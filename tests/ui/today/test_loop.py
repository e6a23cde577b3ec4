"""What the Today page says about promises, complaints, problems and orders."""

from datetime import UTC, date, datetime, timedelta

import pytest

from qc_desk.domain.loop_words import (
    Channel,
    ComplaintStatus,
    ProblemStatus,
    PromiseSide,
    PromiseStanding,
    TargetKind,
)
from qc_desk.domain.ship_dates import DurationBasis, WaitsFor
from qc_desk.domain.u_chart import Limit, LimitBasis
from qc_desk.services.complaint_clock import ClockRow
from qc_desk.services.complaint_lists import ComplaintRow
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.ship_dates import OrderSlack, WaitingRow
from qc_desk.services.today_loop import AlertRow, TodayLoop
from qc_desk.services.touch_limits import OrderOverRow
from qc_desk.ui.theme import Tone
from qc_desk.ui.today.lines import Line, without_put_off
from qc_desk.ui.today.loop_sentences import loop_parts

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
NOTHING = TodayLoop(broken=(), due=(), complaints=(), alerts=(), at_risk=(), over_limit=())


def lines(**found: object) -> list[Line]:
    facts = {name: getattr(NOTHING, name) for name in TodayLoop.__slots__}
    urgent, late = loop_parts(TodayLoop(**{**facts, **found}), DAY)
    parts = without_put_off((*urgent, *late), ())
    return [line for part in parts for line in part.lines]


def promise(**changes: object) -> PromiseRow:
    facts: dict[str, object] = {
        "id": 7,
        "name": "P-7",
        "side": PromiseSide.OURS,
        "text": "20 mugs.",
        "to_whom": "Most",
        "customer_id": 1,
        "manufacturer_id": None,
        "site": "Novi Sad",
        "site_id": 1,
        "zone": "UTC",
        "order_id": None,
        "order": "",
        "complaint_id": None,
        "complaint": "",
        "problem_id": None,
        "problem": "",
        "is_fix": False,
        "owner": "Ana",
        "owner_id": 1,
        "first_due_on": DAY,
        "due_on": DAY,
        "due_at": AT,
        "standing": PromiseStanding.BROKEN,
        "kept_in_time": False,
        "was_moved": False,
        "was_told": False,
        "done_at": None,
        "made_by": "Ana",
        "made_at": AT,
        "events": (),
    }
    return PromiseRow(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Most was promised “20 mugs” for 20 Nov 2026, and nobody has told them."),
        (
            {"done_at": AT},
            "Most was promised “20 mugs” for 20 Nov 2026; it came late and nobody told them.",
        ),
        (
            {"was_told": True},
            "Most was promised “20 mugs” for 20 Nov 2026; they were told, and still wait.",
        ),
        ({"to_whom": ""}, "“20 mugs” was due on 20 Nov 2026 and is not done."),
        (
            {"side": PromiseSide.THEIRS},
            "Most promised “20 mugs” for 20 Nov 2026 and has not kept it.",
        ),
    ],
)
def test_that_a_broken_promise_says_what_is_missing(changes: dict[str, object], said: str) -> None:
    (line,) = lines(broken=(promise(**changes),))
    assert (line.sentence, line.place, line.fact, line.tone) == (said, "promises", 7, Tone.FAIL)


@pytest.mark.parametrize(
    ("changes", "said", "tone"),
    [
        ({}, "Most was promised “20 mugs” for today.", Tone.WARN),
        (
            {"due_on": DAY + timedelta(days=2)},
            "Most was promised “20 mugs” for 22 Nov 2026.",
            Tone.INFO,
        ),
        ({"to_whom": ""}, "“20 mugs” is due today.", Tone.WARN),
        (
            {"to_whom": "", "due_on": DAY + timedelta(days=2)},
            "“20 mugs” is due on 22 Nov 2026.",
            Tone.INFO,
        ),
        ({"side": PromiseSide.THEIRS}, "Most promised “20 mugs” for today.", Tone.WARN),
        (
            {"side": PromiseSide.THEIRS, "due_on": DAY + timedelta(days=2)},
            "Most promised “20 mugs” for 22 Nov 2026.",
            Tone.INFO,
        ),
    ],
)
def test_that_a_due_promise_says_until_when(
    changes: dict[str, object], said: str, tone: Tone
) -> None:
    (line,) = lines(due=(promise(standing=PromiseStanding.MADE, **changes),))
    assert (line.sentence, line.tone) == (said, tone)


def slack(hours: float, waits_for: WaitsFor, basis: DurationBasis, *, late: bool) -> OrderSlack:
    waiting = WaitingRow(
        batch_id=3,
        batch="L-1",
        product="Mug",
        waits_for=waits_for,
        expected_at=AT,
        promised_until=AT,
        slack_hours=hours,
        is_late=late,
        basis=basis,
        checks=0,
    )
    return OrderSlack(
        order_id=1,
        order="N-1",
        customer="Most",
        promised_ship_date=DAY,
        slack_hours=hours,
        is_late=late,
        waiting=(waiting,),
    )


@pytest.mark.parametrize(
    ("hours", "late", "said"),
    [
        (-2.4, False, "Order N-1 (Most) ships by 20 Nov 2026: 2 hours are missing."),
        (-0.1, False, "Order N-1 (Most) ships by 20 Nov 2026: 1 hour is missing."),
        (5.9, False, "Order N-1 (Most) ships by 20 Nov 2026: 5 hours to spare."),
        (-30, True, "Order N-1 (Most) was promised for 20 Nov 2026 and is late."),
    ],
)
def test_that_an_order_at_risk_says_how_many_hours_are_left(
    hours: float, late: bool, said: str
) -> None:
    row = slack(hours, WaitsFor.SECOND_CHECK, DurationBasis.SHOP, late=late)
    (line,) = lines(at_risk=(row,))
    assert line.sentence == f"{said} L-1 waits for its second check."
    assert (line.place, line.fact) == ("batches", 3)


@pytest.mark.parametrize("waits_for", list(WaitsFor))
def test_that_it_says_what_it_waits_for_and_what_is_assumed(waits_for: WaitsFor) -> None:
    (line,) = lines(at_risk=(slack(1, waits_for, DurationBasis.ASSUMED, late=False),))
    assert "L-1" in line.sentence
    assert line.sentence.endswith("two days are assumed.")


def complaint(clocks: tuple[ClockRow, ...]) -> ComplaintRow:
    return ComplaintRow(
        9, 1, 17, "Most", "NS", "", "", Channel.PHONE, AT, "…", ComplaintStatus.RECEIVED, None,
        clocks=clocks,
    )  # fmt: skip


def clock(kind: TargetKind, hours_left: float) -> ClockRow:
    return ClockRow(
        kind=kind, hours=24, due_at=AT, done_at=None, late=hours_left < 0, hours_left=hours_left
    )


@pytest.mark.parametrize(
    ("clocks", "said"),
    [
        (
            (clock(TargetKind.ACKNOWLEDGE_HOURS, -0.2),),
            "Most waits for a first word on C-17. It is 1 hour late.",
        ),
        (
            (clock(TargetKind.ANSWER_HOURS, -50),),
            "Most waits for an answer to C-17. It is 2 days late.",
        ),
        ((clock(TargetKind.ANSWER_HOURS, 3),), "Most waits for an answer to C-17."),
        ((), "Most waits: C-17."),
    ],
)
def test_that_a_waiting_customer_says_for_what(clocks: tuple[ClockRow, ...], said: str) -> None:
    (line,) = lines(complaints=(complaint(clocks),))
    assert (line.sentence, line.place, line.fact) == (said, "complaints", 9)


def test_that_a_problem_says_how_often_it_came_back() -> None:
    row = AlertRow(
        problem_id=4,
        name="PR-4",
        family="Mugs",
        code="Crack",
        recurrences=3,
        status=ProblemStatus.RECURRED,
    )
    (line,) = lines(alerts=(row,))
    assert line.sentence == "PR-4: “Crack” on Mugs came back, 3 times after it was called fixed."
    assert (line.place, line.fact) == ("problems", 4)


@pytest.mark.parametrize(
    ("batch", "complaint_id", "place", "fact"),
    [
        (3, 9, "complaints", 9),
        (3, None, "batches", 3),
        (None, None, "settings", "orders"),
    ],
)
def test_that_an_order_with_many_contacts_leads_to_them(
    batch: int | None, complaint_id: int | None, place: str, fact: object
) -> None:
    limit = Limit(basis=LimitBasis.U_CHART, orders=40, average=1.0, upper=4.0)
    row = OrderOverRow(
        order_id=1,
        order="N-1",
        customer="Most",
        touches=8,
        unplanned=6,
        minutes=40,
        last_at=AT,
        limit=limit,
        batch_id=batch,
        complaint_id=complaint_id,
    )
    (line,) = lines(over_limit=(row,))
    assert line.sentence == (
        "Order N-1 (Most) needed 8 contacts, 6 of them not planned; from 5 on it is too many here."
    )
    assert (line.place, line.fact, line.tone) == (place, fact, Tone.WARN)


def test_that_many_lines_end_with_a_way_to_all() -> None:
    found = lines(due=tuple(promise(standing=PromiseStanding.MADE, id=n) for n in range(6)))
    assert [line.action for line in found] == ["See to it"] * 5 + ["Show all"]
    assert (found[-1].place, found[-1].fact) == ("promises", PromiseStanding.MADE)
