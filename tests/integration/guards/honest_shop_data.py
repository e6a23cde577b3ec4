"""What people do every day with batches and with the data of their shop."""

from collections.abc import Iterator

from tests.integration.guards.acts import Act, act, change, end_roles, grant, overwriting, withdraw
from tests.integration.guards.rows import batch, insert
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    XAN,
)


def _batches() -> Iterator[Act]:
    yield act("new batch", batch(90, "draft"))
    yield act("new batch of another product", batch(90, "draft", number="B5", product_id=2))
    yield act(
        "new batch of a number that another product has",
        batch(90, "draft", number="B5", product_id=2),
        change("batches", 90, note="x"),
    )
    yield act("batch touched", change("batches", 5, changed_at=EVENING, note="x"))
    yield act("held", change("batches", 7, status="held"))
    yield act("rework", change("batches", 4, status="rework", round=2))
    yield act("first check withdrawn", withdraw(31), change("batches", 3, status="draft", round=2))
    for number, status in (
        (4, "scrapped"),
        (4, "returned"),
        (5, "shipped"),
        (5, "recalled"),
        (1, "first_check"),
        (2, "second_check"),
        (2, "draft"),
        (8, "rework"),
    ):
        yield act(f"batch {number} {status}", change("batches", number, status=status))
    yield act(
        "recalled after shipping",
        change("batches", 5, status="shipped"),
        change("batches", 5, status="recalled"),
    )
    yield act(
        "a draft corrected",
        change(
            "batches",
            1,
            number="B90",
            product_id=2,
            site_id=2,
            quantity=5,
            manufacturer_id=2,
            produced_on="2026-01-01",
        ),
    )
    yield act("the quantity of an unsigned batch corrected", change("batches", 2, quantity=7))


def _shop_data() -> Iterator[Act]:
    for table, row in (
        ("sites", {"code": "S9", "name": "Site"}),
        ("customers", {"name": "Customer 9"}),
        ("manufacturers", {"name": "Manufacturer 9"}),
        ("orders", {"number": "O9"}),
        ("defect_codes", {"code": "D9", "name": "dent"}),
        ("checklists", {"code": "C9", "title": "Lamps"}),
        ("products", {"code": "P1", "revision": "C", "name": "Lamp"}),
        ("persons", {"login": "eve", "name": "Eve"}),
        ("person_keys", {"person_id": ANA, "fingerprint": "new"}),
        ("reports", {"serial": 3, "number": "S1-3", "sha256": "c"}),
        ("reports", {"serial": 1, "number": "S2-1", "sha256": "c", "site_id": 2}),
        ("role_grants", {"person_id": ANA, "role": "lead"}),
        ("role_grants", {"person_id": ANA, "site_id": 3}),
        ("role_grants", {"person_id": ANA, "ended_at": EVENING}),
        ("role_grants", {"person_id": LEA, "role": "owner"}),
        ("role_grants", {"person_id": XAN, "role": "inspector"}),
    ):
        yield act(
            f"new row of {table}: {', '.join(map(str, row.values()))}",
            insert(table, **({"id": 900} | row)),
        )
    yield act(
        "a product with a revision of another",
        insert("products", id=900, code="P2", revision="B", name="Lamp"),
    )
    yield act("a role given again", end_roles(ANA), grant(ANA, 1, "inspector"))
    yield act("a role ended", end_roles(ANA))
    yield act("an ended role touched", change("role_grants", 51, ended_at=EVENING))
    for table, id_ in (
        ("sites", 1),
        ("customers", 1),
        ("manufacturers", 1),
        ("products", 1),
        ("persons", 1),
        ("organisations", 1),
    ):
        yield act(f"another name in {table}", change(table, id_, name="Other"))
    for table, row in (
        ("sites", {"name": "x"}),
        ("customers", {"email": "x"}),
        ("manufacturers", {"email": "x"}),
        ("orders", {"promised_ship_date": "2026-12-01"}),
        ("defect_codes", {"name": "x"}),
        ("checklists", {"title": "x"}),
        ("products", {"name": "x"}),
    ):
        yield act(f"a row of {table} kept as it is", change(table, 2, **row))
    yield act("a product of two revisions renamed", change("products", 3, name="x"))
    yield act("a person retired", change("persons", LEA, retired_at=EVENING))
    yield overwriting(
        "a second organisation, where the constraint against it is off",
        "PRAGMA ignore_check_constraints = ON",
        insert("organisations", id=2, database_id="e", name="Shop"),
    )
    yield overwriting(
        "a report of another kind",
        "PRAGMA ignore_check_constraints = ON",
        insert("reports", id=900, kind="letter", serial=1, number="L-1", sha256="c"),
    )


def _checklists() -> Iterator[Act]:
    item = {"position": 90, "code": "I90", "title": "Look"}
    approved = {"status": "effective", "approved_by_id": BRUNO, "approved_at": EVENING}
    yield act("draft version", insert("checklist_versions", id=90, checklist_id=3, number=2))
    yield act(
        "draft version of a number", insert("checklist_versions", id=90, checklist_id=2, number=3)
    )
    yield act("item in a draft", insert("check_items", id=90, version_id=3, **item))
    yield act("item of a draft changed", change("check_items", 30, title="Look well"))
    yield act("item of a draft deleted", "DELETE FROM check_items WHERE id = 30")
    yield act("draft deleted", "DELETE FROM checklist_versions WHERE id = 6")
    yield act("draft changed", change("checklist_versions", 3, mode="review", sample_size=2))
    yield act("draft in force", change("checklist_versions", 6, **approved))
    yield act(
        "the next version in force",
        change("checklist_versions", 2, status="superseded"),
        change("checklist_versions", 3, **approved),
    )
    yield act(
        "version in force kept as it is", change("checklist_versions", 2, status="effective")
    )


SHOP_DATA = [*_batches(), *_shop_data(), *_checklists()]
