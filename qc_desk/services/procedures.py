"""Procedures: drafts begun, changed as a whole and given up; put in force by a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.item_rules import MOST_STEPS
from qc_desk.domain.people import Person
from qc_desk.domain.picture_words import PictureRow, picture_problems, tidy_pictures
from qc_desk.domain.pictures import shown
from qc_desk.domain.plain_words import WRITTEN_IN
from qc_desk.domain.procedures import Procedure, ProcedureStep, ProcedureVersion
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    FieldInvalid,
    NewerVersion,
    NoSteps,
    NotFound,
    NotYourDraft,
    Retired,
    SameAuthor,
    StepsNotReady,
    VersionNotDraft,
    VersionPublished,
)
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.domain.wordings import (
    PROCEDURE_TEXTS,
    STEP_TEXTS,
    Wordings,
    stored,
    tidy_wordings,
)
from qc_desk.i18n import N_, _
from qc_desk.services.checklists import others_who_may_approve
from qc_desk.services.pictures import must_be_kept
from qc_desk.services.procedure_lists import (
    ProcedureRow,
    ProcedureVersionRow,
    StepRow,
    procedure_version,
    row_of,
)
from qc_desk.services.procedure_texts import word_problems
from qc_desk.services.shop_data import as_seen, keep, leading, must_be_free

_WORD = N_("procedure")


@dataclass(frozen=True, kw_only=True, slots=True)
class NewProcedure:
    """What a procedure is called."""

    code: str
    title: str
    language: str = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class StepEntry:
    """A step as it is entered; one that stays keeps its number in the record."""

    id: int | None = None
    instruction: str = ""
    amount: Decimal | None = None
    unit: str = ""
    right_when: str = ""
    pictures: tuple[PictureRow, ...] = ()
    wordings: Wordings = ()  # its texts in other languages


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureEntry:
    """Everything a draft says; the title belongs to all versions of the procedure."""

    title: str
    purpose: str = ""
    language: str = "en"
    steps: tuple[StepEntry, ...] = ()
    wordings: Wordings = ()  # title and purpose in other languages


def entry_of(version: ProcedureVersionRow) -> ProcedureEntry:
    """Return a version as it would be entered."""
    return ProcedureEntry(
        title=version.title,
        purpose=version.purpose,
        language=version.language,
        steps=tuple(_step_entry(step) for step in version.steps),
        wordings=version.wordings,
    )


def new_procedure(session: Session, entry: NewProcedure, by: int, at: datetime) -> int:
    """Make a procedure with an empty draft; returns the draft's id."""
    leading(session, "procedure.add", by, at)
    code = texts.text(entry.code, N_("code"), 40, needed=True)
    if any(not (sign.isalnum() or sign in "._-/") for sign in code):
        why = N_("only letters, digits, - . _ and / fit.")
        raise FieldInvalid(field=N_("code"), value=code, why=why)
    must_be_free(session, Procedure.code, code, _WORD, None)
    title = texts.text(entry.title, N_("title"), 200, needed=True)
    made = Procedure(code=code, title=title, created_at=at)
    draft = ProcedureVersion(number=1, drafted_by_id=by, drafted_at=at)
    draft.language = _language(entry.language)
    made.versions.append(draft)
    keep(session, made, code, _WORD)
    return draft.id


def begin_draft(
    session: Session, procedure_id: int, copy_of: int | None, by: int, at: datetime
) -> int:
    """Begin the next version as a copy of one of the procedure's, or empty; returns its id.

    A person who has the newest version as a draft already goes on with that. Who begins from the
    draft of somebody else is the author of the copy, and so can never approve it.
    """
    leading(session, "procedure.begin_draft", by, at)
    procedure = _locked(session, procedure_id)
    newest = procedure.newest
    if newest is not None and newest.status is VersionStatus.DRAFT and newest.drafted_by_id == by:
        return newest.id
    source = next((each for each in procedure.versions if each.id == copy_of), None)
    if copy_of is not None and source is None:
        raise NotFound(kind=N_("procedure version"), name=copy_of)
    draft = ProcedureVersion(
        number=newest.number + 1 if newest is not None else 1, drafted_by_id=by, drafted_at=at
    )
    if source is not None:
        draft.language, draft.purpose = source.language, source.purpose
        draft.wordings = source.wordings
        draft.steps = [_copied(step) for step in source.steps]
    procedure.versions.append(draft)
    session.flush()
    return draft.id


