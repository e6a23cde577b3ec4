"""Sending a report from the window: each way, what is noted, and what becomes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from qc_desk import settings
from qc_desk.domain.delivery_words import DeliveryStanding, DeliveryWay
from qc_desk.domain.loop_words import Channel
from qc_desk.services import certificates
from qc_desk.services.certificates import make_certificate
from qc_desk.services.deliveries import DeliveryRow, deliveries_of
from qc_desk.services.verify_evidence import check_bundle
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.reports import ReportsPage, sending
from qc_desk.ui.reports.deliveries import ReceiptDialog
from qc_desk.ui.reports.send_dialog import SendDialog
from tests.checked_shop import AT, Shop
from tests.mail_room import LOGIN, PASSWORD, certificate, mail_room
from tests.shop_window import press, said, when_asked


@pytest.fixture(autouse=True)
def workstation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(sending, "_draft_place", lambda: tmp_path / "drafts")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What other programs were asked to open."""
    found: list[str] = []

    def open_(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_)
    return found


def send(page: ReportsPage, fill: Callable[[SendDialog], None]) -> None:
    def deal(dialog: QDialog) -> None:
        assert isinstance(dialog, SendDialog)
        fill(dialog)
        assert dialog.deed.isEnabled()
        dialog.deed.click()

    when_asked(deal)
    press(page, "Send…")


def noted(shop: Shop, report_id: int) -> list[DeliveryRow]:
    with shop.database.reading() as session:
        return deliveries_of(session, [report_id])


def wait(page: ReportsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.kit.jobs.running, timeout=20_000)


