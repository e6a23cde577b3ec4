"""Who may bring a complaint where, and what has to be true first."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
    EscapeCause,
    PromiseSide,
    Standing,
)
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import (
    AgreedBeforeHeard,
    CustomerNotTold,
    FieldNeeded,
    HeardInFuture,
    MadeAfterwards,
    NotAllowed,
    NotConfirmed,
    OutcomeNeeded,
    PromisesOpen,
    QcError,
    ReasonNeeded,
    StillSuspected,
    WrongComplaintStatus,
)
from tests.unit.domain.bare_shop import AT, LATER, BareShop

DUE = AT + timedelta(days=1)
STATUS = ComplaintStatus
Act = Callable[[Complaint, Person], object]
ACTS: dict[STATUS, Act] = {
    STATUS.ACKNOWLEDGED: lambda c, by: c.acknowledge("", by, AT),
    STATUS.RESTATED: lambda c, by: c.restate("loose", ("Dana", None), by, AT),
    STATUS.INVESTIGATING: lambda c, by: c.investigate("", by, AT),
    STATUS.ANSWERED: lambda c, by: c.answer("new ones", ComplaintOutcome.JUSTIFIED, by, AT),
    STATUS.CLOSED: lambda c, by: c.close("", by, AT),
    STATUS.DISPUTED: lambda c, by: c.dispute("no", by, AT),
    STATUS.REOPENED: lambda c, by: c.reopen("", by, AT),
}
WAYS = {
    STATUS.RECEIVED: [STATUS.ACKNOWLEDGED],
    STATUS.ACKNOWLEDGED: [STATUS.RESTATED],
    STATUS.RESTATED: [STATUS.INVESTIGATING],
    STATUS.INVESTIGATING: [STATUS.ANSWERED],
    STATUS.ANSWERED: [STATUS.CLOSED, STATUS.DISPUTED],
    STATUS.CLOSED: [STATUS.DISPUTED],
    STATUS.DISPUTED: [STATUS.REOPENED],
    STATUS.REOPENED: [STATUS.RESTATED, STATUS.INVESTIGATING],
}


@pytest.fixture
def complaint(shop: BareShop) -> Complaint:
    made = Complaint(
        number=17,
        site=shop.site,
        customer=Customer(name="Dana", created_at=AT),
        channel=Channel.PHONE,
        heard_at=AT,
        heard_by=shop.ana,
        words="The handle came off.",
        entered_by=shop.ana,
        entered_at=AT,
        changed_at=AT,
    )
    made.receive(shop.ana, AT)
    return made


def at_step(complaint: Complaint, status: STATUS, by: Person) -> Complaint:
    """Bring a complaint to a step by the shortest way."""
    way = {
        STATUS.CLOSED: [*list(ACTS)[:4], STATUS.CLOSED],
        STATUS.DISPUTED: [*list(ACTS)[:4], STATUS.DISPUTED],
        STATUS.REOPENED: [*list(ACTS)[:4], STATUS.DISPUTED, STATUS.REOPENED],
    }.get(status, list(ACTS)[: list(STATUS).index(status)])
    for step in way:
        ACTS[step](complaint, by)
    assert complaint.status is status
    return complaint


def promise(shop: BareShop, complaint: Complaint) -> Promise:
    made = Promise(
        number=1,
        side=PromiseSide.OURS,
        text="new mugs",
        site=shop.site,
        customer=complaint.customer,
        due_on=DUE.date(),
        due_at=DUE,
        owner=shop.ana,
        made_at=AT,
        by=shop.ana,
    )
    complaint.promises.append(made)
    return made


# The way


@pytest.mark.parametrize("wanted", ACTS)
@pytest.mark.parametrize("status", STATUS)
def test_that_each_step_comes_after_the_one_before(
    shop: BareShop, complaint: Complaint, status: STATUS, wanted: STATUS
) -> None:
    at_step(complaint, status, shop.olga)
    events = len(complaint.events)
    assert complaint.may_follow(wanted) is (wanted in WAYS[status])
    if wanted in WAYS[status]:
        ACTS[wanted](complaint, shop.olga)
        assert (complaint.status, len(complaint.events)) == (wanted, events + 1)
        return
    with pytest.raises(WrongComplaintStatus):
        ACTS[wanted](complaint, shop.olga)
    assert (complaint.status, len(complaint.events)) == (status, events)


@pytest.mark.parametrize("status", STATUS)
def test_that_who_only_looks_on_takes_no_step(
    shop: BareShop, complaint: Complaint, status: STATUS
) -> None:
    at_step(complaint, status, shop.olga)
    for step in WAYS[status]:
        with pytest.raises(NotAllowed):
            ACTS[step](complaint, shop.vera)
        assert isinstance(complaint.refusal(step, shop.vera, AT), NotAllowed)
        assert complaint.refusal(step, shop.lena, AT) is None


def test_that_only_who_leads_closes(shop: BareShop, complaint: Complaint) -> None:
    at_step(complaint, STATUS.ANSWERED, shop.ana)
    with pytest.raises(NotAllowed):
        complaint.close("", shop.ana, AT)
    complaint.close("", shop.lena, AT)


def test_that_the_first_line_is_written_by_who_may_and_not_before(
    shop: BareShop, complaint: Complaint
) -> None:
    with pytest.raises(NotAllowed):
        complaint.receive(shop.vera, AT)
    complaint.heard_at = LATER
    with pytest.raises(HeardInFuture):
        complaint.receive(shop.ana, AT)


@pytest.mark.parametrize(
    ("who", "when", "words", "refusal"),
    [
        (" ", None, "loose", FieldNeeded),
        ("Dana", LATER + timedelta(seconds=1), "loose", HeardInFuture),
        ("Dana", AT - timedelta(seconds=1), "loose", AgreedBeforeHeard),
        ("Dana", None, " ", FieldNeeded),
    ],
)
def test_that_saying_it_back_counts_with_who_agreed_and_when(
    shop: BareShop,
    complaint: Complaint,
    who: str,
    when: datetime | None,
    words: str,
    refusal: type[QcError],
) -> None:
    at_step(complaint, STATUS.ACKNOWLEDGED, shop.ana)
    with pytest.raises(refusal):
        complaint.restate(words, (who, when), shop.ana, LATER)
    assert complaint.status is STATUS.ACKNOWLEDGED
    complaint.restate("loose", ("Dana", AT), shop.ana, LATER)
    assert (complaint.events[-1].agreed_by, complaint.events[-1].agreed_at) == ("Dana", AT)


def test_that_a_step_is_dated_by_its_first_time(shop: BareShop, complaint: Complaint) -> None:
    at_step(complaint, STATUS.REOPENED, shop.olga)
    complaint.investigate("", shop.ana, LATER)
    assert complaint.reached(STATUS.INVESTIGATING) == AT
    assert complaint.reached(STATUS.CLOSED) is None


# Answering and closing


def test_that_an_answer_has_an_outcome_and_leaves_nothing_suspected(
    shop: BareShop, complaint: Complaint
) -> None:
    at_step(complaint, STATUS.INVESTIGATING, shop.ana)
    with pytest.raises(OutcomeNeeded):
        complaint.answer("sorry", None, shop.ana, AT)
    complaint.state(shop.batch, Standing.SUSPECTED, "same week", shop.ana, AT)
    with pytest.raises(StillSuspected):
        complaint.answer("sorry", ComplaintOutcome.JUSTIFIED, shop.ana, AT)
    complaint.state(shop.batch, Standing.REFUTED, "no cracks", shop.ana, AT)
    complaint.answer("sorry", ComplaintOutcome.NO_BATCH, shop.ana, AT)
    with pytest.raises(FieldNeeded):
        complaint.close("", shop.lena, AT)
    complaint.close("Nobody else has these mugs.", shop.lena, AT)
    assert complaint.events[-1].outcome is ComplaintOutcome.NO_BATCH


def test_that_a_complaint_without_outcome_never_closes(
    shop: BareShop, complaint: Complaint
) -> None:
    at_step(complaint, STATUS.ANSWERED, shop.ana)
    complaint.outcome = None
    with pytest.raises(OutcomeNeeded):
        complaint.close("", shop.lena, AT)


def test_that_it_closes_when_its_promise_was_kept(shop: BareShop, complaint: Complaint) -> None:
    made = promise(shop, complaint)
    at_step(complaint, STATUS.ANSWERED, shop.ana)
    with pytest.raises(PromisesOpen):
        complaint.close("", shop.lena, AT)
    made.keep("parcel 7", shop.ana, AT)
    complaint.close("", shop.lena, DUE)


def test_that_it_closes_when_the_customer_knows_of_the_broken_promise(
    shop: BareShop, complaint: Complaint
) -> None:
    made = promise(shop, complaint)
    at_step(complaint, STATUS.ANSWERED, shop.ana)
    made_late = DUE + timedelta(hours=1)
    made.finish_late("parcel 7", shop.ana, made_late)
    with pytest.raises(CustomerNotTold):
        complaint.close("", shop.lena, made_late)
    made.tell("Dana, by telephone", shop.ana, made_late)
    complaint.close("", shop.lena, made_late)


# Batches


def test_that_statements_stay_and_the_newest_counts(shop: BareShop, complaint: Complaint) -> None:
    shop.batch.id = 1
    for standing in Standing:
        complaint.state(shop.batch, standing, "because", shop.ana, AT)
    assert len(complaint.links) == 3
    assert complaint.standings[1].standing is Standing.REFUTED
    assert complaint.confirmed == []


@pytest.mark.parametrize(
    ("produced_on", "entered_at", "possible"),
    [
        (None, AT, True),
        (None, LATER, False),
        (AT.date(), LATER, True),
        (AT.date() + timedelta(days=1), AT, False),
        (date(2026, 1, 1), LATER, True),
    ],
)
def test_that_goods_made_afterwards_are_not_the_cause(
    shop: BareShop,
    complaint: Complaint,
    produced_on: date | None,
    entered_at: datetime,
    possible: bool,
) -> None:
    shop.batch.produced_on, shop.batch.created_at = produced_on, entered_at
    if possible:
        complaint.state(shop.batch, Standing.SUSPECTED, "same mug", shop.ana, LATER)
        return
    with pytest.raises(MadeAfterwards):
        complaint.state(shop.batch, Standing.SUSPECTED, "same mug", shop.ana, LATER)
    assert complaint.links == []


def test_that_days_are_those_of_where_the_goods_were_made(
    shop: BareShop, complaint: Complaint
) -> None:
    shop.site.time_zone = "Pacific/Auckland"
    complaint.heard_at = datetime.combine(AT.date(), AT.timetz()).replace(hour=20)
    shop.batch.produced_on = AT.date() + timedelta(days=1)
    complaint.state(shop.batch, Standing.SUSPECTED, "it is tomorrow there", shop.ana, LATER)
    assert len(complaint.links) == 1


def test_that_statements_need_a_reason_a_role_and_an_open_complaint(
    shop: BareShop, complaint: Complaint
) -> None:
    with pytest.raises(ReasonNeeded):
        complaint.state(shop.batch, Standing.SUSPECTED, " ", shop.ana, AT)
    with pytest.raises(NotAllowed):
        complaint.state(shop.batch, Standing.SUSPECTED, "x", shop.vera, AT)
    at_step(complaint, STATUS.CLOSED, shop.olga)
    with pytest.raises(WrongComplaintStatus):
        complaint.state(shop.batch, Standing.SUSPECTED, "x", shop.ana, AT)


def test_that_only_an_escape_from_a_confirmed_batch_is_judged(
    shop: BareShop, complaint: Complaint
) -> None:
    shop.batch.id = 1
    judged = (shop.batch, EscapeCause.AFTER_RELEASE, "wet box")
    with pytest.raises(NotConfirmed):
        complaint.rule_escape(*judged, shop.lena, AT)
    assert complaint.ruling(1) is None
    complaint.state(shop.batch, Standing.CONFIRMED, "same crack", shop.ana, AT)
    with pytest.raises(NotAllowed):
        complaint.rule_escape(*judged, shop.ana, AT)
    complaint.rule_escape(*judged, shop.lena, AT)
    found = complaint.ruling(1)
    assert found is not None
    assert found.cause is EscapeCause.AFTER_RELEASE
    assert complaint.name == "C-17"
