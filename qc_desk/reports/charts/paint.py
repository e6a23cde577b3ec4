"""What a chart is painted with: on paper ink and greys, in the window the theme's colours."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint:
    """Colours as #rrggbb, and the size of the letters in points or px."""

    text: str
    muted: str
    line: str
    strong: str  # bars and lines that matter
    weak: str  # those that matter less
    alarm: str
    ground: str
    size: float

    @property
    def row(self) -> float:
        """How high a line of letters is, with the room around it."""
        return round(self.size * 2.1)


PAPER = Paint(
    text="#1a1a1a",
    muted="#5c5c5c",
    line="#c4c4c4",
    strong="#3d3d3d",
    weak="#a8a8a8",
    alarm="#9e0f17",
    ground="#ffffff",
    size=7.0,
)
