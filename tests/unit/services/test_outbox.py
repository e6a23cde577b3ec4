"""Folders for outgoing reports: safe names, whole files."""

from pathlib import Path

import pytest

from qc_desk.domain.refusals import FileNotWritten
from qc_desk.services.outbox import folder_name, put_into


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Керамика Д.О.О.", "Керамика Д.О.О"),
        ("A/B\\C:D", "A-B-C-D"),
        ("../../etc", "-..-etc"),
        ("..", "-"),
        ("", "-"),
        ("  ", "-"),
        ("con", "con-"),
        ("NUL.txt", "NUL.txt-"),
        ("Wu\nCo\u202e", "Wu-Co-"),
        ("ж" * 80, "ж" * 50),
        ("e\u0301", "\xe9"),
        ("half \ud800", "half -"),
    ],
)
def test_that_every_name_becomes_a_folder(tmp_path: Path, name: str, folder: str) -> None:
    assert folder_name(name) == folder
    put_into(tmp_path, name, "a.pdf", b"x")
    assert [each.name for each in tmp_path.iterdir()] == [folder]


def test_that_a_report_is_put_into_the_folder_of_its_recipient(tmp_path: Path) -> None:
    file = put_into(tmp_path / "out", "Kiln 4", "IR-NS-00001.pdf", b"%PDF")
    assert file == tmp_path / "out" / "Kiln 4" / "IR-NS-00001.pdf"
    assert file.read_bytes() == b"%PDF"
    assert [each.name for each in file.parent.iterdir()] == ["IR-NS-00001.pdf"]


def test_that_a_full_disk_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_into(tmp_path, "Kiln 4", "a.pdf", b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileNotWritten, match="No space left"):
        put_into(tmp_path, "Kiln 4", "a.pdf", b"new")
    (kept,) = (tmp_path / "Kiln 4").iterdir()
    assert kept.read_bytes() == b"old"
