"""What changed between two versions of a procedure, step by step and field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from qc_desk.i18n import N_
from qc_desk.services.checklist_differences import (
    Difference,
    FieldDifference,
    as_words,
    worded_anew,
)
from qc_desk.services.procedure_lists import ProcedureVersionRow, StepRow, procedure_version
from qc_desk.services.procedure_texts import FIELDS

_ALIKE = 0.5  # so much of its words a step keeps that was worded anew
_FIELDS = {
    "instruction": N_("What to do"),
    "amount": N_("Amount"),
    "unit": N_("Unit"),
    "right_when": N_("Right when"),
    "pictures": N_("Pictures"),
}
_FACTS = {"language": N_("Language"), "purpose": N_("Purpose")}


@dataclass(frozen=True, kw_only=True, slots=True)
class StepDifference:
    """A step in both versions, or in one of them; fields are those that differ."""

    what: Difference
    step: StepRow  # as the later version has it, or as it was removed
    stood: int | None  # its number in the earlier version
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureDifferences:
    """Two versions side by side."""

    before: ProcedureVersionRow
    after: ProcedureVersionRow
    facts: tuple[FieldDifference, ...]
    steps: tuple[StepDifference, ...]

    def count(self, what: Difference) -> int:
        """Return how many steps had this happen to them."""
        return sum(1 for each in self.steps if each.what is what)


def procedure_differences(session: Session, before_id: int, after_id: int) -> ProcedureDifferences:
    """Return what changed from one version to another; raises NotFound."""
    return step_differences(
        procedure_version(session, before_id), procedure_version(session, after_id)
    )


def step_differences(
    before: ProcedureVersionRow, after: ProcedureVersionRow
) -> ProcedureDifferences:
    """Return what changed; steps are the same where they say nearly the same."""
    return ProcedureDifferences(
        before=before,
        after=after,
        facts=tuple(_changed(_FACTS, before, after)),
        steps=tuple(_with_moves(list(_aligned(before.steps, after.steps)))),
    )


def _aligned(old: Sequence[StepRow], new: Sequence[StepRow]) -> Iterator[StepDifference]:
    """Lay steps side by side: equal ones, then those worded anew between them."""
    matcher = SequenceMatcher(
        None, [e.instruction for e in old], [e.instruction for e in new], autojunk=False
    )
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            for was, now in zip(old[from_old:to_old], new[from_new:to_new], strict=True):
                yield _compared(was, now)
        else:
            yield from _between(list(old[from_old:to_old]), new[from_new:to_new])


def _between(old: list[StepRow], new: Sequence[StepRow]) -> Iterator[StepDifference]:
    """Pair steps that were worded anew, in their order; the others came or went."""
    for now in new:
        place = next((n for n, was in enumerate(old) if _alike(was, now)), None)
        if place is None:
            yield StepDifference(what=Difference.ADDED, step=now, stood=None)
            continue
        for gone in old[:place]:
            yield _removed(gone)
        yield _compared(old[place], now)
        del old[: place + 1]
    for gone in old:
        yield _removed(gone)


def _alike(was: StepRow, now: StepRow) -> bool:
    words = (was.instruction.casefold().split(), now.instruction.casefold().split())
    return SequenceMatcher(None, *words, autojunk=False).ratio() > _ALIKE


def _removed(gone: StepRow) -> StepDifference:
    return StepDifference(what=Difference.REMOVED, step=gone, stood=gone.position)


def _compared(was: StepRow, now: StepRow) -> StepDifference:
    changed = tuple(_changed(_FIELDS, was, now))
    what = Difference.CHANGED if changed else Difference.SAME
    return StepDifference(what=what, step=now, stood=was.position, fields=changed)


def _with_moves(found: list[StepDifference]) -> Iterator[StepDifference]:
    """Tell a step that went at one place and came at another as moved, or as changed there."""
    gone = [each for each in found if each.what is Difference.REMOVED]
    moved: dict[int, StepDifference] = {}
    for now in (each for each in found if each.what is Difference.ADDED):
        near = [was for was in gone if _alike(was.step, now.step)]
        near.sort(key=lambda was: was.step.instruction != now.step.instruction)
        if near:
            gone.remove(near[0])
            step = _compared(near[0].step, now.step)
            moved[id(now)] = step if step.fields else replace(step, what=Difference.MOVED)
    left = {id(each) for each in gone}
    for each in found:
        if each.what is not Difference.REMOVED or id(each) in left:
            yield moved.get(id(each), each)


def _changed(
    names: dict[str, str],
    was: ProcedureVersionRow | StepRow,
    now: ProcedureVersionRow | StepRow,
) -> Iterator[FieldDifference]:
    for name, label in names.items():
        before, after = as_words(getattr(was, name)), as_words(getattr(now, name))
        if before != after:
            yield FieldDifference(field=label, before=before, after=after)
    yield from worded_anew(was.wordings, now.wordings, FIELDS)
