"""A new report: asked for where its subject is shown, or on the Reports page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.domain.report_words import WishKind
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.i18n import LANGUAGES, N_, _, format_list, headed, language
from qc_desk.services.fixed_letters import CustomerToTell, customers_to_tell
from qc_desk.services.new_reports import usual_entry
from qc_desk.services.report_entries import ReportEntry
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.date_field import DateField
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField, NoteField, TextField
from qc_desk.ui.flow import Flow
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.issued_reports import IssuedReport
    from qc_desk.ui.jobs import Job

ASKED = (
    ReportKind.DEFECT,
    ReportKind.CONFORMANCE,
    ReportKind.EIGHT_D,
    ReportKind.COMPLAINT_ANSWER,
    ReportKind.FIXED_LETTER,
    ReportKind.WEEKLY_LETTER,
)
_TO_CUSTOMERS = (ReportKind.CONFORMANCE, ReportKind.EIGHT_D, ReportKind.FIXED_LETTER)
_SUBJECTS = {
    ReportKind.DEFECT: N_("A batch, or PRODUCT/BATCH."),
    ReportKind.CONFORMANCE: N_("A released batch, or PRODUCT/BATCH."),
    ReportKind.EIGHT_D: N_("A corrective action, like CA-2."),
    ReportKind.COMPLAINT_ANSWER: N_("A complaint, like C-3."),
    ReportKind.FIXED_LETTER: N_("A problem that is proven solved, like PR-1."),
    ReportKind.WEEKLY_LETTER: N_("The name of a manufacturer."),
}


class NewReportDialog(Dialog):
    """Asks for what the sender of a report decides."""

    def __init__(
        self,
        parent: QWidget | None,
        entry: ReportEntry,
        about: str,
        customers: Sequence[CustomerToTell] = (),
    ) -> None:
        """Offer what is usual; everything can be issued as it stands.

        ``customers`` are those to whom a letter that says “it is fixed” can be addressed.
        """
        self._entry = entry
        kind = headed(entry.kind.label)
        super().__init__(
            parent,
            _("New report: {kind}").format(kind=kind),
            _("{about}. It gets a number, is kept as it is, and cannot be changed later.").format(
                about=about
            ),
        )
        self.days: dict[str, DateField] = {}
        for wish, day in entry.due.items():
            self._ask_day(wish.value, wish.label, day)
        if entry.kind is ReportKind.WEEKLY_LETTER:
            self._ask_day("begins_on", _("First day"), entry.begins_on)
            self._ask_day("ends_on", _("Last day"), entry.ends_on)
        self.customer: ChoiceField[int | None] = ChoiceField(
            _("To which customer"),
            [(None, _("Whom it may concern")), *((each.id, _told(each)) for each in customers)],
            hint=_("Those whose complaints belong to the problem.")
            if customers
            else _("No complaint belongs to the problem."),
        )
        if entry.kind is ReportKind.FIXED_LETTER:
            self.customer.choose(_next_to_tell(customers))
            self.body.addWidget(self.customer)
        self.language: ChoiceField[str] = ChoiceField(
            _("Language of the report"), [(code, each.name) for code, each in LANGUAGES.items()]
        )
        if entry.kind in _TO_CUSTOMERS:
            self.language.choose(language().code)
            self.body.addWidget(self.language)
        self.words = NoteField(
            _("Words of your own"), longest=50_000, hint=_("In the language of who reads it.")
        )
        self.body.addWidget(self.words)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Issue"), "primary", "file-text")
        for each in self.days.values():
            each.changed.connect(self._look)
        self.words.changed.connect(self._look)
        self._look()
        self.words.editor.setFocus()

    def _ask_day(self, name: str, label: str, day: date | None) -> None:
        field = self.days[name] = DateField(label, required=True)
        field.set_value(day)
        self.body.addWidget(field)

    def wanted(self) -> ReportEntry:
        """Return what is to be issued."""
        days = {name: field.value() for name, field in self.days.items()}
        due = {wish: day for wish in WishKind if (day := days.get(wish.value)) is not None}
        return replace(
            self._entry,
            words=self.words.value() or "",
            language=self.language.value() or "",
            customer_id=self.customer.value(),
            due=due,
            begins_on=days.get("begins_on"),
            ends_on=days.get("ends_on"),
        )

    def _look(self) -> None:
        """Allow the deed while everything can be read."""
        good = not any(field.wrong() for field in self.days.values())
        self.deed.setEnabled(good and not self.words.wrong())


def _told(customer: CustomerToTell) -> str:
    """Return a customer with their complaints, and the newest letter they have."""
    named = f"{customer.name} ({format_list(customer.complaints)})"
    if not customer.letters:
        return named
    told = _("{customer}, told by {letter}")
    return told.format(customer=named, letter=customer.letters[-1])


def _next_to_tell(customers: Sequence[CustomerToTell]) -> int | None:
    """Return the first customer who has no letter yet."""
    return next((each.id for each in customers if not each.letters), None)


class WhichReportDialog(Dialog):
    """Asks which report is wanted, and about what."""

    def __init__(self, parent: QWidget | None) -> None:
        """Offer the kinds that can be asked for."""
        super().__init__(
            parent,
            _("New report"),
            _("An inspection report issues itself when a batch is decided."),
        )
        self.kind: ChoiceField[ReportKind] = ChoiceField(
            _("Which report"), [(kind, headed(kind.label)) for kind in ASKED], required=True
        )
        self.kind.choose(ReportKind.DEFECT)
        self.subject = TextField(_("About what"), required=True)
        self.told = words("", quiet=True)
        for each in (self.kind, self.subject, self.told):
            self.body.addWidget(each)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Next"), "primary")
        self.kind.changed.connect(self._look)
        self.subject.changed.connect(self._look)
        self._look()
        self.subject.editor.setFocus()

    def _look(self) -> None:
        kind = self.kind.value()
        self.told.setText(_(_SUBJECTS[kind]) if kind is not None else "")
        self.deed.setEnabled(not (self.kind.wrong() or self.subject.wrong()))


def ask_which(parent: QWidget, kit: Kit) -> None:
    """Ask which report is wanted, find what it is about, and issue it."""
    from qc_desk.services.report_subjects import find_subject  # noqa: PLC0415 (on use)

    dialog = WhichReportDialog(parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    kind, name = dialog.kind.value(), dialog.subject.value() or ""
    if kind is None:
        return
    wanted = kind
    try:
        found = kit.records.read(lambda session: find_subject(session, wanted, name))
    except QcError as refusal:
        kit.messages.refuse(refusal)
        return
    issue_new(parent, kit, kind, found, name)


def issue_new(parent: QWidget, kit: Kit, kind: ReportKind, subject_id: int, about: str) -> None:
    """Ask what its sender decides, issue the report beside the window, and open it."""
    person = kit.presence.person
    if person is None:
        return
    at = kit.records.now()
    customers: list[CustomerToTell] = []
    if kind is ReportKind.FIXED_LETTER:
        customers = kit.records.read(lambda session: customers_to_tell(session, subject_id))
    dialog = NewReportDialog(parent, usual_entry(kind, subject_id, at.date()), about, customers)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    entry = dialog.wanted()

    def issue(session: "Session", _job: "Job") -> "IssuedReport":
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy)
        from qc_desk.services.new_reports import issue_report  # noqa: PLC0415

        return issue_report(session, entry, person.person_id, at, print_paper)

    def issued(report: "IssuedReport") -> None:
        kit.messages.succeed(_("Report {number} is issued.").format(number=report.number))
        kit.go_to("reports", report.id)

    kit.jobs.change(_("Issuing a report"), issue, issued)


class PapersCard(Card):
    """The reports that can be issued about what is shown."""

    def __init__(
        self, parent: QWidget, kit: Kit, offered: dict[ReportKind, int], about: str
    ) -> None:
        """Offer a button for each kind with the id of its subject."""
        super().__init__(_("Reports and letters"))
        self.buttons: dict[ReportKind, Button] = {}
        row = Flow()
        for kind, subject_id in offered.items():
            made = Button(_("{kind}…").format(kind=headed(kind.label)), "", "file-text")
            made.clicked.connect(
                lambda _on=False, kind=kind, subject_id=subject_id: issue_new(
                    parent, kit, kind, subject_id, about
                )
            )
            self.buttons[kind] = made
            row.addWidget(made)
        self.body.addLayout(row)
