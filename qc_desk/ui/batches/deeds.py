"""What is done with a batch from its detail: asked for, explained, and carried out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from qc_desk.i18n import _
from qc_desk.services import batches
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.inspections import open_first_check, open_second_check, withdraw
from qc_desk.ui.batches.next_step import Deed
from qc_desk.ui.dialogs import ask_reason, confirm
from qc_desk.ui.pages import Page

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


class Deeds:
    """Does what the buttons of a batch say."""

    def __init__(self, page: Page) -> None:
        """Work with the page's kit; dialogs open over the page."""
        self._page = page
        self._kit = page.kit

    def do(self, deed: Deed, detail: BatchDetail) -> None:
        """Carry out a deed on the batch exactly as it was shown."""
        acts: dict[Deed, Callable[[BatchDetail], None]] = {
            Deed.BEGIN_FIRST: self._begin_first,
            Deed.CONTINUE: self._continue,
            Deed.BEGIN_SECOND: self._begin_second,
            Deed.WITHDRAW: self._withdraw,
            Deed.COMPARE: self._compare,
            Deed.LOOK: self._compare,
            Deed.SHIP: self._ship,
            Deed.CONCEDE: self._concede,
            Deed.ALONE: self._release_alone,
        }
        act = acts.get(deed)
        if act is not None:
            act(detail)
        else:
            self._with_reason(deed, detail)

    @property
    def _by(self) -> int:
        person = self._kit.presence.person
        return person.person_id if person is not None else 0

    def _begin_first(self, detail: BatchDetail) -> None:
        """Take the first seat and go to the check."""
        records, batch_id = self._kit.records, detail.seen.batch_id
        begun = records.change(lambda s: open_first_check(s, batch_id, self._by, records.now()))
        if begun is not None:
            self._kit.go_to("check", begun)

    def _begin_second(self, detail: BatchDetail) -> None:
        """Take the second seat and go to the check."""
        records, batch_id = self._kit.records, detail.seen.batch_id
        begun = records.change(lambda s: open_second_check(s, batch_id, self._by, records.now()))
        if begun is not None:
            self._kit.go_to("check", begun)

    def _continue(self, detail: BatchDetail) -> None:
        """Go to the unfinished check."""
        self._kit.go_to("check", detail.open_inspection_id)

    def _compare(self, detail: BatchDetail) -> None:
        """Go to both checks side by side."""
        self._kit.go_to("second_check", detail.seen.batch_id)

    def _withdraw(self, detail: BatchDetail) -> None:
        """Take back the check of somebody who is gone, in their place."""
        records, inspection_id = self._kit.records, detail.abandoned_inspection_id
        reason = ask_reason(
            self._page,
            _("Withdraw the check of batch {batch}?").format(batch=detail.entry.number),
            _("The seat becomes free. What was recorded stays in the record."),
            [
                _("The inspector has left."),
                _("The inspector works elsewhere now."),
                _("Somebody else takes over"),
            ],
            do=_("Withdraw the check"),
        )
        if reason is None or inspection_id is None:
            return

        def take_back(session: "Session") -> bool:
            withdraw(session, inspection_id, reason, self._by, records.now())
            return True

        records.change(take_back)

    def _ship(self, detail: BatchDetail) -> None:
        """Note that the batch has left."""
        said = _("Note that batch {batch} has left the house.").format(batch=detail.entry.number)
        if confirm(
            self._page,
            _("Has it left?"),
            said,
            do=_("Note as shipped"),
            leave=_("Go back"),
            danger=False,
        ):
            records = self._kit.records

            def leave(session: "Session") -> bool:
                batches.ship(session, detail.seen, self._by, records.now())
                return True

            records.change(leave)

    def _with_reason(self, deed: Deed, detail: BatchDetail) -> None:
        """Ask why, then move the batch."""
        title, text, reasons, service = _asked(deed)
        reason = ask_reason(
            self._page, title.format(batch=detail.entry.number), text, reasons, do=_verb(deed)
        )
        if reason is None:
            return
        records = self._kit.records

        def move(session: "Session") -> bool:
            service(session, detail.seen, reason, self._by, records.now())
            return True

        records.change(move)

    def _concede(self, detail: BatchDetail) -> None:
        """Let a lead or owner sign a concession."""
        from qc_desk.ui.sign_dialog import decisions  # noqa: PLC0415 (keys are loaded on use)

        decisions.concede(self._page, detail.seen)

    def _release_alone(self, detail: BatchDetail) -> None:
        """Let the owner sign a release without second check."""
        from qc_desk.ui.sign_dialog import decisions  # noqa: PLC0415 (as above)

        decisions.release_alone(self._page, detail.seen)


Move = Callable[..., None]


def _asked(deed: Deed) -> tuple[str, str, list[str], Move]:
    """Return title, explanation, usual reasons and service of a deed that needs a reason."""
    again = _("The next check is a new round with two people.")
    stays = _("It stays in the record with everything that was found.")
    questions: dict[Deed, tuple[str, str, list[str], Move]] = {
        Deed.REWORK: (
            _("Send batch {batch} to rework"),
            " ".join((_("Say what is to be done."), again)),
            [_("Sort out the bad pieces."), _("Repair the bad pieces."), _("Pack it anew.")],
            batches.rework,
        ),
        Deed.HOLD: (
            _("Hold batch {batch}"),
            _("It cannot be released until somebody has decided about it."),
            [_("The sample is not enough."), _("A complaint came in."), _("The goods are wet.")],
            batches.hold,
        ),
        Deed.SCRAP: (
            _("Scrap batch {batch}"),
            stays,
            [_("It cannot be repaired."), _("Repair costs more than it is worth.")],
            batches.scrap,
        ),
        Deed.RETURN: (
            _("Return batch {batch} to its manufacturer"),
            stays,
            [_("The manufacturer repairs it."), _("The manufacturer replaces it.")],
            batches.send_back,
        ),
        Deed.RECALL: (
            _("Recall batch {batch}"),
            stays,
            [_("A customer found a defect."), _("A danger was found after release.")],
            batches.recall,
        ),
    }
    return questions[deed]


def _verb(deed: Deed) -> str:
    """Return what stands on the last button."""
    return {
        Deed.REWORK: _("Send to rework"),
        Deed.HOLD: _("Hold the batch"),
        Deed.SCRAP: _("Scrap the batch"),
        Deed.RETURN: _("Return the batch"),
        Deed.RECALL: _("Recall the batch"),
    }[deed]
