"""What the lots so far say about a check item, and how much they can say at all."""

from decimal import Decimal

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_

ENOUGH = 30  # lots: an item that fails in one of ten would have been seen with 95 % certainty
_DOUBT = 0.05


class ItemYield(Word):
    """What is said about an item."""

    TOO_FEW = "too_few", N_("too few lots to say")
    NEVER = "never", N_("never caught anything")
    RARELY = "rarely", N_("rarely catches")
    OFTEN = "often", N_("catches often")


def item_yield(lots: int, caught: int) -> ItemYield:
    """Return what can be said about an item that found something in so many of the lots.

    One catch is enough to say that it catches; that it does not is said from ENOUGH lots on.
    """
    if caught and caught * 20 >= lots:
        return ItemYield.OFTEN
    if caught:
        return ItemYield.RARELY
    return ItemYield.NEVER if lots >= ENOUGH else ItemYield.TOO_FEW


def most_failing(lots: int) -> Decimal:
    """Return in how many of 100 lots an item that never failed may still fail, 95 % certain."""
    if lots < 1:
        return Decimal(100)
    return round(Decimal(100 * (1 - _DOUBT ** (1 / lots))), 1)
