"""The week's review: counted again from the raw record, with three decisions that are promises."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.charts import BarChart
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import FieldNeeded, NotAllowed, ReviewFull
from qc_desk.domain.shares import share_words
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import Meaning, Slot
from qc_desk.i18n import format_date, speaking
from qc_desk.reports import print_paper
from qc_desk.services import customers, promises
from qc_desk.services.review_papers import review_paper
from qc_desk.services.weekly_review import (
    DecisionEntry,
    Review,
    decide,
    last_week,
    monday_of,
    review,
    week_result,
)
from qc_desk.storage.database import open_database
from tests.checked_shop import AT, Shop

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

pdfium: Any = pypdfium2  # it carries no types
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
WEEK = date(2026, 11, 9)
FRIDAY = date(2026, 11, 20)
DAYS = timedelta(days=1)


def decided(
    shop: Shop, text: str, week: date = WEEK, who: str = "mira", due: date | None = FRIDAY + DAYS
) -> int:
    entry = DecisionEntry(text=text, owner_id=shop.ids["marko"], due_on=due, site_id=1)
    with shop.database.writing() as session:
        return decide(session, week, entry, shop.ids[who], AT)


def seen(shop: Shop, week: date = WEEK, at: datetime = AT) -> Review:
    with shop.database.reading() as session:
        return review(session, week, at)


def test_that_weeks_begin_on_monday() -> None:
    assert monday_of(FRIDAY) == date(2026, 11, 16)
    assert last_week(FRIDAY) == WEEK
    assert last_week(date(2026, 11, 16)) == WEEK


def test_that_a_decision_is_a_promise_with_owner_and_day(shop: Shop) -> None:
    promise_id = decided(shop, "A second kiln gauge", WEEK + 3 * DAYS)
    (row,) = seen(shop).decisions
    assert (row.number, row.promise.id, row.promise.text) == (1, promise_id, "A second kiln gauge")
    assert (row.promise.owner, row.promise.due_on) == ("Marko Jurić", FRIDAY + DAYS)
    assert row.promise.to_whom == ""
    assert seen(shop).may_decide
    assert not row.is_kept


def test_that_there_are_three_decisions_in_a_review(shop: Shop) -> None:
    for text in ("one", "two", "three"):
        decided(shop, text)
    assert [row.promise.text for row in seen(shop).decisions] == ["one", "two", "three"]
    assert not seen(shop).may_decide
    with pytest.raises(ReviewFull):
        decided(shop, "four")
    decided(shop, "of another week", WEEK + 7 * DAYS)


def test_that_only_an_owner_decides(shop: Shop) -> None:
    for who in ("marko", "ana", "vera"):
        with pytest.raises(NotAllowed):
            decided(shop, "more", who=who)
    with pytest.raises(FieldNeeded):
        decided(shop, "more", due=None)


def test_that_the_week_after_begins_with_what_became_of_them(shop: Shop) -> None:
    kept, _broken = decided(shop, "kept"), decided(shop, "not kept")
    with shop.database.writing() as session:
        promises.keep(session, kept, "seen", shop.ids["marko"], AT)
    before = seen(shop, WEEK + 7 * DAYS, AT + 9 * DAYS).before
    assert [row.promise.standing for row in before] == [
        PromiseStanding.KEPT,
        PromiseStanding.BROKEN,
    ]
    assert [row.is_kept for row in before] == [True, False]


def test_that_broken_promises_wait(shop: Shop) -> None:
    mend, late = decided(shop, "mend it"), decided(shop, "late")
    with shop.database.writing() as session:
        promises.finish_late(session, late, "seen", shop.ids["marko"], AT + 5 * DAYS)
    assert seen(shop, WEEK + 7 * DAYS, AT + 5 * DAYS).waits == (
        "Marko Jurić: “mend it” was due on 21 Nov 2026 and is not done.",
    )
    with shop.database.writing() as session:
        customer = customers.add_customer(
            session, customers.CustomerEntry(name="Most"), shop.ids["marko"], AT
        )
    with shop.database.writing() as session:
        entry = promises.PromiseEntry(
            side=PromiseSide.OURS, text="soon", site_id=1, due_on=FRIDAY, customer_id=customer.id
        )
        told = promises.make(session, entry, shop.ids["marko"], AT)
        promises.finish_late(session, mend, "seen", shop.ids["marko"], AT + 5 * DAYS)
    with shop.database.writing() as session:
        promises.finish_late(session, told, "sent", shop.ids["marko"], AT + 5 * DAYS)
    assert seen(shop, WEEK + 7 * DAYS, AT + 5 * DAYS).waits == (
        "Most was promised “soon” for 20 Nov 2026; it came late and nobody told them.",
    )


def test_that_a_quiet_week_says_so(shop: Shop) -> None:
    found = seen(shop)
    assert found.result.sentence == "No lot was decided. No complaint."
    assert found.result.chart is None
    assert (found.came_back, found.waits, found.before) == ((), (), ())
    assert found.last == date(2026, 11, 15)


def test_that_what_was_settled_later_still_waits_in_the_week_it_waited_in(shop: Shop) -> None:
    mend = decided(shop, "mend it", due=FRIDAY + DAYS)
    with shop.database.writing() as session:
        customer = customers.add_customer(
            session, customers.CustomerEntry(name="Most"), shop.ids["marko"], AT
        )
    with shop.database.writing() as session:
        entry = promises.PromiseEntry(
            side=PromiseSide.OURS, text="soon", site_id=1, due_on=FRIDAY, customer_id=customer.id
        )
        soon = promises.make(session, entry, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        promises.finish_late(session, soon, "sent", shop.ids["marko"], AT + 2 * DAYS)
    with shop.database.writing() as session:
        promises.finish_late(session, mend, "seen", shop.ids["marko"], AT + 5 * DAYS)
    with shop.database.writing() as session:
        promises.tell(session, soon, "called", shop.ids["marko"], AT + 5 * DAYS)
    later = AT + 40 * DAYS
    assert seen(shop, date(2026, 11, 16), later).waits == (
        "Most was promised “soon” for 20 Nov 2026; it came late and nobody told them.",
        "Marko Jurić: “mend it” was due on 21 Nov 2026 and is not done.",
    )
    assert seen(shop, date(2026, 11, 23), later).waits == ()
    assert seen(shop, date(2026, 11, 9), later).waits == ()


# On the sample shop, counted again


@pytest.fixture
def sample(told_location: str) -> Iterator["Database"]:
    with open_database(told_location) as database:
        yield database


def test_that_a_week_is_counted_as_it_was_signed(sample: "Database") -> None:
    with sample.reading() as session:
        signed = session.execute(
            select(Batch, SignOff)
            .join(SignOff, SignOff.batch_id == Batch.id)
            .where(SignOff.slot.in_((Slot.DECISION, Slot.ALONE)), SignOff.round == 1)
        ).all()
        heard = session.scalars(select(Complaint.heard_at)).all()
        filled = 0
        for back in range(8):
            week = WEEK - 7 * back * DAYS
            days = [week + n * DAYS for n in range(7)]
            mine = [s for b, s in signed if day_of(s.at, b.site.time_zone) in days]
            good = sum(s.meaning is not Meaning.REJECTED for s in mine)
            complaints = sum(at.date() in days for at in heard)
            said = week_result(session, week, NOW).sentence
            filled += bool(mine)
            share = f"first check: {share_words(good, len(mine))}." if mine else "No lot was"
            assert share in said
            assert ("No complaint." in said) == (not complaints)
            assert (f"{complaints} complaint" in said) == bool(complaints)
        assert filled


def test_that_an_older_week_is_told_as_it_stood_when_it_was_over(sample: "Database") -> None:
    with sample.reading() as session:
        problems = session.scalars(select(Problem)).all()
        promised = session.scalars(select(Promise).order_by(Promise.due_at)).all()
        told = 0
        for back in range(1, 8):
            week = WEEK - 7 * back * DAYS
            over = datetime.combine(week + 7 * DAYS, time.min, UTC)
            found = review(session, week, NOW)
            assert f"at the end of {format_date(week + 6 * DAYS)}" in found.not_told
            names = {line.split(":")[0] for line in found.came_back}
            assert names == {each.name for each in problems if came_back(each, over)}
            lines = [each.text for each in promised if is_broken(each, over)][:3]
            assert len(found.waits) == len(lines)
            assert all(f"“{text}”" in said for said, text in zip(found.waits, lines, strict=True))
            told += len(found.came_back) * len(found.waits)
        assert told
        assert review(session, WEEK, NOW).not_told == ""


def came_back(problem: Problem, over: datetime) -> bool:
    """Whether the last that had happened to a problem by then is that it came back."""
    silent = {"raised", "stopped", "lifted", "took_in", "split"}
    story = [e.kind.value for e in problem.events if e.at < over and e.kind.value not in silent]
    return bool(story) and story[-1] in ("alerted", "recurred")


def is_broken(promise: Promise, over: datetime) -> bool:
    """Whether a promise was broken by then, and not both done and told to whom it was made."""
    events = [event for event in promise.events if event.at < over]
    kinds = {event.kind.value for event in events}
    due = [promise.due_at, *(event.due_at for event in events if event.due_at is not None)][-1]
    done = "done_late" in kinds
    telling = promise.side is PromiseSide.OURS and bool(promise.to_whom)
    settled = done and ("told" in kinds or not telling)
    return due <= over and "kept" not in kinds and not settled


@pytest.mark.parametrize("language", ["en", "uk"])
def test_that_the_review_is_one_page_with_its_facts(sample: "Database", language: str) -> None:
    with sample.reading() as session:
        paper = review_paper(session, WEEK, NOW, language)
        with speaking(language):
            whole = review(session, WEEK, NOW)
    assert paper.language == language
    assert paper.came_back == whole.came_back
    assert paper.waits == whole.waits
    assert paper.came_back
    assert paper.waits
    charts = [each.chart for each in paper.pictures]
    assert all(len(chart.bars) <= 6 for chart in charts if isinstance(chart, BarChart))
    with pdfium.PdfDocument(print_paper(paper)) as document:
        read = " ".join(page.get_textpage().get_text_range() for page in document)
        assert len(document) == 1
    assert whole.pictures[0].title in " ".join(read.split())


def test_that_the_paper_has_the_shops_language_unless_told(shop: Shop) -> None:
    decided(shop, "A second kiln gauge")
    decided(shop, "Old", WEEK - 7 * DAYS)
    with shop.database.reading() as session:
        paper = review_paper(session, WEEK, AT, site_id=1)
    assert paper.language
    assert [each.text for each in paper.decisions] == ["A second kiln gauge"]
    assert [each.text for each in paper.before] == ["Old"]
    assert print_paper(paper).startswith(b"%PDF")
