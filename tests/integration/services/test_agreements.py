"""How well two people agree at an item, counted from decided rounds, on both engines."""

import csv
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk.domain.agreement import Agreement
from qc_desk.domain.vocabulary import CheckMode, Result
from qc_desk.services import inspections, sign_offs
from qc_desk.services.agreements import (
    AgreementRow,
    agreements,
    export_agreements,
    write_agreements,
)
from qc_desk.services.exports import ExportResult
from qc_desk.services.inspections import Entry
from tests.checked_shop import AT, Findings, Shop, found
from tests.integration.services.answering import look

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

GOOD: Findings = {"glaze": Result.PASS, "height": Decimal("10.0"), "label": Result.PASS}
BAD: Findings = {"glaze": Result.FAIL, "height": Decimal("10.0"), "label": Result.PASS}
TALL: Findings = {"glaze": Result.PASS, "height": Decimal("10.2"), "label": Result.PASS}
NO_LABEL: Findings = GOOD | {"label": Result.NOT_APPLICABLE}


def rows(shop: Shop, days: int | None = None) -> dict[str, AgreementRow]:
    since = AT - timedelta(days=days) if days is not None else None
    with shop.database.reading() as session:
        return {row.code: row for row in agreements(session, since)}


def decided(shop: Shop, number: str, first: Findings, second: Findings) -> int:
    batch_id = shop.checked_twice(number, first, second)
    if first == second == GOOD:
        shop.approve(batch_id)
    return batch_id


def test_that_pairs_are_counted_item_by_item(shop: Shop) -> None:
    decided(shop, "A", GOOD, GOOD)
    shop.reject(shop.checked_twice("B", TALL, TALL))
    worse = BAD | {"label": Result.FAIL}
    shop.reject(shop.checked_twice("C", worse, worse))
    assert {code: row.seen for code, row in rows(shop).items()} == {
        "glaze": Agreement(both_pass=2, both_fail=1),
        "height": Agreement(both_pass=2, both_fail=1),
        "label": Agreement(both_pass=2, both_fail=1),
    }
    row = rows(shop)["glaze"]
    assert (row.checklist, row.title) == ("Mugs", "Glaze is even and free of cracks")


def test_that_minor_differences_are_told_apart_by_who_failed(shop: Shop) -> None:
    shop.reject(shop.checked_twice("A", BAD, BAD | {"label": Result.FAIL}))
    shop.reject(shop.checked_twice("B", BAD | {"label": Result.FAIL}, BAD))
    shop.reject(shop.checked_twice("C", BAD | {"label": Result.FAIL}, BAD))
    assert rows(shop)["label"].seen == Agreement(first_fails=2, second_fails=1)


def test_that_what_is_not_applicable_to_one_is_left_out(shop: Shop) -> None:
    shop.approve(shop.checked_twice("A", GOOD, NO_LABEL))
    assert "label" not in rows(shop)
    assert rows(shop)["glaze"].seen.pairs == 1


def test_that_only_decided_rounds_count(shop: Shop) -> None:
    shop.checked_twice("A", GOOD, GOOD)
    shop.first_signed("B")
    assert rows(shop) == {}


def test_that_only_the_last_word_of_each_counts(shop: Shop) -> None:
    batch_id = shop.add_batch("A")
    first = shop.first_check(batch_id, found=BAD)
    with shop.database.writing() as session:
        standing = look(shop, first).items[0].answer
        assert standing is not None
        entry = Entry(
            item_id=shop.items["glaze"], seen_answer_id=standing.id, reason="it was dust"
        )
        inspections.record_answer(session, first, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id, found=GOOD)
    shop.approve(batch_id)
    assert rows(shop)["glaze"].seen == Agreement(both_pass=1)


def test_that_a_period_leaves_out_what_was_decided_before(shop: Shop) -> None:
    decided(shop, "A", GOOD, GOOD)
    assert rows(shop, days=1)["glaze"].seen.pairs == 1
    assert rows(shop, days=-1) == {}


def test_that_the_table_is_written_with_its_sentences(shop: Shop, tmp_path: Path) -> None:
    for number in range(3):
        decided(shop, f"A{number}", GOOD, GOOD)
    file = tmp_path / "agreement.csv"
    assert write_agreements(shop.database, file) == 3
    with file.open(encoding="utf-8-sig", newline="") as opened:
        told = list(csv.DictReader(opened))
    assert {row["Looked at twice"] for row in told} == {"3"}
    assert {row["Kappa"] for row in told} == {""}
    assert all("kappa takes 30" in row["What it says"] for row in told)
    again = tmp_path / "again.csv"
    assert export_agreements(shop.database, again) == ExportResult(
        file_name="again.csv", rows=3, left_out=0
    )
    assert again.read_bytes() == file.read_bytes()


def test_that_a_review_counts_for_nothing(database: "Database") -> None:
    shop = found(database, CheckMode.REVIEW)
    decided(shop, "A", GOOD, GOOD)
    assert rows(shop) == {}
