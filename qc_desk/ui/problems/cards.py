"""What is known about a problem, on cards: its counter, its corrective actions, its parts."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from qc_desk.domain.loop_words import CorrectiveActionStatus
from qc_desk.i18n import _, alphabetical, format_date, format_integer, ngettext
from qc_desk.services.problem_details import ProblemDetail
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.problems.model import counter_look
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, WARDROBE, Tone, Type, colours_now, font

GoTo = Callable[..., None]


class CounterCard(Card):
    """How often it came back, in a large number, and where it was seen."""

    def __init__(self, detail: ProblemDetail) -> None:
        """Show the number, its sentence and the facts."""
        super().__init__()
        self._tone = (counter_look(detail.recurrences) or (Tone.CALM, ""))[0]
        self.number = QLabel(format_integer(detail.recurrences))
        self.number.setFont(font(Type.DISPLAY))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setMinimumSize(72, 72)
        self.sentence = words(counted(detail), Type.STRONG)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.sentence, stretch=1)
        self.body.addLayout(across)
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
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Wear the tone of the count."""
        ink = colours_now().ink(self._tone)
        self.number.setStyleSheet(
            f"background: {ink.ground}; color: {ink.text}; border: 1px solid {ink.line};"
            " border-radius: 36px;"
        )


def counted(detail: ProblemDetail) -> str:
    """Return in a sentence how often it came back."""
    if not detail.recurrences:
        return _("It has not come back after a promise or a claimed fix.")
    said = ngettext(
        "It came back {count} time after it was promised or claimed to be fixed.",
        "It came back {count} times after it was promised or claimed to be fixed.",
        detail.recurrences,
    )
    return said.format(count=format_integer(detail.recurrences))


def facts(detail: ProblemDetail) -> list[tuple[str, str]]:
    """Return the facts with their names, in the order they are read."""
    rows = detail.sightings
    days = [row.made_on for row in rows]
    return [
        (_("In charge"), detail.owner or _("nobody yet")),
        (_("Seen"), format_integer(len(rows))),
        (_("Complaints"), format_integer(len({r.complaint_id for r in rows} - {None}))),
        (_("Sites"), _each(row.site for row in rows)),
        (_("Manufacturers"), _each(row.manufacturer for row in rows)),
        (_("First goods"), format_date(min(days)) if days else ""),
        (_("Last goods"), format_date(max(days)) if days else ""),
    ]


def _each(names: Iterable[str]) -> str:
    """Return each name once, in order."""
    return ", ".join(sorted({name for name in names if name}, key=alphabetical))


class ActionsCard(Card):
    """The corrective actions of the problem, the open one first."""

    def __init__(self, detail: ProblemDetail, go_to: GoTo) -> None:
        """Show each with its state, and the way to it."""
        super().__init__(_("Corrective actions"))
        for row in detail.corrective_actions:
            line = QHBoxLayout()
            line.setSpacing(SPACE_M)
            going = row.status is CorrectiveActionStatus.OPEN
            look = (Tone.INFO, "circle-dashed") if going else (Tone.PASS, "circle-check")
            line.addWidget(Badge(row.status.label, *look), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words(f"{row.name} · {row.title}", Type.STRONG), stretch=1)
            self.body.addLayout(line)
            said = _("Open {action}").format(action=row.name)
            self.body.addWidget(
                button(said, partial(go_to, "problems", "action", row.id), "", "arrow-right"),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )


class PartsCard(Card):
    """The problems that were merged into this one."""

    def __init__(self, detail: ProblemDetail, go_to: GoTo) -> None:
        """Show each with the way to it."""
        super().__init__(_("Parts of this problem"))
        self.body.addWidget(words(_("What was seen and promised there counts here."), quiet=True))
        for problem_id, name in detail.parts:
            self.body.addWidget(
                button(name, partial(go_to, "problems", problem_id), "plain", "layers"),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
