"""A shop in which a check item names the step of a procedure."""

from dataclasses import replace

from qc_desk.services.procedure_lists import ProcedureVersionRow, procedure_version
from qc_desk.services.procedures import (
    NewProcedure,
    StepEntry,
    begin_draft,
    entry_of,
    make_effective,
    new_procedure,
    save_draft,
)
from tests.checked_shop import AT, Shop

STEPS = ("Wipe the rim with a dry cloth.", "Run a finger once around the rim.")


def procedure(
    shop: Shop, code: str = "RIM", steps: tuple[str, ...] = STEPS, *, in_force: bool = True
) -> ProcedureVersionRow:
    """Write a procedure, and put it in force."""
    with shop.database.writing() as session:
        entry = NewProcedure(code=code, title="Look at the rim")
        draft_id = new_procedure(session, entry, shop.ids["mira"], AT)
    return _filled(shop, draft_id, steps, in_force=in_force)


def next_version(
    shop: Shop, seen: ProcedureVersionRow, steps: tuple[str, ...]
) -> ProcedureVersionRow:
    """Put the next version of a procedure in force."""
    with shop.database.writing() as session:
        draft_id = begin_draft(session, seen.procedure_id, None, shop.ids["mira"], AT)
    return _filled(shop, draft_id, steps, in_force=True)


def _filled(
    shop: Shop, draft_id: int, steps: tuple[str, ...], *, in_force: bool
) -> ProcedureVersionRow:
    with shop.database.writing() as session:
        draft = procedure_version(session, draft_id)
        told = tuple(StepEntry(instruction=each) for each in steps)
        save_draft(session, draft, replace(entry_of(draft), steps=told), shop.ids["mira"], AT)
        if in_force:
            make_effective(session, draft_id, shop.ids["marko"], AT)
        return procedure_version(session, draft_id)
