"""Places and partners of the shop: their columns, their fields and their services."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qc_desk.i18n import LANGUAGES, N_, _, format_date
from qc_desk.services import customers, manufacturers, orders, sites
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import ChoiceField, Field, TextField
from qc_desk.ui.rows import Column
from qc_desk.ui.settings.kinds import Deeds, Kind, KindWords
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Fields = dict[str, Field[Any]]
_STATE_WIDTH = 156


def language_name(code: str) -> str:
    """Return a language by its own name."""
    known = LANGUAGES.get(code)
    return known.name if known is not None else code


def languages() -> list[tuple[str, str]]:
    """Return the languages that can be chosen."""
    return [(each.code, each.name) for each in LANGUAGES.values()]


def _state(row: Any) -> tuple[Tone, str] | None:
    return (Tone.CALM, "archive") if row.retired else (Tone.PASS, "circle-check")


def in_use() -> Column[Any]:
    """Return the column that says whether a row can be chosen."""
    return Column(
        N_("State"),
        lambda row: _("Retired") if row.retired else _("In use"),
        state=_state,
        width=_STATE_WIDTH,
        spare=5,  # all that is shown is in use, unless what is retired is asked for
    )


def keeping(entry: Callable[..., Any]) -> Callable[[Mapping[str, Any]], Any]:
    """Return what makes an entry of what was typed."""
    return lambda values: entry(**values)


def deeds(
    rows: Callable[..., Any],
    made_of: Callable[[Mapping[str, Any]], Any],
    acts: tuple[Callable[..., Any], ...],
) -> Deeds[Any]:
    """Bind the services of a kind: add, change, retire, bring back."""
    add, change, retire, bring_back = acts
    return Deeds(
        rows=lambda session, search, retired: rows(session, search, retired=retired),
        add=lambda session, values, by, at: add(session, made_of(values), by, at),
        change=lambda session, seen, values, by, at: change(
            session, seen, made_of(values), by, at
        ),
        retire=retire,
        bring_back=bring_back,
    )


# Sites


def _site_fields(_session: "Session", _row: object) -> Fields:
    zone = ChoiceField(_("Time zone"), [(z, z) for z in sites.time_zones()], required=True)
    zone.box.setMaxVisibleItems(12)
    hint = _("It begins report numbers.")
    return {
        "name": TextField(_("Name"), required=True, hint=_("A town or a hall, as you call it.")),
        "code": TextField(_("Short code"), longest=12, required=True, hint=hint),
        "time_zone": zone,
    }


def site_kind() -> Kind[Any]:
    """Describe sites."""
    return Kind(
        name="sites",
        words=KindWords(
            title=N_("Sites"),
            lead=N_("Where batches are made or checked. People have their roles at a site."),
            search=N_("Search name, code or time zone"),
            add=N_("Add a site"),
            empty=N_("No sites yet"),
            empty_text=N_("Add the place where batches are checked."),
        ),
        columns=[
            Column(N_("Name"), lambda row: row.name, sort="name", width=190, grow=2),
            Column(N_("Code"), lambda row: row.code, sort="code", width=90),
            Column(N_("Time zone"), lambda row: row.time_zone, sort="zone", width=170),
            in_use(),
        ],
        fields=_site_fields,
        deeds=deeds(
            sites.site_rows,
            keeping(sites.SiteEntry),
            (sites.add_site, sites.change_site, sites.retire_site, sites.bring_back_site),
        ),
        shown=lambda row: row.name,
        owners_only=True,
    )


# Manufacturers


def _manufacturer_fields(_session: "Session", row: object) -> Fields:
    tongue = ChoiceField(
        _("Language of the reports"),
        languages(),
        required=True,
        hint=_("Every report to this manufacturer is printed in it."),
    )
    if row is None:
        tongue.choose("en")
    return {
        "name": TextField(_("Name"), required=True),
        "language": tongue,
        "email": TextField(_("E-mail"), longest=254, hint=_("Where reports go.")),
        "contact": TextField(_("Contact")),
        "address": TextField(_("Address"), longest=500),
    }


def manufacturer_kind() -> Kind[Any]:
    """Describe manufacturers."""
    m = manufacturers
    return Kind(
        name="manufacturers",
        words=KindWords(
            title=N_("Manufacturers"),
            lead=N_("Who makes the goods and receives the reports, in their own language."),
            search=N_("Search name, e-mail, contact or address"),
            add=N_("Add a manufacturer"),
            empty=N_("No manufacturers yet"),
            empty_text=N_("Add who makes your goods; every batch names one."),
        ),
        columns=[
            Column(N_("Name"), lambda row: row.name, sort="name", width=190, grow=2),
            Column(
                N_("Language"), lambda row: language_name(row.language), sort="tongue", width=110
            ),
            Column(N_("E-mail"), lambda row: row.email, sort="email", width=200, grow=1, spare=2),
            in_use(),
        ],
        fields=_manufacturer_fields,
        deeds=deeds(
            m.manufacturer_rows,
            keeping(m.ManufacturerEntry),
            (
                m.add_manufacturer,
                m.change_manufacturer,
                m.retire_manufacturer,
                m.bring_back_manufacturer,
            ),
        ),
        shown=lambda row: row.name,
    )


# Customers


def _customer_fields(_session: "Session", _row: object) -> Fields:
    return {
        "name": TextField(_("Name"), required=True),
        "email": TextField(_("E-mail"), longest=254),
        "phone": TextField(_("Phone"), longest=40),
    }


def customer_kind() -> Kind[Any]:
    """Describe customers."""
    c = customers
    return Kind(
        name="customers",
        words=KindWords(
            title=N_("Customers"),
            lead=N_("Who buys the goods; orders name them."),
            search=N_("Search name, e-mail or phone"),
            add=N_("Add a customer"),
            empty=N_("No customers yet"),
            empty_text=N_("Add who orders from you."),
        ),
        columns=[
            Column(N_("Name"), lambda row: row.name, sort="name", width=190, grow=2),
            Column(N_("Phone"), lambda row: row.phone, sort="phone", width=168),
            Column(N_("E-mail"), lambda row: row.email, sort="email", width=200, grow=1, spare=2),
            in_use(),
        ],
        fields=_customer_fields,
        deeds=deeds(
            c.customer_rows,
            keeping(c.CustomerEntry),
            (c.add_customer, c.change_customer, c.retire_customer, c.bring_back_customer),
        ),
        shown=lambda row: row.name,
    )


# Orders


def _order_fields(session: "Session", row: Any) -> Fields:
    held = (row.customer_id, row.recommended_by_id) if row is not None else ()
    buyers = [
        (each.id, each.name)
        for each in customers.customer_rows(session, retired=True)
        if not each.retired or each.id in held
    ]
    recommended: ChoiceField[int | None] = ChoiceField(
        _("Recommended by"),
        [(None, _("Nobody we know of")), *buyers],
        hint=_("The customer who sent this one to you; Insights counts it."),
    )
    hint = "" if buyers else _("There are no customers yet: add one under Customers first.")
    return {
        "number": TextField(_("Order number"), longest=60, required=True),
        "customer_id": ChoiceField(_("Customer"), buyers, required=True, hint=hint),
        "promised_ship_date": DateField(_("Promised ship date")),
        "ordered_on": DateField(
            _("Ordered on"), hint=_("Left empty, the day on which you enter it counts.")
        ),
        "recommended_by_id": recommended,
    }


def order_kind() -> Kind[Any]:
    """Describe orders."""
    o = orders
    return Kind(
        name="orders",
        words=KindWords(
            title=N_("Orders"),
            lead=N_("What customers ordered, and for when it was promised."),
            search=N_("Search number or customer"),
            add=N_("Add an order"),
            empty=N_("No orders yet"),
            empty_text=N_("Add an order; batches can then be made for it."),
        ),
        columns=[
            Column(N_("Number"), lambda row: row.number, sort="number", width=140),
            Column(N_("Customer"), lambda row: row.customer, sort="customer", width=220, grow=1),
            Column(
                N_("Ships by"),
                lambda row: format_date(row.promised_ship_date) if row.promised_ship_date else "",
                width=130,
            ),
            in_use(),
        ],
        fields=_order_fields,
        deeds=deeds(
            o.order_rows,
            keeping(o.OrderEntry),
            (o.add_order, o.change_order, o.retire_order, o.bring_back_order),
        ),
        shown=lambda row: row.number,
    )
