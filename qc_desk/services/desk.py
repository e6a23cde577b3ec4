"""What services work with, and what a window or a command needs to run them."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy.orm import Session

__all__ = ["Desk", "Session"]


class Desk(Protocol):
    """Where sessions come from: one transaction for each piece of work, from any thread."""

    def reading(self) -> AbstractContextManager[Session]:
        """Open a session for reading; nothing is kept of what is done in it."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """Open a session for one change: committed at the end, rolled back by an exception."""
        ...
