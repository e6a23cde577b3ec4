"""Corrective action: eight disciplines, verified by somebody else, closed when it is proven."""

from datetime import date, timedelta
from functools import partial

import pytest

from qc_desk.domain.disciplines import DisciplinePlace
from qc_desk.domain.loop_words import ActionStatus, Discipline, DisciplinePart
from qc_desk.domain.refusals import (
    ActionClosed,
    ActionStillOpen,
    ChangedElsewhere,
    DisciplineOpen,
    FieldInvalid,
    FieldNeeded,
    NotAllowed,
    NotFound,
    NotProven,
    PersonRetired,
    QuantityWrong,
    VerifierTookPart,
    WrongActionStatus,
)
from qc_desk.services import corrective_actions, people
from qc_desk.services.corrective_action_lists import (
    CorrectiveActionDetail,
    corrective_action_detail,
    corrective_action_rows,
)
from qc_desk.services.corrective_actions import PlanEntry
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    DAY,
    bad,
    claim,
    good,
    own,
    prove,
    the_problem,
    verify,
    work_out,
)
from tests.integration.services.signing import refused

TEXTS = (Discipline.D0, Discipline.D2, Discipline.D8)


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def opened(shop: Shop) -> int:
    """Open a corrective action for a problem seen on one batch, led by Mira."""
    bad(shop, "L-1")
    with shop.database.writing() as session:
        return corrective_actions.open_(
            session, the_problem(shop), "Glaze", shop.ids["mira"], shop.ids["mira"], shop.at
        )


def detail(shop: Shop, action: int, who: str = "mira") -> CorrectiveActionDetail:
    with shop.database.reading() as session:
        return corrective_action_detail(session, action, shop.ids[who], days(5))


def planned(
    shop: Shop, action: int, discipline: Discipline, due: date = DAY, owner: str = "ana"
) -> int:
    entry = PlanEntry(
        discipline=discipline, what="New burner", owner_id=shop.ids[owner], due_on=due
    )
    with shop.database.writing() as session:
        return corrective_actions.plan(session, action, entry, shop.ids["mira"], shop.at)


def done(shop: Shop, action: int, who: str = "ana") -> None:
    with shop.database.writing() as session:
        corrective_actions.finish(session, action, "photo 3", shop.ids[who], shop.at)


def write(shop: Shop, action: int, place: DisciplinePlace, words: str = "so it is") -> None:
    with shop.database.writing() as session:
        corrective_actions.write(session, action, place, words, shop.ids["mira"], shop.at)


def complete(shop: Shop) -> int:
    """Fill every discipline but the ones about containment and prevention."""
    bad(shop, "L-1")
    action = work_out(shop, days(1))
    for discipline in TEXTS:
        write(shop, action, DisciplinePlace(discipline))
    for task in ("kiln", "again"):  # who is in the team is not taken in twice
        with shop.database.writing() as session:
            corrective_actions.add_member(
                session, action, shop.ids["ana"], task, shop.ids["mira"], shop.at
            )
    return action


def test_that_it_stays_open_until_every_discipline_is_complete_and_the_goods_have_proven_it(
    shop: Shop,
) -> None:
    action = complete(shop)
    lacking = detail(shop, action, "marko")
    assert [row.discipline for row in lacking.disciplines if not row.complete] == [
        Discipline.D3,
        Discipline.D7,
    ]
    assert lacking.disciplines[3].missing == "a containment action that is done"
    assert "D3" in lacking.why_not_close
    assert not lacking.may_close
    refused(shop, DisciplineOpen, lambda s: close(s, shop, action, "marko"))
    for discipline in (Discipline.D3, Discipline.D7):
        done(shop, planned(shop, action, discipline))
    refused(shop, NotProven, lambda s: close(s, shop, action, "marko"))


def test_that_somebody_else_than_its_lead_closes_it_as_it_was_seen(shop: Shop) -> None:
    action = proven(shop)
    refused(shop, VerifierTookPart, lambda s: close(s, shop, action, "mira"))
    refused(shop, NotAllowed, lambda s: close(s, shop, action, "vera"))
    stale = detail(shop, action).seen
    write(shop, action, DisciplinePlace(Discipline.D8), "and thanks")
    refused(
        shop,
        ChangedElsewhere,
        lambda s: corrective_actions.close(s, stale, shop.ids["marko"], shop.at),
    )
    with shop.database.writing() as session:
        close(session, shop, action, "marko")
    with shop.database.reading() as session:
        assert corrective_action_rows(session, days(5)) == []
        [row] = corrective_action_rows(session, days(5), closed=True)
    assert (row.name, row.complete, row.next_due, row.overdue) == ("CA-1", 9, None, 0)
    assert [m.name for m in detail(shop, action).team] == ["Mira Ilić", "Ana Kovač"]
    history = detail(shop, action).disciplines[8].history
    assert [each.words for each in history] == ["so it is", "and thanks"]


