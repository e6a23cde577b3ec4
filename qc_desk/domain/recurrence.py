"""Whether somebody's word did not hold: which promise, and which claimed fix, goods refute."""

from collections.abc import Iterable, Sequence
from datetime import date

from qc_desk.domain.days import day_of
from qc_desk.domain.promises import Promise
from qc_desk.domain.sightings import ProblemEvent, Sighting


def refutable_promise(
    promises: Iterable[Promise], refuted: Iterable[Sighting], made_on: date
) -> Promise | None:
    """Return the newest promised fix from before the goods were made, unless it is refuted."""
    known = {each.refuted_promise_id for each in refuted}
    before = [
        each
        for each in promises
        if each.is_fix and made_on > day_of(each.made_at, each.site.time_zone)
    ]
    newest = max(before, key=lambda promise: promise.made_at, default=None)
    return newest if newest is not None and newest.id not in known else None


def refutable_claim(
    claims: Sequence[ProblemEvent], refuted: Iterable[Sighting], made_on: date
) -> ProblemEvent | None:
    """Return the newest claimed fix that the goods should have had, unless it is refuted."""
    known = {each.refuted_claim_id for each in refuted}
    had = [each for each in claims if each.fixed_from is not None and made_on >= each.fixed_from]
    newest = max(had, key=lambda claim: claim.at, default=None)
    return newest if newest is not None and newest.id not in known else None


def as_compared(words: str) -> str:
    """Return a countermeasure without case, spaces and punctuation."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())
