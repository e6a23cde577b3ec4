"""Complaints, promises, problems, orders, and the people of the shop without any secret."""

from sqlalchemy import ColumnElement, String, and_, func, select, type_coerce
from sqlalchemy.orm import aliased

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import PromiseEventKind
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person, RoleGrant
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.promises import Promise, PromiseEvent
from qc_desk.services.views.view import View, ViewColumn

_heard_by, _entered_by = aliased(Person), aliased(Person)

COMPLAINTS = View(
    name="qc_complaints",
    about="Every complaint as it stands now.",
    id=Complaint.id,
    columns=(
        ViewColumn("complaint", Complaint.number, "number of the complaint, without C-"),
        ViewColumn("site", Site.code, "code of the site"),
        ViewColumn("customer", Customer.name, "customer"),
        ViewColumn("order_number", Order.number, "order, if any"),
        ViewColumn("product", Product.code, "product code"),
        ViewColumn("revision", Product.revision, "revision of the product"),
        ViewColumn("defect_code", DefectCode.code, "defect code"),
        ViewColumn("channel", Complaint.channel, "letter, email, form, message, phone, in_person"),
        ViewColumn("heard_at", Complaint.heard_at, "when it was heard: the clock starts here"),
        ViewColumn("heard_by", _heard_by.name, "who heard it"),
        ViewColumn("told_by", Complaint.told_by, "who told it"),
        ViewColumn("words", Complaint.words, "in the customer's own words"),
        ViewColumn("language", Complaint.language, "language of the words"),
        ViewColumn("remedy", Complaint.remedy, "what the customer wants"),
        ViewColumn(
            "status",
            Complaint.status,
            "received, acknowledged, restated, investigating, answered, closed, …",
        ),
        ViewColumn("outcome", Complaint.outcome, "how it was closed"),
        ViewColumn("source", Complaint.source, "list it was imported from"),
        ViewColumn("outside_number", Complaint.outside_id, "its number there"),
        ViewColumn("entered_at", Complaint.entered_at, "when it was entered"),
        ViewColumn("entered_by", _entered_by.name, "who entered it"),
        ViewColumn("changed_at", Complaint.changed_at, "when it last changed"),
    ),
    joined=lambda wanted: (
        wanted.select_from(Complaint)
        .join(Site, Site.id == Complaint.site_id)
        .join(Customer, Customer.id == Complaint.customer_id)
        .join(_heard_by, _heard_by.id == Complaint.heard_by_id)
        .join(_entered_by, _entered_by.id == Complaint.entered_by_id)
        .outerjoin(Order, Order.id == Complaint.order_id)
        .outerjoin(Product, Product.id == Complaint.product_id)
        .outerjoin(DefectCode, DefectCode.id == Complaint.code_id)
    ),
)

_owner, _made_by, _done, _moved = (
    aliased(Person),
    aliased(Person),
    aliased(PromiseEvent),
    aliased(PromiseEvent),
)


def _newest_move() -> ColumnElement[int]:
    """Return the number of the last move of a promise."""
    moves = aliased(PromiseEvent)
    return (
        select(func.max(moves.id))
        .where(moves.promise_id == Promise.id, moves.kind == PromiseEventKind.MOVED)
        .correlate(Promise)
        .scalar_subquery()
    )


PROMISES = View(
    name="qc_promises",
    about="Every promise; one is broken when due_at is over and it was not kept.",
    id=Promise.id,
    columns=(
        ViewColumn("promise", Promise.number, "number of the promise, without P-"),
        ViewColumn("side", Promise.side, "who promised whom"),
        ViewColumn("text", Promise.text, "what was promised"),
        ViewColumn("site", Site.code, "code of the site"),
        ViewColumn("customer", Customer.name, "customer, if any"),
        ViewColumn("manufacturer", Manufacturer.name, "manufacturer, if any"),
        ViewColumn("order_number", Order.number, "order, if any"),
        ViewColumn("complaint", Complaint.number, "complaint, if any"),
        ViewColumn("problem", Problem.number, "problem, if any"),
        ViewColumn("is_fix", Promise.is_fix, "whether it promises the end of its problem"),
        ViewColumn("owner", _owner.name, "who sees to it"),
        ViewColumn("entered_by", _made_by.name, "who entered it"),
        ViewColumn("made_at", Promise.made_at, "when it was made"),
        ViewColumn("first_due_on", Promise.due_on, "day that was promised first"),
        ViewColumn("first_due_at", Promise.due_at, "moment at which that day ends"),
        ViewColumn("moved_to", _moved.due_on, "day it was moved to, if it was"),
        ViewColumn("outcome", _done.kind, "kept or done_late; empty when neither"),
        ViewColumn("done_at", _done.at, "when it was done"),
        ViewColumn("evidence", _done.words, "how that is known"),
    ),
    joined=lambda wanted: (
        wanted.select_from(Promise)
        .join(Site, Site.id == Promise.site_id)
        .join(_owner, _owner.id == Promise.owner_id)
        .join(_made_by, _made_by.id == Promise.by_id)
        .outerjoin(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Manufacturer, Manufacturer.id == Promise.manufacturer_id)
        .outerjoin(Order, Order.id == Promise.order_id)
        .outerjoin(Complaint, Complaint.id == Promise.complaint_id)
        .outerjoin(Problem, Problem.id == Promise.problem_id)
        .outerjoin(_moved, _moved.id == _newest_move())
        .outerjoin(
            _done,
            and_(
                _done.promise_id == Promise.id,
                _done.kind.in_((PromiseEventKind.KEPT, PromiseEventKind.DONE_LATE)),
            ),
        )
    ),
)

