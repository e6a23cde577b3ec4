"""A photo large, with its marks; who may draw over it finds the tools beside it."""

from dataclasses import replace

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from qc_desk.domain.overlay import Ink, ShapeKind, Shapes, read, written
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, format_datetime
from qc_desk.services.annotations import LargePhoto, draw_over, large_photo
from qc_desk.services.photo_views import PhotoKey
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.notice import Notice
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.canvas import Canvas
from qc_desk.ui.photos.sketch import Sketch
from qc_desk.ui.photos.tools import Tools
from qc_desk.ui.theme import Tone

_SHARE = 0.94  # of the window
_FACTOR = 1.25


def look_at(kit: Kit, parent: QWidget, key: PhotoKey) -> None:
    """Show a photo large until it is closed."""
    PhotoDialog(kit, parent, key).exec()


class PhotoDialog(Dialog):
    """One photo as large as the window, and what is drawn over it.

    What is drawn and not saved is a draft: leaving the photo, a lock and a crash keep it.
    """

    def __init__(self, kit: Kit, parent: QWidget, key: PhotoKey) -> None:
        """Read the photo and show it."""
        self._kit, self._key = kit, key
        person = kit.presence.person
        by = person.person_id if person is not None else None
        self.photo: LargePhoto = kit.records.read(lambda s: large_photo(s, key, by))
        super().__init__(
            parent,
            self.photo.caption or _("Photo"),
            _who(self.photo, person.zone if person is not None else "UTC"),
        )
        picture = QPixmap()
        picture.loadFromData(self.photo.image)
        self._draft = f"marks-{'complaint' if key.of_complaint else 'check'}-{key.id}"
        self.notice = Notice()
        self.sketch = Sketch(self.photo.shapes)
        self._typing = False
        self.canvas = Canvas(picture, self.sketch, may_draw=self.photo.may_draw)
        self.tools = Tools(may_draw=self.photo.may_draw)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.tools)
        self.body.addWidget(self.canvas, stretch=1)
        self._connect()
        self.leave = self.add_verb(_("Close"), accepts=False)
        self.save = self.add_verb(_("Save marks"), "primary", "check")
        self.save.clicked.disconnect()
        self.save.clicked.connect(self._save)
        self.save.setVisible(self.photo.may_draw)
        self._say_why_not()
        self._take_up_draft()
        window = parent.window().size()
        self.resize(int(window.width() * _SHARE), int(window.height() * _SHARE))
        self.canvas.setFocus()
        self._look()

    def _connect(self) -> None:
        """Hear what is drawn, chosen and typed."""
        self.canvas.changed.connect(self._drawn)
        self.tools.tool_chosen.connect(self._choose_tool)
        self.tools.ink_chosen.connect(self._choose_ink)
        self.tools.typed.connect(self._type)
        self.tools.asked.connect(self._do)
        self.tools.text.editingFinished.connect(self._typed)

    @override
    def done(self, result: int) -> None:
        """Forget what only this dialog hears."""
        self._typed()
        super().done(result)

    def changed(self) -> bool:
        """Whether something is drawn that is not saved."""
        return self.sketch.whole() != self.photo.shapes

    def _choose_tool(self, kind: ShapeKind | None) -> None:
        self.canvas.tool = kind
        if kind is not None:
            self.sketch.chosen = None
        self._look()
        self.canvas.setFocus()

    def _choose_ink(self, ink: Ink) -> None:
        self.canvas.ink = ink
        self.sketch.colour(ink)
        self._drawn()
        self.canvas.setFocus()

    def _type(self, text: str) -> None:
        """Let the chosen text follow what is typed; that is one step until the field is left."""
        mark = self.sketch.mark
        if mark is not None and mark.kind is ShapeKind.TEXT:
            if not self._typing:
                self.sketch.hold()
                self._typing = True
            self.sketch.follow(replace(mark, text=text))
            self.canvas.show_marks()
            self._keep_draft()

    def _typed(self) -> None:
        """Make one step of what was typed."""
        if self._typing:
            self._typing = False
            self.sketch.let_go()
            self._look()

    def _do(self, act: str) -> None:
        """Do what a button asks for."""
        self._typed()
        deeds = {
            "undo": self.sketch.undo,
            "redo": self.sketch.redo,
            "remove": self.sketch.remove,
            "larger": lambda: self.canvas.zoom(_FACTOR),
            "smaller": lambda: self.canvas.zoom(1 / _FACTOR),
            "whole": self.canvas.fit,
        }
        deeds[act]()
        self._drawn()

    def _drawn(self) -> None:
        """Keep what was drawn as a draft, and show what can be done with it."""
        self._keep_draft()
        self._look()

    def _look(self) -> None:
        """Show the tools as they can be used now."""
        mark = self.sketch.mark
        text = mark.text if mark is not None and mark.kind is ShapeKind.TEXT else None
        fresh = text == _("Text") and not self.tools.text.isVisible()
        self.tools.show_text(text)
        self.tools.show_state(
            undo=self.sketch.may_undo, redo=self.sketch.may_redo, chosen=mark is not None
        )
        if mark is not None and mark.ink in self.tools.inks:
            self.tools.inks[mark.ink].setChecked(True)
        self.save.setEnabled(self.changed())
        self.canvas.show_marks()
        if fresh and self.canvas.isVisible():
            self.tools.text.setFocus()
            self.tools.text.selectAll()

    # Drafts

    def _keep_draft(self) -> None:
        if not self.photo.may_draw:
            return
        if not self.changed():
            self._kit.drafts.forget(self._draft)
            return
        try:
            shapes = written(self.sketch.whole())
        except QcError:  # a mark is too small while it is being dragged
            return
        self._kit.drafts.keep(self._draft, {"shapes": shapes, "seen": str(self._seen)})

    @property
    def _seen(self) -> int | None:
        return self.photo.drawing_id

    def _take_up_draft(self) -> None:
        """Go on with what was drawn before; beside what somebody else has drawn meanwhile."""
        draft = self._kit.drafts.get(self._draft)
        if draft is None or not self.photo.may_draw:
            return
        try:
            kept = read(draft.get("shapes", ""))
        except QcError:
            self._kit.drafts.forget(self._draft)
            return
        if draft.get("seen") != str(self._seen):
            kept = _together(self.photo.shapes, kept)
        self.sketch.hold()
        self.sketch.shapes = kept
        self.sketch.let_go()
        self.notice.say(_("These marks are not saved yet."), Tone.INFO, "pencil")

    def _say_why_not(self) -> None:
        if not self.photo.may_draw:
            self.notice.say(self.photo.why_not, Tone.CALM, "lock")

    # Saving

    def _save(self) -> None:
        """Keep all marks as one act."""
        person, at = self._kit.presence.person, self._kit.records.now()
        if person is None:
            return
        self._typed()
        shapes, seen, by = self.sketch.whole(), self._seen, person.person_id
        refused: list[QcError] = []
        self._kit.records.refused.connect(refused.append)
        self._kit.records.change(lambda s: draw_over(s, self._key, shapes, seen, by, at))
        self._kit.records.refused.disconnect(refused.append)
        if refused:
            self.notice.say(str(refused[0]), Tone.FAIL, "triangle-alert")
            return
        self._kit.drafts.forget(self._draft)
        self.accept()


def _who(photo: LargePhoto, zone: str) -> str:
    """Return who has drawn over a photo, and when."""
    if not photo.shapes or photo.drawn_at is None:
        return ""
    said = _("Marked by {person}, {at}. The photo itself is unchanged.")
    return said.format(person=photo.drawn_by, at=format_datetime(photo.drawn_at, zone))


def _together(standing: Shapes, mine: Shapes) -> Shapes:
    """Return what stands, and what else was drawn."""
    return (*standing, *(shape for shape in mine if shape not in standing))
