"""Fields, forms, drafts and dialogs, driven by keys and clicks."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.ui.date_field import DateField, parse_day
from qc_desk.ui.dialogs import ReasonDialog, ask_reason, confirm
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.fields import ChoiceField, DecimalField, IntegerField, NoteField, TextField
from qc_desk.ui.forms import Form
from qc_desk.ui.scrolling import Scrolling
from qc_desk.ui.theme import Theme

TypeText = Callable[[QWidget, str], None]


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:  # noqa: ARG001 (fields wear it)
    made = Form()
    qtbot.addWidget(made)
    made.add("name", TextField("Name", required=True, longest=20))
    made.add("weight", DecimalField("Weight", unit="g"))
    made.add("quantity", IntegerField("Quantity", least=1, most=500))
    made.add("kind", ChoiceField("Kind", [("a", "Kettle"), ("b", "Lamp")]))
    made.add("day", DateField("Produced on"))
    made.add("note", NoteField("Note", longest=10))
    made.show()
    return made


def test_that_values_come_out_as_what_they_are(form: Form, type_text: TypeText) -> None:
    for name, typed in {
        "name": " Чајник ",
        "weight": "1,250",
        "quantity": "120",
        "day": "3.5.2026",
        "note": "ok",
    }.items():
        type_text(form.fields[name].editor, typed)
    form.fields["kind"].choose("b")  # type: ignore[attr-defined]
    assert form.check()
    assert form.values() == {
        "name": "Чајник",
        "weight": Decimal("1.250"),
        "quantity": 120,
        "kind": "b",
        "day": date(2026, 5, 3),
        "note": "ok",
    }


def test_that_what_is_wrong_is_said_at_its_field_and_the_first_gets_the_keyboard(
    form: Form, type_text: TypeText
) -> None:
    type_text(form.fields["quantity"].editor, "501")
    type_text(form.fields["weight"].editor, "heavy")
    type_text(form.fields["day"].editor, "31.2.2026")
    type_text(form.fields["note"].editor, "twelve chars")
    assert not form.check()
    said = {name: field.error.words.text() for name, field in form.fields.items()}
    assert said == {
        "name": "This is needed.",
        "weight": "Type a number, for example 12.5.",
        "quantity": "Type a whole number from 1 to 500.",
        "kind": "",
        "day": "Type a day like 21.11.2026, or choose it from the calendar.",
        "note": "2 characters too many.",
    }
    assert form.fields["name"].editor.hasFocus()
    type_text(form.fields["name"].editor, "K2")
    assert not form.fields["name"].error.isVisible()


def test_that_a_check_of_the_page_is_asked(form: Form) -> None:
    form.fields["name"].check = lambda value: f"{value} is taken."
    form.fields["name"].set_text("K2")
    assert not form.check()
    assert form.fields["name"].error.words.text() == "K2 is taken."


def test_that_a_required_field_says_so_in_words(form: Form) -> None:
    assert form.fields["name"].label.text() == "Name (required)"
    assert form.fields["name"].editor.accessibleName() == "Name (required)"


def test_that_a_form_knows_when_it_is_dirty(form: Form) -> None:
    told: list[bool] = []
    form.dirtied.connect(told.append)
    form.fields["name"].set_text("K2")
    form.fields["name"].set_text("")
    form.fields["name"].set_text("K3")
    form.set_clean()
    assert told == [True, False, True, False]
    assert not form.dirty


def test_that_a_draft_survives_a_crash(form: Form, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "drafts.json"
    form.keep_in(Drafts(file), "batch/new")
    form.fields["name"].set_text("Ламп")
    qtbot.waitUntil(file.exists)
    again = Form()
    qtbot.addWidget(again)
    again.add("name", TextField("Name"))
    assert again.keep_in(Drafts(file), "batch/new")
    assert again.fields["name"].text() == "Ламп"
    again.set_clean()
    assert Drafts(file).get("batch/new") is None


def test_that_a_password_is_never_part_of_a_draft(tmp_path: Path, qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.add("password", TextField("Password", secret=True))
    file = tmp_path / "drafts.json"
    form.keep_in(Drafts(file), "person/new")
    form.fields["password"].set_text("correct horse")
    form.keep_draft()
    assert not file.exists()


@pytest.mark.parametrize("damage", ["", "[1]", '{"a": 3}', "{", "\x00"])
def test_that_a_damaged_file_of_drafts_is_an_empty_one(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "drafts.json"
    file.write_text(damage)
    drafts = Drafts(file)
    assert drafts.get("a") is None
    drafts.keep("a", {"x": "y"})
    assert Drafts(file).get("a") == {"x": "y"}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("21.11.2026", date(2026, 11, 21)),
        ("21.11.2026.", date(2026, 11, 21)),
        ("21/11/2026", date(2026, 11, 21)),
        ("21 11 2026", date(2026, 11, 21)),
        ("30.2.2026", None),
        ("21.11.26", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_that_a_day_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert parse_day(typed) == day


def test_that_a_day_is_chosen_from_the_calendar(form: Form) -> None:
    field = form.fields["day"]
    assert isinstance(field, DateField)
    field.set_value(date(2026, 11, 21))
    QTest.mouseClick(field.choose, Qt.MouseButton.LeftButton)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate().toPython() == date(2026, 11, 21)
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert field.value() == date(2026, 11, 22)


def test_that_a_choice_stays_while_it_is_still_offered(form: Form) -> None:
    field = form.fields["kind"]
    assert isinstance(field, ChoiceField)
    field.choose("a")
    field.offer([("b", "Lamp"), ("a", "Kettle")])
    assert field.value() == "a"
    field.offer([("b", "Lamp")])
    assert field.value() is None


def test_that_the_wheel_does_not_change_a_choice(form: Form) -> None:
    field = form.fields["kind"]
    assert isinstance(field, ChoiceField)
    field.choose("a")
    down = QWheelEvent(
        QPointF(5, 5),
        field.box.mapToGlobal(QPointF(5, 5)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.box, down)
    assert field.value() == "a"


def _press(text: str) -> None:
    """Press the button with a text on the open dialog."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


