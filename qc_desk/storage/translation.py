"""What a database says, in the words of a refusal; what is left is a bug and stays an error."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError

from qc_desk.domain.refusals import QcError
from qc_desk.storage.refusals import (
    ChangedMeanwhile,
    ConnectionLost,
    DamagedRecord,
    DiskFailed,
    DiskFull,
    NoPermission,
    ReadOnlyRecord,
    RecordBusy,
    RefusedByDatabase,
)

_BY_SQLITE_CODE: dict[int, type[QcError]] = {
    sqlite3.SQLITE_BUSY: RecordBusy,
    sqlite3.SQLITE_LOCKED: RecordBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFailed,
    sqlite3.SQLITE_READONLY: ReadOnlyRecord,
    sqlite3.SQLITE_CORRUPT: DamagedRecord,
    sqlite3.SQLITE_NOTADB: DamagedRecord,
    sqlite3.SQLITE_CANTOPEN: NoPermission,
    sqlite3.SQLITE_PERM: NoPermission,
    sqlite3.SQLITE_CONSTRAINT: RefusedByDatabase,
    sqlite3.SQLITE_AUTH: RefusedByDatabase,
}
# PostgreSQL's SQLSTATE classes and codes
_BY_SQLSTATE: dict[str, type[QcError]] = {
    "23": RefusedByDatabase,  # integrity constraint violation
    "P0": RefusedByDatabase,  # raised by a guard
    "42501": RefusedByDatabase,  # insufficient privilege
    "40": ChangedMeanwhile,  # serialization failure, deadlock
    "55P03": RecordBusy,  # lock not available
    "57014": RecordBusy,  # statement timeout
    "53100": DiskFull,
    "58030": DiskFailed,
    "XX001": DamagedRecord,
    "XX002": DamagedRecord,
    "25006": ReadOnlyRecord,
    "57P": ConnectionLost,
    "08": ConnectionLost,
    "25P03": ConnectionLost,  # idle in transaction for too long
}

WRITES = (ReadOnlyRecord, RefusedByDatabase)


@contextmanager
def in_words(location: object, *, only_reads: bool = False) -> Iterator[None]:
    """Turn errors that a person can act on into refusals; a reader that writes is a bug."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    except PoolTimeoutError as error:
        raise RecordBusy from error
    except DBAPIError as error:
        refusal = refusal_for(error.orig, location, lost=error.connection_invalidated)
        if refusal is None or (only_reads and isinstance(refusal, WRITES)):
            raise
        raise refusal from error
    except sqlite3.Error as error:
        refusal = refusal_for(error, location)
        if refusal is None:
            raise
        raise refusal from error


def refusal_for(error: object, location: object, *, lost: bool = False) -> QcError | None:
    """Return the refusal for what a driver raised; None when it is a bug of this program."""
    if isinstance(error, sqlite3.Error):
        if "Could not decode" in str(error):  # Python's own message, without a code
            return DamagedRecord(location=location, reason="text")
        found = _BY_SQLITE_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    else:
        found = ConnectionLost if lost else _by_sqlstate(getattr(error, "sqlstate", None), error)
    if found is None:
        return None
    said = str(error).strip().splitlines()
    return found(location=location, reason=said[0] if said else "", rule=said[0] if said else "")


def _by_sqlstate(state: str | None, error: object) -> type[QcError] | None:
    if state is None:
        # libpq gives no code when the connection breaks
        return ConnectionLost if type(error).__name__ == "OperationalError" else None
    for length in (5, 3, 2):
        if state[:length] in _BY_SQLSTATE:
            return _BY_SQLSTATE[state[:length]]
    return None
