"""Your account: the language you work in, and your password."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, headed, speak
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.first_start.password_pair import PasswordPair
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.section import Section
from qc_desk.ui.settings.shop_kinds import languages
from qc_desk.ui.sign_dialog.password_field import PasswordField

if TYPE_CHECKING:
    from qc_desk.services.people import PersonRow


class AccountSection(Section):
    """What a person may change about themselves, whatever their role."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the language and the password."""
        super().__init__(kit, _("Your account"), scrolls=True)
        self._row: PersonRow | None = None
        self.roles = words("")
        self.tongue = ChoiceField(
            _("Language of the window"),
            languages(),
            hint=_("The window speaks it whenever you are signed in. Reports keep theirs."),
        )
        self.tongue.changed.connect(self._speak)
        you = Card(_("What you may do"))
        you.body.addWidget(self.roles)
        spoken = Card(_("Language"))
        spoken.body.addWidget(self.tongue)
        for number, card in enumerate((you, spoken, self._password_card())):
            self.body.insertWidget(number, card)

    def _password_card(self) -> Card:
        """Ask for the password that holds now, and for a new one."""
        card = Card(_("Password"))
        card.body.addWidget(
            words(
                _(
                    "Your password is also your signature. Changing it keeps every signature you"
                    " have made."
                ),
                quiet=True,
            )
        )
        self.current = PasswordField(_("Your password now (required)"))
        self.pair = PasswordPair(self._names)
        self.pair.first.label.setText(_("New password (required)"))
        self.pair.first.editor.setAccessibleName(_("New password (required)"))
        self.pair.second.label.setText(_("The new password again (required)"))
        self.pair.second.editor.setAccessibleName(_("The new password again (required)"))
        self.change = button(_("Change my password"), self._change, "primary", "key-round")
        self.current.entered.connect(self.pair.first.editor.setFocus)
        self.pair.entered.connect(self._change)
        self.pair.changed.connect(self._look)
        self.current.changed.connect(self._look)
        card.body.addWidget(self.current)
        card.body.addWidget(self.pair)
        card.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self._look()
        return card

    @override
    def reload(self) -> None:
        """Show who is here."""
        from qc_desk.services.people import person_row  # noqa: PLC0415 (on use)

        if not self.by:
            return
        row = self.kit.records.read(lambda session: person_row(session, self.by))
        if self._row is not None and self._row.id != row.id:
            self._forget()
        self._row = row
        self.title.setText(row.name)
        self.lead.setText(_("Login: {login}").format(login=row.login))
        self.lead.show()
        held = [f"{headed(each.role.label)} · {each.site}" for each in row.roles]
        self.roles.setText("\n".join(held) or _("No role yet. An owner can give you one."))
        self.tongue.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.tongue.choose(row.language)
        self.tongue.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)

    def _speak(self) -> None:
        """Speak another language from now on, and remember it for this person."""
        from qc_desk.services.people import speak_for  # noqa: PLC0415 (on use)

        code, person, now = self.tongue.value(), self.kit.presence.person, self.kit.records.now()
        if code is None or person is None or self._row is None or code == self._row.language:
            return

        def remember(session: object) -> str:
            speak_for(session, code, self.by, now)  # type: ignore[arg-type]  # a session
            return code

        if self.kit.records.change(remember) is None:
            return
        self.kit.presence.sign_in(replace(person, language=code))
        speak(code)
        QTimer.singleShot(0, self._say_all_anew)

    def _say_all_anew(self) -> None:
        """Build the window's pages in the new language, and come back here."""
        retranslate = getattr(self.window(), "retranslate", None)
        go_to = self.kit.go_to
        if retranslate is not None:
            retranslate()
            go_to("settings", "account")

    def _change(self) -> None:
        """Put the key under the new password, in a job: stretching passwords is slow."""
        if not self.pair.ready or not self.current.text() or self._row is None:
            return
        old, new, row = self.current.text(), self.pair.password, self._row
        desk, now, names = self.kit.records.desk, self.kit.records.now(), self._names()

        def work(_job: Job) -> None:
            from qc_desk.services import keys  # noqa: PLC0415 (on use)

            keys.must_be_strong(new, *names)
            key = keys.unlock(desk, row.id, old, now).key
            sealed = keys.seal_again(row.login, key, new)
            with desk.writing() as session:
                keys.change_password(session, key, sealed, now)

        self._allow(allowed=False)
        self.kit.jobs.start(
            _("Changing the password"), work, self._changed, refused=self._refuse, quiet=True
        )

    def _changed(self, _nothing: None) -> None:
        """Say that it is done, and leave no password behind."""
        self._forget()
        self._allow(allowed=True)
        self.kit.records.changed.emit()
        self.kit.messages.succeed(
            _("Your password is changed. Sign with the new one from now on.")
        )

    def _refuse(self, refusal: QcError) -> None:
        """Say why not; the new password stays typed."""
        self._allow(allowed=True)
        self.current.forget()
        self.current.editor.setFocus()
        self.kit.messages.refuse(refusal)

    def _allow(self, *, allowed: bool) -> None:
        for part in (self.current, self.pair, self.change):
            part.setEnabled(allowed)
        if allowed:
            self._look()

    def _look(self) -> None:
        """Allow the change once everything is there."""
        self.change.setEnabled(self.pair.ready and bool(self.current.text()))

    def _forget(self) -> None:
        """Empty every password field."""
        self.current.forget()
        self.pair.forget()

    def _names(self) -> tuple[str, ...]:
        """Return the words that do not count as a password."""
        return (self._row.name, self._row.login) if self._row is not None else ()


def build(kit: Kit) -> Section:
    """Build the section."""
    return AccountSection(kit)
