"""What a table would bring in, as it is shown before anything is kept."""

from datetime import date, datetime

from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.services.import_previews import Sample, suggested_mapping
from qc_desk.services.sheets import SheetForm, SheetRow, SheetTable
from qc_desk.services.table_kinds import TABLES
from qc_desk.services.table_previews import understood_table
from tests.checked_shop import AT, Shop


def test_that_days_of_a_spreadsheet_are_shown_as_days_are_written(shop: Shop) -> None:
    with shop.database.writing() as session:
        add_customer(session, CustomerEntry(name="Tea House"), shop.ids["mira"], AT)
    day = date(2026, 12, 24)
    cells = ("O-3", "Tea House", day, datetime(2026, 11, 1, 8, 30))  # noqa: DTZ001 (as Excel)
    header = ("PO", "customer", "fecha de envío", "order date")
    head = SheetTable(file_name="o.xlsx", header=header, rows=())
    rows = (SheetRow(line=2, cells=cells),)
    sample = Sample(head=head, rows=rows, count=1, dates=((),) * 4, form=SheetForm())
    kind = TABLES["orders"]
    with shop.database.reading() as session:
        mapping = suggested_mapping(sample, kind.subject)
        shown = understood_table(session, sample, mapping, shop.ids["marko"], AT, kind)
    told = shown.rows[0].understood
    assert (told["promised_ship_date"], told["ordered_on"]) == ("24 Dec 2026", "1 Nov 2026")
