"""A draft while it is written: what it says now, what was saved, and every step back."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from qc_desk.domain.item_rules import ItemEntry, ItemProblem, item_problems, one_problems
from qc_desk.domain.picture_words import PictureRow, picture_back, picture_plain
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity
from qc_desk.domain.wordings import Wording, kept, stored, with_wording
from qc_desk.i18n import _
from qc_desk.services.checklist_drafts import DraftEntry
from qc_desk.ui.overrides import override

FACTS = -1  # chosen instead of an item: what holds for the whole checklist
_TYPING = 7  # the id of commands that may become one


@dataclass(frozen=True)
class Moment:
    """What a draft says, and which item is at work."""

    entry: DraftEntry
    chosen: int


class _Change(QUndoCommand):
    """From one moment to the next; typing in one field is one step."""

    def __init__(self, state: "EditorState", before: Moment, after: Moment, what: str) -> None:
        super().__init__()
        self.state, self.before, self.after, self.what = state, before, after, what

    @override
    def id(self) -> int:
        return _TYPING if self.what else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change) or other.what != self.what:
            return False
        self.after = other.after
        return True

    @override
    def redo(self) -> None:
        self.state.show(self.after)

    @override
    def undo(self) -> None:
        self.state.show(self.before)


class EditorState(QObject):
    """The draft at work; each change is a step that can be taken back."""

    changed = Signal()  # what it says
    moved_on = Signal()  # which item is at work

    def __init__(self) -> None:
        """Begin without a draft."""
        super().__init__()
        self.stack = QUndoStack(self)
        self.now: Moment | None = None
        self.saved: DraftEntry | None = None
        self._fresh = 0

    @property
    def entry(self) -> DraftEntry:
        """What the draft says now."""
        if self.now is None:
            raise RuntimeError("there is no draft at work")
        return self.now.entry

    @property
    def chosen(self) -> int:
        """The place of the item at work, or FACTS."""
        return self.now.chosen if self.now is not None else FACTS

    @property
    def item(self) -> ItemEntry | None:
        """The item at work."""
        return self.entry.items[self.chosen] if self.chosen != FACTS else None

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not in the record."""
        return self.now is not None and self.entry != self.saved

    @property
    def problems(self) -> tuple[ItemProblem, ...]:
        """Everything that must be put right before the draft can be saved."""
        return item_problems(self.entry.items)

    def wrong_at(self, place: int) -> dict[str, str]:
        """Return what is wrong with an item, by field."""
        item = self.entry.items[place]
        found = dict(reversed(list(one_problems(item))))
        code = item.code.strip().casefold()
        twins = [n for n, e in enumerate(self.entry.items) if e.code.strip().casefold() == code]
        if code and len(twins) > 1 and "code" not in found:
            other = next(n for n in twins if n != place)
            said = _("“{code}” is the code of item {number} already.")
            found["code"] = said.format(code=item.code.strip(), number=other + 1)
        return found

    def begin(self, saved: DraftEntry, typed: DraftEntry | None = None) -> None:
        """Take up a draft as it is in the record, with what was typed since."""
        self.stack.clear()
        self.saved = saved
        entry = typed or saved
        self.now = Moment(entry, 0 if entry.items else FACTS)
        self._fresh = min([0, *(each.id or 0 for each in entry.items)])
        self.moved_on.emit()
        self.changed.emit()

    def set_saved(self, saved: DraftEntry) -> None:
        """Take what the record says now; steps back lead from it to what was typed before."""
        ids = {e.id: kept.id for e, kept in zip(self.entry.items, saved.items, strict=True)}
        for number in range(self.stack.count()):
            step = self.stack.command(number)
            if isinstance(step, _Change):
                step.before = self._renumbered(step.before, ids)
                step.after = self._renumbered(step.after, ids)
        self.stack.setClean()  # what is typed from here on is a step of its own
        self.saved = saved
        self.now = Moment(saved, self.chosen)
        self.moved_on.emit()
        self.changed.emit()

    def _renumbered(self, moment: Moment, ids: dict[int | None, int | None]) -> Moment:
        """Return a moment with the numbers of the record; what it has no more is new again."""
        for item in moment.entry.items:
            if item.id not in ids:
                ids[item.id] = self._new_id() if (item.id or 0) > 0 else item.id
        items = tuple(replace(item, id=ids[item.id]) for item in moment.entry.items)
        return replace(moment, entry=replace(moment.entry, items=items))

    def choose(self, place: int) -> None:
        """Go to an item, or to FACTS."""
        if self.now is None or place == self.chosen:
            return
        place = min(place, len(self.entry.items) - 1)
        self.now = replace(self.now, chosen=place)
        self.moved_on.emit()

    def show(self, moment: Moment) -> None:
        """Be at a moment: a step forward, or back."""
        moved = self.now is None or moment.chosen != self.now.chosen
        self.now = moment
        if moved:
            self.moved_on.emit()
        self.changed.emit()

    # Changes

    def change_facts(self, what: str, **facts: Any) -> None:
        """Change what holds for the whole checklist."""
        self._step(replace(self.entry, **facts), FACTS, f"facts {what}")

    def change_item(self, **facts: Any) -> None:
        """Change the item at work."""
        item = self.item
        if item is None:
            return
        changed = replace(item, **facts)
        if changed != item:
            items = list(self.entry.items)
            items[self.chosen] = changed
            typed = "pictures" not in facts or _same_pictures(item, changed)
            what = f"{item.id} {' '.join(sorted(facts))}" if typed else ""
            self._step_items(items, self.chosen, what)

    def word(self, field: str, language: str, words: str) -> None:
        """Say a text of the item at work in another language; a section for all its items."""
        at_work = self.item
        if at_work is None:
            return
        one_for_all = field == "section"
        items = [
            replace(each, wordings=with_wording(each.wordings, field, language, words))
            if each is at_work or (one_for_all and each.section == at_work.section)
            else each
            for each in self.entry.items
        ]
        self._step_items(items, self.chosen, f"{at_work.id} {field} {language}")

    def word_title(self, _field: str, language: str, words: str) -> None:
        """Say the title of the checklist in another language."""
        told = with_wording(self.entry.wordings, "title", language, words)
        self.change_facts(f"title {language}", wordings=told)

    def add(self, kind: ItemKind = ItemKind.PASS_FAIL) -> None:
        """Add an item below the one at work, in its section."""
        place = self.chosen + 1 if self.chosen != FACTS else len(self.entry.items)
        near = self.item or (self.entry.items[-1] if self.entry.items else None)
        rule = PhotoRule.ALWAYS if kind is ItemKind.PHOTO else PhotoRule.NEVER
        fresh = ItemEntry(
            id=self._new_id(),
            code=free_code(self.entry.items, f"ITEM-{len(self.entry.items) + 1}"),
            section=near.section if near is not None else "",
            kind=kind,
            photo_rule=rule,
            per_unit=near.per_unit if near is not None else False,
        )
        self._insert(fresh, place)

    def add_all(self, items: Iterable[ItemEntry]) -> None:
        """Add items at the end, in one step."""
        fresh = [replace(item, id=self._new_id()) for item in items]
        place = len(self.entry.items)
        self._step_items([*self.entry.items, *fresh], place)

    def duplicate(self) -> None:
        """Put a copy of the item at work below it, with a code of its own."""
        item = self.item
        if item is not None:
            code = free_code(self.entry.items, item.code)
            self._insert(replace(item, id=self._new_id(), code=code), self.chosen + 1)

    def remove(self) -> None:
        """Take the item at work out."""
        if self.item is not None:
            items = [each for n, each in enumerate(self.entry.items) if n != self.chosen]
            self._step_items(items, min(self.chosen, len(items) - 1))

    def move(self, by: int) -> None:
        """Move the item at work one place, or over the border into the next section."""
        item, items = self.item, list(self.entry.items)
        to = self.chosen + by
        if item is None or not 0 <= to < len(items):
            return
        if items[to].section != item.section:
            items[self.chosen] = replace(item, section=items[to].section)
            self._step_items(items, self.chosen)
        else:
            items[self.chosen], items[to] = items[to], item
            self._step_items(items, to)

    def drop(self, place: int, before: int) -> None:
        """Put the item at a place before another; it takes the section it falls into."""
        items = list(self.entry.items)
        item = items.pop(place)
        to = before - 1 if before > place else before
        if items:
            near = items[to - 1] if to > 0 else items[0]
            item = replace(item, section=near.section)
        items.insert(to, item)
        if tuple(items) != self.entry.items:
            self._step_items(items, to)

    def gather(self) -> None:
        """Bring the item at work to the end of its section, where that stands elsewhere."""
        item, items = self.item, list(self.entry.items)
        if item is None:
            return
        place = self.chosen
        near = [n for n in (place - 1, place + 1) if 0 <= n < len(items)]
        others = [n for n, e in enumerate(items) if e.section == item.section and n != place]
        if not others or any(items[n].section == item.section for n in near):
            return
        items.pop(place)
        to = others[-1] + (0 if others[-1] > place else 1)
        items.insert(to, item)
        self._step_items(items, to)

    def _insert(self, item: ItemEntry, place: int) -> None:
        items = list(self.entry.items)
        items.insert(place, item)
        self._step_items(items, place)

    def _new_id(self) -> int:
        """Return a number for an item that the record does not know; it is below zero."""
        self._fresh -= 1
        return self._fresh

    def _step_items(self, items: Iterable[ItemEntry], chosen: int, what: str = "") -> None:
        self._step(replace(self.entry, items=tuple(items)), chosen, what)

    def _step(self, entry: DraftEntry, chosen: int, what: str = "") -> None:
        if self.now is not None and (entry != self.entry or chosen != self.chosen):
            self.stack.push(_Change(self, self.now, Moment(entry, chosen), what))


