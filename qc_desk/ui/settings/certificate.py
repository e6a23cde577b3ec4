"""The certificate with which the organisation signs what it sends."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, format_date, ngettext
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import IntegerField
from qc_desk.ui.files import choose_file
from qc_desk.ui.first_start.password_pair import PasswordPair
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.settings.one_form import OneForm
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.settings.section import Section, only_owners
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.theme import SPACE_M, TARGET, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.certificates import CertificateRow, NewCertificate
    from qc_desk.services.desk import Session
    from qc_desk.services.signing_rules import SigningRuleRow

_USUAL_YEARS, _MOST_YEARS = 10, 30
_INDENT = 40  # px: under the words of a tick


class CertificateSection(OneForm):
    """Shows the certificate in force; owners make or import another one."""

    def __init__(self, kit: Kit) -> None:
        """Offer to make and to import one."""
        super().__init__(
            kit,
            _("Certificate"),
            _(
                "With it the organisation signs the reports that it sends. Readers of PDF show "
                "who signed, and whether a byte was changed since."
            ),
        )
        self.make = button(_("Make one…"), self._make, "", "plus")
        self.bring = button(_("Import…"), self._import, "", "upload")
        self.verbs.addWidget(self.make)
        self.verbs.addWidget(self.bring)
        self._name = ""
        self._rule: SigningRuleRow
        self._shown: object = None

    @override
    def reload(self) -> None:
        """Read again what the record holds."""
        from qc_desk.services.certificates import certificates  # noqa: PLC0415 (on use)
        from qc_desk.services.first_start import organisation  # noqa: PLC0415 (on use)
        from qc_desk.services.signed_copies import can_sign  # noqa: PLC0415 (on use)
        from qc_desk.services.signing_rules import signing_rule  # noqa: PLC0415 (on use)

        may = self.rights().may_own
        for each in (self.make, self.bring):
            each.setVisible(may)
        missing = _("Signing needs the extra part “sign” of this program: qc-desk[sign].")
        self.notice.say(("" if can_sign() else missing) if may else only_owners())

        def read(session: "Session") -> "tuple[list[CertificateRow], str, SigningRuleRow]":
            shop = organisation(session)
            name = shop.name if shop is not None else ""
            return certificates(session), name, signing_rule(session)

        found, self._name, self._rule = self.kit.records.read(read)
        shown = (found, may and can_sign(), self.kit.seal.is_open)
        if shown == self._shown and found:
            self.at_issue.setChecked(self._rule.choice.at_issue)
            self.each.setChecked(self._rule.choice.each_sign_off)
        else:
            self._shown = shown
            self._show(found, may=may and can_sign())

    def _show(self, found: "list[CertificateRow]", *, may: bool) -> None:
        """Show the one in force, how it is used, and how many came before it."""
        panel = Panel("")
        if not found:
            panel.body.addWidget(
                words(
                    _(
                        "There is none yet. One that is made here is enough to show that nothing "
                        "was changed; one from an authority also says who you are."
                    )
                )
            )
            self.show_panel(panel)
            return
        now = found[0]
        panel.add_fact(_("Issued to"), now.name)
        panel.add_fact(_("Vouched for by"), _("itself") if now.is_own else now.issuer)
        days = _("{first} to {last}").format(
            first=format_date(now.valid_from.date()), last=format_date(now.valid_until.date())
        )
        panel.add_fact(_("Valid"), days)
        panel.add_fact(_("Fingerprint (SHA-256)"), _grouped(now.fingerprint))
        before = len(found) - 1
        if before:
            said = ngettext(
                "{count} earlier certificate is kept, so that its signatures can be verified.",
                "{count} earlier certificates are kept, so that their signatures can be verified.",
                before,
            )
            panel.body.addWidget(words(said.format(count=before), quiet=True))
        panel.body.addLayout(self._use(may=may))
        self.show_panel(panel)

    def _use(self, *, may: bool) -> QVBoxLayout:
        """Return the choices of when and how often it is used; only owners change them."""
        choice = self._rule.choice
        self.at_issue = _tick(_("Sign every report once it is issued"), on=choice.at_issue)
        self.each = _tick(_("One signature for each sign-off"), on=choice.each_sign_off)
        use = QVBoxLayout()
        use.setSpacing(0)
        for tick, said in (
            (
                self.at_issue,
                _(
                    "The issued bytes stay as they are and the signature stands behind them. What "
                    "is issued while nobody has typed the password waits under Reports."
                ),
            ),
            (
                self.each,
                _(
                    "Each says who inspected or decided, as what, and when; else one says who "
                    "issued the report."
                ),
            ),
        ):
            tick.setEnabled(may)
            tick.clicked.connect(lambda _on=False: self._choose())
            use.addWidget(tick)
            hint = words(said, Type.SMALL, quiet=True)
            hint.setContentsMargins(_INDENT, 0, 0, SPACE_M)
            use.addWidget(hint)
        if self.kit.seal.is_open:
            shut = button(_("Ask for the password again"), self._shut, "", "lock")
            use.addWidget(shut, alignment=Qt.AlignmentFlag.AlignLeft)
        return use

    def _choose(self) -> None:
        """Keep when and how often it is used from now on."""
        from qc_desk.services.signing_rules import (  # noqa: PLC0415 (on use)
            SigningChoice,
            choose_signing,
        )

        choice = SigningChoice(
            at_issue=self.at_issue.isChecked(), each_sign_off=self.each.isChecked()
        )
        at = self.kit.records.now()
        kept = self.kit.records.change(
            lambda session: choose_signing(session, choice, self.by, at)
        )
        if kept is None:
            self.reload()
        elif kept.choice.at_issue:
            self.kit.messages.succeed(_("Every report is signed once it is issued."))
        else:
            self.kit.messages.succeed(_("Only what somebody asks for is signed."))

    def _shut(self) -> None:
        """Let the open certificate go."""
        self.kit.seal.shut()
        self.reload()

    def _make(self) -> None:
        """Ask for years and a password, and make one."""
        MakeDialog(self, self.kit, self._name).exec()

    def _import(self) -> None:
        """Ask for a file and passwords, and import one."""
        title = _("Import a certificate")
        files = _("Certificates with their key (*.p12 *.pfx)")
        chosen = choose_file(self, title, files)
        if chosen is not None:
            ImportDialog(self, self.kit, chosen).exec()


class _CertificateDialog(Dialog):
    """Asks for a password of the shop; subclasses say where the certificate comes from."""

    def __init__(self, parent: QWidget, kit: Kit, title: str, text: str) -> None:
        super().__init__(parent, title, text)
        self.kit = kit
        self.refusal = Notice()
        self.pair = PasswordPair(tuple)
        self.body.addWidget(self.refusal)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = button(title, self.begin, "primary", "key-round")
        self.deed.setAutoDefault(False)
        self.verbs.addWidget(self.deed)
        self.pair.changed.connect(self.look)
        self.pair.entered.connect(self.begin)

    def certificate(self) -> "NewCertificate":
        """Return the certificate, in a thread of its own; slow."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Whether everything is there beside the password of the shop."""
        return True

    def look(self) -> None:
        """Allow the deed once everything is there."""
        self.deed.setEnabled(self.pair.ready and self.ready())

    def begin(self) -> None:
        """Make or read the certificate in a job, and put it in force."""
        person = self.kit.presence.person
        if person is None or not self.deed.isEnabled():
            return
        desk, at = self.kit.records.desk, self.kit.records.now()

        def work(_job: Job) -> None:
            from qc_desk.services.certificates import keep_certificate  # noqa: PLC0415 (on use)

            new = self.certificate()
            with desk.writing() as session:
                keep_certificate(session, new, person.person_id, at)

        self.setEnabled(False)
        title = self.windowTitle()
        self.kit.jobs.start(title, work, self._finish, refused=self._refuse, quiet=True)

    def _finish(self, _nothing: None) -> None:
        """Close; no password is left behind."""
        self.pair.forget()
        self.setEnabled(True)
        self.accept()
        self.kit.records.changed.emit()
        self.kit.messages.succeed(_("The certificate is in force for what is sent from now on."))

    def _refuse(self, refusal: QcError) -> None:
        """Say why not, here in the dialog."""
        self.setEnabled(True)
        self.refusal.say(str(refusal), Tone.FAIL)


