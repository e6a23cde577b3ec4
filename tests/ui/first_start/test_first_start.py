"""The first start: a shop is founded, or the sample is opened; nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qc_desk.domain.vocabulary import Role, VersionStatus
from qc_desk.i18n import language
from qc_desk.services import first_start, keys, people, sample_shop, sites
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.settings import Settings
from qc_desk.ui.first_start import FirstStart
from qc_desk.ui.first_start.password_pair import SHORTEST
from qc_desk.ui.first_start.suggestions import code_for, login_for
from qc_desk.ui.start_up import StartUp
from tests.checked_shop import AT, sealed
from tests.shop_window import file_dialogs_give
from tests.ui.start_kit import private_settings, started

LEFT = Qt.MouseButton.LeftButton
SLOW = 15_000
PASSWORD = "river button candle seven"


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Reports of bugs; there are none."""
    found = private_settings(monkeypatch, tmp_path / "config")
    yield found
    assert found == []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "shop", theme="light")


@pytest.fixture
def start(qtbot: QtBot, settings: Settings) -> Iterator[StartUp]:
    with started(qtbot, settings) as up:
        yield up


@pytest.fixture
def first(qtbot: QtBot, start: StartUp) -> FirstStart:
    return _first(qtbot, start)


def _first(qtbot: QtBot, start: StartUp) -> FirstStart:
    qtbot.waitUntil(lambda: isinstance(start.on_top, FirstStart), timeout=SLOW)
    assert isinstance(start.on_top, FirstStart)
    start.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is start.window)
    return start.on_top


def _fill(first: FirstStart) -> None:
    """Type everything but the password."""
    form = first.form
    form.organisation.set_text("Keramika d.o.o.")
    form.site.set_text("Novi Sad")
    form.fields["time_zone"].set_text("Europe/Belgrade")
    form.owner.set_text("Đorđe Ilić")


def _type_passwords(first: FirstStart, password: str = PASSWORD) -> None:
    first.form.passwords.first.set_text(password)
    first.form.passwords.second.set_text(password)


def _found(qtbot: QtBot, first: FirstStart) -> None:
    _fill(first)
    _type_passwords(first)
    QTest.mouseClick(first.found, LEFT)
    qtbot.waitUntil(lambda: hasattr(first, "steps"), timeout=SLOW)


def _said(first: FirstStart) -> str:
    return "\n".join(each.text() for each in first.findChildren(QLabel) if each.isVisible())


def test_that_a_founded_shop_has_its_owner_site_and_key(
    qtbot: QtBot, start: StartUp, first: FirstStart
) -> None:
    _found(qtbot, first)
    records = start.window.records
    shop = records.read(first_start.organisation)
    assert shop is not None
    assert (shop.name, shop.language, shop.is_sample) == ("Keramika d.o.o.", "en", False)
    (owner,) = records.read(people.people_rows)
    assert (owner.name, owner.login, owner.has_key) == ("Đorđe Ilić", "dorde", True)
    assert [held.role for held in owner.roles] == [Role.OWNER]
    (site,) = records.read(sites.site_rows)
    assert (site.code, site.name, site.time_zone) == ("NS", "Novi Sad", "Europe/Belgrade")
    assert keys.unlock(records.desk, owner.id, PASSWORD, records.now()).wrong_before == 0


def test_that_the_owner_is_at_work_at_once(
    qtbot: QtBot, start: StartUp, first: FirstStart
) -> None:
    _found(qtbot, first)
    QTest.mouseClick(first.steps.today, LEFT)
    assert start.window.place == "today"
    assert start.window.presence.person is not None
    assert start.window.presence.person.roles == frozenset({"owner"})
    assert not first.isVisible()


def test_that_the_first_thing_to_do_is_to_add_a_second_person(
    qtbot: QtBot, first: FirstStart
) -> None:
    _found(qtbot, first)
    assert "1. Add a second person" in _said(first)
    asked: list[tuple[object, ...]] = []
    first.finished.disconnect()
    first.finished.connect(lambda *facts: asked.append(facts))
    QTest.mouseClick(first.steps.people, LEFT)
    assert [facts[1:] for facts in asked] == [("settings", ("people", "new"))]


def test_that_starter_checklists_come_into_force_with_the_reason_kept(
    qtbot: QtBot, start: StartUp, first: FirstStart
) -> None:
    _found(qtbot, first)
    assert not first.steps.take.isEnabled()
    box, row = first.steps.choices[0]
    box.click()
    QTest.mouseClick(first.steps.take, LEFT)
    qtbot.waitUntil(first.steps.taken.isVisible, timeout=SLOW)
    (taken,) = start.window.records.read(checklist_rows)
    assert taken.code == row.code
    assert taken.newest_status is VersionStatus.EFFECTIVE
    assert not box.isEnabled()


def test_that_every_missing_field_is_marked_and_the_first_has_the_keyboard(
    first: FirstStart,
) -> None:
    QTest.mouseClick(first.found, LEFT)
    assert _said(first).count("This is needed.") >= 4
    assert first.form.organisation.editor.hasFocus()


def test_that_a_weak_password_founds_nothing(start: StartUp, first: FirstStart) -> None:
    _fill(first)
    _type_passwords(first, "password1234")
    QTest.mouseClick(first.found, LEFT)
    assert start.window.records.read(first_start.organisation) is None
    assert first.form.passwords.first.editor.hasFocus()


