"""Lists of problems: what needs somebody first; what was seen once only is left out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.loop_words import CorrectiveActionStatus, ProblemStatus
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.wordings import names
from qc_desk.i18n import alphabetical
from qc_desk.services.problem_items import all_item_wordings
from qc_desk.services.shop_data import folded
from qc_desk.services.shop_texts import spoken_words

_FIRST = (
    ProblemStatus.RECURRED,
    ProblemStatus.ALERT,
    ProblemStatus.OWNED,
    ProblemStatus.FIX_CLAIMED,
    ProblemStatus.PROVING,
    ProblemStatus.WATCHING,
    ProblemStatus.PROVEN,
    ProblemStatus.MERGED,
)
_ORDER = {status: place for place, status in enumerate(_FIRST)}
SEEN_OFTEN = 2  # sightings from which a thread that is only watched is shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemFilter:
    """Which problems to show; empty means all that need a look, the most urgent first."""

    text: str = ""
    statuses: tuple[ProblemStatus, ...] = ()
    family: str = ""
    site_id: int | None = None
    manufacturer_id: int | None = None
    seen_once: bool = False  # those seen once and only watched, too


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemRow:
    """A problem as lists show it; the sightings of merged threads count."""

    id: int
    version: int
    name: str
    family: str
    code: str
    code_name: str
    called: tuple[str, ...]  # its defect code and its item, in every language: for the search
    item: str
    variant: str
    status: ProblemStatus
    recurrences: int
    sightings: int
    complaints: int
    sites: int
    last_made_on: date | None
    owner: str
    stopped: bool
    corrective_action: str
    raised_at: datetime
    changed_at: datetime


class _Found(NamedTuple):
    """A problem as its table has it."""

    id: int
    version: int
    number: int
    family: str
    code: str
    code_name: str
    wordings: str
    item: str
    variant: str
    status: ProblemStatus
    recurrences: int
    owner: str | None
    stop_check: str
    merged_into: int | None
    raised_at: datetime
    changed_at: datetime


@dataclass(slots=True)
class _Seen:
    """What was seen of a problem, its parts included."""

    sightings: int = 0
    complaints: int = 0
    last: date | None = None
    sites: tuple[int, ...] = ()

    def add(self, other: "_Seen") -> None:
        """Count what another thread has seen."""
        self.sightings += other.sightings
        self.complaints += other.complaints
        days = [day for day in (self.last, other.last) if day is not None]
        self.last = max(days, default=None)
        self.sites = tuple({*self.sites, *other.sites})


def problem_rows(session: Session, wanted: ProblemFilter) -> list[ProblemRow]:
    """Return the problems that the filter lets through: what came back first, newest change first.

    A problem that is only watched and was seen once is left out unless it is asked for; merged
    threads are shown when their state is asked for.
    """
    found = [_Found._make(row) for row in session.execute(_problems())]
    into = {each.id: each.merged_into for each in found if each.merged_into is not None}
    seen = _seen(session, into, None)
    places = _seen(session, into, wanted)
    actions = _actions(session)
    items = all_item_wordings(session)
    rows = [
        _row(each, seen.get(each.id, _Seen()), actions.get(each.id, 0), items.get(each.id, ""))
        for each in found
        if each.id in places or not (wanted.site_id or wanted.manufacturer_id)
    ]
    chosen = [row for row in rows if _is_wanted(row, wanted)]
    chosen.sort(key=lambda row: row.changed_at, reverse=True)
    return sorted(chosen, key=lambda row: (_ORDER[row.status], -row.recurrences))


def families(session: Session) -> list[str]:
    """Return the families that have problems, in their order, for a filter."""
    return sorted(session.scalars(select(Problem.family).distinct()), key=alphabetical)


def _problems() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Problem.id,
        Problem.version,
        Problem.number,
        Problem.family,
        DefectCode.code,
        DefectCode.name,
        DefectCode.wordings,
        Problem.item_title,
        Problem.variant,
        Problem.status,
        Problem.recurrences,
        Person.name,
        Problem.stop_check,
        Problem.merged_into_id,
        Problem.raised_at,
        Problem.changed_at,
    )
    return (
        select(*columns)
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .outerjoin(Person, Person.id == Problem.owner_id)
    )


def _seen(
    session: Session, into: dict[int, int], wanted: ProblemFilter | None
) -> dict[int, _Seen]:
    """Return what was seen of each problem, at the places of a filter if one is given."""
    newer = aliased(Sighting)
    counted = (
        select(
            Sighting.problem_id,
            Sighting.site_id,
            func.count(),
            func.count(Sighting.complaint_id),
            func.max(Sighting.made_on),
        )
        .outerjoin(newer, newer.replaces_id == Sighting.id)
        .where(newer.id.is_(None))
        .group_by(Sighting.problem_id, Sighting.site_id)
    )
    if wanted is not None and wanted.site_id is not None:
        counted = counted.where(Sighting.site_id == wanted.site_id)
    if wanted is not None and wanted.manufacturer_id is not None:
        counted = counted.join(Batch, Batch.id == Sighting.batch_id).where(
            Batch.manufacturer_id == wanted.manufacturer_id
        )
    found: dict[int, _Seen] = {}
    for problem_id, site_id, sightings, complaints, last in session.execute(counted):
        seen = _Seen(sightings, complaints, last, (site_id,))
        place: int | None = problem_id
        while place is not None:  # a merged thread keeps its own count, too
            found.setdefault(place, _Seen()).add(seen)
            place = into.get(place)
    return found


def _actions(session: Session) -> dict[int, int]:
    found = session.execute(
        select(CorrectiveAction.problem_id, CorrectiveAction.number).where(
            CorrectiveAction.status == CorrectiveActionStatus.OPEN
        )
    )
    return {row[0]: row[1] for row in found}


def _is_wanted(row: ProblemRow, wanted: ProblemFilter) -> bool:
    if not _is_due(row, wanted) or (wanted.family and row.family != wanted.family):
        return False
    words = (row.name, row.family, row.code, *row.called, row.item, row.variant, row.owner)
    held = folded("\n".join(words))
    return all(word in held for word in folded(wanted.text).split())


def _is_due(row: ProblemRow, wanted: ProblemFilter) -> bool:
    """Whether a problem's state lets it through."""
    if wanted.statuses:
        return row.status in wanted.statuses
    once = row.status is ProblemStatus.WATCHING and row.sightings < SEEN_OFTEN
    return row.status is not ProblemStatus.MERGED and (wanted.seen_once or not once)


def _row(found: _Found, seen: _Seen, action: int, item: str) -> ProblemRow:
    return ProblemRow(
        id=found.id,
        version=found.version,
        name=f"PR-{found.number}",
        family=found.family,
        code=found.code,
        code_name=spoken_words(found.code_name, found.wordings),
        called=(found.code_name, *names(found.wordings), found.item, *names(item)),
        item=spoken_words(found.item, item, "title"),
        variant=found.variant,
        status=found.status,
        recurrences=found.recurrences,
        sightings=seen.sightings,
        complaints=seen.complaints,
        sites=len(seen.sites),
        last_made_on=seen.last,
        owner=found.owner or "",
        stopped=found.stop_check != "",
        corrective_action=f"CA-{action}" if action else "",
        raised_at=found.raised_at,
        changed_at=found.changed_at,
    )
