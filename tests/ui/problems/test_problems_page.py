"""Problems in the window: what came back first, its story, and its way to the proof."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.i18n import speak
from qc_desk.services import problems
from qc_desk.services.problem_details import problem_detail
from qc_desk.ui.buttons import Badge
from qc_desk.ui.chart import ChartView
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.problems import ProblemsPage
from qc_desk.ui.problems.proof_card import Bar
from qc_desk.ui.problems.story_card import TimeLine
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    bad,
    claim,
    days,
    fixed,
    good,
    own,
    promise_fix,
    stands,
    the_problem,
    verify,
    work_out,
)
from tests.integration.services.test_shop_texts import crack, in_serbian
from tests.shop_window import file_dialogs_give, said, shown_buttons, sign_in
from tests.ui.conftest import NotePage
from tests.ui.problems.asked import fill, leave, look, press, when_asked
from tests.ui.problems.conftest import Opened


def at(
    opened: Opened, shop: Shop, who: str = "mira", number: int = 1
) -> tuple[MainWindow, ProblemsPage]:
    window, page = opened(who)
    window.go_to("problems", the_problem(shop, number).problem_id)
    return window, page


def badges(inside: QWidget) -> list[str]:
    QApplication.processEvents()  # badges that were added a moment ago are shown now
    return [each.accessibleName() for each in inside.findChildren(Badge) if each.isVisible()]


def shown(page: ProblemsPage) -> list[str]:
    """Return the numbers of the rows in their order."""
    rows = page.list.rows
    return [rows.index(n, 0).data() for n in range(rows.rowCount())]


def came_back(shop: Shop, number: int = 1) -> None:
    """Let a promised fix be refuted by goods that were made later."""
    bad(shop, "K-2590")
    promise_fix(shop, days(1), problem=number)
    bad(shop, "K-2605", days(3))


def test_that_an_empty_list_says_that_problems_raise_themselves(opened: Opened) -> None:
    _window, page = opened("vera")
    assert "No problem has come back" in said(page)
    assert "it appears by itself" in said(page)
    page.list.filters.groups["solved"].click()
    assert "No problem fits these filters" in said(page)
    press(page, "Show all problems")
    assert "No problem has come back" in said(page)


def test_that_what_came_back_stands_first_with_its_counter(opened: Opened, shop: Shop) -> None:
    for number in ("L-1", "L-2"):
        bad(shop, number, item="label")
    came_back(shop, 2)
    _window, page = opened("ana")
    QAbstractItemModelTester(page.list.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(page) == ["PR-2", "PR-1"]
    cells = [page.list.rows.index(0, column).data() for column in range(9)]
    assert cells[1:4] == ["Alert", "1 time", "CRACK Crack · M1 · Glaze is even and free of cracks"]
    page.list.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert shown(page) == ["PR-1", "PR-2"]


def test_that_the_defect_is_named_in_the_language_of_the_reader(
    opened: Opened, shop: Shop
) -> None:
    crack(shop, (in_serbian("name", "Напрслина"),))
    for number in ("L-1", "L-2"):
        bad(shop, number)
    window, page = opened("ana")
    speak("sr")
    window.go_to("problems")
    assert page.list.rows.index(0, 3).data().startswith("CRACK Напрслина · M1")
    window.go_to("problems", the_problem(shop).problem_id)
    assert "CRACK Напрслина" in said(page)
    assert "Crack" not in said(page)


def test_that_chips_and_words_narrow_the_list(opened: Opened, shop: Shop) -> None:
    bad(shop, "L-0", item=None)
    for number in ("L-1", "L-2"):
        bad(shop, number, item="label")
    came_back(shop, 3)
    with shop.database.writing() as session:
        seen = the_problem(shop, 2)
        problems.stop_ship(session, seen, "Look", shop.ids["mira"], shop.at)
    _window, page = opened("ana")
    filters = page.list.filters
    assert shown(page) == ["PR-3", "PR-2"]
    filters.groups["attention"].click()
    assert shown(page) == ["PR-3"]
    press(page, "Show all")
    filters.stopped.click()
    assert shown(page) == ["PR-2"]
    assert "1 problem" in said(page)
    filters.stopped.click()
    filters.once.click()
    assert sorted(shown(page)) == ["PR-1", "PR-2", "PR-3"]
    filters.once.click()
    filters.search.setText("label")
    assert shown(page) == ["PR-2"]
    press(page, "Show all")
    press(page, "Filters")
    filters.family.box.setCurrentIndex(1)
    assert filters.wanted().family == "M1"
    assert len(shown(page)) == 2


def test_that_the_story_says_what_refuted_the_promise(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    window, page = at(opened, shop)
    assert page.heading.text() == "Problem PR-1"
    told = said(page.detail)
    assert "“Fixed” was promised: P-1" in told
    assert "Did not hold: seen again on batch K-2605, 4 Nov 2026" in told
    assert "Seen again: batch K-2605" in told
    assert "Refutes: P-1" in told
    assert "It came back 1 time after it was promised or claimed to be fixed." in told
    press(page, "Open")
    assert window.place == "batches"
    assert isinstance(window.page, NotePage)
    assert window.page.opened[-1] != ()


def test_that_the_chart_of_the_story_leads_to_the_batches(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    window, page = at(opened, shop)
    [chart] = page.detail.findChildren(ChartView)
    QApplication.processEvents()  # it is drawn once it has its size
    told = [spot.told for spot in chart.spots]
    assert told[-1].endswith("“Fixed” promised")
    assert "4 Nov 2026: Seen again after it was said to be fixed · K-2605" in told
    again = next(at for at, spot in enumerate(chart.spots) if "K-2605" in spot.told)
    chart.setFocus()
    for _mark in range(again + 1):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert window.place == "batches"


def test_that_the_chart_of_the_story_is_saved_as_a_picture(
    opened: Opened, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_back(shop)
    window, page = at(opened, shop)
    file_dialogs_give(monkeypatch, tmp_path / "PR-1.svg")
    press(page.detail, "Save the picture…")
    assert b"K-2605" in (tmp_path / "PR-1.svg").read_bytes()
    file_dialogs_give(monkeypatch, tmp_path / "PR-1.svg" / "PR-1.png")  # no folder
    press(page.detail, "Save the picture…")
    assert window.bar.message is not None
    assert "could not be written" in window.bar.message.headline
    file_dialogs_give(monkeypatch, None)
    press(page.detail, "Save the picture…")
    assert (tmp_path / "PR-1.svg").is_file()


def test_that_an_arc_leads_from_the_promise_to_what_refuted_it(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    _window, page = at(opened, shop)
    [line] = page.detail.findChildren(TimeLine)
    with_arc = line.grab().toImage()
    line.entries = [type(each)(**{**each.__dict__, "refuted_by": None}) for each in line.entries]
    line.update()
    assert line.grab().toImage() != with_arc


def test_that_it_is_taken_on_fixed_verified_and_proven(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    window, page = at(opened, shop)
    when_asked(fill(owner=str(shop.ids["mira"]), words="Sort the store"))
    press(page, "Put somebody in charge…")
    assert stands(shop) == ("owned", 1, 2)
    when_asked(fill(countermeasure="New burner", fixed_from="10.11.2026", batches="2", days="30"))
    press(page, "Claim a fix…")
    assert "“New burner”" in said(page)
    assert "0 of 2 clean batches in a row" in said(page)
    assert "took part" in said(page.detail)  # who claims it does not verify it
    assert "Verify the fix…" not in shown_buttons(page)
    sign_in(window, shop, "marko")
    page.reload()
    when_asked(fill(words="Seen at the kiln"))
    press(page, "Verify the fix…")
    assert stands(shop)[0] == "proving"
    good(shop, "K-1", days(12))
    page.reload()
    assert "1 of 2 clean batches in a row" in said(page)
    assert "Note as proven solved…" not in shown_buttons(page)
    good(shop, "K-2", days(13))
    window.records.now = lambda: shop.at
    page.reload()
    assert "Enough" in badges(page)
    assert {bar.accessibleName() for bar in page.findChildren(Bar)} >= {
        "2 of 2 clean batches in a row"
    }
    when_asked(fill(words="Two clean batches"))
    press(page, "Note as proven solved…")
    assert stands(shop)[0] == "proven"
    assert "The goods have proven it solved." in said(page)


def test_that_what_was_typed_and_not_done_is_there_again(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    _window, page = at(opened, shop)
    when_asked(leave(words="Sort the"))
    press(page, "Put somebody in charge…")
    assert stands(shop)[0] == "alert"
    seen: dict[str, str] = {}
    when_asked(look(seen))
    press(page, "Put somebody in charge…")
    assert seen["words"] == "Sort the"


def test_that_a_refused_claim_keeps_every_word(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    own(shop, days(3))
    window, page = at(opened, shop)
    when_asked(fill(countermeasure="New burner", fixed_from="02.11.2026"))
    press(page, "Claim a fix…")
    assert "goods that were made later had the problem" in said(window)
    seen: dict[str, str] = {}
    when_asked(look(seen))
    press(page, "Claim a fix…")
    assert (seen["countermeasure"], seen["fixed_from"]) == ("New burner", "02.11.2026")


def test_that_from_the_second_time_its_causes_are_asked_for_first(
    opened: Opened, shop: Shop
) -> None:
    came_back(shop)
    fixed(shop, days(4), "New burner")
    bad(shop, "K-2611", days(6))
    own(shop, days(6))
    window, page = at(opened, shop)
    assert "Claim a fix…" not in shown_buttons(page)
    when_asked(fill())
    press(page, "Open a corrective action…")
    assert page.views.currentWidget() is page.action
    assert page.heading.text() == "Corrective action CA-1"
    press(page, "Problem PR-1")
    press(page, "Go on with CA-1")
    assert page.views.currentWidget() is page.action
    window.go_to("problems")
    assert page.views.currentWidget() is page.action


def test_that_what_was_tried_before_is_told_at_the_next_claim(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    fixed(shop, days(4), "New burner")
    bad(shop, "K-2611", days(6))
    own(shop, days(6))
    work_out(shop, days(25))
    _window, page = at(opened, shop)
    seen: dict[str, str] = {}
    when_asked(look(seen))
    press(page, "Claim a fix…")
    assert "• New burner" in seen["hints"]


def test_that_a_stop_ship_shows_which_batches_wait_and_is_lifted_with_a_reason(
    opened: Opened, shop: Shop
) -> None:
    bad(shop, "K-1")
    waiting = shop.add_batch("K-9")
    window, page = at(opened, shop)
    when_asked(fill(check="X-ray ten pieces"))
    press(page, "Set a stop-ship…")
    assert "“X-ray ten pieces”" in said(page)
    assert "2 batches cannot go before it is passed:" in said(page)
    assert badges(page).count("Not checked") == 2
    press(page, "Batch K-9")
    assert isinstance(window.page, NotePage)
    assert window.page.opened[-1] == (waiting,)
    window.go_to("problems", the_problem(shop).problem_id)
    when_asked(fill(words="Sorted by hand"))
    press(page, "Lift the stop-ship…")
    assert "Batches go without an extra check." in said(page)
    assert "Stop-ship lifted" in said(page)


def test_that_a_lead_sees_the_stop_ship_and_why_not_to_lift_it(opened: Opened, shop: Shop) -> None:
    bad(shop, "K-1")
    with shop.database.writing() as session:
        problems.stop_ship(session, the_problem(shop), "Look", shop.ids["mira"], shop.at)
    _window, page = at(opened, shop, "marko")
    assert "Lift the stop-ship…" not in shown_buttons(page)
    assert "“Look”" in said(page)


def test_that_two_threads_of_the_same_become_one(opened: Opened, shop: Shop) -> None:
    bad(shop, "K-1")
    bad(shop, "K-2", item="label")
    window, page = at(opened, shop, number=2)
    when_asked(fill(other=str(the_problem(shop, 1).problem_id), reason="The same crack"))
    press(page, "It is the same as another…")
    assert "It is a part of PR-1" in said(page)
    press(page, "Go to PR-1")
    assert page.heading.text() == "Problem PR-1"
    assert "PR-2 became a part of it" in said(page)
    press(page, "PR-2")
    assert page.heading.text() == "Problem PR-2"
    assert window.place == "problems"


def test_that_something_else_is_split_off(opened: Opened, shop: Shop) -> None:
    bad(shop, "K-1")
    bad(shop, "K-2", days(1))
    _window, page = at(opened, shop)
    with shop.database.reading() as session:
        seen = problem_detail(session, 1, shop.ids["mira"], shop.at)
    newest = seen.sightings[0]
    when_asked(fill(sightings=str(newest.id), variant="Chipped rim", reason="No crack"))
    press(page, "Something else is among it…")
    assert "PR-2 was split off" in said(page)
    assert stands(shop, 2) == (ProblemStatus.WATCHING.value, 0, 1)


def test_that_nothing_is_split_without_a_choice(opened: Opened, shop: Shop) -> None:
    bad(shop, "K-1")
    _window, page = at(opened, shop)
    when_asked(fill(variant="Chipped rim", reason="No crack"))
    press(page, "Something else is among it…")
    assert stands(shop) == ("watching", 0, 1)


def test_that_who_only_looks_on_reads_why_not(opened: Opened, shop: Shop) -> None:
    came_back(shop)
    _window, page = at(opened, shop, "vera")
    assert "Put somebody in charge…" not in shown_buttons(page)
    assert "Set a stop-ship…" not in shown_buttons(page)
    assert "Vera Lang" in said(page.detail)


def test_that_escape_leads_back_to_the_list(opened: Opened, shop: Shop) -> None:
    for number in ("K-1", "K-2"):
        bad(shop, number)
    _window, page = at(opened, shop)
    QTest.keyClick(page.detail, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.list
    assert page.list.table.current_row().name == "PR-1"
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.heading.text() == "Problem PR-1"


def test_that_a_proof_that_is_refuted_says_so(opened: Opened, shop: Shop) -> None:
    bad(shop, "K-1")
    own(shop, days(1))
    claim(shop, days(1), "New burner")
    verify(shop, days(1))
    bad(shop, "K-2", days(3))
    _window, page = at(opened, shop)
    assert "Did not hold" in badges(page)
    assert "Refuted: goods made on 4 Nov 2026 had it again." in said(page)
    assert "Refutes: the fix claimed by Mira Ilić" in said(page)
