"""Procedures: drafts begun, changed as a whole, given up, and put in force by a second person."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qc_desk.domain.refusals import (
    ChangedElsewhere,
    FieldInvalid,
    NameTaken,
    NewerVersion,
    NoSteps,
    NotAllowed,
    NotFound,
    NotYourDraft,
    Retired,
    SameAuthor,
    StepsNotReady,
    VersionNotDraft,
    VersionPublished,
)
from qc_desk.domain.vocabulary import Role, VersionStatus
from qc_desk.services import people
from qc_desk.services.procedure_lists import (
    ProcedureVersionRow,
    procedure_rows,
    procedure_version,
    procedure_versions,
)
from qc_desk.services.procedures import (
    NewProcedure,
    ProcedureEntry,
    StepEntry,
    begin_draft,
    bring_back_procedure,
    discard_draft,
    entry_of,
    make_effective,
    new_procedure,
    retire_procedure,
    save_draft,
)
from qc_desk.storage.chain_check import check_chain
from tests.checked_shop import AT, Shop

WEIGH = StepEntry(
    instruction="Weigh the glaze powder.",
    amount=Decimal("2.50"),
    unit="kg",
    right_when="The scale shows 2.50 kg and stands still.",
)
POUR = StepEntry(instruction="Pour the powder into the water.")
STIR = StepEntry(instruction="Stir for 10 minutes.", right_when="No lump stays on the stick.")


def new(shop: Shop, who: str = "mira", code: str = "GLAZE") -> ProcedureVersionRow:
    with shop.database.writing() as session:
        entry = NewProcedure(code=code, title="Mix the glaze")
        draft = new_procedure(session, entry, shop.ids[who], AT)
        return procedure_version(session, draft)


def save(
    shop: Shop, seen: ProcedureVersionRow, *steps: StepEntry, who: str = "mira"
) -> ProcedureVersionRow:
    with shop.database.writing() as session:
        entry = replace(entry_of(seen), steps=steps)
        return save_draft(session, seen, entry, shop.ids[who], AT)


def approve(shop: Shop, version_id: int, who: str, reason: str = "") -> None:
    with shop.database.writing() as session:
        make_effective(session, version_id, shop.ids[who], AT, reason)


def begin(shop: Shop, source: ProcedureVersionRow, who: str = "mira") -> ProcedureVersionRow:
    with shop.database.writing() as session:
        draft = begin_draft(session, source.procedure_id, source.id, shop.ids[who], AT)
        return procedure_version(session, draft)


def read(shop: Shop, version_id: int) -> ProcedureVersionRow:
    with shop.database.reading() as session:
        return procedure_version(session, version_id)


def test_that_a_procedure_comes_in_force_on_the_word_of_a_second_person(shop: Shop) -> None:
    draft = save(shop, new(shop), WEIGH, POUR, STIR)
    assert [step.instruction for step in draft.steps] == [
        each.instruction for each in (WEIGH, POUR, STIR)
    ]
    assert str(draft.steps[0].amount) == "2.50"
    with pytest.raises(SameAuthor, match="Mira Ilić wrote version 1 of “Mix the glaze”"):
        approve(shop, draft.id, "mira")
    assert read(shop, draft.id).status is VersionStatus.DRAFT
    approve(shop, draft.id, "marko")
    standing = read(shop, draft.id)
    assert (standing.status, standing.approved_by) == (VersionStatus.EFFECTIVE, "Marko Jurić")
    assert len(standing.digest) == 64


def test_that_the_digest_tells_other_digits_and_another_order_apart(shop: Shop) -> None:
    digests = set()
    for number, steps in enumerate(
        ((WEIGH, POUR), (POUR, WEIGH), (replace(WEIGH, amount=Decimal("2.5")), POUR))
    ):
        draft = save(shop, new(shop, code="SAME" + "X" * number), *steps)
        approve(shop, draft.id, "marko")
        digests.add(read(shop, draft.id).digest)
    assert len(digests) == 3


def test_that_the_next_version_supersedes_and_the_old_one_stays_as_it_was(shop: Shop) -> None:
    first = save(shop, new(shop), WEIGH, STIR)
    approve(shop, first.id, "marko")
    before = read(shop, first.id)
    second = begin(shop, before, "marko")
    kept = entry_of(second).steps
    assert [step.instruction for step in kept] == [WEIGH.instruction, STIR.instruction]
    save(shop, second, kept[1], POUR, kept[0], who="marko")
    approve(shop, second.id, "mira")
    after = read(shop, first.id)
    assert after == replace(before, status=VersionStatus.SUPERSEDED)
    with shop.database.reading() as session:
        assert [
            (each.number, each.status) for each in procedure_versions(session, first.procedure_id)
        ] == [(2, VersionStatus.EFFECTIVE), (1, VersionStatus.SUPERSEDED)]
        row = procedure_rows(session, "glaze mix")[0]
        assert (row.effective_number, row.newest_number) == (2, 2)
    moved = read(shop, second.id)
    assert [step.instruction for step in moved.steps] == [
        each.instruction for each in (STIR, POUR, WEIGH)
    ]
    assert [step.position for step in moved.steps] == [1, 2, 3]


def test_that_every_mistake_is_said_with_its_step_and_field(shop: Shop) -> None:
    seen = new(shop)
    with pytest.raises(NoSteps, match="“Mix the glaze” has no steps"):
        save(shop, seen)
    with pytest.raises(NoSteps):
        approve(shop, seen.id, "marko")
    wrong = (
        StepEntry(instruction="  "),
        StepEntry(instruction="Weigh.", amount=Decimal(2)),
        StepEntry(instruction="Weigh.", unit="kg"),
        StepEntry(instruction="Weigh.", amount=Decimal(-2), unit="kg"),
        StepEntry(instruction="x" * 2001),
    )
    with pytest.raises(StepsNotReady) as caught:
        save(shop, seen, *wrong)
    assert caught.value.problems == (
        "step 1, “what to do” is empty.",
        "step 2, “unit” is missing beside the amount.",
        "step 3, “amount” is missing beside the unit.",
        "step 4, “amount” is below zero.",
        "step 5, “what to do” has 2001 characters; 2000 fit.",
    )
    with pytest.raises(StepsNotReady, match="more than 200 steps"):
        save(shop, seen, *[POUR] * 201)
    assert read(shop, seen.id) == seen


def test_that_a_published_version_and_the_draft_of_another_are_not_changed(shop: Shop) -> None:
    draft = save(shop, new(shop), WEIGH)
    with pytest.raises(NotYourDraft, match="is the draft of Mira Ilić"):
        save(shop, draft, POUR, who="marko")
    approve(shop, draft.id, "marko")
    with pytest.raises(VersionPublished, match="is effective and never changes"):
        save(shop, read(shop, draft.id), POUR)
    with pytest.raises(VersionNotDraft):
        approve(shop, draft.id, "marko")


def test_that_only_what_was_seen_is_changed(shop: Shop) -> None:
    seen = new(shop)
    first = save(shop, seen, WEIGH)
    with pytest.raises(ChangedElsewhere):
        save(shop, seen, POUR)
    with pytest.raises(ChangedElsewhere):
        save(shop, first, StepEntry(id=999, instruction="Not a step of it."))
    same = entry_of(first).steps[0]
    with pytest.raises(ChangedElsewhere):
        save(shop, first, same, same)


def test_that_a_draft_is_begun_once_and_given_up(shop: Shop) -> None:
    first = save(shop, new(shop), WEIGH, POUR)
    assert begin(shop, first).id == first.id
    copy = begin(shop, first, "marko")
    assert copy.number == 2
    with pytest.raises(NewerVersion):
        approve(shop, first.id, "marko")
    with shop.database.writing() as session:
        discard_draft(session, copy, shop.ids["marko"], AT)
    approve(shop, first.id, "marko")
    assert read(shop, first.id).status is VersionStatus.EFFECTIVE


def test_that_who_is_alone_gives_a_reason_that_stays(shop: Shop) -> None:
    draft = save(shop, new(shop), WEIGH)
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["marko"], {(Role.INSPECTOR, 1)}, shop.ids["mira"], AT)
    approve(shop, draft.id, "mira", "There is no second lead yet.")
    assert read(shop, draft.id).alone_reason == "There is no second lead yet."


def test_that_only_leads_and_owners_write_procedures(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        new(shop, "ana")
    draft = save(shop, new(shop), WEIGH)
    with pytest.raises(NotAllowed):
        approve(shop, draft.id, "ana")


def test_that_names_are_checked(shop: Shop) -> None:
    new(shop)
    with pytest.raises(NameTaken, match="procedure “GLAZE”"):
        new(shop, code="glaze")
    with pytest.raises(FieldInvalid, match="code"):
        new(shop, code="a b")
    entry = NewProcedure(code="X", title="X", language="xx")
    with shop.database.writing() as session, pytest.raises(FieldInvalid, match="language"):
        new_procedure(session, entry, shop.ids["mira"], AT)


def test_that_a_retired_procedure_is_not_written_on_until_it_is_back(shop: Shop) -> None:
    draft = save(shop, new(shop), WEIGH)
    with shop.database.writing() as session:
        away = retire_procedure(session, procedure_rows(session)[0], shop.ids["mira"], AT)
        assert procedure_rows(session) == []
        assert procedure_rows(session, retired=True) == [away]
    with pytest.raises(Retired):
        save(shop, draft, POUR)
    with shop.database.writing() as session:
        bring_back_procedure(session, away, shop.ids["mira"], AT)
    save(shop, draft, POUR)


def test_that_the_audit_trail_says_the_same_as_the_rows(shop: Shop) -> None:
    draft = save(shop, new(shop), WEIGH, POUR)
    draft = save(shop, draft, *entry_of(draft).steps[::-1], STIR)
    approve(shop, draft.id, "marko")
    begin(shop, draft, "marko")
    assert check_chain(shop.database.reading) == []


def test_that_an_entry_is_read_back_as_it_was_entered(shop: Shop) -> None:
    seen = new(shop)
    entry = ProcedureEntry(
        title="Mix and rest", purpose="An even glaze.", language="sr", steps=(WEIGH,)
    )
    with shop.database.writing() as session:
        saved = save_draft(session, seen, entry, shop.ids["mira"], AT)
    again = entry_of(saved)
    assert replace(again, steps=tuple(replace(s, id=None) for s in again.steps)) == entry


def test_that_a_procedure_is_begun_only_from_what_there_is(shop: Shop) -> None:
    first = save(shop, new(shop), WEIGH)
    with pytest.raises(NotFound, match="procedure version"), shop.database.writing() as session:
        begin_draft(session, first.procedure_id, 999, shop.ids["marko"], AT)
    with pytest.raises(NotFound, match="procedure"), shop.database.writing() as session:
        begin_draft(session, 999, None, shop.ids["marko"], AT)
    with pytest.raises(NotFound, match="procedure version"):
        approve(shop, 999, "marko")
    with pytest.raises(NotFound, match="procedure version"):
        read(shop, 999)


def test_that_the_next_version_may_begin_empty(shop: Shop) -> None:
    first = save(shop, new(shop), WEIGH)
    with shop.database.writing() as session:
        empty = begin_draft(session, first.procedure_id, None, shop.ids["marko"], AT)
        begun = procedure_version(session, empty)
    assert (begun.number, begun.steps, begun.purpose) == (2, (), "")


def test_that_a_draft_that_was_given_up_elsewhere_is_not_saved(shop: Shop) -> None:
    seen = new(shop)
    with shop.database.writing() as session:
        discard_draft(session, seen, shop.ids["mira"], AT)
    with pytest.raises(ChangedElsewhere):
        save(shop, seen, WEIGH)


def test_that_a_procedure_whose_only_draft_was_given_up_begins_with_version_1(shop: Shop) -> None:
    seen = new(shop)
    with shop.database.writing() as session:
        discard_draft(session, seen, shop.ids["mira"], AT)
        again = begin_draft(session, seen.procedure_id, None, shop.ids["mira"], AT)
        assert procedure_version(session, again).number == 1


def test_that_a_step_that_is_left_out_is_gone(shop: Shop) -> None:
    draft = save(shop, new(shop), WEIGH, POUR, STIR)
    weigh, pour, stir = entry_of(draft).steps
    kept = save(shop, draft, weigh, stir)
    assert [step.instruction for step in kept.steps] == [WEIGH.instruction, STIR.instruction]
    assert pour.id not in [step.id for step in kept.steps]
