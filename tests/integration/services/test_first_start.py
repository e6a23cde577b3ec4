"""Founding a shop, and correcting what stands at the head of its reports."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    FieldInvalid,
    FieldNeeded,
    FieldTooLong,
    NameTaken,
    NotAllowed,
)
from qc_desk.domain.vocabulary import Role
from qc_desk.services import people
from qc_desk.services.first_start import (
    Founding,
    change_organisation,
    found_shop,
    organisation,
)
from qc_desk.services.glance import OrganisationEntry, OrganisationRow
from qc_desk.services.sites import site_rows
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop, sealed

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

FOUNDING = Founding(
    organisation="  Керамика  д.о.о. ",
    address="Дунавска 1",
    language="sr",
    site_code="ns",
    site="Нови Сад",
    time_zone="Europe/Belgrade",
    owner="Мира Илић",
    login="Mira",
)
ENTRY = OrganisationEntry(name="Keramika 2", address="Dunavska 1", language="sr")


def vars_of(founding: Founding) -> dict[str, Any]:
    return {each.name: getattr(founding, each.name) for each in fields(founding)}


def now(database: "Database") -> OrganisationRow:
    with database.reading() as session:
        row = organisation(session)
    assert row is not None
    return row


def test_that_there_is_no_organisation_before_the_first_start(database: "Database") -> None:
    with database.reading() as session:
        assert organisation(session) is None


def test_that_a_shop_begins_with_its_site_and_an_owner_who_can_sign(database: "Database") -> None:
    with database.writing() as session:
        owner = found_shop(session, FOUNDING, sealed("mira"), AT)
    row = now(database)
    assert (row.name, row.address, row.language) == ("Керамика д.о.о.", "Дунавска 1", "sr")
    assert not row.is_sample
    assert len(row.database_id) == 36
    with database.reading() as session:
        assert [(s.code, s.name) for s in site_rows(session)] == [("NS", "Нови Сад")]
        person = people.person_row(session, owner)
    assert (person.login, person.language, person.has_key) == ("mira", "sr", True)
    assert [held.role for held in person.roles] == [Role.OWNER]
    assert verify_record(database).good


def test_that_a_record_is_founded_once(shop: Shop) -> None:
    with pytest.raises(NameTaken, match="already a organisation"), shop.database.writing() as s:
        found_shop(s, replace(FOUNDING, login="second"), sealed("ana"), AT)
    assert now(shop.database).name == "Keramika d.o.o."


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"organisation": " "}, FieldNeeded),
        ({"site": ""}, FieldNeeded),
        ({"site_code": "X" * 13}, FieldTooLong),
        ({"owner": "\x07"}, FieldNeeded),
        ({"login": "mira ilic"}, FieldInvalid),
        ({"time_zone": "Belgrade"}, FieldInvalid),
        ({"language": "xx"}, FieldInvalid),
    ],
)
def test_that_a_founding_with_a_mistake_leaves_nothing_behind(
    database: "Database", wrong: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), database.writing() as session:
        found_shop(session, Founding(**(vars_of(FOUNDING) | wrong)), sealed("mira"), AT)
    with database.reading() as session:
        assert organisation(session) is None
        assert people.people_rows(session) == []


def test_that_an_owner_corrects_the_organisation_and_the_trail_says_who(shop: Shop) -> None:
    before = now(shop.database)
    with shop.database.writing() as session:
        kept = change_organisation(session, before, ENTRY, shop.ids["mira"], AT)
    assert kept == now(shop.database)
    assert (kept.name, kept.address, kept.language) == ("Keramika 2", "Dunavska 1", "sr")
    assert kept.database_id == before.database_id
    with shop.database.reading() as session:
        newest = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert newest is not None
    assert (newest.act, newest.person_id) == ("organisation.change", shop.ids["mira"])
    assert verify_record(shop.database).good


@pytest.mark.parametrize("login", ["marko", "ana", "vera"])
def test_that_only_owners_correct_the_organisation(shop: Shop, login: str) -> None:
    seen = now(shop.database)
    with pytest.raises(NotAllowed, match="role owner"), shop.database.writing() as session:
        change_organisation(session, seen, ENTRY, shop.ids[login], AT)
    assert now(shop.database) == seen


def test_that_an_organisation_that_was_changed_meanwhile_is_looked_at_again(shop: Shop) -> None:
    seen = now(shop.database)
    with shop.database.writing() as session:
        change_organisation(session, seen, ENTRY, shop.ids["mira"], AT)
    mine = replace(ENTRY, name="Mine")
    with pytest.raises(ChangedElsewhere), shop.database.writing() as session:
        change_organisation(session, seen, mine, shop.ids["mira"], AT)
    assert now(shop.database).name == "Keramika 2"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"name": ""}, FieldNeeded),
        ({"name": "x" * 201}, FieldTooLong),
        ({"address": "x" * 501}, FieldTooLong),
        ({"language": "xx"}, FieldInvalid),
    ],
)
def test_that_a_mistake_changes_nothing(
    shop: Shop, wrong: dict[str, str], refusal: type[Exception]
) -> None:
    seen = now(shop.database)
    with pytest.raises(refusal), shop.database.writing() as session:
        change_organisation(session, seen, replace(ENTRY, **wrong), shop.ids["mira"], AT)
    assert now(shop.database) == seen
