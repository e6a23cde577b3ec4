"""How the sample was drawn, and what it came to, class by class."""

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.i18n import _
from qc_desk.reports.bands import WIDTH, Band, Header
from qc_desk.reports.lettering import BODY, BODY_BOLD, SMALL_BOLD
from qc_desk.reports.setting import Column, columns, heading
from qc_desk.reports.typesetting import Typesetter

_CLASS = (0.0, 68.0)
_PLAN = (74.0, 218.0)
_NUMBERS = (298.0, 108.0)
_FOUND = (412.0, WIDTH - 412.0)


def sampling(paper: InspectionPaper | ConformancePaper, setter: Typesetter) -> list[Band]:
    """Return the plan of each class with what was found; nothing where people alone decide."""
    if all(plan.ac is None for plan in paper.plans):
        return []
    names = [
        (_CLASS, _("Class")),
        (_PLAN, _("Sampling plan")),
        (_NUMBERS, _("Sample")),
        (_FOUND, _("Found")),
    ]
    heads = columns(setter, [(*place, [(name, SMALL_BOLD)]) for place, name in names], 3)
    heads.keeps = heads.ruled = True
    rows = [_row(plan, setter) for plan in paper.plans]
    for row in rows:
        row.header = Header([heads])
    return [*heading(setter, _("Sampling")), heads, *rows]


def _row(plan: PlanRow, setter: Typesetter) -> Band:
    """Return one class: by which plan, how many, and what was found."""
    letter = _("code letter {letter}").format(letter=plan.letter) if plan.letter else ""
    drawn = ", ".join(part for part in (plan.drawn_by, letter) if part)
    cells: list[Column] = [
        (*_CLASS, [(plan.severity.label, BODY_BOLD)]),
        (*_PLAN, [(drawn, BODY)]),
        (*_NUMBERS, [(plan.numbers, BODY)]),
        (*_FOUND, [(plan.came_to, BODY_BOLD)]),
    ]
    band = columns(setter, cells, 3.4)
    band.ruled = True
    return band
