"""A draft of a procedure while it is written; what is typed survives leaving the page."""

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from qc_desk.domain.plain_words import WRITTEN_IN, checks_in
from qc_desk.domain.wordings import PROCEDURE_TEXTS, stored
from qc_desk.i18n import LANGUAGES, _, format_list
from qc_desk.services.procedures import ProcedureEntry, StepEntry, entry_of
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.fields import ChoiceField, Field, NoteField, TextField
from qc_desk.ui.pages import Kit
from qc_desk.ui.procedures.other_words import OtherWords
from qc_desk.ui.procedures.step_card import StepCard
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.theme import SPACE_L, SPACE_M, Type

if TYPE_CHECKING:
    from qc_desk.services.procedure_lists import ProcedureVersionRow

_WIDEST = 860  # px
_DRAFT_AFTER_MS = 400


class ProcedureEditor(QScrollArea):
    """Title, purpose and steps; steps are added, moved and removed, and removals taken back."""

    saved = Signal()

    def __init__(self, kit: Kit) -> None:
        """Begin without a draft."""
        super().__init__()
        self._kit, self._drafts = kit, kit.drafts
        self.version: ProcedureVersionRow | None = None
        self.cards: list[StepCard] = []
        self._gone: list[tuple[int, dict[str, str]]] = []
        self._loading = False
        self.remembered = Notice()
        self.name = TextField(_("Title"), required=True)
        self.purpose = NoteField(_("What is it for?"))
        self.purpose.note.setMaximumHeight(96)
        languages = [(code, name) for code, name in WRITTEN_IN.items()]
        self.language: ChoiceField[str] = ChoiceField(
            _("Written in"), languages, required=True, hint=_("The helper reads this language.")
        )
        self.checked = words("", Type.SMALL, quiet=True)
        self.other: ChoiceField[str] = ChoiceField(
            _("Also in"), hint=_("People read it in their language where it is there.")
        )
        originals = {"title": self.name, "purpose": self.purpose}
        self.others = OtherWords(originals, PROCEDURE_TEXTS)
        self._offer_others()
        self.add = button(_("Add a step"), self.add_step, "", "plus")
        self.bring_back = button(_("Bring the removed step back"), self._bring, "", "undo-2")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(SPACE_L)
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        for field in self._facts().values():
            field.changed.connect(self._note)
        self.language.changed.connect(self._offer_others)
        for choice in (self.language, self.other):
            choice.changed.connect(self._speak)
        QShortcut(QKeySequence("Ctrl+S"), self, self.saved.emit)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.add_step)

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not in the record."""
        return self.version is not None and self.entry() != entry_of(self.version)

    def show_draft(self, version: "ProcedureVersionRow") -> None:
        """Show a draft, and what was typed before on top of it."""
        self.keep_draft()
        self.version = version
        kept = self._drafts.get(self._key)
        self._begin(entry_of(version))
        if kept is not None:
            self._put_back(kept)
        back = _("What you typed before is back; it is not saved yet.")
        self.remembered.say(back if kept is not None and self.dirty else "")
        self.verticalScrollBar().setValue(0)

    def set_clean(self, version: "ProcedureVersionRow") -> None:
        """Take what was saved as the draft that is at work."""
        self._timer.stop()
        self._drafts.forget(self._key)
        self.version = version
        self.others.set_text(stored(version.wordings))
        for card, step in zip(self.cards, version.steps, strict=True):
            card.step_id = step.id
            card.others.set_text(stored(step.wordings))
        self.remembered.say("")

    def entry(self) -> ProcedureEntry:
        """Return what is typed."""
        return ProcedureEntry(
            title=self.name.value() or "",
            purpose=self.purpose.value() or "",
            language=self.language.value() or "en",
            steps=tuple(card.entry() for card in self.cards),
            wordings=self.others.value(),
        )

    def check(self) -> bool:
        """Show what is wrong at every field and go to the first; true when nothing is."""
        facts = [field for field in self._facts().values() if field.show_wrong()]
        steps = [card for card in self.cards if card.show_wrong()]
        if facts:
            facts[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif steps:
            steps[0].instruction.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(steps[0])
        return not facts and not steps

    def keep_draft(self) -> None:
        """Write down what is typed and not saved."""
        self._timer.stop()
        if self.version is None or self._loading:
            return
        if not self.dirty:
            self._drafts.forget(self._key)
            return
        facts = {name: field.text() for name, field in self._facts().items()}
        steps = json.dumps([card.texts() for card in self.cards], ensure_ascii=False)
        self._drafts.keep(self._key, facts | {"steps": steps})

    def add_step(self) -> None:
        """Add an empty step at the end and begin to write it."""
        card = self._insert(len(self.cards), StepEntry())
        self._arrange()
        self._note()
        card.instruction.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card))

    @property
    def _key(self) -> str:
        return f"procedure:{self.version.id}" if self.version is not None else "procedure:"

    def _facts(self) -> dict[str, Field[Any]]:
        return {
            "title": self.name,
            "purpose": self.purpose,
            "language": self.language,
            "others": self.others,
        }

    def _begin(self, entry: ProcedureEntry) -> None:
        """Show a draft as it is in the record."""
        self._loading = True
        self.name.set_text(entry.title)
        self.purpose.set_text(entry.purpose)
        self.language.choose(entry.language)
        self.others.set_text(stored(entry.wordings))
        self._speak()
        while self.cards:
            self._take(self.cards[0])
        self._gone.clear()
        for place, step in enumerate(entry.steps):
            self._insert(place, step)
        self._arrange()
        self._say_checks()
        self._loading = False

    def _put_back(self, kept: dict[str, str]) -> None:
        """Type what was typed before; a damaged draft is none."""
        try:
            steps = [dict(each) for each in json.loads(kept.get("steps", "[]"))]
        except (ValueError, TypeError):
            return
        held = {step.id for step in self.version.steps} if self.version is not None else set()
        self._loading = True
        for name, field in self._facts().items():
            field.set_text(kept.get(name, field.text()))
        while self.cards:
            self._take(self.cards[0])
        for place, texts in enumerate(steps):
            number = str(texts.get("id", ""))
            step_id = int(number) if number.isdecimal() and int(number) in held else None
            self._insert(place, StepEntry(id=step_id)).set_texts(texts)
        self._arrange()
        self._loading = False

    def _insert(self, place: int, entry: StepEntry) -> StepCard:
        card = StepCard(entry, self.language.value() or "en")
        card.others.speak(self.language.value() or "en", self.other.value() or "")
        card.pictures.bind(self._kit)
        card.pictures.show_rows(entry.pictures)
        card.changed.connect(self._note)
        card.moved.connect(lambda by: self._move(card, by))
        card.removed.connect(lambda: self._remove(card))
        self.cards.insert(place, card)
        self._steps.insertWidget(place, card)
        return card

    def _take(self, card: StepCard) -> None:
        self.cards.remove(card)
        self._steps.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _move(self, card: StepCard, by: int) -> None:
        """Move a step; the keyboard stays in it."""
        place = self.cards.index(card) + by
        if not 0 <= place < len(self.cards):
            return
        self.cards.remove(card)
        self.cards.insert(place, card)
        self._steps.removeWidget(card)
        self._steps.insertWidget(place, card)
        self._arrange()
        self._note()
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card))

    def _remove(self, card: StepCard) -> None:
        """Take a step away; it can be brought back until the draft is saved or left."""
        place = self.cards.index(card)
        self._gone.append((place, card.texts()))
        self._take(card)
        self._arrange()
        self._note()
        if self.cards:
            near = self.cards[min(place, len(self.cards) - 1)]
            near.instruction.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self) -> None:
        """Bring the step that was removed last back to its place."""
        place, texts = self._gone.pop()
        number = texts["id"]
        card = self._insert(
            min(place, len(self.cards)), StepEntry(id=int(number) if number else None)
        )
        card.set_texts(texts)
        self._arrange()
        self._note()
        card.instruction.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        for place, card in enumerate(self.cards, start=1):
            card.stand_at(place, len(self.cards))
        self.bring_back.setVisible(bool(self._gone))

    def _note(self) -> None:
        if not self._loading:
            self._timer.start()

    def _speak(self) -> None:
        """Let the helper read in the chosen language, and show the other one at every text."""
        own, other = self.language.value() or "en", self.other.value() or ""
        self.others.speak(own, other)
        for card in self.cards:
            card.speak(own, other)
        self._say_checks()

    def _offer_others(self) -> None:
        """Offer every language but the procedure's own."""
        own, chosen = self.language.value(), self.other.value()
        others = [(code, each.name) for code, each in LANGUAGES.items() if code != own]
        self.other.offer([("", _("No other language")), *others])
        self.other.choose(chosen if chosen and chosen != own else "")

    def _say_checks(self) -> None:
        """Say which rules the helper has for the language."""
        found = [concern.label for concern in checks_in(self.language.value() or "")]
        said = _("The helper looks for: {rules}. It advises and stops nothing.")
        self.checked.setText(said.format(rules=format_list(found)))

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        facts = Card()
        shown = (self.name, self.purpose, self.language, self.checked, self.other, self.others)
        for part in shown:
            facts.body.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(SPACE_M)
        below.addWidget(self.add)
        below.addWidget(self.bring_back)
        below.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_L)
        column.addWidget(self.remembered)
        column.addWidget(facts)
        column.addLayout(self._steps)
        column.addLayout(below)
        column.addStretch(1)
        room = QWidget()
        across = QHBoxLayout(room)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(middle, stretch=100)
        across.addStretch(1)
        self.setWidget(room)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
