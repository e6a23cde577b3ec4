"""The guards of this record, or none until they are written."""

from sqlalchemy import Connection


def install(connection: Connection) -> None:
    """Put the guards in force."""
    try:
        from qc_desk.storage import guards  # noqa: PLC0415
    except ImportError:
        return
    guards.install(connection)


def missing(connection: Connection) -> list[str]:
    """Return the names of guards that are missing or altered."""
    try:
        from qc_desk.storage import guards  # noqa: PLC0415
    except ImportError:
        return []
    return guards.missing(connection)
