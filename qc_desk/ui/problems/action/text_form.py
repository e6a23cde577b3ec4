"""Disciplines that are told in words: danger, description, closing."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from qc_desk.domain.disciplines import DisciplinePlace
from qc_desk.domain.loop_words import Discipline, DisciplinePart
from qc_desk.i18n import _, format_datetime
from qc_desk.services import corrective_actions
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import confirm
from qc_desk.ui.fields import NoteField
from qc_desk.ui.forms import Form
from qc_desk.ui.problems.action.forms import DisciplineForm
from qc_desk.ui.problems.action.work import Work
from qc_desk.ui.theme import Type

_LONGEST = 50_000


class TextForm(DisciplineForm):
    """One text; what stood there before stays to be read."""

    def __init__(self, work: Work, discipline: Discipline) -> None:
        """Show the text, with an editor for those who may write."""
        super().__init__(work, discipline)
        self.form = Form()
        note = NoteField(_("In our own words"), longest=_LONGEST)
        note.set_text(self.row.text)
        note.note.setMinimumHeight(180)
        self.note = self.form.add("text", note)
        if work.detail.may_write:
            self.body.addWidget(self.form)
            self.keep_form(self.form, "text")
            self.save = button(_("Save"), self.write, "primary", "save")
            self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.body.addWidget(words(self.row.text or _("Nothing is written here yet.")))
        self._add_history()

    def write(self) -> None:
        """Write the text."""
        place, text = DisciplinePlace(self.discipline), self.note.text()
        self.submit(
            self.form,
            lambda s, by, at: corrective_actions.write(s, self.work.id, place, text, by, at),
        )

    def _add_history(self) -> None:
        """Show who wrote it, and what stood there before."""
        texts = [each for each in self.row.history if each.part is DisciplinePart.TEXT]
        person = self.work.kit.presence.person
        zone = person.zone if person is not None else "UTC"
        for number, each in enumerate(reversed(texts)):
            said = f"{each.by} · {format_datetime(each.at, zone)}"
            if number:
                said = f"{said}\n{each.words or '—'}"
            self.body.addWidget(words(said, Type.SMALL, quiet=True))


class ClosingForm(TextForm):
    """What was learnt; then the whole corrective action is closed."""

    def __init__(self, work: Work, discipline: Discipline) -> None:
        """Offer to close it, or say what stands in the way."""
        super().__init__(work, discipline)
        self.close_button: Button | None = None
        if work.detail.may_close:
            self.close_button = button(
                _("Close the corrective action…"), self._close, "", "circle-check"
            )
            self.body.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        elif work.detail.why_not_close:
            self.body.addWidget(words(work.detail.why_not_close))

    def _close(self) -> None:
        """Close it, once the person has said so."""
        name = self.work.detail.name
        if confirm(
            self.work.page,
            _("Close {action}?").format(action=name),
            _("All disciplines are complete, and its problem is proven solved."),
            do=_("Close the corrective action"),
            leave=_("Go back"),
            danger=False,
        ):
            seen = self.work.detail.seen
            self.work.change(lambda s, by, at: corrective_actions.close(s, seen, by, at))


MADE_OF_TEXT: dict[Discipline, Callable[[Work, Discipline], DisciplineForm]] = {
    Discipline.D0: TextForm,
    Discipline.D2: TextForm,
    Discipline.D8: ClosingForm,
}
