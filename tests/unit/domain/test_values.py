"""Values at the border of the record: moments, canonical bytes, names of places."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import registry

from qc_desk.domain.base import Exact, UtcDateTime
from qc_desk.domain.canonical import canonical
from qc_desk.domain.vocabulary import Result

DIALECTS: list[Dialect] = [registry.load(name)() for name in ("sqlite", "postgresql")]
MOMENT = datetime(2026, 5, 3, 1, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_that_a_moment_without_a_time_zone_is_never_stored(
    dialect: Dialect,
) -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 5, 3), dialect)  # noqa: DTZ001 (the point)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_that_a_moment_comes_back_as_the_same_moment(
    dialect: Dialect,
) -> None:
    kept = UtcDateTime().process_bind_param(MOMENT, dialect)
    assert kept is not None
    assert UtcDateTime().process_result_value(kept, dialect) == MOMENT
    assert UtcDateTime().process_bind_param(None, dialect) is None
    assert UtcDateTime().process_result_value(None, dialect) is None


def test_that_a_number_keeps_exactly_its_digits() -> None:
    exact, dialect = Exact(), DIALECTS[0]
    for written in ("10.20", "-0.0", "1000", "0.000001"):
        assert exact.process_bind_param(Decimal(written), dialect) == written
        assert exact.process_result_value(written, dialect) == Decimal(written)
    assert exact.process_bind_param(Decimal("1E+3"), dialect) == "1000"
    assert exact.process_bind_param(None, dialect) is None
    assert exact.process_result_value(None, dialect) is None


def test_that_canonical_bytes_are_the_same_for_the_same_facts() -> None:
    facts = {
        "z": [Decimal("1.50"), None, True, 3],
        "a": {"day": date(2026, 5, 3), "moment": MOMENT, "word": Result.PASS},
        "é": "e\u0301",
        "bytes": b"",
    }
    written = canonical(facts)
    assert written == canonical(dict(reversed(facts.items())))
    assert written.decode() == (
        '{"a":{"day":"2026-05-03","moment":"2026-05-02T23:30:00.000000Z","word":"pass"},'
        '"bytes":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",'
        '"z":["1.50",null,true,3],"é":"é"}'
    )


@pytest.mark.parametrize("fact", [1.5, object(), {1, 2}])
def test_that_what_has_no_canonical_form_is_a_mistake(fact: object) -> None:
    with pytest.raises(TypeError, match="canonically"):
        canonical({"fact": fact})
