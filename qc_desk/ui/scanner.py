"""The barcode scanner: a keyboard that types faster than anyone and ends with Enter."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from qc_desk.ui import scan_codes
from qc_desk.ui.overrides import override

GAP_MS = 50
_SHORTEST = 4
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Scanner(QObject):
    """Reads scans out of the stream of keys; other keys reach their field a blink later.

    Only keys with a native scan code are held back, so text set by an input method passes at once.
    A busy window delays keys and timers alike: keys that wait behind a timer get a last call.
    """

    scanned = Signal(str)

    def __init__(self, clock: Callable[[], float] = monotonic, offset: int | None = None) -> None:
        """Measure gaps by the window system's stamps, or by a clock in seconds without them.

        ``offset`` is what the window system adds to the code of a key.
        """
        super().__init__()
        self._clock = clock
        self._offset = scan_codes.offset() if offset is None else offset
        self._held: list[tuple[QObject, QKeyEvent, str]] = []
        self._last = 0.0
        self._replaying = False
        self._timer = QTimer(self, singleShot=True, interval=GAP_MS)
        self._last_call = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._last_call.start)
        self._last_call.timeout.connect(self._give_back)

    def start(self) -> None:
        """Begin to listen to all keys of the application."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Stop listening; what is held goes to its field."""
        self._give_back()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back keys that may be a scan."""
        if event.type() != QEvent.Type.KeyPress or self._replaying:
            return False
        if not isinstance(event, QKeyEvent) or not self._is_first_to_see(watched, event):
            return False
        return not _is_secret_typed() and self._take(watched, event)

    def _is_first_to_see(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether the key is seen here first: in its window, or sent straight to a widget."""
        from PySide6.QtGui import QWindow  # noqa: PLC0415 (not before the first paint)

        if isinstance(watched, QWindow):
            return True
        return isinstance(watched, QWidget) and not event.spontaneous()

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        """Hold a key, end a scan, or let the key pass; true when the key is held or used up."""
        now = event.timestamp() or self._clock() * 1000
        if self._held and now - self._last >= GAP_MS:
            self._give_back()
        self._last = now
        if event.key() in _ENDS:
            return self._end_scan()
        sign = self._sign(event)
        if not sign:
            self._give_back()
            return False
        self._held.append((watched, event.clone(), sign))
        self._last_call.stop()
        self._timer.start()
        return True

    def _sign(self, event: QKeyEvent) -> str:
        """Return what the scanner means by a key; empty when it cannot come from one."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.isAutoRepeat() or not event.nativeScanCode() or modifiers & ~shift:
            return ""
        place = event.nativeScanCode() - self._offset
        meant = scan_codes.sign_of(place, shift=bool(modifiers & shift))
        typed = event.text()
        return meant or (typed if typed.isprintable() else "")

    def _end_scan(self) -> bool:
        """Announce the scan that Enter ended; false when it was only somebody typing."""
        if len(self._held) < _SHORTEST:
            self._give_back()
            return False
        code = "".join(sign for _watched, _event, sign in self._held)
        self._held.clear()
        self._rest()
        self.scanned.emit(code)
        return True

    def _rest(self) -> None:
        """Wait for nothing any more."""
        self._timer.stop()
        self._last_call.stop()

    def _give_back(self) -> None:
        """Let the keys that were held reach their field, in order, if it is still there."""
        self._rest()
        held, self._held = self._held, []
        self._replaying = True
        try:
            for watched, event, _sign in held:
                if isValid(watched):
                    QCoreApplication.sendEvent(watched, event)
        finally:
            self._replaying = False


def _is_secret_typed() -> bool:
    """Whether the keyboard is in a password: a key that types one ends with Enter, too."""
    field = QApplication.focusWidget()
    return isinstance(field, QLineEdit) and field.echoMode() == QLineEdit.EchoMode.Password
