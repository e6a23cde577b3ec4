"""What a lead says about training: who was there, and where it is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from qc_desk.i18n import _
from qc_desk.services.training_matrix import Standing
from qc_desk.ui.cards import empty, words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField, NoteField
from qc_desk.ui.theme import SPACE_S, TARGET
from qc_desk.ui.training.looks import standing_words, subject_words

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow
    from qc_desk.services.training_matrix import Matrix
    from qc_desk.services.trainings import Subject

_LEAST = 108  # px, of a list of people: at 150 % a screen has 533 px for the whole dialog
_HEIGHT = 620  # px, where there is room


class NoteDialog(Dialog):
    """Who was trained on what; several people at once, as they sat together."""

    def __init__(
        self,
        parent: QWidget,
        matrix: "Matrix",
        by: int,
        subject: "Subject | None" = None,
        person: int | None = None,
    ) -> None:
        """Offer what is in force and everybody who was not trained on it yet."""
        super().__init__(
            parent,
            _("Note a training"),
            _("You say that you have trained them. Each of them confirms it for themselves."),
        )
        self._matrix, self._by, self._person = matrix, by, person
        choices = [(row.subject, subject_words(row)) for row in matrix.subjects]
        self.subject: ChoiceField[Subject] = ChoiceField(_("Trained on"), choices, required=True)
        self.boxes: dict[int, QCheckBox] = {}
        self._people = QVBoxLayout()
        self._people.setSpacing(SPACE_S)
        self.note = NoteField(
            _("Note"), hint=_("If you note your own training, say how you learned it.")
        )
        self.body.addWidget(self.subject)
        self.note.note.setMinimumHeight(56)
        self.note.note.setMaximumHeight(72)
        self.body.addWidget(_scrolling(self._people), stretch=1)
        self.body.addWidget(self.note)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Note the training"), "primary", "user-check")
        self.subject.changed.connect(self._offer_people)
        self.note.changed.connect(self._look)
        self.subject.choose(subject or (choices[0][0] if len(choices) == 1 else None))
        self._offer_people()
        _take_room(self)

    def chosen(self) -> list[int]:
        """Return who was trained."""
        return [person_id for person_id, box in self.boxes.items() if box.isChecked()]

    def _offer_people(self) -> None:
        """Offer those who were not trained on it; the others need no training."""
        empty(self._people)
        self.boxes.clear()
        subject = self.subject.value()
        if subject is not None:
            self._offer_untrained(subject)
        self._people.addStretch(1)
        self._look()

    def _offer_untrained(self, subject: "Subject") -> None:
        for person in self._matrix.people:
            cell = self._matrix.cells[person.id, subject]
            if cell.trained_at is not None:
                continue
            box = QCheckBox(f"{person.name} – {standing_words(cell)}")
            box.setMinimumHeight(TARGET)
            alone = self._person is None and cell.standing is Standing.OUTDATED
            box.setChecked(alone or person.id == self._person)
            box.toggled.connect(self._look)
            self.boxes[person.id] = box
            self._people.addWidget(box)
        if not self.boxes:
            self._people.addWidget(words(_("Everybody was trained on it."), quiet=True))

    def _look(self) -> None:
        """Allow the deed once somebody is chosen, and oneself only with a note."""
        chosen = self.chosen()
        oneself = self._by in chosen and not self.note.text().strip()
        self.note.mark(_("Say how you learned it yourself.") if oneself else "")
        self.deed.setEnabled(bool(chosen) and not oneself and not self.note.wrong())


class AskDialog(Dialog):
    """Which checklists only trained people may check by."""

    def __init__(self, parent: QWidget, rows: "list[ChecklistRow]") -> None:
        """Offer every checklist."""
        super().__init__(
            parent,
            _("Who may check?"),
            _("Where you ask for it, only people who are trained on the version in force and have"
              " confirmed it can take a seat. Checks that have begun go on."),
        )  # fmt: skip
        self.boxes: dict[int, QCheckBox] = {}
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        for row in rows:
            box = QCheckBox(_("Only trained people check by “{title}”").format(title=row.title))
            box.setMinimumHeight(TARGET)
            box.setChecked(row.requires_training)
            self.boxes[row.id] = box
            column.addWidget(box)
        column.addStretch(1)
        self.body.addWidget(_scrolling(column), stretch=1)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Keep it like this"), "primary", "check")
        _take_room(self)


def _take_room(dialog: Dialog) -> None:
    """Open as high as the list wants, and no higher than the screen."""
    room = dialog.screen().availableGeometry().height() - TARGET
    dialog.resize(dialog.sizeHint().width(), min(_HEIGHT, room))


def _scrolling(column: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setLayout(column)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(_LEAST)
    area.setWidget(inside)
    return area
