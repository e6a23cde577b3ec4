"""Products from tables of other programs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import FieldInvalid, Retired
from qc_desk.i18n import N_
from qc_desk.services.columns import Cells, Column
from qc_desk.services.imports import by_name, insert_rows, named
from qc_desk.services.intake import Intake
from qc_desk.services.products import ProductEntry, checked_product, families

COLUMNS = (
    Column(
        key="code",
        label=N_("product code"),
        names=(
            "product",
            "article",
            "sifra",
            "sifra proizvoda",
            "proizvod",
            "artikal",
            "articulo",
            "referencia",
        ),
        needed=True,
    ),
    Column(key="revision", label=N_("revision"), names=("rev", "revizija", "izmena")),
    Column(
        key="name",
        label=N_("name"),
        names=(
            "product name",
            "description",
            "naziv",
            "naziv proizvoda",
            "ime",
            "opis",
            "nombre",
            "descripcion",
        ),
        needed=True,
    ),
    Column(
        key="family", label=N_("family"), names=("product family", "porodica", "grupa", "familia")
    ),
    Column(
        key="checklist",
        label=N_("checklist"),
        names=("checklist code", "lista", "kontrolna lista", "sifra liste"),
    ),
)


class _Reader:
    """Reads rows as products and knows which ones there are already."""

    def __init__(
        self, session: Session, places: dict[str, int], _by: Person, at: datetime
    ) -> None:
        self.compared = [
            key for key in ("name", "family", "checklist_id") if _column(key) in places
        ]
        self.at = at
        self.families = {each.casefold(): each for each in families(session)}
        self.checklists = by_name((each.code, each) for each in session.scalars(select(Checklist)))
        self.held = {
            (each.code.casefold(), each.revision.casefold()): each._asdict()
            for each in session.execute(
                select(
                    Product.code,
                    Product.revision,
                    Product.name,
                    Product.family,
                    Product.checklist_id,
                )
            )
        }

    def __call__(self, cells: Cells) -> dict[str, object] | None:
        """Return the values of a new product, None for one that is there already."""
        checklist = self._checklist(cells.text("checklist"))
        entry = checked_product(
            ProductEntry(
                code=cells.text("code"),
                revision=cells.text("revision"),
                name=cells.text("name"),
                family=self._family(cells.text("family")),
                checklist_id=checklist.id if checklist is not None else None,
            )
        )
        held = self.held.get((entry.code.casefold(), entry.revision.casefold()))
        if held is None:
            if checklist is not None and checklist.retired_at is not None:
                raise Retired(kind=N_("checklist"), name=checklist.title)
            return {
                "code": entry.code,
                "revision": entry.revision,
                "name": entry.name,
                "family": entry.family,
                "created_at": self.at,
                "retired_at": None,
                "checklist_id": entry.checklist_id,
                "wordings": "",
            }
        if any(held[key] != getattr(entry, key) for key in self.compared):
            why = N_("a product with this code is in the record with other facts.")
            raise FieldInvalid(field=N_("product code"), value=entry.full_code, why=why)
        return None

    def _family(self, written: str) -> str:
        """Return a family as it is written already: other capitals do not make another family."""
        plain = texts.text(written, N_("family"), 100)
        return self.families.setdefault(plain.casefold(), plain) if plain else ""

    def _checklist(self, code: str) -> Checklist | None:
        return named(self.checklists, code, N_("checklist")) if code.strip() else None


def _column(fact: str) -> str:
    return "checklist" if fact == "checklist_id" else fact


# Products; revisions of one code are products of their own.
import_products = Intake(
    act="product.import",
    columns=COLUMNS,
    reader=_Reader,
    same=lambda row: (str(row["code"]).casefold(), str(row["revision"]).casefold()),
    keep=lambda session, rows, _at: insert_rows(session, Product, rows),
)
