"""The whole loop: from a customer's words to the goods that prove it solved, and nothing before.

A complaint finds its batch, the program tells how it escaped, promises are made and broken by the
clock, a fix is claimed and refuted, a different one is worked out, and clean batches prove it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import DisciplinePlace
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    CorrectiveActionStatus,
    Discipline,
    DisciplinePart,
    EscapeCause,
    PromiseSide,
    PromiseStanding,
    Standing,
)
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.problems import Fix, Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.proof import ProofRule
from qc_desk.domain.refusals import (
    CorrectiveActionNeeded,
    CustomerNotTold,
    NotProven,
    OutcomeNeeded,
    PromiseBroken,
    PromisesOpen,
    QcError,
    SameCountermeasure,
    StillSuspected,
    VerifierTookPart,
)
from qc_desk.services import (
    complaint_links,
    complaints,
    corrective_actions,
    escapes,
    problems,
    promises,
    proposed_items,
)
from qc_desk.services.acts import acting
from qc_desk.services.complaints import AnswerEntry, ComplaintEntry, Description, Restatement
from qc_desk.services.corrective_actions import PlanEntry, SeenAction
from qc_desk.services.promises import PromiseEntry
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop
from tests.integration.services.seen import Goods, check, moment, stands, the_problem

RULE = ProofRule(2, 30)
RINGS, LIPS = "Cardboard rings between the mugs", "Rubber lips on the pusher"


def day(count: int) -> date:
    return AT.date() + timedelta(days=count)


@dataclass
class Clock:
    """People act in the shop; the test moves the clock, and nothing else does."""

    shop: Shop
    today: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return moment(day(self.today))

    def act(self, who: str, act: Callable[..., Any], *facts: Any) -> Any:
        with self.shop.database.writing() as session:
            return act(session, *facts, self.shop.ids[who], self.at)

    def refused(self, kind: type[QcError], who: str, act: Callable[..., Any], *facts: Any) -> None:
        with pytest.raises(kind), self.shop.database.writing() as session:
            act(session, *facts, self.shop.ids[who], self.at)

    def goods(self, number: str, *, good: bool) -> int:
        """Two people check goods made today; without an item, as the customer told it."""
        batch_id = check(self.shop, Goods(number, day(self.today), item=None, good=good))
        (self.shop.approve if good else self.shop.reject)(batch_id)
        return batch_id

    def own(self) -> None:
        seen, mira = the_problem(self.shop), self.shop.ids["mira"]
        self.act("mira", problems.own, seen, mira, "sort the stock")

    def fix(self, countermeasure: str) -> Fix:
        return Fix(countermeasure=countermeasure, fixed_from=day(self.today), rule=RULE)

    def claim(self, countermeasure: str) -> None:
        self.act("mira", problems.claim_fix, the_problem(self.shop), self.fix(countermeasure))

    def standing(self, promise: str) -> PromiseStanding:
        with self.shop.database.reading() as session:
            return session.get_one(Promise, self.ids[promise]).standing(self.at)

    def told(self) -> problems.ToldAsFixed:
        with self.shop.database.reading() as session:
            return problems.told_as_fixed(session, the_problem(self.shop).problem_id, self.at)


@pytest.fixture
def clock(shop: Shop) -> Clock:
    made = Clock(shop)
    with shop.database.writing() as session:
        acting(session, "test.shop", shop.ids["mira"], AT)
        dana = Customer(name="Dana Čaj d.o.o.", created_at=AT)
        order = Order(number="PO-77", customer=dana, created_at=AT)
        session.add_all([dana, order])
        session.flush()
        made.ids |= {"dana": dana.id, "order": order.id}
    return made


def complain(clock: Clock) -> None:
    """Dana calls; the batch that she names is looked for, found and confirmed."""
    clock.today = 1
    clock.ids["batch"] = clock.goods("L-1", good=True)
    clock.today = 5
    entry = ComplaintEntry(
        customer_id=clock.ids["dana"],
        order_id=clock.ids["order"],
        batch_id=clock.ids["batch"],
        channel=Channel.PHONE,
        words="Шоље пуцају кад се сипа чај.",
        language="sr",
    )
    clock.ids["said"] = clock.act("ana", complaints.receive, entry)
    said = clock.ids["said"]
    clock.act("ana", complaints.acknowledge, said, "We look for the batch.")
    again = Restatement(words="Mugs crack under hot tea", agreed_by="Dana")
    clock.act("ana", complaints.restate, said, again)
    clock.act("ana", complaints.investigate, said, "")
    early = AnswerEntry(words="We are sorry.", outcome=ComplaintOutcome.JUSTIFIED)
    clock.refused(StillSuspected, "ana", complaints.answer, said, early)
    about = Description(
        product_id=clock.shop.product_id, code_id=clock.shop.code_id, order_id=clock.ids["order"]
    )
    clock.act("ana", complaints.describe, said, about)
    entry_ = complaint_links.StandingEntry(
        batch_id=clock.ids["batch"], standing=Standing.CONFIRMED, reason="its stamp"
    )
    clock.act("ana", complaint_links.state, said, entry_)


def promise(clock: Clock, name: str, **facts: Any) -> None:
    entry = PromiseEntry(text=name, site_id=1, **facts)
    clock.ids[name] = clock.act("ana", promises.make, entry)


def work_out(clock: Clock) -> int:
    """Mira leads the corrective action; Ana does it, Marko verifies it."""
    shop = clock.shop
    opened: int = clock.act(
        "mira", corrective_actions.open_, the_problem(shop), "Mugs", shop.ids["mira"]
    )
    clock.act("mira", corrective_actions.add_member, opened, shop.ids["ana"], "looks")
    places = [
        DisciplinePlace(Discipline.D2),
        DisciplinePlace(Discipline.D4, DisciplinePart.WHY_OCCURRED),
        DisciplinePlace(Discipline.D4, DisciplinePart.WHY_ESCAPED),
        DisciplinePlace(Discipline.D8),
    ]
    for place in places:
        clock.act("mira", corrective_actions.write, opened, place, "because of the pusher")
    for discipline in (Discipline.D3, Discipline.D5, Discipline.D7):
        entry = PlanEntry(
            discipline=discipline,
            what="New lips",
            owner_id=shop.ids["ana"],
            due_on=day(clock.today + 2),
        )
        done = clock.act("mira", corrective_actions.plan, opened, entry)
        clock.act("ana", corrective_actions.finish, done, "a picture")
        clock.refused(VerifierTookPart, "mira", corrective_actions.verify, done, "seen")
        clock.act("marko", corrective_actions.verify, done, "seen")
    return opened


def seen_action(shop: Shop, action: int) -> SeenAction:
    with shop.database.reading() as session:
        found = session.get_one(CorrectiveAction, action)
        return SeenAction(corrective_action_id=found.id, version=found.version)


def tell_how_it_escaped(clock: Clock) -> None:
    """Nothing on the checklist looks for it: an item is proposed."""
    assert stands(clock.shop) == ("watching", 0, 1)
    with clock.shop.database.reading() as session:
        (escape,) = escapes.escapes(session, clock.ids["said"])
    assert (escape.passed_by_two, escape.cause) == (True, EscapeCause.NOT_ON_CHECKLIST)
    assert escape.next_step is escapes.EscapeStep.PROPOSE_ITEM
    item = proposed_items.ItemProposal(code="heat", title="Hot tea")
    clock.act("marko", proposed_items.propose_item, clock.ids["said"], item)


def promise_and_fix(clock: Clock) -> None:
    """Both sides promise, the maker says that it is fixed; somebody else sees the fix in place."""
    shop = clock.shop
    promise(
        clock,
        "new mugs",
        side=PromiseSide.OURS,
        due_on=day(9),
        customer_id=clock.ids["dana"],
        complaint_id=clock.ids["said"],
    )
    promise(
        clock,
        "it is fixed",
        side=PromiseSide.THEIRS,
        due_on=day(8),
        manufacturer_id=shop.manufacturer_id,
        problem_id=the_problem(shop).problem_id,
        is_fix=True,
    )
    clock.own()
    clock.claim(RINGS)
    clock.refused(VerifierTookPart, "mira", problems.verify_fix, the_problem(shop), "seen")
    clock.act("marko", problems.verify_fix, the_problem(shop), "rings on the line")
    clock.today = 7
    clock.act("ana", promises.keep, clock.ids["it is fixed"], "a letter")


def come_back(clock: Clock) -> None:
    """One batch refutes both words: the maker's and the claimed fix."""
    clock.today = 8
    clock.goods("L-2", good=False)
    assert stands(clock.shop) == ("recurred", 1, 2)
    with pytest.raises(NotProven):
        clock.told()


