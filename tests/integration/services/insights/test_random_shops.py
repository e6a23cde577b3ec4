"""Small random shops: every figure of the pictures is counted again from their raw rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from qc_desk.domain.entities import Base
from qc_desk.domain.ship_dates import Margin, margin
from qc_desk.services.insights import InsightName, Scope, insight
from qc_desk.services.insights.insight import Cell
from tests.conftest import pg_copy
from tests.integration.services.insights.random_shops import DAY, FIRST, Row, Shop, furnished

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
Counts = Callable[[Shop, Scope, list[date]], list[tuple[Any, ...]]]


def decided(shop: Shop, scope: Scope) -> list[Row]:
    return [
        each
        for each in shop.rows["decided_rounds"]
        if scope.first <= each["day"] <= scope.last
        and all(
            getattr(scope, key) in (None, each[key])
            for key in ("site_id", "manufacturer_id", "product_id", "customer_id")
        )
    ]


def of_batch(shop: Shop, scope: Scope, batch_id: int) -> bool:
    """Whether the scope means a batch, apart from the customer."""
    lot = shop.rows["batches"][batch_id - 1]
    keys = ("site_id", "manufacturer_id", "product_id")
    return all(getattr(scope, key) in (None, lot[key]) for key in keys)


def by_step(days: Iterable[tuple[date, Any]], firsts: list[date]) -> list[list[Any]]:
    """Return what belongs to the days of each step."""
    found: list[list[Any]] = [[] for _first in firsts]
    for day, what in days:
        found[max(n for n, first in enumerate(firsts) if first <= day)].append(what)
    return found


def share(count: int, of: int, digits: int = 4, times: int = 1) -> Decimal | None:
    return Decimal(f"{times * count / of:.{digits}f}") if of else None


def counted(rows: list[Row], firsts: list[date], count: str, of: str, times: int = 1) -> Any:
    steps = by_step(((each["day"], each) for each in rows), firsts)
    sums = [(sum(each[count] for each in some), sum(each[of] for each in some)) for some in steps]
    digits = 4 if times == 1 else 2
    return [(*pair, share(*pair, digits, times)) for pair in sums]


def first_pass(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    rows = [each | {"one": 1} for each in decided(shop, scope) if each["round"] == 1]
    return counted(rows, firsts, "accepted", "one")


def nonconformities(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    rows = [each for each in decided(shop, scope) if each["round"] == 1 and each["sampled"]]
    return counted(rows, firsts, "nonconformities", "sampled", 100)


def agreement(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    return counted(decided(shop, scope), firsts, "alike", "compared")


def escapes(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    said = {
        (link["complaint_id"], link["batch_id"]): link["standing"]
        for link in shop.rows["complaint_links"]
    }
    confirmed = {batch for (_c, batch), standing in said.items() if standing == "confirmed"}
    rows = [
        each | {"one": 1, "came": each["batch_id"] in confirmed}
        for each in decided(shop, scope)
        if each["accepted"]
    ]
    return counted(rows, firsts, "came", "one")


def turnaround(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    steps = by_step(((each["day"], each["minutes"]) for each in decided(shop, scope)), firsts)
    return [
        (len(some), Decimal(f"{median(some) / 60:.1f}") if some else None, None) for some in steps
    ]


def heard(shop: Shop, scope: Scope) -> list[Row]:
    meant = {
        link["complaint_id"]
        for link in shop.rows["complaint_links"]
        if shop.rows["batches"][link["batch_id"] - 1]["manufacturer_id"] == scope.manufacturer_id
    }
    return [
        each
        for each in shop.rows["complaints"]
        if scope.first <= each["heard_at"].date() <= scope.last
        and all(
            getattr(scope, key) in (None, each[key])
            for key in ("site_id", "product_id", "customer_id")
        )
        and (scope.manufacturer_id is None or each["id"] in meant)
    ]


def complaints(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    days = ((each["heard_at"].date(), each["channel"].written) for each in heard(shop, scope))
    return [(sum(some), len(some) - sum(some), len(some)) for some in by_step(days, firsts)]


def response(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    answered = {
        event["complaint_id"]: event["at"]
        for event in shop.rows["complaint_events"]
        if event["status"] == "answered"
    }
    days = (
        (each["heard_at"].date(), (answered[each["id"]] - each["heard_at"]) / HOUR)
        for each in heard(shop, scope)
        if each["id"] in answered
    )
    return [
        (len(some), Decimal(f"{median(some):.1f}") if some else None, None)
        for some in by_step(days, firsts)
    ]


def reworks(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    newest = {(each["batch_id"], each["round"]): each for each in shop.rows["reworks"]}
    owners = {each["id"]: each["customer_id"] for each in shop.rows["orders"]}
    rows = [
        each
        for each in newest.values()
        if scope.first <= each["done_on"] <= scope.last
        and of_batch(shop, scope, each["batch_id"])
        and scope.customer_id
        in (None, owners.get(shop.rows["batches"][each["batch_id"] - 1]["order_id"]))
    ]
    kinds = sorted({each["currency"] for each in rows if each["cost"] is not None})

    def total(some: list[Decimal | None]) -> Decimal | None:
        known = [each for each in some if each is not None]
        return sum(known, Decimal(0)) if known else None

    return [
        (
            len(some),
            total([each["hours"] for each in some]),
            *(total([r["cost"] for r in some if r["currency"] == kind]) for kind in kinds),
        )
        for some in by_step(((each["done_on"], each) for each in rows), firsts)
    ]


def orders(shop: Shop, scope: Scope, firsts: list[date]) -> Any:
    came = sorted(
        (each["ordered_on"] or each["created_at"].date(), each["id"], each)
        for each in shop.rows["orders"]
    )
    narrowed = any((scope.site_id, scope.manufacturer_id, scope.product_id))
    made = {b["order_id"] for b in shop.rows["batches"] if of_batch(shop, scope, b["id"])}
    rows = []
    for at, (day, number, each) in enumerate(came):
        before = {earlier["customer_id"] for _day, _id, earlier in came[:at]}
        meant = scope.customer_id in (None, each["customer_id"]) and (
            not narrowed or number in made
        )
        if meant and scope.first <= day <= scope.last:
            repeated = each["customer_id"] in before
            rows.append((day, (repeated, each["recommended_by_id"] is not None)))
    return [
        (len(some), sum(r for r, _o in some), sum(o for _r, o in some))
        for some in by_step(rows, firsts)
    ]


STEPPED: dict[InsightName, Counts] = {
    InsightName.FIRST_PASS: first_pass,
    InsightName.NONCONFORMITIES: nonconformities,
    InsightName.AGREEMENT: agreement,
    InsightName.ESCAPES: escapes,
    InsightName.TURNAROUND: turnaround,
    InsightName.COMPLAINTS: complaints,
    InsightName.RESPONSE: response,
    InsightName.REWORK: reworks,
    InsightName.ORDERS: orders,
}


def defects(shop: Shop, scope: Scope) -> Any:
    rounds = {(each["batch_id"], each["round"]) for each in decided(shop, scope)}
    seats = {each["id"]: (each["batch_id"], each["round"]) for each in shop.rows["inspections"]}
    names = {c["id"]: f"{c['code']} · {c['name']}" for c in shop.rows["defect_codes"]}
    found = (d for d in shop.rows["defects"] if seats[d["inspection_id"]] in rounds)
    return Counter(names[each["code_id"]] for each in found)


def places(shop: Shop, scope: Scope, table: str) -> Any:
    key = f"{table[:-1]}_id"
    free = replace(scope, **{key: None})  # type: ignore[arg-type]  # compared with all
    names = {each["id"]: each["name"] for each in shop.rows[table]}
    rows = [each for each in decided(shop, free) if each["round"] == 1]
    lots = Counter(names[each[key]] for each in rows)
    good = Counter(names[each[key]] for each in rows if each["accepted"])
    return {name: (good[name], count) for name, count in lots.items()}


def came_back(shop: Shop, scope: Scope) -> Any:
    if any((scope.site_id, scope.manufacturer_id, scope.product_id)):
        return {}  # nothing was seen on any batch of these shops
    return Counter(
        f"PR-{event['problem_id']}"
        for event in shop.rows["problem_events"]
        if event["kind"] in ("alerted", "recurred")
        and scope.first <= event["at"].date() <= scope.last
    )


def proofs(shop: Shop, scope: Scope) -> Any:
    if any((scope.site_id, scope.manufacturer_id, scope.product_id)):
        return {}
    ends = {
        event["problem_id"]: event["at"]
        for event in shop.rows["problem_events"]
        if event["kind"] == "proven" and scope.first <= event["at"].date() <= scope.last
    }
    open_ = {
        p["id"]: AT for p in shop.rows["problems"] if p["status"] not in ("watching", "proven")
    }
    begun = {each["id"]: each["raised_at"] for each in shop.rows["problems"]}
    return {
        f"PR-{key}": Decimal(f"{(at - begun[key]) / DAY:.1f}")
        for key, at in (ends | open_).items()
    }


def promises(shop: Shop, scope: Scope) -> Any:
    """Return for us and each maker: due, kept, kept later, moved, broken."""
    names = {each["id"]: each["name"] for each in shop.rows["manufacturers"]}
    found: dict[str, list[int]] = {"We promised": [0] * 5}
    for each in shop.rows["promises"]:
        maker = each["manufacturer_id"]
        if not scope.first <= each["due_on"] <= scope.last or each["due_at"] > AT:
            continue
        if maker is not None and scope.manufacturer_id not in (None, maker):
            continue
        events = [e for e in shop.rows["promise_events"] if e["promise_id"] == each["id"]]
        kept = [event["at"] for event in events if event["kind"] == "kept"]
        due = [each["due_at"], *(e["due_at"] for e in events if e["kind"] == "moved")][-1]
        late = 3 if due > AT else 4
        what = (1 if kept[0] < each["due_at"] else 2) if kept else late
        counts = found.setdefault(names.get(maker, "We promised"), [0] * 5)
        counts[0] += 1
        counts[what] += 1
    return {name: tuple(counts) for name, counts in found.items()}


def ship_dates(shop: Shop, scope: Scope) -> Any:
    signed = {each["batch_id"]: each["at"].date() for each in shop.rows["sign_offs"]}
    found = {}
    for each in shop.rows["orders"]:
        promised = each["promised_ship_date"]
        lots = [b for b in shop.rows["batches"] if b["order_id"] == each["id"]]
        if promised is None or not lots or not scope.first <= promised <= scope.last:
            continue
        if all(lot["status"] == "released" for lot in lots):
            released = max(signed[lot["id"]] for lot in lots)
            found[each["number"]] = (released, margin(released, promised))
        elif AT.date() > promised:
            found[each["number"]] = (None, Margin.MISSED)
    return found


def touches(shop: Shop) -> Any:
    of = {each["id"]: each["order_id"] for each in shop.rows["complaints"]}
    counts = Counter(t["order_id"] or of[t["complaint_id"]] for t in shop.rows["touches"])
    return {
        each["number"]: counts[each["id"]]
        for each in shop.rows["orders"]
        if counts[each["id"]] and AT - 365 * DAY < each["created_at"] <= AT
    }


def check(shop: Shop, session: Session, scope: Scope) -> None:
    """Hold every table of every picture against what was counted naively."""
    rows: dict[InsightName, tuple[tuple[Cell, ...], ...]] = {
        name: insight(session, name, scope, AT).rows
        for name in InsightName
        if name is not InsightName.ESCAPE_CAUSES  # a ruling on each answer: see test_escapes
    }
    for name, count in STEPPED.items():
        firsts = [each[0] for each in rows[name] if isinstance(each[0], date)]
        assert firsts[0] == scope.first
        assert [each[1:] for each in rows[name]] == count(shop, scope, firsts), name
    assert {each[0]: each[1] for each in rows[InsightName.DEFECTS]} == defects(shop, scope)
    assert {
        each[0]: (each[2] - each[1], each[2])  # type: ignore[operator]
        for each in rows[InsightName.SITES]
    } == places(shop, scope, "sites")
    assert {each[0]: each[1:3] for each in rows[InsightName.MANUFACTURERS]} == places(
        shop, scope, "manufacturers"
    )
    assert {each[0]: each[3] for each in rows[InsightName.RECURRENCE]} == came_back(shop, scope)
    assert {each[0]: each[2] for each in rows[InsightName.PROOF]} == proofs(shop, scope)
    assert {each[0]: each[1:] for each in rows[InsightName.PROMISES]} == promises(shop, scope)
    met = {Margin.IN_TIME: "in time", Margin.NEAR_MISS: "nearly missed", Margin.MISSED: "missed"}
    assert {each[0]: each[3:] for each in rows[InsightName.SHIP_DATES]} == {
        name: (day, met[how]) for name, (day, how) in ship_dates(shop, scope).items()
    }
    assert {each[0]: each[2] for each in rows[InsightName.TOUCHES]} == touches(shop)


@pytest.fixture(scope="module")
def bare(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give an empty record without guards, on either engine."""
    with _place(engine_name, request) as address:
        engine = create_engine(address)
        Base.metadata.create_all(engine)
        yield engine
        engine.dispose()


