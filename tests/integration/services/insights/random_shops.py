"""Small random shops as raw rows: no service has looked at them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from qc_desk.domain.loop_words import Channel
from tests.integration.services.insights.test_many_lots import row

Row = dict[str, Any]
DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


@dataclass
class Shop:
    """The raw rows of a shop, by table; sites keep UTC, so that a day is a day."""

    chance: Random
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def put(self, table: str, **given: Any) -> Row:
        made = {"id": len(self.rows[table]) + 1, **given}
        self.rows[table].append(made)
        return made

    def some(self, most: int) -> range:
        return range(self.chance.randint(0, most))

    def day(self) -> date:
        return FIRST + self.chance.randrange(200) * DAY

    def moment(self) -> datetime:
        return datetime.combine(self.day(), time(self.chance.randrange(24)), UTC)

    def one(self, table: str) -> Row:
        return self.chance.choice(self.rows[table])

    def maybe(self, value: Any) -> Any:
        return value if self.chance.random() < 0.6 else None

    def lay_into(self, session: Session) -> None:
        """Write everything into a record without guards."""
        for table, rows in self.rows.items():
            for each in rows:
                found, filled = row(table, **each)
                session.execute(insert(found).values(filled))


def furnished(chance: Random) -> Shop:
    """Return a shop with a little of everything."""
    shop = Shop(chance)
    for n in (1, 2):
        shop.put("sites", code=f"S{n}", name=f"Site {n}", time_zone="UTC")
        shop.put("manufacturers", name=f"Maker {n}")
        shop.put("products", code=f"P{n}", name=f"Plate {n}")
        shop.put("defect_codes", code=f"D{n}", name=f"Chip {n}")
    for n in (1, 2, 3):
        shop.put("customers", name=f"Customer {n}")
    shop.put("persons", login="ana", name="Ana", retired_at=None)
    for n in shop.some(6):
        customer = shop.one("customers")["id"]
        others = [each["id"] for each in shop.rows["customers"] if each["id"] != customer]
        shop.put(
            "orders",
            number=f"O-{n}",
            customer_id=customer,
            promised_ship_date=shop.maybe(shop.day()),
            ordered_on=shop.maybe(shop.day()),
            recommended_by_id=shop.maybe(chance.choice(others)),
            created_at=shop.moment(),
            retired_at=None,
        )
    for n in shop.some(8):
        _add_batch(shop, n)
    for n in shop.some(5):
        _add_complaint(shop, n)
    for n in shop.some(6):
        _add_promise(shop, n)
    for n in shop.some(3):
        _add_problem(shop, n)
    return shop


def _add_batch(shop: Shop, n: int) -> None:
    rounds = shop.chance.randint(1, 3)
    order = shop.maybe(shop.one("orders")) if shop.rows["orders"] else None
    good = shop.chance.random() < 0.7
    lot = shop.put(
        "batches",
        number=f"L-{n}",
        product_id=shop.one("products")["id"],
        manufacturer_id=shop.one("manufacturers")["id"],
        site_id=shop.one("sites")["id"],
        order_id=order["id"] if order else None,
        quantity=10,
        status="released" if good else "held",
        round=rounds,
    )
    for number in range(1, rounds + 1):
        sampled = shop.chance.randrange(6)
        bad = shop.chance.randint(0, sampled)
        compared = shop.chance.randrange(5)
        at = shop.moment()
        shop.put(
            "decided_rounds",
            batch_id=lot["id"],
            round=number,
            day=at.date(),
            **{key: lot[key] for key in ("site_id", "manufacturer_id", "product_id")},
            customer_id=order["customer_id"] if order else None,
            accepted=good and number == rounds,
            sampled=sampled,
            nonconforming=bad,
            nonconformities=bad + (shop.chance.randrange(3) if bad else 0),
            compared=compared,
            alike=shop.chance.randint(0, compared),
            minutes=shop.chance.randrange(600),
            at=at,
        )
        seat = shop.put(
            "inspections", batch_id=lot["id"], round=number, seat="first", status="signed"
        )
        for _each in shop.some(2):
            shop.put(
                "defects",
                batch_id=lot["id"],
                inspection_id=seat["id"],
                number=len(shop.rows["defects"]) + 1,
                code_id=shop.one("defect_codes")["id"],
                quantity=1,
            )
        if number < rounds:
            for entry in shop.some(2):
                _add_rework(shop, lot, number, entry + 1)
    if good:
        facts: Row = {"slot": "alone", "meaning": "released_alone", "reason": "x"}
        facts |= {"signature": b"1" * 64, "signed_bytes": b"{}"}
        shop.put("sign_offs", batch_id=lot["id"], round=rounds, at=at, **facts)


def _add_rework(shop: Shop, lot: Row, round_: int, number: int) -> None:
    hours = shop.maybe(Decimal(shop.chance.randint(1, 40)) / 4)
    shop.put(
        "reworks",
        batch_id=lot["id"],
        round=round_,
        number=number,
        done_on=shop.day(),
        hours=hours,
        cost=Decimal(shop.chance.randint(1, 9)) if hours is None else shop.maybe(Decimal("7.50")),
        currency=shop.chance.choice(("EUR", "RSD")),
        note="x",
    )


def _add_complaint(shop: Shop, n: int) -> None:
    order = shop.maybe(shop.one("orders")) if shop.rows["orders"] else None
    heard = shop.moment()
    told = shop.put(
        "complaints",
        number=n + 1,
        site_id=shop.one("sites")["id"],
        customer_id=shop.one("customers")["id"],
        product_id=shop.maybe(shop.one("products")["id"]),
        order_id=order["id"] if order else None,
        channel=shop.chance.choice(list(Channel)),
        heard_at=heard,
        status="received",
        outside_id=f"X{n}",
    )
    if shop.chance.random() < 0.6:
        at = heard + timedelta(hours=shop.chance.randrange(100))
        shop.put("complaint_events", complaint_id=told["id"], status="acknowledged", at=at)
        shop.put("complaint_events", complaint_id=told["id"], status="answered", at=at + DAY)
    if shop.rows["batches"] and shop.chance.random() < 0.7:
        lot = shop.one("batches")["id"]
        for standing in shop.chance.choice((("suspected", "confirmed"), ("confirmed", "refuted"))):
            shop.put(
                "complaint_links", complaint_id=told["id"], batch_id=lot, standing=standing,
                reason="x",
            )  # fmt: skip
    for _each in shop.some(2):
        minutes, planned = shop.chance.randrange(30), shop.chance.random() < 0.5
        of = order["id"] if order and shop.chance.random() < 0.5 else None
        shop.put("touches", order_id=of, complaint_id=told["id"], minutes=minutes, planned=planned)


def _add_promise(shop: Shop, n: int) -> None:
    due = shop.moment()
    ours = shop.chance.random() < 0.5
    made = shop.put(
        "promises",
        number=n + 1,
        side="ours" if ours else "theirs",
        text="x",
        site_id=1,
        manufacturer_id=None if ours else shop.one("manufacturers")["id"],
        is_fix=False,
        due_on=due.date(),
        due_at=due,
    )
    if shop.chance.random() < 0.4:
        later = due + shop.chance.randrange(1, 60) * DAY
        shop.put(
            "promise_events", promise_id=made["id"], kind="moved", words="x",
            due_on=later.date(), due_at=later, at=due - DAY,
        )  # fmt: skip
    if shop.chance.random() < 0.5:
        at = due + timedelta(hours=shop.chance.choice((-5, 5)))
        shop.put("promise_events", promise_id=made["id"], kind="kept", words="x", at=at,
                 due_on=None, due_at=None)  # fmt: skip


def _add_problem(shop: Shop, n: int) -> None:
    status = shop.chance.choice(("watching", "alert", "recurred", "proving", "proven"))
    made = shop.put(
        "problems",
        number=n + 1,
        family=f"F{n}",
        code_id=1,
        status=status,
        stop_check="",
        raised_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    for kind in ("alerted", *(["recurred"] * shop.chance.randrange(3))):
        shop.put("problem_events", problem_id=made["id"], kind=kind, words="", at=shop.moment())
    if status == "proven":
        shop.put(
            "problem_events", problem_id=made["id"], kind="proven", words="x", at=shop.moment()
        )
