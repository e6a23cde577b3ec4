"""Complaints, promises and touches for other programs: with everything that became of them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from qc_desk.domain.loop_words import Channel, Direction, PromiseSide, Standing
from qc_desk.services import complaint_links, complaints, promises, touches
from qc_desk.services.complaint_links import StandingEntry
from qc_desk.services.complaints import ComplaintEntry
from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.services.exports import export_table
from qc_desk.services.orders import OrderEntry, add_order
from qc_desk.services.promises import PromiseEntry
from qc_desk.services.sheets import read_sheet
from qc_desk.services.sites import site_rows
from qc_desk.services.touches import TouchEntry
from tests.checked_shop import AT, Shop


def heard(shop: Shop) -> tuple[int, int, int]:
    """Take down a complaint about an order; returns both, and the customer."""
    by = shop.ids["marko"]
    with shop.database.writing() as session:
        buyer = add_customer(session, CustomerEntry(name="Hotel"), by, AT)
        order = add_order(session, OrderEntry(number="O-1", customer_id=buyer.id), by, AT)
    with shop.database.writing() as session:
        entry = ComplaintEntry(
            customer_id=buyer.id,
            order_id=order.id,
            words="=The cups are chipped",
            channel=Channel.PHONE,
            told_by="@Jovana",
        )
        return complaints.receive(session, entry, by, AT), order.id, buyer.id


def exported(shop: Shop, kind: str, file: Path) -> list[dict[str, object]]:
    export_table(shop.database, kind, file)
    table = read_sheet(file)
    return [dict(zip(table.header, row.cells, strict=False)) for row in table.rows]


def test_that_a_complaint_leaves_with_what_is_said_now_about_batches(
    shop: Shop, tmp_path: Path
) -> None:
    complaint_id, _order, _customer = heard(shop)
    batch_id = shop.add_batch("L-1")
    for standing in (Standing.SUSPECTED, Standing.REFUTED):
        with shop.database.writing() as session:
            said = StandingEntry(batch_id=batch_id, standing=standing, reason="looked at it")
            complaint_links.state(session, complaint_id, said, shop.ids["marko"], AT)
    (row,) = exported(shop, "complaints", tmp_path / "c.csv")
    assert (row["complaint"], row["order"], row["batches"]) == ("C-1", "O-1", "L-1: refuted")
    assert (row["words of the customer"], row["told by"]) == ("=The cups are chipped", "@Jovana")
    assert (row["channel"], row["status"]) == ("telephone", "received")
    assert "'=The cups" in (tmp_path / "c.csv").read_text("utf-8-sig")


def test_that_a_promise_leaves_with_what_became_of_it(shop: Shop, tmp_path: Path) -> None:
    complaint_id, _order, customer_id = heard(shop)
    by = shop.ids["marko"]
    with shop.database.reading() as session:
        site_id = site_rows(session)[0].id
    made = []
    for text in ("New cups", "Call back", "A letter"):
        entry = PromiseEntry(
            side=PromiseSide.OURS,
            text=text,
            site_id=site_id,
            due_on=date(2026, 11, 25),
            complaint_id=complaint_id,
            customer_id=customer_id,
        )
        with shop.database.writing() as session:
            made.append(promises.make(session, entry, by, AT))
    later = datetime(2026, 12, 24, tzinfo=UTC)
    with shop.database.writing() as session:
        promises.move(session, made[0], date(2026, 11, 28), "Jovana agreed", by, AT)
    with shop.database.writing() as session:
        promises.keep(session, made[0], "Delivery note 7", by, AT + timedelta(days=1))
    with shop.database.writing() as session:
        promises.tell(session, made[1], "Told Jovana", by, later)
    first, second, third = exported(shop, "promises", tmp_path / "p.xlsx")
    assert (first["promise"], first["complaint number"], first["customer"]) == ("P-1", 1, "Hotel")
    assert [str(first[key])[:10] for key in ("first due on", "due on")] == [
        "2026-11-25",
        "2026-11-28",
    ]
    assert (first["outcome"], first["evidence"]) == ("kept", "Delivery note 7")
    assert (first["told that it is broken"], second["told that it is broken"]) == ("no", "yes")
    assert (third["outcome"], third["done (UTC)"]) == ("", "")


def test_that_a_touch_leaves_with_its_minutes(shop: Shop, tmp_path: Path) -> None:
    complaint_id, order_id, _customer = heard(shop)
    entry = TouchEntry(
        order_id=order_id,
        complaint_id=complaint_id,
        direction=Direction.OUT,
        channel=Channel.EMAIL,
        minutes=7,
        note="+asked for pictures",
    )
    with shop.database.writing() as session:
        touches.note(session, entry, shop.ids["marko"], AT)
    (row,) = exported(shop, "touches", tmp_path / "t.xlsx")
    assert (row["order"], row["complaint number"], row["minutes"]) == ("O-1", 1, 7)
    assert (row["direction"], row["channel"]) == ("to the customer", "e-mail")
    assert "asked for pictures" in str(row["note"])
