"""Photos: read whole or refused, turned upright, freed of location, kept where they belong."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from qc_desk.domain.refusals import (
    FieldNeeded,
    InspectionClosed,
    NotAPhoto,
    NotFound,
    NotYourInspection,
    PhotoTooLarge,
)
from qc_desk.services import check_sheets, defects, inspections, photos
from qc_desk.services.check_sheets import CheckSheet
from qc_desk.services.photos import PhotoPlace, PreparedPhoto
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet, open_sheet

_ORIENTATION, _GPS = 0x0112, 0x8825


def raw(
    size: tuple[int, int] = (80, 40), *, kind: str = "JPEG", colour: str = "teal", turn: int = 1
) -> bytes:
    """Return a picture as a camera would save it, with its place on earth."""
    picture = Image.new("RGB", size, colour)
    picture.paste("white", (0, 0, size[0] // 2, size[1] // 2))
    exif = picture.getexif()
    exif[_ORIENTATION] = turn
    if kind != "TIFF":  # Pillow cannot write it there
        exif[_GPS] = {1: "N", 2: (45.0, 15.0, 0.0)}
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


@pytest.fixture(scope="module")
def prepared() -> PreparedPhoto:
    return photos.prepare_photo(raw(), "label.jpg")


def attach(
    shop: Shop, sheet: Sheet, photo: PreparedPhoto, place: PhotoPlace, who: str = "ana"
) -> int:
    with shop.database.writing() as session:
        return photos.attach_photo(session, sheet.inspection_id, photo, place, shop.ids[who], AT)


def look(shop: Shop, sheet: Sheet) -> CheckSheet:
    with shop.database.reading() as session:
        return check_sheets.check_sheet(session, sheet.inspection_id)


def opened(image: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image))


@pytest.mark.parametrize(("turn", "size"), [(1, (80, 40)), (3, (80, 40)), (6, (40, 80))])
def test_that_a_photo_is_upright_and_tells_no_place(turn: int, size: tuple[int, int]) -> None:
    made = photos.prepare_photo(raw(turn=turn), "label.jpg")
    assert (made.width, made.height) == size
    for image in (made.image, made.print_copy, made.thumbnail):
        assert opened(image).size == size
        assert not opened(image).getexif()
        assert b"Exif" not in image


def test_that_a_large_photo_gets_three_sizes() -> None:
    made = photos.prepare_photo(raw((4000, 3000)), "big.jpg")
    assert opened(made.image).size == (2400, 1800)
    assert opened(made.print_copy).size == (800, 600)
    assert opened(made.thumbnail).size == (320, 240)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_that_other_formats_become_jpeg(kind: str) -> None:
    assert opened(photos.prepare_photo(raw(kind=kind), "x").image).format == "JPEG"


def test_that_what_is_seen_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    made = photos.prepare_photo(out.getvalue(), "clear.png")
    assert opened(made.image).convert("RGB").getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "broken", [b"", b"not a photo", raw()[:-200], raw(kind="PNG")[:60], b"%PDF-1.7\n%%EOF"]
)
def test_that_half_a_photo_and_no_photo_are_refused(broken: bytes) -> None:
    with pytest.raises(NotAPhoto) as refusal:
        photos.prepare_photo(broken, "label.jpg")
    assert "label.jpg" in str(refusal.value)


def test_that_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 5_001)).save(out, "PNG")
    with pytest.raises(PhotoTooLarge):
        photos.prepare_photo(out.getvalue(), "wall.png")


def test_that_a_picture_that_only_claims_to_be_huge_is_not_unpacked() -> None:
    size = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    claims = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + size + struct.pack(">I", zlib.crc32(size))
    with pytest.raises(PhotoTooLarge, match="50 MP"):
        photos.prepare_photo(claims + b"\0\0\0\0IDAT" + bytes(4), "wall.png")


def test_that_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "gone.jpg", tmp_path):
        with pytest.raises(NotAPhoto):
            photos.read_photo(file)


def test_that_a_photo_is_shown_at_its_place(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    place = PhotoPlace(item_id=sheet.items["surface"], unit_number=2, caption="<b>rim</b>")
    photo_id = attach(shop, sheet, prepared, place)
    shown = [(i.code, i.unit_number, i.photos) for i in look(shop, sheet).items if i.photos]
    assert [(code, unit) for code, unit, _photos in shown] == [("surface", 2)]
    assert (shown[0][2][0].id, shown[0][2][0].caption) == (photo_id, "<b>rim</b>")
    with shop.database.reading() as session:
        assert photos.photo_image(session, photo_id) == prepared.image
        assert photos.photo_thumbnail(session, photo_id) == prepared.thumbnail


def test_that_the_same_picture_at_the_same_place_is_kept_once(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    place = PhotoPlace(item_id=sheet.items["label"])
    assert attach(shop, sheet, prepared, place) == attach(shop, sheet, prepared, place)
    elsewhere = PhotoPlace(item_id=sheet.items["tape"])
    assert attach(shop, sheet, prepared, elsewhere) != attach(shop, sheet, prepared, place)
    assert [len(item.photos) for item in look(shop, sheet).items] == [1, 0, 0, 0, 0, 1]


def test_that_several_photos_are_kept_together_or_not_at_all(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    label, tape = (PhotoPlace(item_id=sheet.items[code]) for code in ("label", "tape"))

    def attach_all(*places: PhotoPlace) -> list[int]:
        with shop.database.writing() as session:
            shown = [(prepared, place) for place in places]
            by = shop.ids["ana"]
            return photos.attach_photos(session, sheet.inspection_id, shown, by, AT)

    with pytest.raises(NotFound):
        attach_all(label, PhotoPlace(defect_id=4711))
    assert not any(item.photos for item in look(shop, sheet).items)
    first, again, other = attach_all(label, label, tape)
    assert first == again != other
    assert attach_all(tape, label) == [other, first]


def test_that_a_required_photo_is_demanded_until_it_is_there(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    assert look(shop, sheet).items[0].needs_photo
    attach(shop, sheet, prepared, PhotoPlace(item_id=sheet.items["label"]))
    assert not look(shop, sheet).items[0].needs_photo


def test_that_a_defect_s_photo_belongs_to_its_item_too(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    with shop.database.writing() as session:
        entry = defects.DefectEntry(
            code_id=sheet.codes["SCR"], item_id=sheet.items["surface"], unit_number=1
        )
        defect_id = defects.record_defect(session, sheet.inspection_id, entry, shop.ids["ana"], AT)
    attach(shop, sheet, prepared, PhotoPlace(defect_id=defect_id))
    assert look(shop, sheet).items[1].photos[0].defect_id == defect_id


def test_that_a_photo_without_a_place_or_of_another_check_is_refused(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    other = shop.add_batch("L-8")
    with shop.database.writing() as session:
        opened_ = inspections.open_first_check(session, other, shop.ids["jelena"], AT)
    with shop.database.writing() as session:
        entry = defects.DefectEntry(code_id=sheet.codes["SCR"])
        foreign = defects.record_defect(session, opened_, entry, shop.ids["jelena"], AT)
    with pytest.raises(FieldNeeded):
        attach(shop, sheet, prepared, PhotoPlace())
    for place in (
        PhotoPlace(defect_id=foreign),
        PhotoPlace(defect_id=4711),
        PhotoPlace(item_id=shop.items["glaze"]),
        PhotoPlace(item_id=sheet.items["surface"], unit_number=3),
    ):
        with pytest.raises(NotFound):
            attach(shop, sheet, prepared, place)


def test_that_nobody_else_attaches_and_nothing_after_the_end(
    shop: Shop, sheet: Sheet, prepared: PreparedPhoto
) -> None:
    place = PhotoPlace(item_id=sheet.items["label"])
    with pytest.raises(NotYourInspection):
        attach(shop, sheet, prepared, place, "jelena")
    with shop.database.writing() as session:
        inspections.withdraw(session, sheet.inspection_id, "wrong batch", shop.ids["ana"], AT)
    with pytest.raises(InspectionClosed):
        attach(shop, sheet, prepared, place)
