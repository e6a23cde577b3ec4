"""From writing a checklist to a batch that two people have signed on an AQL sample.

Run by test_sample_job.py as a program of its own: ``python sample_job.py DATA_FOLDER``.
"""

import sys
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qc_desk import app
from qc_desk.ui.lock_screen import LockScreen
from tests.e2e import main_job
from tests.e2e.hand import Hand, Story, button, click, press, write
from tests.e2e.main_job import ANA, MIRA, shown, window

LOT = "A-2026-1"


def write_a_checklist() -> Story:
    """Mira writes a checklist in the editor: two items, and a sample by ISO 2859-1."""
    click(window().rail.buttons["manual"])
    yield lambda: window().place == "manual" and button(window().page, "New checklist…")
    press(window().page, "New checklist…")
    yield main_job._asked
    dialog: Any = main_job._asked()
    write(dialog.title_field.editor, "Bowls")
    write(dialog.code.editor, "BOWL")
    click(dialog.deed)
    yield lambda: window().page.views.currentWidget() is window().page.editor
    editor = window().page.editor
    yield from _add_item(
        0, "RIM", "Rim is smooth", severity="Major", per_unit="On every sample unit"
    )
    yield from _add_item(1, "WIDTH", "Width", severity="Minor", per_unit="Once for the batch")
    fields = editor.form.fields
    for name, typed in (("lower", "9.95"), ("upper", "10.05"), ("unit", "mm")):
        write(fields[name].editor, typed)
    yield from _sample_by_the_standard(editor)
    press(window().page, "Save draft")
    yield lambda: "saved" in window().page.headline.lead.text()


def _add_item(kind: int, code: str, title: str, **chosen: str) -> Story:
    """Add an item of a kind from the menu, and fill it in."""
    editor = window().page.editor
    before = len(editor.state.entry.items)
    editor.add.menu().actions()[kind].trigger()
    yield lambda: len(editor.state.entry.items) > before and editor.form.isVisible()
    fields = editor.form.fields
    for name, typed in (("title", title), ("code", code), ("instruction", "Look once around.")):
        editor_of = fields[name].editor
        editor_of.setFocus()
        editor_of.selectAll()
        write(editor_of, typed)
    for name, words in chosen.items():
        box = fields[name].box
        box.setCurrentIndex(box.findText(words))


def _sample_by_the_standard(editor: Any) -> Story:
    """Choose the sample in the facts of the checklist."""
    editor.list.setCurrentRow(0)
    yield editor.facts.isVisible
    fields = editor.facts.fields
    for name, words in (("method", "ISO 2859"), ("aql_major", "4"), ("aql_minor", "10")):
        box = fields[name].box
        found = next(n for n in range(box.count()) if _says(box.itemText(n), words))
        box.setCurrentIndex(found)
    yield fields["level"].isVisible


def _says(text: str, words: str) -> bool:
    """Whether a choice is this one: 4 and 4.0 are the same AQL."""
    return words in text if words.startswith("ISO") else text.removesuffix(".0") == words


def put_it_in_force() -> Story:
    """Ana, who has not written it, makes it effective."""
    window().go_to("manual", _checklist_id())
    yield lambda: button(window().page, "Make version 1 effective")
    press(window().page, "Make version 1 effective")
    yield main_job._asked
    question = main_job._asked()
    assert question is not None
    press(question, "Make effective")
    yield lambda: "effective" in main_job._told()


def _checklist_id() -> int:
    from qc_desk.services.checklist_lists import checklist_rows  # noqa: PLC0415

    rows = window().records.read(checklist_rows)
    return int(next(row.id for row in rows if row.code == "BOWL"))


def add_shop_data() -> Story:
    """Mira enters the manufacturer and the product that is checked by it."""
    window().go_to("settings", "manufacturers", "new")
    yield lambda: window().page.section.kind.name == "manufacturers"
    yield from main_job._save_new({"name": "Jingdezhen Kiln 4", "email": "qc@kiln.example"})
    window().go_to("settings", "products", "new")
    yield lambda: window().page.section.kind.name == "products"
    section = window().page.section
    yield lambda: button(section, "Save")
    field = main_job._form(section).fields["checklist_id"]
    field.box.setCurrentIndex(field.box.findText("Bowls"))
    yield from main_job._save_new({"code": "B1", "name": "Bowl"})


def enter_a_batch() -> Story:
    """Mira enters a lot of 20 bowls; its plan is shown before anybody begins."""
    click(window().rail.buttons["batches"])
    yield lambda: window().place == "batches" and button(window().page, "Enter a batch")
    press(window().page, "Enter a batch")
    yield lambda: button(window().page, "Go back")
    form = main_job.entry_form()
    for name in ("product", "manufacturer", "site"):
        form.fields[name].box.setCurrentIndex(0)
    write(form.number.editor, LOT)
    write(form.quantity.editor, "20")
    press(window().page, "Enter the batch")
    yield lambda: button(window().page, "Begin the first check")


def switch_to(name: str, password: str) -> Story:
    """Let somebody else sign in."""
    yield from main_job._in_front()
    QTest.keyClick(window(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    yield lambda: shown(LockScreen)
    lock = shown(LockScreen)
    click(next(tile for tile in lock.tiles if tile.text() == name))
    yield lock.password.hasFocus
    write(lock.password, password)
    QTest.keyClick(lock.password, Qt.Key.Key_Return)
    yield lambda: not shown(LockScreen) and window().place == "today"


def look_at_the_sample() -> Story:
    """Three bowls are looked at for major ones, and so many are asked for."""
    yield lambda: window().place == "check" and window().page.sheet is not None
    sheet = window().page.sheet
    plans = {plan.severity.value: plan for plan in sheet.plans}
    assert plans["major"].letter == "B", plans
    assert (plans["major"].n, plans["major"].ac) == (3, 0), plans
    assert sum(item.code == "RIM" for item in sheet.items) == 3
    yield lambda: True


def check_first() -> Story:
    """Mira looks at the sample and signs."""
    press(window().page, "Begin the first check")
    yield from look_at_the_sample()
    yield from main_job._answer_everything()
    press(window().page, "Sign first check…")
    yield from main_job._sign(MIRA)
    yield lambda: "signed" in main_job._told()


def story() -> Story:
    """Tell everything in its order."""
    for name, chapter in (
        ("first start", main_job.first_start),
        ("second person", main_job.add_the_second_person),
        ("checklist", write_a_checklist),
        ("to Ana", lambda: switch_to("Ana Kovac", ANA)),
        ("in force", put_it_in_force),
        ("to Mira", lambda: switch_to("Mira Ilic", MIRA)),
        ("shop data", add_shop_data),
        ("batch", enter_a_batch),
        ("first check", check_first),
        ("to Ana again", lambda: switch_to("Ana Kovac", ANA)),
        ("second check", main_job.check_second),
        ("close", main_job.close),
    ):
        sys.stdout.write(f"{name}\n")
        yield from chapter()


def main() -> int:
    """Run the program as ``qc-desk --data DIR`` does, with a hand at its window."""
    application = QApplication(sys.argv[:1])
    assert QApplication.platformName() == "xcb", QApplication.platformName()
    hand = Hand(story())
    QTimer.singleShot(0, hand.begin)
    code = app.run(["--data", sys.argv[1]])
    application.processEvents()
    return code if hand.done or code else 4


if __name__ == "__main__":
    sys.exit(main())
