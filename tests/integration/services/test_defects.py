"""Defects as they are recorded during a check, found again, and told apart from other checks."""

import pytest

from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import (
    FieldNeeded,
    InspectionClosed,
    NotAllowed,
    NotFound,
    NotYourInspection,
    QuantityWrong,
    Retired,
)
from qc_desk.domain.vocabulary import DefectStatus, Disposition, Result, Severity
from qc_desk.services import check_sheets, defect_codes, defects, inspections
from qc_desk.services.check_sheets import CheckSheet
from qc_desk.services.defects import DefectEntry, DefectRow, DispositionEntry, SeenAgain
from qc_desk.services.inspections import Entry
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet, open_sheet


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    return open_sheet(shop)


def record(shop: Shop, sheet: Sheet, entry: DefectEntry, who: str = "ana") -> int:
    with shop.database.writing() as session:
        return defects.record_defect(session, sheet.inspection_id, entry, shop.ids[who], AT)


def again(shop: Shop, defect_id: int, seen: SeenAgain, who: str = "ana") -> None:
    with shop.database.writing() as session:
        defects.see_again(session, defect_id, seen, shop.ids[who], AT)


def look(shop: Shop, sheet: Sheet) -> CheckSheet:
    with shop.database.reading() as session:
        return check_sheets.check_sheet(session, sheet.inspection_id)


def rows(shop: Shop, sheet: Sheet) -> list[DefectRow]:
    with shop.database.reading() as session:
        return [
            defects.defect_row(each) for each in session.get_one(Batch, sheet.batch_id).defects
        ]


def test_that_the_code_gives_the_severity_unless_another_is_chosen(
    shop: Shop, sheet: Sheet
) -> None:
    record(shop, sheet, DefectEntry(code_id=sheet.codes["CHIP"]))
    record(shop, sheet, DefectEntry(code_id=sheet.codes["CHIP"], severity=Severity.CRITICAL))
    assert [(row.number, row.severity) for row in rows(shop, sheet)] == [
        (1, Severity.MAJOR),
        (2, Severity.CRITICAL),
    ]


def test_that_saying_how_pieces_are_kept_apart_contains_them(shop: Shop, sheet: Sheet) -> None:
    record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"], containment="red crate"))
    record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"], containment="  "))
    assert [row.status for row in rows(shop, sheet)] == [
        DefectStatus.CONTAINED,
        DefectStatus.OPEN,
    ]


@pytest.mark.parametrize("quantity", [0, -1, 501])
def test_that_only_pieces_of_the_batch_can_be_defective(
    shop: Shop, sheet: Sheet, quantity: int
) -> None:
    with pytest.raises(QuantityWrong):
        record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"], quantity=quantity))


def test_that_code_and_quantity_are_needed(shop: Shop, sheet: Sheet) -> None:
    with pytest.raises(FieldNeeded):
        record(shop, sheet, DefectEntry(code_id=None))
    with pytest.raises(FieldNeeded):
        record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"], quantity=None))


def test_that_a_retired_code_is_not_used_for_something_new(shop: Shop, sheet: Sheet) -> None:
    with shop.database.writing() as session:
        row = next(r for r in defect_codes.defect_code_rows(session) if r.code == "SCR")
        defect_codes.retire_defect_code(session, row, shop.ids["mira"], AT)
    with pytest.raises(Retired):
        record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"]))


def test_that_a_defect_stands_at_a_place_of_its_inspection(shop: Shop, sheet: Sheet) -> None:
    code = sheet.codes["SCR"]
    with pytest.raises(NotFound):
        record(shop, sheet, DefectEntry(code_id=code, item_id=shop.items["glaze"]))
    for item, unit in (("surface", 3), ("tape", 1)):
        entry = DefectEntry(code_id=code, item_id=sheet.items[item], unit_number=unit)
        with pytest.raises(NotFound):
            record(shop, sheet, entry)
    assert rows(shop, sheet) == []


def test_that_nobody_else_records_and_nothing_after_the_end(shop: Shop, sheet: Sheet) -> None:
    entry = DefectEntry(code_id=sheet.codes["SCR"])
    with pytest.raises(NotYourInspection):
        record(shop, sheet, entry, "jelena")
    with shop.database.writing() as session:
        inspections.withdraw(session, sheet.inspection_id, "wrong batch", shop.ids["ana"], AT)
    with pytest.raises(InspectionClosed):
        record(shop, sheet, entry)


def test_that_the_same_defect_counts_its_pieces_and_keeps_its_places(
    shop: Shop, sheet: Sheet
) -> None:
    surface = sheet.items["surface"]
    entry = DefectEntry(code_id=sheet.codes["SCR"], item_id=surface, unit_number=1)
    defect_id = record(shop, sheet, entry)
    again(shop, defect_id, SeenAgain(item_id=surface, unit_number=2, more_pieces=1))
    again(shop, defect_id, SeenAgain(item_id=surface, unit_number=2, more_pieces=1))
    assert look(shop, sheet).defects[0].places == ((surface, 1), (surface, 2))
    row = rows(shop, sheet)[0]
    assert (row.quantity, row.undecided) == (2, 2)
    with pytest.raises(NotYourInspection):
        again(shop, defect_id, SeenAgain(item_id=sheet.items["tape"]), "jelena")
    with pytest.raises(NotFound):
        again(shop, 4711, SeenAgain(item_id=surface))


def test_that_a_failure_without_a_defect_is_known_unless_it_is_minor(
    shop: Shop, sheet: Sheet
) -> None:
    for code in ("label", "tape"):
        with shop.database.writing() as session:
            entry = Entry(item_id=sheet.items[code], result=Result.FAIL)
            inspections.record_answer(session, sheet.inspection_id, entry, shop.ids["ana"], AT)
    assert look(shop, sheet).without_defect == (0,)
    record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"], item_id=sheet.items["label"]))
    assert look(shop, sheet).without_defect == ()


def test_that_a_lead_decides_about_every_piece_and_closes(shop: Shop, sheet: Sheet) -> None:
    defect_id = record(shop, sheet, DefectEntry(code_id=sheet.codes["SCR"], quantity=3))
    ana, marko = shop.ids["ana"], shop.ids["marko"]
    scrap = DispositionEntry(disposition=Disposition.SCRAP, quantity=2)
    rework = DispositionEntry(disposition=Disposition.REWORK, quantity=1, note="polish")
    with shop.database.writing() as session:
        defects.contain(session, defect_id, "red crate", ana, AT)
    with pytest.raises(NotAllowed), shop.database.writing() as session:
        defects.dispose(session, defect_id, scrap, ana, AT)
    with shop.database.writing() as session:
        defects.dispose(session, defect_id, scrap, marko, AT)
    with pytest.raises(QuantityWrong), shop.database.writing() as session:
        defects.close(session, defect_id, "", marko, AT)
    with shop.database.writing() as session:
        defects.dispose(session, defect_id, rework, marko, AT)
    with shop.database.writing() as session:
        defects.close(session, defect_id, "done", marko, AT)
    row = rows(shop, sheet)[0]
    assert (row.status, row.undecided) == (DefectStatus.CLOSED, 0)
    assert [event.status.value for event in row.events] == [
        "open",
        "contained",
        "dispositioned",
        "dispositioned",
        "closed",
    ]
