"""A shop that customers complain to: one customer, one order, and what they say."""

from datetime import date, timedelta

from qc_desk.domain.loop_words import Channel, ComplaintOutcome, PromiseSide, Standing
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.services import batches, complaint_links, complaints, promises
from qc_desk.services.acts import acting
from tests.checked_shop import AT, Shop

EARLIER = AT - timedelta(days=30)
LATER = AT + timedelta(hours=1)
WORDS = "The handle came off when I poured tea."


def complained_to(shop: Shop) -> dict[str, int]:
    """Add a customer with an order, a batch for it, and another customer; returns their ids."""
    with shop.database.writing() as session:
        acting(session, "test.shop", shop.ids["mira"], EARLIER)
        dana = Customer(name="Dana Čaj d.o.o.", created_at=EARLIER)
        other = Customer(name="Чай и кофе", created_at=EARLIER)
        order = Order(number="PO-77", customer=dana, created_at=EARLIER)
        session.add_all([dana, other, order])
        session.flush()
        ids = {"dana": dana.id, "other": other.id, "order": order.id}
    ids["batch"] = add_batch(shop, "L-1", order_id=ids["order"])
    return ids


def add_batch(shop: Shop, number: str, **more: object) -> int:
    """Enter a batch that was made three weeks ago."""
    facts: dict[str, object] = {
        "product_id": shop.product_id,
        "manufacturer_id": shop.manufacturer_id,
        "site_id": 1,
        "quantity": 500,
        "produced_on": date(2026, 11, 1),
        **more,
    }
    entry = batches.BatchEntry(number=number, **facts)  # type: ignore[arg-type]
    with shop.database.writing() as session:
        return batches.add_batch(session, entry, shop.ids["mira"], EARLIER).batch_id


def receive(shop: Shop, ids: dict[str, int], who: str = "ana", **more: object) -> int:
    """Take a complaint down."""
    facts: dict[str, object] = {
        "customer_id": ids["dana"],
        "words": WORDS,
        "channel": Channel.PHONE,
        **more,
    }
    entry = complaints.ComplaintEntry(**facts)  # type: ignore[arg-type]
    with shop.database.writing() as session:
        return complaints.receive(session, entry, shop.ids[who], AT)


def investigating(shop: Shop, complaint_id: int) -> None:
    """Bring a new complaint to where its cause is looked for."""
    with shop.database.writing() as session:
        complaints.acknowledge(session, complaint_id, "", shop.ids["ana"], AT)
        said = complaints.Restatement(words="The handle is loose", agreed_by="Dana")
        complaints.restate(session, complaint_id, said, shop.ids["ana"], AT)
        complaints.investigate(session, complaint_id, "", shop.ids["ana"], AT)


def state(
    shop: Shop, complaint_id: int, batch_id: int, standing: Standing, **more: object
) -> None:
    """State something about a batch."""
    entry = complaint_links.StandingEntry(
        batch_id=batch_id,
        standing=standing,
        reason="same handle",
        **more,  # type: ignore[arg-type]
    )
    with shop.database.writing() as session:
        complaint_links.state(session, complaint_id, entry, shop.ids["ana"], AT)


def answered(shop: Shop, complaint_id: int) -> None:
    """Answer a complaint that is looked into."""
    entry = complaints.AnswerEntry(
        words="You were right; new mugs leave today.", outcome=ComplaintOutcome.JUSTIFIED
    )
    with shop.database.writing() as session:
        complaints.answer(session, complaint_id, entry, shop.ids["ana"], AT)


def promise_to(shop: Shop, complaint_id: int) -> int:
    """Promise the customer something for tomorrow."""
    entry = promises.PromiseEntry(
        side=PromiseSide.OURS,
        text="new mugs",
        site_id=1,
        due_on=(AT + timedelta(days=1)).date(),
        complaint_id=complaint_id,
    )
    with shop.database.writing() as session:
        return promises.make(session, entry, shop.ids["ana"], AT)