def test_that_a_closed_one_no_longer_changes(shop: Shop) -> None:
    action = proven(shop)
    with shop.database.writing() as session:
        close(session, shop, action, "marko")
    place = DisciplinePlace(Discipline.D8)
    for act in (
        lambda s: corrective_actions.write(s, action, place, "x", shop.ids["mira"], shop.at),
        lambda s: close(s, shop, action, "marko"),
        lambda s: corrective_actions.finish(s, 1, "x", shop.ids["ana"], shop.at),
    ):
        refused(shop, ActionClosed, act)


def proven(shop: Shop) -> int:
    """Let everything be complete and the problem be proven solved."""
    action = complete(shop)
    for discipline in (Discipline.D3, Discipline.D7):
        done(shop, planned(shop, action, discipline))
    own(shop, days(1))
    claim(shop, days(1), "New kiln")
    verify(shop, days(1))
    good(shop, "L-2", days(2))
    good(shop, "L-3", days(3))
    prove(shop, days(4))
    return action


def close(session, shop: Shop, action: int, who: str) -> None:  # type: ignore[no-untyped-def]
    corrective_actions.close(session, detail(shop, action).seen, shop.ids[who], shop.at)


def test_that_a_problem_has_one_open_corrective_action_led_by_somebody_who_decides(
    shop: Shop,
) -> None:
    opened(shop)
    again = the_problem(shop)
    refused(
        shop,
        ActionStillOpen,
        lambda s: corrective_actions.open_(
            s, again, "Twice", shop.ids["mira"], shop.ids["mira"], shop.at
        ),
    )
    bad(shop, "L-2", item="label")
    for lead, by, refusal in (("ana", "mira", NotAllowed), ("mira", "ana", NotAllowed)):
        refused(
            shop,
            refusal,
            lambda s, lead=lead, by=by: corrective_actions.open_(  # type: ignore[misc]
                s, the_problem(shop, 2), "Label", shop.ids[lead], shop.ids[by], shop.at
            ),
        )
    refused(
        shop,
        FieldNeeded,
        lambda s: corrective_actions.open_(
            s, the_problem(shop, 2), " ", shop.ids["mira"], shop.ids["mira"], shop.at
        ),
    )


def test_that_neither_the_lead_nor_anybody_who_did_an_action_verifies_one(shop: Shop) -> None:
    action = opened(shop)
    of_ana = planned(shop, action, Discipline.D5)
    refused(shop, WrongActionStatus, lambda s: judge(s, shop, of_ana, "marko", VERIFY))
    of_marko = planned(shop, action, Discipline.D5, owner="marko")
    for each in (of_ana, of_marko):
        done(shop, each, "marko")
    for who in ("mira", "marko"):
        act = partial(judge, shop=shop, action=of_ana, who=who, act=VERIFY)
        refused(shop, VerifierTookPart, act)
    refused(shop, NotAllowed, lambda s: judge(s, shop, of_ana, "jelena", VERIFY))
    refused(shop, WrongActionStatus, lambda s: judge(s, shop, of_ana, "mira", CANCEL))
    refused(shop, WrongActionStatus, lambda s: judge(s, shop, of_ana, "marko", FINISH))


FINISH, VERIFY, CANCEL = (
    corrective_actions.finish,
    corrective_actions.verify,
    corrective_actions.cancel,
)


def judge(session, shop: Shop, action: int, who: str, act) -> None:  # type: ignore[no-untyped-def]
    act(session, action, "seen", shop.ids[who], shop.at)


def test_that_a_cancelled_action_is_not_a_done_one(shop: Shop) -> None:
    action = opened(shop)
    only = planned(shop, action, Discipline.D3)
    with shop.database.writing() as session:
        judge(session, shop, only, "marko", CANCEL)
    shown = detail(shop, action)
    assert shown.disciplines[3].missing == "a containment action that is done"
    assert shown.disciplines[3].actions[0].status is ActionStatus.CANCELLED
    assert shown.due == ()
    refused(shop, WrongActionStatus, lambda s: judge(s, shop, only, "ana", FINISH))


