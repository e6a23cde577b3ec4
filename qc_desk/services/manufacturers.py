"""The makers of the goods: entered, corrected, put away and found again."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.i18n import LANGUAGES, N_
from qc_desk.services.shop_data import as_seen, in_order, keep, leading, must_be_free

_WORD = N_("manufacturer")
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\".]+(\.[^@\s<>,;\".]+)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class ManufacturerEntry:
    """What is entered about a manufacturer."""

    name: str
    language: str = "en"
    email: str = ""
    contact: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ManufacturerRow(ManufacturerEntry):
    """A manufacturer as lists show it."""

    id: int
    retired: bool


def manufacturer_rows(
    session: Session, search: str = "", *, retired: bool = False
) -> list[ManufacturerRow]:
    """Return manufacturers in name order; retired ones only when they are asked for too."""
    wanted = select(Manufacturer)
    if not retired:
        wanted = wanted.where(Manufacturer.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.name, row.email, row.contact, row.address), search)


def add_manufacturer(
    session: Session, entry: ManufacturerEntry, by: int, at: datetime
) -> ManufacturerRow:
    """Enter a manufacturer."""
    leading(session, "manufacturer.add", by, at)
    kept = _checked(entry)
    must_be_free(session, Manufacturer.name, kept.name, _WORD, None)
    made = Manufacturer(
        name=kept.name,
        language=kept.language,
        email=kept.email,
        contact=kept.contact,
        address=kept.address,
        created_at=at,
    )
    return _row(keep(session, made, kept.name, _WORD))


def change_manufacturer(
    session: Session, seen: ManufacturerRow, entry: ManufacturerEntry, by: int, at: datetime
) -> ManufacturerRow:
    """Correct a manufacturer, if it is still as it was seen."""
    leading(session, "manufacturer.change", by, at)
    found = as_seen(session, Manufacturer, seen, _row, seen.name)
    kept = _checked(entry)
    must_be_free(session, Manufacturer.name, kept.name, _WORD, found.id)
    found.name = kept.name
    found.language = kept.language
    found.email = kept.email
    found.contact = kept.contact
    found.address = kept.address
    return _row(keep(session, found, kept.name, _WORD))


def retire_manufacturer(
    session: Session, seen: ManufacturerRow, by: int, at: datetime
) -> ManufacturerRow:
    """Put a manufacturer away: it stays in old records and cannot be chosen any more."""
    leading(session, "manufacturer.retire", by, at)
    found = as_seen(session, Manufacturer, seen, _row, seen.name)
    found.retired_at = at
    return _row(keep(session, found, found.name, _WORD))


def bring_back_manufacturer(
    session: Session, seen: ManufacturerRow, by: int, at: datetime
) -> ManufacturerRow:
    """Let a retired manufacturer be chosen again."""
    leading(session, "manufacturer.bring_back", by, at)
    found = as_seen(session, Manufacturer, seen, _row, seen.name)
    found.retired_at = None
    return _row(keep(session, found, found.name, _WORD))


def checked_email(value: str) -> str:
    """Return one e-mail address, or nothing; refuse what no mail program could send to."""
    kept = texts.text(value, N_("e-mail"), 254)
    if kept and not _EMAIL.fullmatch(kept):
        raise FieldInvalid(
            field=N_("e-mail"), value=kept, why=N_("write one address, such as qa@example.com.")
        )
    return kept


def _checked(entry: ManufacturerEntry) -> ManufacturerEntry:
    if entry.language not in LANGUAGES:
        raise FieldInvalid(
            field=N_("language"), value=entry.language, why=N_("choose one from the list.")
        )
    return ManufacturerEntry(
        name=texts.text(entry.name, N_("name"), needed=True),
        language=entry.language,
        email=checked_email(entry.email),
        contact=texts.text(entry.contact, N_("contact")),
        address=texts.text(entry.address, N_("address"), texts.LINE),
    )


def _row(found: Manufacturer) -> ManufacturerRow:
    return ManufacturerRow(
        id=found.id,
        name=found.name,
        language=found.language,
        email=found.email,
        contact=found.contact,
        address=found.address,
        retired=found.retired_at is not None,
    )
