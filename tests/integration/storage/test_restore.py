"""The file of a record changes places with a good copy; stopped at any step it is one of both."""

import errno
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from qc_desk.storage import refusals
from qc_desk.storage.opening import FILE_NAME
from qc_desk.storage.restore import change_places, clean_up, copy_beside, look_into

OLD, NEW = b"the record that was there", b"the backup"
ASIDE = "qc_desk-put-aside-2026-11-22T083000.000000Z.db"
STEPS = ("open", "os.link", "os.rename", "os.remove", "os.truncate", "shutil.copyfile")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="who is stopped is a fork")


def lay(folder: Path) -> Path:
    """Lay an old record with a journal into a folder, and a copy that is to take its place."""
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(OLD)
    (folder / f"{FILE_NAME}-journal").write_bytes(b"journal")
    copy = folder / f"{FILE_NAME}.restoring"
    copy.write_bytes(NEW)
    return copy


def stopped(step: int, act: Callable[[], object]) -> bool:
    """Do something in a fork that ends without a word before its n-th step; whether it did."""
    child = os.fork()
    if child == 0:
        left = [step]

        def watch(event: str, _arguments: object) -> None:
            if event in STEPS:
                left[0] -= 1
                if not left[0]:
                    os._exit(9)

        sys.addaudithook(watch)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def wrong_twin(copy: Path, aside: str) -> None:
    """Move the old file away first, as one would by hand."""
    file = copy.with_name(FILE_NAME)
    file.replace(copy.with_name(aside))
    copy.replace(file)


def left_after_every_stop(folder: Path, act: Callable[[Path, str], object]) -> list[bytes | None]:
    """Return what is in the record's place after a stop at each step, and at the end."""
    found: list[bytes | None] = []
    for step in range(1, 100):
        copy = lay(folder / str(step))
        was_stopped = stopped(step, partial(act, copy, ASIDE))
        file = copy.with_name(FILE_NAME)
        found.append(file.read_bytes() if file.exists() else None)
        kept = copy.with_name(ASIDE)
        if found[-1] == NEW:
            assert kept.read_bytes() == OLD
            assert kept.with_name(f"{ASIDE}-journal").read_bytes() == b"journal"
            assert not copy.with_name(f"{FILE_NAME}-journal").exists()
        clean_up(copy.parent)
        assert not copy.exists()
        assert kept.exists() == (found[-1] == NEW)
        if not was_stopped:
            return found
    raise AssertionError("it never comes to an end")


@needs_fork
def test_that_a_stop_at_any_step_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    found = left_after_every_stop(tmp_path, change_places)
    assert len(found) > 5
    taken = [each == NEW for each in found]
    assert taken == sorted(taken)  # once new, always new
    assert set(found) == {OLD, NEW}


@needs_fork
def test_that_moving_the_old_file_away_first_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        assert set(left_after_every_stop(tmp_path, wrong_twin)) == {OLD, NEW}


@needs_fork
def test_that_a_disk_without_second_names_gets_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: object, _target: object) -> None:
        raise OSError(errno.EPERM, "no second names here")

    monkeypatch.setattr(os, "link", refuse)
    copy = lay(tmp_path / "fat")
    kept = change_places(copy, ASIDE)
    assert kept is not None
    assert kept.read_bytes() == OLD
    assert (copy.parent / FILE_NAME).read_bytes() == NEW
    assert list(copy.parent.glob("*.part")) == []


def test_that_a_place_that_cannot_be_taken_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = lay(tmp_path / "shop")
    rename = os.replace

    def refuse(source: object, target: object) -> None:
        if str(source).endswith(".restoring"):
            raise OSError(errno.EIO, "the disk does not")
        rename(str(source), str(target))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(refusals.DiskFailed):
        change_places(copy, ASIDE)
    clean_up(copy.parent)
    assert sorted(each.name for each in copy.parent.iterdir()) == [
        FILE_NAME,
        f"{FILE_NAME}-journal",
    ]
    assert (copy.parent / FILE_NAME).read_bytes() == OLD


def test_that_another_disk_error_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: object, _target: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(refusals.DiskFull):
        change_places(lay(tmp_path / "full"), ASIDE)


def test_that_a_journal_of_the_backup_is_taken_along(tmp_path: Path, sqlite_file: Path) -> None:
    journal = sqlite_file.with_name(f"{sqlite_file.name}-journal")
    journal.write_bytes(b"journal")
    (tmp_path / "place").mkdir()
    copy = copy_beside(sqlite_file, tmp_path / "place", lambda _done, _total: None)
    assert copy.with_name(f"{copy.name}-journal").read_bytes() == b"journal"


def test_that_a_stop_by_whoever_is_told_leaves_nothing(tmp_path: Path, sqlite_file: Path) -> None:
    def enough(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "place").mkdir()
    with pytest.raises(KeyboardInterrupt):
        copy_beside(sqlite_file, tmp_path / "place", enough)
    assert list((tmp_path / "place").iterdir()) == []


def test_that_a_newer_record_is_not_looked_into(sqlite_file: Path) -> None:
    content = bytearray(sqlite_file.read_bytes())
    content[60:64] = (9999).to_bytes(4, "big")
    sqlite_file.write_bytes(content)
    with pytest.raises(refusals.NewerRecord):
        look_into(sqlite_file.parent)


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """The file of a closed record."""
    from tests.built_records import lay_file, nothing  # noqa: PLC0415

    lay_file(nothing, tmp_path / "shop")
    return tmp_path / "shop" / FILE_NAME
