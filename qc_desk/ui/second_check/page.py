"""The second check page: the queue, and both checks of one batch with the decision."""

from collections.abc import Callable

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, language, ngettext
from qc_desk.services import inspections, second_checks
from qc_desk.services.batches import SeenBatch
from qc_desk.services.second_checks import AwaitingRow, SideBySide
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.second_check.comparison import Comparison
from qc_desk.ui.second_check.queue import Queue
from qc_desk.ui.sign_dialog import decisions


class SecondCheckPage(Page):
    """Shows who may check what, and lets the second inspector decide."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the queue and the comparison."""
        super().__init__(kit, _("Second check"), scrolls=True)
        self._batch_id: int | None = None
        self.queue = Queue()
        self.both = Comparison(kit)
        self.body.addWidget(self.queue)
        self.body.addWidget(self.both, stretch=1)
        self.both.hide()
        self.queue.begun.connect(self._begin)
        self.queue.resumed.connect(self._resume)
        self.queue.compared.connect(self.open)
        self.queue.released_alone.connect(self._release_alone)
        self.both.left.connect(self.show_queue)
        asked = self.both.decision.asked
        asked.approve.connect(lambda: self._sign(decisions.approve))
        asked.reject.connect(lambda: self._sign(decisions.reject))
        asked.concede.connect(lambda: self._sign(decisions.concede))
        asked.together.connect(lambda: self._reconcile(together=True))
        asked.alone.connect(lambda: self._reconcile(together=False))

    @override
    def open(self, *facts: object) -> None:
        """Lay both checks of a batch side by side, if they are ready; without facts stay."""
        if facts and isinstance(facts[0], int):
            self._batch_id = facts[0]
            self.reload()

    @override
    def reload(self) -> None:
        """Read the queue, or both checks of the batch that is open."""
        person = self.kit.presence.person
        if person is None:
            return
        if self._batch_id is None or not self._show_both(self._batch_id, person.person_id):
            self._fill_queue(person.person_id, person.zone)

    def show_queue(self) -> None:
        """Go back to the queue."""
        self._batch_id = None
        self.reload()

    def _show_both(self, batch_id: int, by: int) -> bool:
        """Show both checks; false and said why when they are not ready to be compared."""
        try:
            shown = self.kit.records.read(
                lambda session: second_checks.side_by_side(session, batch_id, by, language().code)
            )
        except QcError as refusal:
            self.kit.messages.refuse(refusal)
            self._batch_id = None
            return False
        self.queue.hide()
        self.both.show()
        self.both.show_both(shown)
        self.heading.setText(_("Batch {batch}").format(batch=shown.batch))
        self.say_lead(_lead(shown))
        return True

    def _fill_queue(self, by: int, zone: str) -> None:
        """Show who may check what."""
        rows, held = self.kit.records.read(
            lambda session: (
                second_checks.awaiting_second_check(session, by),
                second_checks.held_after_two_checks(session, by),
            )
        )
        self.both.hide()
        self.queue.show()
        self.queue.show_rows(rows, held, zone)
        self.heading.setText(self.title)
        mine = sum(row.mine or row.refusal is None for row in rows)
        said = ngettext("{count} batch waits for you.", "{count} batches wait for you.", mine)
        self.say_lead(said.format(count=mine) if mine else "")

    def _begin(self, row: AwaitingRow) -> None:
        """Take the second seat and go on to the check; refused when somebody was faster."""
        person = self.kit.presence.person
        if person is None:
            return
        at = self.kit.records.now()
        begun = self.kit.records.change(
            lambda session: inspections.open_second_check(
                session, row.batch_id, person.person_id, at
            )
        )
        if begun is None:
            self.reload()
            return
        self.kit.go_to("check", begun)

    def _resume(self, row: AwaitingRow) -> None:
        """Go on with one's own second check."""
        self.kit.go_to("check", row.second_inspection_id)

    def _release_alone(self, row: AwaitingRow) -> None:
        """Ask an owner to sign a release without second check."""
        decisions.release_alone(self, SeenBatch(batch_id=row.batch_id, version=row.version))

    def _sign(self, ask: "Callable[[Page, SeenBatch], object]") -> None:
        """Open the sign dialog for exactly what is shown."""
        if self.both.shown is not None:
            ask(self, self.both.shown.seen)

    def _reconcile(self, *, together: bool) -> None:
        """Open the sign dialog for the differences that are shown."""
        if self.both.shown is not None:
            decisions.reconcile(self, self.both.shown, together=together)


def _lead(shown: SideBySide) -> str:
    """Return the line below a batch's name."""
    return " · ".join(
        (
            shown.product,
            shown.manufacturer,
            _("round {round}").format(round=shown.round),
            shown.checklist,
            _("now: {status}").format(status=shown.status.label),
        )
    )
