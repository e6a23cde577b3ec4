"""Verify finds every kind of tampering and names it; a good record gives no finding."""

import hashlib
import io
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sqlalchemy import select

from qc_desk.domain.reports import Report
from qc_desk.services import defects, issued_reports, keys, photos, sign_offs
from qc_desk.services.verify import Verification, verify_record
from qc_desk.services.verify_reports import ReportCheck, check_report
from tests.built_records import Furnish
from tests.checked_shop import AT, Shop, found, print_plainly, sealed
from tests.integration.services.tampering import Raw, forge, opened_raw

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@cache
def _crack() -> photos.PreparedPhoto:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG")
    return photos.prepare_photo(made.getvalue(), "crack.jpg")


def furnished(database: "Database") -> Shop:
    """Make a shop: L-1 is released, L-2 rejected with a defect, L-3 checked once, L-4 new."""
    made = found(database)
    made.approve(made.checked_twice("L-1"))
    rejected = made.add_batch("L-2")
    first = made.first_check(rejected)
    with database.writing() as session:
        entry = defects.DefectEntry(code_id=made.code_id, quantity=3, containment="put aside")
        caught = defects.record_defect(session, first, entry, made.ids["ana"], AT)
    with database.writing() as session:
        place = photos.PhotoPlace(defect_id=caught)
        photos.attach_photo(session, first, _crack(), place, made.ids["ana"], AT)
    with database.writing() as session:
        sign_offs.sign_first(session, made.seen(rejected), made.key("ana"), AT)
    made.second_check(rejected)
    made.reject(rejected)
    made.first_signed("L-3")
    made.add_batch("L-4")
    return made


@pytest.fixture
def furnish() -> Furnish:
    return furnished


def kinds(checked: Verification | ReportCheck) -> set[str]:
    return {each.kind for each in checked.findings}


# A good record


def test_that_a_good_record_gives_no_finding(shop: Shop) -> None:
    checked = verify_record(shop.database)
    assert checked.findings == ()
    assert checked.good
    assert (checked.sign_offs, checked.reports) == (5, 2)
    assert checked.entries > 50
    assert len(checked.head) == 64


def test_that_new_keys_and_passwords_leave_old_signatures_valid(shop: Shop) -> None:
    with shop.database.writing() as session:
        keys.enrol_key(session, shop.ids["ana"], sealed("ana", 2), shop.ids["mira"], AT)
        keys.change_password(session, shop.key("jelena"), sealed("jelena"), AT)
    assert verify_record(shop.database).findings == ()


def test_that_progress_names_every_stage_up_to_its_end(shop: Shop) -> None:
    told: list[tuple[str, int, int]] = []
    verify_record(shop.database, lambda *step: told.append(step))
    ends = {stage: (done, total) for stage, done, total in told}
    assert list(ends) == ["audit trail and rows", "signatures", "reports", "the two-person rule"]
    assert all(done == total for done, total in ends.values())


def test_that_a_cancelled_check_does_not_call_the_record_good(shop: Shop) -> None:
    checked = verify_record(shop.database, cancelled=lambda: True)
    assert checked.cancelled
    assert not checked.good


# Tampering: what is done, which finding it must give, and which place that names

Deed = Callable[[Raw], object]


def _blob(table: str, column: str, row_id: int) -> Deed:
    """Flip the first byte of a blob."""

    def deed(raw: Raw) -> None:
        ((held,),) = raw.say(f"SELECT {column} FROM {table} WHERE id = ?", row_id)
        data = bytes(held)
        flipped = bytes([data[0] ^ 1]) + data[1:]
        raw.say(f"UPDATE {table} SET {column} = ? WHERE id = ?", flipped, row_id)

    return deed


def _say(statement: str) -> Deed:
    return lambda raw: raw.say(statement)


def _sign_in_place_of(first: int, second: int) -> Deed:
    """Let the first inspector stand under the second signature."""

    def deed(raw: Raw) -> None:
        ((signer, key),) = raw.say("SELECT signer_id, key_id FROM sign_offs WHERE id = ?", first)
        raw.say("UPDATE sign_offs SET signer_id = ?, key_id = ? WHERE id = ?", signer, key, second)

    return deed


