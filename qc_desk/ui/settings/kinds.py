"""What Settings must know about a kind of shop data to list, add, correct and retire it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from qc_desk.i18n import N_
from qc_desk.ui.fields import Field
from qc_desk.ui.rows import Column

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


class ShopRow(Protocol):
    """A row of shop data."""

    @property
    def id(self) -> int:
        """The number in the record."""
        ...

    @property
    def retired(self) -> bool:
        """Whether it was put away."""
        ...


R = TypeVar("R", bound=ShopRow)


@dataclass(frozen=True, kw_only=True)
class KindWords:
    """What is said about a kind; every sentence is marked and translated when it is shown."""

    title: str
    lead: str
    search: str
    add: str
    empty: str
    empty_text: str
    retire_text: str = N_("It can no longer be chosen for anything new. Everything old keeps it.")


@dataclass(frozen=True, kw_only=True)
class Deeds(Generic[R]):
    """The services of a kind."""

    rows: "Callable[[Session, str, bool], Sequence[R]]"
    add: "Callable[[Session, Mapping[str, Any], int, datetime], R]"
    change: "Callable[[Session, R, Mapping[str, Any], int, datetime], R]"
    retire: "Callable[[Session, R, int, datetime], R]"
    bring_back: "Callable[[Session, R, int, datetime], R]"


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[R]):
    """A kind of shop data; ``fields`` builds the form's fields, with what can be chosen now."""

    name: str
    words: KindWords
    columns: Sequence[Column[R]]
    fields: "Callable[[Session, R | None], dict[str, Field[Any]]]"
    deeds: Deeds[R]
    shown: Callable[[R], str]
    owners_only: bool = False
