"""A column that SQLite looks nothing up by, and PostgreSQL as it thinks best."""

from typing import Any, TypeVar

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_T = TypeVar("_T")


class without_index(FunctionElement[_T]):  # noqa: N801 (written like the functions of the database)
    """A column in a condition that says what counts, and leaves it to others to say what is read.

    SQLite has no statistics here: it might read everything that ever was at a site where the
    index of a status leads to a few rows. PostgreSQL has them, and uses them where it sees the
    column itself.
    """

    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[_T]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(without_index)
def _as_it_is(element: without_index[Any], compiler: SQLCompiler, **told: Any) -> str:
    return compiler.process(element.clauses, **told)


@compiles(without_index, "sqlite")
def _looked_up_by_nothing(element: without_index[Any], compiler: SQLCompiler, **told: Any) -> str:
    return "+" + compiler.process(element.clauses, **told)
