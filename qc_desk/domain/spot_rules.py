"""What a second inspector looks at in spot mode: everything critical, and a share of the rest.

The share is drawn by lot from a seed of 256 bits that is made when the second seat is opened, so
after the first signature: nobody can know it while the first check goes on. The draw follows from
the seed, the share and the checklist alone, and anybody can redo it from the report:

1. The rest is every item that is not critical, on every sample unit where it is looked at.
2. The lot of a place is the SHA-256 of the text ``seed/code/unit``, with the seed in hex and unit
   0 for an item that is looked at once for the whole batch.
3. The places are sorted by their lots; the first are drawn: as many as the share of all, rounded
   up, and at least one.

A round keeps its seed: who takes a second check back and opens it again draws the same.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qc_desk.domain.vocabulary import CheckMode
from qc_desk.i18n import _, format_integer

SMALLEST_SHARE, GREATEST_SHARE, USUAL_SHARE = 10, 90, 30
_SEED = re.compile(r"[0-9a-f]{64}")

Spot = tuple[str, int]  # an item's code, and a sample unit (0: the whole batch)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpotRow:
    """How a spot check was drawn, as pages and papers show it."""

    seed: str
    share: int  # per cent
    critical: int  # places that are looked at in any case
    rest: int  # places the draw was from
    drawn: tuple[Spot, ...]  # in checklist order

    @property
    def looked_at(self) -> str:
        """What the second inspector looks at, in a sentence."""
        said = _(
            "All critical checks ({critical}), and {drawn} of the {rest} others, drawn by lot"
            " ({share} %)."
        )
        return said.format(
            critical=format_integer(self.critical),
            drawn=format_integer(len(self.drawn)),
            rest=format_integer(self.rest),
            share=self.share,
        )


def lot(seed: str, spot: Spot) -> str:
    """Return the lot of a place."""
    code, unit_number = spot
    return hashlib.sha256(f"{seed}/{code}/{unit_number}".encode()).hexdigest()


def drawn_spots(seed: str, share: int, rest: Sequence[Spot]) -> list[Spot]:
    """Return what is drawn of the rest, in the order of the lots; nothing where there is none."""
    if not _SEED.fullmatch(seed):
        raise ValueError(seed)
    if not SMALLEST_SHARE <= share <= GREATEST_SHARE:
        raise ValueError(share)
    count = -(-len(rest) * share // 100)
    return sorted(rest, key=lambda spot: lot(seed, spot))[:count]


def mode_words(mode: CheckMode, share: int | None) -> str:
    """Return how the second check is done, with the share that a spot check draws."""
    if share is None:
        return mode.label
    return _("{mode}, {share} % drawn by lot").format(mode=mode.label, share=share)
