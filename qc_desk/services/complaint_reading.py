"""Complaints from outside, row by row: what each names is in the record, or it is refused."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.days import must_have_been
from qc_desk.domain.loop_words import Channel
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    MadeAfterwards,
    NotFound,
    WrongOrderCustomer,
)
from qc_desk.i18n import N_, _
from qc_desk.services.acts import must_hold_anywhere
from qc_desk.services.columns import plainly
from qc_desk.services.complaint_columns import channel_words
from qc_desk.services.imports import by_name
from qc_desk.services.sheets import Cell
from qc_desk.services.written_dates import DateForm, moment_of

Facts = Mapping[str, Cell]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class NamedBatch:
    """A batch that a row may name, with what decides whether it can be the cause."""

    id: int
    number: str
    product_id: int
    order_id: int | None
    produced_on: Any
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReadComplaint:
    """A row understood: the values of a complaint, a customer to be made, a batch it names."""

    values: dict[str, object]
    new_customer: str = ""
    batch: NamedBatch | None = None


class ComplaintReader:
    """Reads rows as complaints; knows the names of everything they can point at.

    What is retired can be named too: complaints come in long after. Everything that rows can
    point at is held on PostgreSQL until the transaction ends, because entries of the chain are
    written before the last row is.
    """

    def __init__(
        self,
        session: Session,
        by: Person,
        at: datetime,
        names: Iterable[str],
        *,
        only_looks: bool = False,
    ) -> None:
        """Read what complaints can name; ``names`` are the fields that the table has.

        One that ``only_looks`` holds nothing: nothing is written after it.
        """
        self.by, self.at = by, at
        self._session = session
        self._holds = not only_looks
        wanted = set(names)
        # batches before sites: a sign-off locks them in this order too
        self.batches = self._batches() if "batch" in wanted else {}
        sites = list(self._held(select(Site)))
        self.sites = by_name([(s.name, s) for s in sites] + [(s.code, s) for s in sites])
        self._usual_site = must_hold_anywhere(by, MAY_INSPECT)
        self._allowed: set[int] = set()
        self.customers = by_name((c.name, c.id) for c in self._held(select(Customer)))
        self._customer_names = {number: name for name, number in self.customers.items()}
        self.products = self._products() if {"product", "batch"} & wanted else {}
        codes = list(self._held(select(DefectCode))) if "defect_code" in wanted else []
        self.codes = by_name([(c.name, c.id) for c in codes] + [(c.code, c.id) for c in codes])
        orders = self._held(select(Order)) if {"order", "batch"} & wanted else iter(())
        self.orders = by_name((order.number, order) for order in orders)
        self._order_of = {order.id: order for order in self.orders.values()}

    def _held(self, wanted: Select[Thing]) -> Iterator[Thing]:
        """Return rows that stay as they are until this transaction ends."""
        if self._holds:
            wanted = wanted.with_for_update(read=True, key_share=True)
        return iter(self._session.scalars(wanted))

    def _products(self) -> dict[str, list[Product]]:
        found: dict[str, list[Product]] = {}
        for product in self._held(select(Product)):
            for name in {_plain(product.code), _plain(product.full_code)}:
                found.setdefault(name, []).append(product)
        return found

    def _batches(self) -> dict[str, list[NamedBatch]]:
        facts = (Batch.id, Batch.number, Batch.product_id, Batch.order_id)
        wanted = select(*facts, Batch.produced_on, Batch.created_at)
        if self._holds:
            wanted = wanted.with_for_update(read=True, key_share=True)
        found: dict[str, list[NamedBatch]] = {}
        for row in self._session.execute(wanted):
            found.setdefault(_plain(row.number), []).append(NamedBatch(*row))
        return found

    def read(
        self, facts: Facts, dates: DateForm | None, source: str, *, create_customers: bool
    ) -> ReadComplaint:
        """Return what a row means; raises a refusal for what it cannot mean."""
        site = self._site(facts)
        product_id, batch = self._product_and_batch(facts)
        order = self._order(facts, batch)
        customer_id, new_customer = self._customer(facts, order, create=create_customers)
        heard_at = self._heard_at(facts, dates, site)
        values: dict[str, object] = {
            "site_id": site.id,
            "customer_id": customer_id,
            "order_id": order.id if order is not None else None,
            "product_id": product_id,
            "code_id": self._code(facts),
            "channel": _channel(_text(facts, "channel")),
            "heard_at": heard_at,
            "told_by": texts.text(_text(facts, "told_by"), N_("told by"), texts.NAME),
            "words": texts.text(
                _text(facts, "words"), N_("words of the customer"), texts.NOTE, needed=True
            ),
            "language": texts.text(_text(facts, "language"), N_("language"), 8),
            "remedy": texts.text(_text(facts, "remedy"), N_("remedy wanted"), texts.NOTE),
            "source": source,
        }
        outside = texts.text(_text(facts, "outside_id"), N_("outside number"), texts.NAME)
        name = new_customer or self._customer_names.get(customer_id or 0, "")
        values["outside_id"] = outside or _digest(values, name)
        if batch is not None:
            _must_be_older(batch, heard_at, str(values["outside_id"]))
        return ReadComplaint(values, new_customer, batch)

    def know(self, name: str, customer_id: int) -> None:
        """Remember a customer that was just made."""
        self.customers[_plain(name)] = customer_id
        self._customer_names[customer_id] = _plain(name)

    def customer(self, name: str) -> int:
        """Return the id of a customer that is there by now."""
        return self.customers[_plain(name)]

    def _site(self, facts: Facts) -> Site:
        name = _text(facts, "site")
        site = _named(self.sites, name, N_("site")) if name else self._usual_site
        if site.id not in self._allowed:
            self.by.must_hold(MAY_INSPECT, site)
            self._allowed.add(site.id)
        return site

    def _product_and_batch(self, facts: Facts) -> tuple[int | None, NamedBatch | None]:
        """Return product and batch; a batch tells its product, and a product which batch."""
        code, number = _text(facts, "product"), _text(facts, "batch")
        products = self.products.get(_plain(code), [])
        if code and not products:
            raise NotFound(kind=N_("product"), name=code)
        if not number:
            return (_only_revision(code, products).id if code else None), None
        batches = self.batches.get(_plain(number), [])
        if code:
            ids = {product.id for product in products}
            batches = [batch for batch in batches if batch.product_id in ids]
        if not batches:
            raise NotFound(kind=N_("batch"), name=f"{code} {number}".strip())
        if len(batches) > 1:
            why = N_("several products have a batch of this number; write the product too.")
            raise FieldInvalid(field=N_("batch number"), value=number, why=why)
        return batches[0].product_id, batches[0]

    def _order(self, facts: Facts, batch: NamedBatch | None) -> Order | None:
        """Return the order that is named; without one the batch's, if it is this customer's."""
        number = _text(facts, "order")
        if number:
            return _named(self.orders, number, N_("order"))
        order = self._order_of.get(batch.order_id or 0) if batch is not None else None
        name = _text(facts, "customer")
        fits = not name or order is None or self.customers.get(_plain(name)) == order.customer_id
        return order if fits else None

    def _customer(
        self, facts: Facts, order: Order | None, *, create: bool
    ) -> tuple[int | None, str]:
        """Return who complains by id, or the name of a customer that is to be made."""
        name = _text(facts, "customer")
        if not name:
            if order is None:
                raise FieldNeeded(field=N_("customer"))
            return order.customer_id, ""
        found = self.customers.get(_plain(name))
        if order is not None and order.customer_id != found:
            raise WrongOrderCustomer(
                order=order.number, customer=self._customer_names[order.customer_id]
            )
        if found is None and not create:
            raise NotFound(kind=N_("customer"), name=name)
        return found, "" if found else texts.text(name, N_("customer"))

    def _heard_at(self, facts: Facts, dates: DateForm | None, site: Site) -> datetime:
        cell = facts.get("heard_at")
        if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
            raise FieldNeeded(field=N_("heard at"))
        at = moment_of(cell, dates, site.time_zone)
        if at is None:
            why = N_("it is no date that can be understood.")
            if dates is not None:
                why = _("it is no date like {form}.").format(form=dates.label)
            raise FieldInvalid(field=N_("heard at"), value=str(cell), why=why)
        must_have_been(at, N_("heard at"), self.at)
        return at

    def _code(self, facts: Facts) -> int | None:
        code = _text(facts, "defect_code")
        return _named(self.codes, code, N_("defect code")) if code else None


def _named(things: Mapping[str, Thing], name: str, word: str) -> Thing:
    found = things.get(_plain(name))
    if found is None:
        raise NotFound(kind=word, name=name)
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _text(facts: Facts, key: str) -> str:
    cell = facts.get(key)
    if cell is None:
        return ""
    return cell.strip() if isinstance(cell, str) else str(cell)


def _only_revision(code: str, products: list[Product]) -> Product:
    if len(products) > 1:
        revisions = ", ".join(sorted(each.full_code for each in products))
        why = _("it has several revisions; write one of: {names}.").format(names=revisions)
        raise FieldInvalid(field=N_("product code"), value=code, why=why)
    return products[0]


@lru_cache(256)
def _channel(written: str) -> Channel:
    if not written:
        raise FieldNeeded(field=N_("channel"))
    found = channel_words().get(plainly(written))
    if found is None:
        why = _("it is none of: {names}. A mapping can say what it means.")
        names = ", ".join(each.label for each in Channel)
        raise FieldInvalid(field=N_("channel"), value=written, why=why.format(names=names))
    return found


def _must_be_older(batch: NamedBatch, heard_at: datetime, complaint: str) -> None:
    """Refuse a batch that was made after the complaint was heard (MadeAfterwards)."""
    if batch.created_at > heard_at and (
        batch.produced_on is None or batch.produced_on > heard_at.date()
    ):
        raise MadeAfterwards(batch=batch.number, complaint=complaint)


def _digest(values: Mapping[str, object], customer: str) -> str:
    """Return a number for a row that has none: the same row of the same list gets the same one."""
    told = ("site_id", "order_id", "product_id", "channel", "heard_at", "told_by", "words")
    facts = [_plain(customer), *(str(values[key]) for key in told)]
    return "#" + hashlib.sha256("\0".join(facts).encode()).hexdigest()[:40]
