"""Problems on bare entities: what refutes whose word, who decides, and that nothing goes back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qc_desk.domain.loop_words import ProblemEventKind, ProblemStatus, PromiseSide
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Fix, Problem
from qc_desk.domain.products import DefectCode
from qc_desk.domain.promises import Promise
from qc_desk.domain.proof import MadeBatch, Proof, ProofRule, proof_of
from qc_desk.domain.refusals import (
    CannotMerge,
    CorrectiveActionNeeded,
    FieldNeeded,
    NotAllowed,
    NotProven,
    OwnerMustAct,
    QcError,
    QuantityWrong,
    ReasonNeeded,
    WrongProblemStatus,
)
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.vocabulary import Role, Severity
from tests.unit.domain.bare_shop import person

START = date(2026, 5, 1)
CODE = DefectCode(
    code="CRACK",
    name="Crack",
    default_severity=Severity.MAJOR,
    created_at=datetime(2026, 5, 1, tzinfo=UTC),
)


def at(day: int) -> datetime:
    return datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(days=day)


class Story:
    """A shop with two threads; every act gets the numbers that a database would give."""

    def __init__(self) -> None:
        self.site = Site(code="NS", name="Novi Sad", time_zone="UTC", created_at=at(0))
        self.olga = person("Olga", self.site, Role.OWNER)
        self.lena = person("Lena", self.site, Role.LEAD)
        self.leo = person("Leo", self.site, Role.LEAD)
        self.ana = person("Ana", self.site, Role.INSPECTOR)
        self.people = [self.olga, self.lena, self.leo, self.ana]
        self.one, self.two = self.problem(1), self.problem(2)
        self.given = 0

    def problem(self, number: int) -> Problem:
        made = Problem(number=number, family="mugs", code=CODE, raised_at=at(0), changed_at=at(0))
        made.raise_(self.olga, at(0))
        return made

    def seen(self, problem: Problem, day: int) -> Sighting:
        self.given += 1
        sighting = Sighting(
            site=self.site,
            batch_id=self.given,
            made_on=START + timedelta(days=day),
            by=self.ana,
            at=at(day),
        )
        problem.see(sighting)
        self.number(problem)
        return sighting

    def promised(self, problem: Problem, day: int) -> None:
        self.given += 1
        promise = Promise(
            number=self.given,
            side=PromiseSide.OURS,
            text="fixed",
            site=self.site,
            is_fix=True,
            due_on=START,
            due_at=at(day + 9),
            owner=self.olga,
            made_at=at(day),
            by=self.olga,
        )
        promise.id = self.given
        problem.promises.append(promise)

    def fix(self, day: int, words: str = "New kiln", rule_: tuple[int, int] = (1, 9)) -> Fix:
        fixed_from = START + timedelta(days=day)
        return Fix(countermeasure=words, fixed_from=fixed_from, rule=ProofRule(*rule_))

    def claimed(self, problem: Problem, day: int, words: str = "New kiln") -> None:
        problem.own(self.olga, "sort", self.olga, at(day))
        problem.claim_fix(self.fix(day, words), None, self.olga, at(day))
        self.number(problem)

    def number(self, *problems: Problem) -> None:
        for problem in problems or (self.one, self.two):
            for event in problem.events:
                if event.id is None:
                    self.given += 1
                    event.id = self.given


@pytest.fixture
def story() -> Story:
    return Story()


def clean(day: int) -> Proof:
    made = [MadeBatch("L-1", "A", START + timedelta(days=day), clean=True)]
    return proof_of(made, ["A"], START, START + timedelta(days=day), ProofRule(1, 9))


def test_that_old_goods_are_no_recurrence_and_new_ones_are_one(story: Story) -> None:
    story.claimed(story.one, 10)
    assert not story.seen(story.one, 9).refutes
    assert story.seen(story.one, 10).refutes
    assert not story.seen(story.one, 11).refutes
    assert (story.one.status, story.one.recurrences) == (ProblemStatus.RECURRED, 1)


def test_that_the_newest_promise_from_before_the_goods_is_refuted(story: Story) -> None:
    for day in (1, 5):
        story.promised(story.one, day)
    first, second = (promise.id for promise in story.one.promises)
    assert story.seen(story.one, 1).refuted_promise_id is None
    assert story.seen(story.one, 6).refuted_promise_id == second
    assert story.seen(story.one, 7).refuted_promise_id is None
    assert story.seen(story.one, 3).refuted_promise_id == first
    assert (story.one.status, story.one.recurrences) == (ProblemStatus.ALERT, 2)


def test_that_a_promise_that_is_no_fix_is_not_refuted(story: Story) -> None:
    story.promised(story.one, 1)
    story.one.promises[0].is_fix = False
    assert not story.seen(story.one, 5).refutes


def test_that_a_merged_thread_takes_part_and_sees_nothing_itself(story: Story) -> None:
    story.claimed(story.one, 2)
    story.one.merge_into(story.two, None, "the same", story.olga, at(3))
    story.number()
    assert story.one.final is story.two
    assert story.two.countermeasures == ["New kiln"]
    assert story.olga in story.two.took_part
    with pytest.raises(WrongProblemStatus):
        story.seen(story.one, 4)
    assert story.seen(story.two, 4).refutes
    assert story.two.status is ProblemStatus.ALERT
    for wrong in (story.two, story.one):
        with pytest.raises(CannotMerge):
            story.two.merge_into(wrong, None, "round", story.olga, at(5))


def test_that_merging_takes_recurrences_over_and_needs_a_reason(story: Story) -> None:
    story.promised(story.one, 1)
    story.seen(story.one, 2)
    with pytest.raises(ReasonNeeded):
        story.one.merge_into(story.two, None, " ", story.olga, at(3))
    story.one.merge_into(story.two, None, "the same", story.olga, at(3))
    assert (story.two.status, story.two.recurrences) == (ProblemStatus.ALERT, 1)


def test_that_from_the_second_recurrence_a_fix_needs_its_causes(story: Story) -> None:
    for count in range(2):
        story.claimed(story.one, 10 * count, f"fix {count}")
        story.seen(story.one, 10 * count + 1)
    story.one.own(story.olga, "sort", story.olga, at(30))
    with pytest.raises(CorrectiveActionNeeded):
        story.one.claim_fix(story.fix(30, "fix 3"), None, story.olga, at(30))


def test_that_from_the_third_recurrence_an_owner_acts(story: Story) -> None:
    story.one.recurrences = 3
    acts: tuple[Callable[[], None], ...] = (
        lambda: story.one.own(story.lena, "sort", story.lena, at(1)),
        lambda: story.one.stop_ship("X-ray", story.lena, at(1)),
        lambda: story.one.merge_into(story.two, None, "same", story.lena, at(1)),
        lambda: story.two.merge_into(story.one, None, "same", story.lena, at(1)),
        lambda: story.one.split_to(story.two, [], "other", story.lena, at(1)),
    )
    for act in acts:
        with pytest.raises(OwnerMustAct):
            act()
    story.one.own(story.lena, "sort", story.olga, at(1))


def test_that_words_and_a_possible_rule_are_needed(story: Story) -> None:
    with pytest.raises(FieldNeeded):
        story.one.own(story.olga, " ", story.olga, at(1))
    story.one.own(story.olga, "sort", story.olga, at(1))
    with pytest.raises(FieldNeeded):
        story.one.claim_fix(story.fix(2, " "), None, story.olga, at(1))
    with pytest.raises(QuantityWrong):
        story.one.claim_fix(story.fix(2, "New", (0, 1)), None, story.olga, at(1))
    assert story.one.claim is None


def test_that_only_the_goods_end_a_stop_ship_without_an_owner(story: Story) -> None:
    with pytest.raises(FieldNeeded):
        story.one.stop_ship("  ", story.lena, at(1))
    story.one.stop_ship("X-ray", story.lena, at(1))
    with pytest.raises(NotAllowed):
        story.one.lift("no time", story.lena, at(1))
    story.claimed(story.one, 1)
    story.one.verify_fix("seen", None, story.lena, at(2))
    with pytest.raises(NotProven):
        story.one.prove(Proof(()), "clean", story.lena, at(2))
    story.one.prove(clean(5), "clean", story.lena, at(5))
    assert (story.one.status, story.one.stop_check) == (ProblemStatus.PROVEN, "")


class Machine(RuleBasedStateMachine):
    """Anybody tries anything with two threads; what is refused must change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.day = 0
        self.most = [0, 0]
        self.told = [0, 0]

    def attempt(self, who: int, first: int, act: str) -> None:
        story = self.story
        self.day += 1
        by, when = story.people[who], at(self.day)
        one, other = (story.one, story.two) if first else (story.two, story.one)
        before = (one.status, one.recurrences, len(one.events))
        acts = {
            "own": lambda: one.own(story.olga, "sort", by, when),
            "claim": lambda: one.claim_fix(story.fix(self.day, str(self.day)), None, by, when),
            "verify": lambda: one.verify_fix("seen", None, by, when),
            "stop": lambda: one.stop_ship("X-ray", by, when),
            "lift": lambda: one.lift("false alarm", by, when),
            "merge": lambda: one.merge_into(other, None, "same", by, when),
            "prove": lambda: one.prove(clean(self.day), "clean", by, when),
            "wish": lambda: one.prove(Proof(()), "I wish", by, when),
        }
        try:
            acts[act]()
        except QcError:
            assert (one.status, one.recurrences, len(one.events)) == before
        story.number()

    @rule(
        who=st.integers(0, 3),
        first=st.integers(0, 1),
        act=st.sampled_from(("own", "claim", "verify", "stop", "lift", "merge", "prove", "wish")),
    )
    def act(self, who: int, first: int, act: str) -> None:
        self.attempt(who, first, act)

    @rule(first=st.integers(0, 1), back=st.integers(0, 5))
    def see(self, first: int, back: int) -> None:
        self.day += 1
        thread = (self.story.one if first else self.story.two).final
        count, status = thread.recurrences, thread.status
        sighting = self.story.seen(thread, self.day - back)
        assert thread.recurrences == count + sighting.refutes
        if status is ProblemStatus.PROVEN and sighting.refutes:
            assert thread.status is ProblemStatus.RECURRED

    @rule(first=st.integers(0, 1))
    def promise(self, first: int) -> None:
        self.story.promised(self.story.one if first else self.story.two, self.day)

    @invariant()
    def nothing_goes_back(self) -> None:
        for place, problem in enumerate((self.story.one, self.story.two)):
            assert problem.recurrences >= self.most[place]
            assert len(problem.events) >= self.told[place]
            self.most[place] = problem.recurrences
            self.told[place] = len(problem.events)

    @invariant()
    def nothing_is_closed_without_its_steps(self) -> None:
        for problem in (self.story.one, self.story.two):
            kinds = [event.kind for event in problem.events]
            if problem.status is ProblemStatus.PROVEN:
                assert kinds.index(ProblemEventKind.FIX_VERIFIED) > kinds.index(
                    ProblemEventKind.FIX_CLAIMED
                )
                proven = [e for e in problem.events if e.kind is ProblemEventKind.PROVEN]
                claimed: set[Person] = {claim.by for claim in problem.claims}
                assert proven[-1].by not in claimed
                assert problem.stop_check == ""

    @invariant()
    def each_word_is_refuted_once(self) -> None:
        for problem in (self.story.one, self.story.two):
            told = [s.refuted_claim_id for s in problem.refutations if s.refuted_claim_id]
            assert len(told) == len(set(told))


TestMachine = Machine.TestCase
