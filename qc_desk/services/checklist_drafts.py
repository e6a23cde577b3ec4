"""Drafts of checklist versions: begun as a copy or empty, changed as a whole, given up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, class_mapper

from qc_desk.domain import texts
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.item_rules import MOST_ITEMS, ItemEntry, ItemProblem, item_problems
from qc_desk.domain.people import Person
from qc_desk.domain.picture_words import tidy_pictures
from qc_desk.domain.pictures import shown
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    ChecklistNotReady,
    FieldInvalid,
    NoItems,
    NotFound,
    NotYourDraft,
    Retired,
    VersionPublished,
)
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.spot_rules import GREATEST_SHARE, SMALLEST_SHARE, USUAL_SHARE
from qc_desk.domain.vocabulary import CheckMode, ItemKind, VersionStatus
from qc_desk.domain.wordings import ANSWERS, ITEM_TEXTS, Wordings, stored, tidy_wordings
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.checklist_lists import ItemRow, VersionDetail, version_detail
from qc_desk.services.pictures import must_be_kept, read_pictures
from qc_desk.services.procedure_links import code_as_kept, step_problems
from qc_desk.services.shop_data import keep, leading, must_be_free

_WORD = N_("checklist")
_TITLE = {"title": texts.NAME}
MOST_UNITS = 10_000
_NOT_AS_IT_IS = {"id", "good", "bad", "defect_code", "procedure", "pictures", "wordings"}
_OF_ITS_OWN = {  # what a copy does not take over
    "id", "checklist_id", "number", "status", "digest", "drafted_by_id", "drafted_at",
    "approved_by_id", "approved_at", "alone_reason",
}  # fmt: skip
# so much of a text is tidied; that it is too long is said together with all other mistakes
_ROOM = dict.fromkeys(("code", "section", "title", "unit", "gauge", "procedure"), texts.LINE) | {
    "instruction": texts.NOTE
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftEntry:
    """Everything a draft says; title, trade and training belong to all versions."""

    title: str
    trade: str = ""
    mode: CheckMode = CheckMode.INDEPENDENT
    share: int | None = None  # per cent that a spot check draws; None for the usual share
    language: str = "en"
    requires_training: bool = False
    sampling: SamplingRule
    items: tuple[ItemEntry, ...]
    wordings: Wordings = ()  # the title in other languages


def entry_of(detail: VersionDetail) -> DraftEntry:
    """Return a version as it would be entered."""
    version = detail.version
    return DraftEntry(
        title=detail.title,
        trade=detail.trade,
        mode=version.mode,
        share=version.share,
        language=version.language,
        requires_training=detail.requires_training,
        sampling=version.sampling,
        items=tuple(item_entry(item) for item in detail.items),
        wordings=detail.wordings,
    )


def item_entry(item: ItemRow) -> ItemEntry:
    """Return a check item as it would be entered."""
    return ItemEntry(**{each.name: getattr(item, each.name) for each in fields(ItemEntry)})


@dataclass(frozen=True, kw_only=True, slots=True)
class NewChecklist:
    """What a checklist is called."""

    code: str
    title: str
    trade: str = ""
    language: str = "en"


def new_checklist(session: Session, entry: NewChecklist, by: int, at: datetime) -> int:
    """Make a checklist with an empty draft; returns the draft's id."""
    leading(session, "checklist.add", by, at)
    code = texts.text(entry.code, N_("code"), 40, needed=True)
    if any(not (sign.isalnum() or sign in "._-/") for sign in code):
        why = N_("only letters, digits, - . _ and / fit.")
        raise FieldInvalid(field=N_("code"), value=code, why=why)
    must_be_free(session, Checklist.code, code, _WORD, None)
    made = Checklist(
        code=code,
        title=texts.text(entry.title, N_("title"), 200, needed=True),
        trade=texts.text(entry.trade, N_("trade"), 200),
        created_at=at,
    )
    draft = ChecklistVersion(number=1, drafted_by_id=by, drafted_at=at, items=[])
    draft.language = _language(entry.language)
    made.versions.append(draft)
    keep(session, made, code, _WORD)
    return draft.id


def begin_draft(
    session: Session, checklist_id: int, copy_of: int | None, by: int, at: datetime
) -> int:
    """Begin the next version as a copy of one of the checklist's, or empty; returns its id.

    A person who has the newest version as a draft already goes on with that. Who begins from the
    draft of somebody else is the author of the copy, and so can never approve it.
    """
    leading(session, "checklist.begin_draft", by, at)
    checklist = _locked(session, checklist_id)
    newest = checklist.newest
    if newest is not None and newest.status is VersionStatus.DRAFT and newest.drafted_by_id == by:
        return newest.id
    source = next((each for each in checklist.versions if each.id == copy_of), None)
    if copy_of is not None and source is None:
        raise NotFound(kind=N_("checklist version"), name=copy_of)
    return copied(session, checklist, source, by, at).id


