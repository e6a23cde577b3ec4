"""Print-outs of a batch: the card that travels with it, and labels for its boxes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.print_outs import STOCKS, BatchCard, BatchLabels, Stock
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.scan_text import scan_text
from qc_desk.i18n import N_, _
from qc_desk.services.issuing import Printer
from qc_desk.services.print_outs import PrintedPaper, PrintWish, frame, printed
from qc_desk.services.shop_texts import ShopTexts

MOST_LABELS = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelWish:
    """Which labels, how many, and from which place of the first sheet on."""

    stock: str = STOCKS[0].name
    count: int = 1
    start: int = 1


def print_batch_card(
    session: Session, batch_id: int, wish: PrintWish, printer: Printer
) -> PrintedPaper:
    """Print the card that travels with a batch; it says nothing of what was found."""
    batch = session.get_one(Batch, batch_id)
    facts = _facts(session, batch, wish)
    name = f"{batch.product.code}-{batch.number}-card"
    return printed(name, lambda _folder: BatchCard(**facts), printer)


def print_labels(
    session: Session, batch_id: int, labels: LabelWish, wish: PrintWish, printer: Printer
) -> PrintedPaper:
    """Print labels of a batch (FieldInvalid: no such label, too many, no such place)."""
    stock = stock_named(labels.stock)
    _must_be_within(N_("number of labels"), labels.count, MOST_LABELS)
    _must_be_within(N_("first label"), labels.start, stock.room)
    batch = session.get_one(Batch, batch_id)
    facts = _facts(session, batch, wish)
    name = f"{batch.product.code}-{batch.number}-labels"
    return printed(
        name,
        lambda _folder: BatchLabels(**facts, stock=stock, count=labels.count, start=labels.start),
        printer,
    )


def stock_named(name: str) -> Stock:
    """Return a kind of labels by its name (FieldInvalid)."""
    found = next((each for each in STOCKS if each.name == name), None)
    if found is None:
        why = _("it must be one of {names}.").format(names=", ".join(s.name for s in STOCKS))
        raise FieldInvalid(field=N_("label"), value=name, why=why)
    return found


def _must_be_within(field: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        why = _("it must be from 1 to {most}.").format(most=most)
        raise FieldInvalid(field=field, value=str(value), why=why)


def _facts(session: Session, batch: Batch, wish: PrintWish) -> dict[str, Any]:
    """Return what stands on the card and on the labels."""
    order, checklist = batch.order, batch.product.checklist
    texts = ShopTexts(wish.spoken("en").language)
    same = session.scalar(select(func.count()).where(Batch.number == batch.number))
    return {
        **frame(session, wish.spoken("en"), batch.site),
        "number": batch.number,
        "scan": scan_text(batch.number, batch.product.full_code, unique=same == 1),
        "product_code": batch.product.full_code,
        "product_name": texts.product(batch.product),
        "manufacturer": batch.manufacturer.name,
        "quantity": batch.quantity,
        "produced_on": batch.produced_on,
        "producers": tuple(producer.person.name for producer in batch.producers),
        "customer": order.customer.name if order else "",
        "order_number": order.number if order else "",
        "promised_ship_date": order.promised_ship_date if order else None,
        "checklist": texts.title_of(checklist) if checklist else "",
        "note": batch.note,
    }
