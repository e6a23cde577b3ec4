"""A column without its index, as each engine is told."""

from sqlalchemy import create_engine, select

from qc_desk.domain.batches import Batch
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.storage import postgresql
from qc_desk.storage.without_index import without_index


def test_that_sqlite_looks_nothing_up_by_the_column_and_postgresql_decides_itself() -> None:
    held = without_index(Batch.status).in_([BatchStatus.HELD])
    query = select(Batch.id).where(held)
    assert "WHERE +batches.status IN" in str(
        query.compile(dialect=create_engine("sqlite+desk://").dialect)
    )
    assert "WHERE batches.status IN" in str(
        query.compile(dialect=postgresql.engine("postgresql://nowhere").dialect)
    )
