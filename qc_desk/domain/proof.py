"""When a problem is proven solved: clean batches or clean days at every site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qc_desk.domain.refusals import QuantityWrong

MOST_BATCHES = 100
MOST_DAYS = 730


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """A batch that two people have decided about, as evidence."""

    number: str
    site: str
    made_on: date
    clean: bool  # the defect of the problem was looked for, and not found by either


@dataclass(frozen=True, slots=True)
class ProofRule:
    """How much is enough: ``batches`` clean ones in a row, or one and ``days`` without it.

    ``batches`` is 1 to 100, ``days`` 1 to 730.
    """

    batches: int
    days: int

    def must_be_possible(self) -> None:
        """Refuse a rule that asks for nothing, or for more than anybody waits for."""
        for asked, most in ((self.batches, MOST_BATCHES), (self.days, MOST_DAYS)):
            if not 1 <= asked <= most:
                raise QuantityWrong(quantity=asked, lowest=1, highest=most)


@dataclass(frozen=True, slots=True)
class SiteProof:
    """What one site has shown since the fix."""

    site: str
    clean: int  # batches in a row, the newest backwards
    batches: int  # how many are needed
    days: int  # since the fix, or since it was last seen here
    days_needed: int

    @property
    def complete(self) -> bool:
        """Whether this site has shown enough."""
        return self.clean >= self.batches or (self.clean >= 1 and self.days >= self.days_needed)


@dataclass(frozen=True, slots=True)
class Proof:
    """What all sites have shown."""

    sites: tuple[SiteProof, ...]

    @property
    def complete(self) -> bool:
        """Whether every site has shown enough; a problem of no site is never proven."""
        return bool(self.sites) and all(site.complete for site in self.sites)


def proof_of(
    made: Iterable[MadeBatch], sites: Iterable[str], fixed_from: date, today: date, rule: ProofRule
) -> Proof:
    """Return what the sites have shown with goods made on ``fixed_from`` or later.

    ``sites`` are all that make the goods or have seen the problem: one where nothing was made
    since then has shown nothing.
    """
    by_site: dict[str, list[MadeBatch]] = {site: [] for site in sorted(set(sites))}
    for batch in sorted(made, key=lambda each: (each.made_on, each.number)):
        if batch.made_on >= fixed_from:
            by_site.setdefault(batch.site, []).append(batch)
    return Proof(
        tuple(
            _of_site(site, batches, fixed_from, today, rule) for site, batches in by_site.items()
        )
    )


def _of_site(
    site: str, made: list[MadeBatch], fixed_from: date, today: date, rule: ProofRule
) -> SiteProof:
    clean, since = 0, fixed_from
    for batch in made:
        if batch.clean:
            clean += 1
        else:
            clean, since = 0, batch.made_on
    return SiteProof(site, clean, rule.batches, (today - since).days, rule.days)
