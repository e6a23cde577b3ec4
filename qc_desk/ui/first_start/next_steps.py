"""What comes after founding: starter checklists, and above all a second person."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, ngettext
from qc_desk.services.checklist_lists import StarterRow, starter_checklists
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.jobs import Job
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_L, SPACE_M, Tone, Type


class NextSteps(QWidget):
    """Offers the starter checklists, and names the steps to the first released batch."""

    finished = Signal(str, object)
    refused = Signal(object)

    def __init__(self, kit: Kit, owner_id: int) -> None:
        """Welcome the owner."""
        super().__init__()
        self._kit, self._owner_id = kit, owner_id
        self.choices: list[tuple[QCheckBox, StarterRow]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        column.addWidget(words(_("Your shop is founded"), Type.TITLE))
        column.addWidget(
            words(_("Your password is also your signature. Nobody can look it up for you."))
        )
        column.addWidget(self._second_person())
        column.addWidget(self._checklists())
        column.addWidget(self._rest())

    def _second_person(self) -> Card:
        """Say that one person alone cannot release a batch."""
        card = Card(_("1. Add a second person"))
        card.body.addWidget(
            words(
                _(
                    "A batch is released by two people, and the program never lets one person be"
                    " both. Add everybody who checks, each with a password of their own."
                )
            )
        )
        self.people = button(
            _("Add the second &person"),
            self._leave("settings", "people", "new"),
            "primary",
            "user-plus",
        )
        card.body.addLayout(_left(self.people))
        return card

    def _checklists(self) -> Card:
        """Offer the checklists that travel with the program."""
        card = Card(_("2. Take a starter checklist"))
        card.body.addWidget(
            words(
                _(
                    "Take those that fit your goods; change them later. They come into force on"
                    " your word alone, and every report says so until a second person has"
                    " approved a version."
                )
            )
        )
        for row in starter_checklists():
            items = ngettext("{count} item", "{count} items", row.items).format(count=row.items)
            box = QCheckBox(f"{row.title} ({items})".replace("&", "&&"))
            self.choices.append((box, row))
            box.toggled.connect(self._look)
            card.body.addWidget(box)
        self.take = button(_("&Take the chosen checklists"), self.take_chosen, "", "list-checks")
        self.taken = Badge()
        self.taken.hide()
        card.body.addLayout(_left(self.take, self.taken))
        self._look()
        return card

    def _rest(self) -> Card:
        """Name the steps that follow, and let the owner in."""
        card = Card(_("3. Products, then the first batch"))
        card.body.addWidget(
            words(
                _(
                    "Enter your products and who makes them in Settings, and give each product its"
                    " checklist. Then enter a batch: the first inspector checks it, the second"
                    " checks it again, and the report is issued."
                )
            )
        )
        self.today = button(_("Go to T&oday"), self._leave("today"), "", "calendar-check")
        card.body.addLayout(_left(self.today))
        return card

    def take_chosen(self) -> None:
        """Bring the chosen checklists in and put them in force, in a job."""
        rows = [row for box, row in self.choices if box.isChecked() and box.isEnabled()]
        reason = _("Starter checklist; at the first start there is nobody else to approve it.")
        desk, now, by = self._kit.records.desk, self._kit.records.now(), self._owner_id

        def work(job: Job) -> list[StarterRow]:
            from qc_desk.services import checklists  # noqa: PLC0415 (on use)
            from qc_desk.services.checklist_files import read_checklist_file  # noqa: PLC0415

            with desk.writing() as session:
                for done, row in enumerate(rows):
                    job.step(done, len(rows))
                    draft = read_checklist_file(row.file)
                    found = checklists.import_checklist(session, draft, by, now)
                    if found.newest_id is not None and found.effective_id != found.newest_id:
                        checklists.make_effective(session, found.newest_id, by, now, reason)
            return rows

        self.setEnabled(False)
        self._kit.jobs.start(
            _("Taking checklists"), work, self._show_taken, refused=self._refuse, quiet=True
        )

    def _show_taken(self, rows: list[StarterRow]) -> None:
        """Tick off what was taken."""
        self.setEnabled(True)
        self._kit.records.changed.emit()
        for box, row in self.choices:
            if row in rows:
                box.setEnabled(False)
        count = sum(not box.isEnabled() for box, _row in self.choices)
        said = ngettext("{count} checklist taken", "{count} checklists taken", count)
        self.taken.show_state(said.format(count=count), Tone.PASS)
        self.taken.show()
        self._look()

    def _refuse(self, refusal: QcError) -> None:
        """Give the choice back and tell why."""
        self.setEnabled(True)
        self.refused.emit(refusal)

    def _look(self) -> None:
        """Allow taking once something is chosen."""
        if hasattr(self, "take"):
            chosen = any(box.isChecked() and box.isEnabled() for box, _row in self.choices)
            self.take.setEnabled(chosen)

    def _leave(self, place: str, *facts: str) -> Callable[[], None]:
        """Return what ends the first start at a place."""
        return lambda: self.finished.emit(place, facts)


def _left(*widgets: QWidget | QLabel) -> QHBoxLayout:
    """Return a row with widgets at its left."""
    row = QHBoxLayout()
    row.setSpacing(SPACE_M)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
