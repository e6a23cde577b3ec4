"""The switching rules of ISO 2859-1:1999, clause 9: from lot results to the next lot's inspection.

There is one series for each product, site and severity class. Only original inspections are
given: never a lot that was resubmitted. A lot counts under the inspection that is in force when
it is decided; one that was drawn under another changes nothing, but that a lot not accepted always
ends reduced inspection.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qc_desk.domain.refusals import IsolatedLots, ScoreTooLow, WrongStrictness
from qc_desk.domain.sampling_words import Strictness, SwitchCause

ENOUGH_LOTS = 10  # in a shorter series the rules protect nobody (9.3.1: not before lots follow)
LOOKED_BACK = 5
SCORE_NEEDED = 30
MOST_NOT_ACCEPTED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Lot:
    """What an original inspection of a lot came to."""

    inspection: Strictness  # that the sample was drawn under
    accepted: bool
    found: int
    tighter_ac: int | None = None  # Ac one AQL step tighter, where the plan accepts 2 or more
    isolated: bool = False

    @property
    def points(self) -> int:
        """What the lot adds to the switching score; 0: the score begins anew (9.3.3.2)."""
        if self.tighter_ac is not None:
            return 3 if self.found <= self.tighter_ac else 0
        return 2 if self.accepted else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Where the inspection of a series of lots stands."""

    strictness: Strictness = Strictness.NORMAL
    discontinued: bool = False
    score: int = 0
    recent: tuple[bool, ...] = ()  # accepted or not, the last five on the inspection in force
    not_accepted: int = 0  # cumulative, on the tightened inspection in force
    lots: int = 0

    @property
    def protects(self) -> bool:
        """Whether the series is long enough for the rules to protect anybody."""
        return self.lots >= ENOUGH_LOTS

    @property
    def may_be_reduced(self) -> bool:
        """Whether the score allows reduced inspection of steady production, where agreed."""
        return self.strictness is Strictness.NORMAL and self.score >= SCORE_NEEDED


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A series after something happened, and why its inspection changed, if it did."""

    series: Series
    cause: SwitchCause | None = None


def after_lot(series: Series, lot: Lot) -> Step:
    """Return the series after an original inspection of its next lot; raises IsolatedLots."""
    if lot.isolated:
        raise IsolatedLots
    counted = replace(series, lots=series.lots + 1)
    if series.discontinued:
        return Step(series=counted)
    if series.strictness is Strictness.REDUCED:
        return _after_reduced(counted, lot)
    if lot.inspection is not series.strictness:
        return Step(series=counted)
    recent = (*series.recent, lot.accepted)[-LOOKED_BACK:]
    counted = replace(counted, recent=recent)
    if series.strictness is Strictness.NORMAL:
        return _after_normal(counted, lot)
    return _after_tightened(counted, lot)


def _after_normal(series: Series, lot: Lot) -> Step:
    if series.recent.count(False) >= 2:  # 9.3.1
        return _switched(series, Strictness.TIGHTENED, SwitchCause.TWO_OF_FIVE)
    points = lot.points
    return Step(series=replace(series, score=series.score + points if points else 0))


def _after_tightened(series: Series, lot: Lot) -> Step:
    if series.recent == (True,) * LOOKED_BACK:  # 9.3.2
        return _switched(series, Strictness.NORMAL, SwitchCause.FIVE_ACCEPTED)
    not_accepted = series.not_accepted + (not lot.accepted)
    counted = replace(series, not_accepted=not_accepted)
    if not_accepted < MOST_NOT_ACCEPTED:
        return Step(series=counted)
    return Step(  # 9.4
        series=replace(counted, discontinued=True), cause=SwitchCause.FIVE_NOT_ACCEPTED
    )


def _after_reduced(series: Series, lot: Lot) -> Step:
    if lot.accepted:
        return Step(series=series)
    return _switched(series, Strictness.NORMAL, SwitchCause.NOT_ACCEPTED)  # 9.3.4


def _switched(series: Series, to: Strictness, cause: SwitchCause) -> Step:
    """Begin a new inspection: nothing that was counted under the old one is taken along."""
    return Step(series=Series(strictness=to, lots=series.lots), cause=cause)


def after_word(series: Series, cause: SwitchCause) -> Step:
    """Return the series after a responsible person's word.

    They agree to reduced inspection of steady production (AGREED; raises ScoreTooLow), say that
    production became irregular (IRREGULAR), or resume after an improvement (RESUMED). Raises
    WrongStrictness where the word does not fit what is in force.
    """
    begins = {
        SwitchCause.AGREED: series.strictness is Strictness.NORMAL,
        SwitchCause.IRREGULAR: series.strictness is Strictness.REDUCED,
        SwitchCause.RESUMED: series.discontinued,
    }
    if not begins.get(cause, False):
        raise WrongStrictness(strictness=series.strictness)
    if cause is SwitchCause.AGREED and not series.may_be_reduced:
        raise ScoreTooLow(score=series.score, needed=SCORE_NEEDED)
    to = {
        SwitchCause.AGREED: Strictness.REDUCED,
        SwitchCause.IRREGULAR: Strictness.NORMAL,
        SwitchCause.RESUMED: Strictness.TIGHTENED,
    }
    return _switched(series, to[cause], cause)


def fold(events: Iterable[Lot | SwitchCause]) -> list[Step]:
    """Return the steps of a series from its lots and words, oldest first; the last one stands."""
    steps = [Step(series=Series())]
    for event in events:
        last = steps[-1].series
        if isinstance(event, SwitchCause):
            steps.append(after_word(last, event))
        else:
            steps.append(after_lot(last, event))
    return steps
