"""What is known of a defect at the moment it is recorded: from decided rounds only."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.problems import Problem
from qc_desk.i18n import _, format_date, ngettext

WINDOW = timedelta(days=90)
_STATUSES = {status.value: status for status in ProblemStatus}

# One statement, made once for each engine: it is asked while somebody stands at the line.
_ASKED = """
SELECT p.id, p.number, p.status, p.recurrences,
  CASE WHEN p.merged_into_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM problems q WHERE q.merged_into_id = p.id) THEN 1 ELSE 0 END,
  (SELECT count(*) FROM sightings s WHERE s.problem_id = p.id AND s.made_on >= :since
    AND NOT EXISTS (SELECT 1 FROM sightings n WHERE n.replaces_id = s.id)),
  (SELECT max(m.made_at) FROM promises m WHERE m.problem_id = p.id AND m.is_fix),
  (SELECT max(e.fixed_from) FROM problem_events e WHERE e.problem_id = p.id)
FROM products d
JOIN problems p ON p.family = CASE d.family WHEN '' THEN d.code ELSE d.family END
  AND p.code_id = :code
  AND p.item_code = COALESCE((SELECT i.code FROM check_items i WHERE i.id = :item), '')
  AND p.variant = ''
WHERE d.id = :product
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecurrenceRow:
    """A problem that the defect being recorded belongs to."""

    problem_id: int
    problem: str
    status: ProblemStatus
    times: int  # in the last 90 days, with this one
    recurrences: int
    promised_at: datetime | None  # when its end was last promised
    fixed_from: date | None  # from which goods on a fix was last claimed

    @property
    def sentence(self) -> str:
        """What the inspector is told, in the language spoken now."""
        told = ngettext(
            "{problem}: seen for the first time in 90 days.",
            "{problem}: seen {count} times in 90 days, with this one.",
            self.times,
        ).format(problem=self.problem, count=self.times)
        if self.promised_at is not None:
            promised = _("“Fixed” was promised on {day}.")
            told += " " + promised.format(day=format_date(self.promised_at.date()))
        elif self.fixed_from is not None:
            claimed = _("A fix was claimed for goods made from {day} on.")
            told += " " + claimed.format(day=format_date(self.fixed_from))
        return told


def recurrence_of(
    session: Session, product_id: int, code_id: int, item_id: int | None, at: datetime
) -> RecurrenceRow | None:
    """Return the problem that a defect belongs to, for whoever records it now; None for a new one.

    Nothing that somebody has recorded in a round without a decision is told.
    """
    since = at.date() - WINDOW
    asked = {"since": since.isoformat(), "code": code_id, "item": item_id, "product": product_id}
    found = _ask(session, asked)
    if found is None:
        return None
    id_, number, status, recurrences, merged, seen, promised, fixed_from = found
    if merged:
        return _of_threads(session.get_one(Problem, id_).final, since)
    return RecurrenceRow(
        problem_id=id_,
        problem=f"PR-{number}",
        status=_STATUSES[status],
        times=seen + 1,
        recurrences=recurrences,
        promised_at=_moment(promised),
        fixed_from=date.fromisoformat(fixed_from) if isinstance(fixed_from, str) else fixed_from,
    )


def _ask(session: Session, asked: dict[str, object]) -> tuple[Any, ...] | None:
    """Ask with the driver itself: preparing a result for the unit of work takes as long again."""
    connection = session.connection()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(_statement(connection.dialect.name), asked)
        found: tuple[Any, ...] | None = cursor.fetchone()
    finally:
        cursor.close()
    return found


@cache
def _statement(dialect: str) -> str:
    """Return the statement with its facts named as the engine's driver wants it."""
    return re.sub(r":(\w+)", r"%(\1)s", _ASKED) if dialect == "postgresql" else _ASKED


def _moment(stored: datetime | str | None) -> datetime | None:
    """Return a moment as the driver gives it: SQLite as text, in UTC."""
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return stored


def _of_threads(problem: Problem, since: date) -> RecurrenceRow:
    """Return what all threads know that have become one; seldom, and so not in one statement."""
    threads = problem.threads
    seen = [s for each in threads for s in each.sightings if s.replaced_by is None]
    fixes = [p.made_at for each in threads for p in each.promises if p.is_fix]
    claimed = [claim.fixed_from for claim in problem.claims if claim.fixed_from is not None]
    return RecurrenceRow(
        problem_id=problem.id,
        problem=problem.name,
        status=problem.status,
        times=sum(each.made_on >= since for each in seen) + 1,
        recurrences=problem.recurrences,
        promised_at=max(fixes, default=None),
        fixed_from=max(claimed, default=None),
    )
