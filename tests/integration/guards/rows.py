"""Rows of a shop's record as plain SQL, with usual values where none are given."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from qc_desk.domain.audit import link
from qc_desk.domain.entities import Base

MORNING = "2026-11-20 08:00:00"
NOON = "2026-11-20 12:00:00"
EVENING = "2026-11-20 18:00:00"
ANA, BRUNO, LEA, OLGA, PAUL, QUIN, RITA, SAM, TOM, UNA, VIC, WIM, XAN = range(1, 14)
_BLANKS = {
    str: "",
    Decimal: "0",
    bool: False,
    int: 0,
    bytes: b"\0",
    datetime: MORNING,
    date: MORNING,
}
DEFAULTS: dict[str, dict[str, object]] = {
    "answers": {
        "unit_number": 0,
        "result": "pass",
        "words": "",
        "note": "",
        "reason": "",
        "at": MORNING,
    },
    "audit_entries": {"at": MORNING, "act": "test", "subject": "batches", "subject_id": 1},
    "batches": {
        "product_id": 1,
        "manufacturer_id": 1,
        "site_id": 1,
        "quantity": 100,
        "note": "",
        "status": "draft",
        "round": 1,
        "created_at": MORNING,
        "changed_at": MORNING,
        "version": 1,
    },
    "batch_producers": {"named_at": MORNING},
    "check_items": {
        "section": "",
        "instruction": "",
        "kind": "pass_fail",
        "severity": "major",
        "per_unit": False,
        "photo_rule": "never",
        "unit": "",
        "decimals": 2,
        "good_choices": "",
        "bad_choices": "",
        "gauge": "",
    },
    "checklist_versions": {
        "status": "draft",
        "mode": "independent",
        "language": "en",
        "method": "fixed",
        "sample_size": 3,
        "digest": "",
        "drafted_by_id": ANA,
        "drafted_at": MORNING,
        "alone_reason": "",
    },
    "checklists": {"trade": "", "created_at": MORNING},
    "customers": {"email": "", "phone": "", "created_at": MORNING},
    "defect_codes": {"default_severity": "minor", "created_at": MORNING},
    "defect_events": {"status": "open", "quantity": 0, "note": "", "by_id": ANA, "at": MORNING},
    "defects": {
        "unit_number": 0,
        "code_id": 1,
        "severity": "minor",
        "quantity": 1,
        "place": "",
        "containment": "",
        "note": "",
        "at": MORNING,
        "status": "open",
    },
    "certificates": {
        "name": "Shop",
        "issuer": "Shop",
        "valid_from": MORNING,
        "valid_until": "2036-11-20 08:00:00",
        "at": MORNING,
    },
    "signing_rules": {"at_issue": True, "each_sign_off": False, "by_id": XAN, "at": MORNING},
    "signed_copies": {
        "report_id": 6,
        "certificate_id": 1,
        "signatures": 1,
        "sha256": "signed",
        "by_id": ANA,
        "at": NOON,
    },
    "deliveries": {
        "way": "draft",
        "to_whom": "Kiln 4",
        "address": "qa@kiln4.example",
        "by_id": ANA,
        "at": MORNING,
    },
    "delivery_events": {"report_id": 6, "happened_at": NOON, "by_id": ANA, "at": NOON},
    "inspections": {
        "round": 1,
        "seat": "first",
        "version_id": 2,
        "sample_size": 3,
        "status": "open",
        "opened_at": MORNING,
        "changed_at": MORNING,
        "reason": "",
    },
    "manufacturers": {
        "language": "en",
        "email": "",
        "contact": "",
        "address": "",
        "created_at": MORNING,
    },
    "orders": {"customer_id": 1, "created_at": MORNING},
    "organisations": {
        "address": "",
        "language": "en",
        "currency": "EUR",
        "is_sample": True,
        "created_at": MORNING,
    },
    "person_keys": {"public_key": b"\1" * 32, "enrolled_at": MORNING},
    "persons": {"language": "en", "created_at": MORNING, "wrong_passwords": 0},
    "photos": {
        "unit_number": 0,
        "caption": "",
        "sha256": "0" * 64,
        "width": 4,
        "height": 3,
        "image": b"\1",
        "print_copy": b"\1",
        "thumbnail": b"\1",
        "at": MORNING,
    },
    "annotations": {"shapes": "[]", "digest": "0" * 64, "by_id": ANA, "at": MORNING},
    "pictures": {
        "sha256": "0" * 64,
        "width": 4,
        "height": 3,
        "image": b"\1",
        "print_copy": b"\1",
        "thumbnail": b"\1",
        "by_id": ANA,
        "at": MORNING,
    },
    "shown_pictures": {"shows": "good", "position": 1, "caption": "", "picture_id": 1},
    "procedure_steps": {"instruction": "Weigh 2 kg"},
    "procedure_versions": {
        "status": "draft",
        "language": "en",
        "drafted_by_id": ANA,
        "drafted_at": MORNING,
    },
    "procedures": {"created_at": MORNING},
    "products": {"revision": "", "family": "", "created_at": MORNING},
    "reconciliations": {"round": 1, "outcome": "pass", "reason": "looked again", "at": MORNING},
    "reports": {
        "kind": "inspection",
        "site_id": 1,
        "batch_id": 5,
        "round": 1,
        "manufacturer_id": 1,
        "words": "",
        "language": "en",
        "reason": "",
        "issued_at": MORNING,
        "issued_by_id": ANA,
        "audit_seq": 1,
        "verdict": "released",
        "audit_head": "",
        "payload": b"{}",
        "payload_digest": "",
        "pdf": b"%PDF",
    },
    "role_grants": {"site_id": 1, "role": "inspector", "granted_at": MORNING},
    "sign_offs": {
        "round": 1,
        "reason": "",
        "at": MORNING,
        "signed_bytes": b"{}",
        "signature": b"\1" * 64,
    },
    "sites": {"time_zone": "UTC", "created_at": MORNING},
    "action_events": {"status": "done", "words": "done", "by_id": XAN, "at": EVENING},
    "actions": {
        "discipline": "d5",
        "text": "Do it",
        "owner_id": PAUL,
        "due_on": "2026-12-01",
        "by_id": XAN,
        "at": MORNING,
    },
    "complaint_events": {"by_id": ANA, "at": EVENING},
    "complaint_links": {"standing": "suspected", "reason": "same day", "by_id": ANA},
    "complaint_photos": {"sha256": "0" * 64, "width": 4, "height": 3, "by_id": ANA},
    "complaints": {
        "site_id": 1,
        "customer_id": 1,
        "channel": "phone",
        "heard_at": MORNING,
        "heard_by_id": ANA,
        "words": "It is scratched",
        "status": "received",
        "entered_by_id": ANA,
        "entered_at": EVENING,
        "changed_at": EVENING,
        "version": 1,
    },
    "corrective_actions": {
        "title": "No scratches",
        "lead_id": LEA,
        "status": "open",
        "opened_at": MORNING,
        "changed_at": MORNING,
        "version": 1,
    },
    "discipline_entries": {"discipline": "d2", "part": "text", "position": 1, "by_id": XAN},
    "escape_rulings": {"cause": "not_in_sample", "reason": "looked", "by_id": LEA},
    "extra_checks": {
        "round": 1,
        "asked": "Look twice",
        "result": "pass",
        "note": "looked",
        "by_id": ANA,
    },
    "problem_events": {"words": "because", "by_id": XAN, "at": EVENING},
    "problems": {
        "family": "V",
        "code_id": 1,
        "status": "watching",
        "raised_at": MORNING,
        "changed_at": MORNING,
        "version": 1,
    },
    "promise_events": {"words": "told Mr Smith", "by_id": ANA},
    "promises": {
        "side": "ours",
        "text": "Send a new one",
        "site_id": 1,
        "is_fix": False,
        "due_on": "2026-11-25",
        "due_at": "2026-11-25 23:00:00",
        "owner_id": ANA,
        "made_at": MORNING,
        "by_id": ANA,
    },
    "service_targets": {
        "kind": "answer_hours",
        "value": 48,
        "reason": "faster",
        "by_id": XAN,
        "at": MORNING,
    },
    "calibrations": {
        "calibrated_on": "2026-10-01",
        "result": "in_tolerance",
        "due_on": "2027-10-01",
        "laboratory": "Lab",
        "by_id": LEA,
        "at": MORNING,
    },
    "gauges": {
        "name": "Caliper 150 mm",
        "kind": "caliper",
        "site_id": 1,
        "every": 12,
        "every_unit": "months",
        "out_of_service": "",
        "created_at": MORNING,
    },
    "lot_results": {
        "round": 1,
        "severity": "major",
        "found": 0,
        "accepted": True,
        "by_id": BRUNO,
        "at": EVENING,
    },
    "sample_plans": {
        "severity": "major",
        "method": "iso2859",
        "edition": "ISO 2859-1:1999",
        "level": "II",
        "aql": "10",
        "strictness": "normal",
        "letter": "C",
        "n": 3,
        "ac": 1,
        "re": 2,
        "isolated": False,
    },
    "spot_draws": {"seed": "5" * 64, "share": 30, "drawn": "\n42/0\n43/2\n"},
    "switches": {
        "product_id": 2,
        "site_id": 1,
        "severity": "major",
        "before": "normal",
        "after": "tightened",
        "discontinued": False,
        "cause": "two_of_five",
        "score": 0,
        "reason": "",
        "by_id": BRUNO,
        "at": EVENING,
    },
    "decided_rounds": {
        "day": "2026-11-20",
        "site_id": 1,
        "manufacturer_id": 1,
        "product_id": 2,
        "customer_id": None,
        "accepted": True,
        "sampled": 3,
        "nonconforming": 1,
        "nonconformities": 1,
        "compared": 4,
        "alike": 3,
        "minutes": 90,
        "by_id": BRUNO,
        "at": EVENING,
    },
    "snoozes": {
        "kind": "promise",
        "subject_id": 12,
        "until": "2026-11-25",
        "reason": "they are on holiday",
        "by_id": ANA,
        "at": MORNING,
    },
    "review_decisions": {"week": "2026-11-16", "number": 1, "by_id": XAN, "at": MORNING},
    "reworks": {
        "batch_id": 8,
        "round": 1,
        "number": 1,
        "done_on": "2026-11-20",
        "hours": "2.5",
        "cost": "40",
        "currency": "EUR",
        "note": "",
        "by_id": ANA,
        "at": MORNING,
    },
    "sightings": {"site_id": 1, "made_on": "2026-11-01", "by_id": ANA},
    "trainings": {"kind": "trained", "at": MORNING},
    "withdrawals": {"reason": "typing error", "at": MORNING, "by_id": ANA},
    "letterheads": {"page": "a4"},
    "touches": {"direction": "in", "channel": "phone", "by_id": ANA},
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
