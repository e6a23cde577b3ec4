"""One writing program at a time: a lock that the system lets go when a program dies."""

import json
import os
import platform
import sys
from pathlib import Path
from typing import Self

from qc_desk.i18n import _
from qc_desk.storage.refusals import AlreadyOpen

_ROOM = 4096  # the lock sits behind what is written, so that others can read who holds it


class WriterLock:
    """The right to write to a record, held until it is let go or the program ends in any way.

    The lock belongs to the operating system and not to the file's content: after ``kill -9`` or a
    power cut nothing stale is left. What is written in the file only tells the next program who is
    there.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave)

    @classmethod
    def take(cls, file: Path) -> Self:
        """Take the lock at once, or raise AlreadyOpen and say which program holds it."""
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle)
        except OSError:
            holder = _holder(os.pread(handle, _ROOM, 0) if hasattr(os, "pread") else b"")
            os.close(handle)
            raise AlreadyOpen(location=file.parent, holder=holder) from None
        try:
            _sign(handle)
        except OSError:
            os.close(handle)
            raise
        return cls(handle)

    def release(self) -> None:
        """Let the next program write; a second time does nothing."""
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            self._leave()

    def _leave(self) -> None:
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            os.close(handle)


def _sign(handle: int) -> None:
    """Write down who holds the lock, for the message that the next program shows."""
    facts = {"pid": os.getpid(), "computer": platform.node()}
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(facts).encode())


def _holder(written: bytes) -> str:
    """Say in words who holds the lock."""
    try:
        facts = json.loads(written)
        return _("program number {pid} on {computer}").format(**facts)
    except (ValueError, KeyError, TypeError):
        return _("another program")


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _ROOM, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        # flock and not lockf: a second opening inside the same program is kept out, too
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
