"""What changed between two versions of a checklist, item by item and field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from sqlalchemy.orm import Session

from qc_desk.domain.item_rules import FIELDS
from qc_desk.domain.vocabulary import Word
from qc_desk.domain.wordings import Wordings
from qc_desk.i18n import LANGUAGES, N_, _, format_decimal
from qc_desk.services.checklist_lists import ItemRow, VersionDetail, version_detail


class Difference(Word):
    """What became of an item, or of a field."""

    ADDED = "added", N_("added")
    REMOVED = "removed", N_("removed")
    CHANGED = "changed", N_("changed")
    MOVED = "moved", N_("moved")
    SAME = "same", N_("same")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldDifference:
    """A field that says something else."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDifference:
    """An item in both versions, or in one of them; fields are those that differ."""

    what: Difference
    item: ItemRow  # as the later version has it, or as it was removed
    stood: int | None  # its place in the earlier version
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionDifferences:
    """Two versions side by side."""

    before: VersionDetail
    after: VersionDetail
    facts: tuple[FieldDifference, ...]
    items: tuple[ItemDifference, ...]

    def count(self, what: Difference) -> int:
        """Return how many items had this happen to them."""
        return sum(1 for item in self.items if item.what is what)


_ITEM_FIELDS = tuple(name for name in FIELDS if name not in ("born_of", "wordings"))
_FACTS = {
    "mode": N_("Second check"),
    "share": N_("Share drawn by lot, per cent"),
    "language": N_("Language"),
}
_RULE = {
    "method": N_("Sample"),
    "sample_size": N_("Sample units"),
    "level": N_("Inspection level"),
    "aql_major": N_("AQL, major"),
    "aql_minor": N_("AQL, minor"),
    "isolated": N_("Isolated lots"),
}


def version_differences(session: Session, before_id: int, after_id: int) -> VersionDifferences:
    """Return what changed from one version to another; raises NotFound."""
    return differences(version_detail(session, before_id), version_detail(session, after_id))


def differences(before: VersionDetail, after: VersionDetail) -> VersionDifferences:
    """Return what changed; items are the same where their codes are, removed ones keep a place."""
    old = {item.code.casefold(): item for item in before.items}
    new = {item.code.casefold(): item for item in after.items}
    stayed = _in_place([c for c in old if c in new], [c for c in new if c in old])
    found = [
        _compared(old.get(code), item, moved=code in old and code not in stayed)
        for code, item in new.items()
    ]
    for code, item in old.items():
        if code not in new:
            gone = ItemDifference(what=Difference.REMOVED, item=item, stood=item.position)
            found.insert(_place_of(gone, found), gone)
    return VersionDifferences(
        before=before, after=after, facts=tuple(_facts(before, after)), items=tuple(found)
    )


def _in_place(old: list[str], new: list[str]) -> set[str]:
    """Return the largest set of codes that stand in the same order in both."""
    places = {code: place for place, code in enumerate(new)}
    longest: list[list[int]] = []  # by length: the best last place, and its chain
    for code in old:
        place = places[code]
        best = max((e for e in longest if e[-1] < place), key=len, default=[])
        longest = [e for e in longest if not (len(e) == len(best) + 1 and e[-1] >= place)]
        longest.append([*best, place])
    chain = max(longest, key=len, default=[])
    return {new[place] for place in chain}


def _compared(before: ItemRow | None, after: ItemRow, *, moved: bool) -> ItemDifference:
    if before is None:
        return ItemDifference(what=Difference.ADDED, item=after, stood=None)
    changed = tuple(
        FieldDifference(field=label, before=was, after=now)
        for name, label in ((name, FIELDS[name]) for name in _ITEM_FIELDS)
        if (was := as_words(getattr(before, name))) != (now := as_words(getattr(after, name)))
    )
    changed += tuple(worded_anew(before.wordings, after.wordings, FIELDS))
    what = Difference.MOVED if moved else Difference.SAME
    if changed:
        what = Difference.CHANGED
    return ItemDifference(what=what, item=after, stood=before.position, fields=changed)


def worded_anew(
    before: Wordings, after: Wordings, labels: Mapping[str, str]
) -> Iterator[FieldDifference]:
    """Yield the texts in other languages that differ."""
    old = {(each.language, each.field): each.words for each in before}
    new = {(each.language, each.field): each.words for each in after}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key, ""), new.get(key, "")
        if was != now:
            name = LANGUAGES[key[0]].name if key[0] in LANGUAGES else key[0]
            label = f"{_(labels[key[1]])} · {name}"
            yield FieldDifference(field=label, before=was, after=now)


def _place_of(gone: ItemDifference, found: list[ItemDifference]) -> int:
    """Return where a removed item stands among the others: behind what stood before it."""
    earlier = [
        (each.stood, number)
        for number, each in enumerate(found)
        if each.stood is not None and each.stood < gone.item.position
    ]
    return max(earlier, default=(0, -1))[1] + 1


def _facts(before: VersionDetail, after: VersionDetail) -> Iterator[FieldDifference]:
    sides: list[tuple[dict[str, str], object, object]] = [
        (_FACTS, before.version, after.version),
        (_RULE, before.version.sampling, after.version.sampling),
    ]
    named = ((o, n, name, label) for names, o, n in sides for name, label in names.items())
    for old, new, name, label in named:
        was, now = as_words(getattr(old, name)), as_words(getattr(new, name))
        if was != now:
            yield FieldDifference(field=label, before=was, after=now)


def as_words(value: object) -> str:
    """Return a field as people read it."""
    if isinstance(value, Word):
        return value.label
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    if value is None:
        return ""
    return str(value.value if isinstance(value, Enum) else value)
