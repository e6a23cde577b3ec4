"""Reports that wait to be sent, or for a word that they arrived."""

from datetime import timedelta

import pytest

from qc_desk.domain.delivery_words import DeliveryWay
from qc_desk.domain.loop_words import Channel, TargetKind
from qc_desk.services import deliveries, targets
from qc_desk.services.deliveries import DeliveryEntry, Receipt
from qc_desk.services.issued_reports import Reissue, reissue, withdraw
from qc_desk.services.report_lists import report_row
from qc_desk.services.today import today
from qc_desk.services.unanswered import UnansweredRow, unanswered
from tests.checked_shop import AT, Shop, print_plainly

DAY = timedelta(days=1)


@pytest.fixture
def report(shop: Shop) -> int:
    return shop.approve(shop.checked_twice("L-1"))


def waiting(shop: Shop, days: float, site: int = 1) -> list[UnansweredRow]:
    with shop.database.reading() as session:
        return unanswered(session, AT + days * DAY, [site], 6)


def send(shop: Shop, report_id: int, way: DeliveryWay) -> int:
    with shop.database.writing() as session:
        digest = report_row(session, report_id).sha256
        entry = DeliveryEntry(
            report_id=report_id, way=way, to_whom="Kiln 4", address="a@b.example", sha256=digest
        )
        return deliveries.note_delivery(session, entry, shop.ids["ana"], AT).id


def test_that_a_report_that_is_not_sent_waits_after_two_days(shop: Shop, report: int) -> None:
    assert waiting(shop, 1.9) == []
    (row,) = waiting(shop, 2)
    assert (row.report_id, row.report, row.is_sent) == (report, "IR-NS-00001", False)
    assert (row.to_whom, row.since) == ("Jingdezhen Kiln 4", AT)
    assert waiting(shop, 2, site=2) == []
    assert waiting(shop, 31) == []


def test_that_a_draft_is_not_sent_until_somebody_says_so(shop: Shop, report: int) -> None:
    made = send(shop, report, DeliveryWay.DRAFT)
    assert len(waiting(shop, 3)) == 1
    with shop.database.writing() as session:
        deliveries.confirm_sent(session, made, shop.ids["ana"], AT)
    assert waiting(shop, 3) == []


def test_that_what_is_sent_waits_for_a_word_after_a_week(shop: Shop, report: int) -> None:
    made = send(shop, report, DeliveryWay.EMAIL)
    assert waiting(shop, 6.9) == []
    (row,) = waiting(shop, 7)
    assert (row.report_id, row.to_whom, row.is_sent, row.since) == (report, "Kiln 4", True, AT)
    send(shop, report, DeliveryWay.FOLDER)
    assert len(waiting(shop, 7)) == 1
    with shop.database.writing() as session:
        got = Receipt(who="Mr Wu", how=Channel.EMAIL, happened_at=AT)
        deliveries.acknowledge(session, made, got, shop.ids["ana"], AT)
    assert waiting(shop, 7) == []


def test_that_a_report_that_no_longer_holds_waits_for_nothing(shop: Shop, report: int) -> None:
    with shop.database.writing() as session:
        again = Reissue(report_id=report, language="en", reason="in English")
        newer = reissue(session, again, shop.ids["ana"], AT, print_plainly)
    assert [row.report_id for row in waiting(shop, 3)] == [newer.id]
    with shop.database.writing() as session:
        withdraw(session, newer.id, "typing error", shop.ids["marko"], AT)
    assert waiting(shop, 3) == []


def test_that_an_owner_says_how_long(shop: Shop, report: int) -> None:
    with shop.database.writing() as session:
        targets.set_target(
            session, TargetKind.SEND_DAYS, 5, "post goes on Friday", shop.ids["mira"], AT
        )
    assert waiting(shop, 4) == []
    assert [row.report_id for row in waiting(shop, 5)] == [report]


def test_that_today_tells_who_checks_at_the_site(shop: Shop, report: int) -> None:
    at = AT + 3 * DAY
    with shop.database.reading() as session:
        told = {
            who: [
                row.report_id
                for row in today(session, shop.ids[who], at, at.date()).loop.unanswered
            ]
            for who in ("ana", "vera")
        }
    assert told == {"ana": [report], "vera": []}
