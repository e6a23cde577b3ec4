"""What can be done with a promise: each is asked for in words, and then kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from qc_desk.i18n import N_, _, format_date, quoted
from qc_desk.services import promises
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.ui.date_field import DateField
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


@dataclass(frozen=True)
class Asking:
    """How a deed is called, what it asks, and what people usually answer (all marked)."""

    words: str
    picture: str
    question: str
    label: str
    usual: Sequence[str]


class PromiseDeed(Enum):
    """What can be done with a promise."""

    KEEP = Asking(
        N_("Kept…"),
        "circle-check",
        N_("How can one see that it was kept?"),
        N_("Evidence"),
        (N_("Sent, with tracking number"), N_("The customer has confirmed it")),
    )
    MOVE = Asking(
        N_("Move…"),
        "calendar",
        N_("Who of the other side agreed to a later day, and how?"),
        N_("Who agreed"),
        (N_("By telephone:"), N_("By e-mail:")),
    )
    FINISH_LATE = Asking(
        N_("Done late…"),
        "history",
        N_("It stays broken, because its day is over. How can one see that it is done now?"),
        N_("Evidence"),
        (N_("Sent, with tracking number"), N_("The customer has confirmed it")),
    )
    TELL = Asking(
        N_("Told…"),
        "message-circle",
        N_("Who was told that it is broken, and how?"),
        N_("Who was told"),
        (N_("By telephone:"), N_("By e-mail:")),
    )

    @property
    def words(self) -> str:
        """What its button says."""
        return _(self.value.words)


def deeds(row: PromiseRow) -> list[PromiseDeed]:
    """Return what can be done with a promise as it stands, the most pressing first."""
    found = []
    if row.may_keep:
        found += [PromiseDeed.KEEP, PromiseDeed.MOVE]
    if row.must_tell:
        found.append(PromiseDeed.TELL)
    if row.may_finish_late:
        found.append(PromiseDeed.FINISH_LATE)
    return found


def do(kit: Kit, parent: QWidget | None, deed: PromiseDeed, row: PromiseRow) -> bool:
    """Ask what the deed needs and carry it out; whether it was kept."""
    person = kit.presence.person
    if person is None:
        return False
    dialog = DeedDialog(parent, deed, row, _today(kit, row))
    key = f"promise/{row.id}/{deed.name}"
    dialog.reason.set_text((kit.drafts.get(key) or {}).get("words", ""))
    if dialog.exec() != DeedDialog.DialogCode.Accepted:
        if dialog.reason.text().strip():
            kit.drafts.keep(key, {"words": dialog.reason.text()})
        return False
    words, day = dialog.words(), dialog.day()

    def write(session: "Session") -> bool:
        by, at = person.person_id, kit.records.now()
        if deed is PromiseDeed.MOVE:
            promises.move(session, row.id, day, words, by, at)
        else:
            _ACTS[deed](session, row.id, words, by, at)
        return True

    if kit.records.change(write) is None:
        kit.drafts.keep(key, {"words": words})
        return False
    kit.drafts.forget(key)
    return True


_ACTS = {
    PromiseDeed.KEEP: promises.keep,
    PromiseDeed.FINISH_LATE: promises.finish_late,
    PromiseDeed.TELL: promises.tell,
}


class DeedDialog(ReasonDialog):
    """Asks for evidence, agreement or who was told; for a move also for the day."""

    due: DateField | None = None

    def __init__(
        self, parent: QWidget | None, deed: PromiseDeed, row: PromiseRow, today: date
    ) -> None:
        """Repeat the promise, and ask."""
        asking = deed.value
        said = f"{row.name}: {quoted(row.text)}\n{_(asking.question)}"
        verb = _(asking.words).rstrip("…")
        super().__init__(parent, verb, said, [_(each) for each in asking.usual], do=verb)
        self.reason.label.setText(_("{label} (required)").format(label=_(asking.label)))
        self.reason.editor.setAccessibleName(self.reason.label.text())
        if deed is PromiseDeed.MOVE:
            hint = _("Later than {day}. The day that was promised first still counts.")
            self.due = DateField(
                _("New day"), required=True, hint=hint.format(day=format_date(row.due_on))
            )
            self.due.set_value(max(row.due_on, today) + timedelta(days=7))
            self.body.insertWidget(0, self.due)
            self._earliest = row.due_on + timedelta(days=1)
            self.due.changed.connect(self._look)
            self._look()

    def day(self) -> date | None:
        """Return the new day of a move."""
        return self.due.value() if self.due is not None else None

    @override
    def _look(self) -> None:
        """Allow the deed once everything is there."""
        super()._look()
        if self.due is not None:
            day = self.due.value()
            late_enough = day is not None and day >= self._earliest
            self.due.mark("" if late_enough else self.due.wrong() or _("Choose a later day."))
            self.deed.setEnabled(late_enough and self.deed.isEnabled())


def _today(kit: Kit, row: PromiseRow) -> date:
    return kit.records.now().astimezone(ZoneInfo(row.zone)).date()
