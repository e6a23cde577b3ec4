"""Training: noted by a lead, confirmed by oneself, asked for at a seat, due again when changed."""

import pytest

from qc_desk.domain.refusals import (
    DraftNotTrained,
    NotAllowed,
    NotFound,
    NotTrained,
    NotUnderstood,
    PersonRetired,
    ReasonNeeded,
)
from qc_desk.domain.training_words import Document
from qc_desk.services import checklists, inspections, people, procedures
from qc_desk.services.checklist_drafts import begin_draft
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.procedure_lists import procedure_version
from qc_desk.services.staff import staff
from qc_desk.services.today_led import TrainingDue, training_due
from qc_desk.services.training_matrix import Matrix, Standing, training_matrix
from qc_desk.services.trainings import (
    Subject,
    ask_for_training,
    confirm_understood,
    note_training,
)
from qc_desk.storage.chain_check import check_chain
from tests.checked_shop import AT, Shop

MUGS = Subject(document=Document.CHECKLIST, version_id=1)


def ask(shop: Shop, *, asked: bool = True) -> None:
    with shop.database.writing() as session:
        ask_for_training(session, checklist_rows(session)[0], shop.ids["mira"], AT, asked=asked)


def note(shop: Shop, *who: str, by: str = "marko", on: Subject = MUGS, words: str = "") -> int:
    with shop.database.writing() as session:
        ids = [shop.ids[each] for each in who]
        return note_training(session, on, ids, shop.ids[by], AT, words)


def understand(shop: Shop, who: str, on: Subject = MUGS) -> bool:
    with shop.database.writing() as session:
        return confirm_understood(session, on, shop.ids[who], AT)


def take_first_seat(shop: Shop, who: str, number: str = "L-1") -> int:
    batch_id = shop.add_batch(number)
    with shop.database.writing() as session:
        return inspections.open_first_check(session, batch_id, shop.ids[who], AT)


def matrix(shop: Shop) -> Matrix:
    """Return who stands where; Today, which asks without the matrix, says the same."""
    with shop.database.reading() as session:
        found, people = training_matrix(session), staff(session)
        again = tuple(dict.fromkeys(person.name for person, _row in found.to_train_again()))
        for who in people:
            mine = tuple(row.title for row in found.to_confirm(who))
            due = training_due(session, who, people, leads=True)
            assert due == TrainingDue(to_confirm=mine, to_train=again)
    return found


def standing(shop: Shop, who: str, on: Subject = MUGS) -> Standing:
    return matrix(shop).cells[shop.ids[who], on].standing


def next_version(shop: Shop) -> Subject:
    with shop.database.writing() as session:
        draft = begin_draft(session, 1, 1, shop.ids["mira"], AT)
        checklists.make_effective(session, draft, shop.ids["marko"], AT)
    return Subject(document=Document.CHECKLIST, version_id=draft)


def test_that_only_who_is_trained_and_says_so_takes_a_seat(shop: Shop) -> None:
    ask(shop)
    with pytest.raises(NotTrained, match="Ana Kovač has not been trained on version 1 of “Mugs”"):
        take_first_seat(shop, "ana")
    note(shop, "ana")
    with pytest.raises(NotUnderstood, match="Ana Kovač reads it and confirms"):
        take_first_seat(shop, "ana", "L-2")
    assert understand(shop, "ana")
    assert take_first_seat(shop, "ana", "L-3")


def test_that_understanding_alone_is_no_training(shop: Shop) -> None:
    ask(shop)
    understand(shop, "ana")
    with pytest.raises(NotTrained):
        take_first_seat(shop, "ana")
    assert standing(shop, "ana") is Standing.TO_NOTE


def test_that_the_second_seat_asks_for_it_too(shop: Shop) -> None:
    batch_id = shop.first_signed()
    ask(shop)
    with shop.database.writing() as session, pytest.raises(NotTrained, match="Јелена"):
        inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    note(shop, "jelena")
    understand(shop, "jelena")
    with shop.database.writing() as session:
        assert inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)


def test_that_a_checklist_that_does_not_ask_lets_everybody_check(shop: Shop) -> None:
    assert take_first_seat(shop, "ana")
    ask(shop)
    ask(shop, asked=False)
    assert take_first_seat(shop, "jelena", "L-2")


