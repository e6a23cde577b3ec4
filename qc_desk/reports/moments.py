"""Times on paper: the moment in UTC, and what the clock at the site showed."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qc_desk.i18n import _, format_date, format_datetime


def utc(moment: datetime) -> str:
    """Return a moment in universal time."""
    return _("{moment} UTC").format(moment=format_datetime(moment))


def local(moment: datetime, zone: str) -> str:
    """Return a moment as the site's clock showed it, with the zone's name."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _("{moment} UTC").format(moment=format_datetime(moment))
    shown = format_datetime(moment, zone)
    return _("{moment} {zone}").format(moment=shown, zone=zone)


def day(moment: datetime, zone: str) -> str:
    """Return the day of a moment, as the site's calendar showed it."""
    try:
        return format_date(moment.astimezone(ZoneInfo(zone)).date())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return format_date(moment.date())
