"""Attacks on what never changes: records, identities, published checklists, the chain."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    NEVER_DELETED,
    POSTGRESQL,
    RECORD,
    Act,
    act,
    change,
    overwriting,
)
from tests.integration.guards.record import CHAIN
from tests.integration.guards.rows import entry, insert
from tests.integration.guards.usual_values import (
    BRUNO,
    EVENING,
    LEA,
    UNA,
    VIC,
    WIM,
)

IN_DRAFT = (
    "checklist_versions",
    "check_items",
    "procedure_versions",
    "procedure_steps",
    "shown_pictures",
)


def _unchangeable() -> Iterator[Act]:
    for table in RECORD:
        column = "seq" if table == "audit_entries" else "id"
        yield act(f"change of {table}", f"UPDATE {table} SET {column} = {column} + 5000")
        yield act(
            f"change of nothing in {table}",
            f"UPDATE {table} SET {column} = {column}",
        )
    yield act("change of a producer", change("batch_producers", 1, person_id=VIC))
    for table in (*NEVER_DELETED, "batch_producers", *IN_DRAFT):
        where = {
            "batch_producers": " WHERE batch_id = 3",
            "checklist_versions": " WHERE id = 1",
            "check_items": " WHERE version_id = 2",
            "procedure_versions": " WHERE id = 1",
            "procedure_steps": " WHERE version_id = 2",
            "shown_pictures": " WHERE item_id = 10",
        }.get(table, "")
        yield act(f"deletion from {table}", f"DELETE FROM {table}{where}")
        yield act(
            f"emptying of {table}",
            _without_foreign_keys(table),
            f"TRUNCATE {table}",
            engines=POSTGRESQL,
        )
        yield act(
            f"emptying of {table} and all that points at it",
            f"TRUNCATE {table} CASCADE",
            engines=POSTGRESQL,
        )
    for table, id_ in (
        ("sites", 3),
        ("manufacturers", 2),
        ("customers", 2),
        ("products", 3),
        ("orders", 2),
        ("defect_codes", 2),
        ("checklists", 3),
        ("persons", UNA),
        ("batches", 1),
    ):
        yield act(f"another id in {table}", change(table, id_, id=999))
        yield act(f"another beginning in {table}", change(table, id_, created_at=EVENING))
    yield act("another login", change("persons", UNA, login="eve"))
    yield act("another beginning of the record", change("organisations", 1, created_at=EVENING))
    yield act("another database id", change("organisations", 1, database_id="other"))
    yield act("a sample made real", "UPDATE organisations SET is_sample = FALSE")
    for column, value in (
        ("id", 999),
        ("person_id", WIM),
        ("site_id", 3),
        ("role", "owner"),
        ("granted_at", EVENING),
    ):
        yield act(f"another {column} of a role", change("role_grants", 4, **{column: value}))
    yield act("an ended role revived", change("role_grants", 51, ended_at=None))
    for column, value in (("number", "B99"), ("product_id", 2), ("site_id", 2)):
        yield act(
            f"another {column} of an inspected batch", change("batches", 2, **{column: value})
        )
    for column, value in (("quantity", 1), ("manufacturer_id", 2), ("produced_on", "2026-01-01")):
        yield act(f"another {column} of a signed batch", change("batches", 3, **{column: value}))
    yield act("a defect event on the quiet", "UPDATE defect_events SET status = 'closed'")


def _checklists() -> Iterator[Act]:
    for column, value in (
        ("id", 999),
        ("checklist_id", 3),
        ("number", 9),
        ("drafted_by_id", LEA),
        ("drafted_at", EVENING),
    ):
        yield act(
            f"another {column} of a version", change("checklist_versions", 5, **{column: value})
        )
    for column, value in (
        ("mode", "review"),
        ("language", "sr"),
        ("sample_size", 1),
        ("method", "every_piece"),
        ("level", "II"),
        ("aql_major", "2.5"),
        ("aql_minor", "4.0"),
        ("isolated", True),
        ("digest", "other"),
        ("approved_by_id", LEA),
        ("approved_at", EVENING),
        ("alone_reason", "because"),
    ):
        yield act(
            f"another {column} of a published version",
            change("checklist_versions", 2, **{column: value}),
        )
    for number, status in ((2, "draft"), (1, "effective"), (1, "draft"), (6, "superseded")):
        approved = {"approved_by_id": BRUNO} if number == 6 else {}
        yield act(
            f"version {number} to {status}",
            change("checklist_versions", number, status=status, **approved),
        )
    yield act(
        "version that is in force at birth",
        insert(
            "checklist_versions",
            id=90,
            checklist_id=3,
            number=9,
            status="effective",
            approved_by_id=BRUNO,
        ),
    )
    item = {"id": 90, "position": 90, "code": "I90", "title": "Look"}
    yield act("item added to a published version", insert("check_items", version_id=2, **item))
    yield act("item added to no version", insert("check_items", version_id=99, **item))
    yield act("limit of a published item", change("check_items", 12, title="Look away"))
    told = '{"uk":{"title":"Відвернись"}}'
    yield act("translation of a published item", change("check_items", 12, wordings=told))
    yield act("item moved to another version", change("check_items", 30, version_id=5))
    yield act("item moved into a published version", change("check_items", 30, version_id=2))
    yield act("another id of an item", change("check_items", 30, id=999))
    yield act("published item deleted", "DELETE FROM check_items WHERE id = 12")
    yield act("published version deleted", "DELETE FROM checklist_versions WHERE id = 2")


def _chain() -> Iterator[Act]:
    yield act("gap in the chain", entry(4, CHAIN[2]))
    yield act("entry before the first", entry(0, CHAIN[2]))
    yield act("entry in the place of another", entry(2, CHAIN[1]))
    yield act("entry that names no other", entry(3, CHAIN[0]))
    yield act("entry that names another", entry(3, CHAIN[1]))
    yield act("entry with a short hash", entry(3, CHAIN[2], hash=b"\1" * 31))
    yield overwriting("entry with a hash in words", entry(3, CHAIN[2], hash="x" * 32))
    yield act(
        "entry with the hash of another", entry(3, CHAIN[2], hash=b"\1" * 32), engines=POSTGRESQL
    )


def _without_foreign_keys(table: str) -> str:
    return (
        "DO $do$ DECLARE one record; BEGIN FOR one IN SELECT conname, conrelid::regclass AS t"
        f" FROM pg_constraint WHERE contype = 'f' AND confrelid = '{table}'::regclass LOOP EXECUTE"
        " format('ALTER TABLE %s DROP CONSTRAINT %I', one.t, one.conname); END LOOP; END $do$"
    )


ON_THE_PAST = [*_unchangeable(), *_checklists(), *_chain()]
