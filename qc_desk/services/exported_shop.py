"""Manufacturers, defect codes and sites as tables for other programs."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.products import DefectCode
from qc_desk.domain.wordings import kept, worded
from qc_desk.i18n import LANGUAGES, N_
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Found, Selected, cells, plain
from qc_desk.services.sheet_files import Value


def _manufacturers(after: int) -> Selected:
    return (
        select(
            Manufacturer.id,
            NO_INSPECTION,
            Manufacturer.name,
            Manufacturer.language,
            Manufacturer.email,
            Manufacturer.contact,
            Manufacturer.address,
            Manufacturer.created_at,
            Manufacturer.retired_at,
        )
        .where(Manufacturer.id > after)
        .order_by(Manufacturer.id)
    )


MANUFACTURERS = Export(
    labels=(
        N_("name"),
        N_("language"),
        N_("e-mail"),
        N_("contact"),
        N_("address"),
        N_("entered (UTC)"),
        N_("retired (UTC)"),
    ),
    select=_manufacturers,
    values=plain,
)


def _codes(after: int) -> Selected:
    return (
        select(
            DefectCode.id,
            NO_INSPECTION,
            DefectCode.code,
            DefectCode.name,
            DefectCode.language,
            DefectCode.default_severity,
            DefectCode.created_at,
            DefectCode.retired_at,
            DefectCode.wordings,
        )
        .where(DefectCode.id > after)
        .order_by(DefectCode.id)
    )


def _in_languages(_session: Session, found: Found) -> list[Sequence[Value]]:
    """Return defect codes with their name in each language in which it was entered."""
    return [
        [*cells(row)[:-1], *(worded(kept(row.wordings), "name", code) for code in LANGUAGES)]
        for row in found
    ]


DEFECT_CODES = Export(
    labels=(
        N_("defect code"),
        N_("name"),
        N_("language"),
        N_("severity"),
        N_("entered (UTC)"),
        N_("retired (UTC)"),
        *(each.name for each in LANGUAGES.values()),  # each in its own words
    ),
    select=_codes,
    values=_in_languages,
)


def _sites(after: int) -> Selected:
    return (
        select(
            Site.id,
            NO_INSPECTION,
            Site.code,
            Site.name,
            Site.time_zone,
            Site.created_at,
            Site.retired_at,
        )
        .where(Site.id > after)
        .order_by(Site.id)
    )


SITES = Export(
    labels=(
        N_("code"),
        N_("name"),
        N_("time zone"),
        N_("entered (UTC)"),
        N_("retired (UTC)"),
    ),
    select=_sites,
    values=plain,
)
