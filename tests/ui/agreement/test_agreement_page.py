"""The agreement of inspectors, item by item, driven by clicks on a real record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.i18n import N_
from qc_desk.ui.agreement import AgreementPage, build
from qc_desk.ui.pages import Kit, Page, Place
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop
from tests.shop_window import open_shop, open_window, said


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


def places() -> list[Place]:
    def manual(kit: Kit) -> Page:
        return Page(kit, "Manual")

    return [
        Place("agreement", N_("Agreement"), "git-compare", build),
        Place("manual", N_("Ma&nual"), "book-open", manual),
    ]


def test_that_the_page_says_what_to_do_while_there_is_nothing(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    with open_window(qtbot, theme, shop, places(), "mira") as window:
        page = window.page
        assert isinstance(page, AgreementPage)
        assert page.agreement.rows.rowCount() == 0
        assert not page.agreement.write_out.isEnabled()
        assert not page.agreement.said.isVisible()


def test_that_items_are_listed_and_the_chosen_one_is_explained(
    qtbot: QtBot, theme: Theme, shop: Shop
) -> None:
    for number in range(2):
        shop.approve(shop.checked_twice(f"A{number}"))
    with open_window(qtbot, theme, shop, places(), "mira") as window:
        page = window.page
        assert isinstance(page, AgreementPage)
        rows = page.agreement.rows
        cells = [[str(rows.index(row, column).data()) for column in range(5)] for row in range(3)]
        assert cells[0] == ["glaze  Glaze is even and free of cracks", "Mugs", "2", "100 %",
                            "Not said"]  # fmt: skip
        page.agreement.table.setCurrentIndex(rows.index(2, 0))
        told = said(page.agreement.said)
        assert "Looked at twice 2 times: kappa takes 30." in told
        assert "Both pass: 2" in told
        for person in ("Ana", "Јелена"):
            assert person not in said(page)


def test_that_the_table_is_written_out(
    qtbot: QtBot, theme: Theme, shop: Shop, tmp_path: Path
) -> None:
    shop.approve(shop.checked_twice())
    file = tmp_path / "agreement.xlsx"
    with open_window(qtbot, theme, shop, places(), "mira") as window:
        page = window.page
        assert isinstance(page, AgreementPage)
        page.agreement.write(file)
        qtbot.waitUntil(lambda: file.exists() and not window.jobs.running)
        assert "agreement.xlsx is written; rows: 3." in said(window)


def test_that_the_tabs_lead_to_the_other_parts(qtbot: QtBot, theme: Theme, shop: Shop) -> None:
    with open_window(qtbot, theme, shop, places(), "mira") as window:
        page = window.page
        assert isinstance(page, AgreementPage)
        QTest.mouseClick(page.tabs.tabs["manual"], Qt.MouseButton.LeftButton)
        assert window.place == "manual"
