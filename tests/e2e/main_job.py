"""The main job in the real window: from the first start to an issued report, by two people.

Run by test_main_job.py as a program of its own: ``python main_job.py DATA_FOLDER``.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from qc_desk import app
from qc_desk.domain.vocabulary import ItemKind
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.ui.first_start import FirstStart
from qc_desk.ui.lock_screen import LockScreen
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.messages import MessageBar
from qc_desk.ui.settings.password_dialog import PasswordDialog
from qc_desk.ui.sign_dialog import SignDialog
from tests.e2e.hand import Hand, Story, button, click, press, write

MIRA, ANA = "river button candle seven", "paper donkey violin rain"
KEY = Qt.Key


def window() -> Any:
    """Return the window; its pages have widgets of their own."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))


def shown(kind: type[QWidget]) -> Any:
    """Return the visible widget of a kind, or None."""
    found = (each for each in window().findChildren(kind) if each.isVisible())
    return next(found, None)


def first_start() -> Story:
    """Mira founds the shop and takes a starter checklist."""
    yield lambda: shown(FirstStart)
    form = shown(FirstStart).form
    write(form.organisation.editor, "Keramika d.o.o.")
    write(form.site.editor, "Novi Sad")
    assert form.code.text() == "NS"
    form.fields["time_zone"].set_text("Europe/Belgrade")
    write(form.owner.editor, "Mira Ilic")
    assert form.login.text() == "mira"
    write(form.passwords.first.editor, MIRA)
    write(form.passwords.second.editor, MIRA)
    press(shown(FirstStart), "Begin")
    yield lambda: button(shown(FirstStart), "Add the second person")
    steps = shown(FirstStart).steps
    steps.choices[0][0].click()
    press(steps, "Take the chosen checklists")
    yield steps.taken.isVisible
    press(steps, "Add the second person")
    yield lambda: window().place == "settings"


def add_the_second_person() -> Story:
    """Mira enters Ana, who types a password of her own."""
    people = window().page.section
    panel = people.beside
    yield lambda: button(panel, "Save")
    form = _form(panel)
    write(form.fields["name"].editor, "Ana Kovac")
    assert form.fields["login"].text() == "ana"
    for (role, _site), toggle in form.fields["roles"].toggles.items():
        if role.value in {"inspector", "lead"}:
            toggle.click()
    press(panel, "Save")
    yield lambda: button(panel, "Set a password…")
    press(panel, "Set a password…")
    yield lambda: shown(PasswordDialog)
    dialog = shown(PasswordDialog)
    write(dialog.pair.first.editor, ANA)
    write(dialog.pair.second.editor, ANA)
    press(dialog, "Set the password")
    yield lambda: not shown(PasswordDialog)
    yield lambda: button(panel, "New password…")


def add_shop_data() -> Story:
    """Mira enters the manufacturer and the product; a lead puts the checklist in force."""
    records = window().records
    _bring_in_checklist(records)
    window().go_to("settings", "manufacturers", "new")
    yield lambda: window().page.section.kind.name == "manufacturers"
    yield from _save_new({"name": "Jingdezhen Kiln 4", "email": "qc@kiln.example"})
    window().go_to("settings", "products", "new")
    yield lambda: window().page.section.kind.name == "products"
    section = window().page.section
    yield lambda: button(section, "Save")
    field = _form(section).fields["checklist_id"]
    field.box.setCurrentIndex(field.box.findText("Mugs"))
    yield from _save_new({"code": "M1", "name": "Mug"})


def enter_a_batch() -> Story:
    """Mira enters the batch."""
    click(window().rail.buttons["batches"])
    yield lambda: window().place == "batches" and button(window().page, "Enter a batch")
    press(window().page, "Enter a batch")
    yield lambda: button(window().page, "Go back")
    form = entry_form()
    for name in ("product", "manufacturer", "site"):
        form.fields[name].box.setCurrentIndex(0)
    write(form.number.editor, "L-2026-7")
    write(form.quantity.editor, "500")
    press(window().page, "Enter the batch")
    yield lambda: button(window().page, "Begin the first check")


def check_first() -> Story:
    """Mira checks the batch and signs."""
    press(window().page, "Begin the first check")
    yield from _answer_everything()
    press(window().page, "Sign first check…")
    yield from _sign(MIRA)
    yield lambda: "signed" in _told()


