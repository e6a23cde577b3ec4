"""What the forms of a corrective action work with: the record, the page, and what is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qc_desk.domain.loop_words import Discipline
from qc_desk.i18n import N_, _, quoted
from qc_desk.services import corrective_actions
from qc_desk.services.corrective_action_lists import (
    ActionRow,
    CorrectiveActionDetail,
    DisciplineRow,
)
from qc_desk.ui.fields import NoteField
from qc_desk.ui.pages import Kit
from qc_desk.ui.problems.asking import Question, ask

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


@dataclass(frozen=True)
class Work:
    """A corrective action exactly as it is shown to the person signed in."""

    kit: Kit
    page: QWidget
    detail: CorrectiveActionDetail

    @property
    def id(self) -> int:
        """Its number in the record."""
        return self.detail.seen.corrective_action_id

    def key(self, discipline: Discipline, what: str = "text") -> str:
        """The key of a draft."""
        return f"corrective_action/{self.id}/{discipline.value}/{what}"

    def row(self, discipline: Discipline) -> DisciplineRow:
        """A discipline as it stands."""
        return next(each for each in self.detail.disciplines if each.discipline is discipline)

    def change(self, act: "Callable[[Session, int, datetime], object]") -> bool:
        """Change the record in the name of the person signed in; false when it was refused."""
        person, at = self.kit.presence.person, self.kit.records.now()
        by = person.person_id if person is not None else 0

        def carry_out(session: "Session") -> bool:
            act(session, by, at)
            return True

        return bool(self.kit.records.change(carry_out))


@dataclass(frozen=True)
class Asking:
    """How a deed on an action is called and asked for (all marked)."""

    words: str
    picture: str
    text: str
    label: str
    service: Callable[..., None]


DONE = Asking(
    N_("Done…"),
    "check",
    N_("Say how one can see it: a photo, a document, a place."),
    N_("Evidence"),
    corrective_actions.finish,
)
VERIFY = Asking(
    N_("Verify…"),
    "badge-check",
    N_("You have looked yourself, and had no part in it."),
    N_("What you saw"),
    corrective_actions.verify,
)
CANCEL = Asking(
    N_("Cancel…"),
    "ban",
    N_("A cancelled action does not count as done. It stays to be read."),
    N_("Reason"),
    corrective_actions.cancel,
)


def deeds(row: ActionRow) -> list[Asking]:
    """Return what this person can do with an action now."""
    found = []
    if row.may_finish:
        found.append(DONE)
    if row.may_verify:
        found.append(VERIFY)
    if row.may_cancel:
        found.append(CANCEL)
    return found


def do(work: Work, asking: Asking, row: ActionRow) -> None:
    """Ask for evidence or a reason, and note what became of an action."""
    verb = _(asking.words)
    question = Question(
        work.page,
        f"action/{row.id}/{asking.picture}",
        verb.removesuffix("…"),
        f"{quoted(row.text)}\n{_(asking.text)}",
    )
    note = question.form.add("words", NoteField(_(asking.label), required=True))
    question.finish(verb, asking.picture)
    ask(work.kit, question, lambda s, by, at: asking.service(s, row.id, note.text(), by, at))
