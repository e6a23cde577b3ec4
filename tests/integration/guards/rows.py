"""Rows of a shop's record as plain SQL, with usual values where none are given."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from qc_desk.domain.audit import link
from qc_desk.domain.entities import Base
from tests.integration.guards.usual_values import ANA, DEFAULTS, MORNING

_BLANKS = {
    str: "",
    Decimal: "0",
    bool: False,
    int: 0,
    bytes: b"\0",
    datetime: MORNING,
    date: MORNING,
}
MEANINGS = {
    "first": "inspected",
    "decision": "approved",
    "concession": "concession",
    "alone": "released_alone",
    "reconciled_first": "reconciled",
    "reconciled_second": "reconciled",
    "reconciled_third": "reconciled",
}


@cache
def _blank(table: str) -> dict[str, object]:
    """Something for every column that must have a value: tables grow."""
    return {
        column.name: _BLANKS.get(getattr(column.type, "impl", column.type).python_type, "")
        for column in Base.metadata.tables[table].columns
        if not column.nullable and not column.primary_key
    }


def literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return "'" + str(value).replace("'", "''") + "'"


def insert(table: str, /, **given: object) -> str:
    """An INSERT with usual values where none is given; ``verb`` may be INSERT OR REPLACE."""
    verb = given.pop("verb", "INSERT")
    row = _blank(table) | DEFAULTS[table] | given
    values = ", ".join(literal(value) for value in row.values())
    return f"{verb} INTO {table} ({', '.join(row)}) VALUES ({values})"


def sign_off(number: int, batch: int, slot: str, by: int, /, **given: object) -> str:
    """A signature in a slot with the signer's own key; one that follows points at the first."""
    row: dict[str, object] = {
        "id": number,
        "batch_id": batch,
        "slot": slot,
        "meaning": MEANINGS[slot],
        "signer_id": by,
        "key_id": 100 + by,
    }
    if slot not in ("first", "decision"):
        row["reason"] = "because"
    if slot in ("decision", "concession", "reconciled_second", "reconciled_third"):
        row |= {"first_id": batch * 100 + 1, "first_slot": "first", "first_signer_id": ANA}
    return insert("sign_offs", **(row | given))


def entry(seq: int, previous: bytes, **given: object) -> str:
    body = given.setdefault("body", b"{}")
    assert isinstance(body, bytes)
    row = {"seq": seq, "previous": previous, "hash": link(seq, previous, body)} | given
    return insert("audit_entries", **row)


def batch(number: int, status: str, /, **given: object) -> str:
    row = {"id": number, "number": f"B{number}", "status": status} | given
    return insert("batches", **row)


def inspection(number: int, by: int, status: str, seat: str = "first", /, **given: object) -> str:
    """An inspection by a person; its batch is the one that its number begins with."""
    row: dict[str, object] = {
        "id": number,
        "batch_id": number // 10,
        "inspector_id": by,
        "status": status,
        "seat": seat,
        "reason": "mistake" if status == "withdrawn" else "",
    }
    return insert("inspections", **(row | given))


def answer(number: int, inspected: int, item: int, by: int, /, **given: object) -> str:
    row = {"id": number, "inspection_id": inspected, "item_id": item, "by_id": by} | given
    return insert("answers", **row)


def defect(number: int, inspected: int, by: int, /, **given: object) -> str:
    row: dict[str, object] = {
        "id": number,
        "batch_id": inspected // 10,
        "inspection_id": inspected,
        "number": number,
        "by_id": by,
    }
    return insert("defects", **(row | given))


def photo(number: int, inspected: int, by: int, /, **given: object) -> str:
    row = {"id": number, "inspection_id": inspected, "by_id": by} | given
    return insert("photos", **row)
