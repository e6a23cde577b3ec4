"""Print-outs: everything put in stands on them, every page says from when and from what it is."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from qc_desk.domain.paper import Paper, PaperHead, words_of
from qc_desk.domain.print_outs import STOCKS
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.vocabulary import PageSize, VersionStatus
from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from tests.unit.reports import print_outs as prints
from tests.unit.reports.codes import bars_along, qr_at

Maker = Callable[..., Paper]
MAKERS: tuple[Maker, ...] = (
    prints.procedure,
    prints.checklist,
    prints.training,
    prints.card,
    prints.labels,
    prints.key_card,
)
DPI = 300


def pages(paper: Paper) -> list[str]:
    with Preview(print_paper(paper)) as preview:
        return [preview.text(page) for page in range(preview.page_count)]


def flat(paper: Paper) -> str:
    return " ".join(" ".join(pages(paper)).split())


def picture(paper: Paper, page: int = 0) -> Image.Image:
    """Return a page as dots, as fine as a label printer makes them."""
    with Preview(print_paper(paper)) as preview:
        shown = preview.render(page, DPI / 72)
        return Image.frombytes("RGB", (shown.width, shown.height), shown.rgb).convert("L")


def dots(millimetres: float) -> int:
    return round(millimetres / 25.4 * DPI)


@pytest.mark.parametrize("size", list(PageSize))
@pytest.mark.parametrize("make", MAKERS)
def test_that_the_same_print_out_gives_the_same_bytes(
    make: Maker, size: PageSize, tmp_path: Path
) -> None:
    paper = replace(make(tmp_path), letterhead=PaperHead(page=size, accent="#1b5e7d"))
    assert print_paper(paper) == print_paper(paper)


@pytest.mark.parametrize("make", [prints.procedure, prints.checklist, prints.training])
def test_that_every_page_says_when_it_was_printed_and_from_what(
    make: Maker, tmp_path: Path
) -> None:
    paper: Any = make(tmp_path)
    for page in pages(paper):
        told = f"Printed 12 May 2026, 11:30 Europe/Belgrade from version {paper.version}, SHA-256"
        assert told in page
        assert prints.DIGEST[:16] in page
        assert "Uncontrolled copy." in page


def test_that_a_draft_says_that_nobody_works_by_it(tmp_path: Path) -> None:
    draft = replace(prints.WRITTEN, status=VersionStatus.DRAFT, approved_by="", approved_at=None)
    said = flat(prints.procedure(tmp_path, written=draft, digest=""))
    assert "DRAFT. Nobody has put it in force. Do not work by it." in said
    assert "from the draft of version 3. Uncontrolled copy." in said
    assert "nobody yet" in said


def test_that_an_old_version_says_that_it_is_out_of_force(tmp_path: Path) -> None:
    old = replace(prints.WRITTEN, status=VersionStatus.SUPERSEDED, alone_reason="Nobody else.")
    said = flat(prints.checklist(tmp_path, written=old))
    assert "OUT OF FORCE. A newer version has taken its place." in said
    assert "Put in force by its author alone, because: Nobody else." in said


def test_that_a_procedure_says_amounts_and_how_one_knows_that_it_is_right(tmp_path: Path) -> None:
    said = flat(prints.procedure(tmp_path))
    for words in (
        "Mix the white glaze",
        "Version 3",
        "The same white in every batch.",
        "Weigh the frit.",
        "12.50 kg",
        "How do I know it is right? ✓ The scale shows 12.50 kg.",
        "The scale, level.",
        "Stir.",
        "Mira Kovač",
        "Јован Илић",
    ):
        assert words in said
    assert said.count("How do I know it is right?") == 1


def test_that_a_checklist_has_limits_conditions_and_pictures(tmp_path: Path) -> None:
    said = flat(prints.checklist(tmp_path))
    for words in (
        "Rim is smooth",
        "critical",
        "photo when it fails",
        "✓ GOOD: A whole rim.",
        "✗ BAD: A chipped rim.",
        "209.0 … 211.0 mm",
        "nominal 210.0 mm",
        "on every sample unit · gauge: caliper",
        "Good: white / cream",
        "Bad: grey",
        "any gauge",
        "not applicable",
        "Inspector",
        "Signature",
        "Remarks",
        "fixed number: 5 sample units",
        "Other checks",
    ):
        assert words in said, words


def test_that_boxes_to_tick_are_counted_by_units(tmp_path: Path) -> None:
    many = prints.item(units=75)
    said = flat(prints.checklist(tmp_path, items=(many,)))
    assert "Go on overleaf, up to 75 units." in said
    assert " 50" in said
    assert " 51" not in said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (SamplingRule(method=SamplingMethod.EVERY_PIECE), SamplingMethod.EVERY_PIECE.label),
        (
            SamplingRule(
                method=SamplingMethod.ISO_2859,
                level=Level.II,
                aql_major=Decimal("1.0"),
                aql_minor=Decimal("2.5"),
            ),
            "AQL 1.0 / 2.5",
        ),
    ],
)
def test_that_sampling_is_said_in_words(rule: SamplingRule, said: str, tmp_path: Path) -> None:
    assert said in flat(prints.checklist(tmp_path, sampling=rule))


def test_that_a_training_sheet_names_everybody_and_what_the_record_has(tmp_path: Path) -> None:
    said = flat(prints.training(tmp_path))
    for words in ("Luka Horvat", "Ивана Марић", "Ana", "in the record", "only who was trained"):
        assert words in said
    assert said.count("in the record") == 1
    assert said.count("12 May 2026 ") >= 3
    assert "also who was not trained" in flat(prints.training(tmp_path, required=False))


def test_that_a_batch_card_has_its_facts_and_its_codes_can_be_read(tmp_path: Path) -> None:
    paper = prints.card(tmp_path)
    said = flat(paper)
    for words in ("L-1001", "MUG-330 · Mug 330 ml", "1,200", "4 May 2026", "SO-2610", "Keep dry."):
        assert words in said
    page = picture(paper)
    assert qr_at(page, (dots(18), 0, dots(67), dots(120))) == "L-1001"
    assert "L-1001" in lines_of_bars(page, left=dots(66))


def lines_of_bars(page: Image.Image, left: int = 0) -> set[str]:
    """Return everything that lines across a page read as a Code 128."""
    found = set()
    for y in range(0, page.height, dots(1.5)):
        try:
            found.add(bars_along(page, y, left))
        except (AssertionError, KeyError, IndexError):
            continue
    return found


@pytest.mark.parametrize("stock", [each.name for each in STOCKS if each.page is None])
@pytest.mark.parametrize("number", ["L-1001", "20261122001", "AB12-345678"])
def test_that_codes_on_thermal_labels_can_be_read(stock: str, number: str, tmp_path: Path) -> None:
    page = picture(prints.labels(tmp_path, stock, number=number, scan=number))
    assert number in lines_of_bars(page)
    block = int(min(page.height * 0.642, page.width * 0.42))
    assert qr_at(page, (0, 0, block, block)) == number


def test_that_what_no_scanner_types_has_a_code_for_cameras_only(tmp_path: Path) -> None:
    cyrillic = prints.card(tmp_path, number="Ш-17", scan="Ш-17")
    assert "A scanner cannot type this number. Enter it by hand." in flat(cyrillic)
    page = picture(cyrillic)
    assert qr_at(page, (dots(18), 0, dots(67), dots(120))) == "Ш-17"
    assert not lines_of_bars(page, left=dots(66))


def test_that_a_number_too_long_for_bars_has_only_the_qr_code(tmp_path: Path) -> None:
    number = "LOT-" + "X" * 60
    page = picture(prints.labels(tmp_path, "62x29", number=number, scan=number))
    assert not lines_of_bars(page)
    assert qr_at(page, (0, 0, int(page.width * 0.42), page.height)) == number


def test_that_a_label_says_what_is_in_the_box(tmp_path: Path) -> None:
    said = flat(prints.labels(tmp_path))
    for words in ("L-1001", "Mug 330 ml", "MUG-330 · 1,200 pieces", "4 May 2026 · Kiln & Co"):
        assert words in said
    empty = prints.labels(tmp_path, produced_on=None, order_number="", customer="")
    assert "Kiln & Co" in flat(empty)


@pytest.mark.parametrize("stock", [each.name for each in STOCKS if each.page is not None])
def test_that_a_used_sheet_is_gone_on_with(stock: str, tmp_path: Path) -> None:
    room = next(each.room for each in STOCKS if each.name == stock)
    paper = prints.labels(tmp_path, stock, count=room, start=room)
    told = pages(paper)
    assert [page.count("Mug 330 ml") for page in told] == [1, room - 1]
    first = picture(paper)
    half = first.crop((0, 0, first.width, first.height // 2))
    assert half.getextrema() == (255, 255)  # the used part stays white


@pytest.mark.parametrize("stock", STOCKS)
def test_that_labels_have_the_size_of_their_paper(stock: Any, tmp_path: Path) -> None:
    with Preview(print_paper(prints.labels(tmp_path, stock.name))) as preview:
        width, height = preview.page_size(0)
    wide, high = stock.page or (stock.width, stock.height)
    assert (width / 72 * 25.4, height / 72 * 25.4) == pytest.approx((wide, high), abs=0.05)


def test_that_every_label_stands_on_its_sheet() -> None:
    for stock in STOCKS:
        if stock.page is not None:
            right = stock.left + (stock.across - 1) * stock.step_x + stock.width
            bottom = stock.top + (stock.down - 1) * stock.step_y + stock.height
            assert right <= stock.page[0] + 0.01
            assert bottom <= stock.page[1] + 0.01


def test_that_a_key_card_holds_the_public_key_and_nothing_secret(tmp_path: Path) -> None:
    paper = prints.key_card(tmp_path)
    said = flat(paper)
    for words in ("Ана Петровић", "6031 3254 6031 3254", "inspector at Novi Sad", "Mira Kovač"):
        assert words in said
    page = picture(paper)
    assert qr_at(page, (dots(18), 0, dots(74), dots(120))) == prints.PEM
    assert "PRIVATE KEY" not in said


@pytest.mark.parametrize("make", MAKERS)
def test_that_hostile_texts_neither_vanish_nor_break_a_print_out(
    make: Maker, tmp_path: Path
) -> None:
    paper: Any = make(tmp_path, organisation="X" * 300)
    for field in ("title", "name", "product_name"):
        if hasattr(paper, field):
            paper = replace(paper, **{field: "W" * 200 + " 漢字 " + "я" * 60})
    assert pages(paper)


@pytest.mark.parametrize("language", ["en", "sr", "hr", "kk", "uk", "es"])
def test_that_everything_put_in_stands_on_every_kind(language: str, tmp_path: Path) -> None:
    for name, paper in prints.every_kind(tmp_path, language).items():
        said = flat(paper)
        for field in ("title", "code", "name", "number", "purpose", "product_name", "note"):
            for words in words_of(getattr(paper, field, "")):
                if (name, field) != ("labels", "note"):
                    assert words in said, (name, field)
