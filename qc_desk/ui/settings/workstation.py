"""This workstation: what holds on this computer alone, whoever is signed in."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from qc_desk import settings
from qc_desk.i18n import _
from qc_desk.ui.fields import ChoiceField, Field, IntegerField
from qc_desk.ui.idle import Idle
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.settings.one_form import OneForm
from qc_desk.ui.settings.section import Section
from qc_desk.ui.settings.shop_kinds import languages

_LONGEST_IDLE = 60  # minutes, as the settings file takes it


@dataclass(frozen=True)
class Choices:
    """What can be chosen here, of all the settings."""

    theme: str
    language: str
    idle_minutes: int


class WorkstationSection(OneForm):
    """Theme, language at the door, and minutes until the window locks itself."""

    def __init__(self, kit: Kit) -> None:
        """Show what holds here."""
        super().__init__(
            kit,
            _("This workstation"),
            _("Holds on this computer only, for everybody who signs in here."),
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
        found = Choices(kept.theme, kept.language, kept.idle_minutes)
        if found != self._shown:
            self._shown = found
            self._show(found)

    def _show(self, found: Choices) -> None:
        """Show the form."""
        themes = [
            ("auto", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ]
        fields: dict[str, Field[Any]] = {
            "theme": ChoiceField(_("Colours"), themes, required=True),
            "language": ChoiceField(
                _("Language of the sign-in screen"),
                languages(),
                required=True,
                hint=_("From the next start. Whoever signs in has a language of their own."),
            ),
            "idle_minutes": IntegerField(
                _("Lock after minutes without a touch"),
                least=1,
                most=_LONGEST_IDLE,
                required=True,
                hint=_("What is typed stays; the person signs in again."),
            ),
        }
        panel = self.show_form(fields, found, "workstation")
        panel.saved.connect(self._save)

    def _save(self) -> None:
        """Write the settings file, and put into force what can be at once."""
        if not isinstance(self.panel, EntryPanel):
            return
        chosen = Choices(**self.panel.values())
        try:
            kept = settings.load(environment={})
            settings.save(replace(kept, **vars(chosen)))
        except (OSError, settings.SettingsError) as problem:
            self.kit.messages.warn(
                _("The settings of this workstation were not saved."), _reason(problem)
            )
            return
        self._shown = chosen
        self.panel.set_clean()
        self.kit.theme.choose(chosen.theme)
        _lock_after(self.window(), chosen.idle_minutes)
        self.kit.messages.succeed(_("Saved for this workstation."))


def _reason(problem: Exception) -> str:
    return (problem.strerror or str(problem)) if isinstance(problem, OSError) else str(problem)


def _lock_after(window: QWidget, minutes: int) -> None:
    """Let the watch of the window wait as long as was chosen."""
    watch = window.findChild(Idle)
    if watch is not None:
        watch.wait(minutes * 60_000)


def build(kit: Kit) -> Section:
    """Build the section."""
    return WorkstationSection(kit)