def save_draft(
    session: Session, seen: ProcedureVersionRow, entry: ProcedureEntry, by: int, at: datetime
) -> ProcedureVersionRow:
    """Make a draft say what was entered, if it is still exactly as it was seen.

    Raises VersionPublished, NotYourDraft, ChangedElsewhere, NoSteps, StepsNotReady.
    """
    person = leading(session, "procedure.save_draft", by, at)
    version = _own_draft(session, seen, person)
    procedure = version.procedure
    steps = tuple(_tidy(step, entry.language) for step in entry.steps)
    if not steps:
        raise NoSteps(procedure=procedure.title)
    told = _worded(entry, PROCEDURE_TEXTS, entry.language)
    problems = [*word_problems(told, PROCEDURE_TEXTS), *step_problems(steps)]
    if problems:
        raise StepsNotReady(procedure=procedure.title, problems=tuple(problems))
    must_be_kept(session, [each for step in steps for each in step.pictures])
    procedure.title = texts.text(entry.title, N_("title"), 200, needed=True)
    procedure.wordings = stored(tuple(each for each in told if each.field == "title"))
    version.purpose = texts.text(entry.purpose, N_("purpose"), 2000)
    version.wordings = stored(tuple(each for each in told if each.field == "purpose"))
    version.language = _language(entry.language)
    _keep_steps(session, version, steps)
    return procedure_version(session, version.id)


def discard_draft(session: Session, seen: ProcedureVersionRow, by: int, at: datetime) -> None:
    """Take a draft out of its procedure; only its author may, and only as it was seen."""
    person = leading(session, "procedure.discard_draft", by, at)
    version = _own_draft(session, seen, person)
    for step in version.steps:
        session.delete(step)
    session.flush()
    session.expire(version, ["steps"])
    session.delete(version)
    session.flush()


def make_effective(
    session: Session, version_id: int, by: int, at: datetime, alone_reason: str = ""
) -> ProcedureRow:
    """Put a draft version in force on the word of a second person.

    The author may do it, with a reason that stays visible, only where nobody else could. Raises
    SameAuthor, VersionNotDraft, NewerVersion, NoSteps.
    """
    person = leading(session, "procedure.make_effective", by, at)
    version = session.get(ProcedureVersion, version_id)
    if version is None:
        raise NotFound(kind=N_("procedure version"), name=version_id)
    procedure = session.get_one(Procedure, version.procedure_id, with_for_update=True)
    session.refresh(version)
    facts = {"version": version.number, "checklist": procedure.title}
    if version.status is not VersionStatus.DRAFT:
        raise VersionNotDraft(**facts, status=version.status)
    if procedure.newest is not None and procedure.newest.number > version.number:
        raise NewerVersion(**facts, newest=procedure.newest.number)
    if not version.steps:
        raise NoSteps(procedure=procedure.title)
    alone = ""
    if by == version.drafted_by_id:
        if others_who_may_approve(session, by):
            raise SameAuthor(person=person.name, **facts)
        alone = texts.text(texts.reason(alone_reason), N_("reason"), 2000)
    version.make_effective(person, at, alone)
    session.flush()
    return row_of(procedure)


def retire_procedure(session: Session, seen: ProcedureRow, by: int, at: datetime) -> ProcedureRow:
    """Put a procedure away; its versions stay in the record."""
    leading(session, "procedure.retire", by, at)
    found = as_seen(session, Procedure, seen, row_of, seen.title)
    found.retired_at = at
    return row_of(keep(session, found, found.code, _WORD))


def bring_back_procedure(
    session: Session, seen: ProcedureRow, by: int, at: datetime
) -> ProcedureRow:
    """Let a retired procedure be used again."""
    leading(session, "procedure.bring_back", by, at)
    found = as_seen(session, Procedure, seen, row_of, seen.title)
    found.retired_at = None
    return row_of(keep(session, found, found.code, _WORD))


def step_problems(steps: Sequence[StepEntry]) -> list[str]:
    """Return what is wrong with steps, each with its number and field."""
    found = []
    if len(steps) > MOST_STEPS:
        found.append(_("there are more than {limit} steps.").format(limit=MOST_STEPS))
    for number, step in enumerate(steps, start=1):
        found += [
            _("step {number}, {problem}").format(number=number, problem=problem)
            for problem in _problems(step)
        ]
    return found


def _problems(step: StepEntry) -> list[str]:
    found = []
    if not step.instruction:
        found.append(_("“what to do” is empty."))
    if step.amount is not None and not step.unit:
        found.append(_("“unit” is missing beside the amount."))
    if step.amount is None and step.unit:
        found.append(_("“amount” is missing beside the unit."))
    if step.amount is not None and step.amount < 0:
        found.append(_("“amount” is below zero."))
    for text, limit, field in (
        (step.instruction, 2000, _("what to do")),
        (step.unit, 20, _("unit")),
        (step.right_when, 2000, _("right when")),
    ):
        if len(text) > limit:
            said = _("“{field}” has {length} characters; {limit} fit.")
            found.append(said.format(field=field, length=len(text), limit=limit))
    return [*found, *word_problems(step.wordings, STEP_TEXTS), *picture_problems(step.pictures)]


