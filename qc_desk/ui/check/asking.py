"""What is asked before an answer is kept or a check ends, with the usual reasons as chips."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from qc_desk.domain.vocabulary import Result, Seat
from qc_desk.i18n import _, ngettext
from qc_desk.services.check_sheets import CheckSheet, SheetItem
from qc_desk.ui.check.states import answer_words
from qc_desk.ui.dialogs import ask_reason, confirm


@dataclass(frozen=True)
class Words:
    """A note, and the reason for a change if there is one."""

    note: str = ""
    reason: str = ""


def answer(parent: QWidget, item: SheetItem, result: Result, note: str) -> Words | None:
    """Ask why an item is not applicable, or why an answer is replaced; None to leave it."""
    if result is not Result.NOT_APPLICABLE:
        return value(parent, item, note)
    usual = (
        _("Not part of this product"),
        _("Does not apply to this size"),
        _("Cannot be reached or measured here"),
        _("Agreed with the customer"),
    )
    why = ask_reason(
        parent,
        _("Why is this not applicable?"),
        item.title,
        usual,
        do=_("Save as not applicable"),
    )
    if why is None:
        return None
    said = f"{note}\n{why}" if note and why not in note else why
    return Words(said, why if item.answer is not None else "")


def value(parent: QWidget, item: SheetItem, note: str) -> Words | None:
    """Ask why an answer is replaced, if one stands there; None to leave it as it is."""
    if item.answer is None:
        return Words(note)
    reason = _why_changed(
        parent,
        item,
        (_("Pressed the wrong key"), _("Measured again"), _("Looked again"), _("Wrong unit")),
    )
    return None if reason is None else Words(note, reason)


def note(parent: QWidget, item: SheetItem, words: str) -> Words | None:
    """Ask why a note is changed."""
    reason = _why_changed(parent, item, (_("Added a detail"), _("Corrected the note")))
    return None if reason is None else Words(words, reason)


def _why_changed(parent: QWidget, item: SheetItem, usual: tuple[str, ...]) -> str | None:
    standing = item.answer
    if standing is None:
        return ""
    said = _("The answer “{answer}” by {person} stays in the record, with the new one beside it.")
    return ask_reason(
        parent,
        _("Why is the answer changed?"),
        said.format(answer=answer_words(standing, item), person=standing.by),
        usual,
        do=_("Save the change"),
    )


def withdrawal(parent: QWidget, sheet: CheckSheet) -> str | None:
    """Ask why a check is taken back."""
    return ask_reason(
        parent,
        _("Withdraw the check of batch {batch}?").format(batch=sheet.batch),
        _("The seat becomes free. What was recorded stays in the record."),
        (
            _("Wrong batch"),
            _("Wrong sample"),
            _("Somebody else takes over"),
            _("Batch is not finished yet"),
        ),
        do=_("Withdraw the check"),
    )


def about_missing_defects(parent: QWidget, sheet: CheckSheet) -> bool:
    """Ask before a check ends whose critical or major failures have no defect; true to go on."""
    count = len(sheet.without_defect)
    if not count:
        return True
    said = ngettext(
        "{count} critical or major item failed and has no defect."
        " The report will say less than you know.",
        "{count} critical or major items failed and have no defect."
        " The report will say less than you know.",
        count,
    )
    return confirm(
        parent,
        _("Without recording the defects?"),
        said.format(count=count),
        do=_("Go on without"),
        leave=_("Record the defects"),
    )


def beginning(parent: QWidget, batch: str, facts: str) -> bool:
    """Ask before the first seat of a batch is taken."""
    return confirm(
        parent,
        _("Begin the first check of batch {batch}?").format(batch=batch),
        facts,
        do=_("Begin first check"),
        leave=_("Not now"),
        danger=False,
    )


def submission(parent: QWidget, sheet: CheckSheet) -> bool:
    """Ask before the second check is closed."""
    said = _("{answered} items answered, {failed} failed. Afterwards nothing can be changed.")
    return sheet.seat is Seat.SECOND and confirm(
        parent,
        _("Submit the second check of batch {batch}?").format(batch=sheet.batch),
        said.format(answered=sheet.answered, failed=sheet.failed),
        do=_("Submit second check"),
        leave=_("Go back"),
        danger=False,
    )
