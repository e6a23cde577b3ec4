"""The organisation's certificate, signed copies of reports, and what others say of them."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from qc_desk.domain.delivery_words import DeliveryWay
from qc_desk.domain.refusals import (
    CannotSignPdf,
    CertificateNotReadable,
    CertificateNotValidNow,
    NoCertificate,
    NotAllowed,
    PasswordTooShort,
    QuantityWrong,
    WrongCertificatePassword,
)
from qc_desk.reports import print_paper
from qc_desk.reports.reading import read_report
from qc_desk.services import certificates, dispatch, signed_copies
from qc_desk.services.certificates import CertificateRow, NewCertificate, OpenCertificate
from qc_desk.services.issued_reports import report_pdf
from qc_desk.services.signed_copies import check_copy, signed_copy
from qc_desk.services.verify import verify_record
from qc_desk.services.verify_reports import ReportCheck, check_report, told
from tests.checked_shop import AT, Shop

PASSWORD = "kettle under the stairs"
OTHER = "another kettle elsewhere"


@pytest.fixture(scope="module")
def made() -> NewCertificate:
    now = datetime.now(UTC)
    return certificates.make_certificate("Keramika d.o.o.", 10, PASSWORD, min(AT, now))


def keep(shop: Shop, new: NewCertificate, who: str = "mira", at: datetime = AT) -> CertificateRow:
    with shop.database.writing() as session:
        return certificates.keep_certificate(session, new, shop.ids[who], at)


def unlocked(shop: Shop, password: str = PASSWORD, at: datetime = AT) -> OpenCertificate:
    with shop.database.reading() as session:
        locked = certificates.locked_certificate(session, at)
        return certificates.open_certificate(locked, password)


def trusted(shop: Shop) -> list[bytes]:
    with shop.database.reading() as session:
        return certificates.trusted_certificates(session)


@pytest.fixture
def issued(shop: Shop) -> bytes:
    report = shop.approve(shop.checked_twice("L-1"), printer=print_paper)
    with shop.database.reading() as session:
        return report_pdf(session, report)


# The certificate


def test_that_an_owner_puts_a_certificate_in_force(shop: Shop, made: NewCertificate) -> None:
    with pytest.raises(NoCertificate):
        unlocked(shop)
    row = keep(shop, made)
    assert (row.name, row.issuer, row.by) == ("Keramika d.o.o.", "Keramika d.o.o.", "Mira Ilić")
    assert row.is_own
    assert timedelta(days=3650) < row.valid_until - row.valid_from < timedelta(days=3654)
    with shop.database.reading() as session:
        assert certificates.certificates(session) == [row]
    assert unlocked(shop).name == row.name
    assert PASSWORD.encode() not in made.ciphertext
    assert verify_record(shop.database).good


def test_that_only_an_owner_decides_what_is_signed_with(shop: Shop, made: NewCertificate) -> None:
    with pytest.raises(NotAllowed):
        keep(shop, made, "marko")


def test_that_another_password_opens_nothing(shop: Shop, made: NewCertificate) -> None:
    keep(shop, made)
    with pytest.raises(WrongCertificatePassword):
        unlocked(shop, OTHER)


def test_that_a_certificate_has_its_time(shop: Shop, made: NewCertificate) -> None:
    for at in (AT - timedelta(days=1), AT + timedelta(days=4000)):
        with pytest.raises(CertificateNotValidNow):
            keep(shop, made, at=at)
    keep(shop, made)
    with pytest.raises(CertificateNotValidNow, match="Keramika"):
        unlocked(shop, at=AT + timedelta(days=4000))


@pytest.mark.parametrize("years", [0, 31])
def test_that_years_are_few(years: int) -> None:
    with pytest.raises(QuantityWrong):
        certificates.make_certificate("Keramika", years, PASSWORD, AT)
    with pytest.raises(PasswordTooShort):
        certificates.make_certificate("Keramika", 1, "short", AT)


# Imported ones


def issuer_and_leaf() -> tuple[x509.Certificate, x509.Certificate, ec.EllipticCurvePrivateKey]:
    """An authority and what it vouches for."""
    authority, leaf = (ec.generate_private_key(ec.SECP256R1()) for _each in range(2))
    root = _certificate("Authority", "Authority", authority, authority, ca=True)
    return root, _certificate("Keramika", "Authority", leaf, authority, ca=False), leaf


def _certificate(
    subject: str, issuer: str, key: object, signer: object, *, ca: bool
) -> x509.Certificate:
    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    usage = {
        "digital_signature": not ca,
        "content_commitment": not ca,
        "key_cert_sign": ca,
        "crl_sign": ca,
    }
    others = (
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "encipher_only",
        "decipher_only",
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())  # type: ignore[attr-defined]
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=400))
        .not_valid_after(AT + timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage, **dict.fromkeys(others, False)), critical=True)
        .sign(signer, hashes.SHA256())  # type: ignore[arg-type]
    )


def packed(key: object, leaf: x509.Certificate, chain: list[x509.Certificate]) -> bytes:
    lock = serialization.BestAvailableEncryption(b"its own")
    return pkcs12.serialize_key_and_certificates(b"qc", key, leaf, chain, lock)  # type: ignore[arg-type]


def test_that_a_certificate_is_imported_with_its_chain(shop: Shop, issued: bytes) -> None:
    root, leaf, key = issuer_and_leaf()
    content = packed(key, leaf, [root])
    new = certificates.read_certificate("a.p12", content, "its own", PASSWORD)
    row = keep(shop, new)
    assert (row.name, row.issuer, row.is_own) == ("Keramika", "Authority", False)
    opened = unlocked(shop)
    assert opened.chain == (root.public_bytes(serialization.Encoding.DER),)
    copy = signed_copy(issued, opened, ["Issued"])
    assert check_copy(copy, issued, trusted(shop)).signers == ("Keramika",)


def test_that_a_file_that_is_none_is_refused() -> None:
    _root, leaf, key = issuer_and_leaf()
    for content, its in ((b"junk", ""), (packed(key, leaf, []), "wrong")):
        with pytest.raises(CertificateNotReadable, match="its password is another one"):
            certificates.read_certificate("a.p12", content, its, PASSWORD)
    without = pkcs12.serialize_key_and_certificates(
        b"", None, None, [leaf], serialization.NoEncryption()
    )
    with pytest.raises(CertificateNotReadable, match="no certificate with its key"):
        certificates.read_certificate("a.p12", without, "", PASSWORD)


def test_that_keys_that_readers_do_not_know_are_refused() -> None:
    good = rsa.generate_private_key(65537, 2048)
    leaf = _certificate("Keramika", "Keramika", good, good, ca=False)
    certificates.read_certificate("a.p12", packed(good, leaf, []), "its own", PASSWORD)
    edward = ed25519.Ed25519PrivateKey.generate()
    root = ec.generate_private_key(ec.SECP256R1())
    leaf = _certificate("Keramika", "A", edward, root, ca=False)
    with pytest.raises(CertificateNotReadable, match="its key is of a kind"):
        certificates.read_certificate("a.p12", packed(edward, leaf, []), "its own", PASSWORD)


def test_that_a_certificate_may_name_nobody() -> None:
    assert certificates._named(x509.Name([])) == "—"
    city = x509.Name([x509.NameAttribute(x509.NameOID.LOCALITY_NAME, "Novi Sad")])
    assert certificates._named(city) == "L=Novi Sad"


# Signed copies


def test_that_a_copy_is_the_issued_bytes_and_a_signature_behind(
    shop: Shop, issued: bytes, made: NewCertificate, tmp_path: Path
) -> None:
    keep(shop, made)
    copy = signed_copy(issued, unlocked(shop), ["Inspection report"])
    assert copy[: len(issued)] == issued
    checked = check_copy(copy, issued, trusted(shop))
    assert (checked.good, checked.signers) == (True, ("Keramika d.o.o.",))
    file = tmp_path / "copy.pdf"
    file.write_bytes(copy)
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in said.stdout
    assert "Total document signed" in said.stdout
    assert "ETSI.CAdES.detached" in said.stdout
    assert (
        subprocess.run(["qpdf", "--check", file], check=False, capture_output=True).returncode == 0
    )
    at = issued.index(b"stream") + 20
    file.write_bytes(copy[:at] + bytes([copy[at] ^ 1]) + copy[at + 1 :])
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False)
    assert "Digest Mismatch" in said.stdout


def test_that_each_sign_off_may_have_a_signature(
    shop: Shop, issued: bytes, made: NewCertificate
) -> None:
    keep(shop, made)
    copy = signed_copy(issued, unlocked(shop), ["Inspected: Ana", "Approved: Јелена"])
    checked = check_copy(copy, issued, trusted(shop))
    assert (checked.good, len(checked.signers)) == (True, 2)


def test_that_what_is_not_ours_is_said(shop: Shop, issued: bytes, made: NewCertificate) -> None:
    keep(shop, made)
    ours = trusted(shop)
    copy = signed_copy(issued, unlocked(shop), ["Issued"])

    def wrong(content: bytes, roots: list[bytes] | None = None) -> str:
        checked = check_copy(content, issued, ours if roots is None else roots)
        assert not checked.good
        assert checked.signers == ()
        return checked.wrong

    assert "does not begin with what was issued" in wrong(b"%PDF-1.7 " + copy)
    assert "no signature" in wrong(issued + b"\n% remark\n")
    assert "not this organisation's (" in wrong(copy, [])
    assert "only a part of one" in wrong(copy[: len(issued) + 200])
    lost = copy[: copy.rindex(b"startxref")] + b"startxref\n99999999\n%%EOF\n"
    assert "damaged" in wrong(lost)
    assert "added after the organisation signed" in wrong(copy + b"\n% remark\n")
    at = copy.index(b"/Contents", len(issued)) + 300
    digit = b"0" if copy[at : at + 1] != b"0" else b"1"
    assert wrong(copy[:at] + digit + copy[at + 1 :])


def test_that_a_signature_moved_to_other_bytes_is_noticed(
    shop: Shop, issued: bytes, made: NewCertificate
) -> None:
    """What one changes inside the signed range, but behind the issued bytes."""
    keep(shop, made)
    copy = signed_copy(issued, unlocked(shop), ["Issued"])
    at = copy.index(b"Issued", len(issued))
    said = check_copy(copy[:at] + b"Jssued" + copy[at + 6 :], issued, trusted(shop))
    assert "changed after the organisation signed" in said.wrong


def test_that_a_signed_copy_is_known_as_one(
    shop: Shop, issued: bytes, made: NewCertificate
) -> None:
    keep(shop, made)
    copy = signed_copy(issued, unlocked(shop), ["Issued"])

    def verified(content: bytes) -> ReportCheck:
        read = read_report(content)
        with shop.database.reading() as session:
            return check_report(session, read.report_number, content, read.signed_data)

    checked = verified(copy)
    assert (checked.good, checked.signed_by) == (True, ("Keramika d.o.o.",))
    assert "signed copy: the report exactly as it was issued" in told(checked)
    assert verified(issued).signed_by == ()
    assert told(verified(issued)) == "This PDF is exactly the report that was issued."
    added = verified(copy + b"\n% remark\n")
    assert [each.kind for each in added.findings] == ["pdf"]
    assert "added after the organisation signed" in added.findings[0].what
    assert "Do not rely on it" in told(added)


def test_that_a_parcel_carries_the_signature(
    shop: Shop, made: NewCertificate, tmp_path: Path
) -> None:
    report = shop.approve(shop.checked_twice("L-1"), printer=print_paper)
    keep(shop, made)
    parcel = dispatch.pack(shop.database, report, None, shop.ids["ana"], unlocked(shop))
    noted = dispatch.drop_into(shop.database, parcel, tmp_path, shop.ids["ana"], AT)
    assert (noted.way, noted.is_original) == (DeliveryWay.FOLDER, False)
    assert noted.sha256 == parcel.sha256


def test_that_without_the_extra_part_nothing_is_signed(
    shop: Shop, issued: bytes, made: NewCertificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(shop, made)
    assert signed_copies.can_sign()
    monkeypatch.setitem(sys.modules, "pyhanko.sign.signers", None)
    with pytest.raises(CannotSignPdf, match="qc-desk\\[sign\\]"):
        signed_copy(issued, unlocked(shop), ["Issued"])
    monkeypatch.setitem(sys.modules, "pyhanko.pdf_utils.reader", None)
    with pytest.raises(CannotSignPdf):
        check_copy(issued + b"x", issued, trusted(shop))
