"""How well two blind inspectors agree at an item: Cohen's kappa with its interval.

Kappa is how much of the agreement that chance would not have given was reached (J. Cohen, A
coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 1960).
Its standard error is that of J. L. Fleiss, J. Cohen and B. S. Everitt, Large sample standard
errors of kappa and weighted kappa, Psychological Bulletin 72, 1969.

What is compared is pass against fail. Where either said "not applicable" nothing is compared.
Kappa says something about the item, its limits and its words, and nothing about persons: people
change from batch to batch.
"""

from dataclasses import dataclass
from math import sqrt

from qc_desk.i18n import _, ngettext

FEWEST_PAIRS = 30  # below this the interval is wider than what it says
_FEW_FAILS = 5
_Z = 1.959963984540054  # 95 %, two-sided


@dataclass(frozen=True, kw_only=True, slots=True)
class Kappa:
    """Agreement beyond chance: 1 is perfect, 0 is what chance gives."""

    value: float
    low: float  # 95 %
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How often both passed, both failed, and only one failed."""

    both_pass: int = 0
    both_fail: int = 0
    first_fails: int = 0  # and the second passes
    second_fails: int = 0

    @property
    def pairs(self) -> int:
        """How often both looked."""
        return self.both_pass + self.both_fail + self.first_fails + self.second_fails

    @property
    def agreed(self) -> int:
        """How often both said the same."""
        return self.both_pass + self.both_fail

    @property
    def fails(self) -> int:
        """How often at least one saw it fail."""
        return self.pairs - self.both_pass

    @property
    def kappa(self) -> Kappa | None:
        """Kappa; None where there are too few pairs, or where it is not defined."""
        if self.pairs < FEWEST_PAIRS or (self.agreed == self.pairs and not self._mixed):
            return None
        return kappa(self)

    @property
    def _mixed(self) -> bool:
        return self.both_pass > 0 and self.both_fail > 0

    @property
    def said(self) -> str:
        """What the numbers say, or why they say nothing, in a sentence."""
        if not self.pairs:
            return _("Nobody looked at it twice without seeing the other's answer.")
        if self.pairs < FEWEST_PAIRS:
            said = ngettext(
                "Looked at twice {count} time: kappa takes {least}.",
                "Looked at twice {count} times: kappa takes {least}.",
                self.pairs,
            )
            return said.format(count=self.pairs, least=FEWEST_PAIRS)
        found = self.kappa
        if found is None:
            return self._without_contrast()
        if self.fails < _FEW_FAILS:
            return _(
                "Hardly anything fails, so kappa is low however well people agree. Try the item"
                " on pieces that are known to be bad."
            )
        return _judged(found)

    def _without_contrast(self) -> str:
        if self.both_pass:
            return _(
                "Everything passed for both. That is agreement, but kappa is not defined: nothing"
                " shows that either would see a fail. Try the item on pieces that are known to be"
                " bad."
            )
        return _("Everything failed for both. That is agreement, but kappa is not defined.")


def _judged(found: Kappa) -> str:
    """Return what is to be done about an item by the bound that is sure."""
    if found.low >= 0.6:
        return _("Both see the same.")
    if found.high < 0.6:
        return _("Two people see it differently. Make the limit or the picture clearer, or train.")
    return _("More looks are needed to say whether both see the same.")


def kappa(seen: Agreement) -> Kappa:
    """Return kappa with its 95 % interval; raises ZeroDivisionError where it is not defined."""
    n = seen.pairs
    table = (
        (seen.both_pass / n, seen.second_fails / n),
        (seen.first_fails / n, seen.both_fail / n),
    )
    return of_table(table, n)


def of_table(table: tuple[tuple[float, ...], ...], n: int) -> Kappa:
    """Return kappa of a square table of shares of ``n`` pairs: rows the first, columns the second.

    Fleiss, Cohen and Everitt (1969), formula 13; the interval ends at -1 and 1.
    """
    every = range(len(table))
    rows = [sum(table[i]) for i in every]
    columns = [sum(table[i][j] for i in every) for j in every]
    observed = sum(table[i][i] for i in every)
    chance = sum(rows[i] * columns[i] for i in every)
    value = (observed - chance) / (1 - chance)
    on = sum(table[i][i] * (1 - (rows[i] + columns[i]) * (1 - value)) ** 2 for i in every)
    off = (1 - value) ** 2 * sum(
        table[i][j] * (columns[i] + rows[j]) ** 2 for i in every for j in every if i != j
    )
    variance = on + off - (value - chance * (1 - value)) ** 2
    error = sqrt(max(variance, 0.0) / n) / (1 - chance)
    return Kappa(value=value, low=max(value - _Z * error, -1.0), high=min(value + _Z * error, 1.0))
