"""Which measurements stand on an inspection report: of this product's lots up to this one."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.vocabulary import Result
from qc_desk.services import checklists, inspections, sign_offs
from qc_desk.services.checklist_files import read_checklist
from qc_desk.services.issued_reports import Reissue, reissue
from qc_desk.services.measured_runs import measured_runs
from tests.checked_shop import AT, Shop
from tests.sampled_shop import add_lot, sampled

_ITEMS = """
[[items]]
code = "width"
title = "Width"
instruction = "Measure."
kind = "measurement"
severity = "major"
per_unit = true
lower = {lower}
upper = 10.2
unit = "mm"
[[items]]
code = "look"
title = "Look"
instruction = "No crack."
severity = "major"
"""


@pytest.fixture
def plates(shop: Shop) -> Shop:
    """A shop whose plates are measured on four units."""
    made = sampled(shop, 'method = "fixed"\n', head="sample_size = 4")
    measure(made)
    return made


def measure(shop: Shop, lower: str = "9.8") -> None:
    """Put a version in force that measures each unit."""
    source = 'code = "S"\ntitle = "Plates"\nsample_size = 4\n'
    source += _ITEMS.format(lower=lower)
    with shop.database.writing() as session:
        draft = read_checklist(source, "s.toml")
        made = checklists.import_checklist(session, draft, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        checklists.make_effective(session, made.newest_id or 0, shop.ids["mira"], AT)


def fill(shop: Shop, inspection_id: int, who: str, middle: str) -> None:
    """Measure every unit: the middle, and a hundredth more from unit to unit."""
    with shop.database.writing() as session:
        found = session.get_one(Inspection, inspection_id)
        has_value = {item.id: item.kind.has_value for item in found.version.items}
        for item_id, unit in found.places:
            value = Decimal(middle) + Decimal(unit) / 100 if has_value[item_id] else None
            entry = inspections.Entry(
                item_id=item_id, unit_number=unit, result=Result.PASS, value=value
            )
            inspections.record_answer(session, inspection_id, entry, shop.ids[who], AT)


class Press:
    """A printer that keeps what it was given."""

    def __init__(self) -> None:
        self.papers: list[InspectionPaper] = []

    def __call__(self, paper: Paper) -> bytes:
        assert isinstance(paper, InspectionPaper)
        self.papers.append(paper)
        return repr(paper).encode()


def lot(shop: Shop, number: str, press: Press, middle: str = "10.0") -> int:
    """Check a lot twice and release it; returns the report's id."""
    batch_id = add_lot(shop, number)
    with shop.database.writing() as session:
        first = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    fill(shop, first, "ana", middle)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    with shop.database.writing() as session:
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    fill(shop, second, "jelena", "10.1")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], AT)
    return shop.approve(batch_id, printer=press)


def told(paper: InspectionPaper) -> Any:
    """What the only run of a paper says: each lot with its values."""
    (run,) = paper.runs
    return [(each.batch, [str(value) for value in each.values]) for each in run.lots]


def test_that_eight_values_of_two_lots_make_a_run_and_four_do_not(plates: Shop) -> None:
    press = Press()
    lot(plates, "P-1", press)
    lot(plates, "P-2", press, "9.9")
    assert press.papers[0].runs == ()
    (run,) = press.papers[1].runs
    assert (run.title, run.unit, run.lower, run.upper) == (
        "Width\u00a0[en]", "mm", Decimal("9.8"), Decimal("10.2"),
    )  # fmt: skip
    assert [(each.batch, len(each.values)) for each in run.lots] == [("P-1", 4), ("P-2", 4)]
    assert [float(value) for value in run.lots[1].values] == [9.91, 9.92, 9.93, 9.94]


def test_that_a_report_issued_again_says_what_it_said(plates: Shop) -> None:
    press = Press()
    lot(plates, "P-1", press)
    second = lot(plates, "P-2", press)
    lot(plates, "P-3", press, "9.85")
    assert len(told(press.papers[2])) == 3
    with plates.database.writing() as session:
        again = Reissue(report_id=second, language="hr", reason="Wanted in Croatian.")
        reissue(session, again, plates.ids["mira"], AT, press)
    assert told(press.papers[3]) == told(press.papers[1])


def test_that_values_under_other_limits_are_not_put_together(plates: Shop) -> None:
    press = Press()
    lot(plates, "P-1", press)
    measure(plates, lower="9.7")
    lot(plates, "P-2", press)
    assert press.papers[1].runs == ()


def test_that_a_corrected_value_counts_and_not_what_it_replaced(plates: Shop) -> None:
    press = Press()
    lot(plates, "P-1", press)
    batch_id = add_lot(plates, "P-2")
    with plates.database.writing() as session:
        first = inspections.open_first_check(session, batch_id, plates.ids["ana"], AT)
    fill(plates, first, "ana", "10.0")
    with plates.database.writing() as session:
        found = session.get_one(Inspection, first)
        item_id = next(each.id for each in found.version.items if each.kind.has_value)
        entry = inspections.Entry(
            item_id=item_id,
            unit_number=2,
            seen_answer_id=found.current[item_id, 2].id,
            result=Result.PASS,
            value=Decimal("9.9"),
            reason="Misread.",
        )
        inspections.record_answer(session, first, entry, plates.ids["ana"], AT)
    with plates.database.reading() as session:
        (run,) = measured_runs(session, session.get_one(Batch, batch_id), 1)
    assert [float(value) for value in run.lots[-1].values] == [10.01, 9.9, 10.03, 10.04]


def test_that_only_the_last_lots_are_shown(plates: Shop) -> None:
    press = Press()
    for number in ("P-1", "P-2", "P-3"):
        lot(plates, number, press)
    assert [batch for batch, _values in told(press.papers[2])] == ["P-1", "P-2", "P-3"]
    with plates.database.reading() as session:
        last = session.scalars(select(Batch).where(Batch.number == "P-3")).one()
        (run,) = measured_runs(session, last, 1, most=2)
    assert [each.batch for each in run.lots] == ["P-2", "P-3"]


def test_that_items_checked_once_a_batch_make_no_run(shop: Shop) -> None:
    press = Press()
    batch_id = shop.checked_twice("L-1")
    shop.approve(batch_id, printer=press)
    assert press.papers[0].runs == ()
    waiting = shop.add_batch("L-2")
    with shop.database.reading() as session:
        nobody = session.get_one(Batch, waiting)
        assert measured_runs(session, nobody, 1) == ()