@pytest.mark.parametrize(
    ("typed", "again", "long", "hard", "same"),
    [
        ("", "", False, False, False),
        ("river", "", False, False, False),
        ("river button", "river", True, True, False),
        ("river button", "river button", True, True, True),
        ("river button", "river butter", True, True, False),
        ("password1234", "password1234", True, False, True),
        ("Keramika d.o.o.", "Keramika d.o.o.", True, False, True),
    ],
)
def test_that_the_rules_are_ticked_off_while_typing(
    first: FirstStart, typed: str, again: str, long: bool, hard: bool, same: bool
) -> None:
    _fill(first)
    pair = first.form.passwords
    pair.first.set_text(typed)
    pair.second.set_text(again)
    assert (pair.long.kept, pair.hard.kept, pair.same.kept) == (long, hard, same)


def test_that_the_window_and_the_services_ask_for_the_same_length() -> None:
    assert SHORTEST == keys.SHORTEST_PASSWORD


def test_that_a_refusal_keeps_everything_that_was_typed(
    qtbot: QtBot, start: StartUp, first: FirstStart
) -> None:
    _fill(first)
    _type_passwords(first)
    with start.window.records.desk.writing() as session:  # another place was quicker
        first_start.found_shop(session, _elsewhere(), sealed("mira"), AT)
    QTest.mouseClick(first.found, LEFT)
    qtbot.waitUntil(lambda: "There is already a organisation" in _said(first), timeout=SLOW)
    assert first.form.organisation.text() == "Keramika d.o.o."
    assert first.form.passwords.ready
    assert first.form.isEnabled()


def _elsewhere() -> first_start.Founding:
    return first_start.Founding(
        organisation="Emajl d.o.o.",
        address="",
        language="sr",
        site_code="ZG",
        site="Zagreb",
        time_zone="Europe/Zagreb",
        owner="Mira Ilić",
        login="mira",
    )


def test_that_what_was_typed_survives_closing_the_window(qtbot: QtBot, settings: Settings) -> None:
    with started(qtbot, settings) as up:
        first = _first(qtbot, up)
        _fill(first)
        _type_passwords(first)
        first.form.keep_draft()
    assert PASSWORD not in (settings.data / "drafts.json").read_text(encoding="utf-8")
    with started(qtbot, settings) as up:
        form = _first(qtbot, up).form
        assert (form.organisation.text(), form.owner.text(), form.login.text()) == (
            "Keramika d.o.o.",
            "Đorđe Ilić",
            "dorde",
        )


def test_that_another_language_is_spoken_at_once_and_nothing_is_lost(
    qtbot: QtBot, first: FirstStart
) -> None:
    _fill(first)
    _type_passwords(first)
    before = first.form
    first.form.tongue.choose("sr")
    qtbot.waitUntil(lambda: first.form is not before)
    assert language().code == "sr"
    assert first.form.organisation.text() == "Keramika d.o.o."
    assert first.form.passwords.ready
    assert first.form.founding().language == "sr"


def test_that_a_typed_login_is_not_overwritten(first: FirstStart) -> None:
    first.form.owner.set_text("Ana")
    first.form.login.set_text("boss")
    first.form.owner.set_text("Ana Kovač")
    assert first.form.login.text() == "boss"


@pytest.mark.parametrize(
    ("name", "login"),
    [("Ana Kovač", "ana"), ("Şükrü Öz", "sukru"), ("Јелена П.", "јелена"), ("", ""), ("  ", "")],
)
def test_that_a_login_is_suggested_from_a_name(name: str, login: str) -> None:
    assert login_for(name) == login


@pytest.mark.parametrize(
    ("site", "code"), [("Novi Sad", "NS"), ("Zagreb", "ZAG"), ("Hall 2 north", "H2N"), ("", "")]
)
def test_that_a_code_is_suggested_from_a_site(site: str, code: str) -> None:
    assert code_for(site) == code


def test_that_the_time_zone_of_the_computer_is_chosen(
    qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QTimeZone, "systemTimeZoneId", staticmethod(lambda: b"Asia/Almaty"))
    monkeypatch.setattr(
        "qc_desk.ui.first_start.suggestions.QTimeZone.systemTimeZoneId",
        staticmethod(lambda: _Id(b"Asia/Almaty")),
    )
    with started(qtbot, settings) as up:
        assert _first(qtbot, up).form.fields["time_zone"].value() == "Asia/Almaty"


class _Id:
    def __init__(self, name: bytes) -> None:
        self._name = name

    def data(self) -> bytes:
        return self._name


def test_that_the_sample_shop_opens_at_its_door_with_its_password(
    qtbot: QtBot, start: StartUp, first: FirstStart
) -> None:
    QTest.mouseClick(first.sample.open, LEFT)
    assert not first.form.isEnabled()
    qtbot.waitUntil(lambda: first.sample.bar.maximum() == 40, timeout=60_000)
    qtbot.waitUntil(
        lambda: start.door is not None and start.door.screen.isVisible(), timeout=180_000
    )
    assert start.door is not None
    assert len(start.door.screen.tiles) == 6
    assert sample_shop.PASSWORD in start.door.screen.note.text()


def test_that_a_record_in_another_folder_can_be_chosen(
    qtbot: QtBot,
    start: StartUp,
    first: FirstStart,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_dialogs_give(monkeypatch, tmp_path / "elsewhere")
    QTest.mouseClick(first.move_away, LEFT)
    qtbot.waitUntil(lambda: start.on_top is not first, timeout=SLOW)
    assert str(tmp_path / "elsewhere") in _said(_first(qtbot, start))