_merged = aliased(Problem)

PROBLEMS = View(
    name="qc_problems",
    about="Every problem: defects and complaints of one kind as one thread.",
    id=Problem.id,
    columns=(
        ViewColumn("problem", Problem.number, "number of the problem, without PR-"),
        ViewColumn("family", Problem.family, "family of products"),
        ViewColumn("defect_code", DefectCode.code, "defect code"),
        ViewColumn("defect_name", DefectCode.name, "name of the defect code"),
        ViewColumn("item", Problem.item_code, "code of the item"),
        ViewColumn("item_title", Problem.item_title, "title of the item"),
        ViewColumn("variant", Problem.variant, "what tells it from others of its kind"),
        ViewColumn(
            "status",
            Problem.status,
            "watching, alert, owned, fix_claimed, proving, proven or recurred",
        ),
        ViewColumn("recurrences", Problem.recurrences, "how often it came back"),
        ViewColumn("owner", Person.name, "who owns it"),
        ViewColumn("merged_into", _merged.number, "problem that it has become a part of"),
        ViewColumn("raised_at", Problem.raised_at, "when it was first seen"),
        ViewColumn("changed_at", Problem.changed_at, "when it last changed"),
    ),
    joined=lambda wanted: (
        wanted.select_from(Problem)
        .join(DefectCode, DefectCode.id == Problem.code_id)
        .outerjoin(Person, Person.id == Problem.owner_id)
        .outerjoin(_merged, _merged.id == Problem.merged_into_id)
    ),
)

_recommender = aliased(Customer)

ORDERS = View(
    name="qc_orders",
    about="Every order, put away or not.",
    id=Order.id,
    columns=(
        ViewColumn("order_id", Order.id, "number of the order in the record"),
        ViewColumn("order_number", Order.number, "order number"),
        ViewColumn("customer", Customer.name, "customer"),
        ViewColumn("ordered_on", Order.ordered_on, "day it came in, if somebody entered it"),
        ViewColumn("promised_ship_date", Order.promised_ship_date, "promised ship date, if any"),
        ViewColumn("recommended_by", _recommender.name, "who recommended us to the customer"),
        ViewColumn("created_at", Order.created_at, "when it was entered"),
        ViewColumn("retired_at", Order.retired_at, "when it was put away"),
    ),
    joined=lambda wanted: (
        wanted.select_from(Order)
        .join(Customer, Customer.id == Order.customer_id)
        .outerjoin(_recommender, _recommender.id == Order.recommended_by_id)
    ),
)

CUSTOMERS = View(
    name="qc_customers",
    about="Every customer, put away or not.",
    id=Customer.id,
    columns=(
        ViewColumn("customer_id", Customer.id, "number of the customer in the record"),
        ViewColumn("name", Customer.name, "name"),
        ViewColumn("email", Customer.email, "e-mail"),
        ViewColumn("phone", Customer.phone, "phone"),
        ViewColumn("created_at", Customer.created_at, "when they were entered"),
        ViewColumn("retired_at", Customer.retired_at, "when they were put away"),
    ),
    joined=lambda wanted: wanted.select_from(Customer),
)


PEOPLE = View(
    name="qc_people",
    about="Everybody who checks or decides; no password, no key, nothing about signing in.",
    id=Person.id,
    columns=(
        ViewColumn("person_id", Person.id, "number of the person in the record"),
        ViewColumn("name", Person.name, "full name"),
        ViewColumn("language", Person.language, "language they work in"),
        ViewColumn("created_at", Person.created_at, "when they were entered"),
        ViewColumn("retired_at", Person.retired_at, "when they left"),
    ),
    joined=lambda wanted: wanted.select_from(Person),
)


def _roles_now() -> ColumnElement[str]:
    """Return the roles that a person holds now, each with its site, in one order."""
    role = type_coerce(RoleGrant.role, String)
    held = (
        select((role + " (" + Site.code + ")").label("held"))
        .select_from(RoleGrant)
        .join(Site, Site.id == RoleGrant.site_id)
        .where(RoleGrant.person_id == Person.id, RoleGrant.ended_at.is_(None))
        .order_by(Site.code, role)
        .correlate(Person)
        .subquery()
    )
    return select(func.aggregate_strings(held.c.held, "; ")).scalar_subquery()


LOGINS = View(
    name="qc_logins",
    about="What everybody signs in as, and their roles: only in a copy that an owner makes.",
    id=Person.id,
    columns=(
        ViewColumn("person_id", Person.id, "number of the person in the record"),
        ViewColumn("login", Person.login, "login"),
        ViewColumn("roles", _roles_now(), "roles they hold now: owner (BG); inspector (NS)"),
    ),
    joined=lambda wanted: wanted.select_from(Person),
    owners_only=True,
)