def _take_over_signature(raw: Raw) -> None:
    """Put the signature of one batch under another."""
    ((message, signature),) = raw.say("SELECT signed_bytes, signature FROM sign_offs WHERE id = 1")
    raw.say(
        "UPDATE sign_offs SET signed_bytes = ?, signature = ? WHERE id = 5", message, signature
    )


def _own_key(raw: Raw) -> None:
    """Put another key in the place of the one that signed."""
    raw.say("UPDATE person_keys SET public_key = ? WHERE id = 2", bytes(range(32)))


def _another_entry(raw: Raw) -> None:
    """Let an entry follow another one than it did."""
    raw.say("UPDATE audit_entries SET previous = ? WHERE seq = 30", bytes(32))


def _another_body(raw: Raw) -> None:
    ((body,),) = raw.say("SELECT body FROM audit_entries WHERE seq = 30")
    raw.say("UPDATE audit_entries SET body = ? WHERE seq = 30", bytes(body).replace(b"1", b"2"))


def _whole_new_pdf(raw: Raw) -> None:
    """Put another PDF and its digest in the place of the issued one."""
    pdf = b"%PDF released"
    digest = hashlib.sha256(pdf).hexdigest()
    raw.say("UPDATE reports SET pdf = ?, sha256 = ? WHERE id = 2", pdf, digest)