def test_that_a_draft_is_opened_confirmed_and_its_receipt_noted(
    read: ReportsPage, shop: Shop, issued: int, opened: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    assert not read.reader.deliveries.isVisible()

    def fill(dialog: SendDialog) -> None:
        assert dialog.name.text() == "Jingdezhen Kiln 4"
        assert dialog.way.value() is DeliveryWay.DRAFT
        assert not dialog.deed.isEnabled()
        dialog.email.set_text("wu@kiln4.example")
        assert dialog.deed.text() == "Make the draft"
        assert not dialog.signs.isVisible()

    send(read, fill)
    wait(read, qtbot)
    assert opened == [str(tmp_path / "drafts" / "IR-NS-00001.eml")]
    assert b"X-Unsent: 1" in Path(opened[0]).read_bytes()
    assert "made, not yet sent" in [each.standing.label for each in noted(shop, issued)]
    assert "Jingdezhen Kiln 4 · e-mail draft" in said(read)
    press(read.reader.deliveries, "It was sent")
    assert noted(shop, issued)[0].standing is DeliveryStanding.SENT

    def confirm(dialog: QDialog) -> None:
        assert isinstance(dialog, ReceiptDialog)
        assert not dialog.deed.isEnabled()
        dialog.who.set_text("Mr Wu")
        dialog.how.choose(Channel.PHONE)
        dialog.note.set_text("will look into it")
        dialog.deed.click()

    when_asked(confirm)
    press(read.reader.deliveries, "Receipt confirmed…")
    (row,) = noted(shop, issued)
    assert row.standing is DeliveryStanding.ACKNOWLEDGED
    assert (row.events[1].who, row.events[1].note) == ("Mr Wu", "will look into it")
    assert "confirmed by Mr Wu" in said(read)


def test_that_a_draft_that_is_not_sent_says_why(
    read: ReportsPage, shop: Shop, issued: int, opened: list[str], qtbot: QtBot
) -> None:
    send(read, lambda dialog: dialog.email.set_text("wu@kiln4.example"))
    wait(read, qtbot)
    assert len(opened) == 1

    def deal(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.chips[1].click()
        dialog.deed.click()

    when_asked(deal)
    press(read.reader.deliveries, "Not sent…")
    (row,) = noted(shop, issued)
    assert (row.standing, row.events[0].note) == (DeliveryStanding.DROPPED, "Sent another way.")


def test_that_a_report_goes_into_the_folder_of_the_settings(
    read: ReportsPage, shop: Shop, issued: int, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.save(settings.Settings(tmp_path, outbox=str(tmp_path / "out")))
    send(read, lambda dialog: dialog.way.choose(DeliveryWay.FOLDER))
    wait(read, qtbot)
    (row,) = noted(shop, issued)
    assert row.standing is DeliveryStanding.SENT
    file = tmp_path / "out" / "Jingdezhen Kiln 4" / "IR-NS-00001.pdf"
    assert file.read_bytes() == read.reader.pdf


def test_that_a_folder_is_asked_for_where_none_is_set_and_remembered_is_the_way(
    read: ReportsPage,
    shop: Shop,
    issued: int,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places = iter(["", str(tmp_path / "out")])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: next(places))
    send(read, lambda dialog: dialog.way.choose(DeliveryWay.FOLDER))
    wait(read, qtbot)
    assert noted(shop, issued) == []

    def fill(dialog: SendDialog) -> None:
        assert dialog.way.value() is DeliveryWay.FOLDER

    send(read, fill)
    wait(read, qtbot)
    assert len(noted(shop, issued)) == 1


def test_that_a_report_is_saved_with_the_organisations_signature(
    read: ReportsPage,
    shop: Shop,
    issued: int,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with shop.database.writing() as session:
        new = make_certificate("Keramika", 5, "kettle under the stairs", AT)
        certificates.keep_certificate(session, new, shop.ids["mira"], AT)
    target = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))

    def fill(dialog: SendDialog) -> None:
        dialog.way.choose(DeliveryWay.FILE)
        assert dialog.signs.isVisible()
        dialog.signs.setChecked(True)
        assert not dialog.deed.isEnabled()
        dialog.certificate_password.set_text("kettle under the stairs")

    send(read, fill)
    qtbot.waitUntil(lambda: bool(noted(shop, issued)), timeout=30_000)
    wait(read, qtbot)
    assert target.read_bytes().startswith(read.reader.pdf)
    assert len(target.read_bytes()) > len(read.reader.pdf)
    assert not noted(shop, issued)[0].is_original
    assert "signed copy" in said(read)


def test_that_a_wrong_password_of_the_certificate_sends_nothing(
    read: ReportsPage, shop: Shop, issued: int, opened: list[str], qtbot: QtBot
) -> None:
    with shop.database.writing() as session:
        new = make_certificate("Keramika", 5, "kettle under the stairs", AT)
        certificates.keep_certificate(session, new, shop.ids["mira"], AT)

    def fill(dialog: SendDialog) -> None:
        dialog.email.set_text("wu@kiln4.example")
        dialog.signs.setChecked(True)
        dialog.certificate_password.set_text("another one")

    send(read, fill)
    wait(read, qtbot)
    assert (noted(shop, issued), opened) == ([], [])
    assert "not the password of the organisation's certificate" in said(read.window())


def test_that_mail_is_sent_by_the_program(
    read: ReportsPage,
    shop: Shop,
    issued: int,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "trusted.pem").write_bytes(certificate()[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    with mail_room(tmp_path) as room:
        kept = settings.Settings(
            tmp_path,
            mail_host="localhost",
            mail_port=room.port,
            mail_login=LOGIN,
            mail_from=LOGIN,
        )
        settings.save(kept)

        def fill(dialog: SendDialog) -> None:
            dialog.way.choose(DeliveryWay.EMAIL)
            dialog.email.set_text("wu@kiln4.example")
            assert not dialog.deed.isEnabled()
            dialog.mail_password.set_text(PASSWORD)

        send(read, fill)
        wait(read, qtbot)
    assert len(room.got) == 1
    assert noted(shop, issued)[0].standing is DeliveryStanding.SENT
    assert "IR-NS-00001 was sent to Jingdezhen Kiln 4." in said(read.window())


def test_that_without_a_mail_server_the_way_is_said(
    read: ReportsPage, shop: Shop, issued: int, qtbot: QtBot
) -> None:
    def fill(dialog: SendDialog) -> None:
        dialog.way.choose(DeliveryWay.EMAIL)
        dialog.email.set_text("wu@kiln4.example")

    send(read, fill)
    wait(read, qtbot)
    assert noted(shop, issued) == []
    assert "No mail server is set" in said(read.window())


def test_that_evidence_is_saved(
    read: ReportsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "evidence"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    press(read, "Evidence…")
    wait(read, qtbot)
    content = target.with_suffix(".zip").read_bytes()
    assert check_bundle("evidence.zip", content).findings == ()
    assert "The evidence for IR-NS-00001 is saved." in said(read.window())


def test_that_all_reports_of_the_list_are_exported(
    page: ReportsPage,
    shop: Shop,
    issued: int,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop.approve(shop.checked_twice("L-2"))
    page.reload()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "all"))
    press(page, "Export…")
    wait(page, qtbot)
    names = sorted(each.name for each in (tmp_path / "all").iterdir())
    assert names == ["IR-NS-00001.pdf", "IR-NS-00002.pdf"]
    assert "2 reports are there." in said(page.window())
    page.open(issued)
    assert not page.export.isVisible()
    page.show_list()
    assert page.export.isVisible()
