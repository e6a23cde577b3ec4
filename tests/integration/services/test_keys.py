"""Keys and passwords: unlocking, waiting after wrong ones, changing, and forgetting them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.people import KeyWrapping, Person, PersonKey
from qc_desk.domain.refusals import (
    NoKey,
    NotAllowed,
    PasswordTooCommon,
    PasswordTooShort,
    PersonRetired,
    TwoOwnersNeeded,
    WaitBeforeRetry,
    WrongPassword,
)
from qc_desk.domain.vocabulary import Role
from qc_desk.services import keys, people
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, PASSWORDS, Shop, sealed

NEW = "seven tall green ladders"


def newest(shop: Shop, login: str) -> PersonKey:
    with shop.database.reading() as session:
        key = keys.newest_key(session, shop.ids[login])
    assert key is not None
    return key


def enrol(
    shop: Shop, login: str, generation: int, by: str = "mira", confirmed: str | None = None
) -> None:
    key = shop.key(confirmed) if confirmed else None
    with shop.database.writing() as session:
        keys.enrol_key(session, shop.ids[login], sealed(login, generation), shop.ids[by], AT, key)


def make_owner(shop: Shop, login: str) -> None:
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids[login], {(Role.OWNER, 1)}, shop.ids["mira"], AT)


def wrong(shop: Shop, times: int, login: str = "ana") -> None:
    for number in range(times):
        with pytest.raises(WrongPassword, match="not right"):
            keys.unlock(shop.database, shop.ids[login], "wrong", AT + timedelta(hours=number))


# Unlocking


def test_that_the_right_password_gives_a_key_that_signs(shop: Shop) -> None:
    got = keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], AT)
    assert (got.wrong_before, got.last_wrong_at) == (0, None)
    assert got.key.belongs_to(newest(shop, "ana").public_key)
    assert len(got.key.sign(b"what is signed")) == 64


@pytest.mark.parametrize("password", ["", " four words in here", "Four words in here", "x" * 999])
def test_that_no_other_password_gives_the_key(shop: Shop, password: str) -> None:
    with pytest.raises(WrongPassword):
        keys.unlock(shop.database, shop.ids["ana"], password, AT)


def test_that_a_wrong_password_is_counted_audited_and_told_later(shop: Shop) -> None:
    wrong(shop, 2)
    with shop.database.reading() as session:
        told = select(func.count()).where(AuditEntry.act == "password.wrong")
        assert session.scalar(told) == 2
    later = AT + timedelta(hours=5)
    got = keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], later)
    assert (got.wrong_before, got.last_wrong_at) == (2, AT + timedelta(hours=1))
    again = keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], later)
    assert again.wrong_before == 0
    assert verify_record(shop.database).good


def test_that_after_three_wrong_passwords_even_the_right_one_waits(shop: Shop) -> None:
    wrong(shop, 4)
    last = AT + timedelta(hours=3)
    with pytest.raises(WaitBeforeRetry, match="Try again in"):
        keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], last)
    soon = last + timedelta(seconds=2)
    assert keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], soon).wrong_before == 4


def test_that_the_wait_grows_to_a_quarter_of_an_hour(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.speak_for(session, "en", shop.ids["ana"], AT)
        person = session.get_one(Person, shop.ids["ana"])
        person.wrong_passwords, person.last_wrong_at = 40, AT
    almost = AT + timedelta(minutes=14, seconds=59)
    with pytest.raises(WaitBeforeRetry):
        keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], almost)
    keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], AT + timedelta(minutes=15))


def test_that_wrong_passwords_of_one_person_do_not_hold_up_another(shop: Shop) -> None:
    wrong(shop, 5, "ana")
    keys.unlock(shop.database, shop.ids["jelena"], PASSWORDS["jelena"], AT + timedelta(hours=4))


def test_that_people_without_a_key_or_gone_cannot_unlock(shop: Shop) -> None:
    with shop.database.writing() as session:
        petra = people.add_person(session, "petra", "Petra", "en", shop.ids["mira"], AT).id
        people.retire_person(session, shop.ids["vera"], shop.ids["mira"], AT)
    with pytest.raises(NoKey, match="Petra has no signing key"):
        keys.unlock(shop.database, petra, NEW, AT)
    with pytest.raises(PersonRetired):
        keys.unlock(shop.database, shop.ids["vera"], PASSWORDS["vera"], AT)


def test_that_a_locked_key_opens_under_its_own_login_only(shop: Shop) -> None:
    with shop.database.reading() as session:
        locked = keys.locked_key(session, shop.ids["ana"], AT)
    assert keys.open_key(locked, PASSWORDS["ana"]) is not None
    assert keys.open_key(replace(locked, login="jelena"), PASSWORDS["ana"]) is None
    assert keys.open_key(replace(locked, fingerprint="0" * 64), PASSWORDS["ana"]) is None


# Changing a password


def test_that_another_password_locks_the_same_key(shop: Shop) -> None:
    before = newest(shop, "ana").fingerprint
    key = keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], AT).key
    again = keys.seal_again("ana", key, NEW)
    with shop.database.writing() as session:
        keys.change_password(session, key, again, AT)
    assert newest(shop, "ana").fingerprint == before
    assert keys.unlock(shop.database, shop.ids["ana"], NEW, AT).key.fingerprint == before
    with pytest.raises(WrongPassword):
        keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], AT)
    with shop.database.reading() as session:
        wrappings = session.scalars(
            select(KeyWrapping).where(KeyWrapping.key_id == key.key_id)
        ).all()
    assert len(wrappings) == 1
    assert verify_record(shop.database).good


def test_that_a_private_key_is_kept_only_locked(shop: Shop) -> None:
    key = shop.key("ana")
    raw = key.private.private_bytes_raw()
    with shop.database.reading() as session:
        kept = session.scalars(select(KeyWrapping)).all()
        bodies = session.scalars(select(AuditEntry.body)).all()
    assert all(raw not in each.ciphertext for each in kept)
    assert all(raw not in bytes(body) and raw.hex().encode() not in body for body in bodies)


# Enrolling and replacing keys


def test_that_only_owners_enrol_keys(shop: Shop) -> None:
    for login in ("marko", "ana"):
        with pytest.raises(NotAllowed):
            enrol(shop, "ana", 2, by=login)
    assert newest(shop, "ana").fingerprint == sealed("ana").fingerprint


def test_that_a_retired_person_gets_no_key(shop: Shop) -> None:
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["vera"], shop.ids["mira"], AT)
    with pytest.raises(PersonRetired):
        enrol(shop, "vera", 2)


def test_that_a_lone_owner_replaces_a_forgotten_key_and_the_record_says_alone(shop: Shop) -> None:
    shop.first_signed("L-1")
    enrol(shop, "ana", 2)
    key = newest(shop, "ana")
    assert key.fingerprint == sealed("ana", 2).fingerprint
    assert (key.enrolled_by_id, key.confirmed_by_id) == (shop.ids["mira"], None)
    assert verify_record(shop.database).good  # what Ana signed before stays valid


def test_that_a_new_key_ends_the_wait_after_wrong_passwords(shop: Shop) -> None:
    wrong(shop, 5)
    enrol(shop, "ana", 2)
    assert keys.unlock(shop.database, shop.ids["ana"], PASSWORDS["ana"], AT).wrong_before == 0


def test_that_two_owners_replace_a_forgotten_key_together(shop: Shop) -> None:
    make_owner(shop, "marko")
    with pytest.raises(TwoOwnersNeeded, match="Marko Jurić"):
        enrol(shop, "ana", 2)
    for other in ("jelena", "mira", "ana"):
        with pytest.raises(TwoOwnersNeeded):
            enrol(shop, "ana", 2, confirmed=other)
    assert newest(shop, "ana").fingerprint == sealed("ana").fingerprint
    enrol(shop, "ana", 2, confirmed="marko")
    assert newest(shop, "ana").confirmed_by_id == shop.ids["marko"]


def test_that_a_first_key_needs_one_owner_only(shop: Shop) -> None:
    make_owner(shop, "marko")
    with shop.database.writing() as session:
        petra = people.add_person(session, "petra", "Petra", "en", shop.ids["mira"], AT).id
        keys.enrol_key(session, petra, keys.seal_new_key("petra", NEW), shop.ids["mira"], AT)
    assert keys.unlock(shop.database, petra, NEW, AT).key.person_id == petra


def test_that_an_owner_who_forgot_is_not_asked_to_confirm_with_the_forgotten_password(
    shop: Shop,
) -> None:
    make_owner(shop, "marko")
    enrol(shop, "marko", 2)  # Mira alone: Marko is the other owner, and cannot
    assert newest(shop, "marko").confirmed_by_id is None
    make_owner(shop, "jelena")
    with pytest.raises(TwoOwnersNeeded, match="Ask Јелена Петровић to confirm"):
        enrol(shop, "marko", 1)


def test_that_an_owner_cannot_replace_their_own_key_alone(shop: Shop) -> None:
    make_owner(shop, "marko")
    with pytest.raises(TwoOwnersNeeded, match="Marko Jurić"):
        enrol(shop, "mira", 2)
    enrol(shop, "mira", 2, confirmed="marko")
    assert newest(shop, "mira").fingerprint == sealed("mira", 2).fingerprint


def test_that_retired_owners_and_those_without_a_key_cannot_confirm(shop: Shop) -> None:
    make_owner(shop, "marko")
    with shop.database.writing() as session:
        petra = people.add_person(session, "petra", "Petra", "en", shop.ids["mira"], AT).id
        people.set_roles(session, petra, {(Role.OWNER, 1)}, shop.ids["mira"], AT)
        people.retire_person(session, shop.ids["marko"], shop.ids["mira"], AT)
        who = keys.owners_who_confirm(session, shop.ids["ana"], shop.ids["mira"])
    assert who == []


# Strength


@pytest.mark.parametrize(
    "password",
    ["four words in here", "correct horse battery", "Пет зелених столица", "pK9#vLm2$xQ7"],
)
def test_that_a_strong_password_is_taken(password: str) -> None:
    keys.must_be_strong(password, "Ana Kovač", "ana", "Keramika d.o.o.")


def test_that_a_short_password_says_how_long_it_must_be() -> None:
    with pytest.raises(PasswordTooShort, match="has 11 characters; it needs at least 12"):
        keys.must_be_strong("elevenchars")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "lozinkalozinka",
        "шифрашифра12",
        "aaaaaaaaaaaaaa",
        "123456789012",
        "abcdefghijkl",
        "qwertyqwerty",
        "Ana Kovač 12",
        "keramikakeramika",
    ],
)
def test_that_a_password_that_guessing_begins_with_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        keys.must_be_strong(password, "Ana Kovač", "ana", "Keramika d.o.o.")
