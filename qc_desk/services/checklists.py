"""Checklists as they are imported, put in force on the word of a second person, and put away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.people import MAY_LEAD, Person, RoleGrant
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.pictures import shown
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import (
    FileProblems,
    NewerVersion,
    NoItems,
    NotFound,
    Retired,
    SameAuthor,
    StillInUse,
    VersionNotDraft,
)
from qc_desk.domain.vocabulary import VersionStatus, Word
from qc_desk.domain.wordings import stored
from qc_desk.i18n import N_, _, alphabetical
from qc_desk.services.checklist_files import ChecklistDraft, ItemDraft
from qc_desk.services.checklist_lists import ChecklistRow, row_of
from qc_desk.services.pictures import kept, read_pictures
from qc_desk.services.procedure_links import code_as_kept, must_have_steps, step_problems
from qc_desk.services.shop_data import as_seen, keep, leading

_WORD = N_("checklist")


class Outcome(Word):
    """What an import did with a checklist."""

    NEW = "new", N_("new checklist")
    NEXT_VERSION = "next_version", N_("next version")
    RENAMED = "renamed", N_("new title")
    UNCHANGED = "unchanged", N_("nothing changed")


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportedChecklist(ChecklistRow):
    """A checklist after its import, and what the import did; its newest version is the draft."""

    outcome: Outcome


def import_checklist(
    session: Session, draft: ChecklistDraft, by: int, at: datetime
) -> ImportedChecklist:
    """Make a new checklist, or the next draft version of the one with the same code.

    The same content again changes nothing. Raises FileProblems for defect codes that nobody knows,
    Retired for a checklist that was put away.
    """
    person = leading(session, "checklist.import", by, at)
    outcome = planned_import(session, draft)
    code_ids = _defect_code_ids(session, draft, at)
    found = _find(session, draft.code) or Checklist(
        code=draft.code, title=draft.title, trade=draft.trade, created_at=at
    )
    found.title, found.trade = draft.title, draft.trade
    found.wordings = stored(draft.wordings)
    if outcome in {Outcome.NEW, Outcome.NEXT_VERSION}:
        items = _items(session, draft, code_ids, _births(found.newest))
        _add_pictures(session, draft, items, person, at)
        found.versions.append(_version(draft, items, found.newest, by, at))
    return _imported(keep(session, found, draft.code, _WORD), outcome)


def planned_import(session: Session, draft: ChecklistDraft) -> Outcome:
    """Return what an import would do; changes nothing, raises what the import would raise."""
    found = _find(session, draft.code)
    if found is not None and found.retired_at is not None:
        raise Retired(kind=_WORD, name=found.title)
    _must_know_defect_codes(session, draft)
    _must_know_steps(session, draft)
    if found is None:
        return Outcome.NEW
    if found.newest is None or not _same(session, found.newest, draft):
        return Outcome.NEXT_VERSION
    told = found.title, found.trade, found.wordings
    if told != (draft.title, draft.trade, stored(draft.wordings)):
        return Outcome.RENAMED
    return Outcome.UNCHANGED


def make_effective(
    session: Session, version_id: int, by: int, at: datetime, alone_reason: str = ""
) -> ChecklistRow:
    """Put a draft version in force on the word of a second person.

    The author may do it, with a reason that stays visible, only where nobody else could. Raises
    SameAuthor, VersionNotDraft, NewerVersion.
    """
    person = leading(session, "checklist.make_effective", by, at, MAY_LEAD)
    version = session.get(ChecklistVersion, version_id)
    if version is None:
        raise NotFound(kind=N_("checklist version"), name=version_id)
    checklist = session.get_one(Checklist, version.checklist.id, with_for_update=True)
    session.refresh(version)
    facts = {"version": version.number, "checklist": checklist.title}
    if version.status is not VersionStatus.DRAFT:
        raise VersionNotDraft(**facts, status=version.status)
    if checklist.newest is not None and checklist.newest.number > version.number:
        raise NewerVersion(**facts, newest=checklist.newest.number)
    if not version.items:
        raise NoItems(checklist=checklist.title)
    alone = ""
    if by == version.drafted_by_id:
        if others_who_may_approve(session, by):
            raise SameAuthor(person=person.name, **facts)
        alone = texts.text(texts.reason(alone_reason), N_("reason"), 2000)
    read_pictures(session, version.id)
    must_have_steps(session, version)
    version.make_effective(person, at, alone)
    session.flush()
    return row_of(checklist)


def others_who_may_approve(session: Session, by: int) -> list[str]:
    """Return the names of the other active people who may make a version effective."""
    wanted = (
        select(Person.name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            Person.id != by,
            Person.retired_at.is_(None),
            RoleGrant.ended_at.is_(None),
            RoleGrant.role.in_(MAY_LEAD),
        )
        .distinct()
    )
    return sorted(session.scalars(wanted), key=alphabetical)


def retire_checklist(session: Session, seen: ChecklistRow, by: int, at: datetime) -> ChecklistRow:
    """Put a checklist away; refused while products that can be chosen use it."""
    leading(session, "checklist.retire", by, at)
    found = as_seen(session, Checklist, seen, row_of, seen.title)
    using = select(Product).where(Product.checklist_id == found.id, Product.retired_at.is_(None))
    product = session.scalars(using.limit(1)).first()
    if product is not None:
        user = _("product {code}").format(code=product.full_code)
        raise StillInUse(name=found.title, user=user)
    found.retired_at = at
    return row_of(keep(session, found, found.code, _WORD))


def bring_back_checklist(
    session: Session, seen: ChecklistRow, by: int, at: datetime
) -> ChecklistRow:
    """Let a retired checklist be chosen again."""
    leading(session, "checklist.bring_back", by, at)
    found = as_seen(session, Checklist, seen, row_of, seen.title)
    found.retired_at = None
    return row_of(keep(session, found, found.code, _WORD))


def _find(session: Session, code: str) -> Checklist | None:
    """Return the checklist with the code, also where only capitals differ."""
    for checklist_id, held in session.execute(select(Checklist.id, Checklist.code)):
        if held.casefold() == code.casefold():
            return session.get_one(Checklist, checklist_id, with_for_update=True)
    return None


def _defect_code_ids(session: Session, draft: ChecklistDraft, at: datetime) -> dict[str, int]:
    """Return the ids of the defect codes that items name; those only the file has are made."""
    held = {each.code.casefold(): each for each in session.scalars(select(DefectCode))}
    for entry in draft.defect_codes:
        if entry.code.casefold() not in held:
            made = DefectCode(
                code=entry.code,
                name=entry.name,
                default_severity=entry.default_severity,
                created_at=at,
                language=entry.language or draft.language,
                wordings=stored(entry.wordings),
            )
            session.add(made)
            held[entry.code.casefold()] = made
    session.flush()
    return {
        item.defect_code: held[item.defect_code.casefold()].id
        for item in draft.items
        if item.defect_code
    }


def _must_know_defect_codes(session: Session, draft: ChecklistDraft) -> None:
    """Refuse items whose defect code is retired, or neither in the record nor in the file."""
    retired_at = {
        code.casefold(): moment
        for code, moment in session.execute(select(DefectCode.code, DefectCode.retired_at))
    }
    for entry in draft.defect_codes:
        retired_at.setdefault(entry.code.casefold(), None)
    problems = [
        _("item {code}: there is no defect code “{name}” that can be chosen.").format(
            code=item.code, name=item.defect_code
        )
        for item in draft.items
        if item.defect_code and retired_at.get(item.defect_code.casefold(), draft) is not None
    ]
    if problems:
        raise FileProblems(file=draft.file_name, problems=tuple(problems))


def _must_know_steps(session: Session, draft: ChecklistDraft) -> None:
    """Refuse items that name a retired or unknown procedure, or a step that it has not."""
    problems = step_problems(session, draft.items)
    if problems:
        said = tuple(each.sentence(draft.items[each.item].code) for each in problems)
        raise FileProblems(file=draft.file_name, problems=said)


def _births(version: ChecklistVersion | None) -> dict[str, str]:
    """Return the birth certificates of a version's items: a file that is silent keeps them."""
    items = version.items if version is not None else []
    return {item.code: item.born_of for item in items if item.born_of}


