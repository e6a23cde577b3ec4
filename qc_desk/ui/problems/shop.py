"""What can be chosen about a problem: families, sites, manufacturers, people."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import Role
from qc_desk.services.manufacturers import manufacturer_rows
from qc_desk.services.people import people_rows
from qc_desk.services.problem_lists import families
from qc_desk.services.sites import site_rows

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Choices = list[tuple[int, str]]
_LEADING = (Role.OWNER, Role.LEAD)


@dataclass(frozen=True)
class ProblemWords:
    """What filters offer; families by a number of their own, from 1."""

    families: Choices
    sites: Choices
    manufacturers: Choices


def problem_words(session: "Session") -> ProblemWords:
    """Return what problems can be narrowed down to."""
    return ProblemWords(
        families=list(enumerate(families(session), start=1)),
        sites=[(row.id, row.name) for row in site_rows(session, retired=True)],
        manufacturers=[(row.id, row.name) for row in manufacturer_rows(session, retired=True)],
    )


def people_choices(session: "Session", *, leading: bool) -> Choices:
    """Return who can be chosen; ``leading`` only those who decide somewhere."""
    return [
        (row.id, row.name)
        for row in people_rows(session)
        if not leading or any(held.role in _LEADING for held in row.roles)
    ]
