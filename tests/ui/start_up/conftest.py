"""A shop in the folder that the settings name, and nothing outside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_desk.domain.vocabulary import Role
from qc_desk.services import people, sites
from qc_desk.settings import Settings
from qc_desk.storage.database import open_database
from tests.checked_shop import AT, Shop, found
from tests.ui.start_kit import private_settings


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Reports of bugs; there are none."""
    found_ = private_settings(monkeypatch, tmp_path / "config")
    yield found_
    assert found_ == []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "shop", theme="light")


@pytest.fixture
def shop(settings: Settings) -> Shop:
    """A shop in the folder that the settings name, closed again."""
    database = open_database(settings.data, workstation="test bench")
    made = found(database)
    with database.writing() as session:
        second = sites.SiteEntry(code="ZG", name="Zagreb", time_zone="Europe/Zagreb")
        zagreb = sites.add_site(session, second, made.ids["mira"], AT)
    with database.writing() as session:
        roles = {(Role.OWNER, 1), (Role.LEAD, zagreb.id)}
        people.set_roles(session, made.ids["mira"], roles, made.ids["mira"], AT)
    with database.writing() as session:
        people.change_person(
            session, made.ids["jelena"], "Јелена Петровић", "sr", made.ids["mira"], AT
        )
    database.close()
    return made
