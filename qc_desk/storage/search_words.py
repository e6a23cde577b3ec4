"""The index of everything that can be found; it is made from the record and is no part of it.

One row for each thing: its words as ``domain/folding.py`` folds them, under a number that holds
its kind and its id. Whatever a transaction writes is taken in before it is committed: the audit
chain knows every row. SQLite looks up any three signs in a full-text table; on PostgreSQL each row
has a number for every three signs, in an index that needs no extension. Names and titles are there
in every language they were translated to. What a second check may not know yet is not there:
defects come in when their round is decided.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Row, text

from qc_desk.domain.folding import GAP, searchable, spelt
from qc_desk.domain.wordings import names

NAME, TERMS = "search_words", "search_terms"
_HALF = 1 << 31  # so that a checksum fits into four bytes with a sign
KIND = 1 << 40  # a row's number is its kind's number times this, and the id

_SQLITE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, tokenize='trigram case_sensitive 1')",
    f"CREATE TABLE {TERMS} (term TEXT PRIMARY KEY) WITHOUT ROWID",
)
_POSTGRESQL = (
    (
        f"CREATE TABLE {NAME} (rowid bigint PRIMARY KEY, words text NOT NULL,"
        " marks integer[] NOT NULL)"
    ),
    f"CREATE INDEX {NAME}_marks ON {NAME} USING gin (marks) WITH (fastupdate = off)",
    f"CREATE TABLE {TERMS} (term text PRIMARY KEY)",
)

# kind: its number, and what selects ids and words; the condition on ids comes behind it
SOURCES: dict[str, tuple[int, str]] = {
    "batch": (
        1,
        (
            "SELECT t.id, t.number, p.code, p.name, p.wordings, t.note"
            " FROM batches t JOIN products p ON p.id = t.product_id"
        ),
    ),
    "complaint": (
        2,
        (
            "SELECT t.id, 'C-' || t.number, t.words, t.told_by, t.outside_id, c.name"
            " FROM complaints t JOIN customers c ON c.id = t.customer_id"
        ),
    ),
    "defect": (
        3,
        (
            "SELECT t.id, c.code, c.name, c.wordings, i.title, i.wordings, t.place, t.note"
            " FROM defects t JOIN defect_codes c ON c.id = t.code_id"
            " JOIN inspections n ON n.id = t.inspection_id"
            " JOIN decided_rounds r ON r.batch_id = t.batch_id AND r.round = n.round"
            " LEFT JOIN check_items i ON i.id = t.item_id"
        ),
    ),
    "problem": (
        4,
        (
            "SELECT t.id, 'PR-' || t.number, t.family, c.code, c.name, c.wordings, t.item_title,"
            " t.variant"
            " FROM problems t JOIN defect_codes c ON c.id = t.code_id"
        ),
    ),
    "action": (5, "SELECT t.id, 'CA-' || t.number, t.title FROM corrective_actions t"),
    "promise": (6, "SELECT t.id, 'P-' || t.number, t.text FROM promises t"),
    "report": (7, "SELECT t.id, t.number, t.reason FROM reports t"),
    "procedure": (8, "SELECT t.id, t.code, t.title, t.wordings FROM procedures t"),
    "checklist": (9, "SELECT t.id, t.code, t.title, t.wordings, t.trade FROM checklists t"),
    "product": (
        10,
        "SELECT t.id, t.code, t.revision, t.name, t.wordings, t.family FROM products t",
    ),
    "manufacturer": (11, "SELECT t.id, t.name, t.contact, t.email FROM manufacturers t"),
    "customer": (12, "SELECT t.id, t.name, t.email, t.phone FROM customers t"),
    "order": (
        13,
        "SELECT t.id, t.number, c.name FROM orders t JOIN customers c ON c.id = t.customer_id",
    ),
    "person": (14, "SELECT t.id, t.name, t.login FROM persons t"),
    "gauge": (15, "SELECT t.id, t.number, t.name, t.kind, t.kept_at FROM gauges t"),
    "defect_code": (16, "SELECT t.id, t.code, t.name, t.wordings FROM defect_codes t"),
}

# table: the kinds whose words change with its rows, and by which of their columns they are found
_CHANGED: dict[str, tuple[tuple[str, str], ...]] = {
    "batches": (("batch", "t.id"),),
    "complaints": (("complaint", "t.id"),),
    "defects": (("defect", "t.id"),),
    "decided_rounds": (("defect", "r.id"),),
    "problems": (("problem", "t.id"),),
    "corrective_actions": (("action", "t.id"),),
    "promises": (("promise", "t.id"),),
    "reports": (("report", "t.id"),),
    "procedures": (("procedure", "t.id"),),
    "checklists": (("checklist", "t.id"),),
    "products": (("product", "t.id"), ("batch", "p.id")),
    "manufacturers": (("manufacturer", "t.id"),),
    "customers": (("customer", "t.id"), ("complaint", "c.id"), ("order", "c.id")),
    "orders": (("order", "t.id"),),
    "persons": (("person", "t.id"),),
    "gauges": (("gauge", "t.id"),),
    "defect_codes": (("defect_code", "t.id"), ("defect", "c.id"), ("problem", "c.id")),
}
# columns that move with every act and hold no words: a batch moves with each of its answers
BOOKKEEPING = frozenset(("changed_at", "status", "version"))
_MANY = ("batch", "complaint", "defect", "promise", "report", "order")
# groups of kinds whose rows are marked alike: each of those that have many rows, and the others
GROUPS: dict[int, tuple[int, ...]] = {
    0: tuple(number for kind, (number, _) in SOURCES.items() if kind not in _MANY),
    **{SOURCES[kind][0]: (SOURCES[kind][0],) for kind in _MANY},
}
_AT_ONCE, _AT_FIRST = 500, 10_000
_IN_BULK = {
    "sqlite": (  # one row after another
        "INSERT INTO search_words (rowid, words) VALUES (:rowid, :words)",
        "INSERT INTO search_terms (term) VALUES (:term) ON CONFLICT DO NOTHING",
    ),
    "postgresql": (  # all rows at once
        (
            "INSERT INTO search_words (rowid, words, marks)"
            " SELECT rowid, words, CAST(marks AS integer[]) FROM unnest(CAST(:rowids AS bigint[]),"
            " CAST(:texts AS text[]), CAST(:marks AS text[])) AS told (rowid, words, marks)"
        ),
        (
            "INSERT INTO search_terms (term) SELECT unnest(CAST(:terms AS text[]))"
            " ON CONFLICT DO NOTHING"
        ),
    ),
}


def install(connection: Connection) -> None:
    """Make the index and fill it, in the transaction of the caller; one that stands is kept."""
    sqlite = connection.dialect.name == "sqlite"
    stands = (
        f"SELECT 1 FROM sqlite_master WHERE name = '{NAME}'"  # noqa: S608 (a fixed name)
        if sqlite
        else f"SELECT 1 WHERE to_regclass('{NAME}') IS NOT NULL"
    )
    if connection.exec_driver_sql(stands).first() is not None:
        return
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        connection.exec_driver_sql(statement)
    for number, source in SOURCES.values():
        found = connection.execute(text(source))
        for rows in found.partitions(_AT_FIRST):
            _add(connection, _told(number, rows))


def is_told(table: str, changed: Collection[str] | None) -> bool:
    """Whether a row that was written can be found by other words than before.

    ``changed`` names what of it is other than before; None: all of it.
    """
    return table in _CHANGED and (changed is None or not BOOKKEEPING.issuperset(changed))


def take_in(connection: Connection, written: Iterable[tuple[str, int]]) -> None:
    """Take in the rows of these tables with these ids, as they stand now."""
    by_table: dict[str, set[int]] = {}
    for table, row_id in written:
        by_table.setdefault(table, set()).add(row_id)
    for table, ids in by_table.items():
        for kind, column in _CHANGED[table]:
            number, source = SOURCES[kind]
            for some in _portions(sorted(ids)):
                listed = ", ".join(map(str, some))  # whole numbers from the record itself
                found = connection.execute(text(f"{source} WHERE {column} IN ({listed})"))
                _write(connection, number, found.all())


def group_of(kind: int) -> int:
    """Return the group in which rows of a kind are marked."""
    return kind if kind in GROUPS else 0


def marks(group: int, signs: Iterable[str]) -> list[int]:
    """Return a number for every three signs in a row, for rows of a group of kinds.

    Different signs may have the same number: who looks for it looks at the words too.
    """
    threes = {each[at : at + 3] for each in signs for at in range(len(each) - 2)}
    return [crc32(f"{group}{three}".encode()) - _HALF for three in threes]


def _marked(rowid: int, words: str) -> str:
    """Return the marks of a row as PostgreSQL reads them: of each word with the gap before it."""
    signs = (GAP + word for word in words.split(GAP) if word)
    return "{" + ",".join(map(str, marks(group_of(rowid // KIND), signs))) + "}"


def is_part(table: str) -> bool:
    """Whether a table of the database belongs to the index and not to the record."""
    return table in {NAME, TERMS} or table.startswith(f"{NAME}_")


def _told(kind: int, rows: Iterable[Row[Any]]) -> list[tuple[int, str]]:
    """Return the number of each row in the index, with its words."""
    return [(kind * KIND + row[0], searchable(*_texts(row))) for row in rows]


def _texts(row: Row[Any]) -> Iterator[str]:
    """Yield what a row says, its names in other languages too."""
    said: Sequence[Any] = row
    for column, words in zip(row._fields[1:], said[1:], strict=True):
        if column == "wordings":
            yield from names(words or "")
        else:
            yield words or ""


def _write(connection: Connection, kind: int, rows: Iterable[Row[Any]]) -> None:
    """Write words anew under their numbers, and note how they are spelt."""
    told = _told(kind, rows)
    if told:
        old = [{"rowid": rowid} for rowid, _words in told]
        connection.execute(text(f"DELETE FROM {NAME} WHERE rowid = :rowid"), old)  # noqa: S608 (fixed)
    _add(connection, told)


def _add(connection: Connection, told: list[tuple[int, str]]) -> None:
    """Add words under numbers that are not there; PostgreSQL gets all of them at once."""
    if not told:
        return
    add_words, add_terms = (text(statement) for statement in _IN_BULK[connection.dialect.name])
    terms = sorted(set().union(*(spelt(words) for _rowid, words in told)))
    if connection.dialect.name == "postgresql":
        rowids, texts = zip(*told, strict=True)
        written = [_marked(rowid, words) for rowid, words in told]
        facts = {"rowids": list(rowids), "texts": list(texts), "marks": written}
        connection.execute(add_words, facts)
        connection.execute(add_terms, {"terms": terms})
        return
    connection.execute(add_words, [{"rowid": rowid, "words": words} for rowid, words in told])
    if terms:
        connection.execute(add_terms, [{"term": term} for term in terms])


def _portions(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
