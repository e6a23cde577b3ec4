"""Statements are compiled once for the program: engines that read and that write share them.

SQLAlchemy keeps what it has compiled by engine and by dialect object. Two engines on one kind of
database speak alike, so their dialects are equal here, and they look into the same cache.
"""

from typing import Final

from sqlalchemy.dialects import registry
from sqlalchemy.engine.interfaces import CompiledCacheType
from sqlalchemy.util import LRUCache

from qc_desk.overrides import override

_MOST = 1500  # statements; the whole program has fewer

SHARED: Final[dict[str, CompiledCacheType]] = {"compiled_cache": LRUCache(_MOST)}


class Alike:
    """A dialect that equals every other of its kind that met the same version of the engine."""

    @override
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and _version(other) == _version(self)

    @override
    def __hash__(self) -> int:
        return hash(type(self))


def _version(dialect: object) -> object:
    """Return which version a dialect speaks with; None before it has met a server."""
    return getattr(dialect, "server_version_info", None)


registry.register("sqlite.desk", "qc_desk.storage.compiled_sqlite", "AlikeSqlite")
registry.register("postgresql.desk", "qc_desk.storage.compiled_postgresql", "AlikePostgresql")
