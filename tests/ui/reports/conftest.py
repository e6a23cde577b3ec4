"""A shop whose report was printed in earnest, and the reports page open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from qc_desk.domain.reports import Report
from qc_desk.i18n import N_
from qc_desk.reports import print_paper
from qc_desk.storage.database import Database
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Page, Place
from qc_desk.ui.reports import ReportsPage, build
from qc_desk.ui.theme import Theme
from tests.checked_shop import Shop, found
from tests.shop_window import open_shop, open_window


def with_a_report(database: Database) -> Shop:
    """Found a shop that has a report of batch L-1, printed in earnest."""
    made = found(database)
    made.approve(made.checked_twice("L-1"), printer=print_paper)
    return made


@pytest.fixture
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    furnish = with_a_report if "issued" in request.fixturenames else found
    with open_shop(tmp_path, furnish) as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop) -> Iterator[MainWindow]:
    places = [
        Place("reports", N_("&Reports"), "file-text", build),
        Place("second_check", N_("Second c&heck"), "users", lambda kit: Page(kit, "Second")),
    ]
    with open_window(qtbot, theme, shop, places, "jelena") as opened:
        yield opened


@pytest.fixture
def page(window: MainWindow) -> ReportsPage:
    assert isinstance(window.page, ReportsPage)
    return window.page


@pytest.fixture
def issued(shop: Shop) -> int:
    """The report of batch L-1."""
    with shop.database.reading() as session:
        return session.scalars(select(Report.id)).one()


@pytest.fixture
def read(page: ReportsPage, issued: int, qtbot: QtBot) -> ReportsPage:
    """The page with the report open and its first page drawn."""
    page.reload()
    page.open(issued)
    qtbot.waitUntil(lambda: 0 in page.reader.sheets.drawn, timeout=10_000)
    return page
