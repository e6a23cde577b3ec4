"""``qc-desk review``: one page about a week, without anybody signed in."""

from datetime import UTC, datetime
from pathlib import Path

from qc_desk.services.weekly_review import last_week
from tests.checked_shop import Shop
from tests.integration.cli.conftest import Run


def test_that_the_last_week_is_written_and_its_path_printed(
    run: Run, place: list[str], shop: Shop, tmp_path: Path
) -> None:
    assert shop.ids
    target = tmp_path / "week.pdf"
    said = run(*place, "review", "-o", target, "--json")
    assert said.code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert said.json["week"] == str(last_week(datetime.now(UTC).date()))


def test_that_any_day_names_its_week(
    run: Run, place: list[str], shop: Shop, tmp_path: Path
) -> None:
    assert shop.ids
    target = tmp_path / "week.pdf"
    said = run(
        *place, "review", "--week", "2026-11-11", "--language", "uk", "-o", target, "--json"
    )
    assert said.code == 0
    assert said.json["week"] == "2026-11-09"
