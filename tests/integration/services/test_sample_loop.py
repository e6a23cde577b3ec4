"""What the sample shop shows of the loop, and that every act of it came in at its time."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import WHYS, Action
from qc_desk.domain.extra_checks import ExtraCheck
from qc_desk.domain.loop_words import (
    ActionStatus,
    ComplaintOutcome,
    ComplaintStatus,
    CorrectiveActionStatus,
    Discipline,
    EscapeCause,
    ProblemEventKind,
    ProblemStatus,
    PromiseSide,
    PromiseStanding,
    Standing,
)
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode
from qc_desk.domain.promises import Promise
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.touches import Touch
from qc_desk.domain.u_chart import LimitBasis
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.reports import print_paper
from qc_desk.services import escapes, problems, sample_shop, ship_dates, stop_ship, touch_limits
from qc_desk.services.complaint_clock import is_late, promised
from qc_desk.services.desk import Session
from qc_desk.services.sample_story import stories
from qc_desk.services.second_seats import who_had_a_hand
from qc_desk.services.staff import staff
from qc_desk.storage.database import Database, open_database
from tests.told_shop import UNTIL, lay_told

LANGUAGES = {"en", "sr", "es", "uk", "hr", "kk"}


@pytest.fixture(scope="module")
def shop(told_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = lay_told(told_record, tmp_path_factory.mktemp("sample") / "shop")
    with open_database(folder, workstation="any") as database:
        yield database


@pytest.fixture
def session(shop: Database) -> Iterator[Session]:
    with shop.reading() as reading:
        yield reading


def problem_of(session: Session, code: str) -> Problem:
    return session.scalars(
        select(Problem)
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .where(DefectCode.code == code, Problem.status != ProblemStatus.MERGED)
    ).one()


def batch_of(session: Session, number: str) -> int:
    return session.scalars(select(Batch.id).where(Batch.number == number)).one()


def test_that_everything_came_into_the_record_as_it_happened(session: Session) -> None:
    at = session.scalars(select(AuditEntry.at).order_by(AuditEntry.seq)).all()
    assert all(earlier <= later for earlier, later in pairwise(at))
    assert at[-1] < UNTIL


def test_that_the_rim_is_at_its_third_recurrence_after_three_broken_words(
    session: Session,
) -> None:
    chip = problem_of(session, "CHIP")
    assert (chip.family, chip.item_code, chip.recurrences) == ("Lipa stoneware", "LOOK-1", 3)
    assert chip.owner is not None
    assert chip.owner.name == "Mira Kovač"
    assert len(set(chip.countermeasures)) == 2
    promised = {each.id: each for each in chip.promises if each.is_fix}
    refuted = {each.refuted_promise_id for each in chip.sightings} - {None}
    assert refuted == set(promised)
    assert len(promised) == 3
    claims = {each.id for each in chip.claims}
    assert {each.refuted_claim_id for each in chip.sightings} - {None} == claims
    for each in chip.sightings:
        if each.refuted_promise_id is not None:
            assert promised[each.refuted_promise_id].made_at < each.at
    merged = session.scalars(select(Problem).where(Problem.merged_into_id == chip.id)).one()
    assert [each.complaint_id is not None for each in merged.sightings] == [True]


def test_that_its_corrective_action_goes_on_with_both_causes_looked_for_again(
    session: Session,
) -> None:
    action = session.scalars(
        select(CorrectiveAction).where(CorrectiveAction.status == CorrectiveActionStatus.OPEN)
    ).one()
    assert action.problem is problem_of(session, "CHIP")
    for part in WHYS:
        whys = action.current(Discipline.D4, part)
        assert len(whys) > 3
        assert [each.position for each in whys] == list(range(1, len(whys) + 1))
    since = action.problem.came_back_at
    assert action.missing_since(Discipline.D4, since) == ""
    assert action.missing(Discipline.D6) != ""
    standing = Counter(each.status for each in action.actions)
    assert set(standing) == {ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.VERIFIED}
    overdue = session.scalars(select(Action).where(Action.due_on < UNTIL.date())).all()
    assert any(each.status is ActionStatus.OPEN for each in overdue)


def test_that_the_solder_is_proven_by_clean_batches_and_may_be_told_as_fixed(
    session: Session,
) -> None:
    solder = problem_of(session, "SOLDER")
    told = problems.told_as_fixed(session, solder.id, UNTIL)
    assert (told.problem, told.proven_by) == (solder.name, "Mira Kovač")
    by = {each.kind: each.by for each in solder.events}
    assert by[ProblemEventKind.FIX_VERIFIED] is not by[ProblemEventKind.FIX_CLAIMED]
    whole = session.scalars(
        select(CorrectiveAction).where(CorrectiveAction.problem_id == solder.id)
    ).one()
    assert whole.status is CorrectiveActionStatus.CLOSED
    assert [each for each in Discipline if whole.missing(each)] == []


def test_that_problems_stand_at_every_step_of_their_way(session: Session) -> None:
    standing = set(session.scalars(select(Problem.status)))
    assert standing == set(ProblemStatus) - {ProblemStatus.RECURRED}
    kinds = {each.kind for problem in session.scalars(select(Problem)) for each in problem.events}
    assert ProblemEventKind.RECURRED in kinds


def test_that_a_complaint_refuted_the_maker_before_anybody_saw_it_in_the_shop(
    session: Session,
) -> None:
    glaze = problem_of(session, "GLAZE")
    assert glaze.status is ProblemStatus.ALERT
    refuting = [each for each in glaze.sightings if each.refutes]
    assert [each.complaint_id is not None for each in refuting] == [True]


def test_that_complaints_of_all_kinds_stand_at_every_step(session: Session) -> None:
    heard = session.scalars(select(Complaint)).all()
    assert {each.status for each in heard} == set(ComplaintStatus)
    assert {each.language for each in heard} == LANGUAGES
    assert {each.channel.written for each in heard} == {True, False}
    assert {each.outcome for each in heard} == {None, *ComplaintOutcome} - {
        ComplaintOutcome.PARTLY
    }
    events = session.scalars(select(ComplaintEvent)).all()
    assert ComplaintOutcome.PARTLY in {each.outcome for each in events}
    for each in heard:
        if each.outcome is ComplaintOutcome.NO_BATCH:
            assert each.status is ComplaintStatus.CLOSED
            assert each.events[-1].words
    links = session.scalars(select(ComplaintLink.standing))
    assert set(links) == set(Standing)
    late = session.scalars(select(Complaint.number).where(is_late(promised(session), UNTIL))).all()
    assert 0 < len(late) < len(heard)
    assert any(each.photos for each in heard)


def test_that_goods_escaped_in_every_way_there_is(session: Session) -> None:
    causes = {
        row.cause
        for complaint_id in session.scalars(select(Complaint.id))
        for row in escapes.escapes(session, complaint_id)
    }
    assert causes == set(EscapeCause)


def test_that_a_check_item_is_proposed_from_a_complaint(session: Session) -> None:
    born = session.scalars(select(CheckItem).where(CheckItem.born_of != "")).one()
    assert born.defect_code_id is not None
    complaint = session.scalars(
        select(Complaint).where(Complaint.code_id == born.defect_code_id)
    ).one()
    assert born.born_of == complaint.name
    assert complaint.product is not None
    checklist = complaint.product.checklist
    assert checklist is not None
    assert checklist.newest is not None
    assert checklist.newest.status is VersionStatus.DRAFT
    assert born in checklist.newest.items


def test_that_promises_are_kept_moved_broken_and_open_on_both_sides(session: Session) -> None:
    made = session.scalars(select(Promise)).all()
    standing = {(each.side, each.standing(UNTIL)) for each in made}
    assert standing == {(side, each) for side in PromiseSide for each in PromiseStanding}
    assert any(each.was_moved and each.done for each in made)
    broken = [each for each in made if each.is_broken(UNTIL)]
    assert any(each.was_told for each in broken)
    assert any(not each.was_told for each in broken)
    assert any(each.done is not None for each in broken)
    assert any(each.due_now[0] == UNTIL.date() for each in made if each.is_open(UNTIL))


def test_that_one_order_is_over_the_limit_that_the_orders_themselves_give(
    session: Session,
) -> None:
    usual = touch_limits.touch_limit(session, UNTIL)
    assert usual.basis is LimitBasis.U_CHART
    assert usual.orders >= 20
    over = touch_limits.orders_over_limit(session, UNTIL)
    assert [each.order for each in over] == ["SO-2616"]
    assert set(session.scalars(select(Touch.planned))) == {True, False}


def test_that_those_with_a_hand_in_a_batch_are_those_whom_it_refuses(session: Session) -> None:
    people, may = session.scalars(select(Person)).all(), staff(session)
    newest = session.scalars(select(Batch).order_by(Batch.id.desc()).limit(30)).all()
    hands = who_had_a_hand(session, [batch.id for batch in newest])
    assert any(hands.values())
    for batch in newest:
        refused = {each.id for each in people if batch.second_seat_refusal(each) is not None}
        nowhere = {each.id for each in people if not may[each.id].may_inspect_at(batch.site_id)}
        assert refused == hands[batch.id] | nowhere, batch.number


def test_that_one_order_is_late_and_one_at_risk(session: Session) -> None:
    slack = ship_dates.order_slacks(session, UNTIL)
    assert [each.order for each in slack if each.is_late] == ["SO-2616"]
    assert [each.order for each in slack if each.at_risk] == ["SO-2616", "SO-2606"]


def test_that_a_batch_waits_for_its_extra_check_and_another_has_passed_it(
    session: Session,
) -> None:
    chip = problem_of(session, "CHIP")
    assert chip.stop_check
    batches = {each.number: each for each in stories()}
    waiting = batch_of(session, "K-2617")
    assert [row.passed for row in stop_ship.stops_for(session, waiting)] == [False]
    passed = session.scalars(select(ExtraCheck)).one()
    assert passed.batch_id == batch_of(session, "K-2616")
    assert passed.note == batches["K-2616"].extra


def test_that_a_tale_is_told_only_when_its_batches_are(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    solder = [each for each in stories() if each.number in ("E-119", "E-120", "E-121", "E-122")]
    monkeypatch.setattr(sample_shop, "stories", lambda: solder)
    sample_shop.make_sample_shop(database, UNTIL, print_paper)
    with database.reading() as session:
        assert {each.status for each in session.scalars(select(Problem))} == {
            ProblemStatus.PROVEN,
            ProblemStatus.OWNED,
        }
        assert len(session.scalars(select(Complaint)).all()) == 2
        assert session.scalars(select(Sighting)).all()
        assert session.scalars(select(Touch)).all() == []
