"""What databases say, in words."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError

from qc_desk.storage import refusals
from qc_desk.storage.translation import in_words, refusal_for


def _sqlite_error(code: int, message: str = "said") -> sqlite3.Error:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (_sqlite_error(sqlite3.SQLITE_FULL), refusals.DiskFull),
        (_sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), refusals.DiskFailed),
        (_sqlite_error(sqlite3.SQLITE_BUSY_RECOVERY), refusals.RecordBusy),
        (_sqlite_error(sqlite3.SQLITE_CORRUPT), refusals.DamagedRecord),
        (_sqlite_error(sqlite3.SQLITE_NOTADB), refusals.DamagedRecord),
        (_sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), refusals.ReadOnlyRecord),
        (_sqlite_error(sqlite3.SQLITE_CANTOPEN), refusals.NoPermission),
        (_sqlite_error(sqlite3.SQLITE_CONSTRAINT_CHECK), refusals.RefusedByDatabase),
        (_sqlite_error(sqlite3.SQLITE_AUTH), refusals.RefusedByDatabase),
        (sqlite3.OperationalError("Could not decode to UTF-8"), refusals.DamagedRecord),
        (psycopg.errors.UniqueViolation(), refusals.RefusedByDatabase),
        (psycopg.errors.RaiseException(), refusals.RefusedByDatabase),
        (psycopg.errors.InsufficientPrivilege(), refusals.RefusedByDatabase),
        (psycopg.errors.SerializationFailure(), refusals.ChangedMeanwhile),
        (psycopg.errors.DeadlockDetected(), refusals.ChangedMeanwhile),
        (psycopg.errors.LockNotAvailable(), refusals.RecordBusy),
        (psycopg.errors.QueryCanceled(), refusals.RecordBusy),
        (psycopg.errors.DiskFull(), refusals.DiskFull),
        (psycopg.errors.DataCorrupted(), refusals.DamagedRecord),
        (psycopg.errors.AdminShutdown(), refusals.ConnectionLost),
        (psycopg.errors.IdleInTransactionSessionTimeout(), refusals.ConnectionLost),
        (psycopg.OperationalError("the connection is lost"), refusals.ConnectionLost),
        (_sqlite_error(sqlite3.SQLITE_ERROR, "no such column: x"), None),
        (psycopg.errors.UndefinedColumn(), None),
        (psycopg.ProgrammingError("x"), None),
        (ValueError("x"), None),
    ],
)
def test_that_what_a_person_can_act_on_becomes_a_refusal(
    error: Exception, wanted: type[Exception] | None
) -> None:
    refusal = refusal_for(error, "/data/shop")
    if wanted is None:
        assert refusal is None
    else:
        assert type(refusal) is wanted
        assert str(refusal)


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (StaleDataError("1 row expected"), refusals.ChangedMeanwhile),
        (PoolTimeoutError("no connection"), refusals.RecordBusy),
        (_sqlite_error(sqlite3.SQLITE_FULL), refusals.DiskFull),
        (sqlite3.OperationalError("no such table"), sqlite3.OperationalError),
        (KeyError("x"), KeyError),
    ],
)
def test_that_errors_are_translated_on_their_way(
    error: Exception, wanted: type[Exception]
) -> None:
    with pytest.raises(wanted), in_words("/data/shop"):
        raise error
