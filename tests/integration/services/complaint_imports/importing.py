"""What comes in is counted, and what is refused is read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import func, select

from qc_desk.domain.base import Base
from qc_desk.domain.complaints import Complaint
from qc_desk.services.import_mappings import ImportMapping, Taken
from qc_desk.services.imports import ImportResult
from tests.checked_shop import Shop

NHTSA = Path(__file__).parents[3] / "data/complaints/nhtsa_complaints.tsv"
Take = Callable[..., ImportResult]


def count(shop: Shop, kind: type[Base]) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def complaints(shop: Shop) -> Sequence[Complaint]:
    with shop.database.reading() as session:
        return session.scalars(select(Complaint).order_by(Complaint.number)).all()


def reasons(result: ImportResult) -> list[tuple[int, str, str]]:
    return [(row.line, row.field, row.reason) for row in result.refused]


MAPPED = ImportMapping(
    source="list",
    columns={
        "outside_id": Taken(columns=(1,)),
        "heard_at": Taken(columns=(2,)),
        "customer": Taken(columns=(3,)),
        "channel": Taken(columns=(4,)),
        "words": Taken(columns=(5,)),
    },
    create_customers=True,
)
