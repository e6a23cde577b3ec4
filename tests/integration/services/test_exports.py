"""Exports: everything that may be known, nothing that would break a blind second check."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.exported_kinds import EXPORTED
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.vocabulary import CheckMode, Result
from qc_desk.i18n import speaking
from qc_desk.services import batches, inspections
from qc_desk.services.batch_imports import import_batches
from qc_desk.services.defects import DefectEntry, record_defect
from qc_desk.services.exports import WINDOW, ExportResult, export_table
from qc_desk.services.sheets import SheetTable, read_sheet
from tests.checked_shop import ALL_PASS, AT, Shop, found

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

FAILS: dict[str, Result | Decimal] = {
    "glaze": Result.FAIL,
    "height": Decimal("10.20"),
    "label": Result.PASS,
}


def export(shop: Shop, kind: str, file: Path) -> tuple[ExportResult, SheetTable]:
    result = export_table(shop.database, kind, file)
    table = read_sheet(file)
    assert len(table.rows) == result.rows
    return result, table


def visible(shop: Shop, tmp_path: Path) -> dict[str, tuple[int, int]]:
    """Return how many answers and defects are exported, and how many are left out."""
    counts = {}
    for kind in ("answers", "defects"):
        result = export_table(shop.database, kind, tmp_path / f"{kind}.csv")
        assert bool(result.why_left_out) == bool(result.left_out)
        counts[kind] = (result.rows, result.left_out)
    return counts


def column(table: SheetTable, name: str) -> list[object]:
    place = table.header.index(name)
    return [row.cells[place] for row in table.rows]


def with_defect(shop: Shop, inspection_id: int, who: str) -> None:
    entry = DefectEntry(code_id=shop.code_id, quantity=3, place="rim")
    with shop.database.writing() as session:
        record_defect(session, inspection_id, entry, shop.ids[who], AT)


def sign_first(shop: Shop, batch_id: int) -> None:
    from qc_desk.services import sign_offs  # noqa: PLC0415

    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)


def open_second(shop: Shop, batch_id: int) -> int:
    with shop.database.writing() as session:
        return inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)


def submit(shop: Shop, inspection_id: int) -> None:
    with shop.database.writing() as session:
        inspections.submit_second(session, inspection_id, shop.ids["jelena"], AT)


def test_that_nothing_of_a_blind_round_is_told_before_the_second_has_submitted(
    shop: Shop, tmp_path: Path
) -> None:
    batch_id = shop.add_batch()
    first = shop.first_check(batch_id, found=FAILS)
    with_defect(shop, first, "ana")
    assert visible(shop, tmp_path) == {"answers": (0, 3), "defects": (0, 1)}
    sign_first(shop, batch_id)
    assert visible(shop, tmp_path) == {"answers": (0, 3), "defects": (0, 1)}
    second = open_second(shop, batch_id)
    shop.answer(second, "jelena", ALL_PASS)
    with_defect(shop, second, "jelena")
    assert visible(shop, tmp_path) == {"answers": (0, 6), "defects": (0, 2)}
    submit(shop, second)
    assert visible(shop, tmp_path) == {"answers": (6, 0), "defects": (2, 0)}


def test_that_a_check_that_was_taken_back_tells_nothing_either(shop: Shop, tmp_path: Path) -> None:
    batch_id = shop.add_batch()
    first = shop.first_check(batch_id, found=FAILS)
    with shop.database.writing() as session:
        inspections.withdraw(session, first, "wrong batch", shop.ids["ana"], AT)
    assert visible(shop, tmp_path)["answers"] == (0, 3)
    again = shop.first_check(batch_id, "ana", found=FAILS)
    sign_first(shop, batch_id)
    with shop.database.writing() as session:  # takes the signed round with it
        inspections.withdraw(session, again, "once more", shop.ids["ana"], AT)
    assert visible(shop, tmp_path)["answers"] == (0, 6)
    shop.first_check(batch_id)
    sign_first(shop, batch_id)
    shop.second_check(batch_id)
    assert visible(shop, tmp_path)["answers"] == (6, 6)
    shop.approve(batch_id)
    assert visible(shop, tmp_path)["answers"] == (12, 0)


def test_that_earlier_rounds_are_told_and_the_new_one_is_not(shop: Shop, tmp_path: Path) -> None:
    batch_id = shop.checked_twice(first=FAILS, second=FAILS)
    shop.reject(batch_id)
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "grind", shop.ids["marko"], AT)
    assert visible(shop, tmp_path)["answers"] == (6, 0)
    shop.first_check(batch_id)
    assert visible(shop, tmp_path)["answers"] == (6, 3)


def test_that_a_round_that_was_stopped_is_told(shop: Shop, tmp_path: Path) -> None:
    batch_id = shop.first_signed(found=FAILS)
    with shop.database.writing() as session:
        batches.hold(session, shop.seen(batch_id), "complaint", shop.ids["marko"], AT)
    assert visible(shop, tmp_path)["answers"] == (3, 0)


def test_that_a_second_check_that_sees_everything_hides_nothing(
    database: "Database", tmp_path: Path
) -> None:
    shop = found(database, CheckMode.REVIEW)
    shop.first_check(shop.add_batch(), found=FAILS)
    assert visible(shop, tmp_path)["answers"] == (3, 0)


def test_that_left_out_rows_are_told_in_words(shop: Shop, tmp_path: Path) -> None:
    shop.first_check(shop.add_batch(), found={"glaze": Result.PASS})
    result, _table = export(shop, "answers", tmp_path / "answers.csv")
    assert result.why_left_out.startswith("1 row was left out: the second check of its batch")


def test_that_answers_keep_their_digits_and_replaced_ones(shop: Shop, tmp_path: Path) -> None:
    batch_id = shop.add_batch()
    first = shop.first_check(batch_id, found={"height": Decimal("10.20")})
    with shop.database.writing() as session:
        from qc_desk.domain.inspections import Inspection  # noqa: PLC0415

        seen = session.get_one(Inspection, first).answers[0].id
        entry = inspections.Entry(
            item_id=shop.items["height"],
            value=Decimal("10.00"),
            seen_answer_id=seen,
            reason="misread",
        )
        inspections.record_answer(session, first, entry, shop.ids["ana"], AT)
    shop.answer(first, "ana", {"glaze": Result.PASS, "label": Result.NOT_APPLICABLE})
    sign_first(shop, batch_id)
    shop.second_check(batch_id)
    _result, table = export(shop, "answers", tmp_path / "answers.csv")
    assert column(table, "value")[:2] == ["10.20", "10.00"]
    assert column(table, "stands")[:3] == ["no", "yes", "yes"]
    assert column(table, "replaces answer")[:2] == ["", str(column(table, "answer")[0])]
    assert column(table, "reason")[1] == "misread"
    assert column(table, "result")[:4] == ["fail", "pass", "pass", "not applicable"]
    assert column(table, "seat")[0] == "first inspector"
    _result, sheet = export(shop, "answers", tmp_path / "answers.xlsx")
    assert column(sheet, "value")[:2] == [10.2, 10]


def test_that_exported_batches_are_known_when_they_are_imported(
    shop: Shop, tmp_path: Path
) -> None:
    shop.add_batch("L-1", producers=("ana", "marko"))
    shop.add_batch("=1+1")
    for name in ("batches.csv", "batches.tsv", "batches.xlsx"):
        _result, table = export(shop, "batches", tmp_path / name)
        assert column(table, "batch number") == ["L-1", "=1+1"]
        assert column(table, "producers")[0] == "Ana Kovač; Marko Jurić"
        with shop.database.writing() as session:
            again = import_batches(session, table, shop.ids["marko"], AT)
        assert (again.known, again.new, again.refused) == (2, 0, ())


@pytest.mark.parametrize("rows", [WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW, 2 * WINDOW + 1])
def test_that_every_row_is_exported_once_however_many_there_are(
    shop: Shop, tmp_path: Path, rows: int
) -> None:
    numbers = [f"L-{number}" for number in range(rows)]
    file = tmp_path / "entered.csv"
    lines = [f"{number},M1,Jingdezhen Kiln 4,500" for number in numbers]
    file.write_text("\n".join(["batch number,product code,manufacturer,quantity", *lines]))
    with shop.database.writing() as session:
        assert import_batches(session, read_sheet(file), shop.ids["marko"], AT).stored == rows
    told: list[tuple[int, int]] = []
    export_table(
        shop.database, "batches", tmp_path / "batches.csv", lambda *step: told.append(step)
    )
    assert column(read_sheet(tmp_path / "batches.csv"), "batch number") == numbers
    assert told == [(done, rows) for done in range(0, rows + 1, WINDOW)]


@pytest.mark.parametrize("kind", EXPORTED)
def test_that_an_empty_shop_exports_a_header_alone(shop: Shop, tmp_path: Path, kind: str) -> None:
    result, table = export(shop, kind, tmp_path / "none.xlsx")
    goods = 1 if kind in {"products", "manufacturers", "defect_codes", "sites"} else 0
    assert (result.rows, result.left_out, result.why_left_out) == (goods, 0, "")
    assert len(table.header) == len(set(table.header))


def test_that_words_are_those_of_the_language_spoken(shop: Shop, tmp_path: Path) -> None:
    shop.add_batch()
    with speaking("sr"):
        export_table(shop.database, "batches", tmp_path / "batches.csv")
        table = read_sheet(tmp_path / "batches.csv")
        with shop.database.writing() as session:
            assert import_batches(session, table, shop.ids["marko"], AT).known == 1


def test_that_another_kind_is_refused(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no export “secrets”"):
        export_table(shop.database, "secrets", tmp_path / "x.csv")