def test_that_a_new_version_must_be_trained_anew(shop: Shop) -> None:
    ask(shop)
    note(shop, "ana", "jelena")
    understand(shop, "ana")
    new = next_version(shop)
    with pytest.raises(NotTrained, match="version 2"):
        take_first_seat(shop, "ana")
    found = matrix(shop)
    assert [(p.name, s.number) for p, s in found.to_train_again()] == [("Ana Kovač", 2)]
    cell = found.cells[shop.ids["ana"], new]
    assert (cell.standing, cell.last_number) == (Standing.OUTDATED, 1)
    assert standing(shop, "jelena", new) is Standing.NONE  # never confirmed version 1
    note(shop, "ana", on=new)
    understand(shop, "ana", new)
    assert matrix(shop).to_train_again() == []
    assert take_first_seat(shop, "ana", "L-2")


def test_that_each_statement_stands_once(shop: Shop) -> None:
    assert note(shop, "ana", "ana", "jelena") == 2
    assert note(shop, "ana", "jelena") == 0
    assert understand(shop, "ana")
    assert not understand(shop, "ana")


def test_that_only_leads_note_and_who_trains_oneself_says_why(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        note(shop, "jelena", by="ana")
    with pytest.raises(ReasonNeeded):
        note(shop, "ana", "marko")
    assert note(shop, "marko", words="I wrote this checklist.") == 1
    cell = matrix(shop).cells[shop.ids["marko"], MUGS]
    assert (cell.trained_by, cell.words) == ("Marko Jurić", "I wrote this checklist.")
    assert standing(shop, "ana") is Standing.NONE  # nothing of the refused note was kept


def test_that_nobody_is_trained_on_a_draft_or_on_nothing(shop: Shop) -> None:
    with shop.database.writing() as session:
        draft = begin_draft(session, 1, 1, shop.ids["mira"], AT)
    on = Subject(document=Document.CHECKLIST, version_id=draft)
    with pytest.raises(DraftNotTrained, match="“Mugs” is still a draft"):
        note(shop, "ana", on=on)
    with pytest.raises(DraftNotTrained):
        understand(shop, "ana", on)
    with pytest.raises(NotFound):
        note(shop, "ana", on=Subject(document=Document.PROCEDURE, version_id=99))


def test_that_retired_people_are_neither_trained_nor_shown(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    with pytest.raises(PersonRetired):
        note(shop, "ana")
    assert "Ana Kovač" not in [each.name for each in matrix(shop).people]


def test_that_people_are_trained_on_procedures_too(shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = procedures.NewProcedure(code="GLAZE", title="Mix the glaze")
        draft = procedures.new_procedure(session, entry, shop.ids["mira"], AT)
        seen = procedure_version(session, draft)
        said = procedures.ProcedureEntry(
            title="Mix the glaze", steps=(procedures.StepEntry(instruction="Stir."),)
        )
        procedures.save_draft(session, seen, said, shop.ids["mira"], AT)
        procedures.make_effective(session, draft, shop.ids["marko"], AT)
    glaze = Subject(document=Document.PROCEDURE, version_id=draft)
    note(shop, "ana", on=glaze)
    assert [row.title for row in matrix(shop).to_confirm(shop.ids["ana"])] == ["Mix the glaze"]
    understand(shop, "ana", glaze)
    assert standing(shop, "ana", glaze) is Standing.TRAINED
    assert standing(shop, "ana") is Standing.NONE
    assert [(s.title, s.required) for s in matrix(shop).subjects] == [
        ("Mugs", False),
        ("Mix the glaze", False),
    ]


def test_that_the_matrix_holds_who_may_check_and_what_is_in_force(shop: Shop) -> None:
    ask(shop)
    found = matrix(shop)
    assert [each.name for each in found.people] == [
        "Ana Kovač", "Marko Jurić", "Mira Ilić", "Јелена Петровић",
    ]  # fmt: skip
    assert [(row.title, row.number, row.required) for row in found.subjects] == [("Mugs", 1, True)]
    assert len(found.cells) == 4


def test_that_training_is_in_the_audit_trail(shop: Shop) -> None:
    note(shop, "ana")
    understand(shop, "ana")
    ask(shop)
    assert check_chain(shop.database.reading) == []


def test_that_neither_nobody_nor_a_draft_is_in_the_matrix(shop: Shop) -> None:
    with pytest.raises(NotFound, match="person"), shop.database.writing() as session:
        note_training(session, MUGS, [999], shop.ids["marko"], AT)
    with shop.database.writing() as session:
        begin_draft(session, 1, 1, shop.ids["mira"], AT)
        procedures.new_procedure(
            session, procedures.NewProcedure(code="GLAZE", title="Glaze"), shop.ids["mira"], AT
        )
    assert [(row.title, row.number) for row in matrix(shop).subjects] == [("Mugs", 1)]
