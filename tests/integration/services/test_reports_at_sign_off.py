"""The report belongs to the signature: both are kept, or neither."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from qc_desk.domain.paper import Paper
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.services import batches, sign_offs
from tests.checked_shop import AT, Shop, print_plainly
from tests.integration.services.signing import status, traces


class OutOfPaper(Exception):
    """The printer broke down."""


def test_that_nothing_is_signed_or_numbered_when_printing_fails(shop: Shop) -> None:
    batch_id = shop.checked_twice("L-1")
    seen, key = shop.seen(batch_id), shop.key("jelena")
    before = traces(shop)

    def break_down(_paper: Paper) -> bytes:
        raise OutOfPaper

    with pytest.raises(OutOfPaper), shop.database.writing() as session:
        sign_offs.approve(session, seen, key, AT, break_down)
    assert traces(shop) == before
    assert status(shop, batch_id) is BatchStatus.SECOND_CHECK
    shop.approve(batch_id)
    shop.approve(shop.checked_twice("L-2"))
    with shop.database.reading() as session:
        numbers = list(session.scalars(select(Report.number).order_by(Report.id)))
    assert numbers == ["IR-NS-00001", "IR-NS-00002"]


def test_that_reports_signed_at_once_are_numbered_without_gap_or_double(shop: Shop) -> None:
    waiting = [shop.checked_twice(f"L-{n}") for n in range(4)]
    key = shop.key("jelena")
    work = [(batch_id, shop.seen(batch_id)) for batch_id in waiting]
    start = Barrier(len(work))

    def approve(seen: batches.SeenBatch) -> None:
        start.wait()
        with shop.database.writing() as session:
            sign_offs.approve(session, seen, key, AT, print_plainly)

    threads = [Thread(target=approve, args=(seen,)) for _batch, seen in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with shop.database.reading() as session:
        serials = sorted(session.scalars(select(Report.serial)))
    assert serials == [1, 2, 3, 4]
