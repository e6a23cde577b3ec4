"""Attacks on gauges, on their calibrations, and on what is measured with them."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    OR_REPLACE,
    UPDATE_OR_REPLACE,
    Act,
    act,
    change,
    end_roles,
    overwriting,
)
from tests.integration.guards.record_gauges import (
    BROKEN,
    ELSEWHERE,
    FAILED,
    IN_DATE,
    LAST_DAY,
    LATEST_WORD,
    NEVER,
    OLD_WORD,
    OVERDUE,
    RETIRED,
    calibration,
)
from tests.integration.guards.rows import answer, insert
from tests.integration.guards.usual_values import (
    ANA,
    EVENING,
    LEA,
    UNA,
    XAN,
)


def _measured(calibration_id: int | None, /, **given: object) -> str:
    """A value of Ana's at the item that asks for a caliper, on unit 1."""
    row: dict[str, object] = {"unit_number": 1, "value": "2.0", "calibration_id": calibration_id}
    return answer(290, 21, 18, ANA, **(row | given))


def _again(**given: object) -> str:
    """Another word for what Ana measured with the gauge that is overdue now."""
    row: dict[str, object] = {"unit_number": 2, "replaces_id": 203, "reason": "note"}
    return _measured(OVERDUE, **(row | given))


def _attacks() -> Iterator[Act]:
    yield act("value without a gauge", _measured(None))
    for why, by in (
        ("is overdue", OVERDUE),
        ("failed", FAILED),
        ("is out of service", BROKEN),
        ("is retired", RETIRED),
        ("is of another site", 12),
        ("has a newer word", OLD_WORD),
    ):
        yield act(f"value by a gauge that {why}", _measured(by))
    yield act("value by no calibration", _measured(99))
    yield act(
        "value on the second day after the last",
        _measured(LAST_DAY, at="2026-11-22 08:00:00"),
    )
    yield act(
        "gauge where none is asked for",
        answer(290, 21, 16, ANA, value="2", calibration_id=LATEST_WORD),
    )
    yield act("another value by the gauge that is overdue", _again(value="2.1"))
    yield act(
        "the same value by another gauge that is overdue",
        calibration(92, NEVER, due_on="2026-11-01"),
        _again(calibration_id=92),
    )
    yield act("calibration by an inspector", calibration(90, 1, by_id=ANA))
    yield act("calibration by somebody retired", calibration(90, 1, by_id=UNA))
    yield act("calibration by a former lead", end_roles(LEA), calibration(90, 1))
    yield act("another id of a gauge", change("gauges", NEVER, id=999))
    yield act("another beginning of a gauge", change("gauges", NEVER, created_at=EVENING))
    yield act("another number of a calibrated gauge", change("gauges", IN_DATE, number="G90"))
    for row in ({"id": 1, "number": "G90"}, {"id": 90, "number": "G1"}):
        yield overwriting(f"replacing gauge {row}", insert("gauges", verb=OR_REPLACE, **row))
    yield overwriting("replacing a calibration", calibration(1, 1, verb=OR_REPLACE))
    yield overwriting(
        "overwriting another gauge", change("gauges", NEVER, UPDATE_OR_REPLACE, number="G2")
    )


def _honest() -> Iterator[Act]:
    yield act("value by a gauge in date", _measured(LATEST_WORD))
    yield act(
        "value on the day after the last: it may still be the last at the site",
        _measured(LAST_DAY, at="2026-11-21 08:00:00"),
    )
    yield act(
        "not applicable, without a gauge", _measured(None, result="not_applicable", note="-")
    )
    yield act(
        "pass without a gauge where none is asked for", answer(290, 21, 13, ANA, unit_number=1)
    )
    yield act("another note to a value that was measured in time", _again(note="-"))
    yield act(
        "another value by a gauge in date",
        _measured(LATEST_WORD, unit_number=2, replaces_id=203, reason="again", value="2.1"),
    )
    yield act("calibration", calibration(90, IN_DATE))
    yield act("calibration by an owner", calibration(90, OVERDUE, by_id=XAN))
    yield act("value after a calibration", calibration(90, OVERDUE), _measured(90))
    yield act(
        "value by an adjusted gauge", calibration(90, FAILED, result="adjusted"), _measured(90)
    )
    yield act("new gauge", insert("gauges", id=90, number="G90"))
    yield act(
        "gauge moved, described anew and put away",
        change("gauges", ELSEWHERE, name="x", site_id=1, retired_at=EVENING, out_of_service="x"),
    )
    yield act("number of a gauge corrected", change("gauges", NEVER, number="G90"))


ON_GAUGES = list(_attacks())
HONEST_GAUGES = list(_honest())
