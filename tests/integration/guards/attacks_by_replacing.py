"""Attacks by putting one thing in the place of another, and by ways around the guards."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    OR_REPLACE,
    POSTGRESQL,
    SQLITE,
    UPDATE_OR_REPLACE,
    Act,
    act,
    change,
    overwriting,
)
from tests.integration.guards.record import CHAIN
from tests.integration.guards.rows import (
    answer,
    defect,
    entry,
    insert,
    inspection,
    photo,
    sign_off,
)
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    PAUL,
    VIC,
)


def _replaced_by_id() -> Iterator[Act]:
    again: dict[str, object] = {"id": 1}
    item = {"version_id": 3, "position": 90, "code": "I90", "title": "Look"}
    for table, row in (
        ("organisations", again | {"database_id": "e", "name": "Shop"}),
        ("sites", again | {"code": "S9", "name": "Site"}),
        ("customers", again | {"name": "Customer"}),
        ("manufacturers", again | {"name": "Manufacturer"}),
        ("orders", again | {"number": "O9"}),
        ("defect_codes", again | {"code": "D9", "name": "dent"}),
        ("checklists", again | {"code": "C9", "title": "Lamps"}),
        ("products", again | {"code": "P9", "name": "Lamp"}),
        ("persons", again | {"login": "eve", "name": "Eve"}),
        ("role_grants", again | {"person_id": VIC, "role": "owner"}),
        ("person_keys", {"id": 101, "person_id": BRUNO, "fingerprint": "new"}),
        ("checklist_versions", {"id": 2, "checklist_id": 1, "number": 9}),
        ("check_items", {"id": 12} | item),
        ("batches", {"id": 5, "number": "B90"}),
        ("batch_producers", {"id": 3, "batch_id": 5, "person_id": VIC}),
        ("reconciliations", {"id": 4, "batch_id": 3}),
        ("reports", {"id": 5, "serial": 9, "number": "S1-9", "sha256": "z"}),
        ("defect_events", {"id": 1, "defect_id": 211, "note": "fine"}),
    ):
        steps = [insert("defect_events", id=1, defect_id=211)] if table == "defect_events" else []
        yield overwriting(
            f"replacing an id in {table}", *steps, insert(table, verb=OR_REPLACE, **row)
        )
    yield overwriting("replacing an answer", answer(310, 21, 12, ANA, verb=OR_REPLACE))
    yield overwriting("replacing a defect", defect(211, 21, ANA, verb=OR_REPLACE))
    yield overwriting("replacing a photo", photo(310, 21, ANA, item_id=12, verb=OR_REPLACE))
    yield overwriting(
        "replacing an inspection",
        inspection(51, BRUNO, "open", "second", batch_id=7, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a signature", sign_off(502, 3, "decision", BRUNO, verb=OR_REPLACE)
    )
    yield overwriting("replacing an entry", entry(2, CHAIN[1]).replace("INSERT", OR_REPLACE))


def _replaced_by_key() -> Iterator[Act]:
    for table, row in (
        ("sites", {"code": "S1", "name": "Site"}),
        ("customers", {"name": "Customer 1"}),
        ("manufacturers", {"name": "Manufacturer 1"}),
        ("orders", {"number": "O1"}),
        ("defect_codes", {"code": "D1", "name": "dent"}),
        ("checklists", {"code": "C1", "title": "Lamps"}),
        ("products", {"code": "P1", "name": "Lamp"}),
        ("persons", {"login": "ana", "name": "Eve"}),
        ("role_grants", {"person_id": ANA, "granted_at": EVENING}),
        ("person_keys", {"person_id": BRUNO, "fingerprint": "f1"}),
        ("checklist_versions", {"checklist_id": 1, "number": 2}),
        ("batches", {"number": "B5"}),
        ("batch_producers", {"batch_id": 3, "person_id": PAUL, "named_at": EVENING}),
        ("reports", {"serial": 1, "number": "S1-9", "sha256": "z"}),
        ("reports", {"serial": 9, "number": "S1-1", "sha256": "z"}),
        ("reports", {"serial": 9, "number": "S1-9", "sha256": "a"}),
        ("reports", {"serial": 9, "number": "S1-9", "sha256": "z", "replaces_id": 5}),
    ):
        yield overwriting(
            f"replacing {', '.join(map(str, row.values()))} in {table}",
            insert(table, verb=OR_REPLACE, **({"id": 900} | row)),
        )
    yield overwriting("replacing a first word", answer(900, 21, 10, ANA, verb=OR_REPLACE))
    yield overwriting(
        "replacing a replacement",
        answer(900, 21, 10, ANA, replaces_id=201, reason="typo"),
        answer(901, 21, 10, ANA, replaces_id=201, reason="typo", verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a seat", inspection(94, LEA, "open", "second", batch_id=9, verb=OR_REPLACE)
    )
    yield overwriting("replacing a slot", sign_off(900, 3, "first", ANA, verb=OR_REPLACE))
    yield overwriting(
        "replacing a reconciliation",
        insert("reconciliations", id=900, batch_id=3),
        insert("reconciliations", id=901, batch_id=3, outcome="fail", verb=OR_REPLACE),
    )
    for table, id_, row in (
        ("sites", 3, {"code": "S1"}),
        ("customers", 2, {"name": "Customer 1"}),
        ("manufacturers", 2, {"name": "Manufacturer 1"}),
        ("orders", 2, {"number": "O1"}),
        ("defect_codes", 2, {"code": "D1"}),
        ("checklists", 3, {"code": "C1"}),
        ("products", 3, {"revision": ""}),
        ("batches", 1, {"number": "B5"}),
        ("checklist_versions", 3, {"status": "effective", "approved_by_id": BRUNO}),
    ):
        yield overwriting(
            f"overwriting another row of {table}", change(table, id_, UPDATE_OR_REPLACE, **row)
        )


def _by_other_ways() -> Iterator[Act]:
    for verb in ("INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK", "REPLACE"):
        yield overwriting(
            f"self sign-off with {verb}", sign_off(9302, 3, "decision", ANA, verb=verb)
        )
    yield overwriting(
        "checks switched off",
        "PRAGMA ignore_check_constraints = ON",
        sign_off(9302, 3, "decision", ANA),
    )
    yield overwriting(
        "foreign keys and recursive triggers switched off",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA recursive_triggers = OFF",
        sign_off(900, 3, "first", ANA, verb=OR_REPLACE),
    )
    helpful = (
        "CREATE TEMP TABLE inspections AS SELECT id, batch_id, round, seat, inspector_id,"
        " version_id, sample_size, 'open' AS status FROM {main}.inspections"
    )
    for main, engines in (("main", SQLITE), ("public", POSTGRESQL)):
        yield act(
            f"temporary table in front ({main})",
            helpful.format(main=main),
            answer(900, 31, 12, ANA).replace("INTO answers", f"INTO {main}.answers"),
            engines=engines,
        )
    yield act(
        "change by a conflict",
        answer(201, 21, 12, ANA) + " ON CONFLICT (id) DO UPDATE SET result = 'fail'",
    )
    yield act(
        "change of a slot by a conflict",
        sign_off(900, 3, "first", ANA)
        + " ON CONFLICT (batch_id, round, slot) DO UPDATE SET reason = 'other'",
    )
    yield act(
        "change of a site by a conflict",
        insert("sites", id=3, code="S3", name="x")
        + " ON CONFLICT (id) DO UPDATE SET created_at = '2020-01-01'",
    )
    yield act(
        "change by a merge",
        "MERGE INTO answers a USING (SELECT 201 AS n) b ON a.id = b.n"
        " WHEN MATCHED THEN UPDATE SET result = 'fail'",
        engines=POSTGRESQL,
    )
    yield act(
        "deletion through a join",
        "DELETE FROM answers USING inspections WHERE answers.inspection_id = inspections.id",
        engines=POSTGRESQL,
    )
    yield act(
        "replication mode",
        "SET session_replication_role = replica",
        "UPDATE answers SET result = 'fail'",
        engines=POSTGRESQL,
    )


BY_REPLACING = [*_replaced_by_id(), *_replaced_by_key(), *_by_other_ways()]
