"""A hand at the window: clicks and keys, one step at a time, each when what it needs is there.

The steps are a generator that yields conditions. A timer asks the condition and goes on when it
holds; clicks are sent from the event loop, so that a dialog may run a loop of its own meanwhile.
"""

import sys
import traceback
from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

Condition = Callable[[], object]
Story = Iterator[Condition]
LEFT = Qt.MouseButton.LeftButton
LOOK_EVERY_MS = 15
PATIENCE = 20.0  # s for one condition, on a slow machine


class Hand(QObject):
    """Goes through a story in the event loop; ends the program with 1 when it gets stuck."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story
        self._waits_for: Condition = lambda: True
        self._since = monotonic()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self.done = False

    def begin(self) -> None:
        self._since = monotonic()
        self._timer.start()

    def _look(self) -> None:
        try:
            if self._waits_for():
                self._since = monotonic()
                self._waits_for = next(self._story)
            elif monotonic() - self._since > PATIENCE:
                self._give_up("nothing happened any more")
        except StopIteration:
            self.done = True
            self._timer.stop()
        except Exception:  # noqa: BLE001 (shown as it is)
            self._give_up(traceback.format_exc())

    def _give_up(self, why: str) -> None:
        self._timer.stop()
        shown = [
            each.text()
            for top in QApplication.topLevelWidgets()
            for each in top.findChildren(QPushButton)
            if each.isVisible()
        ]
        step = getattr(self._waits_for, "__code__", None)
        sys.stderr.write(f"{why}\nwaiting for {step}; buttons: {shown}\n")
        for top in QApplication.topLevelWidgets():
            if top.isVisible():
                top.grab().save(f"stuck-{top.metaObject().className()}.png")
        sys.stderr.flush()
        QApplication.exit(3)


def click(widget: QWidget) -> None:
    """Click in the middle of a widget, from the event loop."""
    assert widget.isVisible(), f"not visible: {widget}"
    assert widget.isEnabled(), f"not enabled: {widget}"
    QTimer.singleShot(0, lambda: QTest.mouseClick(widget, LEFT))


def write(widget: QWidget, text: str) -> None:
    """Type ASCII text into a widget, as a person would after clicking it."""
    widget.setFocus()
    QTest.keyClicks(widget, text)


def button(inside: QWidget, words: str) -> QPushButton | None:
    """Return the visible, enabled button with these words."""
    return next(
        (
            each
            for each in inside.findChildren(QPushButton)
            if each.isVisible()
            and each.isEnabled()
            and words in (each.text().replace("&", ""), each.accessibleName())
        ),
        None,
    )


def press(inside: QWidget, words: str) -> None:
    """Click the button with these words."""
    found = button(inside, words)
    assert found is not None, f"no button {words!r}"
    click(found)
