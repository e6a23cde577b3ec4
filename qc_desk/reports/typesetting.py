"""Text into lines: breaks at blanks, inside a word only when it is wider than the column."""

from collections import defaultdict

from qc_desk.reports.lettering import Style
from qc_desk.reports.right_to_left import in_visual_order
from qc_desk.reports.visible import visible

Line = tuple[float, float, Style, str]  # baseline below the top, left edge, style, words
Stack = list[tuple[str, Style]]  # paragraphs, one below the other


class Typesetter:
    """Sets the texts of one report; what it has set once it does not set again."""

    def __init__(self) -> None:
        self._set: dict[tuple[Style, float], dict[str, tuple[str, ...]]] = defaultdict(dict)

    def lines(self, text: str, style: Style, width: float) -> tuple[str, ...]:
        """Return the text in lines no wider than the column, ready to be drawn."""
        column = self._set[style, width]
        known = column.get(text)
        if known is None:
            known = column[text] = _broken(visible(text), style, width)
        return known

    def stack(self, paragraphs: Stack, x: float, width: float, top: float) -> list[Line]:
        """Return paragraphs one below the other in a column, beginning at a height."""
        set_lines: list[Line] = []
        for text, style in paragraphs:
            for line in self.lines(text, style, width):
                set_lines.append((top + style.size, x, style, line))
                top += style.leading
        return set_lines

    def fitted(self, text: str, style: Style, width: float) -> str:
        """Return the text on one line, its end replaced by an ellipsis when it is too long."""
        shown = visible(" ".join(text.split("\n"))).replace("\n", " ")
        if style.face.width(shown) * style.size <= width:
            return in_visual_order(shown)
        room = width / style.size - style.face.advances["…"]
        return in_visual_order(shown[: _reach(shown, style, room)].rstrip() + "…")


def shortened(text: str, count: int) -> str:
    """Return at most so many letters, the last one an ellipsis when there were more."""
    return text if len(text) <= count else f"{text[: count - 1]}…"


def height(lines: list[Line]) -> float:
    """Return how far down a stack of lines reaches."""
    return max(
        (baseline - style.size + style.leading for baseline, _, style, _ in lines), default=0
    )


def _broken(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Break a text into lines, paragraph by paragraph."""
    room = width / style.size
    broken: list[str] = []
    for paragraph in text.split("\n"):
        if style.face.width(paragraph) <= room:
            broken.append(paragraph)
        else:
            broken.extend(_filled(paragraph, style, room))
    while broken and not broken[-1].strip():
        broken.pop()
    return tuple(map(in_visual_order, broken))


def _filled(paragraph: str, style: Style, room: float) -> list[str]:
    """Fill lines with the words of a paragraph."""
    wide = style.face.word_width
    blank = style.face.advances[" "]
    filled: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in paragraph.split(" "):
        width = wide(word)
        if line and used + blank + width > room:
            filled.append(" ".join(line))
            line, used = [], 0.0
        if width > room:
            *pieces, word = _chopped(word, style, room)  # noqa: PLW2901 (the rest of the word)
            filled.extend(pieces)
            width = wide(word)
        used += width + (blank if line else 0)
        line.append(word)
    filled.append(" ".join(line))
    return filled


def _chopped(word: str, style: Style, room: float) -> list[str]:
    """Chop a word that is wider than the column."""
    pieces = []
    while word:
        reach = max(1, _reach(word, style, room))
        pieces.append(word[:reach])
        word = word[reach:]
    return pieces


def _reach(text: str, style: Style, room: float) -> int:
    """Return how many letters from the beginning fit."""
    advances = style.face.advances
    for count, letter in enumerate(text):
        room -= advances[letter]
        if room < 0:
            return count
    return len(text)
