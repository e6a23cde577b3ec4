"""How a table from another program is taken in: all of its rows or none, each accounted for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import _
from qc_desk.services.columns import Cells, Column, find_columns, must_not_be_wider
from qc_desk.services.imports import ImportResult, RefusedRow, refused_row
from qc_desk.services.sheets import SheetTable
from qc_desk.services.shop_data import leading

_NAMED = 20  # known rows, as many as a preview shows

Values = dict[str, object]
Read = Callable[[Cells], Values | None]  # of a new row its values, None for one that is known


@dataclass(slots=True)
class _Sorted:
    """Rows of a table while they are sorted into new, known and refused."""

    new: list[Values] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """A service that takes one kind of table; what is in the record already stays as it is.

    ``reader`` makes what reads a row from the places of the columns, who brings them in and when;
    ``same`` says what makes two rows of the file the same thing; ``keep`` stores new ones.
    """

    act: str
    columns: tuple[Column, ...]
    reader: Callable[[Session, dict[str, int], Person, datetime], Read]
    same: Callable[[Values], object]
    keep: Callable[[Session, list[Values], datetime], object]
    roles: tuple[Role, ...] = MAY_LEAD

    def __call__(
        self,
        session: Session,
        table: SheetTable,
        by: int,
        at: datetime,
        *,
        dry_run: bool = False,
        skip_refused: bool = False,
    ) -> ImportResult:
        """Import the rows of a table, as somebody with one of the roles.

        Nothing is stored while a row is refused, unless refused rows are to be skipped.
        """
        person = leading(session, self.act, by, at, self.roles)
        places, ignored = find_columns(table, self.columns)
        found = self._sorted(table, places, self.reader(session, places, person, at))
        written = not dry_run and (skip_refused or not found.refused)
        if written:
            self.keep(session, found.new, at)
        return ImportResult(
            file_name=table.file_name,
            rows=len(table.rows),
            new=len(found.new),
            known=len(found.known),
            refused=tuple(found.refused),
            written=written,
            ignored_columns=ignored,
            encoding=table.encoding,
            known_lines=tuple(found.known[:_NAMED]),
        )

    def _sorted(self, table: SheetTable, places: dict[str, int], read: Read) -> _Sorted:
        """Read every row, and keep the reason where one is refused."""
        found = _Sorted()
        lines: dict[object, int] = {}
        for row in table.rows:
            try:
                must_not_be_wider(row, table)
                values = read(Cells(row=row, places=places))
            except QcError as refusal:
                found.refused.append(refused_row(row.line, refusal))
                continue
            if values is None:
                found.known.append(row.line)
                continue
            first = lines.setdefault(self.same(values), row.line)
            if first == row.line:
                found.new.append(values)
                continue
            reason = _("it is the same as line {line} of this file.").format(line=first)
            found.refused.append(RefusedRow(line=row.line, field=_("row"), reason=reason))
        return found
