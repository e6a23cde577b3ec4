"""The message bar: what happened, what was kept, what to do next."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, ngettext
from qc_desk.ui.buttons import button
from qc_desk.ui.icons import icon, pixmap
from qc_desk.ui.theme import (
    RADIUS,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    WARDROBE,
    Tone,
    Type,
    colours_now,
    font,
)

_STAYS_MS = 8_000  # a success goes by itself; everything else waits for a hand


@dataclass(frozen=True)
class Message:
    """One thing that the window says."""

    tone: Tone
    headline: str
    details: str = ""
    action: str = ""
    act: Callable[[], None] | None = field(default=None, compare=False)
    stays: bool = False  # a refusal about the shop, not about the page that is shown

    @property
    def ends_with_page(self) -> bool:
        """Whether it is about the page that is shown, and of no use anywhere else."""
        return self.tone is Tone.FAIL and not self.stays


class Messages(QObject):
    """Where the window's messages are said; the bar shows them."""

    said = Signal(object)
    taken_back = Signal()
    moved_on = Signal()

    def inform(self, headline: str, details: str = "") -> None:
        """Say something worth knowing."""
        self.say(Message(Tone.INFO, headline, details))

    def succeed(self, headline: str, details: str = "") -> None:
        """Say that something is done."""
        self.say(Message(Tone.PASS, headline, details))

    def warn(self, headline: str, details: str = "") -> None:
        """Say something that needs attention."""
        self.say(Message(Tone.WARN, headline, details))

    def refuse(self, refusal: QcError, *, stays: bool = False) -> None:
        """Say why something was refused: its first sentence, then what was kept and what next.

        It goes when its page is left, unless it ``stays`` because it is about the whole shop.
        """
        headline, _dot, details = str(refusal).partition(". ")
        self.say(Message(Tone.FAIL, headline.rstrip(".") + ".", details, stays=stays))

    def say(self, message: Message) -> None:
        """Say a message of any kind, with an action if it has one."""
        self.said.emit(message)

    def move_on(self) -> None:
        """Let refusals go: another page is shown, or another person is here."""
        self.moved_on.emit()

    def clear(self) -> None:
        """Take back what was said."""
        self.taken_back.emit()


class MessageBar(QWidget):
    """The newest message on top of the page, with those below it counted."""

    def __init__(self, messages: Messages) -> None:
        """Show what is said through these messages."""
        super().__init__()
        self._waiting: list[Message] = []
        self._shown: _Strip | None = None
        self._just_said: list[Message] = []  # on the way to the page that is shown now
        self._timer = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._timer.timeout.connect(self.dismiss)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, 0)
        messages.said.connect(self.show_message)
        messages.taken_back.connect(self.clear)
        messages.moved_on.connect(self.move_on)
        reach = QShortcut(QKeySequence("F6"), self, self._take_focus)
        reach.setContext(Qt.ShortcutContext.WindowShortcut)
        self.hide()

    @property
    def message(self) -> Message | None:
        """The message that is shown now."""
        return self._waiting[-1] if self._waiting else None

    def show_message(self, message: Message) -> None:
        """Put a message on top, once; the focus stays where it is."""
        self._waiting = [m for m in self._waiting if m != message and m.tone is not Tone.PASS]
        self._waiting.append(message)
        self._just_said.append(message)
        QTimer.singleShot(0, self, self._just_said.clear)
        self._lay_out()
        spoken = f"{message.headline} {message.details}".strip()
        _announce(self, spoken)

    def dismiss(self) -> None:
        """Take the top message away."""
        if self._waiting:
            self._waiting.pop()
        self._lay_out()

    def move_on(self) -> None:
        """Take refusals away that are about the page left; one said on the way comes along."""
        kept = [m for m in self._waiting if not m.ends_with_page or m in self._just_said]
        if kept != self._waiting:
            self._waiting = kept
            self._lay_out()

    def clear(self) -> None:
        """Take all messages away."""
        self._waiting.clear()
        self._lay_out()

    def _lay_out(self) -> None:
        """Show the newest message, or nothing."""
        self._timer.stop()
        if self._shown is not None:
            self._layout.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        message = self.message
        self.setVisible(message is not None)
        if message is None:
            return
        self._shown = _Strip(message, len(self._waiting) - 1, self.dismiss)
        self._layout.addWidget(self._shown)
        self._shown.show()
        if message.tone is Tone.PASS:
            self._timer.start()

    def _take_focus(self) -> None:
        """Bring the keyboard to the message when it is asked for."""
        if self._shown is not None:
            self._shown.first_button.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _announce(bar: QWidget, spoken: str) -> None:
    """Let a screen reader say it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 (5 ms)

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(bar, spoken))


class _Strip(QFrame):
    """One message: icon, words, action, dismiss."""

    def __init__(self, message: Message, below: int, dismiss: Callable[[], None]) -> None:
        """Lay out a message with the number of messages below it."""
        super().__init__()
        self.setObjectName("strip")
        self._message = message
        self._picture = QLabel()
        self._close = QPushButton()
        self._close.setProperty("kind", "plain")
        self._close.setFixedWidth(48)
        self._close.setAccessibleName(_("Dismiss this message"))
        self._close.setToolTip(_("Dismiss this message"))
        self._close.clicked.connect(dismiss)
        self.first_button = self._close
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._words(), stretch=1)
        if below:
            row.addWidget(
                QLabel(ngettext("{count} more", "{count} more", below).format(count=below))
            )
        if message.act is not None and message.action:
            self.first_button = button(message.action, message.act)
            row.addWidget(self.first_button)
        row.addWidget(self._close)
        self.dress()
        WARDROBE.changed.connect(self.dress)

    def _words(self) -> QVBoxLayout:
        """Lay out the headline and the details."""
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, kind in (
            (self._message.headline, Type.STRONG),
            (self._message.details, Type.BODY),
        ):
            if text:
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setWordWrap(True)
                label.setFont(font(kind))
                words.addWidget(label)
        return words

    def dress(self) -> None:
        """Wear the message's tone."""
        ink = colours_now().ink(self._message.tone)
        self._picture.setPixmap(pixmap(self._message.tone.icon, ink.text, 24))
        self._close.setIcon(icon("x", ink.text))
        self.setStyleSheet(
            f"#strip {{ background: {ink.ground}; border: 1px solid {ink.line};"
            f" border-left: 6px solid {ink.solid}; border-top-right-radius: {RADIUS}px;"
            f" border-bottom-right-radius: {RADIUS}px; }}"
            f" #strip > QLabel {{ color: {ink.text}; }}"
        )