def _same_pictures(item: ItemEntry, changed: ItemEntry) -> bool:
    """Whether only words were typed: the same pictures show the same things in the same order."""
    before, after = ([(e.picture_id, e.shows) for e in each.pictures] for each in (item, changed))
    return before == after


def free_code(items: Iterable[ItemEntry], wanted: str) -> str:
    """Return a code that no item has: the wanted one, or with a number behind it."""
    taken = {each.code.casefold() for each in items}
    code, number = wanted, 2
    while code.casefold() in taken:
        code, number = f"{wanted[:36]}-{number}", number + 1
    return code


def to_record(entry: DraftEntry) -> DraftEntry:
    """Return a draft as the record takes it: new items have no number yet."""
    items = (replace(e, id=e.id if (e.id or 0) > 0 else None) for e in entry.items)
    return replace(entry, items=tuple(items))


# What is typed, as it is kept


_WORDS: dict[str, type[Enum]] = {
    "kind": ItemKind,
    "severity": Severity,
    "photo_rule": PhotoRule,
    "method": SamplingMethod,
    "level": Level,
}


def to_text(entry: DraftEntry) -> str:
    """Return a draft as it is kept beside the settings."""
    plain = {f.name: getattr(entry, f.name) for f in fields(entry)}
    plain["sampling"] = _plain(entry.sampling)
    plain["items"] = [_plain(item) for item in entry.items]
    plain["wordings"] = stored(entry.wordings)
    return json.dumps(plain, default=str, ensure_ascii=False)


