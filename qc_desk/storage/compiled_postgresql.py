"""PostgreSQL's dialect, equal to every other on a server of the same version."""

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from qc_desk.storage.compiled import Alike


class AlikePostgresql(Alike, PGDialect_psycopg):
    """PostgreSQL as psycopg speaks it."""

    supports_statement_cache = True
