"""Plans in words: which sample is drawn for each class, and what it came to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.i18n import _, headed
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import words
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_S, TARGET, Tone, Type


def decides(plans: Sequence[PlanRow]) -> bool:
    """Whether the numbers decide; else there is nothing to show but how many are looked at."""
    return any(plan.ac is not None for plan in plans)


def not_accepted(plans: Sequence[PlanRow]) -> list[PlanRow]:
    """Return the classes in which the sample does not accept the lot."""
    return [plan for plan in plans if plan.accepted is False]


def sentences(plans: Sequence[PlanRow]) -> str:
    """Return a line for each class: its word, its sample, and by which plan."""
    if not decides(plans):
        return ""
    said = _("{severity}: {numbers} ({plan})")
    return "\n".join(
        said.format(severity=headed(plan.severity.label), numbers=plan.numbers, plan=plan.drawn_by)
        for plan in plans
    )


def outcome(plan: PlanRow) -> str:
    """Return numbers and outcome of a class on one line."""
    return " · ".join(part for part in (plan.numbers, plan.came_to) if part)


def plan_grid(plans: Sequence[PlanRow]) -> QGridLayout:
    """Return a class to a row: badge, numbers, plan, and what was found once that may be seen."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_M)
    grid.setVerticalSpacing(SPACE_S)
    grid.setColumnStretch(1, 1)
    middle = Qt.AlignmentFlag.AlignVCenter
    for line, plan in enumerate(plans):
        grid.setRowMinimumHeight(line, TARGET)
        tone, picture = look(plan.severity)
        grid.addWidget(Badge(headed(plan.severity.label), tone, picture), line, 0, middle)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(words(plan.numbers, Type.STRONG))
        told.addWidget(words(plan.drawn_by, Type.SMALL, quiet=True))
        grid.addLayout(told, line, 1, middle)
        if plan.came_to:
            grid.addWidget(_outcome(plan), line, 2, middle)
    return grid


def _outcome(plan: PlanRow) -> Badge:
    if plan.accepted is None:
        return Badge(plan.came_to, Tone.CALM)
    if plan.accepted:
        return Badge(plan.came_to, Tone.PASS, "circle-check")
    return Badge(plan.came_to, Tone.FAIL, "circle-x")
