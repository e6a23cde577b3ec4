"""What a text may be: trimmed, in one Unicode form, free of control characters."""

import unicodedata

from qc_desk.domain.refusals import FieldNeeded, FieldTooLong, ReasonNeeded

NAME = 200
LINE = 500
NOTE = 50_000


def text(value: str, field: str, limit: int = NAME, *, needed: bool = False) -> str:
    """Return the text as it is kept: NFC, trimmed, no control characters but line breaks and tabs.

    Raises FieldNeeded when it must not be empty, FieldTooLong when it has more than ``limit``
    characters.
    """
    if not value and not needed:
        return ""
    kept = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    # only what cannot be printed may have something to drop
    if not kept.replace("\n", "").replace("\t", "").isprintable():
        kept = "".join(sign for sign in kept if sign in "\n\t" or not _is_control(sign))
    kept = kept.strip()
    if limit <= LINE:
        kept = " ".join(kept.split())
    if needed and not kept:
        raise FieldNeeded(field=field)
    if len(kept) > limit:
        raise FieldTooLong(field=field, length=len(kept), limit=limit)
    return kept


def _is_control(sign: str) -> bool:
    """Control characters, lone surrogates and the marks that turn the reading direction around."""
    return (
        unicodedata.category(sign) in {"Cc", "Cs"}
        or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def reason(value: str) -> str:
    """Return a reason as it is kept; refuse an empty one (ReasonNeeded)."""
    kept = text(value, "reason", NOTE)
    if not kept:
        raise ReasonNeeded
    return kept
