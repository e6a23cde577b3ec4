"""What a picture is narrowed to, as a person names it: days, a site, a manufacturer, a product."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import FieldInvalid, NotFound
from qc_desk.i18n import N_, _
from qc_desk.services.imports import by_name
from qc_desk.services.insights.scope import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """Days from the first to the last; what is empty is not narrowed."""

    first: date
    last: date
    site: str = ""
    manufacturer: str = ""
    product: str = ""


def narrowed_scope(session: Session, wanted: Narrowing) -> Scope:
    """Return the scope that is meant; raises NotFound, FieldInvalid."""
    sites = session.scalars(select(Site).order_by(Site.id))
    makers = session.scalars(select(Manufacturer).order_by(Manufacturer.id))
    return Scope(
        first=wanted.first,
        last=wanted.last,
        site_id=_named(
            [(name, each.id) for each in sites for name in (each.name, each.code)],
            wanted.site,
            N_("site"),
        ),
        manufacturer_id=_named(
            [(each.name, each.id) for each in makers], wanted.manufacturer, N_("manufacturer")
        ),
        product_id=_product(session, wanted.product),
    )


def _named(things: Iterable[tuple[str, int]], name: str, word: str) -> int | None:
    if not name.strip():
        return None
    found = by_name(things).get(" ".join(name.split()).casefold())
    if found is None:
        raise NotFound(kind=word, name=name)
    return found


def _product(session: Session, name: str) -> int | None:
    code = " ".join(name.split()).casefold()
    if not code:
        return None
    products = session.scalars(select(Product).order_by(Product.id)).all()
    exact = [each for each in products if each.full_code.casefold() == code]
    fitting = exact or [each for each in products if each.code.casefold() == code]
    if not fitting:
        raise NotFound(kind=N_("product"), name=name)
    if len(fitting) > 1:
        revisions = ", ".join(sorted(each.revision or "–" for each in fitting))
        why = _("it has several revisions ({names}); write which one.").format(names=revisions)
        raise FieldInvalid(field=N_("product code"), value=name, why=why)
    return fitting[0].id