def _items(
    session: Session,
    draft: ChecklistDraft,
    defect_code_ids: dict[str, int],
    births: dict[str, str],
) -> list[CheckItem]:
    items = []
    for position, item in enumerate(draft.items, start=1):
        made = _item(position, item, defect_code_ids.get(item.defect_code))
        made.procedure_code = code_as_kept(session, item.procedure)
        made.born_of = item.born_of or births.get(item.code, "")
        items.append(made)
    return items


def _add_pictures(
    session: Session, draft: ChecklistDraft, items: list[CheckItem], by: Person, at: datetime
) -> None:
    """Keep the pictures that came with a file, and show them at its items."""
    for item, told in zip(items, draft.items, strict=True):
        rows = []
        for each in told.pictures:
            made = kept(session, each.prepared, by, at)
            rows.append(
                PictureRow(
                    picture_id=made.picture_id,
                    sha256=made.sha256,
                    shows=each.shows,
                    caption=each.caption,
                )
            )
        item.pictures = shown(tuple(rows))


def _item(position: int, item: ItemDraft, defect_code_id: int | None) -> CheckItem:
    return CheckItem(
        position=position,
        code=item.code,
        section=item.section,
        title=item.title,
        instruction=item.instruction,
        kind=item.kind,
        severity=item.severity,
        per_unit=item.per_unit,
        photo_rule=item.photo_rule,
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        decimals=item.decimals,
        good_choices="\n".join(item.good),
        bad_choices="\n".join(item.bad),
        gauge=item.gauge,
        procedure_step=item.procedure_step,
        defect_code_id=defect_code_id,
        wordings=stored(item.wordings),
    )