TAMPERED: dict[str, tuple[Deed, str, str]] = {
    # rows
    "an answer is changed": (
        _say("UPDATE answers SET result = 'fail' WHERE id = 1"), "changed", "answers 1"),
    "a measurement is changed": (
        _say("UPDATE answers SET value = '9.99' WHERE id = 2"), "changed", "answers 2"),
    "an answer is taken away": (
        _say("DELETE FROM answers WHERE id = 3"), "missing", "answers 3"),
    "a defect is made smaller": (
        _say("UPDATE defects SET quantity = 1 WHERE id = 1"), "changed", "defects 1"),
    "a defect is taken away": (_say("DELETE FROM defects WHERE id = 1"), "missing", "defects 1"),
    "a limit is made wider": (
        _say("UPDATE check_items SET upper = '99' WHERE id = 2"), "changed", "check_items 2"),
    "a severity is lowered": (
        _say("UPDATE check_items SET severity = 'minor' WHERE id = 1"), "changed", "check_items"),
    "a batch gets another quantity": (
        _say("UPDATE batches SET quantity = 7 WHERE id = 1"), "changed", "batches 1"),
    "a batch is taken away": (_say("DELETE FROM batches WHERE id = 4"), "missing", "batches 4"),
    "a role is given in passing": (
        _say("INSERT INTO role_grants (id, person_id, site_id, role, granted_at)"
             " SELECT 99, person_id, site_id, 'owner', granted_at FROM role_grants WHERE id = 2"),
        "unaudited", "role_grants 99"),
    "a row is put in": (
        _say("INSERT INTO customers (id, name, email, phone, created_at)"
             " VALUES (9, 'Nobody', '', '', '2026-01-01 00:00:00.000000')"),
        "unaudited", "customers 9"),
    "a person gets another name": (
        _say("UPDATE persons SET name = 'Somebody' WHERE id = 2"), "changed", "persons 2"),
    "an inspection gets another inspector": (
        _say("UPDATE inspections SET inspector_id = 4 WHERE id = 1"),
        "signed_rows", "Signature 1"),
    # the audit trail
    "an entry is taken out": (_say("DELETE FROM audit_entries WHERE seq = 30"), "gap", "entry 30"),
    "an entry says something else": (_another_body, "hash", "entry 30"),
    "an entry follows another one": (_another_entry, "link", "entry 30"),
    "an entry is filed under another act": (
        _say("UPDATE audit_entries SET act = 'nothing' WHERE seq = 30"), "columns", "entry 30"),
    "an entry is filed under another person": (
        _say("UPDATE audit_entries SET person_id = 3 WHERE seq = 30"), "columns", "entry 30"),
    "the newest entries are cut off": (
        _say("DELETE FROM audit_entries WHERE seq > 30"), "unaudited", ""),
    # signatures
    "a signature is changed": (_blob("sign_offs", "signature", 1), "signature", "Signature 1"),
    "signed bytes are changed": (
        _blob("sign_offs", "signed_bytes", 1), "signature", "Signature 1"),
    "a signature of another batch": (_take_over_signature, "signed_rows", "Signature 5"),
    "a signature gets another meaning": (
        _say("UPDATE sign_offs SET meaning = 'approved' WHERE meaning = 'rejected'"),
        "signed_rows", "Signature 4"),
    "a signature gets another reason": (
        _say("UPDATE sign_offs SET reason = 'fine' WHERE meaning = 'rejected'"),
        "signed_rows", "Signature 4"),
    "a signed defect gets another story": (
        _say("UPDATE defect_events SET quantity = 2 WHERE id = 1"), "signed_rows", "Signature 3"),
    "a signed photo is exchanged": (
        _say("UPDATE photos SET sha256 = 'other' WHERE id = 1"), "signed_rows", "Signature 3"),
    "a key is replaced in place": (_own_key, "signature", "Signature 1"),
    "a signature is taken away": (_say("DELETE FROM sign_offs WHERE id = 2"), "unsigned", "L-1"),
    # two persons
    "the first inspector signs second": (_sign_in_place_of(1, 2), "same_person", "L-1"),
    "the second inspector answered first": (
        _say("UPDATE answers SET by_id = 3 WHERE id = 1"), "same_person", "L-1"),
    "the second inspector found the defect first": (
        _say("UPDATE defects SET by_id = 3 WHERE id = 1"), "same_person", "L-2"),
    "the second inspector made the batch": (
        _say("INSERT INTO batch_producers (id, batch_id, person_id, named_at)"
             " VALUES (9, 1, 3, '2026-01-01 00:00:00.000000')"),
        "producer", "L-1"),
    "a batch is released unsigned": (
        _say("UPDATE batches SET status = 'released' WHERE id = 4"), "unsigned", "L-4"),
    "a held batch is shipped": (
        _say("UPDATE batches SET status = 'shipped' WHERE id = 2"), "unsigned", "L-2"),
    # reports
    "a kept PDF is changed": (_blob("reports", "pdf", 1), "report_pdf", "IR-NS-00001"),
    "a kept PDF is replaced with its digest": (_whole_new_pdf, "changed", "reports 2"),
    "the data of a report are changed": (
        _blob("reports", "payload", 1), "report_data", "IR-NS-00001"),
    "a report claims another head": (
        _say("UPDATE reports SET audit_head = '00' WHERE id = 1"), "report_head", "IR-NS-00001"),
    "a report is taken away": (
        _say("DELETE FROM reports WHERE id = 1"), "report_gap", "IR-NS-00002"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_that_tampering_is_found_and_its_place_named(shop: Shop, location: str, what: str) -> None:
    deed, kind, place = TAMPERED[what]
    with opened_raw(shop.database, location) as raw:
        deed(raw)
    checked = verify_record(shop.database)
    assert not checked.good
    named = [each.where for each in checked.findings if each.kind == kind]
    assert any(place in where for where in named), checked.findings
    assert all(each.what for each in checked.findings)


FORGED: dict[str, tuple[str, int, dict[str, object]]] = {
    "a measurement": ("answers", 2, {"value": "9.99"}),
    "a result": ("answers", 1, {"result": "fail"}),
    "a defect": ("defects", 1, {"quantity": 1}),
    "a batch": ("batches", 1, {"quantity": 7}),
    "a manufacturer": ("manufacturers", 1, {"name": "Another Kiln"}),
}


@pytest.mark.parametrize("what", FORGED)
def test_that_a_chain_that_was_bound_anew_no_longer_fits_what_was_signed_and_printed(
    shop: Shop, location: str, what: str
) -> None:
    table, row_id, facts = FORGED[what]
    with opened_raw(shop.database, location) as raw:
        forge(raw, table, row_id, **facts)
    found_ = verify_record(shop.database)
    assert kinds(found_) >= {"signed_rows", "report_head"}
    assert not kinds(found_) & {"hash", "link", "gap", "changed"}  # as good as forgery can be


def test_that_a_signature_under_something_else_is_no_sign_off(shop: Shop, location: str) -> None:
    letter = b"Dear Jelena"
    with opened_raw(shop.database, location) as raw:
        signature = shop.key("ana").sign(letter)
        said = "UPDATE sign_offs SET signed_bytes = ?, signature = ? WHERE id = 1"
        raw.say(said, letter, signature)
    found_ = verify_record(shop.database).findings
    assert [each.where[:11] for each in found_ if each.kind == "signed_bytes"] == ["Signature 1"]
    assert "signature" not in {each.kind for each in found_}  # it is a good one, under a letter


def test_that_a_row_that_points_nowhere_is_found(sqlite_database: "Database") -> None:
    shop = furnished(sqlite_database)
    with opened_raw(sqlite_database, "") as raw:
        raw.say("UPDATE batches SET product_id = 77 WHERE id = 4")
    found_ = [each for each in verify_record(shop.database).findings if each.kind == "foreign_key"]
    assert [each.where for each in found_] == ["batches 4"]
    assert "products" in found_[0].what


# A PDF against the record


def paper(shop: Shop, report_id: int = 1) -> tuple[str, bytes, bytes]:
    with shop.database.reading() as session:
        report = session.get_one(Report, report_id)
        return report.number, report.pdf, report.payload


def checked_paper(shop: Shop, number: str, pdf: bytes, data: bytes) -> ReportCheck:
    with shop.database.reading() as session:
        return check_report(session, number, pdf, data)


def test_that_the_issued_pdf_is_known_again(shop: Shop) -> None:
    checked = checked_paper(shop, *paper(shop))
    assert checked.good
    assert (checked.number, checked.batch, checked.replaced_by) == ("IR-NS-00001", "L-1", "")
    assert checked.issued_at == AT


def test_that_a_replaced_report_names_its_successor(shop: Shop) -> None:
    again = issued_reports.Reissue(report_id=1, language="en", reason="in English, please")
    with shop.database.writing() as session:
        newer = issued_reports.reissue(session, again, shop.ids["marko"], AT, print_plainly)
    checked = checked_paper(shop, *paper(shop))
    assert checked.good
    assert checked.replaced_by == newer.number
    assert checked_paper(shop, *paper(shop, newer.id)).good


def test_that_a_pdf_with_other_bytes_is_not_the_issued_one(shop: Shop) -> None:
    number, pdf, data = paper(shop)
    assert kinds(checked_paper(shop, number, pdf + b" ", data)) == {"pdf"}


def test_that_other_data_in_a_pdf_are_found(shop: Shop) -> None:
    number, pdf, data = paper(shop)
    forged = data.replace(b"L-1", b"L-9")
    assert forged != data
    assert "data" in kinds(checked_paper(shop, number, pdf, forged))


def test_that_data_that_are_no_report_are_found(shop: Shop) -> None:
    number, pdf, _data = paper(shop)
    assert kinds(checked_paper(shop, number, pdf, b"{")) == {"data"}


def test_that_a_number_that_was_never_issued_is_found(shop: Shop) -> None:
    _number, pdf, data = paper(shop)
    checked = checked_paper(shop, "IR-NS-00099", pdf, data)
    assert kinds(checked) == {"unknown_report"}
    assert checked.batch == ""


def test_that_the_report_of_another_record_is_found(shop: Shop, location: str) -> None:
    number, pdf, data = paper(shop)
    with opened_raw(shop.database, location) as raw:
        raw.say("UPDATE organisations SET database_id = 'another'")
    assert kinds(checked_paper(shop, number, pdf, data)) == {"database"}


def test_that_a_signature_that_is_not_in_the_record_is_found(shop: Shop, location: str) -> None:
    number, pdf, data = paper(shop)
    with opened_raw(shop.database, location) as raw:
        raw.say("DELETE FROM sign_offs WHERE id = 2")
    assert "signature" in kinds(checked_paper(shop, number, pdf, data))


def test_that_a_signature_whose_key_was_replaced_is_not_valid(shop: Shop, location: str) -> None:
    number, pdf, data = paper(shop)
    with opened_raw(shop.database, location) as raw:
        _own_key(raw)
    checked = checked_paper(shop, number, pdf, data)
    assert [each.what for each in checked.findings] == ["A signature inside the PDF is not valid."]


def test_that_reports_are_numbered_without_gaps(shop: Shop) -> None:
    with shop.database.reading() as session:
        numbers = session.scalars(select(Report.number).order_by(Report.id)).all()
    assert numbers == ["IR-NS-00001", "IR-NS-00002"]