def test_that_only_the_team_leads_and_the_owner_of_an_action_work_on_it(shop: Shop) -> None:
    action = opened(shop)
    place = DisciplinePlace(Discipline.D2)
    of_ana = planned(shop, action, Discipline.D3)
    for who in ("jelena", "vera"):
        by = shop.ids[who]
        for act in (
            lambda s, by=by: corrective_actions.write(s, action, place, "x", by, shop.at),
            lambda s, by=by: corrective_actions.add_member(s, action, by, "x", by, shop.at),
            lambda s, by=by: corrective_actions.finish(s, of_ana, "x", by, shop.at),
            lambda s, by=by: corrective_actions.cancel(s, of_ana, "x", by, shop.at),
        ):
            refused(shop, NotAllowed, act)
    with shop.database.writing() as session:
        corrective_actions.add_member(
            session, action, shop.ids["vera"], "lab", shop.ids["marko"], shop.at
        )
    with shop.database.writing() as session:
        corrective_actions.write(session, action, place, "cracks", shop.ids["vera"], shop.at)
    refused(shop, NotAllowed, lambda s: judge(s, shop, of_ana, "vera", CANCEL))
    assert [row.text for row in detail(shop, action).disciplines if row.text] == ["cracks"]
    ana = detail(shop, action, "ana")
    assert (ana.may_write, ana.due[0].may_finish, ana.due[0].may_cancel) == (False, True, False)
    assert not detail(shop, action, "jelena").due[0].may_finish


def test_that_retired_people_are_not_given_work(shop: Shop) -> None:
    action = opened(shop)
    of_ana = planned(shop, action, Discipline.D5)
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], shop.at)
    entry = PlanEntry(discipline=Discipline.D3, what="x", owner_id=shop.ids["ana"], due_on=DAY)
    by = shop.ids["mira"]
    for act in (
        lambda s: corrective_actions.plan(s, action, entry, by, shop.at),
        lambda s: corrective_actions.add_member(s, action, shop.ids["ana"], "x", by, shop.at),
        lambda s: judge(s, shop, of_ana, "ana", FINISH),
    ):
        refused(shop, PersonRetired, act)
    done(shop, of_ana, "mira")


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        (DisciplinePlace(Discipline.D2, DisciplinePart.WHY_OCCURRED), FieldInvalid),
        (DisciplinePlace(Discipline.D1, DisciplinePart.MEMBER), FieldInvalid),
        (DisciplinePlace(Discipline.D4, DisciplinePart.MEMBER), FieldInvalid),
        (DisciplinePlace(Discipline.D4, DisciplinePart.WHY_ESCAPED, 8), QuantityWrong),
        (DisciplinePlace(Discipline.D4, DisciplinePart.MACHINE, 51), QuantityWrong),
        (DisciplinePlace(Discipline.D2, DisciplinePart.TEXT, 2), QuantityWrong),
        (DisciplinePlace(Discipline.D4, DisciplinePart.PEOPLE, 0), QuantityWrong),
    ],
)
def test_that_nothing_is_written_where_no_place_is(
    shop: Shop, place: DisciplinePlace, refusal: type[FieldInvalid]
) -> None:
    action = opened(shop)
    refused(
        shop,
        refusal,
        lambda s: corrective_actions.write(s, action, place, "x", shop.ids["mira"], shop.at),
    )


def test_that_actions_are_planned_in_three_disciplines_and_overdue_ones_say_so(shop: Shop) -> None:
    action = opened(shop)
    entry = PlanEntry(discipline=Discipline.D4, what="x", owner_id=shop.ids["ana"], due_on=DAY)
    refused(
        shop,
        FieldInvalid,
        lambda s: corrective_actions.plan(s, action, entry, shop.ids["mira"], shop.at),
    )
    planned(shop, action, Discipline.D7, days(5))
    planned(shop, action, Discipline.D5, days(4))
    shown = detail(shop, action)
    assert [(row.discipline, row.overdue) for row in shown.due] == [
        (Discipline.D5, True),
        (Discipline.D7, False),
    ]
    with shop.database.reading() as session:
        [row] = corrective_action_rows(session, days(5))
    assert (row.next_due, row.overdue) == (days(4), 1)


def test_that_whys_and_causes_stand_in_their_order_and_what_was_taken_away_stays_to_be_read(
    shop: Shop,
) -> None:
    action = opened(shop)
    for position, words in ((2, "burner worn"), (1, "too hot"), (3, "nobody looks"), (3, "")):
        place = DisciplinePlace(Discipline.D4, DisciplinePart.WHY_OCCURRED, position)
        write(shop, action, place, words)
    write(shop, action, DisciplinePlace(Discipline.D4, DisciplinePart.MACHINE), "burner")
    shown = detail(shop, action)
    assert [(w.position, w.words) for w in shown.why_occurred] == [
        (1, "too hot"),
        (2, "burner worn"),
    ]
    assert shown.disciplines[4].missing == "why it escaped"
    assert [(part, [c.words for c in causes]) for part, causes in shown.branches if causes] == [
        (DisciplinePart.MACHINE, ["burner"])
    ]
    assert len(shown.disciplines[4].history) == 5


def test_that_what_is_not_there_is_not_found(shop: Shop) -> None:
    opened(shop)
    refused(
        shop,
        NotFound,
        lambda s: corrective_actions.write(
            s, 99, DisciplinePlace(Discipline.D2), "x", shop.ids["mira"], shop.at
        ),
    )
    refused(shop, NotFound, lambda s: judge(s, shop, 99, "mira", FINISH))
