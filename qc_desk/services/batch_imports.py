"""Batches from tables of other programs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, NotFound
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import N_, _
from qc_desk.services.batches import LARGEST_QUANTITY
from qc_desk.services.columns import SITE, Cells, Column
from qc_desk.services.imports import by_name, insert_rows, named
from qc_desk.services.intake import Intake

COLUMNS = (
    Column(
        key="number",
        label=N_("batch number"),
        names=("batch", "lot", "lot number", "serija", "broj serije", "sarza", "broj sarze"),
        needed=True,
    ),
    Column(
        key="product",
        label=N_("product code"),
        names=("article", "sifra proizvoda", "proizvod", "artikal", "sifra"),
        needed=True,
    ),
    Column(key="revision", label=N_("revision"), names=("rev", "revizija", "izmena")),
    Column(
        key="manufacturer",
        label=N_("manufacturer"),
        names=("maker", "supplier", "proizvodjac", "proizvodac", "dobavljac"),
        needed=True,
    ),
    SITE,
    Column(
        key="quantity",
        label=N_("quantity"),
        names=("pieces", "qty", "kolicina", "komada", "broj komada"),
        needed=True,
    ),
    Column(
        key="produced_on",
        label=N_("produced on"),
        names=("production date", "date", "proizvedeno", "datum proizvodnje", "datum"),
    ),
    Column(
        key="order",
        label=N_("order"),
        names=("order number", "narudzbina", "broj narudzbine", "porudzbina", "nalog"),
    ),
    Column(
        key="producers",
        label=N_("producers"),
        names=("made by", "izradili", "proizveli", "radnici"),
    ),
    Column(key="note", label=N_("note"), names=("remark", "napomena", "beleska")),
)
_COMPARED = (
    ("manufacturer_id", "manufacturer"),
    ("site_id", "site"),
    ("quantity", "quantity"),
    ("produced_on", "produced_on"),
    ("order_id", "order"),
)
_NAMED_BY = ";"  # between producers


class _Reader:
    """Reads rows as batches: finds what they name, and knows which ones there are already."""

    def __init__(self, session: Session, places: dict[str, int], by: Person, at: datetime) -> None:
        self.places, self.by, self.at = places, by, at
        self.products: dict[str, list[Product]] = {}
        for product in session.scalars(select(Product).where(Product.retired_at.is_(None))):
            for name in {product.code.casefold(), product.full_code.casefold()}:
                self.products.setdefault(name, []).append(product)
        self.manufacturers = by_name(
            (each.name, each)
            for each in session.scalars(
                select(Manufacturer).where(Manufacturer.retired_at.is_(None))
            )
        )
        sites = session.scalars(select(Site).where(Site.retired_at.is_(None))).all()
        self.only_site = sites[0] if len(sites) == 1 else None
        self.sites = by_name([(s.name, s) for s in sites] + [(s.code, s) for s in sites])
        self.orders = by_name(
            (each.number, each)
            for each in session.scalars(select(Order).where(Order.retired_at.is_(None)))
        )
        people = session.scalars(select(Person).where(Person.retired_at.is_(None))).all()
        self.people = by_name([(p.name, p) for p in people] + [(p.login, p) for p in people])
        self.held = _held(session)

    def __call__(self, cells: Cells) -> dict[str, object] | None:
        """Return the values of a new batch, None for one that is there already."""
        product, site = self._product(cells), self._site(cells)
        self.by.must_hold(MAY_INSPECT, site)
        number = texts.text(cells.text("number"), N_("batch number"), 60, needed=True)
        values: dict[str, object] = {
            "number": number,
            "folded": number.casefold(),
            "product_id": product.id,
            "manufacturer_id": named(
                self.manufacturers, cells.text("manufacturer"), N_("manufacturer")
            ).id,
            "site_id": site.id,
            "order_id": self._order(cells),
            "quantity": _quantity(cells),
            "produced_on": cells.day("produced_on", N_("produced on")),
            "note": texts.text(cells.text("note"), N_("note"), texts.NOTE),
            "producers": self._producers(cells),
        }
        held = self.held.get((product.id, number))
        if held is None:
            return values
        for fact, key in _COMPARED:
            if key in self.places and held[fact] != values[fact]:
                why = N_("this batch is in the record with other facts.")
                raise FieldInvalid(field=N_("batch number"), value=number, why=why)
        return None

    def _product(self, cells: Cells) -> Product:
        code = " ".join(cells.text("product").split())
        revision = " ".join(cells.text("revision").split())
        if not code:
            raise FieldNeeded(field=N_("product code"))
        fitting = self.products.get(code.casefold(), [])
        if revision:
            fitting = [p for p in fitting if p.revision.casefold() == revision.casefold()]
        if not fitting:
            raise NotFound(kind=N_("product"), name=f"{code} {revision}".strip())
        if len(fitting) > 1:
            revisions = ", ".join(sorted(each.revision or "–" for each in fitting))
            why = _("it has several revisions ({names}); write which one.").format(names=revisions)
            raise FieldInvalid(field=N_("product code"), value=code, why=why)
        return fitting[0]

    def _site(self, cells: Cells) -> Site:
        if self.only_site is not None and not cells.text("site").strip():
            return self.only_site
        return named(self.sites, cells.text("site"), N_("site"))

    def _order(self, cells: Cells) -> int | None:
        number = cells.text("order").strip()
        return named(self.orders, number, N_("order")).id if number else None

    def _producers(self, cells: Cells) -> list[int]:
        names = [name for name in cells.text("producers").split(_NAMED_BY) if name.strip()]
        return sorted({named(self.people, name, N_("person")).id for name in names})


def _held(session: Session) -> dict[tuple[int, str], dict[str, object]]:
    wanted = select(
        Batch.product_id,
        Batch.number,
        Batch.manufacturer_id,
        Batch.site_id,
        Batch.quantity,
        Batch.produced_on,
        Batch.order_id,
    )
    return {(each.product_id, each.number): each._asdict() for each in session.execute(wanted)}


def _quantity(cells: Cells) -> int:
    quantity = cells.whole("quantity", N_("quantity"))
    if not 1 <= quantity <= LARGEST_QUANTITY:
        why = _("write a number from 1 to {highest}.")
        raise FieldInvalid(
            field=N_("quantity"), value=quantity, why=why.format(highest=LARGEST_QUANTITY)
        )
    return quantity


def _write(session: Session, rows: list[dict[str, object]], at: datetime) -> None:
    """Write batches and who made them, as if each had been entered by hand."""
    begun = {
        "status": BatchStatus.DRAFT,
        "round": 1,
        "created_at": at,
        "changed_at": at,
        "version": 1,
    }
    producers = [row.pop("producers") for row in rows]
    ids = insert_rows(session, Batch, [{**row, **begun} for row in rows])
    named = [
        {"batch_id": batch_id, "person_id": person_id, "named_at": at}
        for batch_id, people in zip(ids, producers, strict=True)
        for person_id in (people if isinstance(people, list) else [])
    ]
    insert_rows(session, BatchProducer, named)


# Batches come in as drafts.
import_batches = Intake(
    act="batch.import",
    columns=COLUMNS,
    reader=_Reader,
    same=lambda row: (row["product_id"], row["number"]),
    keep=_write,
    roles=MAY_INSPECT,
)