def break_a_promise(clock: Clock) -> None:
    """Nobody clicks, and the promise to the customer is broken; it has to be told."""
    said, mugs = clock.ids["said"], clock.ids["new mugs"]
    for outcome in (None, ComplaintOutcome.JUSTIFIED):
        answer = AnswerEntry(words="New mugs come.", outcome=outcome)
        if outcome is None:
            clock.refused(OutcomeNeeded, "ana", complaints.answer, said, answer)
        else:
            clock.act("ana", complaints.answer, said, answer)
    clock.refused(PromisesOpen, "marko", complaints.close, said, "")
    assert clock.standing("new mugs") is PromiseStanding.MADE
    clock.today = 10
    assert clock.standing("new mugs") is PromiseStanding.BROKEN
    clock.refused(PromiseBroken, "ana", promises.keep, mugs, "sent")
    clock.refused(CustomerNotTold, "marko", complaints.close, said, "")
    clock.act("ana", promises.tell, mugs, "Dana, on the telephone")
    clock.act("ana", promises.finish_late, mugs, "sent today")
    clock.act("marko", complaints.close, said, "Dana is content")


def come_back_again(clock: Clock) -> int:
    """The second fix fails, too: from now on it must differ, and its causes must be known."""
    shop = clock.shop
    clock.own()
    clock.claim(RINGS)
    clock.act("marko", problems.verify_fix, the_problem(shop), "more rings")
    clock.today = 12
    clock.goods("L-3", good=False)
    assert stands(shop) == ("recurred", 2, 3)
    clock.own()
    clock.today = 13
    needed = the_problem(shop), clock.fix(LIPS)
    clock.refused(CorrectiveActionNeeded, "mira", problems.claim_fix, *needed)
    action = work_out(clock)
    same = the_problem(shop), clock.fix(f"  {RINGS.upper()}! ")
    clock.refused(SameCountermeasure, "mira", problems.claim_fix, *same)
    clock.claim(LIPS)
    clock.act("marko", problems.verify_fix, the_problem(shop), "seen on all pushers")
    return action


