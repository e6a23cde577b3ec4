"""Drawing over photos: as one act, before the signature, told and signed; the photo untouched."""

import hashlib
import json

import pytest
from sqlalchemy import select

from qc_desk.domain.annotations import Annotation
from qc_desk.domain.overlay import Shape, ShapeKind, Shapes, digest, written
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.photos import Photo
from qc_desk.domain.refusals import (
    MarkedMeanwhile,
    MarkOutside,
    NotAllowed,
    NotFound,
    NotYourInspection,
    PhotoSigned,
    QcError,
    WrongComplaintStatus,
)
from qc_desk.domain.sign_offs import SignOff
from qc_desk.services import complaint_photos, complaints, photos, sign_offs
from qc_desk.services.annotations import draw_over, large_photo
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.photo_views import PhotoKey, shapes_of, small_photo
from qc_desk.services.signed_content import PREFIX
from qc_desk.services.timeline import ACTS, timeline
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop, print_plainly
from tests.integration.services.complaining import (
    answered,
    complained_to,
    investigating,
    receive,
)
from tests.integration.services.tampering import forge, opened_raw
from tests.integration.services.test_photos import raw

ARROW = Shape(ShapeKind.ARROW, 0.1, 0.2, 0.5, 0.6)
TEXT = Shape(ShapeKind.TEXT, 0.1, 0.1, 0.4, 0.1, text="Crack, 3 mm")


@pytest.fixture
def checked(shop: Shop) -> tuple[int, int, PhotoKey]:
    """Return a batch, its open first check by Ana, and a photo in it."""
    batch_id = shop.add_batch("L-1")
    opened = shop.first_check(batch_id)
    with shop.database.writing() as session:
        place = photos.PhotoPlace(item_id=next(iter(shop.items.values())))
        made = photos.prepare_photo(raw(), "rim.jpg")
        photo_id = photos.attach_photo(session, opened, made, place, shop.ids["ana"], AT)
    return batch_id, opened, PhotoKey(photo_id)


def draw(
    shop: Shop, key: PhotoKey, shapes: Shapes, seen: int | None = None, who: str = "ana"
) -> int | None:
    with shop.database.writing() as session:
        return draw_over(session, key, shapes, seen, shop.ids[who], AT)


def refused(shop: Shop, kind: type[QcError], *args: object, **more: object) -> QcError:
    with pytest.raises(kind) as caught:
        draw(shop, *args, **more)  # type: ignore[arg-type]
    return caught.value