def from_text(text: str) -> DraftEntry | None:
    """Return a draft that was kept; None for one that cannot be read any more."""
    try:
        found = json.loads(text)
        found["items"] = tuple(_back(ItemEntry, each) for each in found["items"])
        found["sampling"] = _back(SamplingRule, found["sampling"])
        found["mode"] = _word(CheckMode, found["mode"])
        found["wordings"] = kept(found.get("wordings", ""))
        return DraftEntry(**found)
    except (ValueError, TypeError, KeyError, InvalidOperation):
        return None


def _plain(what: Any) -> dict[str, Any]:
    return {
        f.name: _plain_value(value) for f in fields(what) for value in (getattr(what, f.name),)
    }


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], PictureRow):
        return [picture_plain(each) for each in value]
    if isinstance(value, tuple) and value and isinstance(value[0], Wording):
        return stored(value)
    return value.value if isinstance(value, Enum) else value


def _back(kind: Callable[..., Any], found: dict[str, Any]) -> Any:
    """Return a dataclass from its plain facts."""
    numbers = ("nominal", "lower", "upper", "aql_major", "aql_minor")
    made = dict(found)
    for name in numbers:
        if made.get(name) is not None:
            made[name] = Decimal(made[name])
    for name in ("good", "bad"):
        if name in made:
            made[name] = tuple(made[name])
    if "pictures" in made:
        made["pictures"] = tuple(picture_back(each) for each in made["pictures"])
    told = made.get("wordings") or ""
    made |= {"wordings": kept(told)} if kind is ItemEntry else {}
    for name, word in _WORDS.items():
        if made.get(name) is not None:
            made[name] = _word(word, made[name])
    return kind(**made)


def _word(words: type[Enum], value: object) -> Any:
    """Return the word with this stored value; raises ValueError."""
    found = next((each for each in words if each.value == value), None)
    if found is None:
        raise ValueError(value)
    return found
