"""Whatever people click and whenever: no promise disappears and no clock is stopped."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import false, func, select

from qc_desk.domain.days import end_of
from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.domain.organisations import Site
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import QcError
from qc_desk.services import promise_lists, promises
from qc_desk.services.acts import acting
from qc_desk.services.promise_lists import PromiseFilter
from qc_desk.services.promise_rates import Period, kept_rate
from tests.checked_shop import AT, Shop
from tests.promised import Promised, talked_about

DAY = timedelta(days=1)
YEAR = timedelta(days=365)
ZONE = "Asia/Kathmandu"  # every day is as long as the others there, in whichever year


class Model:
    """What must be true of one promise, told without the program's own words."""

    def __init__(self, due_on: date) -> None:
        self.first = end_of(due_on, ZONE)
        self.due = self.first
        self.due_on = due_on
        self.kept_at: datetime | None = None

    def standing(self, at: datetime) -> PromiseStanding:
        if self.kept_at is not None:
            return PromiseStanding.KEPT
        return PromiseStanding.MADE if at < self.due else PromiseStanding.BROKEN


class Clicks(RuleBasedStateMachine):
    """People who click whatever they like while days pass."""

    talk: Promised
    examples: "count[int]"

    def __init__(self) -> None:
        super().__init__()
        # the record forgets nothing, so each example lives in years of its own
        self.start = self.at = AT + next(self.examples) * 6 * YEAR
        self.known: dict[int, Model] = {}
        with self.talk.shop.database.reading() as session:
            self.earlier = session.scalar(select(func.count()).select_from(Promise)) or 0

    def _try(self, name: str, promise_id: int, *words: object) -> bool:
        try:
            with self.talk.shop.database.writing() as session:
                getattr(promises, name)(
                    session, promise_id, *words, self.talk.shop.ids["ana"], self.at
                )
        except QcError:
            return False
        return True

    @rule(days=st.integers(-1, 3), theirs=st.booleans())
    def make(self, days: int, theirs: bool) -> None:
        due_on = self.at.date() + days * DAY
        side = PromiseSide.THEIRS if theirs else PromiseSide.OURS
        try:
            made = self.talk.make(self.at, due_on=due_on, side=side)
        except QcError:
            assert end_of(due_on, ZONE) <= self.at
        else:
            self.known[made] = Model(due_on)
            assert self.known[made].due > self.at

    @rule(hours=st.integers(6, 72))
    def let_time_pass(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(data=st.data())
    def keep_some(self, data: st.DataObject) -> None:
        if self.known:
            self.keep(data.draw(st.sampled_from(list(self.known))))

    def keep(self, chosen: int) -> None:
        open_ = self.known[chosen].standing(self.at) is PromiseStanding.MADE
        assert self._try("keep", chosen, "parcel") is open_
        if open_:
            self.known[chosen].kept_at = self.at

    @rule(data=st.data(), days=st.integers(-1, 9))
    def move_some(self, data: st.DataObject, days: int) -> None:
        if self.known:
            self.move(data.draw(st.sampled_from(list(self.known))), days)

    def move(self, chosen: int, days: int) -> None:
        model = self.known[chosen]
        wanted = model.due_on + days * DAY
        may = model.standing(self.at) is PromiseStanding.MADE and days > 0
        assert self._try("move", chosen, wanted, "Petar agreed") is may
        if may:
            model.due_on, model.due = wanted, end_of(wanted, ZONE)

    @rule(data=st.data(), name=st.sampled_from(["finish_late", "tell"]))
    def own_up(self, data: st.DataObject, name: str) -> None:
        if not self.known:
            return
        chosen = data.draw(st.sampled_from(list(self.known)))
        done = self._try(name, chosen, "Petar knows")
        assert not done or self.known[chosen].standing(self.at) is PromiseStanding.BROKEN

    @invariant()
    def every_promise_stands_where_the_clock_says(self) -> None:
        with self.talk.shop.database.reading() as session:
            held = session.scalar(select(func.count()).select_from(Promise))
            assert held == self.earlier + len(self.known)
            told = {
                row.id: (row.standing, standing)
                for standing in PromiseStanding
                for row in promise_lists.promise_rows(
                    session, PromiseFilter(standing=standing), self.at
                )
                if row.id in self.known
            }
        assert told == {each: (model.standing(self.at),) * 2 for each, model in self.known.items()}

    @invariant()
    def the_rate_counts_by_the_first_day(self) -> None:
        due = [model for model in self.known.values() if model.first <= self.at]
        kept = [m for m in due if m.kept_at is not None and m.kept_at < m.first]
        found = [0, 0]
        period = Period(first=(self.start - YEAR).date(), last=(self.start + 4 * YEAR).date())
        with self.talk.shop.database.reading() as session:
            for side in PromiseSide:
                rate = kept_rate(session, side, period, self.at)
                found[0] += rate.due
                found[1] += rate.kept
        assert found == [len(due), len(kept)]


def clicks_in(talk: Promised) -> type[Clicks]:
    """Give the people who click in a record."""
    with talk.shop.database.writing() as session:
        acting(session, "test.zone", talk.shop.ids["mira"], AT)
        session.get_one(Site, 1).time_zone = ZONE
    return type("ClicksHere", (Clicks,), {"talk": talk, "examples": count()})


def test_that_no_promise_disappears_and_no_click_stops_its_clock(shop: Shop) -> None:
    examples = max(4, settings().max_examples // 10)
    how = settings(max_examples=examples, stateful_step_count=20, phases=[Phase.generate])
    run_state_machine_as_test(clicks_in(talked_about(shop)), settings=how)


def move_and_wait(talk: Promised) -> None:
    """Make two promises, move one, and look after every step until its first day is over."""
    people = clicks_in(talk)()

    def look() -> None:
        people.every_promise_stands_where_the_clock_says()
        people.the_rate_counts_by_the_first_day()

    for theirs in (False, True):
        people.make(days=0, theirs=theirs)
        look()
    people.move(min(people.known), 5)
    look()
    people.let_time_pass(hours=48)
    look()
    assert {model.standing(people.at) for model in people.known.values()} == {
        PromiseStanding.MADE,
        PromiseStanding.BROKEN,
    }


def test_that_a_promise_that_was_moved_waits_for_its_new_day(shop: Shop) -> None:
    move_and_wait(talked_about(shop))


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        ("moved_past", lambda _at: false()),  # forgets that promises are moved
        ("is_kept", Promise.events.any),  # takes whatever happens for kept
    ],
)
def test_that_a_list_that_reads_the_clock_wrongly_would_be_caught(
    shop: Shop, read: str, wrong: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong twins of what the database is asked, on a way where they differ."""
    monkeypatch.setattr(promise_lists, read, wrong)
    with pytest.raises(AssertionError):
        move_and_wait(talked_about(shop))
