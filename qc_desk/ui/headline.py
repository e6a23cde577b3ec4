"""The headline of a page: title, sentence and buttons, each where there is room for it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_M, TARGET, Type, font

_CLOSE = 2  # px between the title and its sentence


class Headline(QWidget):
    """Title and sentence with buttons at the right; where it is narrow, the buttons go below.

    No word is cut: the title breaks its line, and buttons go on to the next line.
    """

    def __init__(self, title: str, lead: str = "", *, own_line: bool = False) -> None:
        """Say a title and a sentence, which may have its ``own_line`` below everything."""
        super().__init__()
        self.title, self.lead = _label(title), _label(lead)
        self.title.setFont(font(Type.TITLE))
        self.lead.setProperty("quiet", "true")
        self.lead.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lead.setVisible(bool(lead))
        self._buttons = QWidget()
        self.verbs = Flow(self._buttons, SPACE_M)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setLayout(_Lines(self.title, self.lead, (self._buttons, self.verbs), own_line))

    def say_lead(self, lead: str) -> None:
        """Put a sentence under the title, or none."""
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))


class _Lines(QLayout):
    """Puts a title, its sentence and its buttons where their words have room."""

    def __init__(
        self,
        title: QLabel,
        lead: QLabel,
        buttons: tuple[QWidget, Flow],
        own_line: bool,  # noqa: FBT001 (private, said once)
    ) -> None:
        """Arrange these."""
        super().__init__()
        self._title, self._lead, self._own_line = title, lead, own_line
        self._buttons, self._verbs = buttons
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # of widths: a window asks a thousand times a page
        self.setContentsMargins(0, 0, 0, 0)
        for part in (title, lead, self._buttons):
            self.addWidget(part)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Take one of the three parts."""
        self._items.append(item)

    @override
    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a part; None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a part back; None beyond the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        """Say that a narrow room needs more lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return how high title, sentence and buttons are in a room of this width."""
        if width not in self._heights:
            self._heights[width] = max(room.bottom() + 1 for room in self._rooms(width))
        return self._heights[width]

    @override
    def invalidate(self) -> None:
        """Forget heights: a part has other words, or is shown or hidden."""
        self._heights.clear()
        super().invalidate()

    @override
    def sizeHint(self) -> QSize:
        """Return the least room that is enough."""
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        """Ask for a narrow room: whatever does not fit goes below."""
        return QSize(4 * TARGET, TARGET)

    @override
    def setGeometry(self, room: QRect) -> None:
        """Put the parts into a room."""
        super().setGeometry(room)
        rooms = self._rooms(room.width())
        for part, own in zip((self._title, self._lead, self._buttons), rooms, strict=True):
            part.setGeometry(own.translated(room.topLeft()))

    def _rooms(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Return where title, sentence and buttons go in a room that is so wide."""
        line = self._line()
        left = width - line - SPACE_L if line else width
        if _natural(self._title) > left:
            return self._below(width, has_buttons=line > 0)
        shown = not self._lead.isHidden()
        beside = shown and not self._own_line and _natural(self._lead) <= left
        title = self._title.heightForWidth(left)
        lead = self._lead.heightForWidth(left if beside else width) if shown else 0
        words = title + (_CLOSE + lead if beside else 0)
        first = max(words, TARGET if line or self._own_line else 0)
        top = (first - words) // 2
        under = top + title + _CLOSE if beside else first + self._gap()
        return (
            QRect(0, top, left, title),
            QRect(0, under, left if beside else width, lead),
            QRect(width - line, (first - TARGET) // 2, line, TARGET if line else 0),
        )

    def _below(self, width: int, *, has_buttons: bool) -> tuple[QRect, QRect, QRect]:
        """Return the rooms of parts below each other."""
        title = self._title.heightForWidth(width)
        lead = 0 if self._lead.isHidden() else self._lead.heightForWidth(width)
        below = title + (self._gap() + lead if lead else 0)
        buttons = self._verbs.heightForWidth(width) if has_buttons else 0
        return (
            QRect(0, 0, width, title),
            QRect(0, below - lead, width, lead),
            QRect(0, below + (SPACE_M if buttons else 0), width, buttons),
        )

    def _gap(self) -> int:
        """Return the space between the title and its sentence."""
        return SPACE_M if self._own_line else _CLOSE

    def _line(self) -> int:
        """Return how wide the buttons are beside each other."""
        parts = self._buttons.findChildren(QPushButton)
        widths = [each.sizeHint().width() for each in parts if not each.isHidden()]
        return sum(widths) + SPACE_M * (len(widths) - 1) if widths else 0


def _label(text: str) -> QLabel:
    """Return a label that shows exactly these words, on as many lines as they need."""
    return QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)


def _natural(label: QLabel) -> int:
    """Return how wide a label's words are on one line."""
    return label.fontMetrics().horizontalAdvance(label.text()) + 1
