"""What people do every day when they check batches and sign."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    APPROVAL,
    CONCESSION,
    FIRST_OF_12,
    Act,
    act,
    change,
    end_roles,
    lea_checks_batch_12,
    lea_decides,
    second_round,
    withdraw,
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
    OLGA,
    PAUL,
    TOM,
    VIC,
    XAN,
)


def _signatures() -> Iterator[Act]:
    yield act("first signature", sign_off(9201, 2, "first", ANA))
    yield act(
        "first signature by who made the batch",
        insert("batch_producers", id=90, batch_id=2, person_id=ANA),
        sign_off(9201, 2, "first", ANA),
    )
    yield act(
        "first signature after the role has ended", end_roles(ANA), sign_off(9201, 2, "first", ANA)
    )
    yield act(
        "first signature and what follows",
        sign_off(9201, 2, "first", ANA),
        change("inspections", 21, status="signed"),
        change("batches", 2, status="second_check"),
    )
    yield act(
        "approval and release",
        APPROVAL,
        change("inspections", 32, status="signed"),
        change("batches", 3, status="released"),
    )
    yield act("approval", APPROVAL)
    yield act("rejection", sign_off(9302, 3, "decision", BRUNO, meaning="rejected", reason="bad"))
    yield act(
        "rejection with an open critical defect",
        change("inspections", 92, status="submitted"),
        sign_off(
            1902,
            9,
            "decision",
            BRUNO,
            first_id=901,
            first_signer_id=XAN,
            meaning="rejected",
            reason="bad",
        ),
    )
    yield act(
        "rejection after a reconciliation",
        insert("reconciliations", id=90, batch_id=3, outcome="fail"),
        sign_off(9302, 3, "decision", BRUNO, meaning="rejected", reason="bad"),
    )
    yield act(
        "approval after a reconciliation", insert("reconciliations", id=90, batch_id=3), APPROVAL
    )
    yield act(
        "decision after the inspection is marked as signed",
        change("inspections", 32, status="signed"),
        APPROVAL,
    )
    yield act(
        "both reconcile",
        sign_off(9303, 3, "reconciled_first", ANA),
        sign_off(9304, 3, "reconciled_second", BRUNO),
    )
    yield act("a third person reconciles", sign_off(9303, 3, "reconciled_third", LEA))
    yield act(
        "a third person who did the second check of the round before",
        inspection(124, BRUNO, "open", "second", batch_id=12, round=2),
        sign_off(1213, 12, "reconciled_third", LEA, **FIRST_OF_12),
    )
    yield act(
        "a third person who withdrew",
        inspection(124, LEA, "open", "second", batch_id=12, round=2),
        withdraw(124),
        inspection(125, BRUNO, "open", "second", batch_id=12, round=2),
        change("inspections", 125, status="submitted"),
        sign_off(1213, 12, "reconciled_third", LEA, **FIRST_OF_12),
    )
    yield act("concession by a lead", CONCESSION)
    yield act("concession by an owner", sign_off(1403, 4, "concession", XAN))
    yield act("concession and release", CONCESSION, change("batches", 4, status="released"))
    yield act(
        "second round", *second_round(), lea_decides(), change("batches", 8, status="released")
    )
    yield act("second round decided", *second_round(), lea_decides())
    yield act("first signature of the second round", sign_off(1801, 8, "first", BRUNO, round=2))
    yield act(
        "second check of the second round",
        *lea_checks_batch_12(),
        sign_off(1212, 12, "decision", LEA, **FIRST_OF_12),
    )
    yield act("alone", sign_off(1603, 6, "alone", OLGA))
    yield act(
        "alone and release",
        sign_off(1603, 6, "alone", OLGA),
        change("batches", 6, status="released"),
    )
    yield act("alone in the second round", sign_off(1310, 13, "alone", OLGA, round=2))
    yield act(
        "a new key",
        insert("person_keys", id=990, person_id=BRUNO, fingerprint="new"),
        sign_off(9302, 3, "decision", BRUNO, key_id=990),
    )
    yield act("reconciliation", insert("reconciliations", id=90, batch_id=3))
    yield act(
        "reconciliation of the second round",
        insert("reconciliations", id=90, batch_id=12, round=2),
    )
    yield act(
        "reconciliation of a round after one that was reconciled",
        *second_round(),
        insert("reconciliations", id=90, batch_id=8, round=2),
    )


def _records() -> Iterator[Act]:
    yield act("answer", answer(900, 21, 12, ANA))
    yield act("measurement", answer(900, 21, 16, ANA, value="2.5"))
    yield act("choice", answer(900, 21, 17, ANA, words="white"))
    for item in (16, 17):
        skipped = answer(900, 21, item, ANA, result="not_applicable", note="none here")
        yield act(f"not applicable at item {item}", skipped)
    yield act("answer on a sample unit", answer(900, 21, 13, ANA, unit_number=2))
    yield act("answer on another sample unit", answer(900, 21, 11, ANA, unit_number=3))
    yield act("replacement", answer(900, 21, 10, ANA, replaces_id=201, reason="typo"))
    yield act(
        "replacement of a replacement",
        answer(900, 21, 10, ANA, replaces_id=201, reason="typo"),
        answer(901, 21, 10, ANA, replaces_id=900, reason="typo"),
    )
    yield act("answer in the second round", answer(900, 83, 12, BRUNO))
    yield act("answer in the second seat", answer(900, 92, 12, BRUNO))
    yield act("defect", defect(900, 21, ANA, unit_number=3))
    yield act("defect at an item", defect(900, 21, ANA, item_id=12))
    yield act("defect in the second round", defect(900, 83, BRUNO))
    yield act("defect in the second seat", defect(900, 92, BRUNO))
    yield act("photo", photo(900, 21, ANA, item_id=12))
    yield act("photo on a sample unit", photo(900, 21, ANA, item_id=13, unit_number=3))
    yield act(
        "photo in the second round by who was second in the first",
        photo(900, 83, BRUNO, item_id=12),
    )
    yield act("photo in the second seat", photo(900, 92, BRUNO, item_id=12))
    yield act("photo of a defect, later", photo(900, 31, LEA, defect_id=310))
    yield act("photo of a defect, later, by its inspector", photo(900, 31, ANA, defect_id=310))
    yield act("photo of a defect of another batch", photo(900, 21, BRUNO, defect_id=211))
    yield act("photo of a defect by who did a first check", photo(900, 41, TOM, defect_id=412))
    yield act("photo of a defect by a stranger", photo(900, 41, VIC, defect_id=412))
    yield act(
        "photo of a second defect after a concession",
        CONCESSION,
        photo(900, 42, LEA, defect_id=414),
    )
    yield act(
        "photo of a first defect by who signed an earlier first check",
        photo(900, 123, ANA, defect_id=1221),
    )


def _defects() -> Iterator[Act]:
    yield act("defect contained", change("defects", 211, status="contained"))
    yield act(
        "defect dispositioned",
        change("defects", 211, status="contained"),
        change("defects", 211, status="dispositioned", disposition="scrap"),
    )
    yield act(
        "defect dispositioned again and closed",
        change("defects", 211, status="contained"),
        change("defects", 211, status="dispositioned", disposition="scrap"),
        change("defects", 211, disposition="sort"),
        change("defects", 211, status="closed"),
    )
    yield act("defect event", insert("defect_events", id=900, defect_id=211))
    yield act("defect event after the signature", insert("defect_events", id=900, defect_id=310))
    for found, at, by in ((211, 12, ANA), (830, 12, BRUNO), (930, 12, BRUNO)):
        yield act(
            f"defect {found} found again",
            insert("defect_events", id=900, defect_id=found, item_id=at, by_id=by, quantity=2),
        )
    scrapped: dict[str, object] = {
        "id": 900,
        "defect_id": 311,
        "status": "dispositioned",
        "disposition": "scrap",
        "quantity": 1,
    }
    yield act("pieces scrapped", insert("defect_events", **scrapped))
    yield act("approval of what was scrapped", insert("defect_events", **scrapped), APPROVAL)
    used = scrapped | {"disposition": "use_as_is"}
    yield act(
        "approval while pieces of another batch are used as they are",
        insert("defect_events", **(used | {"defect_id": 414})),
        APPROVAL,
    )
    yield act(
        "rejection of pieces used as they are",
        insert("defect_events", **used),
        sign_off(9302, 3, "decision", BRUNO, meaning="rejected", reason="bad"),
    )
    yield act(
        "concession for pieces used as they are",
        insert("defect_events", **(used | {"defect_id": 414})),
        CONCESSION,
    )
    yield act("next entry", entry(3, CHAIN[2]))
    yield act("next entry of another content", entry(3, CHAIN[2], body=b"a"))


def _inspections() -> Iterator[Act]:
    to_check = change("batches", 1, status="first_check")
    yield act("first check", to_check, inspection(11, ANA, "open"))
    yield act("first check by a producer", to_check, inspection(11, PAUL, "open"))
    yield act(
        "first check again by the same person",
        withdraw(21),
        change("batches", 2, status="draft"),
        change("batches", 2, status="first_check"),
        inspection(24, ANA, "open"),
    )
    yield act("second check", inspection(72, BRUNO, "open", "second"))
    yield act("second check by who made another batch", inspection(72, LEA, "open", "second"))
    yield act("second check by an owner", inspection(72, XAN, "open", "second"))
    yield act(
        "second check again by the same person",
        withdraw(92),
        inspection(94, BRUNO, "open", "second", batch_id=9),
    )
    yield act(
        "second check in the second round",
        inspection(124, LEA, "open", "second", batch_id=12, round=2),
    )
    yield act("inspection touched", change("inspections", 21, changed_at=EVENING))
    yield act(
        "inspection of a decided round touched", change("inspections", 51, changed_at=EVENING)
    )
    yield act(
        "withdrawn inspection of a decided round touched",
        change("inspections", 43, changed_at=EVENING),
    )
    for number in (92, 83, 31):
        yield act(f"inspection {number} withdrawn", withdraw(number))
    yield act("inspection submitted", change("inspections", 92, status="submitted"))
    yield act("inspection submitted and signed", change("inspections", 21, status="signed"))
    yield act("producer named", insert("batch_producers", id=90, batch_id=3, person_id=VIC))
    yield act("producer named later", insert("batch_producers", id=90, batch_id=5, person_id=VIC))
    yield act(
        "second inspector names themselves on another batch",
        insert("batch_producers", id=90, batch_id=1, person_id=BRUNO),
    )
    yield act(
        "first inspector made the batch",
        insert("batch_producers", id=90, batch_id=2, person_id=ANA),
    )
    yield act(
        "first inspector of a released batch made it",
        insert("batch_producers", id=90, batch_id=5, person_id=ANA),
    )
    yield act(
        "producer of another batch", insert("batch_producers", id=90, batch_id=2, person_id=PAUL)
    )
    yield act("producer struck out in draft", "DELETE FROM batch_producers WHERE id = 1")


CHECKS = [*_signatures(), *_records(), *_defects(), *_inspections()]
