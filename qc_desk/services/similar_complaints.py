"""Earlier complaints that say the same as what is being typed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import ComplaintOutcome, ComplaintStatus
from qc_desk.domain.parties import Customer
from qc_desk.domain.products import Product
from qc_desk.services.full_text import ranked

_LOOKED_AT = 40  # of the best fitting ones, from which those of the product come first
_SAME_PRODUCT = 2  # so much more does a complaint about the same product count


@dataclass(frozen=True, kw_only=True, slots=True)
class SimilarComplaint:
    """An earlier complaint that says something alike."""

    id: int
    name: str
    customer: str
    product: str
    words: str
    heard_at: datetime
    status: ComplaintStatus
    outcome: ComplaintOutcome | None
    same_product: bool


def similar_complaints(
    session: Session, words: str, product_id: int | None = None, limit: int = 5
) -> list[SimilarComplaint]:
    """Return complaints that share the most telling words, best first; any input is possible.

    Those about the product count twice as much.
    """
    scores = dict(ranked(session, words, max(limit, _LOOKED_AT)))
    if not scores:
        return []
    found = session.execute(
        select(
            Complaint.id,
            Complaint.number,
            Customer.name,
            Product.code,
            Product.revision,
            Complaint.words,
            Complaint.heard_at,
            Complaint.status,
            Complaint.outcome,
            Complaint.product_id,
        )
        .join(Customer, Customer.id == Complaint.customer_id)
        .outerjoin(Product, Product.id == Complaint.product_id)
        .where(Complaint.id.in_(scores))
    )
    rows = [
        SimilarComplaint(
            id=row.id,
            name=f"C-{row.number}",
            customer=row.name,
            product=f"{row.code or ''} {row.revision or ''}".strip(),
            words=row.words,
            heard_at=row.heard_at,
            status=row.status,
            outcome=row.outcome,
            same_product=product_id is not None and row.product_id == product_id,
        )
        for row in found
    ]
    weight = {True: _SAME_PRODUCT, False: 1}
    rows.sort(key=lambda row: (-scores[row.id] * weight[row.same_product], -row.id))
    return rows[:limit]
