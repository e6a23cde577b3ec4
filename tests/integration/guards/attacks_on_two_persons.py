"""Attacks on the two-person rule: signing one's own check, releasing what nobody checked."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    APPROVAL,
    CONCESSION,
    FIRST_OF_12,
    Act,
    act,
    change,
    end_roles,
    grant,
    lea_checks_batch_12,
    lea_decides,
    second_round,
    withdraw,
)
from tests.integration.guards.rows import batch, insert, inspection, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    OLGA,
    PAUL,
    QUIN,
    RITA,
    SAM,
    TOM,
    VIC,
    WIM,
    XAN,
)


def _second_person() -> Iterator[Act]:
    for person, why in (
        (TOM, "withdrew a first check"),
        (QUIN, "recorded an answer"),
        (RITA, "recorded a defect"),
        (SAM, "took a photo"),
        (PAUL, "made the batch"),
    ):
        yield act(f"concession by who {why}", sign_off(1403, 4, "concession", person))
        yield act(f"third word by who {why}", sign_off(1703, 7, "reconciled_third", person))
        yield act(f"second seat for who {why}", inspection(72, person, "open", "second"))
    yield act("decision by the first inspector", sign_off(9302, 3, "decision", ANA))
    yield act(
        "decision by the first inspector after a second login",
        insert("person_keys", id=990, person_id=ANA, fingerprint="new"),
        sign_off(9302, 3, "decision", ANA, key_id=990),
    )
    yield act(
        "concession by the first inspector",
        grant(ANA, 1, "lead"),
        sign_off(1403, 4, "concession", ANA),
    )
    yield act(
        "decision after being named producer is refused at the naming",
        insert("batch_producers", id=90, batch_id=3, person_id=BRUNO),
    )
    yield act(
        "producer named after a concession",
        CONCESSION,
        insert("batch_producers", id=90, batch_id=4, person_id=LEA),
    )
    yield act("decision by who has not checked", sign_off(9302, 3, "decision", LEA))
    yield act("decision on a batch nobody checked again", sign_off(1702, 7, "decision", BRUNO))
    yield act(
        "decision before submitting",
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
        "decision on the check of an earlier round",
        sign_off(1212, 12, "decision", LEA, **FIRST_OF_12),
    )
    yield act(
        "decision by a retired person", change("persons", BRUNO, retired_at=EVENING), APPROVAL
    )
    yield act("decision without a role at the site", end_roles(BRUNO), APPROVAL)
    yield act("decision by a viewer", end_roles(BRUNO), grant(BRUNO, 1, "viewer"), APPROVAL)
    yield act(
        "third word by who did the second check",
        *lea_checks_batch_12(),
        sign_off(1213, 12, "reconciled_third", LEA, **FIRST_OF_12),
    )
    yield act(
        "third word by an inspector",
        grant(VIC, 1, "inspector"),
        sign_off(9303, 3, "reconciled_third", VIC),
    )
    yield act("second word by who did not check", sign_off(9303, 3, "reconciled_second", LEA))
    yield act("concession by an inspector", sign_off(1403, 4, "concession", BRUNO))
    yield act("concession by a former lead", end_roles(LEA), CONCESSION)
    yield act("concession without a second check", sign_off(1703, 7, "concession", LEA))
    yield act(
        "concession on the decision of an earlier round",
        sign_off(1213, 12, "concession", LEA, **FIRST_OF_12),
    )
    yield act("decision in an earlier round", sign_off(1803, 8, "concession", LEA))


def _first_signature() -> Iterator[Act]:
    yield act("first signature by a stranger", sign_off(9201, 2, "first", LEA))
    yield act(
        "first signature by the first inspector of another batch", sign_off(9201, 2, "first", XAN)
    )
    yield act(
        "first signature by the first inspector of the round before",
        sign_off(1801, 8, "first", ANA, round=2),
    )
    yield act("first word by the second inspector", sign_off(9303, 3, "reconciled_first", BRUNO))
    yield act("first word by who withdrew", sign_off(1703, 7, "reconciled_first", TOM))
    yield act("signature without the first one", sign_off(1203, 2, "reconciled_first", ANA))
    yield act(
        "signature with the first one of the round before",
        sign_off(1803, 8, "reconciled_first", BRUNO, round=2),
    )
    yield act(
        "signature with another one instead of the first",
        sign_off(1504, 15, "reconciled_first", ANA),
    )
    for why, given in (
        ("that is not there", {"first_id": 999}),
        ("of another batch", {"first_id": 501}),
        ("of nobody", {"first_id": None}),
        ("by another signer", {"first_signer_id": LEA}),
        ("that nobody signed", {"first_signer_id": None}),
        ("of no slot", {"first_slot": None}),
    ):
        yield act(
            f"decision upon a first signature {why}", sign_off(9302, 3, "decision", BRUNO, **given)
        )
    yield act(
        "concession upon a second signature",
        sign_off(1403, 4, "concession", LEA, first_id=402, first_signer_id=BRUNO),
    )
    yield act(
        "decision upon a first signature of the round before",
        *second_round(),
        lea_decides(first_id=801, first_signer_id=ANA),
    )
    yield act("decision upon a withdrawn first check", withdraw(31), APPROVAL)
    yield act(
        "decision upon a withdrawn first check of the second round",
        *second_round(),
        withdraw(83),
        lea_decides(),
    )
    yield act(
        "signature with the key of somebody else", sign_off(9302, 3, "decision", BRUNO, key_id=103)
    )
    yield act(
        "signature with an old key",
        insert("person_keys", id=990, person_id=BRUNO, fingerprint="new"),
        APPROVAL,
    )


def _alone() -> Iterator[Act]:
    alone = sign_off(1603, 6, "alone", OLGA)
    yield act("alone while another may inspect", grant(LEA, 2, "inspector"), alone)
    yield act(
        "alone while the first inspector of another batch may inspect",
        grant(ANA, 2, "inspector"),
        alone,
    )
    yield act(
        "alone while the first inspector of an earlier round may inspect",
        grant(WIM, 2, "inspector"),
        sign_off(1310, 13, "alone", OLGA, round=2),
    )
    yield act("alone by a lead", end_roles(OLGA), grant(OLGA, 2, "lead"), alone)
    yield act("alone by an owner of another site", sign_off(1603, 6, "alone", XAN))
    yield act("alone where others inspect", sign_off(9303, 3, "alone", XAN))
    yield act("alone against a decision", sign_off(1403, 14, "alone", OLGA))


def _release() -> Iterator[Act]:
    yield act(
        "approval with an open critical defect",
        change("inspections", 92, status="submitted"),
        sign_off(1902, 9, "decision", BRUNO, first_id=901, first_signer_id=XAN),
    )
    yield act(
        "approval against the reconciliation",
        insert("reconciliations", id=90, batch_id=3, outcome="fail"),
        APPROVAL,
    )
    yield act(
        "approval of pieces used as they are",
        insert(
            "defect_events",
            id=900,
            defect_id=311,
            status="dispositioned",
            disposition="use_as_is",
            quantity=1,
        ),
        APPROVAL,
    )
    yield act("release without a signature", change("batches", 3, status="released"))
    yield act("release on a rejection", change("batches", 4, status="released"))
    yield act(
        "release on a signature of the round before", change("batches", 12, status="released")
    )
    yield act("release from draft", change("batches", 1, status="released"))
    yield act("released at birth", batch(90, "released"))
    yield act(
        "released by putting a batch in the place of another", batch(90, "released", number="B3")
    )
    yield act("second round at birth", batch(90, "draft", round=2))
    for number, status in (
        (1, "second_check"),
        (1, "held"),
        (2, "held"),
        (4, "draft"),
        (5, "rework"),
        (5, "draft"),
        (3, "shipped"),
        (3, "first_check"),
    ):
        yield act(f"batch {number} to {status}", change("batches", number, status=status))
    yield act("a round back", change("batches", 8, round=1))
    yield act("two rounds on", change("batches", 1, round=3))
    yield act("a round on in the middle of a check", change("batches", 2, round=2))
    yield act(
        "reconciliation of a round to come", insert("reconciliations", id=90, batch_id=3, round=2)
    )
    yield act("reconciliation after the decision", insert("reconciliations", id=90, batch_id=14))


ON_TWO_PERSONS = [*_second_person(), *_first_signature(), *_alone(), *_release()]
