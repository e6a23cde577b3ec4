"""What tests of signatures share: acts that must be refused, and what they must not leave."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.batches import Batch
from qc_desk.domain.refusals import QcError
from qc_desk.domain.reports import Report
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, Result
from tests.checked_shop import Findings, Shop

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


FAILS_GLAZE: Findings = {"glaze": Result.FAIL, "height": Decimal("10.01"), "label": Result.PASS}


def traces(shop: Shop) -> tuple[int, int, int]:
    """Count signatures, reports and audit entries: what an act that was refused must not leave."""
    with shop.database.reading() as session:
        counted = [
            session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (SignOff, Report, AuditEntry)
        ]
    return counted[0], counted[1], counted[2]


def status(shop: Shop, batch_id: int) -> BatchStatus:
    with shop.database.reading() as session:
        return session.get_one(Batch, batch_id).status


def refused(shop: Shop, kind: type[QcError], act: "Callable[[Session], object]") -> QcError:
    """Try an act that must be refused, and look that nothing of it is left."""
    before = traces(shop)
    with pytest.raises(kind) as caught, shop.database.writing() as session:
        act(session)
    assert traces(shop) == before
    return caught.value
