"""PostgreSQL as this record needs it: one chain for all, and nobody who blocks the others."""

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from qc_desk.storage.compiled import SHARED
from qc_desk.storage.refusals import (
    CannotConnect,
    DriverMissing,
    ServerUnfit,
    UnknownDatabase,
)

OLDEST = 13
# Any two numbers will do, as long as every program uses the same ones (the chain has its own).
SCHEMA_LOCK = 7_114_228

_OPTIONS = (
    "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=5min"
    " -c timezone=UTC -c synchronous_commit=on"
    " -c jit=off"  # to compile a question takes longer than to answer any of these
    " -c max_parallel_workers_per_gather=0"  # so does to start processes; others need them too
    " -c random_page_cost=1.1"  # what is asked for is in memory, or on a disk that does not turn
)
_KEEPALIVE = {
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "application_name": "qc_desk",
}


def engine(location: str) -> Engine:
    """Return an engine for the server at the address; raises UnknownDatabase or DriverMissing."""
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise UnknownDatabase(location=shown(location)) from None
    try:
        return create_engine(
            url.set(drivername="postgresql+desk"),
            connect_args={**_KEEPALIVE, "options": _OPTIONS},
            pool_size=4,
            max_overflow=8,
            pool_timeout=10,
            pool_pre_ping=True,
            pool_recycle=1800,
            execution_options=SHARED,
            hide_parameters=True,
        )
    except ImportError:
        raise DriverMissing from None


def must_be_fit(engine_: Engine, location: str) -> None:
    """Refuse a server that is out of reach (CannotConnect) or does not fit (ServerUnfit)."""
    try:
        with engine_.connect() as connection:
            version = connection.execute(text("SHOW server_version_num")).scalar_one()
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
            synchronous = connection.execute(text("SHOW fsync")).scalar_one()
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()
        raise CannotConnect(location=shown(location), reason=reason[0] if reason else "") from None
    if int(version) < OLDEST * 10_000:
        found = str(int(version) // 10_000)
        raise ServerUnfit(location=shown(location), setting="version", found=found, wanted=OLDEST)
    if encoding != "UTF8":
        raise ServerUnfit(
            location=shown(location), setting="encoding", found=encoding, wanted="UTF8"
        )
    if synchronous != "on":
        raise ServerUnfit(
            location=shown(location), setting="fsync", found=synchronous, wanted="on"
        )


def shown(location: str) -> str:
    """Return the address without its password."""
    try:
        return make_url(location).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return location.rpartition("@")[2] if "://" in location else location
