"""What a table from another program can be about: its fields, and those that must be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from qc_desk.services.columns import Column


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What the rows of a table are: orders, people, complaints.

    ``day`` is the field that holds a day or a moment, ``same`` those that may be said once for
    all rows, ``one_of`` fields of which one is needed. Columns with a ``secret`` word in their
    heading may not be in the file. Subjects that are ``listed`` know their rows again by the name
    of the list and the number there.
    """

    name: str
    columns: tuple[Column, ...]
    day: str = ""
    same: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    secret: frozenset[str] = frozenset()
    listed: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of all fields, in their order."""
        return tuple(column.key for column in self.columns)

    @property
    def needed(self) -> tuple[str, ...]:
        """The keys of the fields that a row cannot do without."""
        return tuple(column.key for column in self.columns if column.needed)

    @property
    def labels(self) -> Mapping[str, str]:
        """What each field is called, to be translated."""
        return {column.key: column.label for column in self.columns}
