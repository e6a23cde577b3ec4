"""Every sign that the program itself brings can be drawn with the fonts that it brings."""

from pathlib import Path

import pytest

from qc_desk.bundle import bundled
from tools import words

RESOURCES = bundled("resources")
FONTS = ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold")
TEXTS = sorted(
    file
    for folder in ("translations", "samples", "checklists", "iso2859")
    for file in (RESOURCES / folder).iterdir()
    if file.suffix in {".po", ".toml", ".csv"} and file.stem != "xx"
)
NOT_DRAWN = {"\n", "\r", "\t", "\ufeff"}


@pytest.fixture(scope="module")
def drawn() -> set[str]:
    """Return the signs that both fonts have."""
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 (not needed by other tests)

    signs = [
        set(TTFont(name, str(RESOURCES / "fonts" / f"{name}.ttf")).face.charToGlyph)  # type: ignore[no-untyped-call]  # ReportLab has no types
        for name in FONTS
    ]
    return {chr(sign) for sign in signs[0] & signs[1]}


def test_that_each_language_is_among_the_texts() -> None:
    names = {file.name for file in TEXTS}
    kept = {
        f"{code}.po"
        for code in words.LANGUAGES
        if (RESOURCES / f"translations/{code}.po").exists()
    }
    assert {"sr.po", "kk.po", "uk.po"} <= kept <= names
    assert {"shop.toml", "loop.toml", "batches.csv", "garments.toml"} <= names


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_that_every_sign_is_in_the_fonts(file: Path, drawn: set[str]) -> None:
    said = set(file.read_text(encoding="utf-8")) - NOT_DRAWN
    assert len(said) > 10
    assert {sign: hex(ord(sign)) for sign in said - drawn} == {}


def test_that_a_sign_which_the_fonts_lack_is_found(drawn: set[str]) -> None:
    assert {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і", "ї", "є", "ґ", "’", "«"} <= drawn
    assert "漢" not in drawn
