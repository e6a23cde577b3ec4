"""Facts of every kind are written in one way only."""

from enum import Enum, IntEnum
from types import MappingProxyType

from qc_desk.domain.canonical import canonical


class Depth(Enum):
    DEEP = 3


class Pieces(int):
    """A number with a name."""


class Floor(IntEnum):
    GROUND = 0


def test_that_less_usual_kinds_are_written_like_the_usual_ones() -> None:
    unusual = {
        "depth": Depth.DEEP,
        "floor": Floor.GROUND,
        "map": MappingProxyType({"b": 1, "a": 2}),
        "numbers": range(2),
        "pieces": Pieces(4),
    }
    usual = {"depth": 3, "floor": 0, "map": {"a": 2, "b": 1}, "numbers": [0, 1], "pieces": 4}
    assert canonical(unusual) == canonical(usual)
