"""Checks every signature: the key, the bytes, and the rows that the bytes speak of."""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.annotations import Annotation
from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.canonical import canonical
from qc_desk.domain.defects import Defect, DefectEvent
from qc_desk.domain.extra_checks import ExtraCheck
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.overlay import digest
from qc_desk.domain.people import PersonKey
from qc_desk.domain.photos import Photo
from qc_desk.domain.sign_offs import SignOff
from qc_desk.i18n import N_, _
from qc_desk.services.desk import Desk
from qc_desk.services.signed_content import (
    PREFIX,
    answer_facts,
    drawing_facts,
    extra_check_facts,
    sign_off_digest,
    spot_facts,
)
from qc_desk.storage.findings import Finding


def check_sign_offs(desk: Desk) -> Iterator[list[Finding]]:
    """Check one signature after the other, each in a transaction of its own."""
    with desk.reading() as session:
        ids = list(session.scalars(select(SignOff.id).order_by(SignOff.id)))
    for sign_off_id in ids:
        with desk.reading() as session:
            yield _check(session, session.get_one(SignOff, sign_off_id))


def is_signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this is the Ed25519 signature of the message by this key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _check(session: Session, signed: SignOff) -> list[Finding]:
    where = _("Signature {id} ({meaning})").format(id=signed.id, meaning=signed.meaning.label)
    key = session.get_one(PersonKey, signed.key_id)
    if not is_signed(key.public_key, signed.signature, signed.signed_bytes):
        said = _("The signature does not fit what is said to be signed.")
        return [Finding("signature", where, said)]
    if not signed.signed_bytes.startswith(PREFIX):
        return [Finding("signed_bytes", where, _("What is signed is not a sign-off."))]
    facts = json.loads(signed.signed_bytes[len(PREFIX) :])
    wrong = [*_wrong_signer(signed, key, facts), *_wrong_rows(session, signed, facts)]
    return [
        Finding(
            "signed_rows",
            where,
            _("The record no longer says what was signed: {what}.").format(what=what),
        )
        for what in wrong
    ]


def _wrong_signer(signed: SignOff, key: PersonKey, facts: Mapping[str, object]) -> Iterator[str]:
    signer = facts["signer"]
    assert isinstance(signer, dict)  # noqa: S101 (the bytes are signed by this program)
    expected = {
        N_("signer"): (signer["id"], signed.signer_id),
        N_("key"): (signer["fingerprint"], key.fingerprint),
        N_("owner of the key"): (key.person_id, signed.signer_id),
        N_("meaning"): (facts["meaning"], signed.meaning.value),
        N_("slot"): (facts["slot"], signed.slot.value),
        N_("round"): (facts["round"], signed.round),
        N_("reason"): (facts["reason"], signed.reason),
    }
    yield from (_(what) for what, (said, kept) in expected.items() if said != kept)


def _wrong_rows(session: Session, signed: SignOff, facts: dict[str, object]) -> Iterator[str]:
    """Compare every row that the signed bytes speak of with the row as it is kept now."""
    batch = facts["batch"]
    if isinstance(batch, dict) and batch["id"] != signed.batch_id:
        yield _("batch")
    for inspection in _dicts(facts["inspections"]):
        yield from _wrong_inspection(session, inspection)
    for defect in _dicts(facts["defects"]):
        yield from _wrong_defect(session, defect)
    for told in _dicts(facts.get("extra_checks", [])):
        extra = session.get(ExtraCheck, told["id"])
        if extra is None or json.loads(canonical(extra_check_facts(extra))) != told:
            yield _("extra check {number}").format(number=told["id"])
    audit = facts["audit"]
    assert isinstance(audit, dict)  # noqa: S101 (the bytes are signed by this program)
    entry = session.get(AuditEntry, audit["seq"])
    if entry is None or entry.hash.hex() != audit["head"]:
        yield _("audit entry {number}").format(number=audit["seq"])
    first = session.get(SignOff, signed.first_id) if signed.first_id else None
    if first is not None and facts["first_sign_off"] != sign_off_digest(first):
        yield _("first signature")


def _wrong_inspection(session: Session, said: dict[str, object]) -> Iterator[str]:
    kept = session.get(Inspection, said["id"])
    if kept is None or kept.inspector_id != said["inspector"]:
        yield _("inspection {number}").format(number=said["id"])
        return
    if json.loads(canonical({"spot": spot_facts(kept)}))["spot"] != said.get("spot"):
        yield _("draw of inspection {number}").format(number=said["id"])
    answers = {answer.id: answer for answer in kept.answers}
    for told in _dicts(said["answers"]):
        answer = answers.get(int(str(told["id"])))
        if answer is None or json.loads(canonical(answer_facts(answer))) != told:
            yield _("answer {number}").format(number=told["id"])
    for told in _dicts(said["photos"]):
        photo = session.get(Photo, told["id"])
        if photo is None or photo.sha256 != told["sha256"]:
            yield _("photo {number}").format(number=told["id"])
            continue
        yield from _wrong_drawings(session, told)


def _wrong_drawings(session: Session, told: dict[str, object]) -> Iterator[str]:
    """Compare what was drawn over a photo with what was signed, and with its own digest."""
    said = _dicts(told.get("drawings", []))
    for each in said:
        drawing = session.get(Annotation, each["id"])
        whole = drawing is not None and digest(drawing.shapes) == drawing.digest
        if drawing is None or not whole or json.loads(canonical(drawing_facts(drawing))) != each:
            yield _("marks {number} on a photo").format(number=each["id"])
    later = select(Annotation.id).where(
        Annotation.photo_id == told["id"], Annotation.id.not_in([each["id"] for each in said])
    )
    for number in session.scalars(later):
        yield _("marks {number} on a photo, added after it was signed").format(number=number)


def _wrong_defect(session: Session, said: dict[str, object]) -> Iterator[str]:
    kept = session.get(Defect, said["id"])
    facts = (
        None if kept is None else (kept.code.code, kept.severity.value, kept.quantity, kept.by_id)
    )
    if facts != (said["code"], said["severity"], said["quantity"], said["by"]):
        yield _("defect {number}").format(number=said["number"])
    for told in _dicts(said["events"]):
        event = session.get(DefectEvent, told["id"])
        if event is None or (event.status.value, event.quantity, event.by_id) != (
            told["status"],
            told["quantity"],
            told["by"],
        ):
            what = _("event {number} of defect {defect}")
            yield what.format(number=told["id"], defect=said["number"])


def _dicts(facts: object) -> list[dict[str, object]]:
    return [fact for fact in facts if isinstance(fact, dict)] if isinstance(facts, list) else []
