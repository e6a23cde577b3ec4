"""What both inspectors have missed, where it is shown, on both engines."""

from decimal import Decimal

from qc_desk.domain.recapture import Recapture
from qc_desk.domain.vocabulary import Result
from qc_desk.services import batch_details, second_checks
from tests.checked_shop import Findings, Shop

ALL_BAD: Findings = {"glaze": Result.FAIL, "height": Decimal("11.0"), "label": Result.FAIL}
BAD: Findings = {"glaze": Result.FAIL, "height": Decimal("10.0"), "label": Result.FAIL}


def test_that_it_is_said_once_both_have_finished(shop: Shop) -> None:
    batch_id = shop.first_signed(found=ALL_BAD)
    with shop.database.reading() as session:
        assert batch_details.batch_detail(session, batch_id, shop.ids["jelena"]).recapture is None
    shop.second_check(batch_id, found=ALL_BAD)
    with shop.database.reading() as session:
        both = second_checks.side_by_side(session, batch_id, shop.ids["jelena"])
        detail = batch_details.batch_detail(session, batch_id, shop.ids["jelena"])
    assert both.recapture == detail.recapture == Recapture(first=3, second=3, both=3, blind=True)
    assert both.recapture is not None
    assert both.recapture.said.startswith("Both have probably missed 0.0 (0 to 4, 95 %)")


def test_that_two_in_common_are_too_few(shop: Shop) -> None:
    batch_id = shop.checked_twice("L-9", BAD, BAD)
    with shop.database.reading() as session:
        both = second_checks.side_by_side(session, batch_id, shop.ids["jelena"])
    assert both.recapture is not None
    assert "2 defects were found by both, and it takes 3." in both.recapture.said
