"""Every figure of the owner's pictures is counted a second time, naively, from the raw records."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import BarChart, Funnel, LineChart
from qc_desk.domain.comparison import compare
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.loop_words import ComplaintStatus, ProblemEventKind, ProblemStatus, PromiseSide
from qc_desk.domain.orders import Order
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.reworks import Rework
from qc_desk.domain.sightings import ProblemEvent
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import InspectionStatus, Meaning, Seat, Slot
from qc_desk.services.drift import drift
from qc_desk.services.insights import Insight, InsightName, Scope, behind, insight
from qc_desk.services.insights.durations import hours_words
from qc_desk.services.insights.files import save_table
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.weekly_pictures import WeeklyPictures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from qc_desk.storage.database import Database

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
HALF = Scope(first=date(2026, 5, 23), last=date(2026, 11, 20))


@pytest.fixture
def location(told_location: str) -> str:
    """Give the place of a copy of the sample shop."""
    return told_location


@pytest.fixture
def session(database: "Database") -> Iterator["Session"]:
    with database.reading() as reading:
        yield reading


def decided(session: "Session", scope: Scope = HALF) -> list[tuple[Batch, SignOff]]:
    """The rounds that were decided in the period, from signatures and batches alone."""
    found = session.execute(
        select(Batch, SignOff)
        .join(SignOff, SignOff.batch_id == Batch.id)
        .where(SignOff.slot.in_((Slot.DECISION, Slot.ALONE)))
        .order_by(SignOff.id)
    )
    return [
        (batch, signed)
        for batch, signed in found
        if scope.first <= day_of(signed.at, batch.site.time_zone) <= scope.last
    ]


def accepted(signed: SignOff) -> bool:
    return signed.meaning is not Meaning.REJECTED


def picture(session: "Session", name: InsightName, scope: Scope = HALF) -> Insight:
    return insight(session, name, scope, NOW)


def numbers(found: Insight, column: int) -> list[int]:
    return [value for row in found.rows if isinstance(value := row[column], int)]


def test_that_a_decided_round_is_what_its_answers_say(session: "Session") -> None:
    rounds = session.scalars(select(DecidedRound)).all()
    every = Scope(first=date(2000, 1, 1), last=date(2100, 1, 1))
    signed = {(b.id, s.round): (b, s) for b, s in decided(session, every)}
    assert {(each.batch_id, each.round) for each in rounds} == set(signed)
    for each in rounds:
        batch, decision = signed[each.batch_id, each.round]
        first = batch.inspection(Seat.FIRST, each.round)
        second = batch.inspection(Seat.SECOND, each.round)
        pairs = [pair for pair in compare(first, second) if pair.first and pair.second]
        assert each.accepted == accepted(decision)
        assert each.at == decision.at
        assert each.compared in (len(pairs), 0)
        if each.compared:
            assert each.compared - each.alike == sum(pair.differs for pair in pairs)


def test_that_first_pass_yield_is_what_was_signed(session: "Session") -> None:
    found = picture(session, InsightName.FIRST_PASS)
    firsts = [signed for _batch, signed in decided(session) if signed.round == 1]
    assert sum(numbers(found, 2)) == len(firsts)
    assert sum(numbers(found, 1)) == sum(map(accepted, firsts))
    assert str(len(firsts)) in found.sentence


def test_that_defects_are_those_of_decided_rounds(session: "Session") -> None:
    found = picture(session, InsightName.DEFECTS)
    rounds = {(batch.id, signed.round) for batch, signed in decided(session)}
    raw = Counter(
        f"{defect.code.code} · {defect.code.name}"
        for defect in session.scalars(select(Defect))
        if (defect.batch_id, defect.inspection.round) in rounds
        and defect.inspection.status is not InspectionStatus.WITHDRAWN
    )
    assert {row[0]: row[1] for row in found.rows} == raw


def test_that_a_letter_draws_what_the_window_counts_of_a_manufacturer(session: "Session") -> None:
    maker = Counter(batch.manufacturer.id for batch, _signed in decided(session)).most_common(1)
    maker_id = maker[0][0]
    drawn = WeeklyPictures(session=session, maker_id=maker_id, last=NOW.date())
    scope = Scope(first=date(2026, 8, 22), last=NOW.date(), manufacturer_id=maker_id)
    assert drawn.scope == scope
    shown = picture(session, InsightName.NONCONFORMITIES, scope)
    told = [(step.first, step.found, step.pieces) for step in drawn.steps()]
    assert told == [row[:3] for row in shown.rows]
    assert sum(pieces for _first, _found, pieces in told)
    pieces: Counter[str] = Counter()
    for batch, signed in decided(session, scope):
        if batch.manufacturer.id == maker_id:
            found: dict[str, Counter[Seat]] = defaultdict(Counter)
            for each in batch.defects:
                if each.inspection.round == signed.round and each.inspection.live:
                    found[each.code.code][each.inspection.seat] += each.affected_quantity
            pieces.update({code: max(seats.values()) for code, seats in found.items()})
    kinds = drawn.kinds(ShopTexts(""))
    assert {kind.code: kind.pieces for kind in kinds} == pieces
    assert [kind.pieces for kind in kinds] == sorted(pieces.values(), reverse=True)


def test_that_a_blind_second_check_learns_nothing_from_the_pictures(session: "Session") -> None:
    found = picture(session, InsightName.DEFECTS)
    undecided = {
        inspection.batch_id
        for inspection in session.scalars(select(Inspection))
        if inspection.batch.sign_off(Slot.DECISION, inspection.round) is None
        and inspection.batch.sign_off(Slot.ALONE, inspection.round) is None
    }
    seen = [
        each.id
        for row in session.scalars(select(Defect.code_id).distinct())
        for each in behind(session, InsightName.DEFECTS, str(row), HALF, NOW)
    ]
    assert undecided
    assert found.rows
    alone = undecided - {batch.id for batch, _signed in decided(session)}
    assert alone.isdisjoint(seen)


def test_that_nonconformities_are_counted_on_sample_units(session: "Session") -> None:
    found = picture(session, InsightName.NONCONFORMITIES)
    rounds = [
        each
        for each in session.scalars(select(DecidedRound).where(DecidedRound.round == 1))
        if HALF.first <= each.day <= HALF.last and each.sampled
    ]
    assert sum(numbers(found, 1)) == sum(each.nonconformities for each in rounds)
    assert sum(numbers(found, 2)) == sum(each.sampled for each in rounds)
    units = sum(each.nonconforming for each in rounds)
    assert units <= sum(each.nonconformities for each in rounds)


def test_that_escapes_are_released_batches_with_a_confirmed_complaint(
    session: "Session",
) -> None:
    found = picture(session, InsightName.ESCAPES)
    released = {batch.id for batch, signed in decided(session) if accepted(signed)}
    confirmed = {
        link.batch_id
        for complaint in session.scalars(select(Complaint))
        for link in complaint.confirmed
    }
    assert sum(numbers(found, 1)) == len(released & confirmed) > 0
    causes = picture(session, InsightName.ESCAPE_CAUSES)
    assert 0 < sum(numbers(causes, 1)) <= len(session.scalars(select(Complaint)).all())


def test_that_complaints_are_counted_by_how_they_came(session: "Session") -> None:
    found = picture(session, InsightName.COMPLAINTS)
    heard = [
        each
        for each in session.scalars(select(Complaint))
        if HALF.first <= each.heard_at.date() <= HALF.last
    ]
    assert sum(numbers(found, 1)) == sum(each.channel.written for each in heard)
    assert sum(numbers(found, 3)) == len(heard)
    answered = [
        (at - each.heard_at) / timedelta(hours=1)
        for each in heard
        if (at := each.reached(ComplaintStatus.ANSWERED)) is not None
    ]
    response = picture(session, InsightName.RESPONSE)
    assert sum(numbers(response, 1)) == len(answered)
    assert f"get one in {hours_words(median(answered))};" in response.sentence


def test_that_agreement_and_turnaround_come_from_the_decided_rounds(session: "Session") -> None:
    rounds = [
        each
        for each in session.scalars(select(DecidedRound))
        if HALF.first <= each.day <= HALF.last
    ]
    found = picture(session, InsightName.AGREEMENT)
    assert sum(numbers(found, 1)) == sum(each.alike for each in rounds)
    assert sum(numbers(found, 2)) == sum(each.compared for each in rounds)
    waited = picture(session, InsightName.TURNAROUND)
    assert sum(numbers(waited, 1)) == len(rounds)
    assert hours_words(median(each.minutes for each in rounds) / 60) in waited.sentence


def test_that_what_came_back_is_what_the_problems_say(session: "Session") -> None:
    found = picture(session, InsightName.RECURRENCE)
    events = [
        event
        for event in session.scalars(select(ProblemEvent))
        if event.kind in (ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)
        and HALF.first <= event.at.date() <= HALF.last
    ]
    assert sum(numbers(found, 3)) == len(events) > 0
    proof = picture(session, InsightName.PROOF)
    known = session.scalars(select(Problem)).all()
    shown = {row[0] for row in proof.rows}
    assert shown == {
        each.name
        for each in known
        if each.status not in (ProblemStatus.MERGED, ProblemStatus.WATCHING)
    }


def test_that_promises_of_manufacturers_are_counted_by_who_made_them(session: "Session") -> None:
    found = picture(session, InsightName.PROMISES)
    due = Counter(
        each.manufacturer.name
        for each in session.scalars(select(Promise).where(Promise.side == PromiseSide.THEIRS))
        if each.manufacturer is not None
        and HALF.first <= each.due_on <= HALF.last
        and each.due_at <= NOW
    )
    assert {row[0]: row[1] for row in found.rows[1:]} == due


def test_that_sites_and_manufacturers_have_all_first_rounds_between_them(
    session: "Session",
) -> None:
    firsts = [batch for batch, signed in decided(session) if signed.round == 1]
    sites = picture(session, InsightName.SITES)
    assert {row[0]: row[2] for row in sites.rows} == Counter(b.site.name for b in firsts)
    assert isinstance(sites.chart, Funnel)
    makers = picture(session, InsightName.MANUFACTURERS)
    assert {row[0]: row[2] for row in makers.rows} == Counter(b.manufacturer.name for b in firsts)


def test_that_reworks_are_added_up_as_they_were_entered(session: "Session") -> None:
    found = picture(session, InsightName.REWORK)
    entered = session.scalars(select(Rework)).all()
    assert sum(numbers(found, 1)) == len(entered) == 3
    hours = sum((each.hours for each in entered if each.hours), Decimal(0))
    cost = sum((each.cost for each in entered if each.cost), Decimal(0))
    assert sum(row[2] for row in found.rows if isinstance(row[2], Decimal)) == hours
    assert sum(row[3] for row in found.rows if isinstance(row[3], Decimal)) == cost
    assert f"3 reworks took {hours} h and {cost} EUR." in found.sentence
    assert "Of 1 rework after a rejection in this period nothing is entered." in found.sentence


def test_that_repeat_orders_are_those_of_customers_who_had_ordered_before(
    session: "Session",
) -> None:
    found = picture(session, InsightName.ORDERS)
    came = sorted(
        (order.ordered_on or order.created_at.date(), order.id, order)
        for order in session.scalars(select(Order))
    )
    repeated = [
        order
        for number, (_day, _id, order) in enumerate(came)
        if order.customer_id in {earlier.customer_id for _d, _i, earlier in came[:number]}
    ]
    assert sum(numbers(found, 1)) == len(came) == 24
    assert sum(numbers(found, 2)) == len(repeated) == 17
    assert sum(numbers(found, 3)) == sum(o.recommended_by_id is not None for *_x, o in came) == 5


@pytest.mark.parametrize("name", list(InsightName))
def test_that_every_mark_leads_to_its_records(session: "Session", name: InsightName) -> None:
    found = picture(session, name)
    assert found.chart is not None
    marks = (
        found.chart.bars
        if isinstance(found.chart, BarChart)
        else found.chart.points
        if isinstance(found.chart, LineChart)
        else found.chart.places
        if isinstance(found.chart, Funnel)
        else ()
    )
    keys = [mark.key for mark in marks if mark.key]
    assert keys
    for key in keys:
        records = behind(session, name, key, HALF, NOW)
        assert records
        assert all(each.headline and each.place for each in records)


@pytest.mark.parametrize("name", list(InsightName))
@pytest.mark.parametrize(
    "scope",
    [
        Scope(first=date(1999, 1, 1), last=date(1999, 1, 7)),
        Scope(first=date(2016, 11, 21), last=date(2026, 11, 20)),
        Scope(
            first=HALF.first,
            last=HALF.last,
            site_id=1,
            manufacturer_id=1,
            product_id=1,
            customer_id=1,
        ),
    ],
    ids=["nothing yet", "ten years", "narrow"],
)
def test_that_every_picture_can_be_asked_for_any_period(
    session: "Session", name: InsightName, scope: Scope
) -> None:
    found = picture(session, name, scope)
    assert found.title
    assert found.sentence
    assert found.definition
    assert all(len(row) == len(found.columns) for row in found.rows)


def test_that_a_picture_narrowed_down_counts_only_that(session: "Session") -> None:
    for batch, _signed in decided(session)[:3]:
        scope = Scope(first=HALF.first, last=HALF.last, product_id=batch.product_id)
        firsts = [b for b, s in decided(session) if s.round == 1 and b.product is batch.product]
        assert sum(numbers(picture(session, InsightName.FIRST_PASS, scope), 2)) == len(firsts)
    order = session.scalars(select(Order)).first()
    assert order is not None
    scope = Scope(first=HALF.first, last=HALF.last, customer_id=order.customer_id)
    firsts = [
        b
        for b, s in decided(session)
        if s.round == 1 and b.order is not None and b.order.customer_id == order.customer_id
    ]
    assert sum(numbers(picture(session, InsightName.FIRST_PASS, scope), 2)) == len(firsts)


def test_that_a_table_is_saved_with_real_numbers(session: "Session", tmp_path: Path) -> None:
    found = picture(session, InsightName.FIRST_PASS)
    save_table(found, tmp_path / "yield.csv")
    text = (tmp_path / "yield.csv").read_text(encoding="utf-8-sig")
    written = list(csv.reader(text.splitlines()))
    assert written[0] == list(found.columns)
    assert [int(row[2]) for row in written[1:]] == numbers(found, 2)


def test_that_the_sample_shop_tells_its_story_on_the_pictures(session: "Session") -> None:
    kept = {row[0]: (row[1], row[2]) for row in picture(session, InsightName.PROMISES).rows}
    assert kept["Керамика Златибор д.о.о."] == (4, 2)  # friendly, and does not mend
    back = {row[0]: row[3] for row in picture(session, InsightName.RECURRENCE).rows}
    assert back["PR-1"] == 3
    assert kept["Brightboard Electronics Co."] == (1, 1)  # the one that mends
    proofs = {row[0]: row[3] for row in picture(session, InsightName.PROOF).rows}
    assert proofs["PR-4"] == "proven solved"
    untrained = {row.site: row.names for row in drift(session, NOW)}
    assert {"Ivana Marić", "Luka Horvat"} <= set(untrained["Zagreb"])  # the branch that drifted
    assert "Ана Петровић" not in untrained["Novi Sad"]
    assert "nearly missed: 2" in picture(session, InsightName.SHIP_DATES).sentence
    assert "SO-2602" in {
        row[0]
        for row in picture(session, InsightName.SHIP_DATES).rows
        if row[4] == "nearly missed"
    }
