"""What is known about a complaint, on cards: words, facts, the clock, its story."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from qc_desk.domain.loop_words import TargetKind
from qc_desk.i18n import N_, _, format_datetime, headed, quoted
from qc_desk.services.complaint_clock import ClockRow
from qc_desk.services.complaint_details import ComplaintDetail, StepRow
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.complaints.model import clock_look, clock_words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, WARDROBE, Tone, Type, colours_now


class WordsCard(Card):
    """What the customer said, and what they want."""

    def __init__(self, detail: ComplaintDetail) -> None:
        """Show the customer's own words first."""
        super().__init__(_("In the customer's words"))
        self.body.addWidget(words(quoted(detail.words), Type.BODY))
        if detail.remedy:
            self.body.addWidget(words(_("What they want"), Type.STRONG))
            self.body.addWidget(words(detail.remedy))


class FactsCard(Card):
    """Who, where, about what, and how it was heard."""

    def __init__(self, detail: ComplaintDetail, describe: Callable[[], None]) -> None:
        """Show what is known; what was not entered is left out."""
        super().__init__(_("About this complaint"))
        if detail.may_change:
            self.verbs.addWidget(button(_("Describe…"), describe, "", "pencil"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for name, fact in facts(detail):
            if fact:
                line = grid.rowCount()
                grid.addWidget(words(name, quiet=True), line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words(fact), line, 1)
        self.body.addLayout(grid)


def facts(detail: ComplaintDetail) -> list[tuple[str, str]]:
    """Return the facts with their names, in the order they are read."""
    zone = detail.time_zone
    product = f"{detail.product} ({detail.product_code})" if detail.product else ""
    heard = f"{format_datetime(detail.heard_at, zone)} · {detail.heard_by}"
    return [
        (_("Customer"), " · ".join(each for each in (detail.customer, detail.told_by) if each)),
        (_("Order"), detail.order_number),
        (_("Product"), product),
        (_("Defect code"), " · ".join(e for e in (detail.code, detail.item_code) if e)),
        (_("Heard"), heard),
        (_("Channel"), headed(detail.channel.label)),
        (_("Site"), detail.site),
        (_("Outcome"), headed(detail.outcome.label) if detail.outcome else ""),
        (_("From"), " · ".join(each for each in (detail.source, detail.outside_id) if each)),
    ]


_WITHIN = {
    TargetKind.ACKNOWLEDGE_HOURS: N_("Acknowledged within {count} h"),
    TargetKind.ANSWER_HOURS: N_("Answered within {count} h"),
}


class ClockCard(Card):
    """What was promised to every customer, and how this complaint stands against it."""

    def __init__(self, detail: ComplaintDetail) -> None:
        """Show each clock with its word."""
        super().__init__(_("Response clock"))
        for clock in detail.clocks:
            line = QHBoxLayout()
            line.setSpacing(SPACE_M)
            text, tone, picture = clock_state(clock)
            line.addWidget(Badge(text, tone, picture), 0, Qt.AlignmentFlag.AlignTop)
            moment = format_datetime(clock.done_at or clock.due_at, detail.time_zone)
            said = _("done {moment}") if clock.done_at is not None else _("due {moment}")
            within = _(_WITHIN[clock.kind]).format(count=clock.hours)
            told = f"{within}\n{said.format(moment=moment)}"
            line.addWidget(words(told, Type.SMALL, quiet=True), stretch=1)
            self.body.addLayout(line)


def clock_state(clock: ClockRow) -> tuple[str, Tone, str]:
    """Return word, tone and icon of a clock."""
    if clock.done_at is None:
        tone, picture = clock_look(clock) or (Tone.CALM, "clock")
        return clock_words(clock), tone, picture
    if clock.late:
        return _("late"), Tone.WARN, "clock-alert"
    return _("in time"), Tone.PASS, "circle-check"


class StepsCard(Card):
    """What was said and done, step by step, the newest first."""

    def __init__(self, detail: ComplaintDetail) -> None:
        """Tell the steps in the site's time."""
        super().__init__(_("Step by step"))
        self._icons: list[tuple[QLabel, str]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(reversed(detail.steps)):
            picture = QLabel()
            self._icons.append((picture, look(step.status)[1]))
            grid.addWidget(picture, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(_headline(step), Type.STRONG), 2 * number, 1)
            grid.addWidget(words(_told(step, detail.time_zone)), 2 * number + 1, 1)
        self.body.addLayout(grid)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        for label, name in self._icons:
            label.setPixmap(pixmap(name, colours_now().muted, 20))


def _headline(step: StepRow) -> str:
    outcome = f": {step.outcome.label}" if step.outcome is not None else ""
    return f"{headed(step.status.label)}{outcome}"


def _told(step: StepRow, zone: str) -> str:
    lines = [f"{step.by} · {format_datetime(step.at, zone)}"]
    if step.agreed_by and step.agreed_at is not None:
        agreed = _("agreed: {person}, {moment}")
        moment = format_datetime(step.agreed_at, zone)
        lines.append(agreed.format(person=step.agreed_by, moment=moment))
    return "\n".join([*([step.words] if step.words else []), *lines])
