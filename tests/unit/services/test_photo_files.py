"""Photos from files: too large, missing, and not photos."""

from pathlib import Path

import pytest

from qc_desk.domain.refusals import NotAPhoto, PhotoTooLarge
from qc_desk.services import photos


def test_that_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "LARGEST_FILE", 10)
    (tmp_path / "p.jpg").write_bytes(b"x" * 11)
    with pytest.raises(PhotoTooLarge, match="60 MB"):
        photos.read_photo(tmp_path / "p.jpg")
    with pytest.raises(PhotoTooLarge, match="60 MB"):
        photos.prepare_photo(b"x" * 11, "p.jpg")


def test_that_a_file_that_is_not_there_and_a_folder_are_no_photos(tmp_path: Path) -> None:
    for file in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(NotAPhoto):
            photos.read_photo(file)
