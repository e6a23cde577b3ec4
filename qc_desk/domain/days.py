"""Days as people mean them: in the time zone of a site."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def end_of(day: date, time_zone: str) -> datetime:
    """Return the moment, in UTC, at which a day is over in a time zone (IANA name)."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(time_zone))
    return midnight.astimezone(UTC)


def day_of(at: datetime, time_zone: str) -> date:
    """Return the day that a moment falls on in a time zone (IANA name)."""
    return at.astimezone(ZoneInfo(time_zone)).date()
