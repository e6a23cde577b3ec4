"""Keys that people sign with: made, locked under a password, unlocked for one signature.

A private Ed25519 key is kept only as ChaCha20-Poly1305 ciphertext under Argon2id(password).
Unlocking it *is* the password check. Everything here that takes a password is slow on purpose
(about 0.2 s): call it off the window's thread.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from qc_desk.domain.people import MAY_OWN, KeyWrapping, Person, PersonKey
from qc_desk.domain.refusals import (
    NoKey,
    PasswordTooCommon,
    PasswordTooShort,
    PersonRetired,
    TwoOwnersNeeded,
    WrongPassword,
)
from qc_desk.services.acts import acting, must_hold_anywhere
from qc_desk.services.desk import Desk
from qc_desk.storage.chain import Act, begin_act

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORTEST_PASSWORD = 12
TIME_COST, MEMORY_KIB, LANES = 3, 64 * 1024, 4

# Words that guessing begins with; a password that is little more than one of them is refused.
COMMON = (
    *("password", "passwort", "lozinka", "sifra", "шифра", "лозинка", "пароль", "secret"),
    *("qwerty", "qwertz", "asdfgh", "abcdef", "123456", "654321", "letmein", "welcome"),
    *("iloveyou", "administrator", "admin", "inspector", "quality", "qcdesk", "changeme"),
    *("football", "monkey", "dragon", "sunshine", "princess"),
)


@dataclass(frozen=True, kw_only=True)
class SealedKey:
    """A new key: its public half, and its private half locked under a password."""

    login: str
    public_key: bytes
    fingerprint: str
    salt: bytes
    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True, kw_only=True)
class LockedKey:
    """What is needed to try a password."""

    person_id: int
    person: str
    login: str
    key_id: int
    fingerprint: str
    salt: bytes
    nonce: bytes
    ciphertext: bytes
    time_cost: int
    memory_kib: int
    lanes: int


@dataclass(frozen=True, kw_only=True)
class UnlockedKey:
    """A key ready for one signature; let it go afterwards."""

    person_id: int
    key_id: int
    fingerprint: str
    private: "Ed25519PrivateKey"

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of the message (RFC 8032)."""
        return self.private.sign(message)

    def belongs_to(self, public_key: bytes) -> bool:
        """Whether this is the private half of an enrolled key."""
        return self.private.public_key().public_bytes_raw() == public_key


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A right password: the key, and the wrong passwords that came before it."""

    key: UnlockedKey
    wrong_before: int
    last_wrong_at: datetime | None


def must_be_strong(password: str, *names: str) -> None:
    """Refuse a password under 12 characters or one that guessing begins with.

    ``names`` are the person's own words (name, login, organisation), which do not count as a
    password either.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(length=len(password), limit=SHORTEST_PASSWORD)
    folded = password.casefold()
    words = [name.casefold() for name in names if len(name) > 2]
    for word in (*COMMON, *words, *(part for name in words for part in name.split())):
        folded = folded.replace(word, "") if len(word) > 2 else folded
    steps = {ord(b) - ord(a) for a, b in pairwise(folded)}
    if len(set(folded)) < 5 or len(steps) < 3:
        raise PasswordTooCommon


def seal_new_key(login: str, password: str) -> SealedKey:
    """Make a key and lock it under a password; slow."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    return seal(login, Ed25519PrivateKey.generate(), password, os.urandom(28))


def seal_again(login: str, key: UnlockedKey, password: str) -> SealedKey:
    """Lock an unlocked key under a new password; slow."""
    return seal(login, key.private, password, os.urandom(28))


def seal(
    login: str, private: "Ed25519PrivateKey", password: str, salt_and_nonce: bytes
) -> SealedKey:
    """Lock a private key under a password, with 28 bytes that are never used twice; slow."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    public = private.public_key().public_bytes_raw()
    fingerprint = hashlib.sha256(public).hexdigest()
    salt, nonce = salt_and_nonce[:16], salt_and_nonce[16:]
    lock = ChaCha20Poly1305(_stretch(password, salt, TIME_COST, MEMORY_KIB, LANES))
    return SealedKey(
        login=login,
        public_key=public,
        fingerprint=fingerprint,
        salt=salt,
        nonce=nonce,
        ciphertext=lock.encrypt(nonce, private.private_bytes_raw(), _bound(login, fingerprint)),
    )


