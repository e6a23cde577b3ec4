"""What the first start asks: the organisation, its first site, its first owner."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from qc_desk.i18n import LANGUAGES, _, language
from qc_desk.ui.cards import Card
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.first_start import suggestions
from qc_desk.ui.first_start.password_pair import PasswordPair
from qc_desk.ui.forms import Form
from qc_desk.ui.theme import SPACE_L

if TYPE_CHECKING:
    from qc_desk.services.first_start import Founding


class FoundingForm(Form):
    """The fields of the first start, in three cards."""

    spoken = Signal(str)

    def __init__(self, time_zones: list[str]) -> None:
        """Ask everything, with what can be guessed filled in."""
        super().__init__()
        self.passwords = PasswordPair(self._names)
        self._add_organisation()
        self._add_site(time_zones)
        self._add_owner()
        self.set_clean()
        self._suggested = {"login": "", "site_code": ""}
        self.owner.changed.connect(self._suggest_login)
        self.site.changed.connect(self._suggest_code)
        self.tongue.changed.connect(self._speak)

    def founding(self) -> "Founding":
        """Return what was entered, as the founding takes it; without the password."""
        from qc_desk.services.first_start import Founding  # noqa: PLC0415 (on use)

        entered = {name: str(value or "") for name, value in self.values().items()}
        return Founding(
            organisation=entered["organisation"],
            address=entered["address"],
            language=entered["language"],
            site_code=entered["site_code"],
            site=entered["site"],
            time_zone=entered["time_zone"],
            owner=entered["owner"],
            login=entered["login"].casefold(),
        )

    def check_all(self) -> bool:
        """Show what is wrong; true when the shop can be founded."""
        fine = self.check()
        if fine and not self.passwords.ready:
            self.passwords.first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return fine and self.passwords.ready

    def _add_organisation(self) -> None:
        """Ask whose record this is, and which language is spoken."""
        card = Card(_("Your organisation"))
        self.organisation = self.add(
            "organisation", TextField(_("Name"), required=True), card.body
        )
        self.add(
            "address",
            TextField(_("Address"), longest=500, hint=_("It stands at the head of every report.")),
            card.body,
        )
        tongues = [(each.code, each.name) for each in LANGUAGES.values()]
        self.tongue = ChoiceField(_("Language"), tongues, required=True)
        self.tongue.choose(language().code)
        self.add("language", self.tongue, card.body)
        self.column.addWidget(card)

    def _add_site(self, time_zones: list[str]) -> None:
        """Ask where the work is done."""
        card = Card(_("Your first site"))
        across = _beside()
        self.site = self.add(
            "site",
            TextField(_("Site name"), required=True, hint=_("A town or a hall, as you call it.")),
            across,
        )
        self.code = self.add(
            "site_code",
            TextField(
                _("Short code"), longest=12, required=True, hint=_("It stands in report numbers.")
            ),
            across,
        )
        card.body.addLayout(_three_to_two(across))
        zone = ChoiceField(_("Time zone"), [(name, name) for name in time_zones], required=True)
        zone.box.setMaxVisibleItems(12)
        zone.choose(suggestions.system_time_zone(time_zones))
        self.add("time_zone", zone, card.body)
        self.column.addWidget(card)

    def _add_owner(self) -> None:
        """Ask who the first owner is, and for their password."""
        card = Card(_("You, the first owner"))
        across = _beside()
        self.owner = self.add("owner", TextField(_("Your name"), required=True), across)
        self.login = self.add(
            "login",
            TextField(_("Login"), longest=40, required=True, hint=_("Short, without blanks.")),
            across,
        )
        self.login.check = lambda typed: (
            _("A login has no blanks.") if any(sign.isspace() for sign in typed) else ""
        )
        card.body.addLayout(_three_to_two(across))
        card.body.addWidget(self.passwords)
        self.column.addWidget(card)

    def _suggest_login(self) -> None:
        """Suggest a login from the name, until another one is typed."""
        self._suggest("login", self.login, suggestions.login_for(self.owner.text()))
        self.passwords.look()

    def _suggest_code(self) -> None:
        """Suggest a code from the site's name, until another one is typed."""
        self._suggest("site_code", self.code, suggestions.code_for(self.site.text()))

    def _suggest(self, name: str, field: TextField, guess: str) -> None:
        """Fill in a guess where nothing else was typed."""
        if field.text() == self._suggested[name]:
            self._suggested[name] = guess
            field.set_text(guess)

    def _speak(self) -> None:
        """Say that another language was chosen."""
        chosen = self.tongue.value()
        if chosen is not None and chosen != language().code:
            self.spoken.emit(chosen)

    def _names(self) -> tuple[str, ...]:
        """Return the words that do not count as a password."""
        return (self.owner.text(), self.login.text(), self.organisation.text())


def _beside() -> QHBoxLayout:
    """Return a row for two fields that belong together."""
    across = QHBoxLayout()
    across.setSpacing(SPACE_L)
    return across


def _three_to_two(across: QHBoxLayout) -> QHBoxLayout:
    """Give the first field most of the row, and let both begin at the top.

    The second has room for the longest title, so that both are on one line.
    """
    across.setStretch(0, 3)
    across.setStretch(1, 2)
    for number in range(across.count()):
        item = across.itemAt(number)
        if item is not None:
            item.setAlignment(Qt.AlignmentFlag.AlignTop)
    return across
