"""People: who may enter them, what they may decide where, and that nobody is ever deleted."""

from typing import TYPE_CHECKING

import pytest

from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    FieldTooLong,
    LastOwner,
    NameTaken,
    NotAllowed,
    NotFound,
    PersonRetired,
    QcError,
)
from qc_desk.domain.vocabulary import Role
from qc_desk.services import people, sites
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from qc_desk.services.desk import Session
    from qc_desk.services.people import PersonRow


def row(shop: Shop, login: str) -> "PersonRow":
    with shop.database.reading() as session:
        return people.person_row(session, shop.ids[login])


def add(shop: Shop, login: str = "petra", name: str = "Петра Ђурић", by: str = "mira") -> None:
    with shop.database.writing() as session:
        made = people.add_person(session, login, name, "sr", shop.ids[by], AT)
    shop.ids[made.login] = made.id


def give(shop: Shop, login: str, *roles: Role, site: int = 1, by: str = "mira") -> None:
    with shop.database.writing() as session:
        wanted = {(role, site) for role in roles}
        people.set_roles(session, shop.ids[login], wanted, shop.ids[by], AT)


def listed(shop: Shop, search: str = "", *, retired: bool = False) -> list[str]:
    with shop.database.reading() as session:
        return [each.name for each in people.people_rows(session, search, retired=retired)]


def test_that_a_new_person_has_no_role_and_no_key(shop: Shop) -> None:
    add(shop, " Petra ")
    made = row(shop, "petra")
    assert (made.login, made.name, made.language) == ("petra", "Петра Ђурић", "sr")
    assert (made.roles, made.has_key, made.retired) == ((), False, False)
    assert verify_record(shop.database).good


@pytest.mark.parametrize(
    ("login", "name", "refusal"),
    [
        ("", "Petra", FieldNeeded),
        ("petra", " ", FieldNeeded),
        ("pet ra", "Petra", FieldInvalid),
        ("p" * 41, "Petra", FieldTooLong),
        ("petra", "P" * 201, FieldTooLong),
        ("ANA", "Another Ana", NameTaken),
    ],
)
def test_that_a_person_with_a_mistake_is_not_entered(
    shop: Shop, login: str, name: str, refusal: type[QcError]
) -> None:
    with pytest.raises(refusal):
        add(shop, login, name)
    assert len(listed(shop)) == 5


def test_that_a_language_that_nobody_speaks_here_is_refused(shop: Shop) -> None:
    with pytest.raises(FieldInvalid, match="language"), shop.database.writing() as session:
        people.add_person(session, "petra", "Petra", "xx", shop.ids["mira"], AT)