def _worded(
    entry: ProcedureEntry | StepEntry, limits: Mapping[str, int], language: str
) -> Wordings:
    """Return the wordings of texts that are there, in other languages than their own."""
    for each in entry.wordings:
        _language(each.language)
    there = {name: limit for name, limit in limits.items() if getattr(entry, name).strip()}
    return tuple(e for e in tidy_wordings(entry.wordings, there) if e.language != language)


def _tidy(step: StepEntry, language: str) -> StepEntry:
    return replace(
        step,
        instruction=texts.text(step.instruction, "what to do", texts.NOTE),
        unit=texts.text(step.unit, "unit", texts.LINE),
        right_when=texts.text(step.right_when, "right when", texts.NOTE),
        pictures=tidy_pictures(step.pictures),
        wordings=_worded(step, STEP_TEXTS, language),
    )


def _locked(session: Session, procedure_id: int) -> Procedure:
    """Return a procedure that can be written on, and that nobody else changes meanwhile."""
    found = session.get(Procedure, procedure_id, with_for_update=True)
    if found is None:
        raise NotFound(kind=_WORD, name=procedure_id)
    if found.retired_at is not None:
        raise Retired(kind=_WORD, name=found.title)
    return found


def _own_draft(session: Session, seen: ProcedureVersionRow, person: Person) -> ProcedureVersion:
    """Return the draft as it was seen, locked; refuse what is published or somebody else's."""
    procedure = _locked(session, seen.procedure_id)
    version = session.get(ProcedureVersion, seen.id, with_for_update=True)
    if version is None:
        raise ChangedElsewhere(name=procedure.title)
    facts = {"version": version.number, "checklist": procedure.title}
    if version.status is not VersionStatus.DRAFT:
        raise VersionPublished(**facts, status=version.status)
    if version.drafted_by_id != person.id:
        author = session.get_one(Person, version.drafted_by_id)
        raise NotYourDraft(**facts, person=author.name)
    if procedure_version(session, version.id) != seen:
        raise ChangedElsewhere(name=procedure.title)
    return version


def _keep_steps(session: Session, version: ProcedureVersion, entries: Sequence[StepEntry]) -> None:
    """Change, add, remove and move steps until the version holds exactly these."""
    held = {step.id: step for step in version.steps}
    wanted = [entry.id for entry in entries if entry.id is not None]
    if len(set(wanted)) < len(wanted) or not set(wanted) <= held.keys():
        raise ChangedElsewhere(name=version.procedure.title)
    places = {entry.id: place for place, entry in enumerate(entries, start=1)}
    for step_id, step in held.items():
        if step_id not in places:
            session.delete(step)
        elif step.position != places[step_id]:
            step.position = -places[step_id]  # another one may still stand there
    session.flush()
    session.expire(version, ["steps"])
    for position, entry in enumerate(entries, start=1):
        facts = _facts(entry, position)
        if entry.id is None:
            version.steps.append(ProcedureStep(**facts, pictures=shown(entry.pictures)))
        else:
            _change(held[entry.id], facts, entry)
    session.flush()
    session.expire(version, ["steps"])


def _change(step: ProcedureStep, facts: dict[str, Any], entry: StepEntry) -> None:
    """Make a step say what was entered."""
    for name, value in facts.items():
        setattr(step, name, value)
    if tuple(each.row for each in step.pictures) != entry.pictures:
        step.pictures = shown(entry.pictures)


def _facts(entry: StepEntry, position: int) -> dict[str, Any]:
    return {
        "position": position,
        "instruction": entry.instruction,
        "amount": entry.amount,
        "unit": entry.unit,
        "right_when": entry.right_when,
        "wordings": stored(entry.wordings),
    }


def _copied(step: ProcedureStep) -> ProcedureStep:
    return ProcedureStep(
        position=step.position,
        instruction=step.instruction,
        amount=step.amount,
        unit=step.unit,
        right_when=step.right_when,
        wordings=step.wordings,
        pictures=shown(tuple(each.row for each in step.pictures)),
    )


def _step_entry(step: StepRow) -> StepEntry:
    return StepEntry(
        id=step.id,
        instruction=step.instruction,
        amount=step.amount,
        unit=step.unit,
        right_when=step.right_when,
        pictures=step.pictures,
        wordings=step.wordings,
    )


def _language(code: str) -> str:
    """Return one of the languages that procedures are written in."""
    if code not in WRITTEN_IN:
        why = _("it must be one of {names}.").format(names=", ".join(WRITTEN_IN))
        raise FieldInvalid(field=N_("language"), value=code, why=why)
    return code
