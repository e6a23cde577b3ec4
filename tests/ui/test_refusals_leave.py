"""A refusal is about a page and for a person: it goes with either, and typed text stays."""

import pytest
from PySide6.QtTest import QTest

from qc_desk.domain.refusals import QcError
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Page
from tests.ui.conftest import ANA, MILAN, NotePage


class RefusedError(QcError):
    """A refusal."""

    sentence = "Ana did the first check. The answers are kept."


@pytest.fixture
def refused(window: MainWindow, page: NotePage) -> MainWindow:
    """A window with something typed, and a refusal about its first page."""
    page.note.setText("seam open")
    window.messages.refuse(RefusedError())
    QTest.qWait(1)
    assert window.bar.message is not None
    return window


def test_that_a_refusal_goes_when_its_page_is_left(refused: MainWindow, page: NotePage) -> None:
    refused.go_to("today")
    assert refused.bar.message is not None
    refused.go_to("batches")
    assert refused.bar.message is None
    assert page.note.text() == "seam open"


def test_that_a_refusal_goes_when_another_person_comes(
    refused: MainWindow, page: NotePage
) -> None:
    refused.presence.sign_out()
    refused.presence.sign_in(ANA)
    assert refused.bar.message is not None
    refused.presence.sign_in(MILAN)
    assert refused.bar.message is None
    assert page.note.text() == "seam open"


def test_that_a_refusal_on_the_way_to_a_page_comes_along(window: MainWindow, page: Page) -> None:
    window.messages.refuse(RefusedError())
    window.go_to("batches")
    assert window.bar.message is not None
    QTest.qWait(1)
    window.go_to("today")
    assert window.bar.message is None
    assert window.page is page


def test_that_what_is_about_the_shop_stays(window: MainWindow) -> None:
    window.messages.refuse(RefusedError(), stays=True)
    window.messages.warn("One wrong password was typed.")
    QTest.qWait(1)
    window.go_to("batches")
    window.presence.sign_in(MILAN)
    assert window.bar.message is not None
    window.bar.dismiss()
    assert window.bar.message is not None
