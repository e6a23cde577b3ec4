"""The signing keys of the people of the sample shop: always the same, and locked as any other."""

import hashlib
import tomllib
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from qc_desk.bundle import bundled
from qc_desk.domain.refusals import NoKey
from qc_desk.services.glance import SAMPLE_PASSWORD
from qc_desk.services.keys import SealedKey, UnlockedKey, newest_key, seal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def lock_anew(login: str) -> SealedKey:
    """Lock the key of a sample person under the password that the window shows; slow."""
    return seal(login, _private(login), SAMPLE_PASSWORD, _salt_and_nonce(login))


def sealed_keys() -> dict[str, SealedKey]:
    """Return the locked keys by login, as ``lock_anew`` makes them, from a file.

    Six passwords cost a second and a half on purpose; there is nothing to protect here.
    """
    file = bundled("resources") / "samples" / "keys.toml"
    kept = tomllib.loads(file.read_text("utf-8"))
    return {login: _sealed(login, bytes.fromhex(locked)) for login, locked in kept.items()}


def _sealed(login: str, ciphertext: bytes) -> SealedKey:
    public = _private(login).public_key().public_bytes_raw()
    salt_and_nonce = _salt_and_nonce(login)
    return SealedKey(
        login=login,
        public_key=public,
        fingerprint=hashlib.sha256(public).hexdigest(),
        salt=salt_and_nonce[:16],
        nonce=salt_and_nonce[16:],
        ciphertext=ciphertext,
    )


def unlocked(session: Session, person_id: int, login: str) -> UnlockedKey:
    """Return the key that a sample person signs with, without their password."""
    enrolled = newest_key(session, person_id)
    if enrolled is None:
        raise NoKey(person=login)
    return UnlockedKey(
        person_id=person_id,
        key_id=enrolled.id,
        fingerprint=enrolled.fingerprint,
        private=_private(login),
    )


def _private(login: str) -> "Ed25519PrivateKey":
    """Make a sample person's key from their login, so that the sample shop is always the same."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    raw = hashlib.sha256(f"sample key of {login}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(raw)


def _salt_and_nonce(login: str) -> bytes:
    return hashlib.sha256(f"sample salt of {login}".encode()).digest()[:28]
