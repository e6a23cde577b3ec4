"""When points on a control chart are a signal and not chance.

The four zone tests of the Western Electric Statistical Quality Control Handbook (1956), as in
ISO 7870-2:2013, 8, tests 1, 5, 6 and (with eight points) 2. Nothing is called a trend without one
of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from qc_desk.i18n import N_, _


class RunRule(Enum):
    """What has been seen, as its author numbers it."""

    BEYOND = 1  # one point beyond 3 sigma
    TWO_OF_THREE = 2  # beyond 2 sigma, on one side
    FOUR_OF_FIVE = 3  # beyond 1 sigma, on one side
    EIGHT = 4  # in a row on one side of the middle

    @property
    def label(self) -> str:
        """The rule in words, with its name."""
        return _(_LABELS[self])


_LABELS = {
    RunRule.BEYOND: N_("one point beyond the control limit (Western Electric rule 1)"),
    RunRule.TWO_OF_THREE: N_(
        "two of three points near the same control limit (Western Electric rule 2)"
    ),
    RunRule.FOUR_OF_FIVE: N_(
        "four of five points well on the same side (Western Electric rule 3)"
    ),
    RunRule.EIGHT: N_("eight points in a row on the same side (Western Electric rule 4)"),
}
# of so many points, at least so many lie beyond so many sigmas, on one side
_TESTS = {
    RunRule.BEYOND: (1, 1, 3.0),
    RunRule.TWO_OF_THREE: (3, 2, 2.0),
    RunRule.FOUR_OF_FIVE: (5, 4, 1.0),
    RunRule.EIGHT: (8, 8, 0.0),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """A rule that was met, at the point that met it, and on which side."""

    rule: RunRule
    at: int  # the point's place, from 0
    above: bool


def signals(deviations: Sequence[float | None]) -> list[Signal]:
    """Return what points say, in order; each as its distance from the middle in sigmas.

    None is a period without a point: it is left out, the run goes on. A point is named once, by
    the first rule that it meets; it must itself lie on the side of which the rule speaks.
    """
    seen = [(at, value) for at, value in enumerate(deviations) if value is not None]
    found: list[Signal] = []
    for last, (at, value) in enumerate(seen):
        rule = _met([each for _at, each in seen[max(0, last - 7) : last + 1]])
        if rule is not None:
            found.append(Signal(rule=rule, at=at, above=value > 0))
    return found


def _met(newest: Sequence[float]) -> RunRule | None:
    """Return the first rule that the last of these points completes."""
    side = 1.0 if newest[-1] > 0 else -1.0
    for rule, (of, enough, sigmas) in _TESTS.items():
        if len(newest) < of or newest[-1] * side <= sigmas:
            continue
        if sum(value * side > sigmas for value in newest[-of:]) >= enough:
            return rule
    return None