def switch_user() -> Story:
    """Ana signs in where Mira was."""
    yield from _in_front()
    QTest.keyClick(window(), KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    yield lambda: shown(LockScreen)
    lock = shown(LockScreen)
    click(next(tile for tile in lock.tiles if tile.text() == "Ana Kovac"))
    yield lock.password.hasFocus
    write(lock.password, ANA)
    QTest.keyClick(lock.password, KEY.Key_Return)
    yield lambda: not shown(LockScreen) and window().place == "today"


def check_second() -> Story:
    """Ana checks the batch without seeing what Mira found, submits, and approves."""
    click(window().rail.buttons["second_check"])
    yield lambda: button(window().page, "Begin second check")
    press(window().page, "Begin second check")
    yield from _answer_everything()
    press(window().page, "Submit second check…")
    yield lambda: window().place == "second_check" or _asked()
    question = _asked()
    if question is not None:
        press(question, "Submit second check")
    yield lambda: window().place == "second_check"
    yield lambda: button(window().page, "Approve and release…")
    press(window().page, "Approve and release…")
    yield from _sign(ANA)
    click(window().rail.buttons["reports"])
    yield lambda: window().place == "reports"


def close() -> Story:
    """Ana looks at the report once more and closes the window."""
    screen = QApplication.primaryScreen()
    picture = screen.grabWindow(0).toImage()
    picture.save(str(Path(sys.argv[1]).parent / "screen.png"))
    seen = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
    }
    assert len(seen) > 20, "the screen shows no window"
    window().close()
    yield lambda: True


def story() -> Story:
    """Tell everything in its order."""
    for chapter in (
        first_start,
        add_the_second_person,
        add_shop_data,
        enter_a_batch,
        check_first,
        switch_user,
        check_second,
        close,
    ):
        sys.stdout.write(f"{chapter.__name__}\n")
        yield from chapter()


def _answer_everything() -> Story:
    """Answer every item by keys, and go on to the summary."""
    yield lambda: window().place == "check" and window().page.sheet is not None
    page = window().page
    while page.sheet.answered < len(page.sheet.items):
        before: int = page.sheet.answered
        yield from _in_front()
        if page.item.kind is ItemKind.MEASUREMENT:
            write(page.view.card.measure.line, "10,01")
            QTest.keyClick(page.view.card.measure.line, KEY.Key_Return)
        else:
            QTest.keyClick(QApplication.focusWidget() or page, KEY.Key_F1)
        yield partial(_answered_more_than, page, before)
    yield lambda: page.at_summary


def _answered_more_than(page: Any, before: int) -> bool:
    return bool(page.sheet.answered > before)


def _in_front() -> Story:
    """Bring the window to the front, as a click would; there is no window manager here."""
    window().activateWindow()
    yield window().isActiveWindow


def _sign(password: str) -> Story:
    yield lambda: shown(SignDialog)
    dialog = shown(SignDialog)
    write(dialog.passwords[0].editor, password)
    QTest.keyClick(dialog.passwords[0].editor, KEY.Key_Return)
    yield lambda: not shown(SignDialog)


def _save_new(values: dict[str, str]) -> Story:
    section = window().page.section
    yield lambda: button(section, "Save")
    for name, value in values.items():
        write(_form(section).fields[name].editor, value)
    press(section, "Save")
    yield lambda: not button(section, "Save")


def _form(inside: QWidget) -> Any:
    from qc_desk.ui.forms import Form  # noqa: PLC0415

    return next(form for form in inside.findChildren(Form) if form.isVisible())


def entry_form() -> Any:
    """Return the form of a new batch."""
    return next(f for f in window().page.findChildren(QWidget) if _is_entry(f))


def _is_entry(widget: QWidget) -> bool:
    return type(widget).__name__ == "EntryForm"


def _asked() -> QDialog | None:
    """Return the question that is open, if there is one."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, QDialog) else None


def _told() -> str:
    """Return the headline of the message bar."""
    message = window().findChild(MessageBar).message
    return message.headline if message is not None else ""


def _bring_in_checklist(records: Any) -> None:
    """Bring in a short checklist on the word of two people; its editor comes later."""
    from qc_desk.services import checklists, people  # noqa: PLC0415

    draft = read_checklist_file(Path(__file__).with_name("mugs.toml"))
    mira = records.read(lambda s: people.person_of_login(s, "mira"))
    ana = records.read(lambda s: people.person_of_login(s, "ana"))
    made = records.change(lambda s: checklists.import_checklist(s, draft, mira, records.now()))
    records.change(lambda s: checklists.make_effective(s, made.newest_id, ana, records.now()))


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
