"""Whatever people click: nothing closes unsettled, nothing said disappears, no clock stops."""

from datetime import timedelta

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from qc_desk.domain.loop_words import ComplaintOutcome, PromiseSide, Standing
from qc_desk.domain.refusals import QcError
from qc_desk.services import complaint_links, complaints, promises
from qc_desk.services.complaint_details import ComplaintDetail, complaint_detail
from tests.checked_shop import AT, Shop
from tests.integration.services.complaining import WORDS, add_batch, complained_to, receive

DAY = timedelta(days=1)
AFTER = {
    "acknowledge": ("acknowledged", {"received"}),
    "restate": ("restated", {"acknowledged", "reopened"}),
    "investigate": ("investigating", {"restated", "reopened"}),
    "answer": ("answered", {"investigating"}),
    "close": ("closed", {"answered"}),
    "dispute": ("disputed", {"answered", "closed"}),
    "reopen": ("reopened", {"disputed"}),
}
NEEDS_WORDS = {"restate", "answer", "dispute"}
MAY = {"ana": set(AFTER) - {"close"}, "marko": set(AFTER), "vera": set[str]()}


class Clicks(RuleBasedStateMachine):
    """People who click whatever they like about one complaint while days pass."""

    shop: Shop
    ids: dict[str, int]
    batches: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.at = AT
        self.complaint = receive(self.shop, self.ids)
        self.steps = [("received", "", self.at)]
        self.outcome: str | None = None
        self.stated: list[tuple[int, Standing]] = []
        self.promised: dict[int, list[object]] = {}  # due, and whether kept or told

    @property
    def status(self) -> str:
        return self.steps[-1][0]

    def _try(self, act: object, *words: object, who: str = "ana") -> bool:
        try:
            with self.shop.database.writing() as session:
                act(session, *words, self.shop.ids[who], self.at)  # type: ignore[operator]
        except QcError:
            return False
        return True

    def _may(self, name: str, who: str, words: str, outcome: ComplaintOutcome | None) -> bool:
        may = self.status in AFTER[name][1] and name in MAY[who]
        if name in NEEDS_WORDS and not words:
            return False
        if name == "answer":
            newest = dict(self.stated)
            return may and outcome is not None and Standing.SUSPECTED not in newest.values()
        if name == "close":
            settled = all(done for _due, done in self.promised.values())
            settled = settled and Standing.SUSPECTED not in dict(self.stated).values()
            return may and settled and (bool(words) or self.outcome != "no_batch")
        return may

    @rule(
        name=st.sampled_from(list(AFTER)),
        who=st.sampled_from(list(MAY)),
        words=st.sampled_from(["", "said so"]),
        outcome=st.sampled_from([None, *ComplaintOutcome]),
    )
    def take_a_step(
        self, name: str, who: str, words: str, outcome: ComplaintOutcome | None
    ) -> None:
        said: object = words
        if name == "restate":
            said = complaints.Restatement(words=words, agreed_by="Dana")
        elif name == "answer":
            said = complaints.AnswerEntry(words=words, outcome=outcome)
        may = self._may(name, who, words, outcome)
        assert self._try(getattr(complaints, name), self.complaint, said, who=who) is may
        if may:
            self.steps.append((AFTER[name][0], words, self.at))
            if name == "answer" and outcome is not None:
                self.outcome = outcome.value
            elif name == "reopen":
                self.outcome = None

    @rule(steps=st.integers(1, 5))
    def go_on(self, steps: int) -> None:
        """Go the way that complaints go, so that the later steps are reached often enough."""
        for name in list(AFTER)[:steps]:
            self.take_a_step(name, "marko", "said so", ComplaintOutcome.JUSTIFIED)

    @rule(batch=st.integers(0, 1), standing=st.sampled_from(Standing), reason=st.booleans())
    def state_something(self, batch: int, standing: Standing, reason: bool) -> None:
        entry = complaint_links.StandingEntry(
            batch_id=self.batches[batch], standing=standing, reason="seen" if reason else ""
        )
        may = reason and self.status != "closed"
        assert self._try(complaint_links.state, self.complaint, entry) is may
        if may:
            self.stated.append((self.batches[batch], standing))

    @rule(days=st.integers(1, 3))
    def promise(self, days: int) -> None:
        entry = promises.PromiseEntry(
            side=PromiseSide.OURS,
            text="new mugs",
            site_id=1,
            due_on=(self.at + days * DAY).date(),
            complaint_id=self.complaint,
        )
        made: list[int] = []

        def make(session: object, by: int, at: object) -> None:
            made.append(promises.make(session, entry, by, at))  # type: ignore[arg-type]

        may = self.status != "closed"
        assert self._try(make) is may
        if may:
            self.promised[made[0]] = [entry.due_on, False]

    @rule(data=st.data(), name=st.sampled_from(["keep", "tell"]))
    def settle(self, data: st.DataObject, name: str) -> None:
        if self.promised:
            chosen = data.draw(st.sampled_from(list(self.promised)))
            if self._try(getattr(promises, name), chosen, "parcel"):
                self.promised[chosen][1] = True

    @rule(days=st.integers(1, 4))
    def let_days_pass(self, days: int) -> None:
        self.at += days * DAY

    @rule(known=st.booleans())
    def describe(self, known: bool) -> None:
        entry = complaints.Description(
            product_id=self.shop.product_id if known else None,
            code_id=self.shop.code_id if known else None,
        )
        assert self._try(complaints.describe, self.complaint, entry) is (self.status != "closed")

    @invariant()
    def what_is_seen_is_true(self) -> None:
        """Look once after every click: looking is what takes the time."""
        with self.shop.database.reading() as session:
            seen = complaint_detail(session, self.complaint, self.shop.ids["marko"], self.at)
        self._what_was_said_and_done_stays(seen)
        self._the_clock_runs_from_when_it_was_heard(seen)
        self._what_is_closed_is_settled(seen)

    def _what_was_said_and_done_stays(self, seen: ComplaintDetail) -> None:
        assert (seen.words, seen.heard_at) == (WORDS, AT)
        assert [(e.status.value, e.words, e.at) for e in seen.steps] == self.steps
        assert seen.status.value == self.status
        assert (seen.outcome.value if seen.outcome else None) == self.outcome
        assert len(seen.promises) == len(self.promised)
        told = {link.batch_id: [each.standing for each in link.statements] for link in seen.links}
        assert told == {
            batch: [standing for one, standing in self.stated if one == batch]
            for batch, _standing in self.stated
        }

    def _the_clock_runs_from_when_it_was_heard(self, seen: ComplaintDetail) -> None:
        for clock, hours, step in zip(
            seen.clocks, (24, 120), ("acknowledged", "answered"), strict=True
        ):
            done = next((at for status, _words, at in self.steps if status == step), None)
            assert clock.due_at == AT + timedelta(hours=hours)
            assert clock.done_at == done
            assert clock.late is ((done or self.at) > clock.due_at)

    def _what_is_closed_is_settled(self, seen: ComplaintDetail) -> None:
        if self.status == "closed":
            assert self.outcome is not None
            assert all(done for _due, done in self.promised.values())
            left = [link.statements[-1].standing for link in seen.links]
            assert Standing.SUSPECTED not in left
        offered = {each.status.value for each in seen.next_steps}
        assert offered == {step for step, before in AFTER.values() if self.status in before}


def test_that_no_click_closes_what_is_unsettled_or_takes_back_what_was_said(shop: Shop) -> None:
    Clicks.shop, Clicks.ids = shop, complained_to(shop)
    Clicks.batches = [Clicks.ids["batch"], add_batch(shop, "L-2")]
    run_state_machine_as_test(
        Clicks,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
