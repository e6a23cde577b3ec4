"""A record is opened, read and written on both engines alike."""

import pytest
from sqlalchemy import text

from qc_desk.domain.entities import Site
from qc_desk.storage.chain import Act, UnnamedActError, begin_act, head
from qc_desk.storage.database import Database


def _site(code: str, now) -> Site:
    return Site(code=code, name="Hall", time_zone="Europe/Belgrade", created_at=now)


def test_that_a_change_is_there_for_the_next_reader(database: Database, now) -> None:
    with database.writing() as session:
        begin_act(session, Act("site.add", None, now))
        session.add(_site("H1", now))
    with database.reading() as session:
        assert session.query(Site).one().code == "H1"
        assert head(session).seq == 1


def test_that_a_refused_change_leaves_nothing(database: Database, now) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        begin_act(session, Act("site.add", None, now))
        session.add(_site("H1", now))
        session.flush()
        raise ZeroDivisionError
    with database.reading() as session:
        assert session.query(Site).count() == 0
        assert head(session).seq == 0


def test_that_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match="read-?only"), database.reading() as session:
        session.execute(
            text(
                "INSERT INTO sites (code, name, time_zone, created_at)"
                " VALUES ('a', 'b', 'UTC', '2026-01-01 00:00:00')"
            )
        )


def test_that_a_change_without_a_name_is_a_bug(database: Database, now) -> None:
    with pytest.raises(UnnamedActError), database.writing() as session:
        session.add(_site("H1", now))
