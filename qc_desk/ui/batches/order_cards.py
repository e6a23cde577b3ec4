"""The contacts and promises of a batch's order, beside the batch."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.promise_lists import promises_of_order
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.touch_limits import OrderTouches, order_touches
from qc_desk.services.touches import TouchRow, touches_of_order
from qc_desk.ui.cards import Card
from qc_desk.ui.pages import Kit
from qc_desk.ui.promises import About, PromisesCard
from qc_desk.ui.touches import TouchesCard

if TYPE_CHECKING:
    from datetime import datetime

    from qc_desk.services.desk import Session


@dataclass(frozen=True)
class OrderTalk:
    """What was said and promised about an order."""

    customer_id: int
    touches: list[TouchRow]
    counted: OrderTouches
    promises: list[PromiseRow]


def read_talk(session: "Session", order_id: int, at: "datetime") -> OrderTalk:
    """Return what was said and promised about an order."""
    from qc_desk.services.orders import order_row  # noqa: PLC0415 (on use)

    return OrderTalk(
        customer_id=order_row(session, order_id).customer_id or 0,
        touches=touches_of_order(session, order_id),
        counted=order_touches(session, order_id, at),
        promises=promises_of_order(session, order_id, at),
    )


def order_cards(kit: Kit, detail: BatchDetail) -> list[Card]:
    """Return the cards of the batch's order; none without an order."""
    order_id = detail.entry.order_id
    if order_id is None:
        return []
    at = kit.records.now()
    talk = kit.records.read(lambda s: read_talk(s, order_id, at))
    about = About(
        name=" · ".join((detail.order_number, detail.customer)),
        site_id=detail.entry.site_id,
        customer_id=talk.customer_id,
        customer=detail.customer,
        order_id=order_id,
    )
    may, zone = detail.may_inspect, detail.time_zone
    return [
        TouchesCard(kit, about, talk.touches, talk.counted, zone=zone, may_note=may),
        PromisesCard(kit, about, talk.promises, may_promise=may),
    ]