def test_that_the_newest_drawing_counts_and_the_photo_stays(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    _batch, opened, key = checked
    with shop.database.reading() as session:
        before = hashlib.sha256(session.get_one(Photo, key.id).image).hexdigest()
    first = draw(shop, key, (ARROW,))
    second = draw(shop, key, (ARROW, TEXT), seen=first)
    assert draw(shop, key, (ARROW, TEXT), seen=second) == second  # the same again is nothing new
    with shop.database.reading() as session:
        shown = large_photo(session, key, shop.ids["ana"])
        assert (shown.shapes, shown.drawing_id) == ((ARROW, TEXT), second)
        assert (shown.drawn_by, shown.drawn_at, shown.may_draw) == ("Ana Kovač", AT, True)
        assert small_photo(session, key).shapes == (ARROW, TEXT)
        assert shapes_of(session, [key]) == {key: (ARROW, TEXT)}
        (row,) = [p for item in check_sheet(session, opened).items for p in item.photos]
        assert row.shapes == (ARROW, TEXT)
        assert hashlib.sha256(shown.image).hexdigest() == before == _kept(session, key)
        assert len(session.scalars(select(Annotation)).all()) == 2


def _kept(session: object, key: PhotoKey) -> str:
    return session.get_one(Photo, key.id).sha256  # type: ignore[attr-defined, no-any-return]


def test_that_a_drawing_can_be_taken_away_again(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    key = checked[2]
    assert draw(shop, key, ()) is None
    first = draw(shop, key, (ARROW,))
    assert draw(shop, key, (), seen=first) is not None
    with shop.database.reading() as session:
        assert shapes_of(session, [key]) == {}


def test_that_nothing_is_drawn_over_what_was_not_seen(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    key = checked[2]
    first = draw(shop, key, (ARROW,))
    assert "Ana Kovač" in str(refused(shop, MarkedMeanwhile, key, (TEXT,)))
    draw(shop, key, (TEXT,), seen=first)
    refused(shop, MarkedMeanwhile, key, (ARROW,), seen=first)


def test_that_only_the_inspector_draws_and_only_marks_that_can_be(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    key = checked[2]
    assert "Ana" in str(refused(shop, NotYourInspection, key, (ARROW,), who="marko"))
    refused(shop, MarkOutside, key, (Shape(ShapeKind.BOX, 0, 0, 1, 1.5),))
    refused(shop, NotFound, PhotoKey(999), (ARROW,))
    refused(shop, NotFound, PhotoKey(999, of_complaint=True), (ARROW,))
    with shop.database.reading() as session:
        assert "Ana" in large_photo(session, key, shop.ids["marko"]).why_not
        assert not large_photo(session, key, None).may_draw


def test_that_a_signed_photo_stays_as_it_was_signed(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    batch_id, _opened, key = checked
    drawn = draw(shop, key, (ARROW,))
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    refused(shop, PhotoSigned, key, (TEXT,), seen=drawn)
    with shop.database.reading() as session:
        shown = large_photo(session, key, shop.ids["ana"])
        assert not shown.may_draw
        assert "as it was signed" in shown.why_not
        said = json.loads(session.scalars(select(SignOff)).one().signed_bytes[len(PREFIX) :])
    (photo,) = said["inspections"][0]["photos"]
    (drawing,) = photo["drawings"]
    assert (drawing["id"], drawing["digest"]) == (drawn, digest(written((ARROW,))))


def test_that_a_drawing_makes_what_was_seen_old(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    batch_id, _opened, key = checked
    seen = shop.seen(batch_id)
    draw(shop, key, (ARROW,))
    assert shop.seen(batch_id) != seen
    with shop.database.reading() as session:
        told = timeline(session, batch_id)
    assert ACTS["photo.draw"] in {row.what for row in told}


def test_that_the_report_shows_what_was_drawn(
    shop: Shop, checked: tuple[int, int, PhotoKey]
) -> None:
    batch_id, _opened, key = checked
    draw(shop, key, (ARROW, TEXT))
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id)
    printed: list[Paper] = []

    def keep(paper: Paper) -> bytes:
        printed.append(paper)
        return print_plainly(paper)

    shop.approve(batch_id, printer=keep)
    (paper,) = printed
    assert isinstance(paper, InspectionPaper)
    assert [photo.shapes for photo in paper.photos] == [(ARROW, TEXT)]


def test_that_verify_finds_a_drawing_that_was_changed_or_added(
    shop: Shop, checked: tuple[int, int, PhotoKey], location: str
) -> None:
    batch_id, _opened, key = checked
    drawn = draw(shop, key, (ARROW,))
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    assert not verify_record(shop.database).findings
    with opened_raw(shop.database, location) as file:
        forge(file, "annotations", drawn or 0, shapes=written((TEXT,)))
    found = verify_record(shop.database).findings
    assert {each.kind for each in found} == {"signed_rows"}
    assert any(f"marks {drawn}" in each.what for each in found)


def test_that_verify_finds_a_drawing_that_was_put_over_a_signed_photo(
    shop: Shop, checked: tuple[int, int, PhotoKey], location: str
) -> None:
    batch_id, _opened, key = checked
    drawn = draw(shop, key, (ARROW,))
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    columns = "complaint_photo_id, replaces_id, shapes, digest, by_id, at"
    with opened_raw(shop.database, location) as file:
        file.say(
            f"INSERT INTO annotations (id, photo_id, {columns})"
            f" SELECT 77, photo_id, {columns} FROM annotations WHERE id = ?",
            drawn,
        )
    said = {each.what for each in verify_record(shop.database).findings}
    assert any("marks 77 on a photo, added after it was signed" in each for each in said)


def test_that_photos_of_complaints_are_drawn_over_until_they_are_closed(shop: Shop) -> None:
    ids = complained_to(shop)
    made = receive(shop, ids)
    with shop.database.writing() as session:
        prepared = photos.prepare_photo(raw(), "cup.jpg")
        photo_id = complaint_photos.attach_photo(session, made, prepared, "", shop.ids["ana"], AT)
    key = PhotoKey(photo_id, of_complaint=True)
    refused(shop, NotAllowed, key, (ARROW,), who="vera")
    drawn = draw(shop, key, (ARROW,))
    with shop.database.reading() as session:
        assert shapes_of(session, [key, PhotoKey(photo_id)]) == {key: (ARROW,)}
        assert large_photo(session, key, shop.ids["ana"]).may_draw
    investigating(shop, made)
    answered(shop, made)
    with shop.database.writing() as session:
        complaints.close(session, made, "", shop.ids["marko"], AT)
    refused(shop, WrongComplaintStatus, key, (TEXT,), seen=drawn)
    with shop.database.reading() as session:
        shown = large_photo(session, key, shop.ids["ana"])
        assert (shown.shapes, shown.may_draw) == ((ARROW,), False)
