"""Files that people name: read and written with refusals in words, whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qc_desk.domain.refusals import FileNotReadable, FileNotWritten

LARGEST = 256 * 1024 * 1024


def read_file(file: Path) -> bytes:
    """Return what is in a file of up to 256 MB; raises FileNotReadable."""
    try:
        if file.stat().st_size > LARGEST:
            raise FileNotReadable(file=file, why="> 256 MB")
        return file.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        raise FileNotReadable(file=file, why=_told(error)) from error


def write_file(file: Path, content: bytes) -> None:
    """Write a file whole, in a folder that is made where there is none; raises FileNotWritten."""
    make_folder_of(file)
    with whole_file(file) as part:
        part.write_bytes(content)


def make_folder_of(file: Path) -> None:
    """Make the folder that a file is to be written into; raises FileNotWritten."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileNotWritten(file=file, why=_told(error)) from error


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Give a file beside the wanted one, which takes its place once everything is on the disk.

    Until then an older file stays as it was, and what was begun is deleted when it fails. Raises
    FileNotWritten.
    """
    part = file.with_name(f".{file.stem[:100]}.{os.getpid()}{file.suffix[:20]}")
    try:
        if file.exists() and not file.is_file():  # a folder or a device is not to be replaced
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        try:
            part.touch()
            yield part
            with part.open("r+b") as written:
                os.fsync(written.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise FileNotWritten(file=file, why=_told(error)) from error


def _told(error: OSError | ValueError) -> str:
    """Say in the system's own words why it failed."""
    if isinstance(error, OSError):
        return os.strerror(error.errno) if error.errno is not None else str(error)
    return os.strerror(errno.EINVAL)
