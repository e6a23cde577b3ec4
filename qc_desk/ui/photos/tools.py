"""The tools to draw over a photo: large enough for gloves, each with its word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from qc_desk.domain.overlay import LONGEST_TEXT, Ink, ShapeKind
from qc_desk.i18n import N_, _, headed
from qc_desk.ui.buttons import Button
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import BEFORE_TEXT
from qc_desk.ui.photos.painting import colour
from qc_desk.ui.theme import TARGET

_PICTURES = {
    ShapeKind.ARROW: "move-up-right",
    ShapeKind.CIRCLE: "circle",
    ShapeKind.BOX: "square",
    ShapeKind.TEXT: "type",
}
_ACTS = {
    "undo": ("undo-2", N_("Undo"), "Ctrl+Z"),
    "redo": ("redo-2", N_("Redo"), "Ctrl+Y"),
    "remove": ("trash-2", N_("Remove the chosen mark"), ""),
}
_SIZES = {
    "larger": ("zoom-in", N_("Larger"), "Ctrl++"),
    "smaller": ("zoom-out", N_("Smaller"), "Ctrl+-"),
    "whole": ("maximize", N_("The whole photo"), "Ctrl+0"),
}


class Tools(QWidget):
    """What is drawn, in which colour, and what can be done with it."""

    tool_chosen = Signal(object)  # a ShapeKind, or None: move what is there
    ink_chosen = Signal(object)
    typed = Signal(str)
    asked = Signal(str)  # undo, redo, remove, larger, smaller, whole

    def __init__(self, *, may_draw: bool) -> None:
        """Lay out the tools; only those for looking where nothing can be drawn."""
        super().__init__()
        self.tools: dict[ShapeKind | None, Button] = {}
        self.inks: dict[Ink, Button] = {}
        self.acts: dict[str, Button] = {}
        self.text = QLineEdit(maxLength=LONGEST_TEXT)
        self.text.setMinimumHeight(TARGET)
        self.text.setMinimumWidth(220)
        self.text.setPlaceholderText(_("Text on the photo"))
        self.text.setAccessibleName(_("Text on the photo"))
        self.text.textEdited.connect(self.typed)
        flow = Flow(self)
        if may_draw:
            self._add_tools(flow)
            self._add_inks(flow)
            flow.addWidget(self.text)
            self._add_acts(flow, _ACTS)
        else:
            self.text.setParent(self)
            self.text.hide()
        self._add_acts(flow, _SIZES)

    def show_state(self, *, undo: bool, redo: bool, chosen: bool) -> None:
        """Allow what can be done now."""
        for name, can in (("undo", undo), ("redo", redo), ("remove", chosen)):
            if name in self.acts:
                self.acts[name].setEnabled(can)

    def show_text(self, text: str | None) -> None:
        """Show the words of the chosen text; None where no text is chosen."""
        self.text.setVisible(text is not None)
        if text is not None and self.text.text() != text:
            self.text.setText(text)

    def _add_tools(self, flow: Flow) -> None:
        group = QButtonGroup(self)
        wanted: list[tuple[ShapeKind | None, str, str]] = [
            (kind, headed(kind.label), picture) for kind, picture in _PICTURES.items()
        ]
        wanted.append((None, _("Move"), "move"))
        for kind, words, picture in wanted:
            made = Button(words, "chip", picture)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setMinimumSize(TARGET, TARGET)
            made.setChecked(kind is ShapeKind.ARROW)
            made.clicked.connect(lambda _on=False, kind=kind: self.tool_chosen.emit(kind))
            group.addButton(made)
            self.tools[kind] = made
            flow.addWidget(made)

    def _add_inks(self, flow: Flow) -> None:
        group = QButtonGroup(self)
        for ink in Ink:
            made = Button(headed(ink.label), "chip")
            made.setIcon(_swatch(ink))
            made.setIconSize(BEFORE_TEXT)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setMinimumSize(TARGET, TARGET)
            made.setChecked(ink is Ink.RED)
            made.clicked.connect(lambda _on=False, ink=ink: self.ink_chosen.emit(ink))
            group.addButton(made)
            self.inks[ink] = made
            flow.addWidget(made)

    def _add_acts(self, flow: Flow, acts: dict[str, tuple[str, str, str]]) -> None:
        for name, (picture, words, keys) in acts.items():
            made = Button("", "", picture)
            made.setAutoDefault(False)
            made.setFixedSize(TARGET, TARGET)
            made.setAccessibleName(_(words))
            made.setToolTip(f"{_(words)} ({keys})" if keys else _(words))
            if keys:
                made.setShortcut(keys)
            made.clicked.connect(lambda _on=False, name=name: self.asked.emit(name))
            self.acts[name] = made
            flow.addWidget(made)


def _swatch(ink: Ink) -> QIcon:
    """Return a spot of the colour with its white edge."""
    drawn = QPixmap(BEFORE_TEXT * 2)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("#7d8b99"))
    painter.setBrush(QColor("white"))
    painter.drawEllipse(3, 3, 34, 34)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink))
    painter.drawEllipse(8, 8, 24, 24)
    painter.end()
    drawn.setDevicePixelRatio(2)
    return QIcon(drawn)
