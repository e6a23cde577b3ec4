"""The items of a sheet: each is put together when it is looked at, not when the sheet is opened.

A long check has many thousands of them, and one is on the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, overload

from qc_desk.domain.inspections import Place
from qc_desk.domain.overlay import Shapes
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Result, Severity
from qc_desk.overrides import override


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRow:
    """An answer that stands."""

    id: int
    result: Result
    value: Decimal | None
    words: str  # what was chosen, or written down
    gauge_id: int | None  # what it was measured with
    gauge: str
    note: str
    by: str
    at: datetime
    corrected: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoRow:
    """A photo as lists show it."""

    id: int
    caption: str
    thumbnail: bytes
    defect_id: int | None
    shapes: Shapes  # what is drawn over it


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetItem:
    """One item on one sample unit, with the answer that stands there."""

    item_id: int
    unit_number: int  # 0: once for the whole batch
    number: str
    code: str
    section: str
    title: str
    instruction: str
    kind: ItemKind
    severity: Severity
    photo_rule: PhotoRule
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    decimals: int
    good: tuple[str, ...]  # what can be chosen, and is good
    bad: tuple[str, ...]
    gauge: str  # the kind it is measured with; * any, empty none
    procedure: str  # the code of the procedure whose step says how it is done
    procedure_step: int | None
    defect_code_id: int | None
    answer: AnswerRow | None
    first: AnswerRow | None  # only when the checklist asks for a review, never in a blind check
    photos: tuple[PhotoRow, ...]
    needs_photo: bool
    pictures: tuple[PictureRow, ...] = ()  # of good and bad
    says: tuple[tuple[str, str], ...] = ()  # answers in the reader's language

    def said(self, answer: str) -> str:
        """Return an answer as its reader knows it; it is kept as the version says it."""
        return dict(self.says).get(answer, answer)


class ItemState(NamedTuple):
    """How an item stands: all that counts, lists and filters need of it."""

    item_id: int
    unit_number: int
    section: str
    severity: Severity
    result: Result | None
    needs_photo: bool

    @property
    def place(self) -> Place:
        """The item on its sample unit."""
        return self.item_id, self.unit_number


class KeptAnswer(NamedTuple):
    """An answer as the record holds it, with the names that belong to it."""

    id: int
    result: Result
    value: Decimal | None
    words: str
    gauge_id: int | None
    gauge: str | None
    note: str
    by: str
    at: datetime
    replaces_id: int | None

    def row(self) -> AnswerRow:
        """Return it as windows show it."""
        return AnswerRow(
            id=self.id,
            result=self.result,
            value=self.value,
            words=self.words,
            gauge_id=self.gauge_id,
            gauge=self.gauge or "",
            note=self.note,
            by=self.by,
            at=self.at,
            corrected=self.replaces_id is not None,
        )


Kept = tuple[Any, ...]  # a KeptAnswer before it is looked at; thousands are read and few are shown
_ID, _RESULT = KeptAnswer._fields.index("id"), KeptAnswer._fields.index("result")
Photos = Mapping[Place, tuple[PhotoRow, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What was answered and photographed, by place."""

    answers: Mapping[Place, Kept]
    first: Mapping[Place, Kept] = field(default_factory=dict)
    photos: Photos = field(default_factory=dict)


class SheetItems(Sequence[SheetItem]):
    """The items of a sheet in order, put together one by one and then kept."""

    def __init__(
        self, places: Sequence[Place], facts: Mapping[int, dict[str, Any]], told: Told
    ) -> None:
        """Stand for the items at places; facts say what each item is on every sample unit."""
        self._places, self._facts, self._told = places, facts, told
        self._made: dict[int, SheetItem] = {}
        self._at: dict[Place, int] | None = None
        self._states: list[ItemState] | None = None

    @property
    def states(self) -> list[ItemState]:
        """How the items stand, in order; worked out when it is first asked for."""
        if self._states is None:
            self._states = [self._state(place) for place in self._places]
        return self._states

    @property
    def newest(self) -> int:
        """The id of the last answer that is in here; 0 when there is none."""
        return max((answer[_ID] for answer in self._told.answers.values()), default=0)

    def after(self, answers: Mapping[Place, Kept], photos: Photos) -> "SheetItems":
        """Return the items with answers that were added since, and with the photos of now.

        What did not change is not put together again.
        """
        was = self._told
        told = Told(answers={**was.answers, **answers}, first=was.first, photos=photos)
        if self._at is None:
            self._at = {place: index for index, place in enumerate(self._places)}
        changed = {
            self._at[place]
            for place in {*answers, *was.photos, *photos}
            if place in self._at
            and (place in answers or was.photos.get(place) != photos.get(place))
        }
        return self._like(told, changed)

    def _like(self, told: Told, changed: Iterable[int]) -> "SheetItems":
        made = SheetItems(self._places, self._facts, told)
        made._at = self._at
        states = made._states = list(self.states)
        made._made = dict(self._made)
        for index in changed:
            made._made.pop(index, None)
            states[index] = made._state(self._places[index])
        return made

    @override
    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> SheetItem: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[SheetItem, ...]: ...

    @override
    def __getitem__(self, index: int | slice) -> SheetItem | tuple[SheetItem, ...]:
        """Return an item, or some of them."""
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        at = range(len(self))[index]
        if at not in self._made:
            self._made[at] = self._item(self._places[at])
        return self._made[at]

    def _state(self, place: Place) -> ItemState:
        facts, answer = self._facts[place[0]], self._told.answers.get(place)
        result: Result | None = answer[_RESULT] if answer is not None else None
        rule: PhotoRule = facts["photo_rule"]
        wanted = rule is not PhotoRule.NEVER and self._wants_photo(rule, place, result)
        return ItemState(*place, facts["section"], facts["severity"], result, wanted)

    def _wants_photo(self, rule: PhotoRule, place: Place, result: Result | None) -> bool:
        if self._told.photos.get(place):
            return False
        if rule is PhotoRule.ON_FAIL:
            return result is Result.FAIL
        return result is not Result.NOT_APPLICABLE

    def _item(self, place: Place) -> SheetItem:
        told = self._told
        answer, first = told.answers.get(place), told.first.get(place)
        return SheetItem(
            **self._facts[place[0]],
            unit_number=place[1],
            answer=KeptAnswer._make(answer).row() if answer is not None else None,
            first=KeptAnswer._make(first).row() if first is not None else None,
            photos=told.photos.get(place, ()),
            needs_photo=self._state(place).needs_photo,
        )


def states_of(items: Sequence[SheetItem]) -> Sequence[ItemState]:
    """Return how items stand; those of a sheet know it without being put together."""
    if isinstance(items, SheetItems):
        return items.states
    return [
        ItemState(
            item.item_id,
            item.unit_number,
            item.section,
            item.severity,
            item.answer.result if item.answer is not None else None,
            item.needs_photo,
        )
        for item in items
    ]
