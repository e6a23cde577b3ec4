"""SQLite's dialect, equal to every other of its kind."""

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from qc_desk.storage.compiled import Alike


class AlikeSqlite(Alike, SQLiteDialect_pysqlite):
    """SQLite as Python's own driver speaks it."""

    supports_statement_cache = True
