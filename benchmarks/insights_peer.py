"""The peer of the pictures: DuckDB, asked for the same numbers of the same SQLite file.

Each question gives the rows that the picture's table is made of; ``same`` holds them against it.
DuckDB reads the file through its own extension for SQLite, which PyPI has as ``duckdb-ext-sqlite``
(DuckDB checks its signature). No question for how defects got past two people: no SQL tells it.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qc_desk.services.insights import Insight, InsightName, Scope

PACKAGES = ("duckdb==1.2.2", "duckdb-ext-sqlite==1.2.2.20250921.post0")
Row = Sequence[Any]
_ROUNDS = "decided_rounds WHERE day BETWEEN $first AND $last"
_FIRST = f"{_ROUNDS} AND round = 1"
_HEARD = "heard_at >= $first AND heard_at < $after"
_ESCAPED = """
SELECT {step}, count(DISTINCT batch_id) FILTER (WHERE escaped), count(DISTINCT batch_id) FROM (
  SELECT r.batch_id, r.day, l.standing = 'confirmed' AS escaped
  FROM decided_rounds r LEFT JOIN (
    SELECT batch_id, standing FROM complaint_links
    QUALIFY row_number() OVER (PARTITION BY complaint_id, batch_id ORDER BY id DESC) = 1
  ) l ON l.batch_id = r.batch_id
  WHERE r.day BETWEEN $first AND $last AND r.accepted) GROUP BY 1 ORDER BY 1
"""
_DEFECTS = """
SELECT code_id, count(*) FROM defects d JOIN inspections i ON i.id = d.inspection_id
JOIN decided_rounds r ON r.batch_id = i.batch_id AND r.round = i.round
WHERE i.status <> 'withdrawn' AND r.day BETWEEN {first} AND {last}
GROUP BY 1 ORDER BY 2 DESC, 1
"""
_CAME_BACK = """
SELECT 'PR-' || p.number, count(*) FROM problems p JOIN problem_events e ON e.problem_id = p.id
WHERE e.kind IN ('alerted', 'recurred') AND e.at >= {first} AND e.at < {after}
GROUP BY p.id, p.number ORDER BY 2 DESC, p.number
"""
_PROOF = """
SELECT 'PR-' || number, days FROM (
  SELECT p.number, date_diff('second', p.raised_at, max(e.at)) / 86400 AS days
  FROM problems p JOIN problem_events e ON e.problem_id = p.id AND e.kind = 'proven'
  WHERE e.at >= $first AND e.at < $after GROUP BY p.number, p.raised_at
  UNION ALL
  SELECT number, date_diff('second', raised_at, $at) / 86400
  FROM problems WHERE status NOT IN ('proven', 'merged', 'watching')
) ORDER BY days DESC, number
"""
_COMPLAINTS = f"""
SELECT {{step}}, count(*) FILTER (WHERE channel NOT IN ('phone', 'in_person')),
  count(*) FILTER (WHERE channel IN ('phone', 'in_person'))
FROM (SELECT CAST(heard_at AS DATE) AS day, channel FROM complaints WHERE {_HEARD})
GROUP BY 1 ORDER BY 1
"""
_RESPONSE = f"""
SELECT {{step}}, count(hours), median(hours), quantile_cont(hours, 0.9) FROM (
  SELECT CAST(c.heard_at AS DATE) AS day,
    date_diff('microsecond', c.heard_at, e.at) / 3.6e9
      AS hours
  FROM complaints c LEFT JOIN (
    SELECT complaint_id, min(at) AS at FROM complaint_events WHERE status = 'answered' GROUP BY 1
  ) e ON e.complaint_id = c.id WHERE {_HEARD}
) GROUP BY 1 ORDER BY 1
"""
_TURNAROUND = f"""
SELECT {{step}}, count(*), median(minutes) / 60, quantile_cont(minutes, 0.9) / 60 FROM {_ROUNDS}
GROUP BY 1 ORDER BY 1
"""
_TOUCHES = """
WITH every AS (
  SELECT coalesce(t.order_id, c.order_id) AS order_id, t.planned, t.minutes
  FROM touches t LEFT JOIN complaints c ON c.id = t.complaint_id AND t.order_id IS NULL)
