"""Attacks on procedures, on training, and on checks that only trained people may do."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    OR_REPLACE,
    UPDATE_OR_REPLACE,
    Act,
    act,
    change,
    end_roles,
    overwriting,
)
from tests.integration.guards.record_manual import trained, understood
from tests.integration.guards.rows import insert, inspection
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    PAUL,
    QUIN,
    UNA,
)


def _versions() -> Iterator[Act]:
    yield act("another id in procedures", change("procedures", 3, id=999))
    yield act("another beginning in procedures", change("procedures", 3, created_at=EVENING))
    for column, value in (
        ("id", 999),
        ("procedure_id", 3),
        ("number", 9),
        ("drafted_by_id", LEA),
        ("drafted_at", EVENING),
    ):
        yield act(
            f"another {column} of a procedure version",
            change("procedure_versions", 5, **{column: value}),
        )
    for column, value in (
        ("language", "sr"),
        ("purpose", "other"),
        ("wordings", '{"uk":{"purpose":"Інакше"}}'),
        ("digest", "other"),
        ("approved_by_id", LEA),
        ("approved_at", EVENING),
        ("alone_reason", "because"),
    ):
        yield act(
            f"another {column} of a published procedure",
            change("procedure_versions", 2, **{column: value}),
        )
    for number, status in ((2, "draft"), (1, "effective"), (1, "draft"), (6, "superseded")):
        approved = {"approved_by_id": BRUNO} if number == 6 else {}
        yield act(
            f"procedure version {number} to {status}",
            change("procedure_versions", number, status=status, **approved),
        )
    born = {"id": 90, "procedure_id": 3, "number": 9, "status": "effective"}
    yield act(
        "procedure version in force at birth",
        insert("procedure_versions", approved_by_id=BRUNO, **born),
    )
    yield act("published procedure version deleted", "DELETE FROM procedure_versions WHERE id = 2")


def _steps() -> Iterator[Act]:
    step = {"id": 90, "position": 90}
    yield act("step added to a published version", insert("procedure_steps", version_id=2, **step))
    yield act("step added to no version", insert("procedure_steps", version_id=99, **step))
    yield act("amount of a published step", change("procedure_steps", 10, instruction="Pour"))
    told = '{"uk":{"instruction":"Вилий"}}'
    yield act("translation of a published step", change("procedure_steps", 10, wordings=told))
    yield act("step moved to another version", change("procedure_steps", 30, version_id=5))
    yield act("step moved into a published version", change("procedure_steps", 30, version_id=2))
    yield act("another id of a step", change("procedure_steps", 30, id=999))
    yield act("published step deleted", "DELETE FROM procedure_steps WHERE id = 10")


def _replaced() -> Iterator[Act]:
    for table, row in (
        ("procedures", {"id": 1, "code": "PR9", "title": "Glaze"}),
        ("procedures", {"id": 900, "code": "PR1", "title": "Glaze"}),
        ("procedure_versions", {"id": 2, "procedure_id": 1, "number": 9}),
        ("procedure_versions", {"id": 900, "procedure_id": 1, "number": 2}),
        ("procedure_steps", {"id": 10, "version_id": 3, "position": 90}),
    ):
        yield overwriting(f"replacing {row} in {table}", insert(table, verb=OR_REPLACE, **row))
    yield overwriting("replacing a training", understood(1, ANA, verb=OR_REPLACE))
    yield overwriting(
        "overwriting another procedure", change("procedures", 3, UPDATE_OR_REPLACE, code="PR1")
    )
    yield overwriting(
        "overwriting the procedure in force",
        change(
            "procedure_versions", 3, UPDATE_OR_REPLACE, status="effective", approved_by_id=BRUNO
        ),
    )


def _trainings() -> Iterator[Act]:
    on_draft = {"checklist_version_id": 8}
    yield act("training on a draft checklist", trained(900, ANA, **on_draft))
    yield act("training on a draft procedure", trained(900, ANA, procedure_version_id=3))
    yield act("training on nothing", trained(900, ANA, checklist_version_id=None))
    yield act("understanding of a draft", understood(900, ANA, **on_draft))
    yield act("training of somebody retired", trained(900, UNA))
    yield act("understanding by somebody retired", understood(900, UNA))
    yield act("training by an inspector", trained(900, BRUNO, by_id=ANA))
    yield act("training by a retired owner", trained(900, BRUNO, by_id=UNA))
    yield act("training by a former lead", end_roles(LEA), trained(900, BRUNO))


def _untrained() -> Iterator[Act]:
    to_check = change("batches", 1, status="first_check")
    for why, person in (
        ("was never trained", QUIN),
        ("was trained on something else", BRUNO),
        ("has understood something else", PAUL),
    ):
        yield act(
            f"check by somebody who {why}", to_check, inspection(11, person, "open", version_id=7)
        )


ON_MANUAL = [*_versions(), *_steps(), *_replaced(), *_trainings(), *_untrained()]
