"""Settings for what goes out: the mail server, and the organisation's certificate."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from qc_desk import settings
from qc_desk.services.certificates import certificates, keep_certificate, make_certificate
from qc_desk.services.signing_rules import SigningChoice, signing_rule
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.settings.certificate import ImportDialog, MakeDialog
from qc_desk.ui.settings.entry_panel import EntryPanel
from tests.checked_shop import AT, Shop
from tests.integration.services.test_certificates import issuer_and_leaf, packed
from tests.shop_window import press, said, when_asked
from tests.ui.settings.conftest import Go

PASSWORD = "kettle under the stairs"


def test_that_the_mail_server_is_kept_for_the_workstation(go: Go, window: MainWindow) -> None:
    section = go("mail")
    assert isinstance(section.panel, EntryPanel)
    fields = section.panel.form.fields
    fields["mail_from"].set_text("no address")
    press(section, "Sa&ve")
    assert "write one address" in said(window)
    assert settings.load(environment={}).mail_from == ""
    for name, text in (
        ("mail_from", "qa@keramika.example"),
        ("mail_host", "mail.keramika.example"),
        ("mail_port", "465"),
        ("mail_login", "qa"),
        ("outbox", "/srv/out"),
    ):
        fields[name].set_text(text)
    security = fields["mail_security"]
    assert isinstance(security, ChoiceField)
    security.choose("tls")
    press(section, "Sa&ve")
    kept = settings.load(environment={})
    assert (kept.mail_from, kept.mail_host) == ("qa@keramika.example", "mail.keramika.example")
    assert (kept.mail_port, kept.mail_security, kept.mail_login) == (465, "tls", "qa")
    assert kept.outbox == "/srv/out"
    assert not section.typing


def test_that_an_owner_makes_a_certificate(
    go: Go, window: MainWindow, shop: Shop, qtbot: QtBot
) -> None:
    section = go("certificate")
    assert "There is none yet." in said(section)

    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, MakeDialog)
        assert not dialog.deed.isEnabled()
        dialog.years.set_text("5")
        dialog.pair.first.set_text(PASSWORD)
        dialog.pair.second.set_text(PASSWORD)
        assert dialog.deed.isEnabled()
        dialog.begin()

    when_asked(make)
    press(section, "Make one…")
    qtbot.waitUntil(lambda: "Issued to" in said(section), timeout=20_000)
    assert "Keramika d.o.o." in said(section)
    assert "itself" in said(section)
    with shop.database.reading() as session:
        assert len(certificates(session)) == 1
    assert "is in force" in said(window)


def test_that_a_certificate_is_imported(
    go: Go, shop: Shop, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, leaf, key = issuer_and_leaf()
    file = tmp_path / "qa.p12"
    file.write_bytes(packed(key, leaf, [root]))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(file), ""))
    section = go("certificate")

    def bring(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        dialog.its.set_text("wrong")
        dialog.pair.first.set_text(PASSWORD)
        dialog.pair.second.set_text(PASSWORD)
        dialog.begin()
        qtbot.waitUntil(lambda: "its password is another one" in said(dialog), timeout=20_000)
        dialog.its.set_text("its own")
        dialog.begin()

    when_asked(bring)
    press(section, "Import…")
    qtbot.waitUntil(lambda: "Authority" in said(section), timeout=20_000)
    with shop.database.reading() as session:
        assert [each.name for each in certificates(session)] == ["Keramika"]


@pytest.mark.parametrize("who", ["ana"])
def test_that_others_only_see_the_certificate(go: Go) -> None:
    section = go("certificate")
    assert not section.make.isVisible()
    assert not section.bring.isVisible()
    assert "owner" in said(section)


def test_that_an_owner_chooses_when_it_is_signed(go: Go, window: MainWindow, shop: Shop) -> None:
    new = make_certificate("Keramika", 5, PASSWORD, min(AT, datetime.now(UTC)))
    with shop.database.writing() as session:
        keep_certificate(session, new, shop.ids["mira"], AT)
    section = go("certificate")
    tick = section.at_issue
    tick.click()
    assert "Every report is signed" in said(window)
    assert section.at_issue is tick  # the keyboard stays where it was
    section.each.click()
    with shop.database.reading() as session:
        assert signing_rule(session).choice == SigningChoice(at_issue=True, each_sign_off=True)
    section.at_issue.click()
    assert "Only what somebody asks for is signed." in said(window)
    assert not section.at_issue.isChecked()
    assert section.each.isChecked()


@pytest.mark.parametrize("who", ["ana"])
def test_that_others_only_see_when_it_is_signed(go: Go, shop: Shop) -> None:
    new = make_certificate("Keramika", 5, PASSWORD, min(AT, datetime.now(UTC)))
    with shop.database.writing() as session:
        keep_certificate(session, new, shop.ids["mira"], AT)
    assert not go("certificate").at_issue.isEnabled()