SELECT o.number, count(*), count(*) FILTER (WHERE planned = 0), sum(minutes)
FROM every e JOIN orders o ON o.id = e.order_id
WHERE o.retired_at IS NULL AND o.created_at > $year AND o.created_at <= $at
GROUP BY o.id, o.number ORDER BY 2 DESC, o.id LIMIT 12
"""
_PROMISES = """
WITH moved AS (
  SELECT promise_id, due_at FROM promise_events WHERE kind = 'moved'
  QUALIFY row_number() OVER (PARTITION BY promise_id ORDER BY id DESC) = 1)
SELECT coalesce(m.name, ''), count(*), count(*) FILTER (WHERE k.at < p.due_at),
  count(*) FILTER (WHERE k.at >= p.due_at),
  count(*) FILTER (WHERE k.at IS NULL AND coalesce(v.due_at, p.due_at) > $at)
FROM promises p LEFT JOIN promise_events k ON k.promise_id = p.id AND k.kind = 'kept'
LEFT JOIN moved v ON v.promise_id = p.id LEFT JOIN manufacturers m ON m.id = p.manufacturer_id
WHERE p.due_on BETWEEN $first AND $last AND p.due_at <= $at
  AND (p.side = 'ours' OR p.manufacturer_id IS NOT NULL)
GROUP BY p.side, m.id, m.name ORDER BY p.side, 2 DESC, 1
"""
_SHIP_DATES = """
SELECT o.number, o.promised_ship_date, CASE WHEN bool_and(b.status IN ('released', 'shipped',
    'recalled')) THEN max(r.at) END AS released
FROM orders o JOIN batches b ON b.order_id = o.id LEFT JOIN (
  SELECT batch_id, max(at) AS at FROM sign_offs
  WHERE meaning IN ('approved', 'concession', 'released_alone') GROUP BY 1) r ON r.batch_id = b.id
WHERE o.promised_ship_date BETWEEN $first AND $last
  AND b.status IN ('draft', 'first_check', 'second_check', 'held', 'rework', 'released',
    'shipped', 'recalled')
GROUP BY o.id, o.number, o.promised_ship_date
HAVING released IS NOT NULL OR o.promised_ship_date + INTERVAL 1 DAY <= $at
ORDER BY o.promised_ship_date, o.id
"""
_PLACES = """
SELECT w.name, count(*) FILTER (WHERE {counted}), count(*) FROM {who} w
JOIN decided_rounds r ON r.{who_id} = w.id
WHERE r.day BETWEEN $first AND $last AND r.round = 1 GROUP BY 1 ORDER BY 3 DESC, 1
"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What DuckDB is asked for a picture, and which of the picture's columns that is."""

    sql: tuple[str, ...]
    columns: tuple[int, ...]
    rows: Callable[[Insight], Iterable[Row]] = lambda shown: shown.rows
    found: Callable[[list[Row]], list[Row]] = lambda rows: rows


def _stepped(sql: str, *columns: int) -> Question:
    """Ask for a number by month or quarter; steps with nothing in them are left out."""
    return Question(
        sql=(sql,), columns=columns, rows=lambda shown: (row for row in shown.rows if row[-2])
    )


def _counts(count: str, of: str, where: str) -> str:
    return f"SELECT {{step}}, {count}, {of} FROM {where} GROUP BY 1 ORDER BY 1"


def _largest(rows: list[Row]) -> list[Row]:
    """Return the counts of the eleven commonest kinds, and all others together."""
    return [*((row[1],) for row in rows[:11]), (sum(row[1] for row in rows[11:]),)]