class MakeDialog(_CertificateDialog):
    """Makes a certificate that vouches for itself."""

    def __init__(self, parent: QWidget, kit: Kit, name: str) -> None:
        """Ask for how many years it holds."""
        text = _(
            "It is made out to {name}. Whoever sends signed reports types this password; nobody "
            "can look it up."
        )
        super().__init__(parent, kit, _("Make a certificate"), text.format(name=name))
        self._name, self._at = name, kit.records.now()
        self.years = IntegerField(_("Valid for years"), least=1, most=_MOST_YEARS, required=True)
        self.years.set_text(str(_USUAL_YEARS))
        self.years.changed.connect(self.look)
        self.body.addWidget(self.years)
        self.body.addWidget(self.pair)
        self.look()
        self.pair.first.editor.setFocus()

    @override
    def ready(self) -> bool:
        return not self.years.wrong()

    @override
    def certificate(self) -> "NewCertificate":
        from qc_desk.services.certificates import make_certificate  # noqa: PLC0415 (on use)

        years = self.years.value() or _USUAL_YEARS
        return make_certificate(self._name, years, self.pair.password, self._at)


class ImportDialog(_CertificateDialog):
    """Reads a certificate with its key from a file of an authority."""

    def __init__(self, parent: QWidget, kit: Kit, file: Path) -> None:
        """Ask for the password of the file."""
        text = _("From {file}. Its key is kept here under a new password of your own.")
        super().__init__(parent, kit, _("Import a certificate"), text.format(file=file.name))
        self._file = file
        self.its = PasswordField(_("Password of the file"))
        self.body.addWidget(self.its)
        self.body.addWidget(self.pair)
        self.look()
        self.its.editor.setFocus()

    @override
    def certificate(self) -> "NewCertificate":
        from qc_desk.services.certificates import read_certificate  # noqa: PLC0415 (on use)
        from qc_desk.services.files import read_file  # noqa: PLC0415 (on use)

        content = read_file(self._file)
        return read_certificate(self._file.name, content, self.its.text(), self.pair.password)


def _tick(text: str, *, on: bool) -> QCheckBox:
    """Return a tick large enough for a glove."""
    made = QCheckBox(text)
    made.setMinimumHeight(TARGET)
    made.setChecked(on)
    return made


def _grouped(digest: str) -> str:
    """Return a digest in groups of eight, which an eye can compare."""
    return " ".join(digest[begin : begin + 8] for begin in range(0, len(digest), 8))


def build(kit: Kit) -> Section:
    """Build the section."""
    return CertificateSection(kit)