def copied(
    session: Session,
    checklist: Checklist,
    source: ChecklistVersion | None,
    by: int,
    at: datetime,
) -> ChecklistVersion:
    """Add the next version to a locked checklist, as a copy of another or empty."""
    newest = checklist.newest
    draft = ChecklistVersion(
        number=newest.number + 1 if newest is not None else 1,
        drafted_by_id=by,
        drafted_at=at,
        items=[],
    )
    if source is not None:
        for name in _columns(ChecklistVersion, _OF_ITS_OWN):
            setattr(draft, name, getattr(source, name))
        read_pictures(session, source.id)
        draft.items = [copied_item(item) for item in source.items]
    checklist.versions.append(draft)
    session.add(checklist)
    session.flush()
    return draft


def copied_item(item: CheckItem) -> CheckItem:
    """Return an item for another version, with its birth certificate."""
    names = _columns(CheckItem, {"id", "version_id"})
    copy = CheckItem(**{name: getattr(item, name) for name in names})
    copy.pictures = shown(tuple(each.row for each in item.pictures))
    return copy


def save_draft(
    session: Session, seen: VersionDetail, entry: DraftEntry, by: int, at: datetime
) -> VersionDetail:
    """Make a draft say what was entered, if it is still exactly as it was seen.

    Only its author may; items that stay keep their birth certificates. Raises VersionPublished,
    NotYourDraft, ChangedElsewhere, NoItems, ChecklistNotReady.
    """
    person = leading(session, "checklist.save_draft", by, at)
    version = _own_draft(session, seen, person)
    checklist = version.checklist
    entry = tidy(entry)
    if not entry.items:
        raise NoItems(checklist=checklist.title)
    code_ids = _must_be_ready(session, checklist, entry)
    _must_be_possible(entry.sampling)
    must_be_kept(session, [each for item in entry.items for each in item.pictures])
    checklist.title = texts.text(entry.title, N_("title"), 200, needed=True)
    checklist.trade = texts.text(entry.trade, N_("trade"), 200)
    checklist.wordings = stored(entry.wordings)
    checklist.requires_training = entry.requires_training
    version.mode, version.share = entry.mode, _share(entry)
    version.language = _language(entry.language)
    for each in fields(SamplingRule):
        setattr(version, each.name, getattr(entry.sampling, each.name))
    _keep_items(session, version, entry.items, code_ids)
    return version_detail(session, version.id)


def discard_draft(session: Session, seen: VersionDetail, by: int, at: datetime) -> None:
    """Take a draft out of its checklist; only its author may, and only as it was seen."""
    person = leading(session, "checklist.discard_draft", by, at)
    version = _own_draft(session, seen, person)
    for item in version.items:
        session.delete(item)
    session.flush()
    session.expire(version, ["items"])
    checklist = version.checklist
    session.delete(version)
    session.flush()
    session.expire(checklist, ["versions"])  # it is not among them any more


def tidy(entry: DraftEntry) -> DraftEntry:
    """Return an entry without what its kinds of item have no use for."""
    items = tuple(_tidy(item) for item in entry.items)
    return replace(entry, items=items, wordings=tidy_wordings(entry.wordings, _TITLE))


def _tidy(item: ItemEntry) -> ItemEntry:
    kept: dict[str, Any] = {
        name: texts.text(getattr(item, name), name, limit) for name, limit in _ROOM.items()
    }
    if not item.kind.has_value:
        kept |= {"nominal": None, "lower": None, "upper": None, "unit": "", "decimals": 0}
    if item.kind is not ItemKind.MEASUREMENT:
        kept["gauge"] = ""
    if item.kind is ItemKind.COUNT:
        kept["decimals"] = 0
    for name in ("good", "bad"):
        lines = [" ".join(each.split()) for each in getattr(item, name)]
        kept[name] = tuple(e for e in lines if e) if item.kind is ItemKind.CHOICE else ()
    fields_ = {n: m for n, m in ITEM_TEXTS.items() if n not in ANSWERS or kept[n]}
    kept["wordings"] = tidy_wordings(item.wordings, fields_)
    return replace(item, **kept, pictures=tidy_pictures(item.pictures))


def _locked(session: Session, checklist_id: int) -> Checklist:
    """Return a checklist that can be written on, and that nobody else changes meanwhile."""
    found = session.get(Checklist, checklist_id, with_for_update=True)
    if found is None:
        raise NotFound(kind=_WORD, name=checklist_id)
    if found.retired_at is not None:
        raise Retired(kind=_WORD, name=found.title)
    return found


def _own_draft(session: Session, seen: VersionDetail, person: Person) -> ChecklistVersion:
    """Return the draft as it was seen, locked; refuse what is published or somebody else's."""
    checklist = _locked(session, seen.checklist_id)
    version = session.get(ChecklistVersion, seen.version.id, with_for_update=True)
    if version is None:
        raise ChangedElsewhere(name=checklist.title)
    facts = {"version": version.number, "checklist": checklist.title}
    if version.status is not VersionStatus.DRAFT:
        raise VersionPublished(**facts, status=version.status)
    if version.drafted_by_id != person.id:
        author = session.get_one(Person, version.drafted_by_id)
        raise NotYourDraft(**facts, person=author.name)
    if version_detail(session, version.id) != seen:
        raise ChangedElsewhere(name=checklist.title)
    return version


