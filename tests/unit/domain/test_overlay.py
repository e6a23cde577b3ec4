"""What is drawn over a photo: its limits, its one written form, its geometry."""

import math

import pytest

from qc_desk.domain.overlay import (
    LONGEST_TEXT,
    MOST_SHAPES,
    Ink,
    Shape,
    ShapeKind,
    arrow,
    checked,
    digest,
    read,
    written,
)
from qc_desk.domain.refusals import (
    FieldTooLong,
    MarkOutside,
    MarksUnreadable,
    MarkTooSmall,
    TextOfMarkNeeded,
    TooManyMarks,
)

ARROW = Shape(ShapeKind.ARROW, 0.1, 0.2, 0.5, 0.6)
CIRCLE = Shape(ShapeKind.CIRCLE, 0.5, 0.5, 0.7, 0.8, Ink.BLUE)
BOX = Shape(ShapeKind.BOX, 0.9, 0.9, 0.2, 0.1, Ink.GREEN)
TEXT = Shape(ShapeKind.TEXT, 0.1, 0.1, 0.4, 0.1, Ink.BLACK, "Пукотина – 3 mm")


def test_that_marks_read_back_as_they_were_written() -> None:
    for shapes in ((), (ARROW,), (ARROW, CIRCLE, BOX, TEXT)):
        assert read(written(shapes)) == shapes


def test_that_the_same_marks_are_always_written_alike() -> None:
    moved = Shape(ShapeKind.ARROW, 0.1 + 0.2 - 0.2, 0.20000001, 0.5, 0.6)
    assert written([moved]) == written([ARROW])
    assert written([Shape(ShapeKind.ARROW, -0.0, 0.2, 0.5, 0.6)]).count("-") == 0
    assert digest(written([ARROW])) != digest(written([CIRCLE]))


@pytest.mark.parametrize("place", [-0.001, 1.001, math.nan, math.inf, -math.inf])
def test_that_a_mark_outside_the_photo_is_refused(place: float) -> None:
    with pytest.raises(MarkOutside) as refused:
        checked([ARROW, Shape(ShapeKind.BOX, 0.1, 0.1, 0.5, place)])
    assert "2" in str(refused.value)
    assert "box" in str(refused.value)


def test_that_the_hundredth_mark_is_kept_and_the_next_is_refused() -> None:
    assert len(checked([ARROW] * MOST_SHAPES)) == MOST_SHAPES
    with pytest.raises(TooManyMarks, match="101"):
        checked([ARROW] * (MOST_SHAPES + 1))


@pytest.mark.parametrize(
    "shape",
    [
        Shape(ShapeKind.ARROW, 0.5, 0.5, 0.5, 0.5),
        Shape(ShapeKind.CIRCLE, 0.5, 0.1, 0.5, 0.9),
        Shape(ShapeKind.BOX, 0.1, 0.5, 0.9, 0.5),
    ],
)
def test_that_what_nobody_could_see_is_refused(shape: Shape) -> None:
    with pytest.raises(MarkTooSmall):
        checked([shape])


def test_that_a_text_has_words_and_not_too_many() -> None:
    longest = Shape(ShapeKind.TEXT, 0, 0, 1, 1, Ink.RED, "x" * LONGEST_TEXT)
    assert checked([longest])[0].text == "x" * LONGEST_TEXT
    with pytest.raises(FieldTooLong):
        checked([Shape(ShapeKind.TEXT, 0, 0, 1, 1, Ink.RED, "x" * (LONGEST_TEXT + 1))])
    for empty in ("", "  \n", "\x00"):
        with pytest.raises(TextOfMarkNeeded):
            checked([Shape(ShapeKind.TEXT, 0, 0, 1, 1, Ink.RED, empty)])


def test_that_only_a_text_has_words() -> None:
    assert checked([Shape(ShapeKind.BOX, 0, 0, 1, 1, Ink.RED, "words")])[0].text == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "null",
        '[{"kind":"arrow"}]',
        "[" * 100_000,
        written([ARROW]).replace("arrow", "skull"),
        written([ARROW]).replace("0.5000", "0.5"),
        written([ARROW]) + " ",
        written([ARROW]).replace("0.5000", "nan"),
    ],
)
def test_that_only_the_written_form_is_read(text: str) -> None:
    with pytest.raises((MarksUnreadable, MarkOutside)):
        read(text)


def test_that_a_mark_is_moved_as_far_as_the_photo_goes() -> None:
    assert checked([CIRCLE.moved(0.1, -0.2)])[0].top == pytest.approx(0.3)
    for right, down in ((5, 5), (-5, -5)):
        moved = checked([CIRCLE.moved(right, down)])[0]
        assert moved.width == pytest.approx(CIRCLE.width)
        assert moved.height == pytest.approx(CIRCLE.height)


def test_that_an_arrow_points_at_its_point() -> None:
    outline = arrow((0, 0), (100, 0), 4)
    assert max(outline) == (100, 0)
    assert min(x for x, _y in outline) == 0
    assert max(y for _x, y in outline) == -min(y for _x, y in outline)
    short = arrow((0, 0), (3, 0), 4)
    assert all(-0.01 <= x <= 3.01 for x, _y in short)


def test_that_every_colour_is_dark_enough_to_be_told_from_white_in_grey() -> None:
    for ink in Ink:
        red, green, blue = ink.rgb
        assert 0.299 * red + 0.587 * green + 0.114 * blue < 160


def test_that_a_text_has_room_within_the_photo() -> None:
    left, width = Shape(ShapeKind.TEXT, 0.98, 0.1, 0.99, 0.2, Ink.RED, "Crack").column()
    assert left + width == pytest.approx(1)
    assert TEXT.column() == pytest.approx((0.1, 0.3))


def test_that_a_mark_whose_places_are_no_pairs_is_not_read() -> None:
    with pytest.raises(MarksUnreadable):
        read(written([ARROW]).replace('["0.1000","0.2000"]', '"01"'))