def prove(clock: Clock, action: int) -> None:
    """Only clean goods prove it, and only then may anybody be told."""
    shop = clock.shop
    clock.today = 14
    clock.goods("L-4", good=True)
    clock.refused(NotProven, "marko", problems.prove, the_problem(shop), "it looks good")
    clock.refused(NotProven, "marko", corrective_actions.close, seen_action(shop, action))
    with pytest.raises(NotProven):
        clock.told()
    clock.today = 15
    clock.goods("L-5", good=True)
    clock.refused(VerifierTookPart, "mira", problems.prove, the_problem(shop), "two are clean")
    clock.act("marko", problems.prove, the_problem(shop), "L-4 and L-5 are clean")
    clock.act("marko", corrective_actions.close, seen_action(shop, action))
    told = clock.told()
    assert (told.countermeasure, told.fixed_from, told.proven_by) == (LIPS, day(13), "Marko Jurić")


def test_that_the_loop_goes_from_the_customers_words_to_the_proof(clock: Clock) -> None:
    shop = clock.shop
    complain(clock)
    tell_how_it_escaped(clock)
    promise_and_fix(clock)
    come_back(clock)
    break_a_promise(clock)
    action = come_back_again(clock)
    prove(clock, action)
    with shop.database.reading() as session:
        problem = session.get_one(Problem, the_problem(shop).problem_id)
        assert problem.countermeasures == [RINGS, RINGS, LIPS]
        assert [each.refutes for each in problem.sightings] == [False, True, True]
        assert session.get_one(Complaint, clock.ids["said"]).confirmed
        closed = session.get_one(CorrectiveAction, action)
        assert closed.status is CorrectiveActionStatus.CLOSED
    assert verify_record(shop.database).findings == ()

    # what comes back afterwards takes the word away again
    clock.today = 16
    clock.goods("L-6", good=False)
    assert stands(shop) == ("recurred", 3, 4)
    with pytest.raises(NotProven):
        clock.told()
