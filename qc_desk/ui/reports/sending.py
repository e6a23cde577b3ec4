"""Sends the report that is shown: asked for, done in a job, noted, and said."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from qc_desk import settings
from qc_desk.domain.delivery_words import DeliveryWay
from qc_desk.i18n import _
from qc_desk.services.report_lists import ReportRow
from qc_desk.ui.files import choose_folder, choose_target, reports_to_write
from qc_desk.ui.pages import Kit
from qc_desk.ui.reports.send_dialog import Offer, SendDialog, Wish

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from qc_desk.services.deliveries import DeliveryRow
    from qc_desk.services.desk import Session
    from qc_desk.services.dispatch import Parcel
    from qc_desk.ui.jobs import Job

_LAST = "reports/send"  # the draft that remembers which way was taken last


def send_report(parent: QWidget, kit: Kit, row: ReportRow) -> None:
    """Ask to whom and which way, and send the report."""
    if kit.presence.person is None:
        return
    dialog = SendDialog(parent, _offer(kit, row), _last_way(kit))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    wish = dialog.wish()
    for field in (dialog.mail_password, dialog.certificate_password):
        field.forget()
    kit.drafts.keep(_LAST, {"way": wish.way.value})
    sending = Sending(parent, kit, row, wish)
    sending.begin()


def _last_way(kit: Kit) -> DeliveryWay:
    """Return the way that was taken last."""
    kept = (kit.drafts.get(_LAST) or {}).get("way", "")
    return next((each for each in DeliveryWay if each.value == kept), DeliveryWay.DRAFT)


def _offer(kit: Kit, row: ReportRow) -> Offer:
    """Return what can be chosen here."""
    from qc_desk.services.certificates import certificates  # noqa: PLC0415 (on use)
    from qc_desk.services.letters import recipients  # noqa: PLC0415 (on use)
    from qc_desk.services.mail_passwords import has_keyring, kept_password  # noqa: PLC0415
    from qc_desk.services.mail_server import mail_server  # noqa: PLC0415 (on use)
    from qc_desk.services.signed_copies import can_sign  # noqa: PLC0415 (on use)

    def read(session: "Session") -> Offer:
        kept = certificates(session) if can_sign() else []
        here = _workstation()
        asks = bool(here.mail_host and here.mail_from and here.mail_login)
        return Offer(
            number=row.number,
            recipients=recipients(session, row.id),
            mail_password=asks and not kept_password(mail_server(here)),
            has_keyring=has_keyring(),
            certificate=kept[0].name if kept and not row.is_signed else "",
            is_signed=row.is_signed,
        )

    return kit.records.read(read)


def _workstation() -> settings.Settings:
    """Return the settings of this workstation as they are in its file now."""
    try:
        return settings.load(environment={})
    except settings.SettingsError:
        return settings.Settings(Path())


class Sending:
    """One report on its way."""

    def __init__(self, parent: QWidget, kit: Kit, row: ReportRow, wish: Wish) -> None:
        self._parent, self._kit, self._row, self._wish = parent, kit, row, wish
        self._at = kit.records.now()

    def begin(self) -> None:
        """Ask what the way needs, then do it in a job."""
        way = self._wish.way
        if way is DeliveryWay.FILE:
            self._save()
        elif way is DeliveryWay.PRINT:
            self._print()
        elif way is DeliveryWay.FOLDER:
            self._drop()
        elif way is DeliveryWay.EMAIL:
            self._start(self._mail)
        else:
            self._draft()

    def _start(
        self,
        hand_over: "Callable[[Parcel, Job], DeliveryRow]",
        afterwards: Callable[[], object] = lambda: None,
    ) -> None:
        desk, wish, row = self._kit.records.desk, self._wish, self._row

        def work(job: "Job") -> "DeliveryRow":
            from qc_desk.services import certificates, dispatch  # noqa: PLC0415 (on use)

            opened = None
            if wish.signs:
                with desk.reading() as session:
                    locked = certificates.locked_certificate(session, self._at)
                    opened = certificates.open_certificate(locked, wish.certificate_password)
            parcel = dispatch.pack(desk, row.id, wish.to, self._by, opened)
            return hand_over(parcel, job)

        def done(noted: "DeliveryRow") -> None:
            self._kit.records.changed.emit()
            afterwards()
            self._say(noted)

        self._kit.jobs.start(_("Sending {number}").format(number=row.number), work, done)

    @property
    def _by(self) -> int:
        person = self._kit.presence.person
        return person.person_id if person is not None else 0

    def _say(self, noted: "DeliveryRow") -> None:
        """Say what was done, and what is still to be confirmed."""
        facts = {"number": noted.report, "name": noted.to_whom}
        if noted.way.is_sent_at_once:
            said = _("{number} was sent to {name}.").format(**facts)
            self._kit.messages.succeed(said, noted.address)
            return
        said = _("{number} is ready for {name}.").format(**facts)
        self._kit.messages.succeed(said, _("Once it is sent, confirm it here: “It was sent”."))

    # The ways

    def _draft(self) -> None:
        file = _draft_place() / f"{self._row.number}.eml"
        sender = _workstation().mail_from

        def hand_over(parcel: "Parcel", _job: "Job") -> "DeliveryRow":
            from qc_desk.services.dispatch import make_draft  # noqa: PLC0415 (on use)

            return make_draft(self._kit.records.desk, parcel, file, sender, self._by, self._at)

        self._start(hand_over, lambda: _show(file))

    def _mail(self, parcel: "Parcel", _job: "Job") -> "DeliveryRow":
        from qc_desk.services.dispatch import send_mail  # noqa: PLC0415 (on use)
        from qc_desk.services.mail_passwords import keep_password, kept_password  # noqa: PLC0415
        from qc_desk.services.mail_server import MailAccount, mail_server  # noqa: PLC0415

        server = mail_server(_workstation())
        password = self._wish.mail_password or kept_password(server)
        account = MailAccount(server=server, password=password)
        noted = send_mail(self._kit.records.desk, parcel, account, self._by, self._at)
        if self._wish.keep_password:  # once the server has taken it
            keep_password(server, password)
        return noted

    def _drop(self) -> None:
        folder = self._outbox()
        if folder is None:
            return

        def hand_over(parcel: "Parcel", _job: "Job") -> "DeliveryRow":
            from qc_desk.services.dispatch import drop_into  # noqa: PLC0415 (on use)

            return drop_into(self._kit.records.desk, parcel, folder, self._by, self._at)

        self._start(hand_over)

    def _save(self) -> None:
        name = f"{self._row.number}.pdf"
        file = choose_target(self._parent, _("Save the report"), name, reports_to_write())
        if file is None:
            return

        def hand_over(parcel: "Parcel", _job: "Job") -> "DeliveryRow":
            from qc_desk.services.dispatch import save_as  # noqa: PLC0415 (on use)

            return save_as(self._kit.records.desk, parcel, file, self._by, self._at)

        self._start(hand_over)

    def _print(self) -> None:
        from qc_desk.ui import printing  # noqa: PLC0415 (Qt's print support on use)

        printer: QPrinter | None = printing.choose_printer(self._parent, self._row.number)
        if printer is None:
            return

        def hand_over(parcel: "Parcel", job: "Job") -> "DeliveryRow":
            from qc_desk.services.dispatch import note_print  # noqa: PLC0415 (on use)

            printing.print_pdf(parcel.pdf, self._row.number, printer, job.step)
            return note_print(self._kit.records.desk, parcel, self._by, self._at)

        self._start(hand_over)

    def _outbox(self) -> Path | None:
        """Return the folder for outgoing reports: of the settings, or one that is chosen now."""
        kept = _workstation().outbox
        if kept:
            return Path(kept).expanduser()
        return choose_folder(self._parent, _("Folder for outgoing reports"))


def _draft_place() -> Path:
    """Return where drafts are put for the mail program to take them."""
    place = QStandardPaths.StandardLocation.CacheLocation
    return Path(QStandardPaths.writableLocation(place)) / "drafts"


def _show(file: Path) -> None:
    """Let the mail program open a draft."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
