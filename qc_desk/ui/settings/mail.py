"""Outgoing reports: the mail server of this workstation, and the folder for what goes out."""

from dataclasses import dataclass, replace
from typing import Any

from qc_desk import settings
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.fields import ChoiceField, Field, IntegerField, TextField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.settings.one_form import OneForm
from qc_desk.ui.settings.section import Section

_HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Choices:
    """What can be chosen here, of all the settings."""

    mail_from: str
    mail_host: str
    mail_port: int
    mail_security: str
    mail_login: str
    outbox: str


class MailSection(OneForm):
    """Address, mail server and folder; the password is never part of it."""

    def __init__(self, kit: Kit) -> None:
        """Show what holds here."""
        super().__init__(
            kit,
            _("E-mail"),
            _(
                "How reports leave this computer. Without a mail server they go out as drafts "
                "of your mail program."
            ),
        )
        self._shown: Choices | None = None

    @override
    def reload(self) -> None:
        """Read the settings file, unless something is being typed."""
        if self.typing:
            return
        try:
            kept = settings.load(environment={})
        except settings.SettingsError as problem:
            self.kit.messages.warn(str(problem))
            return
        found = Choices(**{name: getattr(kept, name) for name in Choices.__annotations__})
        if found != self._shown:
            self._shown = found
            self._show(found)

    def _show(self, found: Choices) -> None:
        """Show the form."""
        security = [
            ("starttls", _("STARTTLS (usually port 587)")),
            ("tls", _("TLS (usually port 465)")),
        ]
        fields: dict[str, Field[Any]] = {
            "mail_from": TextField(
                _("Address of the sender"),
                longest=254,
                hint=_("Stands on drafts and messages; answers come back to it."),
            ),
            "mail_host": TextField(
                _("Mail server"),
                longest=253,
                hint=_("Leave it empty to send with your mail program only."),
            ),
            "mail_port": IntegerField(_("Port"), least=1, most=_HIGHEST_PORT, required=True),
            "mail_security": ChoiceField(
                _("Encryption"),
                security,
                required=True,
                hint=_("Nothing is ever sent unencrypted, or to a server nobody vouches for."),
            ),
            "mail_login": TextField(
                _("Login"),
                longest=254,
                hint=_("The password is asked for when you send, and kept only in the keyring."),
            ),
            "outbox": TextField(
                _("Folder for outgoing reports"),
                longest=1000,
                hint=_("Each recipient gets a folder in it, for a portal or a synchronised disk."),
            ),
        }
        self.show_form(fields, found, "mail").saved.connect(self._save)

    def _save(self) -> None:
        """Write the settings file."""
        if not isinstance(self.panel, EntryPanel):
            return
        chosen = Choices(**self.panel.values())
        try:
            _must_be_addresses(chosen)
            kept = settings.load(environment={})
            settings.save(replace(kept, **vars(chosen)))
        except QcError as refusal:
            self.kit.messages.refuse(refusal)
            return
        except (OSError, settings.SettingsError) as problem:
            self.kit.messages.warn(
                _("The settings of this workstation were not saved."), _reason(problem)
            )
            return
        self._shown = chosen
        self.panel.set_clean()
        self.kit.messages.succeed(_("Saved for this workstation."))


def _must_be_addresses(chosen: Choices) -> None:
    """Refuse a sender that no answer could come back to."""
    from qc_desk.services.manufacturers import checked_email  # noqa: PLC0415 (on use)

    checked_email(chosen.mail_from)


def _reason(problem: Exception) -> str:
    return (problem.strerror or str(problem)) if isinstance(problem, OSError) else str(problem)


def build(kit: Kit) -> Section:
    """Build the section."""
    return MailSection(kit)
