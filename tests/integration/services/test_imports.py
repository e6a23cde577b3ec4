"""Imports: all or nothing, every row accounted for, and the same file twice changes nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import FIRST_HEAD, AuditEntry, link
from qc_desk.domain.base import Base
from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import FileProblems, NotAllowed
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import speaking
from qc_desk.services.batch_imports import import_batches
from qc_desk.services.checklist_lists import checklist_rows, starter_checklists
from qc_desk.services.checklists import retire_checklist
from qc_desk.services.imports import ImportResult, import_checklists
from qc_desk.services.product_imports import import_products
from qc_desk.services.products import ProductEntry, add_product, product_rows, retire_product
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sheets import read_sheet
from qc_desk.services.sites import SiteEntry, add_site
from tests.checked_shop import AT, Shop

PRODUCTS = "Шифра производа;Ревизија;Назив;Група;Листа\nB1;A;Шоља;Кухиња;mug\nB2;;Тањир;;\n"
BATCHES = (
    "Batch number,Product code,Manufacturer,Quantity,Produced on,Producers,Note\n"
    'L-1,M1,jingdezhen  kiln 4,500,2026-05-03,Ana Kovač; marko,"first, of two"\n'
    "L-2,M1,Jingdezhen Kiln 4,1200,3.5.2026.,,\n"
)


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Callable[..., ImportResult]:
    def act(service: Any, text: str, who: str = "marko", **options: bool) -> ImportResult:
        file = tmp_path / "table.csv"
        file.write_text(text, encoding="utf-8")
        with shop.database.writing() as session:
            result: ImportResult = service(session, read_sheet(file), shop.ids[who], AT, **options)
        assert result.rows == result.new + result.known + len(result.refused)
        return result

    return act


def count(shop: Shop, kind: type[Base]) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def chain_is_unbroken(shop: Shop) -> bool:
    previous = FIRST_HEAD
    with shop.database.reading() as session:
        for seq, entry in enumerate(
            session.scalars(select(AuditEntry).order_by(AuditEntry.seq)), start=1
        ):
            if link(seq, previous, entry.body) != entry.hash or entry.seq != seq:
                return False
            previous = entry.hash
    return True


def test_that_products_are_taken_with_serbian_headings(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    result = take(import_products, PRODUCTS)
    assert (result.rows, result.stored, result.refused) == (2, 2, ())
    with shop.database.reading() as session:
        row = product_rows(session, "B1")[0]
    assert (row.full_code, row.name, row.family, row.checklist) == (
        "B1 A",
        "Шоља",
        "Кухиња",
        "Mugs",
    )
    assert chain_is_unbroken(shop)


@pytest.mark.parametrize(
    ("service", "text", "kind"),
    [(import_products, PRODUCTS, Product), (import_batches, BATCHES, Batch)],
)
def test_that_the_same_file_twice_makes_no_doubles(
    shop: Shop, take: Callable[..., ImportResult], service: Any, text: str, kind: type[Base]
) -> None:
    before = count(shop, kind)
    assert take(service, text).stored == 2
    entries = count(shop, AuditEntry)
    again = take(service, text)
    assert (again.known, again.stored, again.refused) == (2, 0, ())
    assert count(shop, kind) == before + 2
    assert count(shop, AuditEntry) == entries


@pytest.mark.parametrize(
    ("service", "text", "kind"),
    [(import_products, PRODUCTS, Product), (import_batches, BATCHES, Batch)],
)
def test_that_a_rehearsal_stores_nothing(
    shop: Shop, take: Callable[..., ImportResult], service: Any, text: str, kind: type[Base]
) -> None:
    before = (count(shop, kind), count(shop, AuditEntry))
    result = take(service, text, dry_run=True)
    assert (result.new, result.stored, result.written) == (2, 0, False)
    assert (count(shop, kind), count(shop, AuditEntry)) == before


def test_that_batches_are_as_if_entered_by_hand(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    by_hand = shop.add_batch("L-0", producers=("ana", "marko"))
    take(import_batches, BATCHES)
    with shop.database.reading() as session:
        batch = session.scalars(select(Batch).where(Batch.number == "L-1")).one()
        assert (batch.status, batch.round, batch.version) == (BatchStatus.DRAFT, 1, 1)
        assert (batch.quantity, batch.produced_on) == (500, date(2026, 5, 3))
        assert batch.note == "first, of two"
        assert {p.person.login for p in batch.producers} == {"ana", "marko"}
        second = session.scalars(select(Batch).where(Batch.number == "L-2")).one()
        assert second.produced_on == date(2026, 5, 3)
        rows = {}
        for batch_id in (by_hand, batch.id):
            body = session.scalars(
                select(AuditEntry.body).where(
                    AuditEntry.subject == "batches", AuditEntry.subject_id == batch_id
                )
            ).first()
            assert body is not None
            import json  # noqa: PLC0415

            rows[batch_id] = json.loads(body)["row"]
        imported = session.scalars(
            select(AuditEntry).where(AuditEntry.act == "batch.import")
        ).first()
        assert imported is not None
        assert imported.batch_id is not None
    assert set(rows[by_hand]) == set(rows[batch.id]) == set(Batch.__table__.columns.keys())
    assert rows[batch.id]["folded"] == "l-1"
    assert chain_is_unbroken(shop)


def test_that_an_imported_batch_can_be_checked(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    take(import_batches, BATCHES)
    with shop.database.reading() as session:
        batch_id = session.scalars(select(Batch.id).where(Batch.number == "L-2")).one()
    shop.first_check(batch_id)
    assert shop.add_batch("L-3") > batch_id  # the next number by hand is still free


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (",M1,Jingdezhen Kiln 4,5,,,", "batch number", "is empty"),
        ("L-3,,Jingdezhen Kiln 4,5,,,", "product code", "is empty"),
        ("L-3,X9,Jingdezhen Kiln 4,5,,,", "product", "There is no product “X9”"),
        ("L-3,M1,,5,,,", "manufacturer", "is empty"),
        ("L-3,M1,Nobody,5,,,", "manufacturer", "There is no manufacturer “Nobody”"),
        ("L-3,M1,Jingdezhen Kiln 4,,,,", "quantity", "is empty"),
        ("L-3,M1,Jingdezhen Kiln 4,1.200,,,", "quantity", "“1.200”: write a whole number"),
        ("L-3,M1,Jingdezhen Kiln 4,0,,,", "quantity", "“0”: write a number from 1 to 100000000"),
        ("L-3,M1,Jingdezhen Kiln 4,100000001,,,", "quantity", "from 1 to 100000000"),
        ("L-3,M1,Jingdezhen Kiln 4,5,03/05/2026,,", "produced on", "write a day as 2026-05-03"),
        ("L-3,M1,Jingdezhen Kiln 4,5,2026-02-30,,", "produced on", "write a day as 2026-05-03"),
        ("L-3,M1,Jingdezhen Kiln 4,5,,Nobody,", "person", "There is no person “Nobody”"),
        ("L-3,M1,Jingdezhen Kiln 4,5,,,,extra", "row", "to the right of the last column"),
        (f"{'L' * 61},M1,Jingdezhen Kiln 4,5,,,", "batch number", "61 characters; at most 60"),
        ("L-1,M1,Jingdezhen Kiln 4,500,2026-05-03,,", "row", "the same as line 2 of this file"),
    ],
)
def test_that_a_refused_row_keeps_the_whole_file_out_and_says_why(
    shop: Shop, take: Callable[..., ImportResult], row: str, field: str, said: str
) -> None:
    result = take(import_batches, BATCHES + row + "\n")
    assert (result.new, result.stored, result.written) == (2, 0, False)
    refused = result.refused[0]
    assert (refused.line, refused.field) == (4, field)
    assert said in refused.reason
    assert count(shop, Batch) == 0
    assert take(import_batches, BATCHES + row + "\n", skip_refused=True).stored == 2


def test_that_other_facts_than_in_the_record_are_refused_not_overwritten(
    take: Callable[..., ImportResult],
) -> None:
    take(import_batches, BATCHES)
    result = take(import_batches, BATCHES.replace(",1200,", ",1300,"))
    assert (result.known, result.refused[0].line) == (1, 3)
    assert "in the record with other facts" in result.refused[0].reason
    take(import_products, PRODUCTS)
    other = take(import_products, PRODUCTS.replace("Тањир", "Чинија"))
    assert "in the record with other facts" in other.refused[0].reason


def test_that_columns_the_file_does_not_have_are_not_compared(
    take: Callable[..., ImportResult],
) -> None:
    take(import_products, PRODUCTS)
    assert take(import_products, "code,revision,name\nB1,A,Шоља\n").known == 1


def test_that_several_revisions_must_be_told_apart(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    for revision in ("A", "B"):
        entry = ProductEntry(code="B1", revision=revision, name="Bowl")
        with shop.database.writing() as session:
            add_product(session, entry, shop.ids["marko"], AT)
    head = "lot,product,rev,maker,pieces\n"
    unsure = take(import_batches, head + "L-1,B1,,Jingdezhen Kiln 4,5\n")
    assert "it has several revisions (A, B)" in unsure.refused[0].reason
    assert take(import_batches, head + "L-1,B1,B,Jingdezhen Kiln 4,5\n").stored == 1
    assert take(import_batches, head + "L-2,B1 A,,Jingdezhen Kiln 4,5\n").stored == 1


def test_that_the_site_is_needed_once_there_are_two(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    entry = SiteEntry(code="BG", name="Belgrade", time_zone="Europe/Belgrade")
    with shop.database.writing() as session:
        add_site(session, entry, shop.ids["mira"], AT)
    head = "lot,product,maker,pieces,site\n"
    assert "“site” is empty" in (
        take(import_batches, head + "L-1,M1,Jingdezhen Kiln 4,5,\n").refused[0].reason
    )
    assert take(import_batches, head + "L-1,M1,Jingdezhen Kiln 4,5,novi sad\n").stored == 1
    elsewhere = take(import_batches, head + "L-2,M1,Jingdezhen Kiln 4,5,BG\n")
    assert "Marko Jurić may not do this at Belgrade" in elsewhere.refused[0].reason


def test_that_a_retired_product_takes_no_batches(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    with shop.database.writing() as session:
        retire_product(session, product_rows(session, "M1")[0], shop.ids["marko"], AT)
    assert "There is no product “M1”" in take(import_batches, BATCHES).refused[0].reason


def test_that_missing_and_doubled_columns_are_told_and_others_listed(
    take: Callable[..., ImportResult],
) -> None:
    with pytest.raises(FileProblems) as refused:
        take(import_batches, "lot,Batch,product,colour\n1,1,M1,red\n")
    said = str(refused.value)
    assert "the columns “lot” and “Batch” mean the same" in said
    assert "there is no column “quantity”. Found are: lot, Batch, product, colour" in said
    result = take(import_products, "code,name,Боја,\nB1,Шоља,плава,\n")
    assert result.ignored_columns == ("Боја",)


@pytest.mark.parametrize("who", ["vera", "ana"])
def test_that_viewers_and_inspectors_import_no_products(
    take: Callable[..., ImportResult], who: str
) -> None:
    with pytest.raises(NotAllowed):
        take(import_products, PRODUCTS, who)


def test_that_a_workbook_is_taken_like_text(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "batches.xlsx"
    with speaking("sr"):
        write_table(
            file,
            ["Број серије", "Производ", "Произвођач", "Количина", "Произведено"],
            [[12, "M1", "Jingdezhen Kiln 4", 7, date(2026, 5, 3)]],
        )
    with shop.database.writing() as session:
        result = import_batches(session, read_sheet(file), shop.ids["ana"], AT)
    assert (result.stored, result.refused) == (1, ())
    with shop.database.reading() as session:
        batch = session.scalars(select(Batch)).one()
        assert (batch.number, batch.produced_on) == ("12", date(2026, 5, 3))


def test_that_checklists_are_taken_all_or_none(shop: Shop, tmp_path: Path) -> None:
    files = [starter.file for starter in starter_checklists()]
    broken = tmp_path / "broken.toml"
    broken.write_text("code = 1")
    with pytest.raises(FileProblems), shop.database.writing() as session:
        import_checklists(session, [*files, broken], shop.ids["marko"], AT)
    assert count(shop, Checklist) == 1
    with shop.database.writing() as session:
        rehearsed = import_checklists(session, files, shop.ids["marko"], AT, dry_run=True)
    assert (rehearsed.new, rehearsed.stored, count(shop, Checklist)) == (3, 0, 1)
    with shop.database.writing() as session:
        assert import_checklists(session, files, shop.ids["marko"], AT).stored == 3
    with shop.database.writing() as session:
        again = import_checklists(session, files, shop.ids["marko"], AT)
    assert (again.known, again.stored, count(shop, Checklist)) == (3, 0, 4)


def test_that_many_rows_are_written_in_pieces(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    rows = "".join(
        f"B{number},Bowl {number}\n" for number in range(4_001)
    )  # two pieces and one row
    assert take(import_products, "code,name\n" + rows).stored == 4_001
    assert count(shop, Product) == 4_002
    assert chain_is_unbroken(shop)


def test_that_a_product_names_a_checklist_that_can_be_chosen(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    rows = "code,name,checklist\nB1,Bowl,{}\n"
    unknown = take(import_products, rows.format("nothing"))
    assert "There is no checklist “nothing”" in unknown.refused[0].reason
    files = [starter.file for starter in starter_checklists()]
    with shop.database.writing() as session:
        import_checklists(session, files[:1], shop.ids["marko"], AT)
    with shop.database.writing() as session:
        seen = next(row for row in checklist_rows(session) if row.code != "MUG")
        retire_checklist(session, seen, shop.ids["marko"], AT)
    retired = take(import_products, rows.format(seen.code))
    assert "is retired and cannot be chosen" in retired.refused[0].reason


def test_that_families_that_differ_in_capitals_are_one(
    shop: Shop, take: Callable[..., ImportResult]
) -> None:
    take(import_products, "code,name,family\nP1,Plate,Lipa\nP2,Bowl,LIPA\n")
    with shop.database.reading() as session:
        assert set(session.scalars(select(Product.family).where(Product.code != "M1"))) == {"Lipa"}
