"""Letters on paper: the two fonts that travel with the program, and one scale of type."""

from dataclasses import dataclass
from functools import cache

from qc_desk.bundle import bundled
from qc_desk.reports.untyped import fonts, metrics

_FILES = {
    "QCDesk": "DejaVuSansCondensed.ttf",
    "QCDesk-Bold": "DejaVuSansCondensed-Bold.ttf",
}
_WORDS_KEPT = 60_000  # word widths remembered for the next report, about 6 MB


class Face:
    """One font: how wide its letters are, and which letters it has."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.font = fonts.TTFont(name, str(bundled("resources") / "fonts" / _FILES[name]))
        metrics.registerFont(self.font)
        widths = self.font.face.charWidths
        self.advances: dict[str, float] = {
            chr(code): widths[code] / 1000 for code in self.font.face.charToGlyph
        }
        self.advances["\u00a0"] = self.advances[" "]
        self._words: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Return how wide a text is at a size of one point."""
        return sum(map(self.advances.__getitem__, text))

    def word_width(self, word: str) -> float:
        """Return how wide a word is, which is likely to come again."""
        width = self._words.get(word)
        if width is None:
            if len(self._words) > _WORDS_KEPT:
                self._words.clear()
            width = self._words[word] = self.width(word)
        return width


@cache
def face(name: str) -> Face:
    """Return a font, read once per process."""
    return Face(name)


@cache
def letters() -> frozenset[str]:
    """Return the characters that both fonts can show.

    WORKAROUND: reportlab writes numbers above U+FFFF wrongly into the table from which readers
    copy text, so the few letters there (some smileys) count as missing and show their numbers.
    """
    both = face("QCDesk").advances.keys() & face("QCDesk-Bold").advances.keys()
    return frozenset(letter for letter in both if ord(letter) <= 0xFFFF)


@dataclass(frozen=True, eq=False, slots=True)
class Style:
    """How a line of text looks: font, size and leading in points, colour as a PDF operator."""

    size: float
    leading: float
    font: str = "QCDesk"
    colour: str = "0.1 g"

    @property
    def face(self) -> Face:
        """The font of this style."""
        return face(self.font)


_BOLD = "QCDesk-Bold"
GREY = "0.36 g"
WHITE = "1 g"
RED = "0.62 0.06 0.09 rg"

FINE = Style(6.2, 8, colour=GREY)
FINE_INK = Style(6.2, 8)
LABEL = Style(6.2, 8.2, colour=GREY)
SMALL = Style(6.8, 8.8, colour=GREY)
SMALL_INK = Style(6.8, 8.8)
SMALL_BOLD = Style(6.8, 8.8, _BOLD)
BODY = Style(7.8, 10.2)
BODY_BOLD = Style(7.8, 10.2, _BOLD)
BODY_GREY = Style(7.8, 10.2, colour=GREY)
BODY_WHITE = Style(7.8, 10.2, _BOLD, WHITE)
FAIL = Style(7.8, 10.2, _BOLD, RED)
LEAD = Style(9.5, 12.4)
LEAD_BOLD = Style(9.5, 12.4, _BOLD)
HEADING = Style(11.5, 15, _BOLD)
LETTER = Style(10, 14.4)
LETTER_BOLD = Style(10, 14.4, _BOLD)
LETTER_GREY = Style(8.6, 12, colour=GREY)
SUBJECT = Style(13, 17, _BOLD)
NUMBER = Style(15, 18, _BOLD)
FIGURE = Style(15, 18, _BOLD)
