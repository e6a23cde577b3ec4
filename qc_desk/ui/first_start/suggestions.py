"""What can be guessed, so that it need not be typed; everything can be typed over."""

import unicodedata

from PySide6.QtCore import QTimeZone

_LONGEST_CODE = 3


def login_for(name: str) -> str:
    """Return a login for a person: their first name in small letters, without accents."""
    first = name.split(maxsplit=1)[0] if name.split() else ""
    return "".join(sign for sign in _plain(first).casefold() if sign.isalnum())[:40]


def code_for(site: str) -> str:
    """Return a short code for a site: the initials of its words, or its first letters."""
    words = [word for word in _plain(site).split() if word[0].isalnum()]
    initials = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    return initials[:_LONGEST_CODE].upper()


def system_time_zone(known: list[str]) -> str | None:
    """Return the time zone of this computer by its IANA name, if it is a place's."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if name in known else None


def _plain(text: str) -> str:
    """Return Latin letters without their accents; other scripts stay as they are."""
    plain = ""
    for sign in unicodedata.normalize("NFC", text.replace("đ", "d").replace("Đ", "D")):
        base = unicodedata.normalize("NFD", sign)[0]
        plain += base if base.isascii() else sign
    return plain