_BEFORE = {"first": "$before_first", "last": "$before_last", "after": "$first"}
_WITHIN = {"first": "$first", "last": "$last", "after": "$after"}
QUESTIONS: dict[InsightName, Question] = {
    InsightName.DEFECTS: Question(
        sql=(_DEFECTS.format(**_WITHIN), _DEFECTS.format(**_BEFORE)), columns=(1,), found=_largest
    ),
    InsightName.FIRST_PASS: _stepped(
        _counts("count(*) FILTER (WHERE accepted)", "count(*)", _FIRST), 0, 1, 2
    ),
    InsightName.NONCONFORMITIES: _stepped(
        _counts("sum(nonconformities)", "sum(sampled)", f"{_FIRST} AND sampled > 0"), 0, 1, 2
    ),
    InsightName.ESCAPES: _stepped(_ESCAPED, 0, 1, 2),
    InsightName.AGREEMENT: _stepped(
        _counts("sum(alike)", "sum(compared)", f"{_ROUNDS} AND compared > 0"), 0, 1, 2
    ),
    InsightName.RECURRENCE: Question(
        sql=(_CAME_BACK.format(**_WITHIN), _CAME_BACK.format(**_BEFORE)), columns=(0, 3)
    ),
    InsightName.PROOF: Question(sql=(_PROOF,), columns=(0, 2)),
    InsightName.COMPLAINTS: _stepped(_COMPLAINTS, 0, 1, 2),
    InsightName.RESPONSE: _stepped(_RESPONSE, 0, 1, 2, 3),
    InsightName.TURNAROUND: _stepped(_TURNAROUND, 0, 1, 2, 3),
    InsightName.TOUCHES: Question(sql=(_TOUCHES,), columns=(0, 2, 3, 4)),
    InsightName.PROMISES: Question(
        sql=(_PROMISES,), columns=(1, 2, 3, 4), found=lambda rows: [row[1:] for row in rows]
    ),
    InsightName.SHIP_DATES: Question(
        sql=(_SHIP_DATES,), columns=(0, 2), found=lambda rows: [row[:2] for row in rows]
    ),
    InsightName.SITES: Question(
        sql=(_PLACES.format(who="sites", who_id="site_id", counted="NOT accepted"),),
        columns=(0, 1, 2),
    ),
    InsightName.MANUFACTURERS: Question(
        sql=(_PLACES.format(who="manufacturers", who_id="manufacturer_id", counted="accepted"),),
        columns=(0, 1, 2),
    ),
}


def made_available(folder: str) -> bool:
    """Put DuckDB where it can be found, if it is not there; say whether it is."""
    if find_spec("duckdb") and find_spec("duckdb_ext"):
        return True
    command = ["uv", "pip", "install", "--quiet", "--no-deps", "--target", folder, *PACKAGES]
    if subprocess.run(command, check=False).returncode:
        return False
    sys.path.append(folder)
    return True


def opened(file: Path, name: str) -> Any:
    """Return DuckDB with a SQLite file attached under a name, to be read only."""
    duckdb = import_module("duckdb")
    place = Path(import_module("duckdb_ext").__path__[0]) / "extensions"
    shop = duckdb.connect(config={"extension_directory": str(place)})
    shop.execute("LOAD sqlite")
    shop.execute("SET threads = 1")
    shop.execute(f"ATTACH '{file}' AS {name} (TYPE sqlite, READ_ONLY)")
    return shop


class Peer:
    """DuckDB with the SQLite file of the record."""

    def __init__(self, file: Path) -> None:
        self._shop = opened(file, "record")
        self._shop.execute("USE record")

    def ask(self, question: Question, scope: Scope, at: datetime) -> list[Row]:
        """Return the rows for a period; where there is a question about the one before, too."""
        length = "quarter" if scope.days > 5 * 366 else "month"
        step = f"greatest(CAST(date_trunc('{length}', day) AS DATE), $first)"
        every = {
            "first": scope.first, "last": scope.last, "at": at,
            "after": scope.last + timedelta(days=1),
            "before_first": scope.before.first, "before_last": scope.before.last,
            "year": at - timedelta(days=365),
        }  # fmt: skip
        answers = []
        for sql in question.sql:
            whole = sql.replace("{step}", step)
            facts = {name: value for name, value in every.items() if f"${name}" in whole}
            answers.append(self._shop.execute(whole, facts).fetchall())
        return list(answers[0])


def difference(question: Question, shown: Insight, answer: list[Row]) -> str:
    """Return where a picture says something else than DuckDB; empty when they are the same."""
    ours = [[row[column] for column in question.columns] for row in question.rows(shown)]
    theirs = [list(row) for row in question.found(answer)]
    if len(ours) != len(theirs):
        return f"{len(ours)} rows and {len(theirs)}"
    for one, other in zip(ours, theirs, strict=True):
        if not all(_same(a, b) for a, b in zip(one, other, strict=True)):
            return f"{one} and {other}"
    return ""


def _same(ours: Any, theirs: Any) -> bool:
    """Compare two cells; what is shown with one digit may be off by a little more than half."""
    if ours is None:  # of fewer than ten we do not say where nine in ten are
        return True
    if isinstance(ours, Decimal):
        return abs(float(ours) - float(theirs)) < 0.051
    return bool(ours == theirs) or str(ours) == str(theirs)
