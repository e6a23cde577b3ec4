"""Texts that want to break the paper: markup, hidden letters, floods of words, other scripts."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from qc_desk.domain.papers import PaperMark
from qc_desk.domain.vocabulary import Result
from qc_desk.reports import inspection, print_paper
from qc_desk.reports.flow import FRAME_HEIGHT, pages
from qc_desk.reports.grid import LEFT, PAGE_HEIGHT, WIDTH
from qc_desk.reports.lettering import letters
from qc_desk.reports.preview import Preview
from qc_desk.reports.right_to_left import in_visual_order, joined
from qc_desk.reports.typesetting import Typesetter
from qc_desk.reports.visible import visible
from tests.unit.reports.papers import corrections, defects, paper, photo, rejected, rows
from tests.unit.reports.test_inspection_report import text_of

ALPHABETS = {
    "Serbian": "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђежзијклљмнњопрстћуфхцчџш",
    "Croatian": "ABCČĆDDžĐEFGHIJKLLjMNNjOPRSŠTUVZŽabcčćdđefghijklmnoprsštuvzž",
    "Kazakh": "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя₸",
    "Ukrainian": "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ’",
    "Spanish": "ABCDEFGHIJKLMNÑOPQRSTUVWXYZabcdefghijklmnñopqrstuvwxyzáéíóúüÁÉÍÓÚÜ¿¡ºª",
    "signs": "≤≥⌀±µ×°–—…·✓✗≠▼▲“”„«»€№",
}


@pytest.mark.parametrize("name", list(ALPHABETS))
def test_that_every_letter_of_the_programs_languages_is_in_both_fonts(name: str) -> None:
    assert set(ALPHABETS[name]) <= letters()
    assert visible(ALPHABETS[name]) == ALPHABETS[name]
    printed = text_of(paper(organisation_address=ALPHABETS[name]))
    assert "".join(ALPHABETS[name].split()) in "".join(printed.split())


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        '<img src="/etc/passwd"/>',
        "a & b &amp; c",
        "=1+1",
        "(\\) )(",
        "100 % {name}",
    ],
)
def test_that_markup_is_printed_as_it_was_typed(text: str) -> None:
    assert text in text_of(paper(organisation=text, batch_number=text))


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x00", "⟦U+0000⟧"),
        ("\x1b", "⟦U+001B⟧"),
        ("\u202e", "⟦U+202E⟧"),
        ("\u200b", "⟦U+200B⟧"),
        ("\ufe0f", "⟦U+FE0F⟧"),
        ("\ud800", "⟦U+D800⟧"),
        ("😀", "⟦U+1F600⟧"),
        ("日", "⟦U+65E5⟧"),
    ],
)
def test_that_a_character_without_ink_is_shown_by_its_number(hidden: str, shown: str) -> None:
    assert f"L{shown}7" in text_of(paper(site=f"L{hidden}7"))


def test_that_no_character_of_a_text_vanishes() -> None:
    """Every character, assigned or not, leaves a letter, a blank, a line end or its number."""
    blanks = {
        "\t",
        *map(chr, (0x20, 0xA0, 0x3000, 0x1680, 0x202F, 0x205F, *range(0x2000, 0x200B))),
    }
    for code in [*range(0x3100), *range(0xD7F0, 0xE010), *range(0xFB00, 0x10000), 0x1F600]:
        shown = visible(chr(code))
        assert shown, hex(code)
        assert shown.strip() or chr(code) in blanks or shown == "\n", hex(code)
        assert all(letter == "\n" or letter in letters() for letter in shown), hex(code)


def test_that_text_is_compared_in_one_form() -> None:
    assert visible(unicodedata.normalize("NFD", "Petrović")) == "Petrović"


def test_that_hebrew_and_arabic_are_drawn_from_the_right() -> None:
    assert in_visual_order("lot שלום 12") == "lot םולש 12"
    assert in_visual_order("א 12,5 (בג)") == "(גב) 12,5 א"
    assert in_visual_order("Name (אב) lot") == "Name (בא) lot"
    assert in_visual_order("(אב) 7") == "(בא) 7"
    assert in_visual_order("lot 7 (b)") == "lot 7 (b)"
    assert joined("سلام") == "\ufeb3\ufee0\ufe8e\ufee1"  # initial, medial, final, isolated


def test_that_long_names_and_words_never_leave_the_page(tmp_path: Path) -> None:
    flood = "Велико име " * 300
    nasty = "W" * 300
    first, second = defects(tmp_path)
    printed = rejected(
        tmp_path,
        organisation=flood,
        organisation_address=nasty,
        product_name=flood,
        batch_number=nasty,
        report_number="IR/" + "7" * 200,
        verdict_reason=flood,
        producers=(flood, nasty),
        defects=(replace(first, name=flood, place=flood, containment=flood), second),
        corrections=(replace(corrections()[0], reason=flood, name=nasty),),
        rows=(replace(rows()[0], title=nasty, instruction=flood, number=nasty),),
    )
    with Preview(print_paper(printed)) as preview:
        for page in range(preview.page_count):
            for found in _letters_at(preview, page):
                left, top, right, bottom = found
                assert left >= LEFT - 1
                assert right <= LEFT + WIDTH + 1.5
                assert top >= 30
                assert bottom <= PAGE_HEIGHT - 18


def test_that_a_flood_in_the_letterhead_leaves_the_verdict_on_the_first_page() -> None:
    address = " ".join(f"line{at}" for at in range(600))
    printed = paper(organisation=address, organisation_address=address, report_number="7" * 300)
    with Preview(print_paper(printed)) as preview:
        assert "RELEASED" in preview.text(0).split("Batch")[0]
    words = set(text_of(printed).split())
    assert [word for word in address.split() if word not in words] == []
    assert "7" * 300 in "".join(text_of(printed).split())


def _letters_at(preview: Preview, page: int) -> list[tuple[float, float, float, float]]:
    return [
        rectangle
        for wanted in ("W", "и", "7", "a")
        for found in preview.search_page(page, wanted)
        for rectangle in found.rectangles
    ]


def test_that_a_note_of_six_thousand_words_is_printed_whole_over_several_pages() -> None:
    words = [f"w{at}" for at in range(6000)]
    row = replace(rows(1)[2], first=PaperMark(result=Result.FAIL, note=" ".join(words)))
    printed = text_of(paper(rows=(row, *rows(1)[3:]))).split()
    assert [word for word in words if word not in set(printed)] == []
    assert "4.2" in printed


def test_that_a_word_of_three_hundred_letters_is_broken_and_not_clipped() -> None:
    word = "".join(chr(ord("a") + at % 26) for at in range(300))
    row = replace(rows(1)[2], title=word, number="9" * 40)
    assert word in "".join(text_of(paper(rows=(row,))).split())


def test_that_sixty_photos_on_one_defect_take_as_many_pages_as_they_need(tmp_path: Path) -> None:
    shapes = [(800, 600), (600, 800), (1600, 200), (100, 1600), (3, 3)]
    photos = tuple(
        photo(tmp_path, f"p{at}", f"Caption {at}.", shapes[at % len(shapes)]) for at in range(60)
    )
    first, _ = defects(tmp_path)
    printed = text_of(paper(defects=(replace(first, photos=photos),)))
    assert [at for at in range(60) if f"Caption {at}." not in printed] == []


def test_that_an_unknown_time_zone_prints_universal_time() -> None:
    assert "Europe/Nowhere" not in text_of(paper(time_zone="Europe/Nowhere"))
    assert "12:05 UTC" in text_of(paper(time_zone="../../etc/passwd"))


def test_that_no_band_is_higher_than_its_page(tmp_path: Path) -> None:
    printed = rejected(tmp_path, verdict_reason="long " * 5000, product_name="name " * 3000)
    for page in pages(inspection.bands(printed, Typesetter())):
        bottoms = [top + band.height for top, band in page]
        assert max(bottoms) <= FRAME_HEIGHT + 0.5
        tops = [top for top, _ in page]
        assert tops == sorted(tops)
