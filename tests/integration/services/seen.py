"""What tests of problems share: goods with a defect and without, and the way of a problem."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from qc_desk.domain.disciplines import DisciplinePlace
from qc_desk.domain.loop_words import Discipline, DisciplinePart, ProblemStatus, PromiseSide
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Fix, Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.proof import ProofRule
from qc_desk.domain.vocabulary import Result, Severity
from qc_desk.services import batches, corrective_actions, defects, inspections, problems, sign_offs
from qc_desk.services.acts import acting
from qc_desk.services.problems import SeenProblem
from tests.checked_shop import ALL_PASS, Findings, Shop

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

DAY = date(2026, 11, 1)
RULE = ProofRule(2, 30)


def moment(day: date) -> datetime:
    """Return the middle of a day."""
    return datetime.combine(day, time(12), UTC)


@dataclass
class Goods:
    """A batch as tests want it: what is wrong, where it is made, when."""

    number: str
    made_on: date | None
    item: str | None = "glaze"  # None: recorded without an item
    code_id: int | None = None
    by: tuple[str, ...] = ("ana", "jelena")  # who records the defect
    product_id: int | None = None
    site_id: int = 1
    good: bool = False
    items: dict[str, int] = field(default_factory=dict)
    findings: Findings | None = None


def check(shop: Shop, goods: Goods) -> int:
    """Let Ana and Jelena check a batch that waits for its decision; returns its id."""
    if goods.made_on is not None:  # nobody checks goods before they are made
        shop.at = max(shop.at, moment(goods.made_on))
    entry = batches.BatchEntry(
        number=goods.number,
        product_id=goods.product_id or shop.product_id,
        manufacturer_id=shop.manufacturer_id,
        site_id=goods.site_id,
        quantity=500,
        produced_on=goods.made_on,
    )
    with shop.database.writing() as session:
        batch_id = batches.add_batch(session, entry, shop.ids["mira"], shop.at).batch_id
        first = inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)
    inspect(shop, goods, first, "ana")
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), shop.at)
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], shop.at)
    inspect(shop, goods, second, "jelena")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], shop.at)
    return batch_id


def inspect(shop: Shop, goods: Goods, inspection_id: int, who: str) -> None:
    """Record the defect, where there is one, and answer every item."""
    found: Findings = dict(goods.findings or ALL_PASS)
    if not goods.good and goods.item == "glaze":
        found["glaze"] = Result.FAIL
    with shop.database.writing() as session:
        if not goods.good and who in goods.by:
            entry = defects.DefectEntry(
                code_id=goods.code_id or shop.code_id,
                item_id=shop.items[goods.item] if goods.item else None,
                severity=Severity.MINOR,
                quantity=3,
            )
            defects.record_defect(session, inspection_id, entry, shop.ids[who], shop.at)
        for item, what in found.items():
            inspections.record_answer(
                session,
                inspection_id,
                inspections.Entry(
                    item_id=shop.items[item],
                    result=what if isinstance(what, Result) else Result.PASS,
                    value=what if isinstance(what, Decimal) else None,
                    note="not there" if what is Result.NOT_APPLICABLE else "",
                ),
                shop.ids[who],
                shop.at,
            )


def bad(shop: Shop, number: str, made_on: date | None = DAY, item: str | None = "glaze") -> int:
    """Reject a batch with the defect."""
    batch_id = check(shop, Goods(number, made_on, item))
    shop.reject(batch_id)
    return batch_id


def good(shop: Shop, number: str, made_on: date) -> int:
    """Release a batch without a defect."""
    batch_id = check(shop, Goods(number, made_on, good=True))
    shop.approve(batch_id)
    return batch_id


def the_problem(shop: Shop, number: int = 1) -> SeenProblem:
    """Return a problem as it stands now."""
    with shop.database.reading() as session:
        found = session.scalars(select(Problem).where(Problem.number == number)).one()
        return SeenProblem(problem_id=found.id, version=found.version)


def stands(shop: Shop, number: int = 1) -> tuple[str, int, int]:
    """Return status, recurrences and number of sightings of a problem."""
    with shop.database.reading() as session:
        found = session.scalars(select(Problem).where(Problem.number == number)).one()
        return found.status.value, found.recurrences, len(found.sightings)


def promise_fix(shop: Shop, made_on: date, number: int = 1, problem: int = 1) -> int:
    """Promise the end of a problem on a day."""
    at = moment(made_on)
    seen = the_problem(shop, problem)
    with shop.database.writing() as session:
        person = acting(session, "promise.make", shop.ids["mira"], at)
        made = Promise(
            number=number,
            side=PromiseSide.OURS,
            text="It is fixed.",
            site=session.get_one(Site, 1),
            problem_id=seen.problem_id,
            is_fix=True,
            due_on=made_on + timedelta(days=30),
            due_at=at + timedelta(days=30),
            owner=person,
            made_at=at,
            by=person,
        )
        session.add(made)
        session.flush()
        return made.id


def own(shop: Shop, day: date, owner: str = "mira", number: int = 1) -> None:
    with shop.database.writing() as session:
        problems.own(
            session,
            the_problem(shop, number),
            shop.ids[owner],
            "sort",
            shop.ids["mira"],
            moment(day),
        )


def claim(shop: Shop, day: date, countermeasure: str, by: str = "mira", number: int = 1) -> None:
    fix = Fix(countermeasure=countermeasure, fixed_from=day, rule=RULE)
    with shop.database.writing() as session:
        problems.claim_fix(session, the_problem(shop, number), fix, shop.ids[by], moment(day))


def verify(shop: Shop, day: date, by: str = "marko", number: int = 1) -> None:
    with shop.database.writing() as session:
        problems.verify_fix(
            session, the_problem(shop, number), "seen at the kiln", shop.ids[by], moment(day)
        )


def prove(shop: Shop, day: date, by: str = "marko", number: int = 1) -> None:
    with shop.database.writing() as session:
        problems.prove(
            session, the_problem(shop, number), "two clean batches", shop.ids[by], moment(day)
        )


def fixed(shop: Shop, day: date, countermeasure: str, number: int = 1) -> None:
    """Take a problem on, claim a fix from a day on and have it verified."""
    own(shop, day, number=number)
    claim(shop, day, countermeasure, number=number)
    verify(shop, day, number=number)


def work_out(shop: Shop, day: date, number: int = 1) -> int:
    """Open a corrective action led by Mira, with causes and a verified action of Ana's."""
    at = moment(day)
    with shop.database.writing() as session:
        opened = corrective_actions.open_(
            session, the_problem(shop, number), "Glaze", shop.ids["mira"], shop.ids["mira"], at
        )
    work_again(shop, opened, day)
    return opened


