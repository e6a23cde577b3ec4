"""The status bar: who is signed in, where, and whether the record is safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from qc_desk.i18n import _, ngettext
from qc_desk.ui.buttons import Button
from qc_desk.ui.icons import pixmap
from qc_desk.ui.presence import Presence
from qc_desk.ui.theme import SPACE_L, SPACE_S, WARDROBE, Tone, colours_now

STALE = timedelta(days=2)  # an older backup is not a good one
_AROUND = 3  # px above and below


@dataclass(frozen=True)
class Safety:
    """How safe the record is: the last good backup, and why the one after it failed."""

    backed_up_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True)
class Outside:
    """What the second place lacks: sign-offs without a receipt there, and why it lacks them."""

    not_anchored: int = 0
    problem: str = ""


class StatusBar(QFrame):
    """The line at the bottom of the window."""

    switching = Signal()
    site_chosen = Signal(int)

    def __init__(self, presence: Presence) -> None:
        """Show who is present."""
        super().__init__()
        self.setObjectName("status")
        self._presence = presence
        self._safety: Safety | None = None
        self._now: datetime | None = None
        self._outside = Outside()
        self._narrow = False
        self._several = False
        self.person = Button("…", "plain", "user")
        self.person.clicked.connect(self.switching)
        self.switch = Button("…", "", "lock")
        self.switch.clicked.connect(self.switching)
        self.site = _Fact("map-pin")
        self.sites = _hidden_choice("map-pin")
        self.backup = _Fact("database-backup")
        self.anchors = _Fact("anchor")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, _AROUND, SPACE_L, _AROUND)
        row.setSpacing(SPACE_L)
        row.addWidget(self.person)
        row.addWidget(self.switch)
        row.addWidget(self.site)
        row.addWidget(self.sites)
        row.addStretch(1)
        row.addWidget(self.anchors)
        row.addWidget(self.backup)
        presence.changed.connect(self.retranslate)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def show_safety(self, safety: Safety, now: datetime) -> None:
        """Show how safe the record is at a moment."""
        self._safety, self._now = safety, now
        self.retranslate()

    def show_outside(self, outside: Outside) -> None:
        """Show what is not kept at the second place."""
        self._outside = outside
        self._tell_outside()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        person = self._presence.person
        self.person.setText(person.name if person else _("Nobody is signed in"))
        self.person.setAccessibleName(_("Signed in: {name}").format(name=self.person.text()))
        self.switch.setText(_("Switch &user") if person else _("Sign &in"))
        self.switch.setToolTip(_("Lock the window and let somebody else sign in (Ctrl+L)"))
        several = person is not None and self._several
        self.site.show_fact(person.site if person and not several else "", Tone.CALM)
        self.sites.setText(person.site.replace("&", "&&") if person else "")
        self.sites.setAccessibleName(_("Site: {name}").format(name=person.site if person else ""))
        self.sites.setToolTip(_("Work at another site"))
        self.sites.setVisible(several)
        self._tell_safety()
        self._tell_outside()

    def offer_sites(self, sites: Sequence[tuple[int, str]]) -> None:
        """Let a person who has roles at several sites choose where they work now."""
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415 (few people work at several sites)

        self._several = len(sites) > 1
        before = self.sites.menu()
        menu = QMenu(self.sites)
        for site_id, name in sites:
            act = menu.addAction(name.replace("&", "&&"))
            act.triggered.connect(
                lambda _checked=False, site_id=site_id: self.site_chosen.emit(site_id)
            )
        self.sites.setMenu(menu)
        if before is not None:
            before.deleteLater()
        self.retranslate()

    def _tell_safety(self) -> None:
        """Say when the last good backup was."""
        if self._safety is None or self._now is None:
            self.backup.show_fact("", Tone.CALM)
            return
        at = self._safety.backed_up_at
        late = at is None or self._now - at > STALE
        said = (
            _("No backup yet")
            if at is None
            else _("Backup: {age}").format(age=ago(self._now - at))
        )
        problem = self._safety.problem
        self.backup.show_fact(
            _("Backup failed") if problem else said, Tone.WARN if late or problem else Tone.CALM
        )
        self.backup.setToolTip(f"{problem}\n{said}" if problem else "")

    def _tell_outside(self) -> None:
        """Say what is not anchored at the second place, and whether it can be reached."""
        count, problem = self._outside.not_anchored, self._outside.problem
        said = ngettext("{count} sign-off not anchored", "{count} sign-offs not anchored", count)
        short = ngettext("{count} not anchored", "{count} not anchored", count)
        words = (short if self._narrow else said).format(count=count)
        lost = _("Second place not reachable") if problem else ""
        self.anchors.show_fact(words if count else lost, Tone.WARN)
        self.anchors.setToolTip("\n".join(filter(None, (said.format(count=count), problem))))

    def set_narrow(self, *, narrow: bool) -> None:
        """Use fewer words where there is little room; the tool tip has the whole sentence."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._row.setSpacing(SPACE_S if narrow else SPACE_L)
            around = 1 if narrow else _AROUND  # the rail beside it needs every pixel
            self._row.setContentsMargins(SPACE_S, around, SPACE_L, around)
            self._tell_safety()
            self._tell_outside()

    def dress(self) -> None:
        """Take the colours in force."""
        colours = colours_now()
        self.setStyleSheet(
            f"#status {{ background: {colours.surface}; border: none;"
            f" border-top: 1px solid {colours.line}; }}"
        )
        self.retranslate()


def _hidden_choice(picture: str) -> Button:
    """Return a button that opens a menu, once there is something to choose."""
    made = Button("…", "plain", picture)
    made.setProperty("menu", "true")
    made.hide()
    return made


class _Fact(QWidget):
    """An icon and a few words; with a tone when something is not as it should be."""

    def __init__(self, picture: str) -> None:
        """Stand with an icon."""
        super().__init__()
        self._picture = picture
        self._image = QLabel()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._image)
        row.addWidget(self.words)

    def show_fact(self, text: str, tone: Tone) -> None:
        """Show words in a tone; nothing when there are none."""
        colours = colours_now()
        ink = colours.ink(tone).text if tone is Tone.WARN else colours.muted
        picture = tone.icon if tone is Tone.WARN else self._picture
        self._image.setPixmap(pixmap(picture, ink, 18))
        self.words.setText(text)
        self.words.setStyleSheet(f"color: {ink};")
        self.setVisible(bool(text))


def ago(age: timedelta) -> str:
    """Return an age in the largest unit that fits: just now, 5 min ago, 3 h ago, 2 days ago."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} min ago", "{count} min ago", minutes).format(count=minutes)
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("{count} h ago", "{count} h ago", hours).format(count=hours)
    days = minutes // (24 * 60)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
