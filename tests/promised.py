"""A customer, an order, a complaint and a problem, about which something can be promised."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, ComplaintOutcome, PromiseSide
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode
from qc_desk.services import promises
from qc_desk.services.acts import acting
from qc_desk.services.promises import PromiseEntry
from tests.checked_shop import AT, Shop

FRIDAY = date(2026, 11, 20)  # the day of AT


@dataclass
class Promised:
    """The shop, and what is talked about."""

    shop: Shop
    customer_id: int
    order_id: int
    complaint_id: int
    problem_id: int

    def entry(self, **changes: object) -> PromiseEntry:
        """Return a promise to the customer about the complaint, due on Monday."""
        facts: dict[str, object] = {
            "side": PromiseSide.OURS,
            "text": "Send 20 new mugs",
            "site_id": 1,
            "due_on": FRIDAY + timedelta(days=3),
            "customer_id": self.customer_id,
            "complaint_id": self.complaint_id,
        }
        return PromiseEntry(**{**facts, **changes})  # type: ignore[arg-type]

    def make(self, at: datetime = AT, who: str = "ana", **changes: object) -> int:
        """Make a promise; returns its id."""
        with self.shop.database.writing() as session:
            return promises.make(session, self.entry(**changes), self.shop.ids[who], at)

    def close_complaint(self, at: datetime = AT) -> None:
        """Take the complaint through all its steps; each one is written down before the next."""
        with self.shop.database.writing() as session:
            by = acting(session, "test.closed", self.shop.ids["mira"], at)
            complaint = session.get_one(Complaint, self.complaint_id)
            for step in (
                partial(complaint.receive),
                partial(complaint.acknowledge, "Heard."),
                partial(complaint.restate, "The mugs crack", ("Petar", at)),
                partial(complaint.investigate, "Looking."),
                partial(complaint.answer, "They do.", ComplaintOutcome.JUSTIFIED),
                partial(complaint.close, "Done."),
            ):
                step(by=by, at=at)
                session.flush()


def talked_about(shop: Shop) -> Promised:
    """Put the customer, the order, the complaint and the problem into a shop's record."""
    with shop.database.writing() as session:
        by: Person = acting(session, "test.promised", shop.ids["mira"], AT)
        site = session.get_one(Site, 1)
        customer = Customer(name="Кафић Мост", created_at=AT)
        order = Order(number="N-1", customer=customer, created_at=AT)
        complaint = Complaint(
            number=1,
            site=site,
            customer=customer,
            order=order,
            channel=Channel.PHONE,
            heard_at=AT - timedelta(hours=1),
            heard_by=by,
            words="Шоље су напукле",
            entered_by=by,
            entered_at=AT,
            changed_at=AT,
        )
        problem = Problem(
            number=1,
            family="M1",
            code=session.get_one(DefectCode, shop.code_id),
            raised_at=AT,
            changed_at=AT,
        )
        session.add_all([customer, order, complaint, problem])
        session.flush()
        return Promised(shop, customer.id, order.id, complaint.id, problem.id)
