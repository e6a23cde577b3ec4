"""People, their roles and their passwords, and one's own account."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qc_desk import settings
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import language
from qc_desk.services import keys, people
from qc_desk.services.first_start import organisation
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.settings.password_dialog import PasswordDialog
from tests.checked_shop import AT, PASSWORDS, Shop
from tests.shop_window import find, press, said, shown_buttons
from tests.ui.batches.test_prints import shown
from tests.ui.settings.conftest import Go, answer_dialog, table_words, tap

NEW = "seven tall green ladders"


def roles_of(shop: Shop, person_id: int) -> set[Role]:
    with shop.database.reading() as session:
        return {held.role for held in people.person_row(session, person_id).roles}


def opens(shop: Shop, login: str, password: str) -> bool:
    """Whether the password unlocks the person's key."""
    with shop.database.reading() as session:
        locked = keys.locked_key(session, people.person_of_login(session, login), AT)
    return keys.open_key(locked, password) is not None


def ask(section: Any, text: str) -> PasswordDialog:
    """Open the dialog for a password."""
    press(section, text)
    dialog = section.dialog
    assert isinstance(dialog, PasswordDialog)
    assert dialog.isVisible()
    return dialog


def type_twice(dialog: PasswordDialog, password: str) -> None:
    dialog.pair.first.set_text(password)
    dialog.pair.second.set_text(password)


def test_that_a_new_person_gets_roles_and_then_a_password(
    qtbot: QtBot, go: Go, shop: Shop
) -> None:
    section = go("people")
    press(section, "Add a person")
    panel = section.beside.panel
    panel.form.fields["name"].set_text("Petra Đurić")
    assert panel.form.fields["login"].text() == "petra"
    press(section, "Inspector at Novi Sad")
    press(section, "Sa&ve")
    with shop.database.reading() as session:
        petra = people.person_of_login(session, "petra")
    assert roles_of(shop, petra) == {Role.INSPECTOR}
    assert "Without one Petra Đurić cannot sign in." in said(section)
    dialog = ask(section, "Set a password…")
    assert not dialog.deed.isEnabled()
    type_twice(dialog, "petra petra petra")
    assert not dialog.deed.isEnabled()
    type_twice(dialog, NEW)
    press(dialog, "Set the password")
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    assert opens(shop, "petra", NEW)
    assert dialog.pair.password == ""
    rows = {row[0]: row[1] for row in table_words(section.pane.table)}
    assert rows["Petra Đurić"] == "Set"
    assert "Has a password" in [
        each.accessibleName()
        for each in section.findChildren(object)
        if hasattr(each, "accessibleName")
    ]


def test_that_roles_are_toggled_and_the_last_owner_stays(
    go: Go, shop: Shop, window: MainWindow
) -> None:
    section = go("people")
    tap(section.pane.table, "Ana Kovač")
    assert find(section, "Inspector at Novi Sad").isChecked()
    press(section, "Lead at Novi Sad")
    press(section, "Sa&ve")
    assert roles_of(shop, shop.ids["ana"]) == {Role.INSPECTOR, Role.LEAD}
    tap(section.pane.table, "Mira Ilić")
    press(section, "Owner at Novi Sad")
    press(section, "Sa&ve")
    assert window.bar.message is not None
    assert "is the last owner" in window.bar.message.headline
    assert Role.OWNER in roles_of(shop, shop.ids["mira"])


def test_that_typing_a_name_keeps_the_roles_that_are_held(go: Go, shop: Shop) -> None:
    section = go("people")
    tap(section.pane.table, "Ana Kovač")
    section.beside.panel.form.fields["name"].set_text("Ana Kovač-Marić")
    section.beside.close_panel()
    tap(section.pane.table, "Ana Kovač")
    press(section, "Sa&ve")
    assert roles_of(shop, shop.ids["ana"]) == {Role.INSPECTOR}


def test_that_a_retired_person_is_gone_from_the_list_and_comes_back(
    go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "Retire")
    section = go("people")
    tap(section.pane.table, "Vera Lang")
    press(section, "Retire…")
    assert "Vera Lang" not in [row[0] for row in table_words(section.pane.table)]
    section.pane.retired.click()
    tap(section.pane.table, "Vera Lang")
    press(section, "Bring back")
    assert ["Vera Lang", "In use"] in [
        [row[0], row[-1]] for row in table_words(section.pane.table)
    ]


def test_that_a_lone_owner_replaces_a_forgotten_password(qtbot: QtBot, go: Go, shop: Shop) -> None:
    section = go("people")
    tap(section.pane.table, "Ana Kovač")
    dialog = ask(section, "New password…")
    assert not dialog.confirmation.isVisible()
    type_twice(dialog, NEW)
    press(dialog, "Set the password")
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    assert opens(shop, "ana", NEW)
    assert not opens(shop, "ana", PASSWORDS["ana"])


