"""Complaints from outside: all or nothing, every row accounted for, twice is once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from qc_desk.bundle import bundled
from qc_desk.domain.base import Base
from qc_desk.domain.complaints import Complaint, ComplaintEvent
from qc_desk.domain.loop_words import Channel, ComplaintStatus
from qc_desk.domain.parties import Customer
from qc_desk.services.complaint_imports import Manner, import_complaint_files
from qc_desk.services.import_mappings import ImportMapping, read_import_mapping
from qc_desk.services.imports import ImportResult
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop

NHTSA = Path(__file__).parents[2] / "data/complaints/nhtsa_complaints.tsv"
Take = Callable[..., ImportResult]


def count(shop: Shop, kind: type[Base]) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def complaints(shop: Shop) -> Sequence[Complaint]:
    with shop.database.reading() as session:
        return session.scalars(select(Complaint).order_by(Complaint.number)).all()


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Take:
    def act(
        content: str | bytes | Path,
        mapping: ImportMapping | None = None,
        who: str = "marko",
        **manner: bool,
    ) -> ImportResult:
        file = content if isinstance(content, Path) else tmp_path / "complaints.csv"
        if not isinstance(content, Path):
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        how = Manner(**manner)
        (result,) = import_complaint_files(shop.database, [file], mapping, shop.ids[who], AT, how)
        assert result.rows == result.new + result.known + len(result.refused)
        return result

    return act


def test_that_the_published_complaints_come_in_whole_and_once(shop: Shop, take: Take) -> None:
    mapping = read_import_mapping(bundled("resources") / "samples/nhtsa.toml")
    result = take(NHTSA, mapping)
    assert (result.rows, result.stored, result.known, result.refused) == (60, 60, 0, ())
    first = complaints(shop)[0]
    assert (first.number, first.source, first.outside_id) == (1, "NHTSA", "1")
    assert (first.channel, first.told_by, first.language) == (Channel.PHONE, "HIGH LAND PA, MI", "en")
    assert first.words.startswith("BRAKE PEDAL PUSH ROD RETAINER")
    assert first.heard_at == datetime(1995, 1, 2, 23, tzinfo=UTC)  # the day begins in Belgrade
    assert first.status is ComplaintStatus.RECEIVED
    assert count(shop, ComplaintEvent) == 60
    customers = count(shop, Customer)
    again = take(NHTSA, mapping)
    assert (again.rows, again.stored, again.known) == (60, 0, 60)
    assert (count(shop, Complaint), count(shop, Customer)) == (60, customers)
    assert verify_record(shop.database).findings == ()
