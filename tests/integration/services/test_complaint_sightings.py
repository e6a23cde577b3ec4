"""What customers confirm is seen as defects are: with its batch, or from when it was heard."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, ComplaintOutcome, Standing
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.sightings import Sighting
from qc_desk.services.sightings import see_complaint
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    DAY,
    bad,
    claim,
    moment,
    own,
    promise_fix,
    stands,
    threads,
)

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
from tests.integration.services.seen import write

# Complaints


def complain(
    shop: Shop,
    number: int,
    batch_id: int | None,
    *,
    item: str = "glaze",
    heard: datetime | None = None,
    standing: Standing = Standing.CONFIRMED,
    outcome: ComplaintOutcome | None = None,
    known: bool = True,
) -> int:
    """Enter a complaint, link it to a batch and let it be seen; returns its id."""
    kept: list[int] = []

    def act(session: "Session", by: Person) -> None:
        customer = session.scalars(select(Customer)).first() or Customer(
            name="Café", created_at=shop.at
        )
        at = heard or shop.at
        complaint = Complaint(
            number=number,
            site=session.get_one(Site, 1),
            customer=customer,
            product=session.get_one(Product, shop.product_id) if known else None,
            code=session.get_one(DefectCode, shop.code_id),
            item_code=item,
            channel=Channel.PHONE,
            heard_at=at,
            heard_by=by,
            words="It is cracked.",
            entered_by=by,
            entered_at=shop.at,
            changed_at=shop.at,
        )
        session.add(complaint)
        session.flush()
        if outcome is not None:
            answer(session, complaint, outcome, by)
        if batch_id is not None:
            link = ComplaintLink(
                batch=session.get_one(Batch, batch_id),
                standing=standing,
                reason="same lot on the box",
                by=by,
                at=shop.at,
            )
            complaint.links.append(link)
        session.flush()
        see_complaint(session, complaint, by, shop.at)
        see_complaint(session, complaint, by, shop.at)
        kept.append(complaint.id)

    write(shop, act)
    return kept[0]


def answer(
    session: "Session", complaint: Complaint, outcome: ComplaintOutcome, by: Person
) -> None:
    """Lead a complaint to its answer, step by step."""
    at = complaint.entered_at
    complaint.receive(by, at)
    session.flush()
    complaint.acknowledge("We heard you.", by, at)
    session.flush()
    complaint.restate("It is cracked?", ("Ida", at), by, at)
    session.flush()
    complaint.investigate("", by, at)
    session.flush()
    complaint.answer("It is.", outcome, by, at)
    session.flush()


def test_that_a_confirmed_complaint_is_seen_beside_its_batch_and_refutes_nothing_twice(
    shop: Shop,
) -> None:
    bad(shop, "L-1")
    promise_fix(shop, DAY + timedelta(days=1))
    batch_id = bad(shop, "L-2", DAY + timedelta(days=2))
    assert stands(shop) == ("alert", 1, 2)
    complain(shop, 1, batch_id)
    assert stands(shop) == ("alert", 1, 3)
    complain(shop, 2, batch_id)
    assert stands(shop) == ("alert", 1, 4)


def test_that_a_complaint_alone_raises_a_problem_with_the_title_of_its_check_item(
    shop: Shop,
) -> None:
    batch_id = shop.checked_twice("L-1")
    complain(shop, 1, batch_id, item="label")
    complain(shop, 2, batch_id, item="somewhere")
    with shop.database.reading() as session:
        titles = [p.item_title for p in session.scalars(select(Problem).order_by(Problem.number))]
    assert titles == ["Label is straight", "somewhere"]


@pytest.mark.parametrize("standing", [Standing.SUSPECTED, Standing.REFUTED])
def test_that_what_is_not_confirmed_or_not_known_is_not_seen(
    shop: Shop, standing: Standing
) -> None:
    batch_id = shop.checked_twice("L-1")
    complain(shop, 1, batch_id, standing=standing)
    complain(shop, 2, None, outcome=ComplaintOutcome.NOT_JUSTIFIED)
    complain(shop, 3, batch_id, known=False)
    assert threads(shop) == []


def test_that_a_justified_complaint_without_batch_counts_from_the_day_it_was_heard(
    shop: Shop,
) -> None:
    bad(shop, "L-1")
    own(shop, DAY + timedelta(days=1))
    claim(shop, DAY + timedelta(days=2), "New kiln")
    heard = moment(DAY + timedelta(days=3))
    id_ = complain(shop, 1, None, heard=heard, outcome=ComplaintOutcome.PARTLY)
    assert stands(shop) == ("recurred", 1, 2)
    batch_id = bad(shop, "L-2", DAY + timedelta(days=3))

    def confirm(session: "Session", by: Person) -> None:
        complaint = session.get_one(Complaint, id_)
        complaint.links.append(
            ComplaintLink(
                batch=session.get_one(Batch, batch_id),
                standing=Standing.CONFIRMED,
                reason="found",
                by=by,
                at=shop.at,
            )
        )
        session.flush()
        see_complaint(session, complaint, by, shop.at)

    write(shop, confirm)
    with shop.database.reading() as session:
        told = session.scalars(select(Sighting).where(Sighting.complaint_id == id_)).all()
        assert [(s.batch_id, s.replaces_id) for s in told] == [
            (None, None),
            (batch_id, told[0].id),
        ]
    assert stands(shop) == ("recurred", 1, 4)
