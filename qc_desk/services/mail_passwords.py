"""The password of the mail account: in the system's keyring, where there is one."""

from typing import TYPE_CHECKING

from qc_desk.services.mail_server import MailServer

if TYPE_CHECKING:
    from types import ModuleType

_SERVICE = "QC Desk e-mail"


def has_keyring() -> bool:
    """Whether this computer has a keyring that passwords can be kept in."""
    return _keyring() is not None


def kept_password(server: MailServer) -> str:
    """Return the kept password; empty where none is kept, or the keyring cannot be opened."""
    keyring = _keyring()
    if keyring is None:
        return ""
    try:
        return keyring.get_password(_SERVICE, _account(server)) or ""
    except Exception:  # noqa: BLE001 (each system has errors of its own; then one is asked)
        return ""


def keep_password(server: MailServer, password: str) -> bool:
    """Keep a password in the keyring; an empty one is forgotten. Tells whether it is done."""
    keyring = _keyring()
    if keyring is None:
        return False
    try:
        if password:
            keyring.set_password(_SERVICE, _account(server), password)
        elif keyring.get_password(_SERVICE, _account(server)) is not None:
            keyring.delete_password(_SERVICE, _account(server))
    except Exception:  # noqa: BLE001 (as above)
        return False
    return True


def _account(server: MailServer) -> str:
    return f"{server.login}@{server.host}"


def _keyring() -> "ModuleType | None":
    """Return the keyring library, where it is installed and has something to keep things in."""
    try:
        import keyring  # noqa: PLC0415 (an extra, and slow to import)
        from keyring.backends import fail  # noqa: PLC0415
    except ImportError:
        return None
    return None if isinstance(keyring.get_keyring(), fail.Keyring) else keyring
