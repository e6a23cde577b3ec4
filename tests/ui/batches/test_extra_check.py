"""The extra check of a stop-ship, on the page of a batch and before its signature."""

from PySide6.QtWidgets import QDialog

from qc_desk.domain.vocabulary import BatchStatus, Result
from qc_desk.services import problems
from qc_desk.services.stop_ship import ExtraCheckEntry, answer_extra_check, stops_for
from qc_desk.ui.sign_dialog import decisions
from tests.checked_shop import Shop
from tests.integration.services.seen import DAY, Goods, bad, check, the_problem
from tests.shop_window import said, shown_buttons
from tests.ui.batches.conftest import Opened
from tests.ui.batches.test_detail import status
from tests.ui.problems.asked import fill, press, when_asked

CHECK = "Look at the handle under the lamp"


def stopped(shop: Shop) -> int:
    """Return a good batch that waits for Jelena's decision under a stop-ship."""
    bad(shop, "K-1")
    batch_id = check(shop, Goods("K-2", DAY, good=True))
    with shop.database.writing() as session:
        problems.stop_ship(session, the_problem(shop), CHECK, shop.ids["mira"], shop.at)
    return batch_id


def test_that_the_extra_check_is_answered_on_the_page_of_the_batch(
    opened: Opened, shop: Shop
) -> None:
    batch_id = stopped(shop)
    window, page = opened("jelena")
    window.go_to("batches", batch_id)
    assert "Stop-ship PR-1" in said(page)
    assert f"“{CHECK}”" in said(page)
    when_asked(fill(note="lamp 2"))
    press(page, "Answer the extra check…")
    with shop.database.reading() as session:
        assert stops_for(session, batch_id)[0].result is None  # pass or fail was not said
    when_asked(fill(result="fail", note="lamp 2, one crack"))
    press(page, "Answer the extra check…")
    assert "Extra check failed by Јелена Петровић: lamp 2, one crack" in said(page)
    when_asked(fill(result="pass", note="sorted out"))
    press(page, "Answer it again…")
    assert "Extra check passed by Јелена Петровић: sorted out" in said(page)
    with shop.database.reading() as session:
        [row] = stops_for(session, batch_id)
        assert (row.result, row.note) == (Result.PASS, "sorted out")


def test_that_who_cannot_check_reads_why(opened: Opened, shop: Shop) -> None:
    batch_id = stopped(shop)
    window, page = opened("vera")
    window.go_to("batches", batch_id)
    assert "Stop-ship PR-1" in said(page)
    assert "Answer the extra check…" not in shown_buttons(page)
    assert "Vera Lang" in said(page)


def test_that_a_decided_batch_shows_no_stop_ship(opened: Opened, shop: Shop) -> None:
    batch_id = check(shop, Goods("K-0", DAY, good=True))
    shop.approve(batch_id)
    stopped(shop)
    window, page = opened("jelena")
    window.go_to("batches", batch_id)
    assert status(shop, batch_id) is BatchStatus.RELEASED
    assert "Stop-ship" not in said(page)


def test_that_the_sign_dialog_tells_the_refusal_beforehand(opened: Opened, shop: Shop) -> None:
    batch_id = stopped(shop)
    window, page = opened("jelena")
    window.go_to("batches", batch_id)
    dialog = decisions.approve(page, shop.seen(batch_id))
    assert isinstance(dialog, QDialog)
    assert "Stop-ship PR-1: this signature will be refused." in said(dialog)
    assert not dialog.deed.isEnabled()
    dialog.reject()
    rejecting = decisions.reject(page, shop.seen(batch_id))
    assert rejecting is not None
    assert "Stop-ship" not in said(rejecting)  # a batch can always be held
    assert rejecting.deed.isEnabled()
    rejecting.reject()
    with shop.database.writing() as session:
        entry = ExtraCheckEntry(
            problem_id=the_problem(shop).problem_id,
            batch_id=batch_id,
            result=Result.PASS,
            note="lamp",
        )
        answer_extra_check(session, entry, shop.ids["jelena"], shop.at)
    again = decisions.approve(page, shop.seen(batch_id))
    assert again is not None
    assert "Stop-ship" not in said(again)
    assert again.deed.isEnabled()
    again.reject()
