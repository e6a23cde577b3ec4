"""Days on letters: as the clock at the site shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qc_desk.i18n import format_date


def day(moment: datetime, zone: str) -> str:
    """Return the day of a moment at the site; in universal time where the zone is unknown."""
    try:
        return format_date(moment.astimezone(ZoneInfo(zone)).date())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return format_date(moment.date())
