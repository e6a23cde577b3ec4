"""The short names for what can be wrong: entered, corrected, put away and found again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.organisations import Organisation
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.vocabulary import Severity
from qc_desk.domain.wordings import Wordings, kept, stored, tidy_wordings, worded
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.shop_data import as_seen, in_order, keep, leading, must_be_free

_WORD = N_("defect code")


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectCodeEntry:
    """What is entered about a defect code."""

    code: str
    name: str
    default_severity: Severity
    language: str = ""  # of its name; empty: the organisation's
    wordings: Wordings = ()  # its name in other languages


@dataclass(frozen=True, kw_only=True, slots=True)
class DefectCodeRow(DefectCodeEntry):
    """A defect code as lists show it."""

    id: int
    retired: bool

    @property
    def called(self) -> tuple[str, ...]:
        """Its name in every language in which it was entered."""
        return (self.name, *(each.words for each in self.wordings))

    def said(self, language: str) -> str:
        """Return its name in a language, or in its own where nobody has entered it."""
        told = worded(self.wordings, "name", language) if language != self.language else ""
        return told or self.name


def defect_code_rows(
    session: Session, search: str = "", *, retired: bool = False
) -> list[DefectCodeRow]:
    """Return defect codes in code order; retired ones only when they are asked for too."""
    wanted = select(DefectCode)
    if not retired:
        wanted = wanted.where(DefectCode.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.code, *row.called), search)


def add_defect_code(
    session: Session, entry: DefectCodeEntry, by: int, at: datetime
) -> DefectCodeRow:
    """Enter a defect code."""
    leading(session, "defect_code.add", by, at)
    told = _checked(session, entry)
    must_be_free(session, DefectCode.code, told.code, _WORD, None)
    made = DefectCode(
        code=told.code,
        name=told.name,
        default_severity=told.default_severity,
        language=told.language,
        wordings=stored(told.wordings),
        created_at=at,
    )
    return _row(keep(session, made, told.code, _WORD))


def change_defect_code(
    session: Session, seen: DefectCodeRow, entry: DefectCodeEntry, by: int, at: datetime
) -> DefectCodeRow:
    """Correct a defect code, if it is still as it was seen."""
    leading(session, "defect_code.change", by, at)
    found = as_seen(session, DefectCode, seen, _row, seen.code)
    told = _checked(session, entry)
    must_be_free(session, DefectCode.code, told.code, _WORD, found.id)
    found.code = told.code
    found.name = told.name
    found.default_severity = told.default_severity
    found.language, found.wordings = told.language, stored(told.wordings)
    return _row(keep(session, found, told.code, _WORD))


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


def _checked(session: Session, entry: DefectCodeEntry) -> DefectCodeEntry:
    own = entry.language or session.scalars(select(Organisation.language)).one()
    _must_be_spoken(own)
    told = checked_names(entry.wordings)
    return DefectCodeEntry(
        code=texts.text(entry.code, N_("code"), 20, needed=True),
        name=texts.text(entry.name, N_("name"), needed=True),
        default_severity=entry.default_severity,
        language=own,
        wordings=tuple(each for each in told if each.language != own),
    )


def checked_names(wordings: Wordings) -> Wordings:
    """Return a name in other languages as it is kept; refuse what does not fit."""
    for each in wordings:
        _must_be_spoken(each.language)
    told = tidy_wordings(wordings, {"name": texts.NAME})
    for each in told:
        texts.text(each.words, N_("name"))
    return told


def _must_be_spoken(code: str) -> None:
    if code not in LANGUAGES:
        why = _("it must be one of {names}.").format(names=", ".join(LANGUAGES))
        raise FieldInvalid(field=N_("language"), value=code, why=why)


def _row(found: DefectCode) -> DefectCodeRow:
    return DefectCodeRow(
        id=found.id,
        code=found.code,
        name=found.name,
        default_severity=found.default_severity,
        retired=found.retired_at is not None,
        language=found.language,
        wordings=kept(found.wordings),
    )
