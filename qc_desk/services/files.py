"""Files that people name: read and written with refusals in words."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from qc_desk.domain.refusals import FileNotReadable, FileNotWritable

LARGEST = 256 * 1024 * 1024


def read_file(file: Path) -> bytes:
    """Return what is in a file of up to 256 MB; raises FileNotReadable."""
    try:
        if file.stat().st_size > LARGEST:
            raise FileNotReadable(file=file, why="> 256 MB")
        return file.read_bytes()
    except OSError as error:
        raise FileNotReadable(file=file, why=_told(error)) from error


def write_file(file: Path, content: bytes) -> None:
    """Write a file whole, or raise FileNotWritable and leave an older one as it was."""
    growing = file.with_name(f".{file.name[:200]}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with growing.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        growing.replace(file)
    except OSError as error:
        with suppress(OSError):  # where there is no folder, there is nothing to take away
            growing.unlink(missing_ok=True)
        raise FileNotWritable(file=file, why=_told(error)) from error


def _told(error: OSError) -> str:
    return os.strerror(error.errno or errno.EIO)
