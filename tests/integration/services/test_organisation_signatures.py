"""Reports that the organisation signs as they are issued: once, or once for each sign-off."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qc_desk.domain.refusals import CertificateChanged, NoCertificate, NotAllowed
from qc_desk.i18n import format_datetime, speaking
from qc_desk.reports import print_paper
from qc_desk.reports.reading import read_report
from qc_desk.services import certificates, dispatch, organisation_signatures
from qc_desk.services.certificates import OpenCertificate, make_certificate
from qc_desk.services.desk import Desk
from qc_desk.services.issued_reports import Reissue, reissue, report_pdf, report_row, withdraw
from qc_desk.services.organisation_signatures import leaving, sign_reports, waiting_reports
from qc_desk.services.report_exports import export_reports
from qc_desk.services.signing_rules import SigningChoice, choose_signing, signing_rule
from qc_desk.services.verify import verify_record
from qc_desk.services.verify_reports import check_report, told
from tests.checked_shop import AT, Shop, print_plainly
from tests.integration.services.tampering import forge, opened_raw

PASSWORD = "kettle under the stairs"


def in_force(shop: Shop, name: str = "Keramika d.o.o.") -> OpenCertificate:
    """A certificate that has just been put in force, open."""
    new = make_certificate(name, 10, PASSWORD, min(AT, datetime.now(UTC)))
    with shop.database.writing() as session:
        certificates.keep_certificate(session, new, shop.ids["mira"], AT)
    with shop.database.reading() as session:
        locked = certificates.locked_certificate(session, AT)
        return certificates.open_certificate(locked, PASSWORD)


def choose(shop: Shop, who: str = "mira", at: datetime = AT, **choice: bool) -> None:
    with shop.database.writing() as session:
        choose_signing(session, SigningChoice(**choice), shop.ids[who], at)


def waiting(shop: Shop, who: str = "jelena") -> list[int]:
    with shop.database.reading() as session:
        return waiting_reports(session, shop.ids[who])


def pdfsig(file: Path) -> str:
    command = ["pdfsig", "-nocert", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


# The choice


def test_that_an_owner_chooses_when_and_how_often_it_is_signed(shop: Shop) -> None:
    with shop.database.reading() as session:
        assert signing_rule(session).choice == SigningChoice()
    with pytest.raises(NoCertificate):
        choose(shop, at_issue=True)
    in_force(shop)
    with pytest.raises(NotAllowed):
        choose(shop, "marko", at_issue=True)
    choose(shop, at_issue=True)
    later = AT + timedelta(hours=1)
    choose(shop, at=later, at_issue=True)
    choose(shop, at=later, at_issue=True, each_sign_off=True)
    with shop.database.reading() as session:
        now = signing_rule(session)
    assert now.choice == SigningChoice(at_issue=True, each_sign_off=True)
    assert (now.at_issue_since, now.by) == (AT, "Mira Ilić")
    choose(shop, at=later)
    with shop.database.reading() as session:
        assert signing_rule(session).at_issue_since is None
    choose(shop, at=later + timedelta(hours=1), at_issue=True)
    with shop.database.reading() as session:
        assert signing_rule(session).at_issue_since == later + timedelta(hours=1)


# What waits


def test_that_only_what_is_issued_from_then_on_and_holds_waits(shop: Shop) -> None:
    shop.approve(shop.checked_twice("L-1"))
    in_force(shop)
    assert waiting(shop) == []
    choose(shop, at=AT + timedelta(seconds=1), at_issue=True)
    assert waiting(shop) == []
    choose(shop)
    choose(shop, at_issue=True)
    reports = [shop.approve(shop.checked_twice(f"L-{number}")) for number in (2, 3, 4)]
    with shop.database.writing() as session:
        withdraw(session, reports[0], "wrong goods", shop.ids["mira"], AT)
        again = Reissue(report_id=reports[1], language="en", reason="In another language.")
        newer = reissue(session, again, shop.ids["jelena"], AT, print_plainly).id
    assert waiting(shop)[-2:] == [reports[2], newer]
    assert not {reports[0], reports[1]} & set(waiting(shop))
    assert waiting(shop, "vera") == []


# Signing


@pytest.fixture
def report(shop: Shop) -> int:
    return shop.approve(shop.checked_twice("L-1"), printer=print_paper)


def in_english(shop: Shop, report: int) -> int:
    """The report issued again in English."""
    with shop.database.writing() as session:
        again = Reissue(report_id=report, language="en", reason="In another language.")
        return reissue(session, again, shop.ids["jelena"], AT, print_paper).id


def test_that_each_sign_off_has_a_signature_that_others_find_valid(
    shop: Shop, report: int, tmp_path: Path
) -> None:
    report = in_english(shop, report)
    opened = in_force(shop)
    choose(shop, at_issue=True, each_sign_off=True)
    signed = sign_reports(shop.database, [report], opened, shop.ids["jelena"], AT)
    assert signed == ["IR-NS-00002"]
    assert sign_reports(shop.database, [report], opened, shop.ids["jelena"], AT) == []
    assert waiting(shop) == []
    with shop.database.reading() as session:
        issued, left = report_pdf(session, report), leaving(session, report)
        assert report_row(session, report).is_signed
        read = read_report(left.pdf)
        checked = check_report(session, read.report_number, left.pdf, read.signed_data)
    assert left.is_signed
    assert left.pdf.startswith(issued)
    assert checked.good
    assert checked.signed_by == ("Keramika d.o.o.",) * 2
    first, second = checked.signatures
    assert first.startswith("Ana Kovač: inspected (first inspector), ")
    assert second.startswith("Јелена Петровић: approved (second inspector), ")
    assert "behind it 2 valid signatures of the organisation (Keramika d.o.o.)" in told(checked)
    file = tmp_path / "signed.pdf"
    file.write_bytes(left.pdf)
    said = pdfsig(file)
    assert said.count("Signature is Valid.") == 2
    assert said.rindex("Total document signed") > said.rindex("Signature #2")
    assert verify_record(shop.database).good
    at = left.pdf.index(b"stream") + 20
    file.write_bytes(left.pdf[:at] + bytes([left.pdf[at] ^ 1]) + left.pdf[at + 1 :])
    assert pdfsig(file).count("Digest Mismatch") == 2


def test_that_the_whole_report_has_one_signature_in_its_language(shop: Shop, report: int) -> None:
    opened = in_force(shop)
    newer = in_english(shop, report)
    sign_reports(shop.database, [report], opened, shop.ids["jelena"], AT)
    with shop.database.reading() as session:
        left = leaving(session, report)
        read = read_report(left.pdf)
        checked = check_report(session, read.report_number, left.pdf, read.signed_data)
        assert not leaving(session, newer).is_signed
        with speaking("sr"):
            when = format_datetime(AT, "UTC")
    (said,) = checked.signatures
    assert said.startswith("IR-NS-00001")
    assert said.endswith(when)
    assert "IR-NS-00002 has replaced it" in told(checked)


def test_that_what_leaves_carries_the_signature(shop: Shop, report: int, tmp_path: Path) -> None:
    opened = in_force(shop)
    sign_reports(shop.database, [report], opened, shop.ids["jelena"], AT)
    with shop.database.reading() as session:
        left = leaving(session, report)
    for given in (None, opened):
        parcel = dispatch.pack(shop.database, report, None, shop.ids["ana"], given)
        assert (parcel.pdf, parcel.certificate_id) == (left.pdf, opened.id)
    noted = dispatch.drop_into(shop.database, parcel, tmp_path, shop.ids["ana"], AT)
    assert not noted.is_original
    export_reports(shop.database, [report], tmp_path)
    assert (tmp_path / "IR-NS-00001.pdf").read_bytes() == left.pdf


def test_that_what_is_signed_stays_when_it_is_stopped(shop: Shop) -> None:
    reports = [
        shop.approve(shop.checked_twice(f"L-{number}"), printer=print_paper) for number in (1, 2)
    ]
    opened = in_force(shop)
    choose(shop, at_issue=True)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sign_reports(shop.database, waiting(shop), opened, shop.ids["jelena"], AT, stop)
    assert waiting(shop) == reports[1:]


def test_that_a_certificate_that_was_replaced_signs_nothing(shop: Shop, report: int) -> None:
    opened = in_force(shop)
    in_force(shop, "Keramika 2")
    with pytest.raises(CertificateChanged, match=r"Keramika d\.o\.o\."):
        sign_reports(shop.database, [report], opened, shop.ids["jelena"], AT)


def test_that_nobody_signs_for_another_site(shop: Shop, report: int) -> None:
    opened = in_force(shop)
    with pytest.raises(NotAllowed):
        sign_reports(shop.database, [report], opened, shop.ids["vera"], AT)


@dataclass(frozen=True)
class Overtaken:
    """A workstation that is overtaken by another one before it writes."""

    desk: Desk
    other: OpenCertificate
    report: int
    by: int

    reading = property(lambda self: self.desk.reading)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        sign_reports(self.desk, [self.report], self.other, self.by, AT)
        with self.desk.writing() as session:
            yield session


def test_that_two_workstations_put_one_signature(shop: Shop, report: int) -> None:
    opened = in_force(shop)
    slow = Overtaken(shop.database, opened, report, shop.ids["ana"])
    sign_reports(slow, [report], opened, shop.ids["jelena"], AT)
    with shop.database.reading() as session:
        kept = organisation_signatures._copy_of(session, report)
        assert kept is not None
        assert kept.by.name == "Ana Kovač"
    assert verify_record(shop.database).good


def test_that_a_changed_signature_is_found_in_the_record(
    shop: Shop, report: int, location: str
) -> None:
    sign_reports(shop.database, [report], in_force(shop), shop.ids["jelena"], AT)
    with opened_raw(shop.database, location) as raw:
        forge(raw, "signed_copies", 1, added=b"something else")
    found = {each.kind: each.what for each in verify_record(shop.database).findings}
    assert found["signed_copy"] == "What the organisation put behind the kept PDF was changed."
