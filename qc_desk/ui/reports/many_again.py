"""Many reports issued again: asked for once, printed by processes, kept as far as it came."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import LANGUAGES, _, format_integer, ngettext
from qc_desk.services.report_lists import ReportRow, reports_by_id
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.jobs import Cancelled, Job
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.issued_reports import Reissue

_AS_NOW = "as_now"
_TOGETHER = 10  # are issued before the next look at whether it was stopped


class ManyAgainDialog(ReasonDialog):
    """Asks for a language and a reason for all of them."""

    def __init__(self, parent: QWidget | None, count: int, left_out: int) -> None:
        """Offer the languages; each report keeps its own where none is chosen."""
        title = ngettext("Issue {count} report again", "Issue {count} reports again", count)
        text = _(
            "Each new report gets a number of its own and names the one it replaces. You can go "
            "on working meanwhile; what is issued stays if you stop it."
        )
        if left_out:
            more = ngettext(
                "{count} chosen report was replaced already and is left out.",
                "{count} chosen reports were replaced already and are left out.",
                left_out,
            )
            text = f"{text} {more.format(count=format_integer(left_out))}"
        reasons = (_("In another language."), _("Shop data were corrected."))
        title = title.format(count=format_integer(count))
        super().__init__(parent, title, text, reasons, do=_("Issue again"))
        languages = [(code, each.name) for code, each in LANGUAGES.items()]
        self.language: ChoiceField[str] = ChoiceField(
            _("Language of the reports"), [(_AS_NOW, _("As each of them is now")), *languages]
        )
        self.language.choose(_AS_NOW)
        self.body.insertWidget(0, self.language)
        self.language.editor.setFocus()

    def wishes(self, rows: Sequence[ReportRow]) -> "list[Reissue]":
        """Return what was asked for, the oldest report first."""
        from qc_desk.services.issued_reports import Reissue  # noqa: PLC0415 (on use)

        chosen = self.language.value()
        return [
            Reissue(
                report_id=row.id,
                language=row.language if chosen in {None, _AS_NOW} else str(chosen),
                reason=self.words(),
            )
            for row in sorted(rows, key=lambda row: row.id)
        ]


def issue_many_again(
    parent: QWidget, kit: Kit, ids: Sequence[int], begun: Callable[[], None]
) -> None:
    """Ask in which language and why, and issue reports again; can be cancelled."""
    rows = kit.records.read(lambda session: reports_by_id(session, ids))
    held = [row for row in rows if not row.replaced_by]
    if not held:
        kit.messages.warn(_("Every chosen report was replaced already; choose the newer ones."))
        return
    dialog = ManyAgainDialog(parent, len(held), len(rows) - len(held))
    if kit.presence.person is None or dialog.exec() != QDialog.DialogCode.Accepted:
        return
    _ManyAgain(kit, dialog.wishes(held), kit.presence.person.person_id).begin()
    begun()


class _ManyAgain:
    """Reports on their way to be issued again."""

    def __init__(self, kit: Kit, wishes: "list[Reissue]", by: int) -> None:
        self._kit, self._wishes, self._by = kit, wishes, by

    def begin(self) -> None:
        """Print and issue in a job."""
        title = _("Issuing reports again")
        self._kit.jobs.start(title, self._work, self._done, refused=self._refuse)

    def _work(self, job: Job) -> int:
        """Return how many are issued; in a thread."""
        from qc_desk.reports.parallel import Presses  # noqa: PLC0415 (on use)
        from qc_desk.services.bulk_reissues import Press, reissue_many  # noqa: PLC0415

        kept = 0

        def step(done: int, total: int) -> None:
            nonlocal kept
            kept = done
            job.step(done, total)

        desk, at = self._kit.records.desk, self._kit.records.now()
        with Presses(len(self._wishes)) as presses:
            press = Press(many=presses.print_all, at_once=_TOGETHER)
            try:
                reissue_many(desk, self._wishes, self._by, at, press, step)
            except Cancelled:
                return kept
        return kept

    def _done(self, kept: int) -> None:
        """Say how many are issued."""
        self._kit.records.changed.emit()
        total = len(self._wishes)
        if kept == total:
            said = ngettext(
                "{count} report is issued again.", "{count} reports are issued again.", total
            )
            self._kit.messages.succeed(said.format(count=format_integer(total)))
            return
        said = _("{count} of {total} reports are issued again; the others stay as they were.")
        facts = {"count": format_integer(kept), "total": format_integer(total)}
        self._kit.messages.warn(said.format(**facts))

    def _refuse(self, refusal: QcError) -> None:
        """Say why it ended; what was issued before is in the list."""
        self._kit.records.changed.emit()
        self._kit.records.refused.emit(refusal)
