"""What a check of the record has found."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

Sessions = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Finding:
    """One place where the record is not what it should be."""

    kind: str  # a short fixed word for programs
    where: str
    what: str  # a sentence in the language spoken when it was found
