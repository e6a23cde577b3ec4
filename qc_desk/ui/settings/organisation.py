"""The organisation: what stands at the head of every report."""

from typing import TYPE_CHECKING

from qc_desk.i18n import _
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.settings.one_form import OneForm
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.settings.section import Section, only_owners
from qc_desk.ui.settings.shop_kinds import language_name, languages

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.glance import OrganisationRow


class OrganisationSection(OneForm):
    """Name, address and language of the shop."""

    def __init__(self, kit: Kit) -> None:
        """Show whose record this is."""
        super().__init__(
            kit,
            _("Organisation"),
            _("It stands at the head of every report. Issued reports keep what they say."),
        )
        self._seen: OrganisationRow | None = None

    @override
    def reload(self) -> None:
        """Read it again, unless something is being typed."""
        from qc_desk.services.first_start import organisation  # noqa: PLC0415 (on use)

        may = self.rights().may_own
        self.notice.say("" if may else only_owners())
        if self.typing and may:
            return
        found = self.kit.records.read(organisation)
        if found is None:
            return
        same = found == self._seen and isinstance(self.panel, EntryPanel) == may
        self._seen = found
        if not same or self.panel is None:
            (self._show_fields if may else self._show_facts)(found)

    def _show_fields(self, found: "OrganisationRow") -> None:
        """Show the form of an owner."""
        fields = {
            "name": TextField(_("Name"), required=True),
            "address": TextField(_("Address"), longest=500),
            "language": ChoiceField(
                _("Language"),
                languages(),
                required=True,
                hint=_("Of the shop itself; people and manufacturers each have their own."),
            ),
            "currency": TextField(
                _("Currency"),
                longest=3,
                required=True,
                hint=_("Its three letters, such as EUR. What reworks cost is entered in it."),
            ),
        }
        panel = self.show_form(fields, found, "organisation")
        panel.saved.connect(lambda: self._save(panel))

    def _show_facts(self, found: "OrganisationRow") -> None:
        """Show the facts to everybody else."""
        panel = Panel("")
        panel.add_fact(_("Name"), found.name)
        panel.add_fact(_("Address"), found.address)
        panel.add_fact(_("Language"), language_name(found.language))
        panel.add_fact(_("Currency"), found.currency)
        self.show_panel(panel)

    def _save(self, panel: EntryPanel) -> None:
        """Keep what is entered."""
        from qc_desk.services import first_start, glance  # noqa: PLC0415 (on use)

        seen, entry = self._seen, glance.OrganisationEntry(**panel.values())
        now = self.kit.records.now()
        if seen is None:
            return

        def keep(session: "Session") -> "OrganisationRow":
            return first_start.change_organisation(session, seen, entry, self.by, now)

        if self.kit.records.change(keep) is not None:
            panel.set_clean()
            self.reload()
            self.kit.messages.succeed(_("Saved: {name}.").format(name=entry.name))
        else:
            self._seen = self.kit.records.read(first_start.organisation)


def build(kit: Kit) -> Section:
    """Build the section."""
    return OrganisationSection(kit)
