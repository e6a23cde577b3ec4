"""The door of the workstation: who is here, locked when nobody is, opened by a password."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication, QDialog

from qc_desk.i18n import _, format_datetime, language, ngettext, speak
from qc_desk.ui.idle import Idle
from qc_desk.ui.lock_screen import LockScreen
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.person_tile import Tile
from qc_desk.ui.presence import SignedIn

if TYPE_CHECKING:
    from qc_desk.services.glance import DoorRow, OrganisationRow
    from qc_desk.services.sign_in import Arrival, WorkPlace

_FIRST_PLACE = "today"


class Door(QObject):
    """Lets people in by their password, and locks behind them."""

    def __init__(self, window: MainWindow, idle_minutes: int, memory: QSettings) -> None:
        """Stand in front of a window; what each person chose here is kept in ``memory``."""
        super().__init__(window)
        self._window, self._memory = window, memory
        self._note = ""
        self._group = "site"
        self._places: dict[int, WorkPlace] = {}
        self._last_sites: dict[int, int] = {}
        self._arrived: Arrival | None = None
        self._wrong: tuple[int, datetime | None] = (0, None)
        self._last_person: int | None = None
        self.screen = LockScreen(window, self.unlock)
        self.idle = Idle(idle_minutes * 60_000)
        self.idle.setParent(self)
        self.screen.unlocked.connect(self._welcome)
        self.idle.idled.connect(self.lock)
        window.lock_asked.connect(self.lock)
        window.status.site_chosen.connect(self._change_site)

    def guard(self, organisation: "OrganisationRow") -> None:
        """Stand in front of this shop's record from now on."""
        self._group = f"site/{organisation.database_id}"
        self._last_sites = _last_sites(self._memory, self._group)
        self._note = _sample_note() if organisation.is_sample else ""

    def look(self) -> None:
        """See whose record this is now."""
        from qc_desk.services.first_start import organisation  # noqa: PLC0415 (on use)

        found = self._window.records.read(organisation)
        if found is not None:
            self.guard(found)

    def stand(self, people: "Sequence[DoorRow]", *, opened: bool = True) -> None:
        """Lock for the first time, with the people that the first look has found.

        Before the record is open a password can be typed and is tried as soon as it is. Where the
        first glance had found the same people, what is being typed stays.
        """
        if not (self.screen.isVisible() and self.screen.shows(_tiles(people), self._note)):
            self._shut(people)
        self.screen.take_passwords(opened=opened)

    def leave(self) -> None:
        """Stand aside: the record that was glanced at cannot be opened."""
        self.screen.hide()

    def lock(self) -> None:
        """Lock the window: nobody is here, or somebody else wants to be."""
        records = self._window.records
        from qc_desk.services.sign_in import people_at_the_door  # noqa: PLC0415 (on use)

        self._shut(records.read(lambda session: people_at_the_door(session, records.now())))

    def let_in(self, person_id: int) -> None:
        """Let somebody in whose password has just been set."""
        from qc_desk.services.sign_in import arrival  # noqa: PLC0415 (on use)

        self._arrived = self._window.records.read(lambda session: arrival(session, person_id))
        self._wrong = (0, None)
        self._window.cover(covered=False)
        self._window.presence.sign_in(self._signed_in(self._arrived))
        self._welcome()

    def unlock(self, person_id: int, password: str) -> SignedIn:
        """Check a password and return who is here now; slow, runs in a thread."""
        from qc_desk.services import keys  # noqa: PLC0415 (on use)
        from qc_desk.services.sign_in import arrival  # noqa: PLC0415 (on use)

        records = self._window.records
        tried = keys.unlock(records.desk, person_id, password, records.now())
        with records.desk.reading() as session:
            self._arrived = arrival(session, person_id)
        self._wrong = (tried.wrong_before, tried.last_wrong_at)
        return self._signed_in(self._arrived)

    def _shut(self, people: "Sequence[DoorRow]") -> None:
        """Take the window from whoever is here; an open dialog is given up, never left to read."""
        _leave_dialogs()
        self.idle.stop()
        self._window.kit.scanner.stop()
        self.screen.lock(_tiles(people), self._note)

    def _welcome(self) -> None:
        """Speak the person's language and show them where they were, or Today."""
        arrived, person = self._arrived, self._window.presence.person
        if arrived is None or person is None:
            return
        same, self._last_person = self._last_person == person.person_id, person.person_id
        self._places = {place.site_id: place for place in arrived.places}
        self._window.status.offer_sites([(p.site_id, p.site) for p in arrived.places])
        if language().code != arrived.language:
            speak(arrived.language)
            self._window.retranslate()
        if not same or not self._window.place:
            self._window.begin_at(_FIRST_PLACE)
        self._tell_wrong_passwords(person)
        self._window.kit.scanner.start()
        self.idle.start()

    def _tell_wrong_passwords(self, person: SignedIn) -> None:
        """Say that wrong passwords were typed since this person was here."""
        count, last = self._wrong
        self._wrong = (0, None)
        if not count or last is None:
            return
        said = ngettext(
            "{count} wrong password was typed for {name} since the last sign-in.",
            "{count} wrong passwords were typed for {name} since the last sign-in.",
            count,
        )
        self._window.messages.warn(
            said.format(count=count, name=person.name),
            _("The last one on {time}. If that was not you, tell an owner.").format(
                time=format_datetime(last, person.zone)
            ),
        )

    def _signed_in(self, arrived: "Arrival") -> SignedIn:
        """Return a person at the site where they last worked here, or at their first one."""
        last = self._last_sites.get(arrived.person_id)
        place = next((p for p in arrived.places if p.site_id == last), arrived.places[0])
        return SignedIn(
            person_id=arrived.person_id,
            name=arrived.name,
            site_id=place.site_id,
            site=place.site,
            zone=place.zone,
            language=arrived.language,
            roles=frozenset(role.value for role in place.roles),
        )

    def _change_site(self, site_id: int) -> None:
        """Let the person work at another of their sites, now and the next time."""
        person, place = self._window.presence.person, self._places.get(site_id)
        if person is None or place is None:
            return
        self._last_sites[person.person_id] = site_id
        self._memory.setValue(f"{self._group}/{person.person_id}", site_id)
        roles = frozenset(role.value for role in place.roles)
        self._window.presence.sign_in(
            replace(person, site_id=place.site_id, site=place.site, zone=place.zone, roles=roles)
        )
        self._window.go_to(self._window.place)


def _sample_note() -> str:
    """Return what everybody may know in the sample shop."""
    from qc_desk.services.glance import SAMPLE_PASSWORD  # noqa: PLC0415 (on use)

    return _("This is the sample shop. Everybody's password is “{password}”.").format(
        password=SAMPLE_PASSWORD
    )


def _tiles(people: "Sequence[DoorRow]") -> list[Tile]:
    """Return what the lock screen shows of each person."""
    return [
        Tile(row.person_id, row.name, row.role.label if row.role else "", row.wait)
        for row in people
    ]


def _last_sites(memory: QSettings, group: str) -> dict[int, int]:
    """Return where each person last worked at this workstation."""
    memory.beginGroup(group)
    found = {key: str(memory.value(key)) for key in memory.childKeys()}
    memory.endGroup()
    return {int(p): int(s) for p, s in found.items() if p.isdigit() and s.isdigit()}


def _leave_dialogs() -> None:
    """Close menus and dialogs as if they had been left: nothing in them was decided yet."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for widget in reversed(QApplication.topLevelWidgets()):
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
