"""What a complaint can be described with: the check items in force of each product."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.services.shop_texts import spoken_words


def items_of_products(session: Session) -> dict[int, list[tuple[str, str]]]:
    """Return code and title of the check items in force, in their order, by the product's id."""
    found = session.execute(
        select(Product.id, CheckItem.code, CheckItem.title, CheckItem.wordings)
        .join(ChecklistVersion, ChecklistVersion.checklist_id == Product.checklist_id)
        .join(CheckItem, CheckItem.version_id == ChecklistVersion.id)
        .where(ChecklistVersion.status == VersionStatus.EFFECTIVE)
        .order_by(Product.id, CheckItem.position)
    )
    items: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for product_id, code, title, wordings in found:
        items[product_id].append((code, spoken_words(title, wordings, "title")))
    return dict(items)