def test_that_a_name_is_corrected_and_the_login_stays(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.change_person(session, shop.ids["ana"], "Ana Marić", "sr", shop.ids["mira"], AT)
    changed = row(shop, "ana")
    assert (changed.login, changed.name, changed.language) == ("ana", "Ana Marić", "sr")


def test_that_everybody_chooses_their_own_language(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.speak_for(session, "sr", shop.ids["vera"], AT)
    assert row(shop, "vera").language == "sr"
    with pytest.raises(FieldInvalid), shop.database.writing() as session:
        people.speak_for(session, "xx", shop.ids["vera"], AT)


def test_that_roles_are_exactly_those_that_were_given(shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = sites.SiteEntry(code="bg", name="Belgrade", time_zone="Europe/Belgrade")
        second = sites.add_site(session, entry, shop.ids["mira"], AT).id
    with shop.database.writing() as session:
        wanted = {(Role.LEAD, 1), (Role.INSPECTOR, second)}
        people.set_roles(session, shop.ids["ana"], wanted, shop.ids["mira"], AT)
    held = {(each.role, each.site) for each in row(shop, "ana").roles}
    assert held == {(Role.LEAD, "Novi Sad"), (Role.INSPECTOR, "Belgrade")}
    give(shop, "ana")
    assert row(shop, "ana").roles == ()
    give(shop, "ana", Role.LEAD)
    assert [each.role for each in row(shop, "ana").roles] == [Role.LEAD]


def test_that_the_last_owner_keeps_the_role_and_stays(shop: Shop) -> None:
    with pytest.raises(LastOwner, match="Mira Ilić is the last owner"):
        give(shop, "mira", Role.LEAD)
    with pytest.raises(LastOwner), shop.database.writing() as session:
        people.retire_person(session, shop.ids["mira"], shop.ids["mira"], AT)
    assert not row(shop, "mira").retired
    give(shop, "marko", Role.OWNER)
    give(shop, "mira", Role.LEAD)
    assert [each.role for each in row(shop, "mira").roles] == [Role.LEAD]


def test_that_a_retired_owner_does_not_count_as_one(shop: Shop) -> None:
    give(shop, "marko", Role.OWNER)
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["marko"], shop.ids["mira"], AT)
    with pytest.raises(LastOwner):
        give(shop, "mira", Role.LEAD)


def test_that_a_retired_person_decides_nothing_until_they_are_back(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    assert "Ana Kovač" not in listed(shop)
    assert "Ana Kovač" in listed(shop, retired=True)
    with pytest.raises(PersonRetired), shop.database.writing() as session:
        people.speak_for(session, "sr", shop.ids["ana"], AT)
    with shop.database.writing() as session:
        people.bring_back_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    assert "Ana Kovač" in listed(shop)
    assert [each.role for each in row(shop, "ana").roles] == [Role.INSPECTOR]


ACTS: "dict[str, Callable[[Session, Shop, int], object]]" = {
    "add": lambda s, _shop, by: people.add_person(s, "petra", "Petra", "en", by, AT),
    "change": lambda s, shop, by: people.change_person(s, shop.ids["ana"], "A", "en", by, AT),
    "roles": lambda s, shop, by: people.set_roles(s, shop.ids["ana"], set(), by, AT),
    "retire": lambda s, shop, by: people.retire_person(s, shop.ids["ana"], by, AT),
    "bring back": lambda s, shop, by: people.bring_back_person(s, shop.ids["ana"], by, AT),
}


@pytest.mark.parametrize("act", ACTS)
def test_that_only_owners_look_after_people(shop: Shop, act: str) -> None:
    for login in ("marko", "ana", "vera"):
        before = row(shop, "ana")
        with pytest.raises(NotAllowed, match="role owner"), shop.database.writing() as session:
            ACTS[act](session, shop, shop.ids[login])
        assert row(shop, "ana") == before
    assert len(listed(shop)) == 5


def test_that_nobody_makes_themselves_an_owner(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        give(shop, "marko", Role.OWNER, by="marko")


def test_that_names_stand_in_the_order_of_the_alphabet(shop: Shop) -> None:
    add(shop)
    add(shop, "ceca", "Ђорђе Антић")
    names = listed(shop)
    assert names == ["Ana Kovač", "Marko Jurić", "Mira Ilić", "Vera Lang", *names[4:]]
    assert names[4:] == ["Ђорђе Антић", "Јелена Петровић", "Петра Ђурић"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("kov", ["Ana Kovač"]),
        ("ЈЕЛЕНА", ["Јелена Петровић"]),
        ("jelena", ["Јелена Петровић"]),  # the login
        ("jurić marko", ["Marko Jurić"]),
        ("nobody", []),
    ],
)
def test_that_people_are_found_by_name_and_login(
    shop: Shop, search: str, expected: list[str]
) -> None:
    assert listed(shop, search) == expected


def test_that_a_login_names_one_person(shop: Shop) -> None:
    with shop.database.reading() as session:
        assert people.person_of_login(session, " Ana ") == shop.ids["ana"]
        with pytest.raises(NotFound, match="nobody"):
            people.person_of_login(session, "nobody")
