"""The Today page: each thing that needs this person in one sentence with one action."""

from collections.abc import Callable
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_date
from qc_desk.services.snoozes import SnoozeEntry, put_off, show_again
from qc_desk.services.today import Today, today
from qc_desk.services.weekly_review import WeekResult, last_week, week_result
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.chart import ChartView
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
from qc_desk.ui.today.put_off import PutOffDialog
from qc_desk.ui.today.sentences import parts

Go = Callable[[str, object], None]
PutOff = Callable[[Line], None]


class TodayPage(Page):
    """What needs me now."""

    def __init__(self, kit: Kit) -> None:
        """Begin empty; the first reading fills the page."""
        super().__init__(kit, _("Today"), scrolls=True)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(SPACE_L)
        self.body.addLayout(self.cards)
        self._day = date.min
        self.review = button(_("Weekly review"), lambda: kit.go_to("review"), "", "chart-column")
        self.verbs.addWidget(self.review)
        self.body.addStretch(1)

    @override
    def reload(self) -> None:
        """Read again what needs this person."""
        person = self.kit.presence.person
        if person is None:
            return
        at = self.kit.records.now()
        day = at.astimezone(ZoneInfo(person.zone)).date()
        self._day = day
        found = self.kit.records.read(lambda s: today(s, person.person_id, at, day))
        result = None
        if found.is_quiet and found.has_batches:
            result = self.kit.records.read(lambda s: week_result(s, last_week(day), at))
        self._show(found, day, result)

    def _show(self, found: Today, day: date, result: WeekResult | None) -> None:
        """Lay out what was found, or say what to do when there is nothing."""
        self.say_lead(format_date(day))
        self.review.setVisible(found.leads)
        empty(self.cards)
        records = self.kit.records
        told = parts(found, day, records.safety, records.outside, records.now())
        if found.is_quiet:
            self.cards.addWidget(_Quiet(self._go, found, result))
        for part in told:
            self.cards.addWidget(_PartCard(part, self._go, self._put_off))

    def _put_off(self, line: Line) -> None:
        """Put a line off until a day that is asked for, or show it again."""
        subject, day, at = line.subject, self._day, self.kit.records.now()
        person = self.kit.presence.person
        assert subject is not None  # noqa: S101 (other lines have no such button)
        if person is None:
            return
        by = person.person_id
        if line.is_put_off:
            self.kit.records.change(lambda s: show_again(s, subject, by, at, day))
            return
        dialog = PutOffDialog(self.window(), line.sentence, day)
        if dialog.exec() == PutOffDialog.DialogCode.Accepted:
            entry = SnoozeEntry(subject=subject, until=dialog.day(), reason=dialog.words())
            self.kit.records.change(lambda s: put_off(s, entry, by, at, day))

    def _go(self, place: str, fact: object) -> None:
        """Go where an action leads."""
        facts = fact if isinstance(fact, tuple) else (fact,)
        self.kit.go_to(place, *facts)


class _PartCard(Card):
    """Lines that belong together."""

    def __init__(self, part: Part, go: Go, put_off: PutOff) -> None:
        """Show the lines of a part."""
        super().__init__(part.title)
        for line in part.lines:
            self.body.addWidget(_LineRow(line, go, put_off))


class _LineRow(QWidget):
    """One sentence with its action."""

    def __init__(self, line: Line, go: Go, put_off: PutOff) -> None:
        """Show an icon, a sentence and a button; and one to put it off, where one may."""
        super().__init__()
        self._line = line
        self._picture = QLabel()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(self._picture)
        across.addWidget(words(line.sentence), stretch=1)
        if line.subject is not None and not line.is_put_off:
            later = button(_("Later…"), lambda: put_off(line), "plain", "clock")
            later.setAccessibleDescription(line.sentence)
            across.addWidget(later)
        act = partial(put_off, line) if line.is_put_off else partial(go, line.place, line.fact)
        self.action: Button = button(line.action, act)
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

    def __init__(self, go: Go, found: Today, result: WeekResult | None) -> None:
        """Say it, with what last week came to, and offer to enter a batch."""
        super().__init__()
        first = not found.has_batches
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
        if result is not None:
            self._add_week(result)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def _add_week(self, result: WeekResult) -> None:
        """Say what last week came to, with a small chart."""
        told = words(_("Last week. {result}").format(result=result.sentence), Type.STRONG)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(told)
        if result.chart is not None:
            about = _("First-pass yield of the last 13 weeks")
            caption = words(about, Type.SMALL, quiet=True)
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.body.addWidget(caption)
            self.body.addWidget(ChartView(result.chart, f"{about}. {result.sentence}"))

    def dress(self) -> None:
        """Take the colours in force."""
        self._picture.setPixmap(pixmap("circle-check", colours_now().ink(Tone.PASS).text, 48))
