"""What the tests of the storage share: the shortest change that the record knows."""

from collections.abc import Callable
from datetime import datetime

import pytest

from qc_desk.domain.entities import Site
from qc_desk.storage.chain import Act, begin_act
from qc_desk.storage.database import Database

AddSite = Callable[[Database, str], int]


@pytest.fixture
def add_site(now: datetime) -> AddSite:
    """Give what adds a site in one transaction and returns its id."""

    def add(database: Database, code: str) -> int:
        with database.writing() as session:
            begin_act(session, Act("site.add", None, now))
            site = Site(code=code, name="Hall", time_zone="Europe/Belgrade", created_at=now)
            session.add(site)
            session.flush()
            return site.id

    return add
