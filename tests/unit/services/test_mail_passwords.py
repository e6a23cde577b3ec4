"""The mail password: only in the keyring, and without one it is asked for."""

import sys

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringError

from qc_desk.overrides import override
from qc_desk.services.mail_passwords import has_keyring, keep_password, kept_password
from qc_desk.services.mail_server import MailServer

SERVER = MailServer(
    host="mail.example", port=587, security="tls", login="qa", sender="q@a.example"
)


class Memory(KeyringBackend):
    """A keyring that forgets everything afterwards."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(Memory):
    """A keyring that nobody opens."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringError(service, username)

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError(service, username, len(password))


def use(monkeypatch: pytest.MonkeyPatch, backend: KeyringBackend) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(backend, name))


def test_that_a_password_is_kept_for_its_account(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    use(monkeypatch, memory)
    assert has_keyring()
    assert kept_password(SERVER) == ""
    assert keep_password(SERVER, "secret")
    assert kept_password(SERVER) == "secret"
    assert memory.kept == {("QC Desk e-mail", "qa@mail.example"): "secret"}


def test_that_an_empty_password_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    use(monkeypatch, memory)
    assert keep_password(SERVER, "")
    keep_password(SERVER, "secret")
    assert keep_password(SERVER, "")
    assert memory.kept == {}


def test_that_a_locked_keyring_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Locked())
    assert kept_password(SERVER) == ""
    assert not keep_password(SERVER, "secret")


def test_that_a_computer_may_have_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, NoKeyring())  # type: ignore[no-untyped-call]
    assert not has_keyring()
    assert kept_password(SERVER) == ""
    assert not keep_password(SERVER, "secret")


def test_that_the_library_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert not has_keyring()
