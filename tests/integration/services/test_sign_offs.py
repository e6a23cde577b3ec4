"""Who may sign what, and what happens when the world moves between looking and signing."""

from threading import Barrier, Thread

from sqlalchemy import func, select

from qc_desk.domain.batches import Batch
from qc_desk.domain.people import PersonKey
from qc_desk.domain.refusals import (
    FieldInvalid,
    NotAllowed,
    NotYourInspection,
    OpenItems,
    PersonRetired,
    ReasonNeeded,
    SameInspector,
    SameSigner,
    SomeoneElseChangedIt,
    WrongStatus,
)
from qc_desk.domain.reports import Report
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, Meaning, Result, Role, Slot
from qc_desk.services import batches, inspections, keys, people, sign_offs
from tests.checked_shop import AT, Shop, print_plainly, sealed
from tests.integration.services.signing import refused, status


def test_that_two_people_sign_and_the_report_is_issued(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    assert status(shop, batch_id) is BatchStatus.RELEASED
    with shop.database.reading() as session:
        batch = session.get_one(Batch, batch_id)
        first, second = batch.sign_off(Slot.FIRST), batch.sign_off(Slot.DECISION)
        assert first is not None
        assert second is not None
        assert (first.meaning, second.meaning) == (Meaning.INSPECTED, Meaning.APPROVED)
        assert second.first_signer_id == first.signer_id != second.signer_id
        report = session.scalars(select(Report)).one()
        assert (report.number, report.language) == ("IR-NS-00001", "sr")


def test_that_every_signature_is_the_signers_own_over_the_kept_bytes(shop: Shop) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    shop.approve(shop.checked_twice())
    with shop.database.reading() as session:
        for signed in session.scalars(select(SignOff)):
            key = session.get_one(PersonKey, signed.key_id)
            assert key.person_id == signed.signer_id
            Ed25519PublicKey.from_public_bytes(key.public_key).verify(
                signed.signature, signed.signed_bytes
            )


def test_that_the_first_inspector_cannot_approve(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, key = shop.seen(batch_id), shop.key("ana")
    refused(
        shop,
        SameInspector,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )
    assert status(shop, batch_id) is BatchStatus.SECOND_CHECK


def test_that_a_third_person_cannot_approve_for_the_second(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, key = shop.seen(batch_id), shop.key("marko")
    refused(
        shop,
        NotYourInspection,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )


def test_that_another_persons_key_under_ones_own_name_is_refused(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    mine, other = shop.key("jelena"), shop.key("ana")
    mixed = keys.UnlockedKey(
        person_id=mine.person_id,
        key_id=other.key_id,
        fingerprint=other.fingerprint,
        private=other.private,
    )
    seen = shop.seen(batch_id)
    refused(
        shop,
        FieldInvalid,
        lambda session: sign_offs.approve(session, seen, mixed, AT, print_plainly),
    )


def test_that_a_private_key_that_is_not_the_enrolled_one_is_refused(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    mine, other = shop.key("jelena"), shop.key("ana")
    mixed = keys.UnlockedKey(
        person_id=mine.person_id,
        key_id=mine.key_id,
        fingerprint=mine.fingerprint,
        private=other.private,
    )
    seen = shop.seen(batch_id)
    refused(
        shop,
        FieldInvalid,
        lambda session: sign_offs.approve(session, seen, mixed, AT, print_plainly),
    )


def test_that_a_batch_that_changed_after_it_was_seen_is_not_signed(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, key = shop.seen(batch_id), shop.key("jelena")
    entry = batches.BatchEntry(
        number="L-1",
        product_id=shop.product_id,
        manufacturer_id=shop.manufacturer_id,
        site_id=1,
        quantity=500,
        note="the carton was wet",
    )
    with shop.database.writing() as session:
        batches.change_batch(session, seen, entry, shop.ids["marko"], AT)
    refused(
        shop,
        SomeoneElseChangedIt,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )


def test_that_an_answer_given_after_looking_stops_the_first_signature(shop: Shop) -> None:
    batch_id = shop.add_batch()
    opened = shop.first_check(batch_id)
    seen, key = shop.seen(batch_id), shop.key("ana")
    with shop.database.writing() as session:
        standing = session.get_one(Batch, batch_id).inspections[0].current
        answer = standing[(shop.items["glaze"], 0)]
        entry = inspections.Entry(
            item_id=shop.items["glaze"],
            result=Result.FAIL,
            seen_answer_id=answer.id,
            reason="looked again",
        )
        inspections.record_answer(session, opened, entry, shop.ids["ana"], AT)
    refused(
        shop,
        SomeoneElseChangedIt,
        lambda session: sign_offs.sign_first(session, seen, key, AT),
    )


def test_that_an_unfinished_first_check_is_not_signed(shop: Shop) -> None:
    batch_id = shop.add_batch()
    with shop.database.writing() as session:
        inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    seen, key = shop.seen(batch_id), shop.key("ana")
    refused(shop, OpenItems, lambda session: sign_offs.sign_first(session, seen, key, AT))


def test_that_of_two_approvals_in_two_sessions_one_is_kept(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, key = shop.seen(batch_id), shop.key("jelena")
    start, outcomes = Barrier(2), []

    def approve() -> None:
        start.wait()
        try:
            with shop.database.writing() as session:
                sign_offs.approve(session, seen, key, AT, print_plainly)
            outcomes.append("kept")
        except SomeoneElseChangedIt:
            outcomes.append("refused")

    both = [Thread(target=approve) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    assert sorted(outcomes) == ["kept", "refused"]
    with shop.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1
        assert len(session.get_one(Batch, batch_id).sign_offs) == 2


def test_that_a_released_batch_is_not_approved_again(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.approve(batch_id)
    seen, key = shop.seen(batch_id), shop.key("jelena")
    for act in (
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
        lambda session: sign_offs.reject(session, seen, "late", key, AT, print_plainly),
    ):
        refused(shop, WrongStatus, act)


def test_that_a_second_inspector_without_a_role_any_more_cannot_decide(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, key = shop.seen(batch_id), shop.key("jelena")
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["jelena"], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    refused(
        shop,
        NotAllowed,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )


def test_that_a_retired_person_signs_nothing(shop: Shop) -> None:
    waiting, begun = shop.checked_twice("L-1"), shop.add_batch("L-2")
    shop.first_check(begun)
    seen, key = shop.seen(waiting), shop.key("jelena")
    own, ana = shop.seen(begun), shop.key("ana")
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["jelena"], shop.ids["mira"], AT)
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    refused(
        shop,
        PersonRetired,
        lambda session: sign_offs.approve(session, seen, key, AT, print_plainly),
    )
    refused(shop, PersonRetired, lambda session: sign_offs.sign_first(session, own, ana, AT))


def test_that_a_key_that_was_replaced_in_the_meantime_signs_nothing(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, old = shop.seen(batch_id), shop.key("jelena")
    with shop.database.writing() as session:
        keys.enrol_key(session, shop.ids["jelena"], sealed("jelena", 2), shop.ids["mira"], AT)
    said = refused(
        shop,
        FieldInvalid,
        lambda session: sign_offs.approve(session, seen, old, AT, print_plainly),
    )
    assert "replaced" in str(said)
    with shop.database.writing() as session:
        new = shop.key("jelena", 2)
        sign_offs.approve(session, seen, new, AT, print_plainly)


def test_that_a_rejection_needs_a_reason_and_holds_the_batch(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    seen, key = shop.seen(batch_id), shop.key("jelena")
    refused(
        shop,
        ReasonNeeded,
        lambda session: sign_offs.reject(session, seen, " \n", key, AT, print_plainly),
    )
    shop.reject(batch_id)
    assert status(shop, batch_id) is BatchStatus.HELD


def test_that_a_lead_who_checked_nothing_concedes_a_held_batch(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    shop.reject(batch_id)
    seen = shop.seen(batch_id)
    inspector, lead = shop.key("jelena"), shop.key("marko")
    refused(
        shop,
        NotAllowed,
        lambda session: sign_offs.concede(session, seen, "ok", inspector, AT, print_plainly),
    )
    with shop.database.writing() as session:
        issued = sign_offs.concede(session, seen, "customer agrees", lead, AT, print_plainly)
    assert issued.number == "IR-NS-00002"
    assert status(shop, batch_id) is BatchStatus.RELEASED


def test_that_the_first_inspector_cannot_concede_even_as_owner(shop: Shop) -> None:
    batch_id = shop.first_signed(who="mira")
    shop.second_check(batch_id)
    shop.reject(batch_id)
    seen, key = shop.seen(batch_id), shop.key("mira")
    refused(
        shop,
        SameSigner,
        lambda session: sign_offs.concede(session, seen, "ok", key, AT, print_plainly),
    )
