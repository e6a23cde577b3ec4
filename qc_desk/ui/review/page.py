"""The week's review: the same facts as on paper, and room for three decisions."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from qc_desk.i18n import _, format_date
from qc_desk.services.people import people_rows
from qc_desk.services.sites import site_rows
from qc_desk.services.weekly_review import (
    WEEK,
    DecisionRow,
    Review,
    decide,
    last_week,
    review,
)
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.chart import ChartView
from qc_desk.ui.files import choose_target
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.review.form import DecisionForm
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L, Type

if TYPE_CHECKING:
    from qc_desk.services.insights import Insight
    from qc_desk.ui.jobs import Job

_DRAFT = "review/decision"


class ReviewPage(Page):
    """A week, looked back on."""

    def __init__(self, kit: Kit) -> None:
        """Begin with the last whole week."""
        super().__init__(kit, _("Weekly review"), scrolls=True)
        self._weeks_back = 0
        self.shown: Review | None = None
        self.before = button(_("Week before"), lambda: self._go(1), "", "arrow-left")
        self.after = button(_("Week after"), lambda: self._go(-1), "", "arrow-right")
        self.save = button(_("Save as PDF…"), self._save, "primary", "download")
        for each in (self.before, self.after, self.save):
            self.verbs.addWidget(each)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(SPACE_L)
        self.form = DecisionForm()
        self.form.deed.clicked.connect(self._decide)
        self.form.text.changed.connect(self._keep_draft)
        self.body.addLayout(self.cards)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.text.set_text((kit.drafts.get(_DRAFT) or {}).get("text", ""))

    @override
    def reload(self) -> None:
        """Read the week again."""
        person = self.kit.presence.person
        if person is None:
            return
        at = self.kit.records.now()
        today = at.astimezone(ZoneInfo(person.zone)).date()
        week = last_week(today) - self._weeks_back * WEEK
        found, people, sites = self.kit.records.read(
            lambda s: (review(s, week, at), people_rows(s), site_rows(s))
        )
        owns = "owner" in person.roles
        self.form.offer(
            [(row.id, row.name) for row in people],
            [(row.id, row.name) for row in sites],
            (person.person_id, person.site_id),
        )
        self.form.setVisible(owns and found.may_decide)
        self.after.setEnabled(self._weeks_back > 0)
        self._show(found)

    def _show(self, found: Review) -> None:
        """Lay the week out: last decisions on top, what happened, what is decided now."""
        self.shown = found
        span = _("{first} to {last}").format(
            first=format_date(found.week), last=format_date(found.last)
        )
        self.say_lead(span)
        empty(self.cards)
        self.cards.addWidget(
            _decisions(_("Decided the week before"), found.before, _("Nothing was decided."))
        )
        week = Card(_("The week"))
        week.body.addWidget(words(found.result.sentence, Type.STRONG))
        self.cards.addWidget(week)
        for each in found.pictures:
            self.cards.addWidget(_picture(each))
        self.cards.addWidget(_told(_("What came back"), found.came_back, _("Nothing came back.")))
        waits = _told(_("What waits"), found.waits, _("Nothing waits too long."))
        if found.not_told:
            waits.body.addWidget(words(found.not_told, Type.SMALL, quiet=True))
        self.cards.addWidget(waits)
        none = _("Nothing is decided yet: there is room for three decisions.")
        self.cards.addWidget(_decisions(_("Three decisions"), found.decisions, none))

    def _go(self, weeks: int) -> None:
        self._weeks_back = max(0, self._weeks_back + weeks)
        self.reload()

    def _keep_draft(self) -> None:
        self.kit.drafts.keep(_DRAFT, {"text": self.form.text.text()})

    def _decide(self) -> None:
        """Keep what was decided as a promise; the clock runs from now on."""
        person, shown = self.kit.presence.person, self.shown
        if person is None or shown is None:
            return
        entry, by, at = self.form.entry(), person.person_id, self.kit.records.now()
        if self.kit.records.change(lambda s: decide(s, shown.week, entry, by, at)) is not None:
            self.form.clear()
            self.kit.drafts.forget(_DRAFT)
            self.kit.messages.succeed(_("Decided. It is a promise now, and the clock runs."))

    def _save(self) -> None:
        """Write the page as a PDF, beside the window."""
        shown, person = self.shown, self.kit.presence.person
        if shown is None or person is None:
            return
        name = f"review-{shown.week}.pdf"
        chosen = choose_target(self, _("Save as PDF"), name, _("Paper (*.pdf)"))
        if chosen is None:
            return
        at, language, site_id = self.kit.records.now(), person.language, person.site_id

        def work(_job: "Job") -> Path:
            return self._write(chosen, at, language, site_id)

        self.kit.jobs.start(_("Weekly review"), work, self._saved)

    def _write(self, target: Path, at: datetime, language: str, site_id: int) -> Path:
        from qc_desk.reports import print_paper  # noqa: PLC0415 (on use)
        from qc_desk.services.files import write_file  # noqa: PLC0415
        from qc_desk.services.review_papers import review_paper  # noqa: PLC0415

        assert self.shown is not None  # noqa: S101 (asked before)
        with self.kit.records.desk.reading() as session:
            paper = review_paper(session, self.shown.week, at, language, site_id)
        write_file(target, print_paper(paper))
        return target

    def _saved(self, file: Path) -> None:
        self.kit.messages.succeed(_("Written: {file}").format(file=file))


def _decisions(title: str, rows: Sequence[DecisionRow], none: str) -> Card:
    """Return decisions with where they stand."""
    card = Card(title)
    for row in rows:
        promise = row.promise
        badge = Badge(promise.standing.label, *look(promise.standing))
        card.body.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(words(f"{row.number}. {promise.text}", Type.STRONG))
        due = _("{name}, by {day}").format(name=promise.owner, day=format_date(promise.due_on))
        card.body.addWidget(words(due, Type.SMALL, quiet=True))
    if not rows:
        card.body.addWidget(words(none, quiet=True))
    return card


def _picture(found: "Insight") -> Card:
    card = Card(found.title)
    card.body.addWidget(words(found.sentence))
    if found.chart is not None:
        card.body.addWidget(ChartView(found.chart, f"{found.title}. {found.sentence}"))
    return card


def _told(title: str, lines: Sequence[str], none: str) -> Card:
    card = Card(title)
    for line in lines:
        card.body.addWidget(words(line))
    if not lines:
        card.body.addWidget(words(none, quiet=True))
    return card
