"""The short names for what can be wrong: entered, corrected, put away and found again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.products import DefectCode
from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import N_
from qc_desk.services.shop_data import as_seen, in_order, keep, leading, must_be_free

_WORD = N_("defect code")


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectCodeEntry:
    """What is entered about a defect code."""

    code: str
    name: str
    default_severity: Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectCodeRow(DefectCodeEntry):
    """A defect code as lists show it."""

    id: int
    retired: bool


def defect_code_rows(
    session: Session, search: str = "", *, retired: bool = False
) -> list[DefectCodeRow]:
    """Return defect codes in code order; retired ones only when they are asked for too."""
    wanted = select(DefectCode)
    if not retired:
        wanted = wanted.where(DefectCode.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.code, row.name), search)


def add_defect_code(
    session: Session, entry: DefectCodeEntry, by: int, at: datetime
) -> DefectCodeRow:
    """Enter a defect code."""
    leading(session, "defect_code.add", by, at)
    kept = _checked(entry)
    must_be_free(session, DefectCode.code, kept.code, _WORD, None)
    made = DefectCode(
        code=kept.code, name=kept.name, default_severity=kept.default_severity, created_at=at
    )
    return _row(keep(session, made, kept.code, _WORD))


def change_defect_code(
    session: Session, seen: DefectCodeRow, entry: DefectCodeEntry, by: int, at: datetime
) -> DefectCodeRow:
    """Correct a defect code, if it is still as it was seen."""
    leading(session, "defect_code.change", by, at)
    found = as_seen(session, DefectCode, seen, _row, seen.code)
    kept = _checked(entry)
    must_be_free(session, DefectCode.code, kept.code, _WORD, found.id)
    found.code = kept.code
    found.name = kept.name
    found.default_severity = kept.default_severity
    return _row(keep(session, found, kept.code, _WORD))


def retire_defect_code(
    session: Session, seen: DefectCodeRow, by: int, at: datetime
) -> DefectCodeRow:
    """Put a defect code away: it stays in old records and cannot be chosen any more."""
    leading(session, "defect_code.retire", by, at)
    found = as_seen(session, DefectCode, seen, _row, seen.code)
    found.retired_at = at
    return _row(keep(session, found, found.code, _WORD))


def bring_back_defect_code(
    session: Session, seen: DefectCodeRow, by: int, at: datetime
) -> DefectCodeRow:
    """Let a retired defect code be chosen again."""
    leading(session, "defect_code.bring_back", by, at)
    found = as_seen(session, DefectCode, seen, _row, seen.code)
    found.retired_at = None
    return _row(keep(session, found, found.code, _WORD))


def _checked(entry: DefectCodeEntry) -> DefectCodeEntry:
    return DefectCodeEntry(
        code=texts.text(entry.code, N_("code"), 20, needed=True),
        name=texts.text(entry.name, N_("name"), needed=True),
        default_severity=entry.default_severity,
    )


def _row(found: DefectCode) -> DefectCodeRow:
    return DefectCodeRow(
        id=found.id,
        code=found.code,
        name=found.name,
        default_severity=found.default_severity,
        retired=found.retired_at is not None,
    )
