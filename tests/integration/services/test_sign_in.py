"""Who is shown at the door, and where they work once they are in."""

from datetime import timedelta

import pytest

from qc_desk.domain.refusals import NoRoleAnywhere, WrongPassword
from qc_desk.domain.vocabulary import Role
from qc_desk.services import backups, keys, people, sites
from qc_desk.services.sign_in import arrival, people_at_the_door, prepare_entities
from qc_desk.storage.database import Database
from tests.checked_shop import AT, Shop, found


def _door(shop: Shop) -> dict[str, tuple[Role | None, int]]:
    with shop.database.reading() as session:
        return {row.login: (row.role, row.wait) for row in people_at_the_door(session, AT)}


def test_that_everybody_with_a_key_is_at_the_door_by_name(shop: Shop) -> None:
    with shop.database.reading() as session:
        names = [row.name for row in people_at_the_door(session, AT)]
    assert names == ["Ana Kovač", "Marko Jurić", "Mira Ilić", "Vera Lang", "Јелена Петровић"]
    assert _door(shop)["marko"] == (Role.LEAD, 0)


def test_that_people_without_a_key_and_retired_people_are_not_at_the_door(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.add_person(session, "new", "New Person", "en", shop.ids["mira"], AT)
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["vera"], shop.ids["mira"], AT)
    assert sorted(_door(shop)) == ["ana", "jelena", "marko", "mira"]


def test_that_the_weightiest_role_that_is_still_held_is_shown(shop: Shop) -> None:
    ana, mira = shop.ids["ana"], shop.ids["mira"]
    with shop.database.writing() as session:
        people.set_roles(session, ana, {(Role.OWNER, 1), (Role.INSPECTOR, 1)}, mira, AT)
    assert _door(shop)["ana"] == (Role.OWNER, 0)
    with shop.database.writing() as session:
        people.set_roles(session, ana, {(Role.INSPECTOR, 1)}, mira, AT)
    assert _door(shop)["ana"] == (Role.INSPECTOR, 0)
    with shop.database.writing() as session:
        people.set_roles(session, ana, set(), mira, AT)
    assert _door(shop)["ana"] == (None, 0)


def test_that_the_wait_after_wrong_passwords_is_shown_to_its_end(shop: Shop) -> None:
    for _try in range(3):
        with pytest.raises(WrongPassword):
            keys.unlock(shop.database, shop.ids["ana"], "wrong wrong wrong", AT)
    assert _door(shop)["ana"][1] == 2  # a second and what is left of it
    with shop.database.reading() as session:
        later = people_at_the_door(session, AT + timedelta(seconds=1))
    assert [row.wait for row in later] == [0] * 5


def test_that_an_arrival_names_every_place_with_its_roles(shop: Shop) -> None:
    mira = shop.ids["mira"]
    with shop.database.writing() as session:
        entry = sites.SiteEntry(code="ZG", name="Beograd", time_zone="Europe/Zagreb")
        second = sites.add_site(session, entry, mira, AT)
    with shop.database.writing() as session:
        held = {(Role.LEAD, 1), (Role.INSPECTOR, 1), (Role.VIEWER, second.id)}
        people.set_roles(session, shop.ids["ana"], held, mira, AT)
    with shop.database.reading() as session:
        arrived = arrival(session, shop.ids["ana"])
    assert (arrived.name, arrived.language) == ("Ana Kovač", "en")
    assert [(p.site, p.zone, p.roles) for p in arrived.places] == [
        ("Beograd", "Europe/Zagreb", frozenset({Role.VIEWER})),
        ("Novi Sad", "Europe/Belgrade", frozenset({Role.LEAD, Role.INSPECTOR})),
    ]


def test_that_a_retired_site_is_no_place_to_work_at(shop: Shop) -> None:
    mira = shop.ids["mira"]
    with shop.database.writing() as session:
        entry = sites.SiteEntry(code="ZG", name="Zagreb", time_zone="Europe/Zagreb")
        second = sites.add_site(session, entry, mira, AT)
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["ana"], {(Role.LEAD, second.id)}, mira, AT)
    with shop.database.writing() as session:
        sites.retire_site(session, second, mira, AT)
    with shop.database.reading() as session, pytest.raises(NoRoleAnywhere, match="Ana Kovač"):
        arrival(session, shop.ids["ana"])


def test_that_entities_can_be_prepared_any_number_of_times() -> None:
    prepare_entities()
    prepare_entities()


def test_that_what_is_written_after_a_backup_is_seen(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        assert not backups.changed_since(session, None)
    shop = found(sqlite_database)
    with sqlite_database.reading() as session:
        assert backups.changed_since(session, None)
    made = backups.make_backup(sqlite_database, None)
    with sqlite_database.reading() as session:
        assert not backups.changed_since(session, made)
    with sqlite_database.writing() as session:
        people.add_person(session, "new", "New Person", "en", shop.ids["mira"], AT)
    with sqlite_database.reading() as session:
        assert backups.changed_since(session, made)
