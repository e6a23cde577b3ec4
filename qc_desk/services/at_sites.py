"""Which sites: a condition that says where, and leaves it to others to say what is read."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute


def at_sites(column: InstrumentedAttribute[int], sites: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that something is at one of these sites.

    "+ 0" keeps SQLite, which has no statistics, from reading everything that ever was at a site
    where the index of a status or a day leads to a few rows.
    """
    return (column + 0).in_(sites)
