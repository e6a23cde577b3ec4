"""Which backups stay: all of two days, then fewer the older they are."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from qc_desk.storage.backup import Backup, all_backups

ALL_OF = timedelta(days=2)
# How many periods back, and what makes two copies belong to one period; one a year stays for ever.
PERIODS: tuple[tuple[int | None, Callable[[datetime], object]], ...] = (
    (12, lambda taken: taken.date()),
    (10, lambda taken: taken.isocalendar()[:2]),
    (9, lambda taken: (taken.year, taken.month)),
    (None, lambda taken: taken.year),
)


def to_keep(taken: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the moments whose copies stay: the newest of each day, week, month and year.

    All of the last 2 days, 12 daily, 10 weekly, 9 monthly, one for every year. The newest of all
    always stays.
    """
    newest_first = sorted(taken, reverse=True)
    kept = {each for each in newest_first if now - each <= ALL_OF} | set(newest_first[:1])
    for most, period in PERIODS:
        newest: dict[object, datetime] = {}
        for each in newest_first:
            newest.setdefault(period(each), each)
        kept.update(list(newest.values())[:most])
    return kept


def thin_out(folder: Path, now: datetime) -> list[Backup]:
    """Let go of the copies that need not stay; returns them. Other files are never touched."""
    found = all_backups(folder)
    kept = to_keep([backup.taken_at for backup in found], now)
    gone = [backup for backup in found if backup.taken_at not in kept]
    for backup in gone:
        copy = folder / Path(backup.file).name
        copy.with_suffix(".json").unlink(missing_ok=True)  # first: half a pair is no backup
        copy.unlink(missing_ok=True)
    return gone
