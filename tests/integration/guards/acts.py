"""Statements after their steps, on the shop of record.py: attacks and honest deeds.

An attack is one statement, after such steps as are allowed by themselves. Most of them differ from
an honest act in one thing only, so that one rule alone stands in their way.
"""

import re
from dataclasses import dataclass

from tests.integration.guards.rows import insert, inspection, literal, sign_off
from tests.integration.guards.usual_values import (
    BRUNO,
    EVENING,
    LEA,
    OLGA,
    XAN,
)

RECORD = (
    "answers",
    "defect_events",
    "sign_offs",
    "audit_entries",
    "person_keys",
    "photos",
    "reports",
    "reconciliations",
    "complaint_events",
    "complaint_links",
    "escape_rulings",
    "complaint_photos",
    "touches",
    "promises",
    "promise_events",
    "problem_events",
    "sightings",
    "extra_checks",
    "service_targets",
    "discipline_entries",
    "actions",
    "action_events",
    "trainings",
    "sample_plans",
    "lot_results",
    "decided_rounds",
    "switches",
    "certificates",
    "signing_rules",
    "signed_copies",
    "spot_draws",
    "annotations",
    "pictures",
    "calibrations",
    "withdrawals",
    "snoozes",
    "review_decisions",
    "reworks",
    "deliveries",
    "delivery_events",
)
NEVER_DELETED = (
    *RECORD,
    "persons",
    "batches",
    "inspections",
    "defects",
    "checklists",
    "role_grants",
    "sites",
    "manufacturers",
    "customers",
    "products",
    "orders",
    "defect_codes",
    "organisations",
    "complaints",
    "problems",
    "corrective_actions",
    "procedures",
    "gauges",
    "letterheads",
)
_TABLE = re.compile(r"\b(?:INTO|UPDATE|FROM|TRUNCATE|REPLACE) (?:main\.|public\.)?([a-z_]+)")
SQLITE, POSTGRESQL, BOTH = ("sqlite",), ("postgresql",), ("sqlite", "postgresql")


@dataclass(frozen=True)
class Act:
    """A statement after its steps, and the tables that it works on."""

    name: str
    tables: frozenset[str]
    statements: tuple[str, ...]
    engines: tuple[str, ...] = BOTH


def act(name: str, *statements: str, engines: tuple[str, ...] = BOTH) -> Act:
    return Act(name, frozenset(_TABLE.findall(" ".join(statements))), statements, engines)


def change(table: str, row: int, verb: str = "UPDATE", /, **to: object) -> str:
    values = ", ".join(f"{column} = {literal(value)}" for column, value in to.items())
    return f"{verb} {table} SET {values} WHERE id = {row}"


OR_REPLACE = "INSERT OR REPLACE"
UPDATE_OR_REPLACE = "UPDATE OR REPLACE"


def overwriting(name: str, *statements: str) -> Act:
    return act(name, *statements, engines=SQLITE)


# Steps


def grant(person: int, site: int, role: str) -> str:
    return insert("role_grants", id=900 + person, person_id=person, site_id=site, role=role)


def end_roles(person: int) -> str:
    return (
        f"UPDATE role_grants SET ended_at = '{EVENING}'"
        f" WHERE person_id = {person} AND site_id <> 3 AND ended_at IS NULL"
    )


def withdraw(inspection_id: int) -> str:
    return change("inspections", inspection_id, status="withdrawn", reason="mistake")


def second_round() -> list[str]:
    """Batch 8 up to its second decision: first by Bruno, second by Lea."""
    return [
        change("inspections", 83, status="signed"),
        sign_off(1801, 8, "first", BRUNO, round=2),
        change("batches", 8, status="second_check"),
        inspection(84, LEA, "open", "second", round=2),
        change("inspections", 84, status="submitted"),
    ]


def lea_decides(**given: object) -> str:
    row = {"round": 2, "first_id": 1801, "first_signer_id": BRUNO} | given
    return sign_off(1802, 8, "decision", LEA, **row)


def lea_checks_batch_12() -> list[str]:
    return [
        inspection(124, LEA, "open", "second", batch_id=12, round=2),
        change("inspections", 124, status="submitted"),
    ]


FIRST_OF_12 = {"first_id": 1204, "first_signer_id": XAN, "round": 2}
FIRST_OF_14 = {"first_id": 1401, "first_signer_id": OLGA}
CONCESSION = sign_off(1403, 4, "concession", LEA)
APPROVAL = sign_off(9302, 3, "decision", BRUNO)