@contextmanager
def _place(engine_name: str, request: pytest.FixtureRequest) -> Iterator[str]:
    if engine_name == "sqlite":
        yield "sqlite://"
        return
    with pg_copy(request.getfixturevalue("pg_server"), "template0") as address:
        yield address.replace("postgresql://", "postgresql+psycopg://")


def scopes(chance: Random) -> Scope:
    first = FIRST + chance.randrange(150) * DAY
    scope = Scope(first=first, last=first + chance.choice((0, 20, 120, 190)) * DAY)
    wanted = chance.choice(("", "", "site_id", "manufacturer_id", "product_id", "customer_id"))
    narrowed: Any = {wanted: chance.choice((1, 2))} if wanted else {}
    return replace(scope, **narrowed)


@given(chance=st.randoms(use_true_random=False), many=st.booleans())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_that_every_figure_is_what_the_raw_rows_say(
    bare: Engine, engine_name: str, chance: Random, many: bool
) -> None:
    shop = furnished(chance)
    whole = Scope(first=FIRST, last=FIRST + 199 * DAY)
    with Session(bare) as session:
        if engine_name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
            session.execute(text("SET LOCAL timezone = 'UTC'"))
        shop.lay_into(session)
        check(shop, session, whole if many else scopes(chance))
        session.rollback()
