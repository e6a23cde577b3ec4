"""Problems raise themselves when a round is decided, once for each batch."""

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.problems import Problem
from qc_desk.domain.vocabulary import Result, Severity
from qc_desk.services.defects import DefectEntry, record_defect
from qc_desk.services.inspections import open_first_check, open_second_check, submit_second
from tests.checked_shop import ALL_PASS, Shop

if TYPE_CHECKING:
    from tests.checked_shop import Findings

FAILS: "Findings" = {"glaze": Result.FAIL, "height": Decimal("10.01"), "label": Result.PASS}


def threads(shop: Shop) -> list[tuple[str, str, int, ProblemStatus, int]]:
    """Return family, item, sightings, status and recurrences of each thread."""
    with shop.database.reading() as session:
        return [
            (p.family, p.item_code, len(p.sightings), p.status, p.recurrences)
            for p in session.scalars(select(Problem).order_by(Problem.number))
        ]


def test_that_a_defect_found_by_both_is_one_sighting_once_the_round_is_decided(
    shop: Shop,
) -> None:
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        first = open_first_check(session, batch_id, shop.ids["ana"], shop.at)
        entry = DefectEntry(
            code_id=shop.code_id,
            item_id=shop.items["glaze"],
            quantity=3,
            severity=Severity.MINOR,
        )
        record_defect(session, first, entry, shop.ids["ana"], shop.at)
    shop.answer(first, "ana", FAILS)
    with shop.database.writing() as session:
        from qc_desk.services import sign_offs

        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), shop.at)
    assert threads(shop) == []
    with shop.database.writing() as session:
        second = open_second_check(session, batch_id, shop.ids["jelena"], shop.at)
        record_defect(session, second, entry, shop.ids["jelena"], shop.at)
    shop.answer(second, "jelena", FAILS)
    with shop.database.writing() as session:
        submit_second(session, second, shop.ids["jelena"], shop.at)
    assert threads(shop) == []
    shop.reject(batch_id)
    assert threads(shop) == [("M1", "glaze", 1, ProblemStatus.WATCHING, 0)]
    assert ALL_PASS