def _must_be_ready(session: Session, checklist: Checklist, entry: DraftEntry) -> dict[str, int]:
    """Refuse items with mistakes, all at once; returns the ids of the defect codes they name."""
    found = list(item_problems(entry.items))
    codes = {
        code.casefold(): (code_id, retired_at)
        for code_id, code, retired_at in session.execute(
            select(DefectCode.id, DefectCode.code, DefectCode.retired_at)
        )
    }
    held = {each.id: each.defect_code_id for v in checklist.versions for each in v.items}
    found += step_problems(session, entry.items)
    for number, item in enumerate(entry.items):
        code_id, retired_at = codes.get(item.defect_code.casefold(), (0, None))
        stays = item.id is not None and held.get(item.id) == code_id
        if item.defect_code and (not code_id or (retired_at is not None and not stays)):
            why = _("there is no defect code “{name}” that can be chosen.")
            said = why.format(name=item.defect_code)
            found.append(ItemProblem(item=number, field="defect_code", why=said))
    if len(entry.items) > MOST_ITEMS:
        raise ChecklistNotReady(checklist=checklist.title, problems=(_too_many(),))
    if found:
        said_all = tuple(each.sentence(entry.items[each.item].code) for each in found)
        raise ChecklistNotReady(checklist=checklist.title, problems=said_all)
    return {name: code_id for name, (code_id, _retired_at) in codes.items()}


def _must_be_possible(sampling: SamplingRule) -> None:
    """Refuse a sample that cannot be drawn; raises FieldNeeded, FieldInvalid."""
    if not 1 <= sampling.sample_size <= MOST_UNITS:
        why = _("take 1 to {most}.").format(most=MOST_UNITS)
        raise FieldInvalid(field=N_("sample size"), value=sampling.sample_size, why=why)
    sampling.plans(MOST_UNITS, {})


def _too_many() -> str:
    return _("there are more than {limit} items.").format(limit=MOST_ITEMS)


def _keep_items(
    session: Session,
    version: ChecklistVersion,
    entries: Sequence[ItemEntry],
    code_ids: dict[str, int],
) -> None:
    """Change, add, remove and move items until the version holds exactly these."""
    held = {item.id: item for item in version.items}
    wanted = [entry.id for entry in entries if entry.id is not None]
    if len(set(wanted)) < len(wanted) or not set(wanted) <= held.keys():
        raise ChangedElsewhere(name=version.checklist.title)
    _make_room(session, held, entries)
    session.expire(version, ["items"])
    for position, entry in enumerate(entries, start=1):
        facts = _facts(entry, position, code_ids.get(entry.defect_code.casefold()))
        facts["procedure_code"] = code_as_kept(session, entry.procedure)
        if entry.id is None:
            version.items.append(CheckItem(**facts, pictures=shown(entry.pictures)))
            continue
        item = held[entry.id]
        for name, value in facts.items():
            setattr(item, name, value)
        if tuple(each.row for each in item.pictures) != entry.pictures:
            item.pictures = shown(entry.pictures)
    session.flush()
    session.expire(version, ["items"])


def _make_room(session: Session, held: dict[int, CheckItem], entries: Iterable[ItemEntry]) -> None:
    """Remove what is gone, and free the places and codes that others take over."""
    places = {entry.id: (place, entry.code) for place, entry in enumerate(entries, start=1)}
    for item_id, item in held.items():
        if item_id not in places:
            session.delete(item)
            continue
        place, code = places[item_id]
        if item.position != place:
            item.position = -place
        if item.code != code:
            item.code = f"~{item_id}"
    session.flush()


def _facts(entry: ItemEntry, position: int, code_id: int | None) -> dict[str, Any]:
    """Return an item's columns; its birth certificate is not entered."""
    facts = {
        each.name: getattr(entry, each.name)
        for each in fields(ItemEntry)
        if each.name not in _NOT_AS_IT_IS
    }
    return facts | {
        "position": position,
        "good_choices": "\n".join(entry.good),
        "bad_choices": "\n".join(entry.bad),
        "defect_code_id": code_id,
        "wordings": stored(entry.wordings),
    }


def _share(entry: DraftEntry) -> int | None:
    """Return the share that a spot check draws; the other modes have none."""
    if entry.mode is not CheckMode.SPOT:
        return None
    share = USUAL_SHARE if entry.share is None else entry.share
    if not SMALLEST_SHARE <= share <= GREATEST_SHARE:
        why = _("take {least} to {most}.").format(least=SMALLEST_SHARE, most=GREATEST_SHARE)
        raise FieldInvalid(field=N_("share drawn by lot"), value=share, why=why)
    return share


def _language(code: str) -> str:
    """Return one of the languages that checklists are written in."""
    if code not in LANGUAGES:
        why = _("it must be one of {names}.").format(names=", ".join(LANGUAGES))
        raise FieldInvalid(field=N_("language"), value=code, why=why)
    return code


def _columns(kind: type[CheckItem] | type[ChecklistVersion], without: set[str]) -> list[str]:
    """Return the names of the columns of an entity that a copy takes over."""
    return [each.key for each in class_mapper(kind).column_attrs if each.key not in without]
