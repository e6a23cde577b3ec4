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

_BYTES = (bytes, bytearray, memoryview)


def canonical(facts: object) -> bytes:
    """Return the facts as canonical JSON; bytes are written as their SHA-256 digest.

    Raises TypeError for anything else than text, whole numbers, decimals, moments, days, words of
    the trade, and lists and mappings of these.
    """
    return json.dumps(
        plain(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def plain(fact: object) -> object:
    """Turn one fact into what JSON knows."""
    if isinstance(fact, Enum):
        return fact.value
    if isinstance(fact, str):
        return fact if fact.isascii() else unicodedata.normalize("NFC", fact)
    if fact is None or isinstance(fact, int):  # a truth value is an int too
        return fact
    if isinstance(fact, Mapping):
        return {str(name): plain(value) for name, value in fact.items()}
    if isinstance(fact, Sequence) and not isinstance(fact, _BYTES):
        return [plain(value) for value in fact]
    return _written(fact)


def _written(fact: object) -> str:
    """Write moments, days, decimals and digests of bytes as text."""
    if isinstance(fact, _BYTES):
        return "sha256:" + hashlib.sha256(fact).hexdigest()
    if isinstance(fact, datetime):
        return f"{fact.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, Decimal):
        return f"{fact:f}"
    message = f"cannot be written canonically: {fact!r}"
    raise TypeError(message)
