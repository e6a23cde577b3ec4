"""Answers to the questions of the Problems page, given as a person would."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from qc_desk.ui.problems.asking import Question
from tests.shop_window import LEFT, find

Answer = Callable[[QDialog], None]


def when_asked(answer: Answer) -> None:
    """Answer the next dialog."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        else:
            QTimer.singleShot(20, wait)

    QTimer.singleShot(20, wait)


def press(inside: QWidget, text: str) -> None:
    """Scroll to the visible button with these words, and click it."""
    for _again in range(4):  # cards that break their lines find their height in several steps
        QApplication.processEvents()
    button = find(inside, text)
    for area in inside.findChildren(QScrollArea):
        if area.isAncestorOf(button):
            area.ensureWidgetVisible(button)
    QTest.mouseClick(button, LEFT)


def fill(**texts: str) -> Answer:
    """Fill the fields as a draft would have them, and press the verb."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        for name, text in texts.items():
            dialog.form.fields[name].set_text(text)
        dialog.deed.click()
        if dialog.isVisible():  # something was still missing
            dialog.reject()

    return answer


def leave(**texts: str) -> Answer:
    """Type something and go back."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        for name, text in texts.items():
            dialog.form.fields[name].set_text(text)
        dialog.reject()

    return answer


def look(seen: dict[str, str]) -> Answer:
    """Note what stands in the fields, and go back."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, Question)
        seen.update({name: field.text() for name, field in dialog.form.fields.items()})
        seen["said"] = dialog.text.text()
        seen["hints"] = "\n".join(field.hint.text() for field in dialog.form.fields.values())
        dialog.reject()

    return answer