def open_key(locked: LockedKey, password: str) -> UnlockedKey | None:
    """Try a password; None when it is wrong. Slow."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    stretched = _stretch(password, locked.salt, locked.time_cost, locked.memory_kib, locked.lanes)
    try:
        raw = ChaCha20Poly1305(stretched).decrypt(
            locked.nonce, locked.ciphertext, _bound(locked.login, locked.fingerprint)
        )
    except InvalidTag:
        return None
    return UnlockedKey(
        person_id=locked.person_id,
        key_id=locked.key_id,
        fingerprint=locked.fingerprint,
        private=Ed25519PrivateKey.from_private_bytes(raw),
    )


def _stretch(password: str, salt: bytes, time_cost: int, memory_kib: int, lanes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415

    return hash_secret_raw(
        password.encode(), salt, time_cost, memory_kib, lanes, hash_len=32, type=Type.ID
    )


def _bound(login: str, fingerprint: str) -> bytes:
    """What a locked key is bound to, so that it cannot be put under another person's name."""
    return f"qc_desk/key/v1\npassword\n{login}\n{fingerprint}".encode()


def enrol_key(
    session: Session,
    person_id: int,
    sealed: SealedKey,
    by: int,
    at: datetime,
    confirmed_by: UnlockedKey | None = None,
) -> None:
    """Give a person a signing key; old signatures stay valid under the old key.

    A first key is enrolled by an owner. A key that replaces another (a forgotten password) needs
    two owners where the shop has two: ``confirmed_by`` is the other one's unlocked key
    (TwoOwnersNeeded).
    """
    actor = acting(session, "key.enrol", by, at)
    must_hold_anywhere(actor, MAY_OWN)
    person = session.get_one(Person, person_id)
    if person.retired_at is not None:
        raise PersonRetired(person=person.name)
    if newest_key(session, person_id) is not None:
        _must_be_confirmed(session, person, actor, confirmed_by)
    add_key(
        session, person, sealed, at, actor.id, confirmed_by.person_id if confirmed_by else None
    )
    person.wrong_passwords = 0


def _must_be_confirmed(
    session: Session, person: Person, actor: Person, confirmed: UnlockedKey | None
) -> None:
    others = owners_who_confirm(session, person.id, actor.id)
    if others and (confirmed is None or confirmed.person_id not in dict(others)):
        raise TwoOwnersNeeded(names=", ".join(name for _id, name in others))


def owners_who_confirm(session: Session, person_id: int, by: int) -> list[tuple[int, str]]:
    """Return the owners who can confirm a new key for a person, by id and name, in name order.

    That is every other active owner with a key: not the one who enrols it, and not the person
    themselves, whose password is the forgotten one.
    """
    found = session.scalars(
        select(Person).where(Person.id.not_in((person_id, by))).order_by(Person.name)
    )
    return [
        (each.id, each.name)
        for each in found
        if any(each.holds(MAY_OWN, grant.site) for grant in each.grants)
        and newest_key(session, each.id) is not None
    ]


def add_key(
    session: Session,
    person: Person,
    sealed: SealedKey,
    at: datetime,
    by_id: int | None = None,
    confirmed_by_id: int | None = None,
) -> None:
    """Keep a sealed key for a person, within an act that has begun."""
    key = PersonKey(
        person_id=person.id,
        public_key=sealed.public_key,
        fingerprint=sealed.fingerprint,
        enrolled_at=at,
        enrolled_by_id=by_id,
        confirmed_by_id=confirmed_by_id,
    )
    session.add(key)
    session.flush()
    session.add(_wrapping(key.id, sealed, at))


