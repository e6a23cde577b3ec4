"""Reports that wait for the organisation's signature, and the certificate that stays open."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from qc_desk.reports import print_paper
from qc_desk.services.certificates import keep_certificate, make_certificate
from qc_desk.services.issued_reports import Reissue, reissue
from qc_desk.services.organisation_signatures import leaving
from qc_desk.services.signing_rules import SigningChoice, choose_signing
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.reports import ReportsPage
from qc_desk.ui.reports.send_dialog import SendDialog
from qc_desk.ui.reports.signing import SealDialog
from tests.checked_shop import AT, Shop
from tests.shop_window import press, said, shown_buttons, when_asked

PASSWORD = "kettle under the stairs"


@pytest.fixture
def waiting(shop: Shop, page: ReportsPage, issued: int) -> int:
    """The report of batch L-1, which waits for the signature."""
    signs_at_issue(shop)
    page.reload()
    return issued


def signs_at_issue(shop: Shop, name: str = "Keramika d.o.o.") -> None:
    """Let the organisation sign from now on, with a certificate of its own."""
    new = make_certificate(name, 10, PASSWORD, min(AT, datetime.now(UTC)))
    with shop.database.writing() as session:
        keep_certificate(session, new, shop.ids["mira"], AT)
        choose_signing(session, SigningChoice(at_issue=True), shop.ids["mira"], AT)


def sign(page: ReportsPage, password: str, *, stays: bool = False) -> None:
    """Click the verb and type a password."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SealDialog)
        assert not dialog.deed.isEnabled()
        dialog.password.set_text(password)
        dialog.stays.setChecked(stays)
        dialog.deed.click()

    when_asked(answer)
    press(page, "Sign 1 report…")


def is_signed(shop: Shop, report: int) -> bool:
    with shop.database.reading() as session:
        return leaving(session, report).is_signed


def again(window: MainWindow, shop: Shop, report: int) -> int:
    """Issue a report again, as a page does."""
    wish = Reissue(report_id=report, language="en", reason="In another language.")
    made = window.records.change(
        lambda session: reissue(session, wish, shop.ids["jelena"], AT, print_paper)
    )
    assert made is not None
    return made.id


def test_that_nothing_is_offered_where_nothing_waits(page: ReportsPage, issued: int) -> None:
    page.reload()
    assert issued
    assert not [words for words in shown_buttons(page) if words.startswith("Sign")]


def test_that_a_wrong_password_leaves_it_waiting(
    page: ReportsPage, waiting: int, shop: Shop, qtbot: QtBot
) -> None:
    sign(page, "another kettle elsewhere", stays=True)
    qtbot.waitUntil(lambda: "Nothing was signed." in said(page.window()), timeout=20_000)
    assert page.sign.isVisible()
    assert not page.kit.seal.is_open
    assert not is_signed(shop, waiting)


def test_that_what_waits_is_signed_and_what_is_issued_next(
    page: ReportsPage, window: MainWindow, waiting: int, shop: Shop, qtbot: QtBot
) -> None:
    sign(page, PASSWORD, stays=True)
    qtbot.waitUntil(lambda: "has signed 1 report." in said(window), timeout=20_000)
    assert is_signed(shop, waiting)
    assert not page.sign.isVisible()
    newer = again(window, shop, waiting)
    qtbot.waitUntil(lambda: is_signed(shop, newer), timeout=20_000)
    page.open(newer)
    assert "signed by the organisation" in said(page)
    page.show_list()
    assert not page.sign.isVisible()
    window.kit.seal.shut()
    again(window, shop, newer)
    assert page.sign.isVisible()


def test_that_an_open_certificate_is_let_go_when_another_takes_its_place(
    page: ReportsPage, window: MainWindow, waiting: int, shop: Shop, qtbot: QtBot
) -> None:
    sign(page, PASSWORD, stays=True)
    qtbot.waitUntil(lambda: page.kit.seal.is_open, timeout=20_000)
    signs_at_issue(shop, "Keramika 2")
    newer = again(window, shop, waiting)
    qtbot.waitUntil(lambda: not page.kit.seal.is_open, timeout=20_000)
    assert "Another certificate" in said(window)
    assert not is_signed(shop, newer)


def test_that_what_is_saved_carries_the_signature(
    page: ReportsPage,
    waiting: int,
    shop: Shop,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign(page, PASSWORD)
    qtbot.waitUntil(lambda: is_signed(shop, waiting), timeout=20_000)
    assert not page.kit.seal.is_open
    page.open(waiting)
    qtbot.waitUntil(lambda: 0 in page.reader.sheets.drawn, timeout=10_000)
    target = tmp_path / "signed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    page.reader.save.click()
    qtbot.waitUntil(target.exists, timeout=10_000)
    with shop.database.reading() as session:
        assert target.read_bytes() == leaving(session, waiting).pdf

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SendDialog)
        assert dialog.signed.isVisible()
        assert not dialog.signs.isVisible()
        dialog.reject()

    when_asked(look)
    page.reader.send.click()
