"""The letterhead: what can be a logo, which colours can be seen, and who may change it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from qc_desk.domain.refusals import ChangedElsewhere, FieldInvalid, NotAllowed, NotALogo
from qc_desk.domain.vocabulary import PageSize
from qc_desk.services.letterheads import (
    LARGEST_FILE,
    LetterheadRow,
    checked_colour,
    contrast,
    letterhead,
    prepared_logo,
    read_logo,
    set_letterhead,
)
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop
from tests.integration.services.press import Press

PLAIN = LetterheadRow()


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGBA") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, (20, 90, 120, 0)[: len(mode)]).save(out, kind)
    return out.getvalue()


def test_that_a_wide_logo_is_made_small_enough_for_print() -> None:
    made = prepared_logo(picture((8000, 1000)), "logo.png")
    with Image.open(io.BytesIO(made)) as shown:
        assert shown.size == (900, 113)
        assert shown.format == "JPEG"
        assert shown.getpixel((0, 0)) == (255, 255, 255)  # what was transparent is white
    assert prepared_logo(picture((8000, 1000)), "logo.png") == made


def test_that_a_small_logo_keeps_its_size() -> None:
    with Image.open(io.BytesIO(prepared_logo(picture((90, 30)), "logo.png"))) as shown:
        assert shown.size == (90, 30)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"not a picture", "not a picture"),
        (picture((400, 300), "JPEG", "RGB")[:300], "not a picture"),
        (picture((10_000, 6_000), "PNG", "L"), "50 million pixels"),
        (picture((20_000, 20_000), "PNG", "1"), "50 million pixels"),
        (b"", "not a picture"),
    ],
    ids=["words", "half", "60 MP", "400 MP", "nothing"],
)
def test_that_what_cannot_be_a_logo_is_refused_in_a_sentence(raw: bytes, why: str) -> None:
    with pytest.raises(NotALogo, match=why):
        prepared_logo(raw, "logo.png")


def test_that_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotALogo, match="cannot be read"):
        read_logo(tmp_path / "nothing.png")
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(NotALogo, match="60 MB"):
        read_logo(large)
    good = tmp_path / "good.png"
    good.write_bytes(picture((90, 30)))
    assert read_logo(good).startswith(b"\xff\xd8")


def test_that_only_colours_that_can_be_seen_are_taken() -> None:
    assert checked_colour(" #1B5E7D ") == "#1b5e7d"
    assert checked_colour("") == ""
    for wrong, why in (("#ffee00", "too pale"), ("blue", "write it like"), ("#12345", "write")):
        with pytest.raises(FieldInvalid, match=why):
            checked_colour(wrong)
    assert round(contrast("#000000"), 1) == 21.0
    assert round(contrast("#ffffff"), 1) == 1.0


def test_that_an_owner_sets_it_and_papers_have_it(shop: Shop) -> None:
    wanted = LetterheadRow(
        logo=prepared_logo(picture((90, 30)), "x"), accent="#1b5e7d", page=PageSize.LETTER
    )
    with shop.database.writing() as session:
        assert letterhead(session) == PLAIN
        assert set_letterhead(session, PLAIN, wanted, shop.ids["mira"], AT) == wanted
    press = Press()
    shop.approve(shop.checked_twice(), printer=press)
    head = press.papers[-1].letterhead
    assert (head.logo, head.accent, head.page) == (wanted.logo, "#1b5e7d", PageSize.LETTER)
    with shop.database.writing() as session:
        set_letterhead(session, wanted, PLAIN, shop.ids["mira"], AT)
    assert verify_record(shop.database).findings == ()


def test_that_it_is_refused_to_others_and_when_somebody_was_quicker(shop: Shop) -> None:
    with pytest.raises(NotAllowed), shop.database.writing() as session:
        set_letterhead(session, PLAIN, PLAIN, shop.ids["marko"], AT)
    other = LetterheadRow(accent="#000000")
    with pytest.raises(ChangedElsewhere), shop.database.writing() as session:
        set_letterhead(session, other, PLAIN, shop.ids["mira"], AT)
