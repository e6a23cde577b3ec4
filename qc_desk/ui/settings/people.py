"""People: who they are, what they may decide where, and their passwords."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from qc_desk.i18n import N_, _, headed
from qc_desk.services import people
from qc_desk.services.keys import owners_who_confirm
from qc_desk.services.sites import site_rows
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.fields import ChoiceField, Field, TextField
from qc_desk.ui.first_start.suggestions import login_for
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.print_outs import print_key_card
from qc_desk.ui.rows import Column
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.settings.kinds import Deeds, Kind, KindWords
from qc_desk.ui.settings.password_dialog import PasswordDialog
from qc_desk.ui.settings.roles_field import Held, RolesField
from qc_desk.ui.settings.section import Section
from qc_desk.ui.settings.shop_kinds import in_use, language_name, languages
from qc_desk.ui.settings.shop_section import ShopSection
from qc_desk.ui.theme import Tone, Type

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from qc_desk.services.desk import Session
    from qc_desk.services.people import PersonRow


class PeopleSection(ShopSection):
    """The list and form of people, with their passwords below the form."""

    dialog: PasswordDialog | None = None

    @override
    def _show_form(self, row: "PersonRow | None") -> EntryPanel:
        """Put the form into the panel, with the person's roles and password."""
        panel = super()._show_form(row)
        if row is None:
            _suggest_login(panel)
        else:
            panel.form.column.insertWidget(0, words(_login(row), quiet=True))
            if not row.retired:
                self._add_password(panel, row)
        return panel

    def _add_password(self, panel: EntryPanel, row: "PersonRow") -> None:
        """Say whether the person can sign in, and offer a password."""
        panel.body.addWidget(words(_("Password"), Type.STRONG))
        if row.has_key:
            state = Badge(_("Has a password"), Tone.PASS)
            said = _("Forgotten? Then a new key is made; a second owner confirms it.")
            verb = _("New password…")
        else:
            state = Badge(_("No password yet"), Tone.WARN)
            said = _("Without one {name} cannot sign in.").format(name=row.name)
            verb = _("Set a password…")
        panel.body.addWidget(state)
        panel.body.addWidget(words(said, Type.SMALL, quiet=True))
        panel.body.addWidget(
            button(verb, lambda: self._ask_password(row), "", "key-round"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        if row.has_key:
            panel.body.addWidget(
                button(
                    _("Key card…"),
                    lambda: print_key_card(self, self.kit, row.id),
                    "",
                    "printer",
                ),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )

    def _ask_password(self, row: "PersonRow") -> None:
        """Ask the person for a password, and a second owner where one must confirm."""
        owners: list[tuple[int, str]] = []
        if row.has_key:
            owners = self.kit.records.read(lambda s: owners_who_confirm(s, row.id, self.by))
        self.dialog = PasswordDialog(self, self.kit, row, owners)
        self.dialog.enrolled.connect(lambda: self._tell_enrolled(row))
        self.dialog.open()

    def _tell_enrolled(self, row: "PersonRow") -> None:
        """Show that the person can sign in now."""
        self.kit.records.changed.emit()
        self.kit.messages.succeed(
            _("{name} can sign in with the new password.").format(name=row.name)
        )

    @override
    def _after_save(self, kept: Any, *, new: bool) -> None:
        """Go on with a new person: they need a password."""
        super()._after_save(kept, new=new)
        if new:
            self.show_row(kept)


def _login(row: "PersonRow") -> str:
    return _("Login: {login}").format(login=row.login)


def _suggest_login(panel: EntryPanel) -> None:
    """Suggest a login from the name, until another one is typed."""
    name, login = panel.form.fields["name"], panel.form.fields["login"]
    last = [login_for(name.text())]

    def suggest() -> None:
        if login.text() in ("", last[0]):
            last[0] = login_for(name.text())
            login.set_text(last[0])

    name.changed.connect(suggest)


def _fields(session: "Session", row: "PersonRow | None") -> dict[str, Field[Any]]:
    tongue = ChoiceField(_("Language"), languages(), required=True)
    if row is None:
        tongue.choose("en")
    fields: dict[str, Field[Any]] = {"name": TextField(_("Full name"), required=True)}
    if row is None:
        login = TextField(
            _("Login"), longest=40, required=True, hint=_("Short; it cannot be changed later.")
        )
        login.check = lambda typed: (
            _("A login has no blanks.") if any(sign.isspace() for sign in typed) else ""
        )
        fields["login"] = login
    fields["language"] = tongue
    fields["roles"] = RolesField([(site.id, site.name) for site in site_rows(session)])
    return fields


def _add(session: "Session", values: "Mapping[str, Any]", by: int, at: "datetime") -> "PersonRow":
    made = people.add_person(session, values["login"], values["name"], values["language"], by, at)
    return people.set_roles(session, made.id, set(values["roles"]), by, at)


def _change(
    session: "Session", seen: "PersonRow", values: "Mapping[str, Any]", by: int, at: "datetime"
) -> "PersonRow":
    people.change_person(session, seen.id, values["name"], values["language"], by, at)
    wanted: Held = values["roles"]
    shown = {site.id for site in site_rows(session)}
    elsewhere = {(each.role, each.site_id) for each in seen.roles if each.site_id not in shown}
    return people.set_roles(session, seen.id, set(wanted) | elsewhere, by, at)


def _retire(session: "Session", seen: "PersonRow", by: int, at: "datetime") -> "PersonRow":
    people.retire_person(session, seen.id, by, at)
    return people.person_row(session, seen.id)


def _bring_back(session: "Session", seen: "PersonRow", by: int, at: "datetime") -> "PersonRow":
    people.bring_back_person(session, seen.id, by, at)
    return people.person_row(session, seen.id)


def _roles(row: "PersonRow") -> str:
    return ", ".join(f"{headed(each.role.label)} ({each.site})" for each in row.roles)


def _password_state(row: "PersonRow") -> tuple[Tone, str] | None:
    return (Tone.PASS, "key-round") if row.has_key else (Tone.WARN, "triangle-alert")


def people_kind() -> Kind[Any]:
    """Describe people."""
    return Kind(
        name="people",
        words=KindWords(
            title=N_("People"),
            lead=N_("Who checks and who decides. Nobody is ever deleted: old signatures stay."),
            search=N_("Search name or login"),
            add=N_("Add a person"),
            empty=N_("Nobody here yet"),
            empty_text=N_("Add everybody who checks, each with a password of their own."),
            retire_text=N_(
                "They can no longer sign in or decide. What they did stays, and they can be"
                " brought back."
            ),
        ),
        columns=[
            Column(N_("Full name"), lambda row: row.name, sort="name", width=132, grow=2),
            Column(
                N_("Password"),
                lambda row: _("Set") if row.has_key else _("Not yet"),
                sort="password",
                state=_password_state,
                width=160,
                spare=2,
            ),
            Column(N_("Roles"), _roles, sort="roles", width=176, grow=3),
            Column(N_("Language"), lambda row: language_name(row.language), width=90, spare=4),
            in_use(),
        ],
        fields=_fields,
        deeds=Deeds(
            rows=lambda session, search, retired: people.people_rows(
                session, search, retired=retired
            ),
            add=_add,
            change=_change,
            retire=_retire,
            bring_back=_bring_back,
        ),
        shown=lambda row: row.name,
        owners_only=True,
    )


def build(kit: Kit) -> Section:
    """Build the section."""
    return PeopleSection(kit, people_kind())