def work_again(shop: Shop, opened: int, day: date) -> int:
    """Write causes and do a corrective action, verified by Marko; returns the action's id."""
    at = moment(day)
    with shop.database.writing() as session:
        for part in (DisciplinePart.WHY_OCCURRED, DisciplinePart.WHY_ESCAPED):
            place = DisciplinePlace(Discipline.D4, part)
            corrective_actions.write(session, opened, place, "because", shop.ids["mira"], at)
        entry = corrective_actions.PlanEntry(
            discipline=Discipline.D5, what="New burner", owner_id=shop.ids["ana"], due_on=day
        )
        action = corrective_actions.plan(session, opened, entry, shop.ids["mira"], at)
    with shop.database.writing() as session:
        corrective_actions.finish(session, action, "photo", shop.ids["ana"], at)
    with shop.database.writing() as session:
        corrective_actions.verify(session, action, "seen", shop.ids["marko"], at)
    return action


def days(count: int) -> date:
    """Return the day so many days after the first."""
    return DAY + timedelta(days=count)


def write(shop: Shop, act: "Callable[[Session, Person], object]") -> None:
    """Do something to the record in an act of Mira's."""
    with shop.database.writing() as session:
        act(session, acting(session, "test.shop", shop.ids["mira"], shop.at))


def merged(shop: Shop, one: int, other: int) -> None:
    """Let Mira merge one thread into another."""
    with shop.database.writing() as session:
        problems.merge(
            session,
            the_problem(shop, one),
            the_problem(shop, other),
            "the same crack",
            shop.ids["mira"],
            shop.at,
        )


def threads(shop: Shop) -> list[tuple[str, str, int, ProblemStatus, int]]:
    """Return family, item, sightings, status and recurrences of each thread."""
    with shop.database.reading() as session:
        return [
            (p.family, p.item_code, len(p.sightings), p.status, p.recurrences)
            for p in session.scalars(select(Problem).order_by(Problem.number))
        ]
