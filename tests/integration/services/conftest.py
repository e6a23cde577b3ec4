"""The shop that tests of the services begin with: built once, and copied for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.built_records import Furnish, lay_file
from tests.checked_shop import Shop, found
from tests.conftest import pg_copy

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@pytest.fixture
def furnish() -> Furnish:
    """Give what builds the shop; a module may have more in its shop."""
    return found


@pytest.fixture
def copied(
    engine_name: str, furnish: Furnish, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, Shop]]:
    """Give the place of a copy of the shop's record, and the shop as it was built."""
    if engine_name == "sqlite":
        made = lay_file(furnish, tmp_path / "shop")
        assert made is not None
        yield str(tmp_path / "shop"), made
        return
    build: Callable[[Furnish], tuple[str, Shop]] = request.getfixturevalue("pg_built")
    template, made = build(furnish)
    with pg_copy(request.getfixturevalue("pg_server"), template) as location:
        yield location, made


@pytest.fixture
def location(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the place of a record for this test alone, with the shop where the test asks for it."""
    if "copied" in request.fixturenames:
        place: tuple[str, Shop] = request.getfixturevalue("copied")
        return place[0]
    if engine_name == "sqlite":
        return str(tmp_path / "shop")
    found_: str = request.getfixturevalue("pg_location")
    return found_


@pytest.fixture
def shop(copied: tuple[str, Shop], database: "Database") -> Shop:
    """Give the shop in a record of this test alone."""
    return copied[1].moved(database)
