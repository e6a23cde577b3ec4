"""Files that people name: whole or not at all, and every failure in a sentence."""

import errno
import os
from pathlib import Path

import pytest

from qc_desk.domain.refusals import FileNotReadable, FileNotWritten
from qc_desk.services import files
from qc_desk.services.files import read_file, whole_file, write_file


def test_that_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "r.pdf"
    for content in (b"first", b"second", b""):
        write_file(file, content)
        assert read_file(file) == content
    assert list(file.parent.iterdir()) == [file]


def test_that_a_very_long_name_that_the_disk_takes_is_written(tmp_path: Path) -> None:
    file = tmp_path / f"{'x' * 240}.pdf"
    write_file(file, b"content")
    assert read_file(file) == b"content"


@pytest.mark.parametrize("name", ["x" * 300, "no\0name", "file.txt/inside.pdf", "folder"])
def test_that_a_name_that_cannot_be_written_is_told_and_nothing_is_left(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "file.txt").write_text("kept")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileNotWritten, match=r"could not be written \(\w+"):
        write_file(tmp_path / name, b"content")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file.txt").read_text() == "kept"


def test_that_a_full_disk_leaves_the_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r.pdf"
    write_file(file, b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileNotWritten, match="No space left on device"):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_that_what_is_begun_is_deleted_when_the_work_breaks_off(tmp_path: Path) -> None:
    def write_half() -> None:
        with whole_file(tmp_path / "table.csv") as part:
            part.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_that_a_library_without_an_error_number_is_quoted(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotWritten, match="the library says no"),
        whole_file(tmp_path / "table.csv"),
    ):
        raise OSError("the library says no")


@pytest.mark.parametrize(
    ("name", "why"),
    [("none", "No such file"), ("", "Is a directory"), ("no\0name", "Invalid argument")],
)
def test_that_what_cannot_be_read_is_told(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(FileNotReadable, match=f"cannot be read: {why}"):
        read_file(tmp_path / name)


def test_that_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge"
    with file.open("wb") as opened:
        opened.truncate(files.LARGEST + 1)
    with pytest.raises(FileNotReadable, match="256 MB"):
        read_file(file)
