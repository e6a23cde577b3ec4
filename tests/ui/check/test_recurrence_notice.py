"""What an inspector is told of a problem at the moment a defect is recorded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Result
from qc_desk.services import inspections
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.theme import Theme, Tone
from tests.checked_shop import ALL_PASS, Shop
from tests.integration.services.seen import DAY, Goods, bad, check, days, promise_fix
from tests.shop_window import open_shop, open_window, said
from tests.ui.check.check_kit import places

Catching = Callable[[str, int], CheckPage]


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def catching(qtbot: QtBot, theme: Theme, known: Shop) -> Iterator[Catching]:
    """Begin a check and open the capture of a defect at its first item."""
    entered = []

    def begin(who: str, inspection_id: int) -> CheckPage:
        context = open_window(qtbot, theme, known, places(), who)
        window = context.__enter__()
        entered.append(context)
        window.records.now = lambda: known.at
        window.go_to("check", inspection_id)
        page = window.page
        assert isinstance(page, CheckPage)
        page.work.defects.ask(0)
        return page

    yield begin
    for context in entered:
        context.__exit__(None, None, None)


def first(shop: Shop, number: str) -> int:
    batch_id = shop.add_batch(number)
    with shop.database.writing() as session:
        return inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)


def choose_crack(page: CheckPage) -> None:
    page.view.defect.code.search.setText("crack")


def test_that_a_defect_that_came_back_is_told_with_what_was_promised(
    catching: Catching, known: Shop
) -> None:
    bad(known, "K-1")
    promise_fix(known, days(1))
    bad(known, "K-2", days(3))
    page = catching("ana", first(known, "K-3"))
    notice = page.view.defect.recurrence
    assert not notice.isVisible()  # no code is chosen yet
    choose_crack(page)
    assert "PR-1: seen 3 times in 90 days, with this one." in said(notice)
    assert "“Fixed” was promised on 2 Nov 2026." in said(notice)
    assert notice._tone is Tone.FAIL


def test_that_one_that_was_only_seen_is_told_in_amber(catching: Catching, known: Shop) -> None:
    bad(known, "K-1")
    page = catching("ana", first(known, "K-2"))
    choose_crack(page)
    assert "seen 2 times in 90 days" in said(page.view.defect.recurrence)
    assert page.view.defect.recurrence._tone is Tone.WARN


def test_that_a_new_defect_is_told_nothing(catching: Catching, known: Shop) -> None:
    page = catching("ana", first(known, "K-1"))
    choose_crack(page)
    assert not page.view.defect.recurrence.isVisible()


def test_that_nothing_of_an_undecided_round_is_told_to_the_second_inspector(
    catching: Catching, known: Shop
) -> None:
    check(known, Goods("K-1", DAY))  # both have recorded it, nobody has decided
    batch_id = known.first_signed("K-2", found={**ALL_PASS, "label": Result.FAIL})
    with known.database.writing() as session:
        second = inspections.open_second_check(session, batch_id, known.ids["jelena"], known.at)
    page = catching("jelena", second)
    choose_crack(page)
    assert not page.view.defect.recurrence.isVisible()
