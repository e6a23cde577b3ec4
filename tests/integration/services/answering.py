"""Answers as tests keep and look at them."""

from qc_desk.domain.vocabulary import PhotoRule, Result
from qc_desk.services import check_sheets, inspections
from qc_desk.services.check_sheets import CheckSheet
from qc_desk.services.inspections import Entry
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet


def keep(shop: Shop, sheet: Sheet, entry: Entry, who: str = "ana") -> int:
    with shop.database.writing() as session:
        return inspections.record_answer(session, sheet.inspection_id, entry, shop.ids[who], AT)


def look(shop: Shop, inspection_id: int) -> CheckSheet:
    with shop.database.reading() as session:
        return check_sheets.check_sheet(session, inspection_id)


def answer_sheet(shop: Shop, inspection_id: int, who: str) -> None:
    """Answer everything that the sheet asks for: good, and photos do not apply."""
    for item in look(shop, inspection_id).items:
        skipped = item.photo_rule is PhotoRule.ALWAYS
        entry = Entry(
            item_id=item.item_id,
            unit_number=item.unit_number,
            result=Result.NOT_APPLICABLE if skipped else Result.PASS,
            value=item.lower or item.upper,
            note="loose pieces" if skipped else "",
        )
        with shop.database.writing() as session:
            inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)
