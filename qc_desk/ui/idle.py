"""The idle watch: says when nobody has touched the workstation for a while."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from qc_desk.ui.overrides import override

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Watches every key, touch and pointer of the application."""

    idled = Signal()

    def __init__(self, after_ms: int) -> None:
        """Speak up after so many milliseconds without a touch."""
        super().__init__()
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self.idled)

    def wait(self, after_ms: int) -> None:
        """Speak up after another time from now on."""
        self._timer.setInterval(after_ms)

    def start(self) -> None:
        """Begin to watch."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Stop watching, for example while the window is locked."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew at every touch."""
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
