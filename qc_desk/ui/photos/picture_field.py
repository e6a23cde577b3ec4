"""Pictures of an item or a step while it is written: added, told apart, moved and taken away."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qc_desk.domain.picture_words import MOST_PICTURES, PictureRow, Shows
from qc_desk.i18n import _
from qc_desk.ui.buttons import Badge, Button, button
from qc_desk.ui.cards import empty, words
from qc_desk.ui.files import choose_files, photos_to_read
from qc_desk.ui.flow import Flow
from qc_desk.ui.jobs import Job
from qc_desk.ui.notice import Notice
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.clipping import as_png
from qc_desk.ui.photos.gallery import TONES
from qc_desk.ui.theme import SPACE_M, SPACE_S, TARGET, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.photos import PreparedPhoto

_SMALL = QSize(96, 72)


class PictureField(QWidget):
    """The pictures in their order, each with its caption, and the ways to add one."""

    changed = Signal(object)  # the rows as they are now

    def __init__(self, *, of_step: bool = False) -> None:
        """Begin without pictures; those of a step are neither good nor bad."""
        super().__init__()
        self._kit: Kit | None = None
        self._of_step = of_step
        self._target: Callable[[], object] | None = None
        self.rows: tuple[PictureRow, ...] = ()
        self.captions: list[QLineEdit] = []
        self.notice = Notice()
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_S)
        kinds = [Shows.STEP] if of_step else [Shows.GOOD, Shows.BAD]
        self.adds = {shows: self._add_button(shows) for shows in kinds}
        self.paste = button(_("Paste"), self._paste, "", "copy")
        self.paste.setAutoDefault(False)
        below = QWidget()
        flow = Flow(below)
        for add in self.adds.values():
            flow.addWidget(add)
        flow.addWidget(self.paste)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        title = _("Pictures") if of_step else _("Pictures of good and bad")
        column.addWidget(words(title, Type.STRONG))
        column.addLayout(self._list)
        column.addWidget(self.notice)
        column.addWidget(below)
        self.setAcceptDrops(True)

    def bind(self, kit: Kit) -> None:
        """Keep pictures in the record of this window."""
        self._kit = kit

    def show_rows(self, rows: tuple[PictureRow, ...]) -> None:
        """Show pictures; a caption that already says it keeps its cursor."""
        bare = tuple(replace(row, caption="") for row in rows)
        same = bare == tuple(replace(row, caption="") for row in self.rows)
        self.rows = rows
        if same and len(self.captions) == len(rows):
            for line, row in zip(self.captions, rows, strict=True):
                if line.text() != row.caption:
                    line.setText(row.caption)
            return
        empty(self._list)
        self.captions = []
        for place, row in enumerate(rows):
            self._list.addWidget(self._one(place, row))
        for add in (*self.adds.values(), self.paste):
            add.setEnabled(len(rows) < MOST_PICTURES)

    def mark(self, wrong: str) -> None:
        """Say what is wrong with the pictures, or nothing."""
        self.notice.say(wrong, Tone.FAIL)

    def take(self, mime: QMimeData, shows: Shows | None = None) -> bool:
        """Add what was dropped or pasted; false when there is no picture in it."""
        shows = shows or next(iter(self.adds))
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.add_files(files, shows)
            return True
        raw = as_png(mime)
        if raw is not None:
            self._read(_("pasted picture"), partial(_prepared, raw, _("pasted picture")), shows)
            return True
        return False

    def add_files(self, files: list[Path], shows: Shows) -> None:
        """Read pictures beside the window; each is added when it is ready."""
        for file in files:
            self._read(file.name, partial(_from_file, file), shows)

    def _read(self, name: str, read: "Callable[[Job], PreparedPhoto]", shows: Shows) -> None:
        if self._kit is None:
            return
        said = _("Reading photo {name}").format(name=name)
        at_work = self._target() if self._target is not None else None
        self._kit.jobs.start(said, read, lambda made: self._keep(made, shows, at_work))

    def follow(self, target: Callable[[], object]) -> None:
        """Ask what is at work: a picture that comes late is not added to something else."""
        self._target = target

    def _keep(self, prepared: "PreparedPhoto", shows: Shows, at_work: object) -> None:
        """Keep a picture in the record and show it."""
        from qc_desk.services.pictures import keep_picture  # noqa: PLC0415 (not at start)

        kit = self._kit
        if kit is None or kit.presence.person is None:
            return
        by, at = kit.presence.person.person_id, kit.records.now()
        kept = kit.records.change(lambda s: keep_picture(s, prepared, by, at))
        if kept is None:
            return
        if self._target is not None and self._target() != at_work:
            kit.messages.warn(
                _("The picture came after you had moved on. Add it again where it belongs.")
            )
            return
        row = PictureRow(picture_id=kept.picture_id, sha256=kept.sha256, shows=shows)
        if len(self.rows) < MOST_PICTURES:
            self._set((*self.rows, row))

    def _set(self, rows: tuple[PictureRow, ...]) -> None:
        self.show_rows(rows)
        self.changed.emit(rows)

    def _one(self, place: int, row: PictureRow) -> QWidget:
        """Return one picture with its caption and its verbs."""
        box = QWidget()
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(self._thumbnail(row))
        middle = QVBoxLayout()
        middle.setSpacing(SPACE_S)
        line = QLineEdit(row.caption)
        line.setMinimumHeight(TARGET)
        line.setPlaceholderText(_("Caption: what to look at"))
        line.setAccessibleName(_("Caption of picture {number}").format(number=place + 1))
        line.textEdited.connect(lambda text: self._caption(place, text))
        self.captions.append(line)
        top = QWidget()
        flow = Flow(top)  # in a narrow panel the verbs stand below the word
        if not self._of_step:
            flow.addWidget(Badge(row.shows.label, TONES[row.shows]))
        for verb in self._verbs(place, row):
            flow.addWidget(verb)
        line.setMinimumWidth(120)
        middle.addWidget(top)
        middle.addWidget(line)
        across.addLayout(middle, stretch=1)
        return box

    def _verbs(self, place: int, row: PictureRow) -> list[Button]:
        made = []
        if not self._of_step:
            other = Shows.BAD if row.shows is Shows.GOOD else Shows.GOOD
            said = _("Show it as bad") if other is Shows.BAD else _("Show it as good")
            made.append(self._verb("repeat", said, lambda: self._turn(place, other)))
        said = _("Move picture {number} up").format(number=place + 1)
        up = self._verb("arrow-up", said, lambda: self._up(place))
        up.setEnabled(place > 0)
        said = _("Remove picture {number}").format(number=place + 1)
        return [*made, up, self._verb("trash-2", said, lambda: self._remove(place))]

    def _verb(self, picture: str, said: str, act: Callable[[], object]) -> Button:
        made = button("", act, "", picture)
        made.setAutoDefault(False)
        made.setFixedSize(TARGET, TARGET)
        made.setAccessibleName(said)
        made.setToolTip(said)
        return made

    def _thumbnail(self, row: PictureRow) -> QLabel:
        from qc_desk.services.pictures import picture_thumbnail  # noqa: PLC0415 (not at start)

        shown = QLabel()
        if self._kit is not None:
            picture = QPixmap()
            picture.loadFromData(
                self._kit.records.read(lambda s: picture_thumbnail(s, row.picture_id))
            )
            shown.setPixmap(QIcon(picture).pixmap(_SMALL))
        shown.setFixedSize(_SMALL)
        shown.setAccessibleName(row.caption or row.shows.label)
        return shown

    def _caption(self, place: int, text: str) -> None:
        rows = list(self.rows)
        rows[place] = replace(rows[place], caption=text)
        self._set(tuple(rows))

    def _turn(self, place: int, shows: Shows) -> None:
        rows = list(self.rows)
        rows[place] = replace(rows[place], shows=shows)
        self._set(tuple(rows))

    def _up(self, place: int) -> None:
        rows = list(self.rows)
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
        self._set(tuple(rows))

    def _remove(self, place: int) -> None:
        self._set(self.rows[:place] + self.rows[place + 1 :])

    def _add_button(self, shows: Shows) -> Button:
        text = {
            Shows.GOOD: _("Add a picture of good…"),
            Shows.BAD: _("Add a picture of bad…"),
            Shows.STEP: _("Add a picture…"),
        }[shows]
        made = button(text, lambda: self._choose(shows), "", "image")
        made.setAutoDefault(False)
        made.setToolTip(_("Or drop a file here, or paste a picture with Ctrl+V."))
        return made

    def _choose(self, shows: Shows) -> None:
        found = choose_files(self, self.adds[shows].text(), photos_to_read())
        self.add_files(found, shows)

    def _paste(self) -> None:
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if copied is None or not self.take(copied):
            said = _("There is no picture to paste. Copy one first, or choose a file.")
            self.notice.say(said, Tone.INFO)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture by its key."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return
        super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what holds a picture."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped: on the right half of the field as a picture of bad."""
        right = event.position().x() > self.width() / 2
        shows = list(self.adds)[-1 if right else 0]
        if self.take(event.mimeData(), shows):
            event.acceptProposedAction()


def _from_file(file: Path, _job: Job) -> "PreparedPhoto":
    from qc_desk.services.photos import read_photo  # noqa: PLC0415 (not at start)

    return read_photo(file)


def _prepared(raw: bytes, name: str, _job: Job) -> "PreparedPhoto":
    from qc_desk.services.photos import prepare_photo  # noqa: PLC0415 (not at start)

    return prepare_photo(raw, name)
