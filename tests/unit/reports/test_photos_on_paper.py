"""Photos on paper: upright, without location, each one once, damaged ones named."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from qc_desk.domain.papers import PaperPhoto
from qc_desk.reports import print_paper
from qc_desk.reports.pictures import picture
from tests.unit.reports.papers import paper, photo


def taken(folder: Path, orientation: int = 1) -> Path:
    """Make a photo as a telephone does: location, camera, orientation."""
    image = Image.new("RGB", (80, 40), "white")
    image.paste("black", (0, 0, 20, 40))  # the left edge is dark
    facts = image.getexif()
    facts[0x0112] = orientation
    facts[0x010F] = "SecretCamera"
    facts.get_ifd(0x8825).update({1: "N", 2: (TiffImagePlugin.IFDRational(45), 15, 0)})
    path = folder / "taken.jpg"
    image.save(path, exif=facts, comment=b"SecretComment")
    assert b"SecretCamera" in path.read_bytes()
    return path


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_that_nothing_about_camera_and_place_reaches_the_paper(
    tmp_path: Path, orientation: int
) -> None:
    path = taken(tmp_path, orientation)
    shown = PaperPhoto(path=path, sha256="ab" * 32, caption="c", width=80, height=40)
    pdf = print_paper(paper(photos=(shown,)))
    assert b"Secret" not in pdf
    assert b"Exif\0\0" not in pdf


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [
        (1, (80, 40), (2, 20)),
        (3, (80, 40), (77, 20)),
        (6, (40, 80), (20, 2)),
        (8, (40, 80), (20, 77)),
    ],
)
def test_that_photos_stand_upright(
    tmp_path: Path, orientation: int, size: tuple[int, int], dark: tuple[int, int]
) -> None:
    shown = picture(taken(tmp_path, orientation), "p")
    assert shown is not None
    assert (shown.width, shown.height) == size
    with Image.open(BytesIO(shown.data)) as image:
        assert image.convert("L").crop((*dark, dark[0] + 1, dark[1] + 1)).tobytes() < b"\x40"


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1"])
def test_that_photos_of_every_kind_are_taken(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("p.tif" if mode == "CMYK" else "p.png")
    Image.new("RGB", (30, 20), "red").convert(mode).save(path)
    shown = picture(path, "p")
    assert shown is not None
    assert shown.data.startswith(b"\xff\xd8")


def test_that_missing_cut_off_and_false_photos_are_no_pictures(tmp_path: Path) -> None:
    whole = photo(tmp_path, "whole").path.read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.jpg").write_text("no photo")
    (tmp_path / "empty.jpg").write_bytes(b"")
    for name in ("cut.jpg", "text.jpg", "empty.jpg", "gone.jpg"):
        assert picture(tmp_path / name, "p") is None, name


def test_that_a_photo_shown_twice_is_in_the_file_once(tmp_path: Path) -> None:
    one = photo(tmp_path, "one")
    once, twice = (print_paper(paper(photos=photos)) for photos in ((one,), (one, one)))
    assert once.count(b"/DCTDecode") == twice.count(b"/DCTDecode") == 1
