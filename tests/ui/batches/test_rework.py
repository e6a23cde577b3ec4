"""What a rework took, entered and corrected beside the batch."""

from decimal import Decimal

from qc_desk.domain.vocabulary import Result
from qc_desk.services import batches
from qc_desk.services.reworks import reworks_of_batch
from tests.checked_shop import ALL_PASS, AT, Findings, Shop
from tests.shop_window import said, shown_buttons
from tests.ui.batches.conftest import Opened
from tests.ui.problems.asked import fill, press, when_asked

CRACKED: Findings = {**ALL_PASS, "glaze": Result.FAIL}


def reworked(shop: Shop) -> int:
    batch_id = shop.checked_twice(first=CRACKED, second=CRACKED)
    shop.reject(batch_id)
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "glaze again", shop.ids["marko"], AT)
    return batch_id


def test_that_hours_and_cost_are_entered_and_corrected_with_a_reason(
    opened: Opened, shop: Shop
) -> None:
    batch_id = reworked(shop)
    window, page = opened("ana")
    window.go_to("batches", batch_id)
    assert "Nobody has entered yet what it took." in said(page)
    when_asked(fill(hours="2,5", cost="40"))
    press(page, "Enter hours and cost…")
    assert "2.5 h · 40 EUR; done on" in said(page)
    when_asked(fill(hours="3"))
    press(page, "Correct it…")
    assert "2.5 h" in said(page)  # nobody said why
    when_asked(fill(hours="3", note="forgot the kiln"))
    press(page, "Correct it…")
    assert "3 h · 40 EUR" in said(page)
    assert "forgot the kiln" in said(page)
    with shop.database.reading() as session:
        [row] = reworks_of_batch(session, batch_id)
    assert (row.number, row.hours) == (2, Decimal(3))


def test_that_who_looks_on_reads_it_and_a_batch_without_rework_has_no_card(
    opened: Opened, shop: Shop
) -> None:
    window, page = opened("vera")
    window.go_to("batches", reworked(shop))
    assert "What rework took" in said(page)
    assert "Enter hours and cost…" not in shown_buttons(page)
    window.go_to("batches", shop.add_batch("L-9"))
    assert "What rework took" not in said(page)