@pytest.mark.parametrize(("verb", "answer"), [("Scrap the batch", True), ("Keep it", False)])
def test_that_a_question_is_answered_by_verbs(form: Form, verb: str, answer: bool) -> None:
    QTimer.singleShot(0, lambda: _press(verb))
    assert confirm(form, "Scrap?", "120 pieces.", do="Scrap the batch", leave="Keep it") is answer


def test_that_danger_is_not_what_enter_does(form: Form) -> None:
    def press_enter() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, press_enter)
    assert not confirm(form, "Scrap?", "120 pieces.", do="Scrap the batch", leave="Keep it")


@pytest.mark.usefixtures("theme")
def test_that_a_reason_is_needed_and_can_be_a_chip(qtbot: QtBot) -> None:
    dialog = ReasonDialog(None, "Withdraw", "Why?", ["Wrong batch", "Ill"], do="Withdraw")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.deed.isEnabled()
    QTest.mouseClick(dialog.chips[0], Qt.MouseButton.LeftButton)
    assert dialog.deed.isEnabled()
    assert dialog.words() == "Wrong batch"


def test_that_a_reason_that_was_left_is_none(form: Form) -> None:
    QTimer.singleShot(0, lambda: _press("Go back"))
    assert ask_reason(form, "Withdraw", "Why?", ["Ill"], do="Withdraw") is None


def test_that_a_half_typed_reason_is_there_when_the_question_is_asked_again(form: Form) -> None:
    def answer(act: Callable[[ReasonDialog], None]) -> None:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ReasonDialog)
            act(dialog)

        QTimer.singleShot(50, look)

    def type_and_lose(dialog: ReasonDialog) -> None:
        dialog.reason.set_text("the label was torn")
        dialog.reject()  # as the idle lock does

    answer(type_and_lose)
    assert ask_reason(form, "Hold L-7", "Why?", [], do="Hold") is None
    answer(lambda dialog: dialog.accept())
    assert ask_reason(form, "Hold L-7", "Why?", [], do="Hold") == "the label was torn"
    answer(lambda dialog: dialog.reject())
    assert ask_reason(form, "Hold L-7", "Why?", [], do="Hold") is None


def test_that_a_column_ends_where_its_room_ends_unless_a_bar_needs_some(qtbot: QtBot) -> None:
    inside = QWidget()
    tall = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(tall)
    area = Scrolling(inside)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert column.contentsMargins().right() == 0
    tall.setMinimumHeight(500)
    qtbot.waitUntil(lambda: column.contentsMargins().right() > 0)
    tall.setMinimumHeight(50)
    qtbot.waitUntil(lambda: column.contentsMargins().right() == 0)
