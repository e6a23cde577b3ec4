"""The editor of a draft: items at the left, the form or the preview of one at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QScroller,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.gauge_words import ANY_GAUGE
from qc_desk.domain.vocabulary import ItemKind
from qc_desk.i18n import _, headed, language, ngettext
from qc_desk.services.checklist_drafts import entry_of, save_draft
from qc_desk.services.checklist_lists import VersionDetail, version_detail
from qc_desk.services.defect_codes import defect_code_rows
from qc_desk.services.gauges import gauge_kinds
from qc_desk.services.procedure_links import linkable_procedures
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import confirm
from qc_desk.ui.files import choose_file, tables_to_read
from qc_desk.ui.icons import icon
from qc_desk.ui.manual.facts_form import FactsForm
from qc_desk.ui.manual.item_form import ItemForm
from qc_desk.ui.manual.item_list import PICTURES, ItemList
from qc_desk.ui.manual.preview import Preview
from qc_desk.ui.manual.sheet_intake import SheetIntake
from qc_desk.ui.manual.state import FACTS, EditorState, from_text, to_record, to_text
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_M, SPACE_S, TARGET, colours_now

_KEEP_AFTER_MS = 400
_LIST, _FORM, _LIST_NARROW = 380, 620, 270  # px
_NARROW_BELOW, _ONE_BELOW = 820, 560  # px: icons alone; the form below the list


class Editor(QWidget):
    """Everything typed is kept beside the settings at once, and in the record when it is saved."""

    said = Signal()  # the state in the headline is another

    def __init__(self, kit: Kit) -> None:
        """Lay out the list and the forms."""
        super().__init__()
        self.kit = kit
        self.seen: VersionDetail | None = None
        self.state = EditorState()
        self.list = ItemList(self.state)
        self.form, self.facts, self.preview = ItemForm(), FactsForm(), Preview()
        self.right = QStackedWidget()
        for part in (self.form, self.facts, self.preview):
            self.right.addWidget(_scrolling(part))
        self.previewing = self.narrow = False
        self._tried = False  # from the first try to save on, everything wrong is marked
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self.form.pictures.bind(kit)
        self.preview.card.pictures.bind(kit)
        self.intake = SheetIntake(self, kit, self.state.add_all)
        self._add_verbs()
        self._lay_out()
        self._connect()

    # Coming and going

    def open_draft(self, version_id: int) -> None:
        """Take up a draft, with what was typed in it and not saved."""
        self.keep()
        self.seen = self.kit.records.read(lambda s: version_detail(s, version_id))
        self._tried = False
        self.form.odd.clear()
        self._offer_codes()
        saved = entry_of(self.seen)
        kept = self.kit.drafts.get(self._key()) or {}
        typed = from_text(kept.get("entry", ""))
        if typed is not None and from_text(kept.get("saved", "")) != saved:
            typed = typed if self._take_over() else None
        self.state.begin(saved, typed)
        self.list.setFocus()

    def _take_over(self) -> bool:
        """Ask what counts where the draft was saved elsewhere after this was typed."""
        return confirm(
            self,
            _("Go on with what you typed here?"),
            _(
                "This draft was saved at another place since. If you go on with what was typed "
                "here and save it, it replaces what was saved there."
            ),
            do=_("Go on with what I typed"),
            leave=_("Take what is saved"),
        )

    def keep(self) -> None:
        """Keep what is typed beside the settings: nothing is lost by leaving, lock or crash."""
        self._timer.stop()
        if self.seen is None or self.state.saved is None:
            return
        if self.state.dirty:
            kept = {"entry": to_text(self.state.entry), "saved": to_text(self.state.saved)}
            self.kit.drafts.keep(self._key(), kept)
        else:
            self.kit.drafts.forget(self._key())

    def forget(self) -> None:
        """Forget what is typed: the draft is given up."""
        if self.seen is not None:
            self._timer.stop()
            self.kit.drafts.forget(self._key())
        self.seen = None

    def save(self) -> bool:
        """Save the draft; what is wrong is marked at its field, and the first one is shown."""
        person, seen = self.kit.presence.person, self.seen
        if person is None or seen is None:
            return False
        self._tried = True
        self.list.show_items()
        if self._go_to_wrong():
            return False
        entry, now = to_record(self.state.entry), self.kit.records.now()
        kept = self.kit.records.change(lambda s: save_draft(s, seen, entry, person.person_id, now))
        if kept is None:
            return False
        self.seen, self._tried = kept, False
        self.state.set_saved(entry_of(kept))
        self.kit.drafts.forget(self._key())
        said = _("Version {number} of “{title}” is saved.")
        self.kit.messages.succeed(said.format(number=kept.version.number, title=kept.title))
        return True

    def _go_to_wrong(self) -> bool:
        """Show the first thing that is wrong; true when there is one."""
        problems = self.state.problems
        odd = next(iter(self.form.odd), None)
        if odd is not None:
            ids = [item.id for item in self.state.entry.items]
            if odd[0] in ids:
                self._show_problem(ids.index(odd[0]), odd[1], len(problems) + 1)
                return True
        if not problems:
            return False
        self._show_problem(problems[0].item, problems[0].field, len(problems))
        return True

    def _show_problem(self, place: int, field: str, count: int) -> None:
        self.preview_items(on=False)
        self.state.choose(place)
        self._show()
        self.form.go_to(field)
        said = ngettext(
            "Not saved yet: {count} thing must be put right first.",
            "Not saved yet: {count} things must be put right first.",
            count,
        )
        item = self.state.entry.items[place]
        details = _("The first is at item {number} ({code}). What you typed is kept.")
        self.kit.messages.warn(
            said.format(count=count), details.format(number=place + 1, code=item.code or "—")
        )

    # Showing

    def headline(self) -> tuple[str, str]:
        """Return title and sentence for the page."""
        if self.seen is None:
            return "", ""
        title = _("{title}, version {number}").format(
            title=self.state.entry.title or "—", number=self.seen.version.number
        )
        if self.state.dirty:
            return title, _("Draft · changes are kept here and not saved yet")
        return title, _("Draft · saved")

    def preview_items(self, *, on: bool) -> None:
        """Show items as an inspector sees them, or their forms."""
        self.previewing = on
        self.look.picture("pen-line" if on else "eye")
        self._say_verbs()
        self._show()

    def _show(self) -> None:
        """Show the item at work, or what holds for the checklist."""
        if self.seen is None or self.state.now is None:
            return
        at_item = self.state.chosen != FACTS and self.state.item is not None
        if at_item and self.previewing:
            self.preview.show_item(self.state.entry, self.state.chosen)
        elif at_item and self.state.item is not None:
            item, entry = self.state.item, self.state.entry
            self.form.show_item(item, self._born_of(item.id))
            self.form.wordings.show_item(item, entry.language, entry.items)
            wrong = self.state.wrong_at(self.state.chosen)
            fresh = (self.state.item.id or 0) < 0 and not self._tried
            self.form.mark({} if fresh else wrong)
        else:
            self.facts.show_entry(self.state.entry)
        part = (2 if self.previewing else 0) if at_item else 1
        self.right.setCurrentIndex(part)
        self._dress(at_item=at_item)
        self.said.emit()

    def _born_of(self, item_id: int | None) -> str:
        """Return the complaint after which an item was added."""
        items = self.seen.items if self.seen is not None else ()
        return next((each.born_of for each in items if each.id == item_id), "")

    def _dress(self, *, at_item: bool) -> None:
        for verb in (self.twin, self.out):
            verb.setEnabled(at_item)
        place, count = self.state.chosen, len(self.state.entry.items)
        self.up.setEnabled(at_item and place > 0)
        self.down.setEnabled(at_item and place < count - 1)
        self.store.setEnabled(self.state.dirty or bool(self.form.odd))

    def _offer_codes(self) -> None:
        """Offer the defect codes that can be chosen, and those that the draft has already."""
        rows = self.kit.records.read(defect_code_rows)
        known = {row.code.casefold() for row in rows}
        held = {item.defect_code for item in self.seen.items} if self.seen is not None else set()
        gone = [(code, code) for code in sorted(held) if code and code.casefold() not in known]
        said = [(row.code, f"{row.code} {row.said(language().code)}") for row in rows]
        self.form.offer_codes(said + gone)
        kinds = self.kit.records.read(gauge_kinds)
        asked = {item.gauge for item in self.seen.items} if self.seen is not None else set()
        extra = sorted(each for each in asked if each not in ("", ANY_GAUGE, *kinds))
        self.form.offer_gauges([*kinds, *extra])
        linked = {item.procedure.casefold() for item in self.seen.items} if self.seen else set()
        procedures = self.kit.records.read(linkable_procedures)
        self.form.offer_procedures(
            {
                code: each
                for code, each in procedures.items()
                if code in linked or (each.steps and not each.retired)
            }
        )

    def _key(self) -> str:
        return f"manual/{self.seen.version.id if self.seen is not None else 0}"

    # Layout

    def _add_verbs(self) -> None:
        self.undo = button(_("Undo"), self.state.stack.undo, "", "undo-2")
        self.redo = button(_("Redo"), self.state.stack.redo, "", "redo-2")
        self.look = button(
            _("As the inspector sees it"),
            lambda: self.preview_items(on=not self.previewing),
            "",
            "eye",
        )
        self.store = button(_("Save draft"), self.save, "primary", "save")
        for verb in (self.undo, self.redo):
            verb.setAccessibleName(verb.text())
            verb.setEnabled(False)
        self.verbs = (self.undo, self.redo, self.look, self.store)
        self.add = Button(_("Add item"), "", "plus")
        self.add.setAccessibleName(self.add.text())
        menu = QMenu(self.add)
        for kind in ItemKind:
            picture = icon(PICTURES[kind], colours_now().text)
            menu.addAction(picture, headed(kind.label), lambda kind=kind: self._add(kind))
        menu.addSeparator()
        table = icon("upload", colours_now().text)
        menu.addAction(table, _("From a spreadsheet…"), self.bring_rows)
        self.add.setMenu(menu)
        self.twin = _tool(_("Duplicate (Ctrl+D)"), self.state.duplicate, "copy")
        self.up = _tool(_("Move up (Alt+Up)"), lambda: self.state.move(-1), "arrow-up")
        self.down = _tool(_("Move down (Alt+Down)"), lambda: self.state.move(1), "arrow-down")
        self.out = _tool(_("Remove (Delete)"), self.state.remove, "trash-2")

    def _add(self, kind: ItemKind) -> None:
        self.preview_items(on=False)
        self.state.add(kind)
        self.form.go_to("title")

    def bring_rows(self) -> None:
        """Ask for a spreadsheet and add its rows as items."""
        file = choose_file(self, _("Items from a spreadsheet"), tables_to_read())
        if file is not None:
            self.intake.bring_in(file, lambda: self.state.entry.items)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(self.add, stretch=1)
        for tool in (self.twin, self.up, self.down, self.out):
            tools.addWidget(tool)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.list, stretch=1)
        hint = _("Drag items to move them, or use Alt with the arrow keys.")
        self.hint = words(hint, quiet=True)
        column.addWidget(self.hint)
        column.addLayout(tools)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.right)
        self.splitter.setSizes([_LIST, _FORM])
        self.splitter.setStretchFactor(1, 1)
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.splitter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form below the list where there is little room."""
        super().resizeEvent(event)
        was, self.narrow = (self.narrow, self.splitter.orientation()), self.width() < _NARROW_BELOW
        stacked = self.width() < _ONE_BELOW
        across = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if self.splitter.orientation() is not across:
            self.splitter.setOrientation(across)
        self.hint.setVisible(not self.narrow)
        self._say_verbs()
        if (self.narrow, across) != was:
            QTimer.singleShot(0, self, self._share_room)  # once the verbs have their new size
        self.said.emit()

    def _share_room(self) -> None:
        """Give list and form their widths; the form has more of a narrow room."""
        if self.splitter.orientation() is Qt.Orientation.Horizontal:
            wide = [_LIST_NARROW, self.width() - _LIST_NARROW] if self.narrow else [_LIST, _FORM]
            self.splitter.setSizes(wide)

    def _say_verbs(self) -> None:
        """Where there is little room, show the icons of the verbs alone; saving keeps its word."""
        self.look.setAccessibleName(
            _("Write") if self.previewing else _("As the inspector sees it")
        )
        for verb in (self.undo, self.redo, self.look, self.add):
            verb.setText("" if self.narrow else verb.accessibleName())
            verb.setToolTip(verb.accessibleName())
            verb.dress()

    def _connect(self) -> None:
        self.state.changed.connect(self._show)
        self.state.changed.connect(self._timer.start)
        self.state.stack.canUndoChanged.connect(self.undo.setEnabled)
        self.state.stack.canRedoChanged.connect(self.redo.setEnabled)
        self.state.moved_on.connect(self._show)
        self.form.edited.connect(lambda facts: self.state.change_item(**facts))
        self.form.settled.connect(self.state.gather)
        self.facts.edited.connect(lambda name, facts: self.state.change_facts(name, **facts))
        self.form.wordings.edited.connect(self.state.word)
        self.facts.wordings.edited.connect(self.state.word_title)
        self.list.removing.connect(self.state.remove)
        keys = {
            "Ctrl+Z": self.state.stack.undo,
            "Ctrl+Shift+Z": self.state.stack.redo,
            "Ctrl+Y": self.state.stack.redo,
            "Ctrl+S": self.save,
            "Ctrl+D": self.state.duplicate,
            "Alt+Up": lambda: self.state.move(-1),
            "Alt+Down": lambda: self.state.move(1),
        }
        for name, act in keys.items():
            made = QShortcut(QKeySequence(name), self, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _tool(words_: str, act: object, picture: str) -> Button:
    """Return a button that shows its icon; its words are for those who hover or listen."""
    made = Button("", "", picture)
    made.setFixedWidth(TARGET)
    made.setStyleSheet("padding: 0;")
    made.setToolTip(words_)
    made.setAccessibleName(words_)
    made.clicked.connect(lambda _on=False: act() if callable(act) else None)
    return made


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(SPACE_M, 0, SPACE_M, SPACE_M)
    column.addWidget(inner)
    area.setWidget(room)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