def _wrapping(key_id: int, sealed: SealedKey, at: datetime) -> KeyWrapping:
    return KeyWrapping(
        key_id=key_id,
        salt=sealed.salt,
        nonce=sealed.nonce,
        ciphertext=sealed.ciphertext,
        time_cost=TIME_COST,
        memory_kib=MEMORY_KIB,
        lanes=LANES,
        changed_at=at,
    )


def change_password(session: Session, key: UnlockedKey, sealed: SealedKey, at: datetime) -> None:
    """Put the same key under a new password."""
    acting(session, "password.change", key.person_id, at)
    wrapping = session.scalars(
        select(KeyWrapping).where(KeyWrapping.key_id == key.key_id, KeyWrapping.kind == "password")
    ).one()
    wrapping.salt, wrapping.nonce, wrapping.ciphertext = (
        sealed.salt,
        sealed.nonce,
        sealed.ciphertext,
    )
    wrapping.time_cost, wrapping.memory_kib, wrapping.lanes = TIME_COST, MEMORY_KIB, LANES
    wrapping.changed_at = at


def newest_key(session: Session, person_id: int) -> PersonKey | None:
    """Return the key of a person that is in force."""
    return session.scalar(_newest_key(), {"person_id": person_id})


@cache  # every signature asks for it
def _newest_key() -> Select[PersonKey]:
    """Return what asks for the newest key of a person."""
    return (
        select(PersonKey)
        .where(PersonKey.person_id == bindparam("person_id"))
        .order_by(PersonKey.id.desc())
        .limit(1)
    )


def locked_key(session: Session, person_id: int, at: datetime) -> LockedKey:
    """Return what is needed to try a person's password; refuses while a wait lasts."""
    person = session.get_one(Person, person_id)
    if person.retired_at is not None:
        raise PersonRetired(person=person.name)
    person.must_not_wait(at)
    key = newest_key(session, person_id)
    wrapping = session.scalars(
        select(KeyWrapping).where(
            KeyWrapping.key_id == (key.id if key else None), KeyWrapping.kind == "password"
        )
    ).first()
    if key is None or wrapping is None:
        raise NoKey(person=person.name)
    return LockedKey(
        person_id=person.id,
        person=person.name,
        login=person.login,
        key_id=key.id,
        fingerprint=key.fingerprint,
        salt=wrapping.salt,
        nonce=wrapping.nonce,
        ciphertext=wrapping.ciphertext,
        time_cost=wrapping.time_cost,
        memory_kib=wrapping.memory_kib,
        lanes=wrapping.lanes,
    )


def unlock(desk: Desk, person_id: int, password: str, at: datetime) -> SignIn:
    """Check a person's password and return their key; slow, with no transaction open meanwhile.

    Raises WaitBeforeRetry while a wait lasts, and WrongPassword, which is counted and audited.
    """
    with desk.reading() as session:
        locked = locked_key(session, person_id, at)
    key = open_key(locked, password)
    with desk.writing() as session:
        sign_in = _note_try(session, person_id, key, at)
    if sign_in is None:
        raise WrongPassword(person=locked.person)
    return sign_in


def _note_try(
    session: Session, person_id: int, key: UnlockedKey | None, at: datetime
) -> SignIn | None:
    """Count a wrong password; a right one ends the count. A race for the last try is refused."""
    person = session.get_one(Person, person_id)
    person.must_not_wait(at)
    before = (
        SignIn(key=key, wrong_before=person.wrong_passwords, last_wrong_at=person.last_wrong_at)
        if key
        else None
    )
    if key is None:
        begin_act(session, Act("password.wrong", person_id, at))
        person.wrong_passwords += 1
        person.last_wrong_at = at
    elif person.wrong_passwords:
        begin_act(session, Act("password.right", person_id, at))
        person.wrong_passwords = 0
    return before
