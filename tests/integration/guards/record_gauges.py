"""Gauges in the shop of record.py, each with its calibrations; item 18 asks for a caliper.

1 is in date by its second calibration; 2 was due on 2026-11-01; 3 failed; 4 is out of service;
5 is retired; 6 is of another site; 7 was due on the day of the attacks; 8 was never calibrated.
Ana measured with gauge 2 in time, at unit 2; all that is before there were guards.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import answer, insert
from tests.integration.guards.usual_values import (
    ANA,
    EVENING,
)

IN_DATE, OVERDUE, FAILED, BROKEN, RETIRED, ELSEWHERE, LAST_DAY, NEVER = range(1, 9)
OLD_WORD, LATEST_WORD = 1, 11


def gauges() -> Iterator[str]:
    """Gauges and calibrations, and what was measured with one of them."""
    facts: dict[int, dict[str, object]] = {
        BROKEN: {"out_of_service": "dropped"},
        RETIRED: {"retired_at": EVENING},
        ELSEWHERE: {"site_id": 2},
    }
    for number in range(1, 9):
        yield insert("gauges", id=number, number=f"G{number}", **facts.get(number, {}))
    words: dict[int, dict[str, object]] = {
        IN_DATE: {"calibrated_on": "2025-10-01", "due_on": "2026-12-31"},
        OVERDUE: {"due_on": "2026-11-01"},
        FAILED: {"result": "out_of_tolerance"},
        LAST_DAY: {"due_on": "2026-11-20"},
    }
    for gauge in range(1, 8):
        yield calibration(gauge, gauge, **words.get(gauge, {}))
    yield calibration(LATEST_WORD, IN_DATE)
    yield calibration(12, ELSEWHERE)
    item = {"kind": "measurement", "unit": "mm", "upper": "3", "gauge": "caliper"}
    row = {"id": 18, "version_id": 2, "position": 18, "code": "I18", "per_unit": True} | item
    yield insert("check_items", title="Measure", **row)
    yield answer(203, 21, 18, ANA, unit_number=2, value="2.0", calibration_id=OVERDUE)
    yield answer(204, 21, 18, ANA, unit_number=3, value="2.0", calibration_id=LATEST_WORD)


def calibration(number: int, gauge: int, /, **given: object) -> str:
    """A calibration of a gauge, noted by Lea."""
    return insert("calibrations", **({"id": number, "gauge_id": gauge} | given))
