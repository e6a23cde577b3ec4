"""What is said about touches: how many, how many are usual, and where that comes from."""

from decimal import Decimal

from qc_desk.domain.loop_words import Channel, Direction
from qc_desk.domain.u_chart import Limit, LimitBasis
from qc_desk.i18n import _, format_datetime, format_decimal, ngettext
from qc_desk.services.touch_limits import OrderTouches
from qc_desk.services.touches import TouchRow

PICTURES = {
    Channel.LETTER: "mail",
    Channel.EMAIL: "send",
    Channel.FORM: "file-text",
    Channel.MESSAGE: "message-circle",
    Channel.PHONE: "phone",
    Channel.IN_PERSON: "users",
}


def counted(found: OrderTouches) -> str:
    """Return how many touches an order needed, and how many of them nobody had planned."""
    said = ngettext("{count} contact", "{count} contacts", found.touches)
    facts = [said.format(count=found.touches)]
    if found.touches:
        facts.append(_("{count} not planned").format(count=found.unplanned))
    if found.minutes:
        facts.append(_("{count} min").format(count=found.minutes))
    return " · ".join(facts)


def usual(limit: Limit) -> str:
    """Return how many touches are usual, from how many on it is too many, and why."""
    if limit.basis is LimitBasis.U_CHART:
        said = _(
            "Usual here: {average} per order; from {first} on it is too many "
            "(from {orders} orders of the last year)."
        )
    else:
        said = ngettext(
            "From {first} on it is too many: 3 more than the median of {orders} order, "
            "until there are 20.",
            "From {first} on it is too many: 3 more than the median of {orders} orders, "
            "until there are 20.",
            limit.orders,
        )
    return said.format(
        average=format_decimal(Decimal(f"{limit.average:.1f}")),
        first=limit.first_over,
        orders=limit.orders,
    )


def told(row: TouchRow, zone: str) -> str:
    """Return when, how long, by whom, and whether it was planned."""
    facts = [format_datetime(row.happened_at, zone)]
    if row.minutes:
        facts.append(_("{count} min").format(count=row.minutes))
    facts.append(row.by)
    if row.planned:
        facts.append(_("planned"))
    if row.complaint:
        facts.append(row.complaint)
    return " · ".join(facts)


def headline(row: TouchRow) -> str:
    """Return who spoke to whom and how."""
    said = {
        Direction.IN: _("The customer came to us: {channel}"),
        Direction.OUT: _("We went to the customer: {channel}"),
    }
    return said[row.direction].format(channel=row.channel.label)
