"""Single sampling plans by attributes of ISO 2859-1:1999: tables 1, 2-A, 2-B and 2-C.

The numbers are in ``resources/iso2859``. An arrow in a master table is followed to the first plan
in its direction, and the sample size becomes that of the plan's own row (10.3); where an arrow
leads off the table, the way is turned round. A sample as large as the lot is every piece.
"""

import csv
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TextIO

from qc_desk.bundle import bundled
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.sampling_words import Level, Strictness
from qc_desk.i18n import N_, _

EDITION = "ISO 2859-1:1999"
SMALLEST_LOT = 1
LARGEST_LOT = 9_999_999
MOST_PERCENT = Decimal(10)  # an AQL above is in nonconformities per 100 units only (5.3)

_MASTER_TABLES = {
    Strictness.NORMAL: "2a_normal.csv",
    Strictness.TIGHTENED: "2b_tightened.csv",
    Strictness.REDUCED: "2c_reduced.csv",
}
_WAYS = {"UP": -1, "DOWN": 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How many units are drawn, and up to how many (Ac) the lot is accepted; from Re on not."""

    letter: str  # of the row that the sample size stands in: an arrow changes it
    n: int
    ac: int
    re: int
    every_piece: bool = False

    def accepts(self, found: int) -> bool:
        """Whether a lot with so many nonconforming units or nonconformities is accepted."""
        return found <= self.ac


@dataclass(frozen=True, slots=True)
class _Row:
    letter: str
    n: int
    cells: tuple[str, ...]


def code_letter(lot_size: int, level: Level) -> str:
    """Return the sample size code letter of table 1; a single piece has that of the smallest lot.

    Raises FieldInvalid for a lot size outside 1 to 9,999,999.
    """
    must_be_lot(lot_size)
    table = _table_1()
    return next(
        letters[level] for highest, letters in table if highest is None or lot_size <= highest
    )


def must_be_lot(lot_size: int) -> None:
    """Refuse a lot size that no plan is drawn for."""
    if not SMALLEST_LOT <= lot_size <= LARGEST_LOT:
        why = _("a sampling plan needs a lot of {lowest} to {highest} pieces.")
        raise FieldInvalid(
            field=N_("lot size"),
            value=lot_size,
            why=why.format(lowest=SMALLEST_LOT, highest=LARGEST_LOT),
        )


def aqls() -> tuple[Decimal, ...]:
    """Return the 26 preferred acceptance quality limits, as the tables write them."""
    return _master(Strictness.NORMAL)[0]


def preferred(aql: Decimal) -> Decimal:
    """Return an acceptance quality limit as the tables write it; refuse one not in them."""
    for each in aqls():
        if each == aql:
            return each
    why = N_("the tables go from 0.010 to 1000 in the steps 1.0 · 1.5 · 2.5 · 4.0 · 6.5 · 10.")
    raise FieldInvalid(field=N_("AQL"), value=aql, why=why)


def counts_nonconformities(aql: Decimal) -> bool:
    """Whether each nonconformity is counted, and not each nonconforming unit (5.3)."""
    return aql > MOST_PERCENT


def letters() -> tuple[str, ...]:
    """Return the 16 code letters of table 1, from the smallest sample to the largest."""
    return tuple(row.letter for row in _master(Strictness.NORMAL)[1])


def plan(letter: str, aql: Decimal, inspection: Strictness) -> Plan:
    """Return the plan for a code letter, with arrows followed; raises FieldInvalid."""
    rows, column = _column(aql, inspection)
    start = _start(rows, letter)
    way = _WAYS.get(rows[start].cells[column])
    row = _first(rows, start, column, way or 1)
    ac, re = (int(number) for number in row.cells[column].split())
    return Plan(letter=row.letter, n=row.n, ac=ac, re=re)


def for_lot(lot_size: int, level: Level, aql: Decimal, inspection: Strictness) -> Plan:
    """Return the plan for a lot; a sample as large as the lot becomes every piece."""
    found = plan(code_letter(lot_size, level), aql, inspection)
    return found if found.n < lot_size else replace(found, n=lot_size, every_piece=True)


def tighter_acceptance(letter: str, aql: Decimal) -> int | None:
    """Return Ac one AQL step tighter for the same normal sample size (9.3.3.2, switching score).

    ``letter`` is that of a plan; None where the standard asks for no such comparison: Ac 0 or 1.
    """
    rows, column = _column(aql, Strictness.NORMAL)
    cells = rows[_start(rows, letter)].cells
    if int(cells[column].split()[0]) <= 1:
        return None
    return int(cells[column - 1].split()[0])


def _column(aql: Decimal, inspection: Strictness) -> tuple[tuple[_Row, ...], int]:
    columns, rows = _master(inspection)
    return rows, columns.index(preferred(aql))


def _start(rows: tuple[_Row, ...], letter: str) -> int:
    for place, row in enumerate(rows):
        if row.letter == letter and letter in letters():
            return place
    why = _("it is not a sample size code letter. Choose one of {values}.")
    values = " ".join(letters())
    raise FieldInvalid(field=N_("code letter"), value=letter, why=why.format(values=values))


def _first(rows: tuple[_Row, ...], start: int, column: int, way: int) -> _Row:
    """Return the first row that holds a plan: on the arrow's way, or else the other way."""
    ahead = range(start, len(rows)) if way > 0 else range(start, -1, -1)
    behind = range(start, -1, -1) if way > 0 else range(start, len(rows))
    arrows = {"", *_WAYS}
    places: list[int] = [*ahead, *behind]
    return next(rows[at] for at in places if rows[at].cells[column] not in arrows)


@cache
def _table_1() -> list[tuple[int | None, dict[str, str]]]:
    with _numbers("1_code_letters.csv") as lines:
        return [
            (int(line["lot_max"]) if line["lot_max"] else None, line)
            for line in csv.DictReader(lines, strict=True)
        ]


@cache
def _master(inspection: Strictness) -> tuple[tuple[Decimal, ...], tuple[_Row, ...]]:
    with _numbers(_MASTER_TABLES[inspection]) as lines:
        header, *rows = csv.reader(lines, strict=True)
    return (
        tuple(Decimal(each) for each in header[2:]),
        tuple(_Row(letter=row[0], n=int(row[1]), cells=tuple(row[2:])) for row in rows),
    )


def _numbers(name: str) -> TextIO:
    return (bundled("resources") / "iso2859" / name).open(encoding="utf-8", newline="")
