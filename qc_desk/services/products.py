"""What is made: entered, corrected, put away and found again."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain import texts
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import NameTaken
from qc_desk.domain.wordings import Wordings, stored
from qc_desk.domain.wordings import kept as kept_wordings
from qc_desk.i18n import N_, alphabetical
from qc_desk.services.defect_codes import checked_names
from qc_desk.services.extra_checks import must_not_leave_a_stop
from qc_desk.services.shop_data import as_seen, choosable, in_order, keep, leading
from qc_desk.services.shop_texts import spoken_title

_WORD = N_("product")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductEntry:
    """What is entered about a product."""

    code: str
    name: str
    revision: str = ""
    family: str = ""
    checklist_id: int | None = None
    wordings: Wordings = ()  # its name in other languages

    @property
    def full_code(self) -> str:
        """Code and revision as they are written on labels."""
        return f"{self.code} {self.revision}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductRow(ProductEntry):
    """A product as lists show it."""

    id: int
    retired: bool
    checklist: str = field(compare=False)


def product_rows(session: Session, search: str = "", *, retired: bool = False) -> list[ProductRow]:
    """Return products in the order of their codes; retired ones only when asked for too."""
    wanted = select(Product).options(joinedload(Product.checklist))
    if not retired:
        wanted = wanted.where(Product.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, _words, search)


def _words(row: ProductRow) -> tuple[str, ...]:
    """Return what a product is looked for by, its names in other languages too."""
    named = (each.words for each in row.wordings)
    return (row.full_code, row.name, row.family, row.checklist, *named)


def families(session: Session) -> list[str]:
    """Return the families that products belong to, in order."""
    return sorted(
        session.scalars(select(Product.family).where(Product.family != "").distinct()),
        key=alphabetical,
    )


def known_family(session: Session, family: str) -> str:
    """Return a family as it is written already: other capitals do not make another family."""
    known = {each.casefold(): each for each in families(session)}
    return known.get(family.casefold(), family)


def add_product(session: Session, entry: ProductEntry, by: int, at: datetime) -> ProductRow:
    """Enter a product in one revision."""
    leading(session, "product.add", by, at)
    kept = checked_product(entry)
    _must_be_free(session, kept, None)
    made = Product(
        code=kept.code,
        revision=kept.revision,
        name=kept.name,
        family=known_family(session, kept.family),
        wordings=stored(kept.wordings),
        created_at=at,
        checklist=_checklist(session, kept.checklist_id, None),
    )
    return _row(keep(session, made, kept.full_code, _WORD))


def change_product(
    session: Session, seen: ProductRow, entry: ProductEntry, by: int, at: datetime
) -> ProductRow:
    """Correct a product, if it is still as it was seen.

    It cannot leave its family while a stop-ship holds it (HeldByStopShip).
    """
    leading(session, "product.change", by, at)
    found = as_seen(session, Product, seen, _row, seen.full_code)
    kept = checked_product(entry)
    _must_be_free(session, kept, found.id)
    family = known_family(session, kept.family)
    must_not_leave_a_stop(session, found, family or kept.code)
    found.checklist = _checklist(session, kept.checklist_id, found.checklist_id)
    found.code = kept.code
    found.revision = kept.revision
    found.name = kept.name
    found.family = family
    found.wordings = stored(kept.wordings)
    return _row(keep(session, found, kept.full_code, _WORD))


def retire_product(session: Session, seen: ProductRow, by: int, at: datetime) -> ProductRow:
    """Put a product away: it stays in old records and cannot be chosen any more."""
    leading(session, "product.retire", by, at)
    found = as_seen(session, Product, seen, _row, seen.full_code)
    found.retired_at = at
    return _row(keep(session, found, found.full_code, _WORD))


def bring_back_product(session: Session, seen: ProductRow, by: int, at: datetime) -> ProductRow:
    """Let a retired product be chosen again."""
    leading(session, "product.bring_back", by, at)
    found = as_seen(session, Product, seen, _row, seen.full_code)
    found.retired_at = None
    return _row(keep(session, found, found.full_code, _WORD))


def checked_product(entry: ProductEntry) -> ProductEntry:
    """Return what was entered as it is kept; refuse what does not fit."""
    return ProductEntry(
        code=texts.text(entry.code, N_("product code"), 60, needed=True),
        revision=texts.text(entry.revision, N_("revision"), 20),
        name=texts.text(entry.name, N_("name"), needed=True),
        family=texts.text(entry.family, N_("family"), 100),
        checklist_id=entry.checklist_id,
        wordings=checked_names(entry.wordings),
    )


def _must_be_free(session: Session, entry: ProductEntry, own_id: int | None) -> None:
    """Refuse a code and revision that another product has, also where only capitals differ."""
    wanted = (entry.code.casefold(), entry.revision.casefold())
    same_length = select(Product.id, Product.code, Product.revision).where(
        func.length(Product.code) == len(entry.code)
    )
    for product_id, code, revision in session.execute(same_length):
        if (code.casefold(), revision.casefold()) == wanted and product_id != own_id:
            raise NameTaken(kind=_WORD, name=f"{code} {revision}".strip())


def _checklist(session: Session, chosen: int | None, held: int | None) -> Checklist | None:
    if chosen is None:
        return None
    return choosable(session, Checklist, chosen, N_("checklist"), held)


def _row(found: Product) -> ProductRow:
    return ProductRow(
        id=found.id,
        code=found.code,
        revision=found.revision,
        name=found.name,
        family=found.family,
        checklist_id=found.checklist.id if found.checklist else None,
        checklist=spoken_title(found.checklist) if found.checklist else "",
        wordings=kept_wordings(found.wordings),
        retired=found.retired_at is not None,
    )
