"""Days as people mean them: in the time zone of a site."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from qc_desk.domain.refusals import FieldInvalid, HeardInFuture
from qc_desk.i18n import N_

EARLIEST_YEAR = 1970  # nobody has kept anything older; it is a slip of the keyboard


@lru_cache(maxsize=4096)  # many things end with the same day
def end_of(day: date, time_zone: str) -> datetime:
    """Return the moment, in UTC, at which a day is over in a time zone (IANA name)."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(time_zone))
    return midnight.astimezone(UTC)


def day_of(at: datetime, time_zone: str) -> date:
    """Return the day that a moment falls on in a time zone (IANA name)."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def must_have_been(moment: datetime, field: str, now: datetime) -> None:
    """Refuse a moment that lies in the future, or longer ago than anybody can have noted it."""
    if moment > now:
        raise HeardInFuture(field=field)
    if moment.year < EARLIEST_YEAR:
        raise FieldInvalid(field=field, value=moment.date(), why=N_("it is before 1970."))
