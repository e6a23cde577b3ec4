"""The Today page: each thing that needs this person in one sentence with one action."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_date
from qc_desk.services.today import Today, today
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.theme import (
    SPACE_L,
    SPACE_M,
    SPACE_XL,
    WARDROBE,
    Tone,
    Type,
    colours_now,
)
from qc_desk.ui.today.lines import Line, Part
from qc_desk.ui.today.sentences import parts

Go = Callable[[str, object], None]


class TodayPage(Page):
    """What needs me now."""

    def __init__(self, kit: Kit) -> None:
        """Begin empty; the first reading fills the page."""
        super().__init__(kit, _("Today"), scrolls=True)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(SPACE_L)
        self.body.addLayout(self.cards)
        self.body.addStretch(1)

    @override
    def reload(self) -> None:
        """Read again what needs this person."""
        person = self.kit.presence.person
        if person is None:
            return
        at = self.kit.records.now()
        day = at.astimezone(ZoneInfo(person.zone)).date()
        found = self.kit.records.read(lambda s: today(s, person.person_id, at, day))
        self._show(found, day)

    def _show(self, found: Today, day: date) -> None:
        """Lay out what was found, or say what to do when there is nothing."""
        self.say_lead(format_date(day))
        empty(self.cards)
        told = parts(found, day)
        if found.is_quiet:
            self.cards.addWidget(_Quiet(self._go, found))
        for part in told:
            self.cards.addWidget(_PartCard(part, self._go))

    def _go(self, place: str, fact: object) -> None:
        """Go where an action leads."""
        facts = fact if isinstance(fact, tuple) else (fact,)
        self.kit.go_to(place, *facts)


class _PartCard(Card):
    """Lines that belong together."""

    def __init__(self, part: Part, go: Go) -> None:
        """Show the lines of a part."""
        super().__init__(part.title)
        for line in part.lines:
            self.body.addWidget(_LineRow(line, go))


class _LineRow(QWidget):
    """One sentence with its action."""

    def __init__(self, line: Line, go: Go) -> None:
        """Show an icon, a sentence and a button."""
        super().__init__()
        self._line = line
        self._picture = QLabel()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(self._picture)
        across.addWidget(words(line.sentence), stretch=1)
        self.action: Button = button(line.action, lambda: go(line.place, line.fact))
        self.action.setAccessibleDescription(line.sentence)
        across.addWidget(self.action)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(self._line.tone)
        self._picture.setPixmap(pixmap(self._line.picture, ink.text, 24))


class _Quiet(Card):
    """What is said when nothing needs this person, with a way on."""

    def __init__(self, go: Go, found: Today) -> None:
        """Say it, and offer to enter a batch."""
        super().__init__()
        first = not found.batches
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.body.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self.body.addWidget(self._picture)
        headline = _("Welcome to QC Desk") if first else _("Nothing waits for you")
        said = (
            _("Enter the first batch; then two people check it, one after the other.")
            if first
            else _("Enter a batch when goods arrive, or look at those that are being checked.")
        )
        for text, kind in ((headline, Type.SECTION), (said, Type.BODY)):
            label = words(text, kind)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.body.addWidget(label)
        enter = button(_("Enter a batch"), lambda: go("batches", "new"), "primary", "plus")
        self.body.addWidget(enter, 0, Qt.AlignmentFlag.AlignCenter)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        self._picture.setPixmap(pixmap("circle-check", colours_now().ink(Tone.PASS).text, 48))
