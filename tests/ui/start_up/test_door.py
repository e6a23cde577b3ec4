"""The door: who is offered, who comes in, in which language and at which site."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.i18n import language
from qc_desk.services import keys, people
from qc_desk.settings import Settings
from qc_desk.storage.database import open_database
from tests.checked_shop import AT, PASSWORDS, Shop
from tests.ui.start_kit import started
from tests.ui.start_up.at_the_door import SLOW, be, door, sign_in, wait_for


@pytest.mark.usefixtures("shop")
def test_that_a_shop_opens_at_its_door_with_everybody_who_has_a_key(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        tiles = door(qtbot, start).screen.tiles
        assert [t.text() for t in tiles] == [
            "Ana Kovač",
            "Marko Jurić",
            "Mira Ilić",
            "Vera Lang",
            "Јелена Петровић",
        ]
        assert [t.tile.role for t in tiles][:3] == ["inspector", "lead", "owner"]
        assert start.window.presence.person is None


@pytest.mark.usefixtures("shop")
def test_that_a_right_password_leads_to_today(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert start.window.place == "today"
        assert start.window.status.site.words.text() == "Novi Sad"
        assert start.window.presence.person is not None
        assert start.window.presence.person.roles == frozenset({"inspector"})


@pytest.mark.usefixtures("shop")
def test_that_wrong_passwords_are_told_after_the_right_one(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        for _try in range(2):
            sign_in(qtbot, start, "Ana Kovač", "not this one at all")
            answer = door(qtbot, start).screen.answer
            wait_for(qtbot, answer, "not right")
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        said = start.window.bar.message
        assert said is not None
        assert said.headline.startswith("2 wrong passwords were typed for Ana Kovač")
        start.window.messages.clear()
        start.window.lock_asked.emit()
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert start.window.bar.message is None


@pytest.mark.usefixtures("shop")
def test_that_each_person_is_spoken_to_in_their_language(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Јелена Петровић", PASSWORDS["jelena"])
        assert language().code == "sr"
        start.window.lock_asked.emit()
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert language().code == "en"
        assert start.window.rail.buttons["today"].text() == "&Today"


@pytest.mark.usefixtures("shop")
def test_that_another_person_begins_at_today_and_the_same_one_where_they_were(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        start.window.go_to("batches")
        QTest.keyClick(start.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert start.window.place == "batches"
        start.window.lock_asked.emit()
        be(qtbot, start, "Marko Jurić", PASSWORDS["marko"])
        assert start.window.place == "today"


@pytest.mark.usefixtures("shop")
def test_that_who_works_at_several_sites_chooses_one_and_finds_it_again(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        offered = start.window.status.sites
        assert offered.isVisible()
        assert offered.text() == "Novi Sad"
        menu = offered.menu()
        next(act for act in menu.actions() if act.text() == "Zagreb").trigger()
        assert offered.text() == "Zagreb"
        assert start.window.presence.person is not None
        assert start.window.presence.person.roles == frozenset({"lead"})
    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        assert start.window.status.sites.text() == "Zagreb"


@pytest.mark.usefixtures("shop")
def test_that_who_works_at_one_site_is_offered_no_choice(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Mira Ilić", PASSWORDS["mira"])
        start.window.lock_asked.emit()
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        assert not start.window.status.sites.isVisible()


@pytest.mark.usefixtures("shop")
def test_that_a_dialog_does_not_stay_readable_over_the_lock(
    qtbot: QtBot, settings: Settings
) -> None:
    with started(qtbot, settings) as start:
        be(qtbot, start, "Ana Kovač", PASSWORDS["ana"])
        dialog = QDialog(start.window)
        dialog.open()
        assert start.door is not None
        start.door.idle.idled.emit()
        assert door(qtbot, start).screen.isVisible()
        assert not dialog.isVisible()


def test_that_somebody_without_a_role_is_told_whom_to_ask(
    qtbot: QtBot, settings: Settings, shop: Shop
) -> None:
    database = open_database(settings.data)
    with database.writing() as session:
        people.set_roles(session, shop.ids["vera"], set(), shop.ids["mira"], AT)
    database.close()
    with started(qtbot, settings) as start:
        sign_in(qtbot, start, "Vera Lang", PASSWORDS["vera"])
        screen = door(qtbot, start).screen
        qtbot.waitUntil(lambda: "no role at any site" in screen.answer.text(), timeout=SLOW)


@pytest.mark.usefixtures("shop")
def test_that_a_wait_lasts_across_a_restart(qtbot: QtBot, settings: Settings) -> None:
    database = open_database(settings.data)
    with database.reading() as session:
        ana = people.person_of_login(session, "ana")
    for _try in range(3):
        with pytest.raises(Exception, match="not right"):
            keys.unlock(database, ana, "wrong wrong wrong", datetime.now(UTC))
    for wait in (2, 4):
        with database.writing() as session:  # two more, as if tried after each wait
            from qc_desk.services.acts import acting  # noqa: PLC0415

            person = acting(session, "test.wrong", ana, datetime.now(UTC))
            person.wrong_passwords += wait
            person.last_wrong_at = datetime.now(UTC)
    database.close()
    with started(qtbot, settings) as start:
        tile = next(t for t in door(qtbot, start).screen.tiles if t.text() == "Ana Kovač")
        assert tile.tile.wait > 0
