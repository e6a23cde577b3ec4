"""Which backups stay, and which are let go."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qc_desk.storage.backup import all_backups, back_up
from qc_desk.storage.database import open_database
from qc_desk.storage.retention import thin_out, to_keep

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


def every(step: timedelta, back: timedelta) -> list[datetime]:
    return [NOW - step * count for count in range(int(back / step))]


def test_that_everything_of_two_days_stays() -> None:
    taken = every(timedelta(minutes=10), timedelta(days=2))
    assert to_keep(taken, NOW) == set(taken)


def test_that_three_years_of_hourly_copies_become_a_few_dozen() -> None:
    taken = every(timedelta(hours=1), timedelta(days=3 * 365))
    kept = to_keep(taken, NOW)
    older = [each for each in kept if NOW - each > timedelta(days=2)]
    assert 48 <= len(kept) - len(older) <= 49
    assert 25 <= len(older) <= 40
    assert {each.year for each in kept} == {2023, 2024, 2025, 2026}


def test_that_the_newest_stays_however_old_it_is() -> None:
    lonely = NOW - timedelta(days=4000)
    assert to_keep([lonely, lonely - timedelta(hours=1)], NOW) == {lonely}


@given(st.lists(st.integers(0, 3_000_000), max_size=60))
def test_that_thinning_twice_lets_nothing_more_go(minutes: list[int]) -> None:
    taken = [NOW - timedelta(minutes=each) for each in minutes]
    kept = to_keep(taken, NOW)
    assert kept <= set(taken)
    assert to_keep(kept, NOW) == kept


def test_that_only_backups_are_touched(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    with open_database(tmp_path / "shop") as database:
        first, second = back_up(database, folder), back_up(database, folder)
    stranger = folder / "notes.txt"
    stranger.write_text("mine")
    later = second.taken_at + timedelta(days=400)
    assert [backup.file for backup in thin_out(folder, later)] == [first.file]
    assert [backup.file for backup in all_backups(folder)] == [second.file]
    assert sorted(each.suffix for each in folder.iterdir()) == [".db", ".json", ".txt"]
