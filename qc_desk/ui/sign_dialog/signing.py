"""From the question to the signature: the dialog, the key, the transaction, the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from qc_desk.domain.refusals import QcError, SomeoneElseChangedIt, WrongStatus
from qc_desk.domain.vocabulary import Meaning, Result
from qc_desk.i18n import _
from qc_desk.ui.jobs import Job
from qc_desk.ui.messages import Message
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.sign_dialog.dialog import SignDialog
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.batches import SeenBatch
    from qc_desk.services.desk import Session
    from qc_desk.services.keys import UnlockedKey

T = TypeVar("T")
_STALE = (SomeoneElseChangedIt, WrongStatus)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the signing service gets: the keys in the order of the signers, and what was said."""

    keys: "tuple[UnlockedKey, ...]"
    reason: str
    outcome: Result | None
    at: datetime

    @property
    def key(self) -> "UnlockedKey":
        """The key of the only signer."""
        return self.keys[0]


Act = Callable[["Session", Given], T]


def sign(
    page: Page,
    seen: "SeenBatch",
    meaning: Meaning,
    act: "Act[T]",
    done: Callable[[T], None] | None = None,
    signers: Sequence[int] = (),
) -> SignDialog | None:
    """Open the sign dialog over a page for whoever is signed in, or for the ids in ``signers``.

    Returns at once: the open dialog, or None when the batch is no longer what was seen.
    """
    from qc_desk.services.to_sign import to_sign  # noqa: PLC0415 (after the first paint)

    kit = page.kit
    person = kit.presence.person
    who = tuple(signers) or ((person.person_id,) if person is not None else ())
    if not who:
        return None
    try:
        shown = kit.records.read(lambda session: to_sign(session, seen, meaning, who))
    except QcError as refusal:
        kit.messages.refuse(refusal)
        page.reload()
        return None
    dialog = SignDialog(page.window(), shown, meaning)
    _Signing(kit, dialog, act, done)
    dialog.open()
    return dialog


@dataclass(frozen=True)
class _NotSigned:
    """Why nothing was signed, at whose password, and how long the next one has to wait."""

    refusal: QcError
    place: int | None = None
    wait: int = 0


class _Signing(QObject, Generic[T]):
    """One open dialog on its way to a signature."""

    def __init__(
        self, kit: Kit, dialog: SignDialog, act: "Act[T]", done: Callable[[T], None] | None
    ) -> None:
        """Live as long as the dialog."""
        super().__init__(dialog)
        self._kit, self._dialog, self._act, self._done = kit, dialog, act, done
        self._job: Job | None = None
        self._draft = f"sign/{dialog.shown.seen.batch_id}/{dialog.shown.round}/{dialog.meaning}"
        if dialog.reason is not None:
            kept = kit.drafts.get(self._draft) or {}
            dialog.reason.set_text(kept.get("reason", ""))
            dialog.reason.changed.connect(self._keep_reason)
        dialog.asked.connect(self._start)
        dialog.finished.connect(self._end)
        kit.presence.changed.connect(self._leave_when_locked)

    def _keep_reason(self) -> None:
        """Keep what is typed: a lock or a crash does not lose it."""
        self._kit.drafts.keep(self._draft, {"reason": self._dialog.words()})

    def _leave_when_locked(self) -> None:
        """Close when the person goes; the reason stays as a draft."""
        self._dialog.reject()

    def _end(self) -> None:
        """Let the dialog go, and with it whatever was typed as a password."""
        for field in self._dialog.passwords:
            field.forget()
        self._dialog.deleteLater()

    def _start(self) -> None:
        """Unlock and sign beside the window's thread."""
        dialog = self._dialog
        people = tuple(signer.person_id for signer in dialog.shown.signers)
        passwords, reason, outcome = dialog.typed(), dialog.words(), dialog.outcome()
        dialog.work(_("Checking the password and signing…"))
        kit, act = self._kit, self._act

        def work(_job: object) -> "T | _NotSigned":
            return _sign(kit, tuple(zip(people, passwords, strict=True)), reason, outcome, act)

        job = kit.jobs.start(_("Signing"), work, self._finish, refused=self._refuse, quiet=True)
        self._job = job
        job.ended.connect(lambda: QTimer.singleShot(0, self, lambda: self._free(job)))

    def _free(self, job: Job) -> None:
        """Let the dialog go on when the work broke down; the crash dialog says why."""
        if self._dialog.busy and self._job is job:
            self._dialog.refuse(_("The signature could not be made. Nothing was signed."))

    def _refuse(self, refusal: QcError) -> None:
        """Take a refusal that was raised around the work."""
        self._finish(_NotSigned(refusal))

    def _finish(self, answer: "T | _NotSigned") -> None:
        """Close and say what was done, or say inside the dialog why not."""
        dialog, kit = self._dialog, self._kit
        if not isinstance(answer, _NotSigned):
            dialog.busy = False
            dialog.accept()
            kit.drafts.forget(self._draft)
            kit.records.changed.emit()
            _say_done(kit, dialog, answer)
            if self._done is not None:
                self._done(answer)
        elif isinstance(answer.refusal, _STALE):
            dialog.busy = False
            dialog.reject()
            kit.records.changed.emit()
            kit.messages.refuse(answer.refusal)
        else:
            dialog.refuse(str(answer.refusal), place=answer.place, wait=answer.wait)


def _sign(
    kit: Kit,
    signers: tuple[tuple[int, str], ...],
    reason: str,
    outcome: Result | None,
    act: "Act[T]",
) -> "T | _NotSigned":
    """Unlock each signer's key and act with them in one transaction; in a job's thread.

    Refusals come back as values, without the frames that would keep the keys alive.
    """
    from qc_desk.services.keys import unlock  # noqa: PLC0415 (after the first paint)

    desk, now = kit.records.desk, kit.records.now
    keys: list[UnlockedKey] = []
    for place, (person_id, password) in enumerate(signers):
        try:
            keys.append(unlock(desk, person_id, password, now()).key)
        except QcError as refusal:
            wait = _wait(kit, person_id)
            return _NotSigned(_bare(refusal), place, wait)
    given = Given(keys=tuple(keys), reason=reason, outcome=outcome, at=now())
    try:
        with desk.writing() as session:
            return act(session, given)
    except QcError as refusal:
        return _NotSigned(_bare(refusal))
    finally:
        keys.clear()


def _bare(refusal: QcError) -> QcError:
    """Return a refusal without the frames that it came through: they hold the keys."""
    refusal.__cause__ = refusal.__context__ = None
    return refusal.with_traceback(None)


def _wait(kit: Kit, person_id: int) -> int:
    """Return how long the person's next password has to wait."""
    from qc_desk.services.to_sign import seconds_to_wait  # noqa: PLC0415 (after the first paint)

    at = kit.records.now()
    return kit.records.read(lambda session: seconds_to_wait(session, person_id, at))


def _say_done(kit: Kit, dialog: SignDialog, answer: object) -> None:
    """Say what was signed; offer the report that was issued with it."""
    from qc_desk.services.issued_reports import IssuedReport  # noqa: PLC0415 (after the first paint)

    headline = _(dialog.sentence.done).format(batch=dialog.shown.batch)
    if not isinstance(answer, IssuedReport):
        kit.messages.succeed(headline)
        return
    issued = _("Report {number} is issued.").format(number=answer.number)
    kit.messages.say(
        Message(
            Tone.PASS,
            headline,
            issued,
            _("Open report"),
            lambda: kit.go_to("reports", answer.id),
        )
    )
