"""What holds for every list of the shop: add, change, retire, bring back, search, and who may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.refusals import ChangedElsewhere, FieldNeeded, NameTaken, NotAllowed
from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import alphabetical
from qc_desk.services import customers as c
from qc_desk.services import defect_codes as d
from qc_desk.services import manufacturers as m
from qc_desk.services import orders as o
from qc_desk.services import products as p
from qc_desk.services import sites as s
from tests.built_records import Furnish
from tests.checked_shop import AT, Shop, found

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of shop data: its services, and how an entry of a name is made."""

    name: str
    entry: Callable[[str], Any]
    add: Callable[..., Any]
    change: Callable[..., Any]
    retire: Callable[..., Any]
    bring_back: Callable[..., Any]
    rows: Callable[..., list[Any]]
    named: str
    who: str = "marko"
    may_not: str = "ana"


KINDS = [
    Kind(
        name="manufacturer",
        entry=lambda name: m.ManufacturerEntry(name=name, language="sr", email="qa@maker.example"),
        add=m.add_manufacturer,
        change=m.change_manufacturer,
        retire=m.retire_manufacturer,
        bring_back=m.bring_back_manufacturer,
        rows=m.manufacturer_rows,
        named="name",
    ),
    Kind(
        name="customer",
        entry=lambda name: c.CustomerEntry(name=name, phone="+381 21 555"),
        add=c.add_customer,
        change=c.change_customer,
        retire=c.retire_customer,
        bring_back=c.bring_back_customer,
        rows=c.customer_rows,
        named="name",
    ),
    Kind(
        name="product",
        entry=lambda name: p.ProductEntry(code=name, name="Bowl", family="Bowls"),
        add=p.add_product,
        change=p.change_product,
        retire=p.retire_product,
        bring_back=p.bring_back_product,
        rows=p.product_rows,
        named="code",
    ),
    Kind(
        name="defect code",
        entry=lambda name: d.DefectCodeEntry(
            code=name, name="Chip", default_severity=Severity.MAJOR
        ),
        add=d.add_defect_code,
        change=d.change_defect_code,
        retire=d.retire_defect_code,
        bring_back=d.bring_back_defect_code,
        rows=d.defect_code_rows,
        named="code",
    ),
    Kind(
        name="site",
        entry=lambda name: s.SiteEntry(code=name, name=name, time_zone="Europe/Belgrade"),
        add=s.add_site,
        change=s.change_site,
        retire=s.retire_site,
        bring_back=s.bring_back_site,
        rows=s.site_rows,
        named="name",
        who="mira",
        may_not="marko",
    ),
    Kind(
        name="order",
        entry=lambda name: o.OrderEntry(
            number=name, customer_id=1, promised_ship_date=date(2026, 12, 1)
        ),
        add=o.add_order,
        change=o.change_order,
        retire=o.retire_order,
        bring_back=o.bring_back_order,
        rows=o.order_rows,
        named="number",
    ),
]


def with_a_buyer(database: "Database") -> Shop:
    made = found(database)
    with database.writing() as session:
        c.add_customer(session, c.CustomerEntry(name="First buyer"), made.ids["marko"], AT)
    return made


@pytest.fixture
def furnish() -> Furnish:
    return with_a_buyer


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param  # type: ignore[no-any-return]


def add(shop: Shop, kind: Kind, name: str) -> Any:
    with shop.database.writing() as session:
        return kind.add(session, kind.entry(name), shop.ids[kind.who], AT)


def names(shop: Shop, kind: Kind, search: str = "", *, retired: bool = False) -> list[str]:
    with shop.database.reading() as session:
        rows = kind.rows(session, search, retired=retired)
        return [getattr(row, kind.named) for row in rows]


def test_that_what_is_added_is_listed_and_in_the_chain(shop: Shop, kind: Kind) -> None:
    row = add(shop, kind, "NOVO")
    with shop.database.reading() as session:
        assert row in kind.rows(session)
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
        assert entry is not None
        assert (entry.act, entry.subject_id) == (f"{kind.name.replace(' ', '_')}.add", row.id)
        assert entry.person_id == shop.ids[kind.who]