def _version(
    draft: ChecklistDraft,
    items: list[CheckItem],
    newest: ChecklistVersion | None,
    by: int,
    at: datetime,
) -> ChecklistVersion:
    version = ChecklistVersion(
        number=newest.number + 1 if newest is not None else 1,
        mode=draft.mode,
        share=draft.share,
        language=draft.language,
        drafted_by_id=by,
        drafted_at=at,
        items=items,
    )
    version.sample_by(draft.sampling)
    return version


_COMPARED = (
    "code",
    "section",
    "title",
    "instruction",
    "kind",
    "severity",
    "per_unit",
    "photo_rule",
    "nominal",
    "lower",
    "upper",
    "unit",
    "decimals",
    "gauge",
    "procedure_step",
)


def _same(session: Session, version: ChecklistVersion, draft: ChecklistDraft) -> bool:
    """Whether the version says exactly what the file says, to the digits of its limits."""
    codes = {
        each.id: each.code for each in session.execute(select(DefectCode.id, DefectCode.code))
    }
    held = [_facts(item, codes.get(item.defect_code_id or 0, "")) for item in version.items]
    births = _births(version)
    if any(each.born_of not in ("", births.get(each.code, "")) for each in draft.items):
        return False
    return (version.mode, version.share, version.language, version.sampling, held) == (
        draft.mode,
        draft.share,
        draft.language,
        draft.sampling,
        [_facts(item, item.defect_code) for item in draft.items],
    )


def _facts(item: CheckItem | ItemDraft, defect_code: str) -> tuple[str, ...]:
    """Return what is compared of an item; 5.0 and 5.00 are different limits."""
    pictures = tuple(_pictures(item))
    if isinstance(item, ItemDraft):
        choices = ("\n".join(item.good), "\n".join(item.bad), stored(item.wordings))
        procedure = item.procedure
    else:
        choices = (item.good_choices, item.bad_choices, item.wordings)
        procedure = item.procedure_code or ""
    facts = (str(getattr(item, name)) for name in _COMPARED)
    return (*facts, *choices, *pictures, procedure.casefold(), defect_code.casefold())


def _pictures(item: CheckItem | ItemDraft) -> Iterator[str]:
    """Yield what is compared of the pictures of an item."""
    if isinstance(item, ItemDraft):
        for told in item.pictures:
            yield f"{told.shows.value} {told.prepared.sha256} {told.caption}"
    else:
        for each in item.pictures:
            yield f"{each.shows.value} {each.picture.sha256} {each.caption}"


def _imported(found: Checklist, outcome: Outcome) -> ImportedChecklist:
    row = row_of(found)
    facts = {name: getattr(row, name) for name in ChecklistRow.__slots__}
    return ImportedChecklist(outcome=outcome, **facts)
