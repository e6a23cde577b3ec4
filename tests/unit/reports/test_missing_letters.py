"""Characters that no font has: shown by their number where they stand, and listed at the end."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper, PaperMark
from qc_desk.domain.print_outs import (
    BatchCard,
    ChecklistPrint,
    KeyCard,
    ProcedurePrint,
    TrainingPrint,
)
from qc_desk.domain.review_papers import ReviewPaper
from qc_desk.domain.vocabulary import Result
from qc_desk.reports import print_paper
from qc_desk.reports.renderers import RENDERERS
from qc_desk.reports.visible import signs_without_ink
from qc_desk.reports.whereabouts import FACTS, UNWRITTEN, told_texts
from tests.unit.reports.family import FILLED, by_pdfium, by_poppler, made
from tests.unit.reports.filled import Filler
from tests.unit.reports.papers import paper, rows
from tests.unit.reports.print_outs import labels

BIRD = "\U00013000"  # an Egyptian hieroglyph
KINDS: tuple[type[Paper], ...] = (
    InspectionPaper, *FILLED.values(), ReviewPaper,
    ProcedurePrint, ChecklistPrint, TrainingPrint, BatchCard, KeyCard,
)  # fmt: skip


def bare(text: str) -> str:
    """A text without blanks, which only the layout puts where it wants them."""
    return "".join(text.split())


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (40, 30), "peru").save(file)
    return file


@pytest.mark.parametrize("kind", KINDS)
def test_that_two_readers_read_where_each_one_stands(
    kind: type[Paper], photo: Path, tmp_path: Path
) -> None:
    printed = made(Filler(photo, words=lambda name: f"{name}{BIRD}"), kind)
    pdf = print_paper(printed)
    (file := tmp_path / "a.pdf").write_bytes(pdf)
    places = {" · ".join(where) for where, _text in told_texts(printed)}
    assert len(places) >= 3
    for read in (by_pdfium(pdf), by_poppler(file)):
        shown = bare(read)
        assert "⟦U+13000⟧" in shown
        listed = shown.rpartition("Wheretheyare:")[2]
        missing = [
            each
            for each in places
            if bare(f"{each}: U+13000".replace(BIRD, "⟦U+13000⟧")) not in listed
        ]
        assert missing == []
    assert print_paper(printed) == pdf


def test_that_the_list_is_in_the_readers_language_and_names_the_item() -> None:
    noted = replace(rows(1)[2], first=PaperMark(result=Result.FAIL, note=f"так {BIRD} ні\u200b"))
    shown = by_pdfium(print_paper(paper(language="uk", rows=(noted,), site=f"龍{BIRD}")))
    assert f"Пункт {noted.number} · Примітка: U+13000, U+200B" in shown
    assert "Майданчик: U+9F8D, U+13000" in shown
    assert "Where they are" not in shown


def test_that_nothing_is_listed_where_the_fonts_have_everything() -> None:
    said = by_pdfium(print_paper(paper(site="Нови Сад ⟦U+13000⟧ שלום سلام")))
    assert "Where they are" not in said


def test_that_a_note_in_another_script_is_listed_whole() -> None:
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    noted = replace(rows(1)[2], first=PaperMark(result=Result.FAIL, note="".join(signs)))
    shown = bare(by_pdfium(print_paper(paper(rows=(noted,)))))
    listed = shown.rpartition("Wheretheyare:")[2]
    assert [each for each in signs if f"U+{ord(each):04X}" not in listed] == []


def test_that_labels_have_room_for_the_number_only(tmp_path: Path) -> None:
    shown = by_pdfium(print_paper(labels(tmp_path, number=f"L{BIRD}7")))
    assert "⟦U+13000⟧" in shown
    assert "Where they are" not in shown


def test_that_characters_are_told_as_they_are_shown() -> None:
    assert signs_without_ink("a\u0301 b") == []  # one letter with its accent
    assert signs_without_ink(f"{BIRD}a{BIRD}\x00") == [BIRD, "\x00"]


def test_that_every_fact_that_people_write_has_a_name() -> None:
    named = {name for kind in RENDERERS for name in texts_of(kind)}
    assert named - FACTS.keys() - UNWRITTEN == set()
    assert FACTS.keys() - named == set()


def texts_of(kind: type) -> Iterator[str]:
    """The names of all facts of a kind of paper that are texts."""
    hints = typing.get_type_hints(kind)
    for each in dataclasses.fields(kind):
        yield from in_hint(hints[each.name], each.name)


def in_hint(hint: typing.Any, name: str) -> Iterator[str]:
    if name in UNWRITTEN:
        return
    if hint is str:
        yield name
    elif typing.get_origin(hint) in (tuple, types.UnionType, typing.Union):
        for part in typing.get_args(hint):
            yield from in_hint(part, name)
    elif dataclasses.is_dataclass(hint):
        yield from texts_of(typing.cast("type", hint))
