"""The steps of a complaint as buttons, sentences and questions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qc_desk.domain.loop_words import ComplaintOutcome, ComplaintStatus
from qc_desk.i18n import N_, _, headed
from qc_desk.services import complaints
from qc_desk.services.complaint_details import ComplaintDetail, NextStep
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField, NoteField, TextField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


@dataclass(frozen=True)
class StepWords:
    """How a step is offered: its button, its icon, and what is asked."""

    button: str
    picture: str
    title: str
    text: str
    label: str
    needed: bool = False


STEPS = {
    ComplaintStatus.ACKNOWLEDGED: StepWords(
        N_("Acknowledge…"),
        "message-square",
        N_("Acknowledge {complaint}"),
        N_("Tell the customer that they were heard, and what happens next."),
        N_("What the customer was told"),
    ),
    ComplaintStatus.RESTATED: StepWords(
        N_("Say it back…"),
        "repeat",
        N_("Say {complaint} back"),
        N_("Say it in our own words, and ask: is that it, and what do you want?"),
        N_("The complaint in our own words"),
        needed=True,
    ),
    ComplaintStatus.INVESTIGATING: StepWords(
        N_("Begin to investigate…"),
        "search",
        N_("Look for the cause of {complaint}"),
        N_("Say who looks, and where first."),
        N_("What is looked at first"),
    ),
    ComplaintStatus.ANSWERED: StepWords(
        N_("Answer…"),
        "send",
        N_("Answer {complaint}"),
        N_("Say what was found and what is done about it."),
        N_("The answer to the customer"),
        needed=True,
    ),
    ComplaintStatus.CLOSED: StepWords(
        N_("Close…"),
        "circle-check",
        N_("Close {complaint}"),
        N_("Nothing is lost: it can still be disputed and opened again."),
        N_("What is to be remembered"),
    ),
    ComplaintStatus.DISPUTED: StepWords(
        N_("The customer disputes it…"),
        "message-square-warning",
        N_("{complaint} is disputed"),
        N_("Write down what the customer does not accept, in their words."),
        N_("Words of the customer"),
        needed=True,
    ),
    ComplaintStatus.REOPENED: StepWords(
        N_("Open again…"),
        "rotate-ccw",
        N_("Open {complaint} again"),
        N_("The earlier outcome no longer counts; its story stays."),
        N_("What is done differently now"),
    ),
}

_SENTENCES = {
    ComplaintStatus.RECEIVED: N_("The customer does not know yet that they were heard."),
    ComplaintStatus.ACKNOWLEDGED: N_(
        "Say it back in our own words, and ask what they want, before anybody looks for causes."
    ),
    ComplaintStatus.RESTATED: N_(
        "Both sides mean the same now. Look for the batch and the cause."
    ),
    ComplaintStatus.INVESTIGATING: N_(
        "Confirm or refute every suspected batch; then the customer gets an answer."
    ),
    ComplaintStatus.ANSWERED: N_("Close it once every promise is kept."),
    ComplaintStatus.CLOSED: N_("Both sides are done with it."),
    ComplaintStatus.DISPUTED: N_("The customer does not accept the answer. Open it again."),
    ComplaintStatus.REOPENED: N_("Say it back again: what was not understood the first time?"),
}


def sentence(detail: ComplaintDetail) -> str:
    """Return what comes next, and why this person cannot do it if they cannot."""
    said = _(_SENTENCES[detail.status])
    first = detail.next_steps[0] if detail.next_steps else None
    return f"{said} {first.refusal}" if first is not None and first.refusal else said


class StepDialog(Dialog):
    """Asks what a step needs: words, who agreed, the outcome."""

    def __init__(self, parent: QWidget | None, detail: ComplaintDetail, step: NextStep) -> None:
        """Ask for a step of this complaint."""
        told = STEPS[step.status]
        super().__init__(parent, _(told.title).format(complaint=detail.name), _(told.text))
        self.status = step.status
        self.outcome: ChoiceField[ComplaintOutcome] | None = None
        self.agreed_by: TextField | None = None
        if step.status is ComplaintStatus.ANSWERED:
            choices = [(each, headed(each.label)) for each in ComplaintOutcome]
            self.outcome = ChoiceField(_("What came out"), choices, required=True)
            self.body.addWidget(self.outcome)
        self.words = NoteField(_(told.label), longest=50_000, required=told.needed)
        self.body.addWidget(self.words)
        if step.status is ComplaintStatus.RESTATED:
            self.agreed_by = TextField(
                _("Who agreed, at the customer's"), required=True, hint=_("Yes, that is it.")
            )
            self.agreed_by.set_text(detail.told_by)
            self.body.addWidget(self.agreed_by)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_(told.button).removesuffix("…"), "primary", told.picture)
        self.words.editor.setFocus()

    @override
    def accept(self) -> None:
        """End only when everything that is needed is there."""
        fields = [each for each in (self.outcome, self.words, self.agreed_by) if each is not None]
        wrong = [each for each in fields if each.show_wrong()]
        if wrong:
            wrong[0].editor.setFocus()
            return
        super().accept()

    def draft(self) -> dict[str, str]:
        """Return what is typed, to be put back when the question comes again."""
        kept = {"words": self.words.text()}
        if self.agreed_by is not None:
            kept["agreed_by"] = self.agreed_by.text()
        return kept

    def put_back(self, draft: dict[str, str]) -> None:
        """Type again what was typed earlier."""
        self.words.set_text(draft.get("words", ""))
        if self.agreed_by is not None and draft.get("agreed_by"):
            self.agreed_by.set_text(draft["agreed_by"])


def take_step(kit: Kit, parent: QWidget, detail: ComplaintDetail, step: NextStep) -> None:
    """Ask for a step and take it; what was typed and not kept is there the next time."""
    if step.refusal is not None:
        kit.messages.refuse(step.refusal)
        return
    dialog = StepDialog(parent, detail, step)
    key = f"complaint/{detail.id}/{step.status.value}"
    dialog.put_back(kit.drafts.get(key) or {})
    if dialog.exec() != Dialog.DialogCode.Accepted:
        kit.drafts.keep(key, dialog.draft())
        return
    person = kit.presence.person
    by, at = (person.person_id if person is not None else 0), kit.records.now()
    act = _act(dialog, detail.id, by, at)

    def take(session: "Session") -> bool:
        act(session)
        return True

    if kit.records.change(take):
        kit.drafts.forget(key)
    else:
        kit.drafts.keep(key, dialog.draft())


def _act(
    dialog: StepDialog, complaint_id: int, by: int, at: datetime
) -> "Callable[[Session], None]":
    """Return what takes the step with what was entered."""
    words = dialog.words.text()
    if dialog.outcome is not None:
        answer = complaints.AnswerEntry(words=words, outcome=dialog.outcome.value())
        return lambda s: complaints.answer(s, complaint_id, answer, by, at)
    if dialog.agreed_by is not None:
        said = complaints.Restatement(words=words, agreed_by=dialog.agreed_by.text())
        return lambda s: complaints.restate(s, complaint_id, said, by, at)
    plain = {
        ComplaintStatus.ACKNOWLEDGED: complaints.acknowledge,
        ComplaintStatus.INVESTIGATING: complaints.investigate,
        ComplaintStatus.CLOSED: complaints.close,
        ComplaintStatus.DISPUTED: complaints.dispute,
        ComplaintStatus.REOPENED: complaints.reopen,
    }[dialog.status]
    return lambda s: plain(s, complaint_id, words, by, at)
