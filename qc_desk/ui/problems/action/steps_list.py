"""The eight disciplines as steps: which are complete, and what the others lack."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.loop_words import Discipline
from qc_desk.i18n import _
from qc_desk.services.corrective_action_lists import CorrectiveActionDetail, DisciplineRow
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.states import Look
from qc_desk.ui.theme import (
    RADIUS,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    TARGET,
    WARDROBE,
    Tone,
    Type,
    colours_now,
)

WIDTH = 296  # px
_CHANGES = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class StepsList(QScrollArea):
    """The steps below each other; where there is little room, as chips beside each other."""

    chosen = Signal(object)

    def __init__(self) -> None:
        """Make a step for each discipline."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(WIDTH)
        group = QButtonGroup(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_XS)
        self.steps: dict[Discipline, Step] = {}
        for each in Discipline:
            step = self.steps[each] = Step()
            step.clicked.connect(lambda _on=False, each=each: self.chosen.emit(each))
            group.addButton(step)
            column.addWidget(step)
        column.addStretch(1)
        self.setWidget(inside)
        self.chips = self._make_chips()

    def _make_chips(self) -> QWidget:
        """Make the same steps as chips."""
        whole = QWidget()
        flow = Flow(whole)
        group = QButtonGroup(whole)
        self.small: dict[Discipline, Button] = {}
        for each in Discipline:
            chip = self.small[each] = Button(each.label.partition(" ")[0], "chip", "circle-dashed")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, each=each: self.chosen.emit(each))
            group.addButton(chip)
            flow.addWidget(chip)
        return whole

    def show_state(self, detail: CorrectiveActionDetail, chosen: Discipline) -> None:
        """Show what is complete, and which step is chosen."""
        for row in detail.disciplines:
            each = row.discipline
            self.steps[each].show_row(row)
            self.steps[each].setChecked(each is chosen)
            chip = self.small[each]
            chip.picture(step_look(row)[1])
            chip.setAccessibleName(f"{each.label}: {step_words(row)}")
            chip.setToolTip(chip.accessibleName())
            chip.setChecked(each is chosen)


class Step(QPushButton):
    """One discipline: its icon, its name, and what it lacks."""

    def __init__(self) -> None:
        """Begin without words."""
        super().__init__()
        self.setObjectName("step")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._look: Look = (Tone.CALM, "circle-dashed")
        self._picture = QLabel()
        self.title = words("", Type.STRONG)
        self.lacks = words("", Type.SMALL)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_M, SPACE_XS, SPACE_S, SPACE_XS)
        across.setSpacing(SPACE_M)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(lines, stretch=1)
        for label in (self.title, self.lacks):
            lines.addWidget(label)
        for label in (self._picture, self.title, self.lacks):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        WARDROBE.changed.connect(self.dress)
        self.toggled.connect(self.dress)

    def show_row(self, row: DisciplineRow) -> None:
        """Show the state of a discipline."""
        self._look = step_look(row)
        self.title.setText(row.discipline.label)
        self.lacks.setText(step_words(row))
        self.setAccessibleName(f"{row.discipline.label}: {step_words(row)}")
        self.dress()
        self._fit()

    def dress(self) -> None:
        """Wear the colours of the state."""
        tone, picture = self._look
        colours = colours_now()
        ink = colours.ink(tone)
        self._picture.setPixmap(pixmap(picture, ink.text, 22))
        ground = colours.selection if self.isChecked() else colours.surface
        edge = colours.accent if self.isChecked() else colours.line
        self.setStyleSheet(
            f"#step {{ background: {ground}; border: 1px solid {edge};"
            f" border-left: 5px solid {ink.solid}; padding: 0;"
            " border-top-left-radius: 0; border-bottom-left-radius: 0;"
            f" border-top-right-radius: {RADIUS}px; border-bottom-right-radius: {RADIUS}px; }}"
            f" #step:focus {{ border: 2px solid {colours.focus};"
            f" border-left: 5px solid {ink.solid}; }}"
            f" #step QLabel {{ background: transparent; color: {colours.text}; }}"
        )

    def _fit(self) -> None:
        """Be as high as the words need."""
        inside = self.layout()
        if inside is not None and self.width() > TARGET:
            needed = max(TARGET, inside.heightForWidth(self.width()))
            if needed != self.minimumHeight():
                self.setFixedHeight(needed)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the room of the words."""
        return QSize(4 * TARGET, TARGET)

    @override
    def event(self, event: QEvent) -> bool:
        """Break the words anew whenever their room or their letters change."""
        answer = super().event(event)
        if event.type() in _CHANGES:
            self._fit()
        return answer


def step_look(row: DisciplineRow) -> Look:
    """Return how a discipline looks: complete, not needed, or lacking something."""
    if row.discipline is Discipline.D0 and not row.text:
        return Tone.CALM, "circle-minus"
    return (Tone.PASS, "circle-check") if row.complete else (Tone.WARN, "circle-dashed")


def step_words(row: DisciplineRow) -> str:
    """Return whether a discipline is complete, or what it lacks."""
    if row.discipline is Discipline.D0 and not row.text:
        return _("Only where there is danger")
    if row.complete:
        return _("Complete")
    return _("Lacks: {what}").format(what=row.missing)
