"""What is done with an issued report: printed, saved, verified, issued again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.report_lists import ReportFilter, ReportRow
from qc_desk.ui.dialogs import ask_reason
from qc_desk.ui.files import choose_folder, choose_target, reports_to_write
from qc_desk.ui.messages import Message
from qc_desk.ui.pages import Kit
from qc_desk.ui.reports.again import ask_again
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.evidence import Bundle
    from qc_desk.services.issued_reports import IssuedReport
    from qc_desk.services.report_exports import ReportExport
    from qc_desk.services.verify_reports import ReportCheck
    from qc_desk.ui.jobs import Job

_FOLDER = "reports/folder"  # the draft that remembers where reports are saved


def print_report(parent: QWidget, kit: Kit, row: ReportRow, pdf: bytes) -> None:
    """Ask for a printer and print the very pages; off the window's thread, can be cancelled."""
    from qc_desk.ui import printing  # noqa: PLC0415 (Qt's print support only when it is needed)

    printer = printing.choose_printer(parent, row.number)
    if printer is None:
        return

    def done(count: int) -> None:
        said = ngettext(
            "{count} page of {number} was sent to the printer.",
            "{count} pages of {number} were sent to the printer.",
            count,
        )
        kit.messages.succeed(said.format(count=count, number=row.number))

    kit.jobs.start(
        _("Printing {number}").format(number=row.number),
        lambda job: printing.print_pdf(pdf, row.number, printer, job.step),
        done,
    )


def save_report(parent: QWidget, kit: Kit, row: ReportRow) -> None:
    """Write the report to a file as it leaves, whole or not at all."""
    from qc_desk.services.files import write_file  # noqa: PLC0415 (after the first paint)
    from qc_desk.services.organisation_signatures import leaving  # noqa: PLC0415

    last = (kit.drafts.get(_FOLDER) or {}).get("folder", "")
    folder = Path(last) if last and Path(last).is_dir() else Path.home()
    suggested = folder / f"{row.number}.pdf"
    file = choose_target(parent, _("Save the report"), suggested, reports_to_write())
    if file is None:
        return
    kit.drafts.keep(_FOLDER, {"folder": str(file.parent)})

    def done(_nothing: None) -> None:
        said = _("{number} is saved.").format(number=row.number)
        kit.messages.succeed(said, str(file))

    kit.jobs.read(
        _("Saving {number}").format(number=row.number),
        lambda session, _job: write_file(file, leaving(session, row.id).pdf),
        done,
    )


def bundle_evidence(parent: QWidget, kit: Kit, row: ReportRow) -> None:
    """Ask where to, and write the report with everything that proves it; can be cancelled."""
    from qc_desk.services.evidence import bundle_name, make_bundle  # noqa: PLC0415 (on use)

    title, kinds = _("Save the evidence bundle"), _("ZIP files (*.zip)")
    file = choose_target(parent, title, bundle_name(row.number), kinds)
    if file is None:
        return

    def done(made: "Bundle") -> None:
        said = _("The evidence for {number} is saved.").format(number=made.report)
        count = ngettext("{count} file", "{count} files", made.files).format(count=made.files)
        kit.messages.succeed(said, f"{made.file} ({count})")

    kit.jobs.start(
        _("Bundling evidence for {number}").format(number=row.number),
        lambda job: make_bundle(kit.records.desk, row.id, file, job.step),
        done,
    )


def export_all(parent: QWidget, kit: Kit, wanted: ReportFilter) -> None:
    """Ask for a folder and write every report that the list shows; can be cancelled."""
    from qc_desk.services.report_lists import report_ids  # noqa: PLC0415

    export_these(parent, kit, kit.records.read(lambda session: report_ids(session, wanted)))


def export_these(parent: QWidget, kit: Kit, ids: list[int]) -> None:
    """Ask for a folder and write these reports; can be cancelled, and what is there stays."""
    from qc_desk.services.report_exports import export_reports  # noqa: PLC0415 (on use)

    count = len(ids)
    title = ngettext("Folder for {count} report", "Folder for {count} reports", count)
    chosen = choose_folder(parent, title.format(count=format_integer(count)))
    if chosen is None:
        return

    def done(made: "ReportExport") -> None:
        whole = made.written + made.there_already
        said = ngettext("{count} report is in the folder.", "{count} reports are there.", whole)
        kit.messages.succeed(said.format(count=format_integer(whole)), str(made.folder))

    kit.jobs.start(
        _("Exporting reports"),
        lambda job: export_reports(kit.records.desk, ids, chosen, job.step),
        done,
    )


def verify_report(kit: Kit, row: ReportRow, pdf: bytes) -> None:
    """Compare the report's bytes, data and signatures with the record, and say what came out."""

    def check(session: "Session", _job: "Job") -> "ReportCheck":
        from qc_desk.reports.reading import read_report  # noqa: PLC0415 (heavy)
        from qc_desk.services.verify_reports import check_report  # noqa: PLC0415

        read = read_report(pdf)
        return check_report(session, read.report_number, pdf, read.signed_data)

    def done(checked: "ReportCheck") -> None:
        if checked.good:
            kit.messages.succeed(
                _("{number} is exactly the report that was issued.").format(number=row.number),
                _("Its bytes, its data and every signature in it agree with the record."),
            )
            return
        headline = _("{number} is not what was issued. Do not rely on it.")
        wrong = " ".join(found.what for found in checked.findings)
        kit.messages.say(Message(Tone.FAIL, headline.format(number=row.number), wrong))

    kit.jobs.read(_("Verifying {number}").format(number=row.number), check, done)


def withdraw_report(parent: QWidget, kit: Kit, row: ReportRow) -> None:
    """Ask why, and withdraw a report."""
    person = kit.presence.person
    reason = ask_reason(
        parent,
        _("Withdraw {number}?").format(number=row.number),
        _(
            "It stays in the register, marked as withdrawn, and can no longer be sent. Whoever"
            " verifies the PDF is told so."
        ),
        [_("It names the wrong goods."), _("What it says is not true.")],
        do=_("Withdraw"),
    )
    if person is None or reason is None:
        return
    at, why = kit.records.now(), reason

    def withdraw(session: "Session") -> bool:
        from qc_desk.services import issued_reports  # noqa: PLC0415 (on use)

        issued_reports.withdraw(session, row.id, why, person.person_id, at)
        return True

    if kit.records.change(withdraw):
        kit.messages.succeed(_("{number} is withdrawn.").format(number=row.number))


def issue_again(
    parent: QWidget, kit: Kit, row: ReportRow, done: "Callable[[IssuedReport], None]"
) -> None:
    """Ask for a language and a reason, and issue the report again; off the window's thread."""
    person = kit.presence.person
    wanted = ask_again(parent, row) if person is not None else None
    if person is None or wanted is None:
        return
    at = kit.records.now()

    def issue(session: "Session", _job: "Job") -> "IssuedReport":
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy)
        from qc_desk.services.issued_reports import Reissue, reissue  # noqa: PLC0415

        again = Reissue(report_id=row.id, language=wanted[0], reason=wanted[1])
        return reissue(session, again, person.person_id, at, print_paper)

    def issued(report: "IssuedReport") -> None:
        said = _("Report {number} is issued and replaces {old}.")
        kit.messages.succeed(said.format(number=report.number, old=row.number))
        done(report)

    kit.jobs.change(_("Issuing {number} again").format(number=row.number), issue, issued)
