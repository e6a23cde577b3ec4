"""The columns of exported orders, customers, products and reworks, and where they come from."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.reworks import Rework
from qc_desk.i18n import N_
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Selected, of_goods, plain


def _orders(after: int) -> Selected:
    recommender = aliased(Customer)
    return (
        select(
            Order.id,
            NO_INSPECTION,
            Order.number,
            Customer.name,
            Order.ordered_on,
            Order.promised_ship_date,
            recommender.name,
            Order.created_at,
            Order.retired_at,
        )
        .join(Customer, Customer.id == Order.customer_id)
        .outerjoin(recommender, recommender.id == Order.recommended_by_id)
        .where(Order.id > after)
        .order_by(Order.id)
    )


ORDERS = Export(
    labels=(
        N_("order number"),
        N_("customer"),
        N_("ordered on"),
        N_("promised ship date"),
        N_("recommended by"),
        N_("entered (UTC)"),
        N_("retired (UTC)"),
    ),
    select=_orders,
    values=plain,
)


def _customers(after: int) -> Selected:
    return (
        select(
            Customer.id,
            NO_INSPECTION,
            Customer.name,
            Customer.email,
            Customer.phone,
            Customer.created_at,
            Customer.retired_at,
        )
        .where(Customer.id > after)
        .order_by(Customer.id)
    )


CUSTOMERS = Export(
    labels=(N_("name"), N_("e-mail"), N_("phone"), N_("entered (UTC)"), N_("retired (UTC)")),
    select=_customers,
    values=plain,
)


def _products(after: int) -> Selected:
    return (
        select(
            Product.id,
            NO_INSPECTION,
            Product.code,
            Product.revision,
            Product.name,
            Product.family,
            Checklist.code,
            Product.created_at,
            Product.retired_at,
        )
        .outerjoin(Checklist, Checklist.id == Product.checklist_id)
        .where(Product.id > after)
        .order_by(Product.id)
    )


PRODUCTS = Export(
    labels=(
        N_("product code"),
        N_("revision"),
        N_("name"),
        N_("family"),
        N_("checklist"),
        N_("entered (UTC)"),
        N_("retired (UTC)"),
    ),
    select=_products,
    values=plain,
)


def _reworks(after: int) -> Selected:
    newer = aliased(Rework)
    return (
        of_goods(
            select(
                Rework.id,
                NO_INSPECTION,
                Rework.id.label("rework"),
                Batch.number,
                Product.code,
                Product.revision,
                Manufacturer.name,
                Site.code,
                Rework.round,
                Rework.number,
                Rework.done_on,
                Rework.hours,
                Rework.cost,
                Rework.currency,
                Rework.note,
                Person.name,
                Rework.at,
                newer.id.is_(None).label("stands"),
            ).join(Batch, Batch.id == Rework.batch_id)
        )
        .join(Person, Person.id == Rework.by_id)
        .outerjoin(
            newer,
            (newer.batch_id == Rework.batch_id)
            & (newer.round == Rework.round)
            & (newer.number == Rework.number + 1),
        )
        .where(Rework.id > after)
        .order_by(Rework.id)
    )


REWORKS = Export(
    labels=(
        N_("rework entry"),
        N_("batch number"),
        N_("product code"),
        N_("revision"),
        N_("manufacturer"),
        N_("site"),
        N_("after round"),
        N_("entry"),
        N_("done on"),
        N_("hours"),
        N_("cost"),
        N_("currency"),
        N_("note"),
        N_("person"),
        N_("recorded (UTC)"),
        N_("stands"),
    ),
    select=_reworks,
    values=plain,
)
