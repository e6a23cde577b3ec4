"""What stands on paper about how a measurement runs from lot to lot."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperLot:
    """What was measured in one decided round of a batch, unit by unit."""

    batch: str
    round: int
    values: tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRun:
    """One item over the lots of its product up to this one, the oldest first."""

    number: str
    title: str
    unit: str
    lower: Decimal | None
    upper: Decimal | None
    nominal: Decimal | None
    lots: tuple[PaperLot, ...]

    @property
    def count(self) -> int:
        """How many values there are."""
        return sum(len(lot.values) for lot in self.lots)
