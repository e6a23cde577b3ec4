"""Counts, choices, texts and photos: judged by the item, signed, compared, printed, exported."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.inspections import Answer
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    ChoiceNeeded,
    CountNeeded,
    FieldInvalid,
    PhotoMissing,
    QcError,
    WordsNeeded,
)
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Result, Severity
from qc_desk.reports import print_paper
from qc_desk.services import inspections, sign_offs
from qc_desk.services.acts import acting
from qc_desk.services.inspections import Entry, record_answer
from qc_desk.services.second_checks import side_by_side
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop

KINDS: dict[str, dict[str, Any]] = {
    "holes": {"kind": ItemKind.COUNT, "upper": Decimal(2)},
    "colour": {"kind": ItemKind.CHOICE, "good_choices": "white\nivory", "bad_choices": "yellow"},
    "mould": {"kind": ItemKind.TEXT},
}


def add_checklist(shop: Shop, kinds: dict[str, dict[str, Any]]) -> None:
    """Let the next batches be checked by items of these kinds."""
    with shop.database.writing() as session:
        owner = acting(session, "test.kinds", shop.ids["mira"], AT)
        checklist = Checklist(code="KINDS", title="Kinds", created_at=AT)
        version = ChecklistVersion(number=1, drafted_by_id=shop.ids["marko"], drafted_at=AT)
        version.items = [
            CheckItem(position=n, code=code, title=code, severity=Severity.MINOR, decimals=0, **f)
            for n, (code, f) in enumerate(kinds.items(), start=1)
        ]
        checklist.versions.append(version)
        product = Product(code="K-1", name="Kinds", created_at=AT, checklist=checklist)
        session.add_all([checklist, product])
        session.flush()
        version.make_effective(owner, AT, "first version")
        shop.items = {item.code: item.id for item in version.items}
        shop.product_id = product.id


def open_first(shop: Shop, batch_id: int) -> int:
    with shop.database.writing() as session:
        return inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)


def give(shop: Shop, inspection_id: int, who: str, code: str, entry: Entry) -> Answer:
    with shop.database.writing() as session:
        asked = replace(entry, item_id=shop.items[code])
        answer_id = record_answer(session, inspection_id, asked, shop.ids[who], AT)
    with shop.database.reading() as session:
        return session.scalars(select(Answer).where(Answer.id == answer_id)).one()


@pytest.mark.parametrize(
    ("code", "entry", "result"),
    [
        ("holes", Entry(item_id=0, value=Decimal(2), result=Result.FAIL), Result.PASS),
        ("holes", Entry(item_id=0, value=Decimal(3)), Result.FAIL),
        ("colour", Entry(item_id=0, words="ivory", result=Result.FAIL), Result.PASS),
        ("colour", Entry(item_id=0, words="yellow"), Result.FAIL),
        ("mould", Entry(item_id=0, words=" M-14 "), Result.PASS),
        ("mould", Entry(item_id=0, words="M-14", result=Result.FAIL), Result.FAIL),
    ],
)
def test_that_the_item_judges_and_not_whoever_answers(
    shop: Shop, code: str, entry: Entry, result: Result
) -> None:
    add_checklist(shop, KINDS)
    answer = give(shop, open_first(shop, shop.add_batch()), "ana", code, entry)
    assert (answer.result, answer.words, answer.value) == (
        result, entry.words.strip(), entry.value,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "entry", "refusal"),
    [
        ("holes", Entry(item_id=0), CountNeeded),
        ("holes", Entry(item_id=0, value=Decimal("1.5")), FieldInvalid),
        ("holes", Entry(item_id=0, value=Decimal(-1)), FieldInvalid),
        ("colour", Entry(item_id=0, words="green"), ChoiceNeeded),
        ("colour", Entry(item_id=0), ChoiceNeeded),
        ("mould", Entry(item_id=0, words="  "), WordsNeeded),
    ],
)
def test_that_an_answer_of_another_kind_is_refused(
    shop: Shop, code: str, entry: Entry, refusal: type[QcError]
) -> None:
    add_checklist(shop, KINDS)
    opened = open_first(shop, shop.add_batch())
    with pytest.raises(refusal):
        give(shop, opened, "ana", code, entry)


def test_that_a_photo_item_without_a_photo_cannot_be_submitted(shop: Shop) -> None:
    add_checklist(shop, {"carton": {"kind": ItemKind.PHOTO, "photo_rule": PhotoRule.ALWAYS}})
    batch_id = shop.add_batch()
    give(shop, open_first(shop, batch_id), "ana", "carton", Entry(item_id=0))
    with pytest.raises(PhotoMissing), shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)


def test_that_what_was_chosen_is_signed_compared_and_printed(shop: Shop) -> None:
    add_checklist(shop, KINDS)
    batch_id = shop.add_batch()
    entries = {
        "holes": Entry(item_id=0, value=Decimal(1)),
        "colour": Entry(item_id=0, words="ivory"),
        "mould": Entry(item_id=0, words="M-14"),
    }
    opened = open_first(shop, batch_id)
    for code, entry in entries.items():
        give(shop, opened, "ana", code, entry)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    for code, entry in (entries | {"colour": Entry(item_id=0, words="white")}).items():
        give(shop, second, "jelena", code, entry)
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], AT)
    with shop.database.reading() as session:
        pairs = {each.title: each for each in side_by_side(session, batch_id, 3).pairs}
        signed = session.scalars(select(SignOff)).one().signed_bytes.decode()
    colour = pairs["colour"]
    assert colour.first is not None
    assert colour.second is not None
    assert (colour.first.words, colour.second.words, colour.differs) == ("ivory", "white", False)
    assert '"words":"ivory"' in signed
    assert '"words":"M-14"' in signed
    papers: list[Paper] = []

    def print_it(paper: Paper) -> bytes:
        papers.append(paper)
        return print_paper(paper)

    shop.approve(batch_id, printer=print_it)
    assert isinstance(papers[0], InspectionPaper)
    rows = {row.title.removesuffix("\u00a0[en]"): row for row in papers[0].rows}
    assert [g.removesuffix("\u00a0[en]") for g in rows["colour"].good] == ["white", "ivory"]
    assert rows["mould"].first is not None
    assert rows["mould"].first.words == "M-14"
    assert not verify_record(shop.database).findings
