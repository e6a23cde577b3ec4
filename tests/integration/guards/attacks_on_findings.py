"""Attacks on what was found: inspections, answers, defects, photos."""

from collections.abc import Iterator

from tests.integration.guards.acts import APPROVAL, CONCESSION, Act, act, change, withdraw
from tests.integration.guards.rows import (
    answer,
    defect,
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
    OLGA,
    UNA,
    VIC,
    WIM,
)


def _inspections() -> Iterator[Act]:
    to_check = change("batches", 1, status="first_check")
    yield act("first check of a draft", inspection(11, ANA, "open"))
    yield act("inspection of a round to come", to_check, inspection(11, ANA, "open", round=2))
    yield act(
        "inspection that is submitted at birth", inspection(72, BRUNO, "submitted", "second")
    )
    yield act(
        "inspection by a draft checklist", to_check, inspection(11, ANA, "open", version_id=3)
    )
    yield act("inspection by no checklist", to_check, inspection(11, ANA, "open", version_id=99))
    yield act("inspection by a retired person", inspection(72, UNA, "open", "second"))
    yield act("inspection by a viewer", inspection(72, VIC, "open", "second"))
    yield act("inspection by an owner of another site", inspection(72, OLGA, "open", "second"))
    yield act(
        "inspection by a former inspector", inspection(62, WIM, "open", "second", version_id=4)
    )
    yield act(
        "another first check in a signed round",
        withdraw(31),
        change("batches", 3, status="draft"),
        change("batches", 3, status="first_check"),
        inspection(34, LEA, "open"),
    )
    for column, value in (
        ("id", 999),
        ("batch_id", 1),
        ("round", 2),
        ("seat", "second"),
        ("inspector_id", BRUNO),
        ("version_id", 4),
        ("sample_size", 1),
        ("opened_at", EVENING),
        ("reason", "other"),
    ):
        yield act(
            f"another {column} of an inspection", change("inspections", 73, **{column: value})
        )
    for number, status in (
        (31, "open"),
        (31, "submitted"),
        (32, "open"),
        (73, "signed"),
        (73, "open"),
        (43, "submitted"),
    ):
        yield act(
            f"inspection {number} back to {status}", change("inspections", number, status=status)
        )
    yield act("withdrawal of a first check after the approval", withdraw(51))
    yield act("withdrawal of a second check after the approval", withdraw(52))


def _answers() -> Iterator[Act]:
    yield act("answer into a submitted inspection", answer(900, 32, 12, BRUNO))
    yield act("answer into a signed inspection", answer(900, 31, 12, ANA))
    yield act("answer into no inspection", answer(900, 999, 12, ANA))
    yield act("answer by somebody else", answer(900, 21, 12, BRUNO))
    yield act("answer in the name of somebody else", answer(900, 92, 12, ANA))
    signed = sign_off(9201, 2, "first", ANA)
    yield act("answer after the signature", signed, answer(900, 21, 12, ANA))
    yield act("defect after the signature", signed, defect(900, 21, ANA))
    yield act("photo after the signature", signed, photo(900, 21, ANA, item_id=12))
    yield act(
        "answer after the decision",
        change("inspections", 32, status="submitted"),
        APPROVAL,
        answer(900, 32, 12, BRUNO),
    )
    for what, made in (("answer", answer), ("defect", None), ("photo", None)):
        for why, item, unit in (
            ("item of another checklist", 20, 0),
            ("unit of a whole batch", 12, 1),
            ("unit beyond the sample", 13, 4),
            ("no unit of a sample", 13, 0),
            ("no item", 999, 0),
        ):
            at = {"unit_number": unit}
            row = (
                answer(900, 21, item, ANA, **at)
                if made is answer
                else defect(900, 21, ANA, item_id=item, **at)
                if what == "defect"
                else photo(900, 21, ANA, item_id=item, **at)
            )
            yield act(f"{what}: {why}", row)
    yield act("measurement without a value", answer(900, 21, 16, ANA))
    yield act("choice without what was chosen", answer(900, 21, 17, ANA))
    yield act("defect on a unit beyond the sample", defect(900, 21, ANA, unit_number=4))
    yield act(
        "photo of a unit beyond the sample", photo(900, 21, ANA, defect_id=211, unit_number=4)
    )
    for why, item, unit, old in (
        ("an answer to another item", 12, 0, 201),
        ("an answer on another unit", 11, 2, 202),
        ("an answer of another inspection", 10, 0, 310),
        ("no answer", 10, 0, 999),
    ):
        yield act(
            f"replacing {why}",
            answer(900, 21, item, ANA, unit_number=unit, replaces_id=old, reason="typo"),
        )


def _defects() -> Iterator[Act]:
    yield act("defect into a submitted inspection", defect(900, 32, BRUNO))
    yield act("defect by somebody else", defect(900, 21, BRUNO))
    yield act("defect of another batch", defect(900, 21, ANA, batch_id=7))
    for column, value in (
        ("id", 999),
        ("batch_id", 3),
        ("inspection_id", 31),
        ("item_id", 12),
        ("unit_number", 1),
        ("number", 7),
        ("code_id", 2),
        ("severity", "minor"),
        ("quantity", 9),
        ("place", "rim"),
        ("containment", "box"),
        ("note", "fine"),
        ("by_id", BRUNO),
        ("at", EVENING),
    ):
        yield act(f"another {column} of a defect", change("defects", 211, **{column: value}))
    yield act("critical defect closed at once", change("defects", 211, status="closed"))
    yield act("closed defect opened again", change("defects", 311, status="open"))
    again: dict[str, object] = {"id": 900, "defect_id": 211, "item_id": 12}
    for why, row in (
        ("in a submitted inspection", {"defect_id": 330, "by_id": BRUNO}),
        ("by somebody else", {"by_id": BRUNO}),
        ("at an item of another checklist", {"item_id": 20}),
        ("on a unit beyond the sample", {"item_id": 13, "unit_number": 4}),
        ("at no defect", {"defect_id": 999}),
        ("nowhere", {"item_id": None, "quantity": 3}),
    ):
        yield act(f"defect found again {why}", insert("defect_events", **(again | row)))
    yield act(
        "defect found again after the signature",
        sign_off(9201, 2, "first", ANA),
        insert("defect_events", **again),
    )
    yield act("photo into a submitted inspection", photo(900, 32, BRUNO, item_id=12))
    yield act("photo of an answer by somebody else", photo(900, 21, LEA, item_id=12))
    yield act("photo of a closed defect", photo(900, 32, LEA, defect_id=311))
    yield act("photo of a defect of another inspection", photo(900, 21, LEA, defect_id=310))
    yield act("photo of no defect", photo(900, 21, LEA, defect_id=999))
    yield act(
        "photo of a first defect by the second inspector", photo(900, 31, BRUNO, defect_id=310)
    )
    yield act(
        "photo of a first defect after a concession",
        CONCESSION,
        photo(900, 41, LEA, defect_id=412),
    )


ON_FINDINGS = [*_inspections(), *_answers(), *_defects()]
