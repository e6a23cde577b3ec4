"""Switching rules of ISO 2859-1:1999, clause 9, against sequences worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from qc_desk.domain.refusals import IsolatedLots, ScoreTooLow, WrongStrictness
from qc_desk.domain.sampling_words import Strictness, SwitchCause
from qc_desk.domain.switching import Lot, Series, after_lot, after_word, fold

NORMAL, TIGHTENED, REDUCED = Strictness.NORMAL, Strictness.TIGHTENED, Strictness.REDUCED


def lot(inspection: Strictness, *, accepted: bool) -> Lot:
    """Return the result of a lot whose plan accepts at most one."""
    return Lot(inspection=inspection, accepted=accepted, found=0 if accepted else 9)


def played(letters: str) -> list[Lot | SwitchCause]:
    """Read a sequence: a and r are lots accepted and not, on the inspection then in force.

    A, I and R are the words agreed, irregular and resumed.
    """
    events: list[Lot | SwitchCause] = []
    words = {"A": SwitchCause.AGREED, "I": SwitchCause.IRREGULAR, "R": SwitchCause.RESUMED}
    for letter in letters:
        now = fold(events)[-1].series.strictness
        events.append(words.get(letter) or lot(now, accepted=letter == "a"))
    return events


def causes(letters: str) -> list[tuple[int, SwitchCause]]:
    """Return after which event of the sequence the inspection switched, and why."""
    steps = fold(played(letters))
    return [(number, step.cause) for number, step in enumerate(steps) if step.cause is not None]


TWO, FIVE = SwitchCause.TWO_OF_FIVE, SwitchCause.FIVE_ACCEPTED
STOP, LOST = SwitchCause.FIVE_NOT_ACCEPTED, SwitchCause.NOT_ACCEPTED


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("", []),
        ("a" * 30, []),
        ("rr", [(2, TWO)]),  # fewer than five lots are enough
        ("raaar", [(5, TWO)]),
        ("raaaar", []),  # the sixth lot: the first one is no longer among five
        ("aaraaar" + "aaaraaaa", [(7, TWO)]),
        ("rr" + "aaaaa", [(2, TWO), (7, FIVE)]),
        ("rr" + "aaaar" + "aaaaa", [(2, TWO), (12, FIVE)]),
        ("rr" + "aaaaa" + "r" + "aaaa" + "r", [(2, TWO), (7, FIVE)]),
        ("rr" + "aaaaa" + "rr", [(2, TWO), (7, FIVE), (9, TWO)]),  # the count begins anew
        ("rr" + "rrrrr", [(2, TWO), (7, STOP)]),
        ("rr" + "raraararar", [(2, TWO), (12, STOP)]),  # cumulatively, with accepted between
        ("rr" + "rrrr" + "aaaaa" + "rr" + "rrrr", [(2, TWO), (11, FIVE), (13, TWO)]),
        ("rr" + "rrrrr" + "aaaaa", [(2, TWO), (7, STOP)]),  # nothing counts while discontinued
        (
            "rr" + "rrrrr" + "R" + "aaaaa",
            [(2, TWO), (7, STOP), (8, SwitchCause.RESUMED), (13, FIVE)],
        ),
        (
            "rr" + "rrrrr" + "R" + "rrrrr",
            [(2, TWO), (7, STOP), (8, SwitchCause.RESUMED), (13, STOP)],
        ),
        ("a" * 15 + "A" + "aaaa" + "r", [(16, SwitchCause.AGREED), (21, LOST)]),
        ("a" * 15 + "A" + "aa" + "I", [(16, SwitchCause.AGREED), (19, SwitchCause.IRREGULAR)]),
        ("a" * 15 + "A" + "r" + "r" + "r", [(16, SwitchCause.AGREED), (17, LOST), (19, TWO)]),
    ],
)
def test_that_a_worked_sequence_switches_where_the_rules_say(
    letters: str, expected: list[tuple[int, SwitchCause]]
) -> None:
    assert causes(letters) == expected


def scores(results: list[Lot]) -> list[int]:
    """Return the switching score after each lot."""
    return [step.series.score for step in fold(results)][1:]


def test_that_the_score_of_small_acceptance_numbers_rises_by_two_and_falls_to_nought() -> None:
    results = [lot(NORMAL, accepted=each != "r") for each in "aaraa"]
    assert scores(results) == [2, 4, 0, 2, 4]


def test_that_the_score_of_larger_ones_asks_for_a_step_tighter() -> None:
    # n = 80, AQL 1.5: Ac 3, and a step tighter (AQL 1.0) Ac 2
    found = [0, 2, 3, 1, 2, 4]
    results = [
        Lot(inspection=NORMAL, accepted=each <= 3, found=each, tighter_ac=2) for each in found
    ]
    assert scores(results) == [3, 6, 0, 3, 6, 0]


@pytest.mark.parametrize(("points", "tighter"), [(3, 1), (2, None)])
def test_that_reduced_inspection_needs_a_score_of_thirty_and_a_word(
    points: int, tighter: int | None
) -> None:
    good = Lot(inspection=NORMAL, accepted=True, found=0, tighter_ac=tighter)
    needed = 30 // points
    steps = fold([good] * (needed - 1))
    with pytest.raises(ScoreTooLow, match=str(30 - points)):
        after_word(steps[-1].series, SwitchCause.AGREED)
    steps = fold([good] * needed)
    assert steps[-1].series.strictness is NORMAL  # the score alone reduces nothing
    assert steps[-1].series.may_be_reduced
    reduced = after_word(steps[-1].series, SwitchCause.AGREED).series
    assert (reduced.strictness, reduced.score) == (REDUCED, 0)


def test_that_a_word_that_does_not_fit_what_is_in_force_is_refused() -> None:
    fresh = Series()
    for cause in (SwitchCause.IRREGULAR, SwitchCause.RESUMED, *(TWO, FIVE, STOP, LOST)):
        with pytest.raises(WrongStrictness, match="normal inspection"):
            after_word(fresh, cause)
    stopped = fold(played("rrrrrrr"))[-1].series
    assert stopped.discontinued
    with pytest.raises(WrongStrictness, match="tightened inspection"):
        after_word(stopped, SwitchCause.AGREED)


def test_that_an_isolated_lot_is_refused() -> None:
    one = Lot(inspection=NORMAL, accepted=True, found=0, isolated=True)
    with pytest.raises(IsolatedLots, match="isolated"):
        after_lot(Series(), one)


def test_that_a_lot_drawn_under_another_inspection_changes_nothing_but_ends_reduced() -> None:
    tight = fold(played("rr"))[-1].series
    late = after_lot(tight, lot(NORMAL, accepted=False)).series
    assert (late.not_accepted, late.recent, late.lots) == (0, (), 3)
    reduced = fold(played("a" * 15 + "A"))[-1].series
    step = after_lot(reduced, lot(NORMAL, accepted=False))
    assert (step.series.strictness, step.cause) == (NORMAL, LOST)


def test_that_a_short_series_protects_nobody() -> None:
    assert not fold(played("a" * 9))[-1].series.protects
    assert fold(played("a" * 10))[-1].series.protects


@given(st.lists(st.sampled_from("ar"), max_size=80).map("".join))
def test_that_two_not_accepted_of_five_on_normal_are_never_left_standing(letters: str) -> None:
    run: list[bool] = []
    for event, step in zip(played(letters), fold(played(letters))[1:], strict=True):
        assert isinstance(event, Lot)
        run = [*run, event.accepted][-5:] if event.inspection is NORMAL else []
        if event.inspection is NORMAL:
            assert (step.series.strictness is TIGHTENED) == (run.count(False) >= 2)
        if step.cause is not None:
            run = []


class AnySeries(RuleBasedStateMachine):
    """Lots and words in any order, against a second reading of the clause with plain lists."""

    def __init__(self) -> None:
        """Begin a series, and beside it the lots on the inspection in force."""
        super().__init__()
        self.series = Series()
        self.run: list[bool] = []
        self.where = "normal"

    @rule(accepted=st.booleans(), streak=st.integers(min_value=1, max_value=16))
    def decide(self, streak: int, *, accepted: bool) -> None:
        """Decide some lots alike."""
        for _each in range(streak):
            self.series = after_lot(
                self.series, lot(self.series.strictness, accepted=accepted)
            ).series
            self._read(accepted=accepted)

    def _read(self, *, accepted: bool) -> None:
        self.run.append(accepted)
        switches = {
            "normal": ("tightened", self.run[-5:].count(False) >= 2),
            "tightened": ("normal", self.run[-5:] == [True] * 5),
            "reduced": ("normal", not accepted),
        }
        to, due = switches.get(self.where, ("", False))
        if due:
            self.where, self.run = to, []
        elif self.where == "tightened" and self.run.count(False) == 5:
            self.where = "discontinued"

    @precondition(lambda self: self.where == "discontinued")
    @rule()
    def resume(self) -> None:
        """Resume after an improvement."""
        self.series = after_word(self.series, SwitchCause.RESUMED).series
        self.where, self.run = "tightened", []

    @precondition(lambda self: self.where == "normal" and self.score >= 30)
    @rule()
    def agree(self) -> None:
        """Agree to reduced inspection."""
        self.series = after_word(self.series, SwitchCause.AGREED).series
        self.where, self.run = "reduced", []

    @precondition(lambda self: self.where == "reduced")
    @rule()
    def become_irregular(self) -> None:
        """Say that production is irregular."""
        self.series = after_word(self.series, SwitchCause.IRREGULAR).series
        self.where, self.run = "normal", []

    @property
    def score(self) -> int:
        """Two for each accepted lot since the last one that was not."""
        good = 0
        for accepted in reversed(self.run if self.where == "normal" else []):
            if not accepted:
                break
            good += 2
        return good

    @invariant()
    def both_readings_agree(self) -> None:
        """Compare where the series stands."""
        where = "discontinued" if self.series.discontinued else self.series.strictness.value
        assert (where, self.series.score) == (self.where, self.score)


TestAnySeries = AnySeries.TestCase
