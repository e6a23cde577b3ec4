"""The contents of Settings: its sections below each other, in groups."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _
from qc_desk.ui.buttons import Button
from qc_desk.ui.overrides import override
from qc_desk.ui.settings.section import Entry
from qc_desk.ui.theme import RADIUS, SPACE_M, SPACE_XS, TARGET, WARDROBE, Type, colours_now, font

_MARGIN = 28  # px beside the longest title


class Contents(QScrollArea):
    """Buttons for the sections; arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, groups: Sequence[tuple[str, Sequence[Entry]]]) -> None:
        """Show groups of sections, each below its caption."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, (caption, entries) in enumerate(groups):
            column.addSpacing(SPACE_M if number else 0)
            column.addWidget(_caption(caption))
            for entry in entries:
                column.addWidget(self._button(entry))
        column.addStretch(1)
        self.setWidget(inside)
        self.setFixedWidth(inside.sizeHint().width() + _MARGIN)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def select(self, name: str) -> None:
        """Mark a section as the one shown."""
        self.buttons[name].setChecked(True)
        self.ensureWidgetVisible(self.buttons[name])

    def _button(self, entry: Entry) -> Button:
        """Return the button of a section."""
        made = Button(_(entry.title), "contents", entry.icon)
        made.setCheckable(True)
        made.setFixedHeight(TARGET)
        made.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
        self._group.addButton(made)
        self.buttons[entry.name] = made
        return made

    def dress(self) -> None:
        """Take the colours in force."""
        colours = colours_now()
        self.setStyleSheet(
            'QPushButton[kind="contents"] { text-align: left; font-weight: normal;'
            " background: transparent; border: 2px solid transparent; padding: 0 8px;"
            f" min-height: 40px; border-radius: {RADIUS}px; }}"
            f' QPushButton[kind="contents"]:hover {{ background: {colours.raised}; }}'
            f' QPushButton[kind="contents"]:checked {{ background: {colours.selection};'
            " font-weight: bold; }"
            f' QPushButton[kind="contents"]:focus {{ border-color: {colours.focus}; }}'
        )

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the focused section in sight."""
        moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if focused is not None:
            self.ensureWidgetVisible(focused)
        return moved


def _caption(text: str) -> QLabel:
    """Return the caption of a group."""
    caption = QLabel(text)
    caption.setFont(font(Type.SMALL))
    caption.setProperty("quiet", "true")
    caption.setContentsMargins(10, SPACE_XS, 0, SPACE_XS)
    return caption
