"""One way to write facts down as bytes, so that a digest means the same everywhere.

Sorted keys, UTF-8, NFC, no floats: measurements are written as text with the digits they were
entered with.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

_AS_THEY_ARE = frozenset({int, bool, type(None)})
_WRITTEN = (bytes, bytearray, memoryview, date, Decimal)


_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


def canonical(facts: object) -> bytes:
    """Return the facts as canonical JSON; bytes are written as their SHA-256 digest.

    Raises TypeError for anything else than text, whole numbers, decimals, moments, days, words of
    the trade, and lists and mappings of these.
    """
    return _encode(plain(facts)).encode()


def plain(fact: object) -> object:
    """Turn one fact into what JSON knows."""
    # the usual kinds first: telling whether something is a mapping of any kind takes long
    if type(fact) in _AS_THEY_ARE:
        return fact
    if isinstance(fact, str):
        return _text(fact)
    if isinstance(fact, dict):
        return {str(name): plain(value) for name, value in fact.items()}
    if isinstance(fact, list):
        return [plain(value) for value in fact]
    if isinstance(fact, _WRITTEN):
        return _written(fact)
    return _unusual(fact)


def _text(fact: str) -> object:
    """Return a word of the trade by its value, and other text with its letters composed."""
    if isinstance(fact, Enum):
        return fact.value
    return fact if fact.isascii() else unicodedata.normalize("NFC", fact)


def _unusual(fact: object) -> object:
    """Turn any other kind of word, number, mapping or list into what JSON knows."""
    if isinstance(fact, Enum):
        return fact.value
    if isinstance(fact, int):
        return fact
    if isinstance(fact, Mapping):
        return plain(dict(fact))
    if isinstance(fact, Sequence):
        return plain(list(fact))
    message = f"cannot be written canonically: {fact!r}"
    raise TypeError(message)


def _written(fact: bytes | bytearray | memoryview | date | Decimal) -> str:
    """Write moments, days, decimals and digests of bytes as text."""
    if isinstance(fact, datetime):
        return f"{fact.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, Decimal):
        return f"{fact:f}"
    return "sha256:" + hashlib.sha256(fact).hexdigest()
