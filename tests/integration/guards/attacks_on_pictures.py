"""Attacks on drawings over photos and on pictures of the manual; what is honest there too."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, overwriting
from tests.integration.guards.record_pictures import at_item, at_step, drawing
from tests.integration.guards.rows import insert, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
)


def _drawn() -> Iterator[Act]:
    yield act("drawing by somebody else", drawing(900, photo_id=2101, by_id=LEA))
    yield act("drawing over a photo of a submitted check", drawing(900, photo_id=330, by_id=BRUNO))
    yield act(
        "drawing after the signature",
        sign_off(9201, 2, "first", ANA),
        drawing(900, photo_id=2101),
    )
    yield act("drawing over a photo of a closed complaint", drawing(900, complaint_photo_id=2))
    yield act("a second beginning", drawing(900, photo_id=2102))
    yield act("a second beginning for a customer's photo", drawing(900, complaint_photo_id=1))
    yield act("drawing that replaces one elsewhere", drawing(900, photo_id=2101, replaces_id=1))
    yield act("drawing that replaces a customer's", drawing(900, photo_id=2102, replaces_id=2))


def _replaced() -> Iterator[Act]:
    yield overwriting("replacing a drawing", drawing(1, photo_id=2101, verb=OR_REPLACE))
    yield overwriting(
        "replacing a drawing by what it replaces",
        drawing(900, photo_id=2102, replaces_id=1, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a picture", insert("pictures", id=1, sha256="9" * 64, verb=OR_REPLACE)
    )
    yield overwriting(
        "replacing a picture by its digest",
        insert("pictures", id=900, sha256="1" * 64, verb=OR_REPLACE),
    )
    yield overwriting("picture that is not kept", at_item(900, 30, picture_id=99))
    yield overwriting("replacing a shown picture", at_item(1, 30, verb=OR_REPLACE))


def _shown() -> Iterator[Act]:
    yield act("picture added to a published item", at_item(900, 10))
    yield act("picture added to a published step", at_step(900, 10))
    yield act("picture added to no item", at_item(900, 99))
    yield act("picture taken off a published step", "DELETE FROM shown_pictures WHERE id = 3")
    yield act("picture of a draft changed", "UPDATE shown_pictures SET caption = 'x' WHERE id = 2")


def _honest() -> Iterator[Act]:
    yield act("first drawing", drawing(900, photo_id=2101))
    yield act("drawing that replaces the newest", drawing(900, photo_id=2102, replaces_id=3))
    yield act("drawing in the second seat", drawing(900, photo_id=930, by_id=BRUNO))
    yield act("drawing in the second round", drawing(900, photo_id=830, by_id=BRUNO))
    yield act("drawing over a customer's photo", drawing(900, complaint_photo_id=3, by_id=LEA))
    yield act(
        "drawing that replaces one over a customer's photo",
        drawing(900, complaint_photo_id=1, replaces_id=2, by_id=LEA),
    )
    yield act("picture", insert("pictures", id=900, sha256="9" * 64))
    yield act("picture at an item of a draft", at_item(900, 30, picture_id=2))
    yield act("picture at a step of a draft", at_step(900, 30, picture_id=2))
    for number in (2, 4):
        yield act(
            f"picture {number} taken off a draft",
            f"DELETE FROM shown_pictures WHERE id = {number}",
        )


ON_PICTURES = [*_drawn(), *_replaced(), *_shown()]
HONEST_PICTURES = [*_honest()]
