"""The owner's pictures: each from the record, with its definition and what is behind it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from qc_desk.services.insights import (
    complaints,
    defects,
    escapes,
    orders,
    places,
    problems,
    reworks,
    service,
    yields,
)
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope, last_days

__all__ = ["Behind", "Insight", "InsightName", "Scope", "behind", "insight", "last_days"]

_PICTURES: dict[InsightName, Callable[[Session, Scope, datetime], Insight]] = {
    InsightName.DEFECTS: lambda session, scope, _at: defects.defects(session, scope),
    InsightName.FIRST_PASS: lambda session, scope, _at: yields.first_pass(session, scope),
    InsightName.NONCONFORMITIES: lambda session, scope, _at: yields.nonconformities(
        session, scope
    ),
    InsightName.ESCAPES: escapes.escape_rate,
    InsightName.ESCAPE_CAUSES: lambda session, scope, _at: escapes.escape_causes(session, scope),
    InsightName.AGREEMENT: lambda session, scope, _at: yields.agreement(session, scope),
    InsightName.RECURRENCE: lambda session, scope, _at: problems.recurrence(session, scope),
    InsightName.PROOF: problems.proof,
    InsightName.COMPLAINTS: lambda session, scope, _at: complaints.complaints(session, scope),
    InsightName.RESPONSE: complaints.response,
    InsightName.TURNAROUND: lambda session, scope, _at: service.turnaround(session, scope),
    InsightName.TOUCHES: lambda session, _scope, at: service.touches(session, at),
    InsightName.PROMISES: service.promises,
    InsightName.SHIP_DATES: service.ship_dates,
    InsightName.REWORK: lambda session, scope, _at: reworks.reworks(session, scope),
    InsightName.ORDERS: lambda session, scope, _at: orders.orders(session, scope),
    InsightName.SITES: lambda session, scope, _at: places.sites(session, scope),
    InsightName.MANUFACTURERS: lambda session, scope, _at: places.manufacturers(session, scope),
}


def insight(session: Session, name: InsightName, scope: Scope, at: datetime) -> Insight:
    """Return one picture of a period, in the language spoken now."""
    return _PICTURES[name](session, scope, at)


_Opener = Callable[[Session, Scope, str, datetime], list[Behind]]


def _rounds(measure: yields.Measure) -> _Opener:
    return lambda session, scope, key, _at: yields.rounds_behind(
        session, _step(scope, key), measure
    )


_BEHIND: dict[InsightName, _Opener] = {
    InsightName.DEFECTS: lambda s, scope, key, _at: defects.defects_behind(s, scope, int(key)),
    InsightName.FIRST_PASS: _rounds(yields.FIRST_PASS),
    InsightName.NONCONFORMITIES: _rounds(yields.NONCONFORMITIES),
    InsightName.AGREEMENT: _rounds(yields.AGREEMENT),
    InsightName.TURNAROUND: _rounds(yields.DECIDED),
    InsightName.ESCAPES: lambda s, scope, key, _at: escapes.escapes_behind(s, _step(scope, key)),
    InsightName.ESCAPE_CAUSES: lambda s, scope, key, _at: escapes.causes_behind(s, scope, key),
    InsightName.COMPLAINTS: lambda s, scope, key, _at: complaints.heard_behind(
        s, _step(scope, key)
    ),
    InsightName.RESPONSE: lambda s, scope, key, _at: complaints.heard_behind(s, _step(scope, key)),
    InsightName.SHIP_DATES: service.orders_behind,
    InsightName.REWORK: lambda s, scope, key, _at: reworks.reworks_behind(s, _step(scope, key)),
    InsightName.ORDERS: lambda s, scope, key, _at: orders.orders_behind(s, _step(scope, key)),
    InsightName.SITES: lambda s, scope, key, _at: yields.rounds_behind(
        s, replace(scope, site_id=int(key)), yields.FIRST_PASS
    ),
    InsightName.MANUFACTURERS: lambda s, scope, key, _at: yields.rounds_behind(
        s, replace(scope, manufacturer_id=int(key)), yields.FIRST_PASS
    ),
    InsightName.PROMISES: service.promises_behind,
    InsightName.TOUCHES: lambda s, _scope, key, _at: service.order_behind(s, int(key)),
    InsightName.RECURRENCE: lambda s, _scope, key, _at: problems.problem_behind(s, int(key)),
    InsightName.PROOF: lambda s, _scope, key, _at: problems.problem_behind(s, int(key)),
}


def behind(
    session: Session, name: InsightName, key: str, scope: Scope, at: datetime
) -> list[Behind]:
    """Return the records behind a mark of a picture, the first 200."""
    return _BEHIND[name](session, scope, key, at)


def _step(scope: Scope, key: str) -> Scope:
    """Narrow a scope to the days of a point."""
    first, last = key.split(":")
    return replace(scope, first=date.fromisoformat(first), last=date.fromisoformat(last))
