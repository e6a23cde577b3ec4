"""One table for other programs: its name, its columns and their kinds, and where it is from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Integer, Select
from sqlalchemy.orm import InstrumentedAttribute

from qc_desk.domain.base import Exact, UtcDateTime

Cell = str | int | float | bool | None
Expression = ColumnElement[Any] | InstrumentedAttribute[Any]

_KINDS: tuple[tuple[type[Any], str], ...] = (
    (UtcDateTime, "TIMESTAMP"),
    (Exact, "REAL"),
    (Date, "DATE"),
    (Boolean, "BOOLEAN"),
    (Integer, "INTEGER"),
)


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column by its plain name, what it is taken from, and what it means."""

    name: str
    taken: Expression
    about: str

    @property
    def kind(self) -> str:
        """What a column holds, in the words of SQL; moments are in UTC."""
        found = (word for kind, word in _KINDS if isinstance(self.taken.type, kind))
        return next(found, "TEXT")


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """One table for other programs.

    ``joined`` adds the tables, and the rows that may be seen, to a selection. ``id`` is the number
    by which rows are read one after another. What is for owners only is left out for others.
    """

    name: str
    about: str
    columns: tuple[ViewColumn, ...]
    id: InstrumentedAttribute[int]
    joined: Callable[[Select[*tuple[Any, ...]]], Select[*tuple[Any, ...]]]
    owners_only: bool = False
