"""What was drawn by lot for a spot check, as it is kept; ``spot_rules`` says how it is drawn."""

import re
from collections.abc import Iterable

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, key

_PLACE = re.compile(r"^([0-9]+)/([0-9]+)$", re.MULTILINE)


class SpotDraw(Base, kw_only=True):
    """What was drawn for a second check when its seat was opened; never changed."""

    __tablename__ = "spot_draws"
    __table_args__ = (
        CheckConstraint("length(seed) = 64", name="seed"),
        CheckConstraint("share BETWEEN 10 AND 90", name="share"),
    )

    id: Mapped[int] = key()
    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("inspections.id"), init=False, unique=True
    )
    seed: Mapped[str] = mapped_column(String(64), index=True)  # 256 bits in hex
    share: Mapped[int]  # per cent
    drawn: Mapped[str]  # "item's id/unit", a line for each, with an empty line around them

    @property
    def places(self) -> set[tuple[int, int]]:
        """What was drawn: the ids of items, and sample units."""
        pairs = _PLACE.findall(self.drawn)
        return {(int(item_id), int(unit_number)) for item_id, unit_number in pairs}

    def again(self) -> "SpotDraw":
        """Return the same draw for a second check that is opened again in its round."""
        return SpotDraw(seed=self.seed, share=self.share, drawn=self.drawn)


def written(places: Iterable[tuple[int, int]]) -> str:
    """Return places as a draw keeps them."""
    lines = (f"{item_id}/{unit_number}" for item_id, unit_number in sorted(places))
    return "\n" + "".join(f"{line}\n" for line in lines)
