"""The reports page: the list of issued reports, and one of them to read."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import ReportState
from qc_desk.i18n import _, format_datetime, format_integer, headed, language, ngettext
from qc_desk.reports.preview import Preview
from qc_desk.services.issued_reports import report_pdf
from qc_desk.services.report_lists import ReportFilter, ReportRow, report_row
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.jobs import Cancelled, Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.reports import deeds
from qc_desk.ui.reports.changes import tell_changes
from qc_desk.ui.reports.choosing import ChoosingBar
from qc_desk.ui.reports.filter_bar import FilterBar, choices
from qc_desk.ui.reports.many_again import issue_many_again
from qc_desk.ui.reports.model import REPLACED, ReportSource, columns, language_name
from qc_desk.ui.reports.new_report import ask_which
from qc_desk.ui.reports.reader import Reader
from qc_desk.ui.reports.sending import send_report
from qc_desk.ui.reports.signing import count_waiting, sign_waiting, waiting_words
from qc_desk.ui.rows import BLOCK, Rows
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M

_SEARCH_AFTER_MS = 150


class ReportsPage(Page):
    """Finds issued reports and shows them."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the list and the reader."""
        super().__init__(kit, _("Reports"))
        self._opening: Job | None = None
        self._wanted: int | None = None  # the report that is being opened or read
        self._arriving: Preview | None = None  # opened in a thread, not yet shown
        self.list = self._list()
        self.reader = Reader(kit)
        self.reader.hide()
        self.new = button(_("New report…"), lambda: ask_which(self, kit), "primary", "plus")
        self.export = button(_("Export…"), self._export, "", "folder")
        self.sign = button("", self._sign, "", "signature")
        self.sign.hide()
        self._waiting = 0  # reports that the organisation has not signed
        self.several = button(_("Choose several"), self._choose, "", "list-checks")
        self.verbs.addWidget(self.sign)
        self.verbs.addWidget(self.several)
        self.verbs.addWidget(self.export)
        self.verbs.addWidget(self.new)
        self.verbs.addWidget(self.reader.back)
        self.reader.back.hide()
        self.body.addWidget(self.list, stretch=1)
        self.body.addWidget(self.reader, stretch=1)
        self._connect()

    def _connect(self) -> None:
        """Let the verbs do what they say."""
        self.choosing.again.clicked.connect(lambda _on=False: self._issue_many())
        self.choosing.export.clicked.connect(lambda _on=False: self._export_chosen())
        self.reader.left.connect(self.show_list)
        self.reader.print.clicked.connect(lambda _on=False: self._print())
        self.reader.save.clicked.connect(lambda _on=False: self._save())
        self.reader.verify.clicked.connect(lambda _on=False: self._verify())
        self.reader.send.clicked.connect(lambda _on=False: self._send())
        self.reader.evidence.clicked.connect(lambda _on=False: self._bundle())
        self.reader.again.clicked.connect(lambda _on=False: self._issue_again())
        self.reader.changes.clicked.connect(lambda _on=False: self._tell_changes())
        self.reader.withdraw.clicked.connect(lambda _on=False: self._withdraw())

    def _list(self) -> QWidget:
        """Lay out the search field above the list."""
        person = self.kit.presence.person
        self.search = QLineEdit(maxLength=200)
        self.search.setPlaceholderText(_("Search by report, batch, product or manufacturer"))
        self.search.setAccessibleName(_("Search reports"))
        self.search.setClearButtonEnabled(True)
        self._wait = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._wait.timeout.connect(self._ask)
        self.search.textChanged.connect(self._wait.start)
        self.search.returnPressed.connect(self._open_first)
        zone = person.zone if person is not None else "UTC"
        self.rows: Rows[ReportRow] = Rows(self.kit.records, self.kit.jobs, columns(zone))
        self.rows.loaded.connect(self._say_count)
        self.table = Table(self.rows, tap_opens=True)
        self.table.setAccessibleName(_("Issued reports"))
        self.table.opened.connect(lambda row: self.open(row.id))
        self.count = words("", quiet=True)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.search)
        self.filters = FilterBar()
        self.filters.changed.connect(self._ask)
        column.addWidget(self.filters)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self.count)
        self.choosing = ChoosingBar(self.table)
        column.addWidget(self.choosing)
        return made

    @override
    def open(self, *facts: object) -> None:
        """Read a report; without facts stay."""
        if not facts or not isinstance(facts[0], int):
            return
        report_id = facts[0]
        if report_id != self._wanted:
            self.kit.messages.move_on()
        self._cancel_opening()
        self._wanted = report_id
        self._announce(report_id)

        def read(session: object, job: Job) -> tuple[bytes, Preview]:
            pdf = report_pdf(session, report_id)  # type: ignore[arg-type]  # it is a session
            if job.cancelled:
                raise Cancelled
            self._arriving = preview = Preview(pdf)
            return pdf, preview

        self._opening = self.kit.jobs.read(
            _("Opening the report"), read, lambda found: self._show(report_id, *found), quiet=True
        )

    def _announce(self, report_id: int) -> None:
        """Bring the reader to the front at once; its pages follow when they are read."""
        row = self.kit.records.read(
            lambda session: report_row(session, report_id, language().code)
        )
        self.list.hide()
        self.reader.announce(row)
        self.reader.show()
        self.reader.back.show()
        self.choosing.end()
        for verb in (self.sign, self.several, self.export, self.new):
            verb.hide()
        self.heading.setText(row.number)
        self.say_lead(self._about(row))

    def _cancel_opening(self) -> None:
        """Let the report go that is still being opened."""
        if self._opening is not None:
            self._opening.cancel()
        if self._arriving is not None:
            self._arriving.close()
        self._opening = self._arriving = self._wanted = None

    @override
    def let_go(self) -> None:
        """Close the report that is shown or being opened."""
        self._cancel_opening()
        self.reader.close_report()

    @override
    def reload(self) -> None:
        """Ask again for the list, and whether the shown report is still in force."""
        self.filters.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.filters.offer(*self.kit.records.read(choices))
        self.filters.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self._ask()
        self._offer_signing()
        shown = self.reader.row
        if shown is not None:
            row = self.kit.records.read(
                lambda session: report_row(session, shown.id, language().code)
            )
            self.reader.say_row(row)

    def _offer_signing(self) -> None:
        """Show how many reports wait for the organisation's signature, where any does."""
        self._waiting = count_waiting(self.kit)
        self.sign.setText(waiting_words(self._waiting) + "…")
        self.sign.setVisible(self._waiting > 0 and self.list.isVisibleTo(self))

    def _sign(self) -> None:
        """Sign all reports that wait."""
        sign_waiting(self, self.kit, self._waiting)

    def show_list(self) -> None:
        """Go back to the list; the report that was read stays selected."""
        shown = self.reader.row
        self.kit.messages.move_on()
        self._cancel_opening()
        self.reader.hide()
        self.reader.back.hide()
        self.new.show()
        self.export.show()
        self.several.show()
        self.reader.close_report()
        self.list.show()
        self._offer_signing()
        self.heading.setText(self.title)
        self.say_lead("")
        if shown is not None:
            self.table.go_to_id(shown.id)
        self.table.setFocus()

    def _show(self, report_id: int, pdf: bytes, preview: Preview) -> None:
        """Show the pages of a report that was read, unless another one is wanted by now."""
        row = self.reader.row
        if report_id != self._wanted or row is None:
            preview.close()
            return
        self._opening = self._arriving = None
        self.reader.show_report(row, pdf, preview)

    def _about(self, row: ReportRow) -> str:
        """Return the line below a report's number."""
        person = self.kit.presence.person
        when = format_datetime(row.issued_at, person.zone if person is not None else "UTC")
        facts = [
            headed(row.kind.label),
            _("Batch {batch}").format(batch=row.batch) if row.batch else row.about,
            *([row.product] if row.product else []),
            *([row.verdict.label] if row.verdict else []),
            language_name(row.language),
            _("issued {when} by {name}").format(when=when, name=row.issued_by),
        ]
        if row.replaces:
            facts.append(_("replaces {number}").format(number=row.replaces))
        if row.is_signed:
            facts.append(_("signed by the organisation"))
        return " · ".join(facts)

    def _ask(self) -> None:
        """Ask the record for what is searched."""
        if self.search.text().strip() or self.filters.narrows:
            self.table.say_empty(
                _("No report mentions this"),
                _("Look for fewer words, or a part of the number."),
                _("Show all reports"),
                self._show_all,
            )
        else:
            self.table.say_empty(
                _("No reports yet"),
                _("A report is issued by itself when a batch is decided after its second check."),
                _("Go to the second checks"),
                lambda: self.kit.go_to("second_check"),
            )
        self.rows.show(ReportSource(self._wanted_now()))

    def _wanted_now(self) -> ReportFilter:
        """Return what is looked for."""
        person = self.kit.presence.person
        zone = person.zone if person is not None else "UTC"
        return self.filters.wanted(self.search.text(), self.kit.records.now(), zone)

    def _show_all(self) -> None:
        """Look for nothing, and leave nothing out."""
        self.filters.clear()
        self.search.clear()
        self._ask()

    def _open_first(self) -> None:
        """Open the first report that was found."""
        self._wait.stop()
        self._ask()
        first = self.rows.row(0) if self.rows.rowCount() else None
        if first is not None:
            self.open(first.id)

    def _say_count(self) -> None:
        """Say how many reports there are; show which are replaced, if any is."""
        count = self.rows.rowCount()
        newest = (self.rows.row(number) for number in range(min(count, BLOCK)))
        replaced = any(row is not None and row.state is not ReportState.IN_FORCE for row in newest)
        self.table.leave_out(REPLACED, out=not replaced)
        said = ngettext("{count} report", "{count} reports", count)
        self.count.setText(said.format(count=format_integer(count)))
        self.export.setEnabled(count > 0)
        self.several.setEnabled(count > 0)

    def _print(self) -> None:
        """Print the report that is shown."""
        if self.reader.row is not None:
            deeds.print_report(self, self.kit, self.reader.row, self.reader.pdf)

    def _save(self) -> None:
        """Save the report that is shown."""
        if self.reader.row is not None:
            deeds.save_report(self, self.kit, self.reader.row)

    def _export(self) -> None:
        """Write all reports that the list shows into a folder."""
        deeds.export_all(self, self.kit, self._wanted_now())

    def _choose(self) -> None:
        """Let several reports be chosen, or end it."""
        (self.choosing.end if self.table.choosing else self.choosing.begin)()

    def _issue_many(self) -> None:
        """Issue the chosen reports again."""
        issue_many_again(self, self.kit, self.table.chosen_ids(), self.choosing.end)

    def _export_chosen(self) -> None:
        """Write the chosen reports into a folder."""
        deeds.export_these(self, self.kit, self.table.chosen_ids())

    def _send(self) -> None:
        """Send the report that is shown."""
        if self.reader.row is not None:
            send_report(self, self.kit, self.reader.row)

    def _bundle(self) -> None:
        """Bundle the report that is shown with everything that proves it."""
        if self.reader.row is not None:
            deeds.bundle_evidence(self, self.kit, self.reader.row)

    def _tell_changes(self) -> None:
        """Say what has changed since the report that is shown."""
        if self.reader.row is not None:
            tell_changes(self, self.kit, self.reader.row)

    def _withdraw(self) -> None:
        """Withdraw the report that is shown."""
        if self.reader.row is not None:
            deeds.withdraw_report(self, self.kit, self.reader.row)

    def _verify(self) -> None:
        """Verify the report that is shown."""
        if self.reader.row is not None:
            deeds.verify_report(self.kit, self.reader.row, self.reader.pdf)

    def _issue_again(self) -> None:
        """Issue the report that is shown again, and show the new one."""
        if self.reader.row is not None and not self.reader.row.replaced_by:
            deeds.issue_again(self, self.kit, self.reader.row, lambda report: self.open(report.id))