def test_that_a_change_is_kept(shop: Shop, kind: Kind) -> None:
    row = add(shop, kind, "STARO")
    with shop.database.writing() as session:
        changed = kind.change(session, row, kind.entry("NOVO"), shop.ids[kind.who], AT)
    assert changed.id == row.id
    assert "NOVO" in names(shop, kind)
    assert "STARO" not in names(shop, kind)


def test_that_a_change_of_something_else_than_was_seen_is_refused(shop: Shop, kind: Kind) -> None:
    seen = add(shop, kind, "STARO")
    with shop.database.writing() as session:
        kind.change(session, seen, kind.entry("DRUGO"), shop.ids[kind.who], AT)
    acts: tuple[Callable[[Session], Any], ...] = (
        lambda session: kind.change(session, seen, kind.entry("X"), shop.ids[kind.who], AT),
        lambda session: kind.retire(session, seen, shop.ids[kind.who], AT),
        lambda session: kind.bring_back(session, seen, shop.ids[kind.who], AT),
    )
    for act in acts:
        with pytest.raises(ChangedElsewhere), shop.database.writing() as session:
            act(session)
    assert "DRUGO" in names(shop, kind)


def test_that_a_name_is_given_once_whatever_its_capitals(shop: Shop, kind: Kind) -> None:
    first = add(shop, kind, "Шоља")
    second = add(shop, kind, "Чаша")
    with pytest.raises(NameTaken, match="Choose another"):
        add(shop, kind, "шОЉА")
    with pytest.raises(NameTaken), shop.database.writing() as session:
        kind.change(session, second, kind.entry("ШОЉА"), shop.ids[kind.who], AT)
    with shop.database.writing() as session:  # its own name in other capitals is no other name
        kind.change(session, first, kind.entry("ШОЉА"), shop.ids[kind.who], AT)


def test_that_an_empty_name_is_refused(shop: Shop, kind: Kind) -> None:
    with pytest.raises(FieldNeeded, match="is empty"):
        add(shop, kind, " \t\u202e")


def test_that_the_retired_are_listed_only_when_asked_for(shop: Shop, kind: Kind) -> None:
    row = add(shop, kind, "STARO")
    with shop.database.writing() as session:
        put_away = kind.retire(session, row, shop.ids[kind.who], AT)
    assert put_away.retired
    assert "STARO" not in names(shop, kind)
    assert "STARO" in names(shop, kind, retired=True)
    with shop.database.writing() as session:
        kind.bring_back(session, put_away, shop.ids[kind.who], AT)
    assert "STARO" in names(shop, kind)


def test_that_nobody_without_the_role_changes_anything(shop: Shop, kind: Kind) -> None:
    row = add(shop, kind, "STARO")
    nobody = shop.ids[kind.may_not]
    acts: tuple[Callable[[Session], Any], ...] = (
        lambda session: kind.add(session, kind.entry("X"), nobody, AT),
        lambda session: kind.change(session, row, kind.entry("X"), nobody, AT),
        lambda session: kind.retire(session, row, nobody, AT),
        lambda session: kind.bring_back(session, row, nobody, AT),
    )
    for act in acts:
        with pytest.raises(NotAllowed), shop.database.writing() as session:
            act(session)


@pytest.mark.parametrize("search", ["шОљА", "ЉА", "љ шо", "  шоља  "])
def test_that_a_search_knows_no_capitals_in_any_alphabet(
    shop: Shop, kind: Kind, search: str
) -> None:
    add(shop, kind, "ШОЉА")
    add(shop, kind, "ЧАША")
    assert names(shop, kind, search) == ["ШОЉА"]


def test_that_lists_are_in_the_order_of_their_alphabet() -> None:
    rightly = ["Bar 9", "Bar 10", "Čaj", "Далија", "Ђердап", "Еко", "Јелен", "Канта", "Љиљан",
               "Мост", "Њива", "Ћуп", "Утва", "Џеп", "Шоља"]  # fmt: skip
    mixed = [name for first in range(4) for name in rightly[first::4]]
    assert mixed != rightly
    assert sorted(mixed, key=alphabetical) == rightly
