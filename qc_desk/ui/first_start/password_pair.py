"""A new password, typed twice, with its rules in words that are ticked off while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.domain.refusals import PasswordTooCommon, PasswordTooShort
from qc_desk.i18n import _, ngettext
from qc_desk.ui.icons import pixmap
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.theme import SPACE_M, SPACE_S, SPACE_XS, WARDROBE, Tone, colours_now

SHORTEST = 12  # as services.keys.SHORTEST_PASSWORD, which a test compares


class PasswordPair(QWidget):
    """Two password fields and the rules; ``names`` are words that do not count as a password."""

    changed = Signal()
    entered = Signal()

    def __init__(self, names: Callable[[], tuple[str, ...]]) -> None:
        """Ask for a new password."""
        super().__init__()
        self._names = names
        self.first = PasswordField(_("Password (required)"))
        self.second = PasswordField(_("The same password again (required)"))
        self.long, self.hard, self.same = _Rule(), _Rule(), _Rule()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.first)
        column.addWidget(self.second)
        rules = QVBoxLayout()
        rules.setSpacing(SPACE_XS)
        for rule in (self.long, self.hard, self.same):
            rules.addWidget(rule)
        column.addLayout(rules)
        self.first.entered.connect(self.second.editor.setFocus)
        self.second.entered.connect(self.entered)
        for field in (self.first, self.second):
            field.changed.connect(self.look)
        self.look()

    @property
    def password(self) -> str:
        """What is typed in the first field."""
        return self.first.text()

    @property
    def ready(self) -> bool:
        """Whether the password keeps every rule."""
        return all(rule.kept for rule in (self.long, self.hard, self.same))

    def look(self) -> None:
        """Tick off the rules that are kept now."""
        typed, again = self.first.text(), self.second.text()
        left = SHORTEST - len(typed)
        more = ngettext("{count} more character", "{count} more characters", left)
        asked = _("At least {count} characters; four or five words are easy to remember")
        self.long.say(
            more.format(count=left) if typed and left > 0 else asked.format(count=SHORTEST),
            kept=left <= 0,
        )
        easy = left <= 0 and not self._is_hard(typed)
        self.hard.say(
            _("This one is easy to guess: take words that do not belong together")
            if easy
            else _("Not easy to guess: no name of yours, no “password123”"),
            kept=left <= 0 and not easy,
            broken=easy,
        )
        differs = bool(again) and not typed.startswith(again)
        self.same.say(
            _("The two passwords differ") if differs else _("The same twice"),
            kept=bool(typed) and typed == again,
            broken=differs,
        )
        self.changed.emit()

    def forget(self) -> None:
        """Empty both fields."""
        self.first.forget()
        self.second.forget()

    def _is_hard(self, password: str) -> bool:
        """Whether a password is not one that guessing begins with."""
        from qc_desk.services.keys import must_be_strong  # noqa: PLC0415 (on use)

        try:
            must_be_strong(password, *self._names())
        except (PasswordTooCommon, PasswordTooShort):
            return False
        return True


class _Rule(QWidget):
    """One rule: an icon that says whether it is kept, and words."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.kept = self._broken = False
        self._picture = QLabel()
        self.words = QLabel(wordWrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._picture)
        row.addWidget(self.words, stretch=1)
        WARDROBE.changed.connect(self.dress)

    def say(self, text: str, *, kept: bool, broken: bool = False) -> None:
        """Say the rule, and whether it is kept."""
        self.kept, self._broken = kept, broken
        self.words.setText(text)
        state = _("kept") if kept else _("not yet")
        self.setAccessibleName(f"{text}: {state}")
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        tone = Tone.PASS if self.kept else Tone.FAIL if self._broken else Tone.CALM
        ink = colours_now().ink(tone).text
        self._picture.setPixmap(pixmap(tone.icon, ink, 18))
        self.words.setStyleSheet(f"color: {ink};")
