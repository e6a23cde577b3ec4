"""D4: why it occurred, why it escaped, and the sketch of causes."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from qc_desk.domain.disciplines import BRANCHES, MOST_PLACES, MOST_WHYS, DisciplinePlace
from qc_desk.domain.loop_words import Discipline, DisciplinePart
from qc_desk.i18n import N_, _, headed
from qc_desk.services import corrective_actions
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.fields import NoteField, TextField
from qc_desk.ui.forms import Cell, Form
from qc_desk.ui.problems.action.forms import DisciplineForm
from qc_desk.ui.problems.action.ishikawa import IshikawaView, Sketch
from qc_desk.ui.problems.action.work import Work
from qc_desk.ui.theme import SPACE_L, SPACE_S, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_LONGEST = 2000
_LOW = 112  # px
_CHAINS = (
    (DisciplinePart.WHY_OCCURRED, N_("Why did it occur?"), N_("Why did the defect come about?")),
    (DisciplinePart.WHY_ESCAPED, N_("Why did it escape?"), N_("Why did nobody catch it?")),
)


class CausesForm(DisciplineForm):
    """Two chains of whys, and the six branches with their picture."""

    def __init__(self, work: Work, discipline: Discipline) -> None:
        """Show both chains beside each other, and the sketch below."""
        super().__init__(work, discipline)
        detail = work.detail
        self.form = Form()
        self.before: dict[tuple[DisciplinePart, int], str] = {}
        for part, rows in (
            (DisciplinePart.WHY_OCCURRED, detail.why_occurred),
            (DisciplinePart.WHY_ESCAPED, detail.why_escaped),
            *detail.branches,
        ):
            self.before.update({(part, row.position): row.words for row in rows})
        self.chains: dict[DisciplinePart, WhyChain] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        for column, (part, title, first) in enumerate(_CHAINS):
            chain = WhyChain(self.form, part, _(title), _(first), self._rows(part))
            self.chains[part] = chain
            grid.addWidget(chain, 0, column)  # stretched: aligned, its lines would be squeezed
            grid.setColumnStretch(column, 1)
        self.form.column.addLayout(grid)
        self.form.column.addWidget(words(_("Cause-and-effect sketch"), Type.SECTION))
        self.sketch = IshikawaView(self._sketch_of({}))
        self.form.column.addWidget(self.sketch)
        self.branches = self._add_branches()
        self.body.addWidget(self.form)
        self.form.setEnabled(work.detail.may_write)
        if work.detail.may_write:
            self.keep_form(self.form, "causes")
            self.body.addWidget(
                button(_("Save the causes"), self.write, "primary", "save"),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        self._draw()

    def _rows(self, part: DisciplinePart) -> dict[int, str]:
        """Return what stands in a part, by its position."""
        return {at: told for (each, at), told in self.before.items() if each is part}

    def _add_branches(self) -> dict[DisciplinePart, NoteField]:
        """Offer a field for the causes of each branch, one cause on each line."""
        self.form.column.addWidget(words(_("One cause on each line."), Type.SMALL, quiet=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        made: dict[DisciplinePart, NoteField] = {}
        for number, branch in enumerate(BRANCHES):
            note = NoteField(headed(branch.label), longest=50_000)
            rows = self._rows(branch)
            note.set_text("\n".join(rows[at] for at in sorted(rows)))
            note.check = _too_many
            note.note.setFixedHeight(_LOW)
            made[branch] = self.form.add(branch.value, note, Cell(grid, number // 3, number % 3))
            note.changed.connect(self._draw)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.form.column.addLayout(grid)
        return made

    def _sketch_of(self, causes: "dict[DisciplinePart, Sequence[str]]") -> Sketch:
        detail = self.work.detail
        return Sketch(detail.title, causes)

    def _draw(self) -> None:
        """Draw what is typed."""
        self.sketch.show_sketch(
            self._sketch_of({part: lines(note) for part, note in self.branches.items()})
        )

    def entered(self) -> dict[tuple[DisciplinePart, int], str]:
        """Return what is typed, by its place."""
        found = {
            (part, at): text
            for part, chain in self.chains.items()
            for at, text in chain.entered().items()
        }
        for part, note in self.branches.items():
            found.update({(part, at): text for at, text in enumerate(lines(note), start=1)})
        return found

    def write(self) -> None:
        """Write what differs, all of it or nothing; what is gone is taken away."""
        now = self.entered()
        changed = {
            place: now.get(place, "")
            for place in {**self.before, **now}
            if now.get(place, "") != self.before.get(place, "")
        }

        def act(session: "Session", by: int, at: datetime) -> None:
            for (part, position), text in changed.items():
                place = DisciplinePlace(Discipline.D4, part, position)
                corrective_actions.write(session, self.work.id, place, text, by, at)

        self.submit(self.form, act)


class WhyChain(QWidget):
    """Up to seven whys: each answer leads to the next question."""

    def __init__(
        self, form: Form, part: DisciplinePart, title: str, first: str, rows: dict[int, str]
    ) -> None:
        """Show what is answered, and the next question."""
        super().__init__()
        self._first = first
        self.fields: list[TextField] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(words(title, Type.SECTION))
        for number in range(1, MOST_WHYS + 1):
            field = TextField(first, longest=_LONGEST)
            field.set_text(rows.get(number, ""))
            field.line.setCursorPosition(0)  # a long answer is read from its beginning
            # its question breaks into lines that are only known once its width is
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            form.add(f"{part.value}_{number}", field, column)
            field.changed.connect(self._lead_on)
            self.fields.append(field)
        column.addStretch(1)
        self._lead_on()

    def entered(self) -> dict[int, str]:
        """Return the answers by their place."""
        return {n: f.text().strip() for n, f in enumerate(self.fields, 1) if f.text().strip()}

    def _lead_on(self) -> None:
        """Ask why of each answer; one question more than there are answers."""
        last = max(self.entered(), default=0)
        before = ""
        for number, field in enumerate(self.fields, start=1):
            field.setVisible(number <= last + 1)
            asked = self._first
            if number > 1:
                asked = _("{number}. Why: “{answer}”?").format(number=number, answer=before or "…")
            field.label.setText(asked)
            field.editor.setAccessibleName(asked)
            before = field.text().strip()


def lines(note: NoteField) -> list[str]:
    """Return the causes that are typed, one on each line."""
    return [line.strip() for line in note.text().splitlines() if line.strip()]


def _too_many(text: str) -> str:
    """Say that a branch takes no more causes."""
    count = len([line for line in text.splitlines() if line.strip()])
    if count <= MOST_PLACES:
        return ""
    return _("At most {count} causes.").format(count=MOST_PLACES)
