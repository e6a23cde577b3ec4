"""The dialog in which a promise is made: to whom, what, until when, and who sees to it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QWidget

from qc_desk.i18n import _
from qc_desk.services.people import people_rows
from qc_desk.services.promises import PromiseEntry, make
from qc_desk.services.sites import SiteRow, site_rows
from qc_desk.ui.buttons import Button
from qc_desk.ui.date_field import DateField
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField, NoteField
from qc_desk.ui.pages import Kit
from qc_desk.ui.promises.about import About
from qc_desk.ui.promises.parties import Parties, parties
from qc_desk.ui.theme import SPACE_M

Choices = list[tuple[int, str]]


def promise_dialog(kit: Kit, about: About, parent: QWidget | None = None) -> int | None:
    """Ask for a promise and keep it; returns its id, None when it was left or refused."""
    person = kit.presence.person
    if person is None:
        return None
    people, sites = kit.records.read(lambda s: (people_rows(s), site_rows(s)))
    dialog = PromiseDialog(parent, about, [(row.id, row.name) for row in people], sites)
    site_id = about.site_id if about.site_id is not None else person.site_id
    dialog.begin(person.person_id, site_id, kit.records.now())
    dialog.set_text((kit.drafts.get(_key(about)) or {}).get("text", ""))
    if dialog.exec() != Dialog.DialogCode.Accepted:
        if dialog.promised.text().strip():
            kit.drafts.keep(_key(about), {"text": dialog.promised.text()})
        return None
    entry = dialog.entry()
    made = kit.records.change(lambda s: make(s, entry, person.person_id, kit.records.now()))
    if made is None:
        kit.drafts.keep(_key(about), {"text": dialog.promised.text()})
    else:
        kit.drafts.forget(_key(about))
        kit.messages.succeed(_("Promised. The clock runs from now on."))
    return made


def _key(about: About) -> str:
    return f"promise/{about.complaint_id}/{about.problem_id}/{about.order_id}/{about.name}"


class PromiseDialog(Dialog):
    """Asks for everything a promise needs; what is usual is chosen already."""

    def __init__(
        self, parent: QWidget | None, about: About, people: Choices, sites: list[SiteRow]
    ) -> None:
        """Offer who promises whom, a day, and people."""
        super().__init__(parent, _("Promise: {what}").format(what=about.name))
        self._about = about
        self._zones = {row.id: row.time_zone for row in sites}
        self._at: datetime | None = None
        self.body.setSpacing(SPACE_M)  # a workstation at 150 % is 533 px high
        self.sides: list[tuple[Parties, Button]] = []
        self._add_sides()
        self.promised = NoteField(_("What is promised"), longest=2000, required=True)
        self.promised.note.setMinimumHeight(60)
        self.body.addWidget(self.promised)
        self.due = DateField(
            _("Due"),
            required=True,
            hint=_("Until the end of this day at the site. After that the clock breaks it."),
        )
        self.owner = ChoiceField(_("Who sees to it"), people, required=True)
        self.site = ChoiceField(_("Site"), [(row.id, row.name) for row in sites], required=True)
        self.site.setVisible(len(sites) > 1)
        beside = QHBoxLayout()
        beside.setSpacing(SPACE_M)
        for each in (self.due, self.owner, self.site):
            beside.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)
        self._add_days()
        self.is_fix = QCheckBox(_("It promises that the problem is gone for good"))
        self.is_fix.setVisible(about.problem_id is not None)
        self.body.addWidget(self.is_fix)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Promise it"), "primary", "handshake")
        for field in (self.promised, self.due, self.owner, self.site):
            field.changed.connect(self._look)
        self._look()

    def begin(self, owner_id: int, site_id: int, at: datetime) -> None:
        """Begin with the person signed in, where they work; days are counted from ``at``."""
        self._at = at
        self.owner.choose(owner_id)
        self.site.choose(site_id)
        self.promised.editor.setFocus()

    def set_text(self, text: str) -> None:
        """Put back what was typed before."""
        self.promised.set_text(text)

    def entry(self) -> PromiseEntry:
        """Return what was entered."""
        chosen = next(each for each, chip in self.sides if chip.isChecked())
        about = self._about
        return PromiseEntry(
            side=chosen.side,
            text=self.promised.value() or "",
            site_id=self.site.value(),
            due_on=self.due.value(),
            owner_id=self.owner.value(),
            customer_id=about.customer_id if chosen.to_customer else None,
            manufacturer_id=about.manufacturer_id if chosen.to_manufacturer else None,
            order_id=about.order_id,
            complaint_id=about.complaint_id,
            problem_id=about.problem_id,
            is_fix=self.is_fix.isChecked(),
        )

    def _add_sides(self) -> None:
        """Offer who promises whom; the usual is chosen."""
        group = QButtonGroup(self)
        for each in parties(self._about):
            chip = Button(each.words, "chip", each.picture)
            chip.setAutoDefault(False)
            chip.setCheckable(True)
            group.addButton(chip)
            self.sides.append((each, chip))
        self.sides[0][1].setChecked(True)
        if len(self.sides) > 1:
            self.body.addLayout(_in_columns([chip for _each, chip in self.sides], 3))

    def _add_days(self) -> None:
        """Offer the usual days below the field."""
        self.days: list[Button] = []
        for words, days in (
            (_("Today"), 0),
            (_("Tomorrow"), 1),
            (_("In a week"), 7),
            (_("In two weeks"), 14),
        ):
            chip = Button(words, "chip")
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda _checked=False, days=days: self._take_day(days))
            self.days.append(chip)
        self.body.addLayout(_in_columns(self.days, 4))

    def today(self) -> date | None:
        """Return the day it is at the chosen site."""
        zone = self._zones.get(self.site.value() or 0)
        if self._at is None or zone is None:
            return None
        return self._at.astimezone(ZoneInfo(zone)).date()

    def _take_day(self, days: int) -> None:
        today = self.today()
        if today is not None:
            self.due.set_value(today + timedelta(days=days))

    def _look(self) -> None:
        """Allow the deed once everything is there."""
        due, today = self.due.value(), self.today()
        past = due is not None and today is not None and due < today
        self.due.mark(_("This day is over.") if past else "")
        fields = (self.promised, self.due, self.owner, self.site)
        self.deed.setEnabled(not past and not any(field.wrong() for field in fields))


def _in_columns(buttons: list[Button], columns: int) -> QGridLayout:
    """Return buttons in columns: a dialog knows how high they are before it is shown."""
    grid = QGridLayout()
    grid.setSpacing(SPACE_M)
    for number, each in enumerate(buttons):
        grid.addWidget(each, number // columns, number % columns)
    return grid
