"""Folders for outgoing reports, one for each recipient; a file is there whole or not at all."""

import unicodedata
from pathlib import Path

from qc_desk.services.files import write_file

_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = {"CON", "PRN", "AUX", "NUL"} | {
    f"{name}{n}" for name in ("COM", "LPT") for n in "123456789"
}
_LONGEST = 100  # bytes; file systems take 255


def folder_name(name: str) -> str:
    """Return a name that every file system takes for a folder, as near to the name as can be."""
    kept = unicodedata.normalize("NFC", name)
    kept = "".join(
        "-" if sign in _FORBIDDEN or not (sign.isprintable()) else sign for sign in kept
    )
    kept = kept.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip(". ")
    if kept.partition(".")[0].upper() in _DEVICES:
        kept = f"{kept}-"
    return kept or "-"


def put_into(outbox: Path, recipient: str, file_name: str, pdf: bytes) -> Path:
    """Put a report into the recipient's folder and return where it is; raises FileNotWritten."""
    target = outbox / folder_name(recipient) / file_name
    write_file(target, pdf)
    return target
