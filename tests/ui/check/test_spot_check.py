"""A spot check at work: only what is critical or drawn is asked, and the page says why."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import CheckMode
from qc_desk.i18n import N_
from qc_desk.services import inspections, sign_offs
from qc_desk.ui.buttons import Badge
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.pages import Place
from qc_desk.ui.second_check import SecondCheckPage, build
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.integration.services.answering import answer_sheet, look
from tests.long_sheet import open_sheet
from tests.shop_window import open_window, said
from tests.ui.check.check_kit import in_dialog, places, take


def first_done(shop: Shop) -> int:
    """Let Ana check and sign a batch that draws spots; returns its id."""
    sheet = open_sheet(shop, CheckMode.SPOT)
    answer_sheet(shop, sheet.inspection_id, "ana")
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(sheet.batch_id), shop.key("ana"), AT)
    return sheet.batch_id


def opened(shop: Shop, batch_id: int) -> int:
    with shop.database.writing() as session:
        return inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)


def test_that_the_page_asks_what_was_drawn_and_says_why(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    second = opened(shop, first_done(shop))
    rows = look(shop, second)
    assert rows.spot is not None
    with open_window(qtbot, theme, shop, places(), "jelena") as window:
        window.go_to("check", second)
        page = window.page
        assert isinstance(page, CheckPage)
        words = "All critical checks (2), and 2 of the 4 others, drawn by lot (30 %)."
        assert words in said(page)
        lots = []
        for index, item in enumerate(rows.items):
            page.go_to_item(index)
            assert page.view.card.title.text() == item.title
            lots.append(page.view.card.drawn.isVisible())
        assert lots == [item.code != "surface" for item in rows.items]
        page.show_summary()
        assert words in said(page.view.summary)


def test_that_a_check_of_everything_says_nothing_of_lots(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    sheet = open_sheet(shop, CheckMode.SPOT)
    with open_window(qtbot, theme, shop, places(), "ana") as window:
        window.go_to("check", sheet.inspection_id)
        page = window.page
        assert isinstance(page, CheckPage)
        assert not page.view.why.isVisible()
        assert not page.view.card.drawn.isVisible()


def test_that_a_finished_spot_check_is_submitted(qtbot: QtBot, theme: Theme, shop: Shop) -> None:
    second = opened(shop, first_done(shop))
    answer_sheet(shop, second, "jelena")
    with open_window(qtbot, theme, shop, places(), "jelena") as window:
        window.go_to("check", second)
        page = window.page
        assert isinstance(page, CheckPage)
        in_dialog(take("Submit second check"))
        QTest.mouseClick(page.view.summary.finish, Qt.MouseButton.LeftButton)
        assert window.place == "second_check"


def test_that_the_queue_and_the_comparison_say_what_was_drawn(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    batch_id = first_done(shop)
    waiting = [Place("second_check", N_("Second c&heck"), "user-round-check", build)]
    with open_window(qtbot, theme, shop, waiting, "jelena") as window:
        page = window.page
        assert isinstance(page, SecondCheckPage)
        badges = [each.accessibleName() for each in page.findChildren(Badge)]
        assert "Spot check, 30 % drawn by lot" in badges
        second = opened(shop, batch_id)
        answer_sheet(shop, second, "jelena")
        with shop.database.writing() as session:
            inspections.submit_second(session, second, shop.ids["jelena"], AT)
        window.go_to("second_check", batch_id)
        page.both.only.setChecked(False)
        table = page.both.table
        assert table is not None
        model = table.model()
        cells = [
            [str(model.index(row, column).data()) for column in range(4)]
            for row in range(model.rowCount())
        ]
        left_out = [row for row in cells if row[2] == "Not drawn"]
        assert len(left_out) == 2
        assert {row[3] for row in left_out} == {"Not compared"}
        table.setCurrentIndex(model.index(cells.index(left_out[0]), 0))
        assert "not drawn for the spot check" in said(page.both)
