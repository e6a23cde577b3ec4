"""How a defect got past two people, worked out from what was checked; pure."""

from dataclasses import dataclass
from decimal import Decimal

from qc_desk.domain.loop_words import EscapeCause
from qc_desk.domain.vocabulary import Result


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What one inspector answered at an item on one sample unit, or once for the whole batch."""

    person: str
    unit_number: int  # 0: once for the whole batch
    result: Result
    value: Decimal | None = None
    photos: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedItem:
    """A check item that should have caught the defect, and what both inspectors answered."""

    code: str
    title: str
    per_unit: bool
    measured: bool
    first: tuple[Look, ...]
    second: tuple[Look, ...]
    undrawn: int = 0  # places that the lot drawn for a spot check left out of the second check

    @property
    def looks(self) -> tuple[Look, ...]:
        """What was looked at: "not applicable" was not."""
        every = (*self.first, *self.second)
        return tuple(look for look in every if look.result is not Result.NOT_APPLICABLE)

    @property
    def failed(self) -> bool:
        """Whether somebody saw it fail."""
        return any(look.result is Result.FAIL for look in self.looks)

    def proves(self, quantity: int) -> bool:
        """Whether it shows every piece to have been good: by values within limits, or photos."""
        return self.per_unit and all(
            _proven_units(looks, measured=self.measured) >= quantity
            for looks in (self.first, self.second)
        )


def _proven_units(looks: tuple[Look, ...], *, measured: bool) -> int:
    """Return how many pieces somebody passed with a value or a photo that others can look at."""
    units = {
        look.unit_number
        for look in looks
        if look.result is Result.PASS
        and ((look.value is not None) if measured else look.photos > 0)
    }
    return len(units)


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """The round in which two people passed a batch."""

    quantity: int  # pieces in the batch, 1 or more
    sample_size: int  # pieces that were looked at, 1 to ``quantity``
    items: tuple[CheckedItem, ...]  # those that should have caught it

    @property
    def every_piece(self) -> bool:
        """Whether the sample was the whole batch."""
        return self.sample_size >= self.quantity


def escape_cause(checked: Round) -> EscapeCause:
    """Return how a defect got past both inspectors of a round.

    Not on the checklist: no item should have caught it, or nobody looked at one that should have
    (it was "not applicable" to both). Came about after release: every piece of the batch was
    looked at by both, and an item that should have caught it shows every piece to have been good:
    measured values within limits, or a photo of each piece from each inspector. Not in the sample:
    the items that should have caught it are checked piece by piece, none of them failed on the
    pieces that were looked at, and there are pieces that nobody looked at; or the second check was
    a spot check whose draw left places of each of these items out. Everything else was
    looked at and missed by both: also an item answered once for the whole batch, which speaks for
    every piece, and one that was seen to fail and passed all the same.
    """
    items = [item for item in checked.items if item.looks]
    if not items:
        return EscapeCause.NOT_ON_CHECKLIST
    if any(item.failed for item in items):
        return EscapeCause.MISSED_BY_BOTH
    if checked.every_piece and any(item.proves(checked.quantity) for item in items):
        return EscapeCause.AFTER_RELEASE
    whole = any(item.undrawn == 0 and (checked.every_piece or not item.per_unit) for item in items)
    return EscapeCause.MISSED_BY_BOTH if whole else EscapeCause.NOT_IN_SAMPLE
