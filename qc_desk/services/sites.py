"""The places where batches are made or checked: entered, corrected, put away and found again."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_OWN
from qc_desk.domain.refusals import LastSite, StillInUse
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import N_, _
from qc_desk.services.first_start import known_time_zone
from qc_desk.services.shop_data import as_seen, in_order, keep, leading, must_be_free

_WORD = N_("site")
UNFINISHED = (
    BatchStatus.DRAFT,
    BatchStatus.FIRST_CHECK,
    BatchStatus.SECOND_CHECK,
    BatchStatus.HELD,
    BatchStatus.REWORK,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteEntry:
    """What is entered about a site."""

    code: str
    name: str
    time_zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRow(SiteEntry):
    """A site as lists show it."""

    id: int
    retired: bool


def site_rows(session: Session, search: str = "", *, retired: bool = False) -> list[SiteRow]:
    """Return sites in name order; retired ones only when they are asked for too."""
    wanted = select(Site)
    if not retired:
        wanted = wanted.where(Site.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.name, row.code, row.time_zone), search)


def time_zones() -> list[str]:
    """Return the names of the time zones of places, in order."""
    return sorted(
        name for name in available_timezones() if "/" in name and not name.startswith("Etc/")
    )


def add_site(session: Session, entry: SiteEntry, by: int, at: datetime) -> SiteRow:
    """Enter a site."""
    leading(session, "site.add", by, at, MAY_OWN)
    kept = _checked(entry)
    must_be_free(session, Site.code, kept.code, _WORD, None)
    made = Site(code=kept.code, name=kept.name, time_zone=kept.time_zone, created_at=at)
    return _row(keep(session, made, kept.code, _WORD))


def change_site(
    session: Session, seen: SiteRow, entry: SiteEntry, by: int, at: datetime
) -> SiteRow:
    """Correct a site, if it is still as it was seen."""
    leading(session, "site.change", by, at, MAY_OWN)
    found = as_seen(session, Site, seen, _row, seen.name)
    kept = _checked(entry)
    must_be_free(session, Site.code, kept.code, _WORD, found.id)
    found.code = kept.code
    found.name = kept.name
    found.time_zone = kept.time_zone
    return _row(keep(session, found, kept.code, _WORD))


def retire_site(session: Session, seen: SiteRow, by: int, at: datetime) -> SiteRow:
    """Put a site away; refused for the last one and while batches there are unfinished."""
    leading(session, "site.retire", by, at, MAY_OWN)
    found = as_seen(session, Site, seen, _row, seen.name)
    others = select(Site.id).where(Site.retired_at.is_(None), Site.id != found.id)
    if session.scalars(others.limit(1)).first() is None:
        raise LastSite(site=found.name)
    unfinished = select(Batch.number).where(
        Batch.site_id == found.id, Batch.status.in_(UNFINISHED)
    )
    batch = session.scalars(unfinished.limit(1)).first()
    if batch is not None:
        raise StillInUse(name=found.name, user=_("batch {number}").format(number=batch))
    found.retired_at = at
    return _row(keep(session, found, found.code, _WORD))


def bring_back_site(session: Session, seen: SiteRow, by: int, at: datetime) -> SiteRow:
    """Let a retired site be chosen again."""
    leading(session, "site.bring_back", by, at, MAY_OWN)
    found = as_seen(session, Site, seen, _row, seen.name)
    found.retired_at = None
    return _row(keep(session, found, found.code, _WORD))


def _checked(entry: SiteEntry) -> SiteEntry:
    return SiteEntry(
        code=texts.text(entry.code, N_("site code"), 12, needed=True).upper(),
        name=texts.text(entry.name, N_("name"), needed=True),
        time_zone=known_time_zone(entry.time_zone),
    )


def _row(found: Site) -> SiteRow:
    return SiteRow(
        id=found.id,
        code=found.code,
        name=found.name,
        time_zone=found.time_zone,
        retired=found.retired_at is not None,
    )
