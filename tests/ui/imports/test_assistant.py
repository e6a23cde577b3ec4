"""The mapping assistant: seen and changed by clicks, judged by what it shows and what is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea, QTableWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from qc_desk.bundle import bundled
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import N_
from qc_desk.services.complaint_columns import COMPLAINTS
from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.services.import_mappings import Taken, read_import_mapping
from qc_desk.services.people import people_rows
from qc_desk.services.written_dates import DateForm
from qc_desk.ui.imports import import_complaints
from qc_desk.ui.imports.assistant import Assistant
from qc_desk.ui.imports.intakes import intake_of
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.settings import SettingsPage, build
from qc_desk.ui.settings.tables import TablesSection
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.shop_window import file_dialogs_give, open_shop, open_window, press

NHTSA = Path(__file__).parents[2] / "data/complaints/nhtsa_complaints.tsv"
Open = Callable[[str | Path], Assistant]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path) as made:
        yield made


@pytest.fixture
def who() -> str:
    return "marko"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop, who: str) -> Iterator[MainWindow]:
    places = [Place("settings", N_("&Settings"), "settings", build)]
    with open_window(qtbot, theme, shop, places, who) as opened:
        yield opened


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    assert isinstance(window.page, SettingsPage)
    return window.page


@pytest.fixture
def look_at(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, tmp_path: Path
) -> Iterator[Open]:
    """Open the assistant over a file, and wait until its first rows are shown."""
    opened: list[Assistant] = []

    def act(content: str | Path) -> Assistant:
        file = content if isinstance(content, Path) else tmp_path / "reklamacije.csv"
        if isinstance(content, str):
            file.write_bytes(content.encode("cp1250"))
        made = Assistant(page.kit, window, intake_of("complaints"))
        opened.append(made)
        made.look_at(file)
        made.open()
        qtbot.waitUntil(lambda: made.preview is not None, timeout=30_000)
        return made

    yield act
    for made in opened:
        made.reject()


def kept(shop: Shop) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Complaint)) or 0


def shown(table: QTableWidget, row: int) -> list[str]:
    found = []
    for column in range(table.columnCount()):
        item = table.item(row, column)
        found.append(item.text() if item is not None else "")
    return found


def wait_for_result(qtbot: QtBot, assistant: Assistant) -> None:
    qtbot.waitUntil(lambda: assistant.job is None, timeout=30_000)
    assert assistant.steps.currentWidget() is assistant.result_step


SERBIAN = (
    "Broj;Datum;Kupac;Kanal;Opis;Napomena\n"
    "1;03/04/2026;Kafana;telefon;Šolja je pukla;a\n"
    "2;05/06/2026;Kafana;golub;Ručka;b\n"
)


def test_that_headings_are_understood_and_what_is_unsure_is_asked(look_at: Open) -> None:
    assistant = look_at(SERBIAN)
    assert [each.currentText() for each in assistant.columns.choosers] == [
        "Outside number",
        "Heard at",
        "Customer",
        "Channel",
        "Words of the customer",
        "Not used",
    ]
    assert shown(assistant.columns.cells, 0)[4] == "Šolja je pukla"
    assert assistant.written.encoding.value() == "cp1250"
    assert "Guessed" in assistant.written.encoding.hint.text()
    assert assistant.written.delimiter.hint.text() == ""
    assert "They can be read in several ways" in assistant.written.dates.error.words.text()
    assert not assistant.take.isEnabled()
    assistant.written.dates.choose(DateForm.DAY_FIRST)
    assert assistant.take.isEnabled()
    assert assistant.written.dates.error.words.text() == ""
    row = shown(assistant.understood.table, 0)
    assert "There is no customer “Kafana”" in row[1]


def test_that_rows_are_understood_anew_with_every_choice(look_at: Open) -> None:
    assistant = look_at(SERBIAN)
    assistant.written.dates.choose(DateForm.MONTH_FIRST)
    assistant.constants.make.setChecked(True)
    assert list(assistant.channels.fields) == ["golub", "*"]
    assert shown(assistant.understood.table, 0)[1] == "Will be brought in"
    assert "it is none of" in shown(assistant.understood.table, 1)[1]
    assistant.channels.fields["golub"].choose(Channel.LETTER.value)
    first, second = (shown(assistant.understood.table, row) for row in (0, 1))
    assert (first[1], second[1]) == ("Will be brought in", "Will be brought in")
    assert first[3] == "Kafana (new)"
    assert first[5].startswith("4 Mar 2026")
    remark = assistant.columns.choosers[5]
    remark.setCurrentText("Words of the customer")
    assert shown(assistant.understood.table, 0)[-1] == "Šolja je pukla a"
    assert assistant.mapping is not None
    assert assistant.mapping.columns["words"] == Taken(columns=("Opis", "Napomena"))


def test_that_a_missing_field_is_named_and_a_constant_fills_it(look_at: Open) -> None:
    assistant = look_at(SERBIAN)
    assistant.written.dates.choose(DateForm.DAY_FIRST)
    assistant.columns.choosers[3].setCurrentText("Not used")
    assert "nothing says what “channel” is" in assistant.understood.problems.text()
    assert not assistant.take.isEnabled()
    field = assistant.constants.fields["channel"]
    assert not field.isHidden()
    field.set_text(Channel.FORM.value)
    assert assistant.understood.problems.isHidden()
    assert assistant.take.isEnabled()


def test_that_the_form_of_the_file_can_be_overruled(qtbot: QtBot, look_at: Open) -> None:
    assistant = look_at(SERBIAN)
    assistant.written.encoding.choose("cp1252")
    qtbot.waitUntil(lambda: "è" in shown(assistant.columns.cells, 1)[4], timeout=30_000)
    assistant.written.header.choose(False)
    qtbot.waitUntil(lambda: assistant.columns.cells.rowCount() == 3, timeout=30_000)
    assert {each.currentText() for each in assistant.columns.choosers} == {"Not used"}
    assistant.columns.choosers[0].setCurrentText("Words of the customer")
    assert assistant.mapping is not None
    assert assistant.mapping.columns == {"words": Taken(columns=(1,))}


def test_that_the_published_complaints_come_in_with_their_mapping(
    qtbot: QtBot, look_at: Open, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = look_at(NHTSA)
    mapping = bundled("resources") / "samples/nhtsa.toml"
    file_dialogs_give(monkeypatch, mapping)
    press(assistant, "Load a mapping…")
    qtbot.waitUntil(assistant.take.isEnabled, timeout=30_000)
    assert assistant.columns.choosers[19].currentText() == "Words of the customer"
    assert assistant.mapping == read_import_mapping(mapping, COMPLAINTS)
    assert shown(assistant.understood.table, 0)[1] == "Will be brought in"
    press(assistant, "Bring the complaints in")
    wait_for_result(qtbot, assistant)
    assert kept(shop) == 60
    assert assistant.outcome.title.text() == "Brought in from nhtsa_complaints.tsv"
    assert assistant.outcome.new.accessibleName() == "60 new"
    assert assistant.outcome.save.isHidden()


def test_that_a_mapping_is_saved_as_it_is_chosen(
    look_at: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = look_at(SERBIAN)
    assistant.written.source.set_text("Portal")
    assistant.written.dates.choose(DateForm.DAY_FIRST)
    assistant.channels.fields["golub"].choose(Channel.MESSAGE.value)
    target = tmp_path / "portal.toml"
    file_dialogs_give(monkeypatch, target)
    press(assistant, "Save the mapping…")
    assert "portal.toml" in assistant.trouble.words.text()
    saved = read_import_mapping(target, COMPLAINTS)
    assert saved == assistant.mapping
    assert (saved.source, saved.dates) == ("Portal", DateForm.DAY_FIRST)
    assert saved.values == {"channel": {"golub": "message"}}
    (tmp_path / "folder.toml").mkdir()
    file_dialogs_give(monkeypatch, tmp_path / "folder.toml")
    press(assistant, "Save the mapping…")
    assert "could not be written" in assistant.trouble.words.text()
    target.write_text("surce = 1")
    file_dialogs_give(monkeypatch, target)
    press(assistant, "Load a mapping…")
    assert "Did you mean “source”?" in assistant.trouble.words.text()
    assert assistant.mapping == saved


def test_that_refused_rows_are_told_saved_and_left_out_when_wanted(
    qtbot: QtBot, look_at: Open, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = look_at(SERBIAN)
    assistant.written.dates.choose(DateForm.DAY_FIRST)
    assistant.constants.make.setChecked(True)
    press(assistant, "Bring the complaints in")
    wait_for_result(qtbot, assistant)
    assert (kept(shop), assistant.outcome.title.text()) == (0, "Nothing was brought in")
    assert assistant.outcome.lines.lines[0][0] == "Line 3, channel"
    target = tmp_path / "refused.csv"
    file_dialogs_give(monkeypatch, target)
    press(assistant, "Save the refused rows…")
    qtbot.waitUntil(target.exists, timeout=30_000)
    qtbot.waitUntil(lambda: "refused.csv" in assistant.trouble.words.text())
    assert "golub" in target.read_text("utf-8-sig")
    press(assistant, "Back to the columns")
    assert assistant.steps.currentWidget() is assistant.mapping_step
    assistant.import_all()
    wait_for_result(qtbot, assistant)
    press(assistant, "Bring in the other row")
    wait_for_result(qtbot, assistant)
    qtbot.waitUntil(lambda: kept(shop) == 1)
    assert "Brought in from" in assistant.outcome.title.text()
    assert assistant.outcome.skip.isHidden()


def test_that_an_import_can_be_stopped_and_leaves_nothing(
    qtbot: QtBot, look_at: Open, shop: Shop
) -> None:
    rows = "".join(f"{n};13/04/2026;Kafana;telefon;x{n}\n" for n in range(20_000))
    assistant = look_at("Broj;Datum;Kupac;Kanal;Opis\n" + rows)
    assistant.constants.make.setChecked(True)
    assistant.import_all()
    assert assistant.leave.isHidden()
    press(assistant, "Stop")
    qtbot.waitUntil(lambda: assistant.job is None, timeout=60_000)
    assert kept(shop) == 0
    assert assistant.steps.currentWidget() is assistant.mapping_step
    assert assistant.trouble.words.text() == "Stopped; nothing was kept."


def test_that_a_file_that_is_no_table_is_told_in_the_dialog(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7")
    assistant = Assistant(page.kit, page, intake_of("complaints"))
    assistant.look_at(tmp_path / "x.csv")
    assistant.open()
    qtbot.waitUntil(lambda: "it is a PDF" in assistant.trouble.words.text(), timeout=30_000)
    assert assistant.take.isHidden()
    assistant.reject()


def test_that_it_is_opened_from_settings_and_left_when_no_file_is_chosen(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.contents.buttons["tables"].click()
    section = page.section
    assert isinstance(section, TablesSection)
    section.kinds["complaints"].click()
    file_dialogs_give(monkeypatch, None)
    section.choose.click()
    assert section.assistant is None
    file_dialogs_give(monkeypatch, NHTSA)
    section.choose.click()
    opened = section.assistant
    assert opened is not None
    qtbot.waitUntil(lambda: opened.preview is not None, timeout=30_000)
    opened.reject()
    made = import_complaints(page.kit)
    assert made is not None
    made.reject()


def test_that_nothing_is_wider_than_a_small_window(
    qtbot: QtBot, window: MainWindow, page: SettingsPage
) -> None:
    window.resize(853, 533)
    made = Assistant(page.kit, window, intake_of("complaints"))
    qtbot.addWidget(made)
    made.look_at(NHTSA)
    qtbot.waitUntil(lambda: made.preview is not None, timeout=20_000)
    made.show()
    room = made.mapping_step.findChild(QScrollArea) or made.mapping_step
    assert isinstance(room, QScrollArea)
    assert room.horizontalScrollBar().maximum() == 0


def looked_at(qtbot: QtBot, made: Assistant, file: Path) -> Assistant:
    """Open an assistant and wait until it has looked at a file."""
    made.look_at(file)
    made.open()
    qtbot.waitUntil(lambda: made.preview is not None, timeout=30_000)
    return made


def test_that_a_file_with_a_heading_only_offers_nothing_to_bring_in(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, tmp_path: Path
) -> None:
    file = tmp_path / "k.csv"
    file.write_text("Name,E-mail\n")
    made = looked_at(qtbot, Assistant(page.kit, window, intake_of("customers")), file)
    assert made.understood.state.accessibleName() == "There are no rows in the file"
    assert not made.take.isEnabled()
    file.write_text("Name,E-mail\nKafana,k@example.org\nKafana,k@example.org\n")
    made.look_at(file)
    qtbot.waitUntil(made.take.isEnabled, timeout=20_000)
    assert shown(made.understood.table, 1)[1] == "It is the same as line 2 of this file."
    press(made, "Bring the rows in")
    assert made.text.text() == "Bringing in k.csv: 0 of 2"
    wait_for_result(qtbot, made)
    assert made.text.text() == "What became of every row:"
    assert made.head.isHidden()
    made.reject()


def test_that_orders_go_through_the_same_assistant(
    qtbot: QtBot, page: SettingsPage, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop.database.writing() as session:
        add_customer(session, CustomerEntry(name="Tea House"), shop.ids["mira"], AT)
    page.contents.buttons["tables"].click()
    section = page.section
    assert isinstance(section, TablesSection)
    assert section.kinds["people"].isHidden()
    section.kinds["orders"].click()
    file = tmp_path / "o.csv"
    file.write_text("PO;Kupac;Rok;Boja\nO-1;Tea House;03/04/2026;red\nO-2;;;\n")
    file_dialogs_give(monkeypatch, file)
    section.choose.click()
    opened = section.assistant
    assert opened is not None
    qtbot.waitUntil(lambda: opened.preview is not None, timeout=30_000)
    assert [each.currentText() for each in opened.columns.choosers] == [
        *("Order number", "Customer", "Promised ship date", "Not used")
    ]
    assert all(each.isHidden() for each in (opened.channels, opened.constants))
    assert not opened.take.isEnabled()
    opened.written.dates.choose(DateForm.DAY_FIRST)
    assert shown(opened.understood.table, 0)[1:] == [
        *("Will be brought in", "O-1", "Tea House", "3 Apr 2026")
    ]
    assert "“customer” is empty" in shown(opened.understood.table, 1)[1]
    opened.columns.choosers[1].setCurrentText("Not used")
    opened.constants.fields["customer"].set_text("Tea House")
    press(opened, "Bring the rows in")
    wait_for_result(qtbot, opened)
    assert opened.outcome.new.accessibleName() == "2 new"
    press(opened, "Close")


@pytest.mark.parametrize("who", ["mira"])
def test_that_people_come_in_without_passwords(
    qtbot: QtBot, page: SettingsPage, shop: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "p.csv"
    file.write_text("login,name,password\nann,Ann Lee,secret\n")
    made = looked_at(qtbot, Assistant(page.kit, page, intake_of("people")), file)
    assert "delete the column “password”" in made.understood.problems.text()
    assert not made.take.isEnabled()
    file.write_text("login,name\nann,Ann Lee\n")
    made.look_at(file)
    qtbot.waitUntil(made.take.isEnabled, timeout=30_000)
    assert "Nobody gets a password" in made.text.text()
    made.constants.fields["roles"].set_text("viewer")
    press(made, "Bring the rows in")
    wait_for_result(qtbot, made)
    made.look_at(file)
    qtbot.waitUntil(lambda: "already" in shown(made.understood.table, 0)[1], timeout=30_000)
    made.reject()
    with shop.database.reading() as session:
        (ann,) = people_rows(session, "ann lee")
    assert (ann.has_key, [held.role for held in ann.roles]) == (False, [Role.VIEWER])