def test_that_a_second_owner_confirms_a_forgotten_password(
    qtbot: QtBot, go: Go, shop: Shop
) -> None:
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["marko"], {(Role.OWNER, 1)}, shop.ids["mira"], AT)
    section = go("people")
    tap(section.pane.table, "Ana Kovač")
    dialog = ask(section, "New password…")
    type_twice(dialog, NEW)
    assert not dialog.deed.isEnabled()
    assert dialog.owner.box.currentText() == "Marko Jurić"
    dialog.confirmation.set_text("not the password of Marko")
    press(dialog, "Set the password")
    qtbot.waitUntil(dialog.refusal.isVisible, timeout=10_000)
    assert "The password of Marko Jurić is not right" in said(dialog)
    assert opens(shop, "ana", PASSWORDS["ana"])
    assert dialog.pair.password == NEW
    dialog.confirmation.set_text(PASSWORDS["marko"])
    press(dialog, "Set the password")
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
    assert opens(shop, "ana", NEW)


@pytest.mark.parametrize("who", ["marko"])
def test_that_only_owners_look_after_people(go: Go) -> None:
    section = go("people")
    assert "Only an owner can change this" in said(section)
    tap(section.pane.table, "Ana Kovač")
    assert not isinstance(section.beside.panel, EntryPanel)
    assert {text for text in shown_buttons(section) if text} == set()


@pytest.mark.parametrize("who", ["ana"])
def test_that_everybody_changes_their_own_password(
    qtbot: QtBot, go: Go, shop: Shop, window: MainWindow
) -> None:
    section = go("account")
    assert "Inspector · Novi Sad" in said(section)
    section.current.set_text("something else entirely")
    section.pair.first.set_text(NEW)
    section.pair.second.set_text(NEW)
    press(section, "Change my password")
    qtbot.waitUntil(lambda: window.bar.message is not None, timeout=10_000)
    assert window.bar.message is not None
    assert "The password of Ana Kovač is not right" in window.bar.message.headline
    assert section.pair.password == NEW
    section.current.set_text(PASSWORDS["ana"])
    press(section, "Change my password")
    qtbot.waitUntil(lambda: section.pair.password == "", timeout=10_000)
    assert opens(shop, "ana", NEW)
    assert not opens(shop, "ana", PASSWORDS["ana"])
    assert section.current.text() == ""


@pytest.mark.parametrize("who", ["vera"])
def test_that_the_window_speaks_the_language_a_person_chooses(
    qtbot: QtBot, go: Go, shop: Shop, window: MainWindow
) -> None:
    section = go("account")
    place = section.tongue.box.findText("Српски")
    section.tongue.box.setCurrentIndex(place)
    qtbot.waitUntil(lambda: window.page is not None and window.page.title == "Подешавања")
    assert language().code == "sr"
    assert window.page.section is window.page.sections["account"]  # type: ignore[union-attr]
    with shop.database.reading() as session:
        assert people.person_row(session, shop.ids["vera"]).language == "sr"


def test_that_an_owner_corrects_the_organisation(go: Go, shop: Shop) -> None:
    section = go("organisation")
    section.panel.form.fields["address"].set_text("Dunavska 1, Novi Sad")
    press(section, "Sa&ve")
    with shop.database.reading() as session:
        found = organisation(session)
    assert found is not None
    assert (found.name, found.address) == ("Keramika d.o.o.", "Dunavska 1, Novi Sad")
    assert not section.panel.form.dirty


@pytest.mark.parametrize("who", ["ana"])
def test_that_others_read_the_organisation(go: Go) -> None:
    section = go("organisation")
    assert "Keramika d.o.o." in said(section)
    assert "Only an owner can change this" in said(section)
    assert shown_buttons(section) == []


def test_that_the_workstation_keeps_what_is_chosen(
    go: Go, window: MainWindow, tmp_path: Path
) -> None:
    section = go("workstation")
    fields = section.panel.form.fields
    fields["theme"].choose("dark")
    fields["idle_minutes"].set_text("61")
    press(section, "Sa&ve")
    assert "Type a whole number from 1 to 60." in said(section)
    assert settings.load(environment={}).idle_minutes == 5
    fields["idle_minutes"].set_text("12")
    press(section, "Sa&ve")
    kept = settings.load(environment={})
    assert (kept.theme, kept.idle_minutes) == ("dark", 12)
    assert window.kit.theme.choice == "dark"
    assert (tmp_path / "config/qc-desk/settings.toml").exists()


def test_that_settings_that_cannot_be_written_are_said(
    go: Go, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "config/qc-desk/settings.toml.new").mkdir(parents=True)
    section = go("workstation")
    section.panel.form.fields["idle_minutes"].set_text("7")
    press(section, "Sa&ve")
    assert window.bar.message is not None
    assert window.bar.message.details == "Is a directory"
    assert section.panel.form.fields["idle_minutes"].text() == "7"


def test_that_a_key_card_is_printed_where_passwords_are_set(
    go: Go, window: MainWindow, shop: Shop, qtbot: QtBot
) -> None:
    section = go("people")
    tap(section.pane.table, "Ana Kovač")
    press(section, "Key card…")
    preview = shown(window, qtbot).sheets.preview
    assert preview is not None
    text = " ".join(preview.text(0).split())
    print_ = shop.key("ana").fingerprint
    assert f"{print_[:4]} {print_[4:8]}" in text
    assert "BEGIN PUBLIC KEY" in text
