"""Evidence bundles: the same bytes each time, checked without the program and with it."""

import hashlib
import io
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from qc_desk.domain.refusals import FileNotWritten, FileRefused
from qc_desk.reports import print_paper
from qc_desk.services import certificates, evidence, photos, sign_offs
from qc_desk.services.evidence import make_bundle
from qc_desk.services.issued_reports import Reissue, reissue
from qc_desk.services.organisation_signatures import leaving, sign_reports
from qc_desk.services.report_lists import report_row
from qc_desk.services.verify_evidence import MOST_FILES, check_bundle, is_bundle
from tests.checked_shop import AT, Shop

NUMBER = "IR-NS-00001"
LATER = AT + timedelta(minutes=1)


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def report(shop: Shop) -> int:
    """A report with two photos."""
    batch_id = shop.add_batch("L-1")
    opened = shop.first_check(batch_id)
    for colour in ("red", "green"):
        attach(shop, opened, picture(colour))
    sign_first(shop, batch_id)
    shop.second_check(batch_id)
    return shop.approve(batch_id, printer=print_paper)


def attach(shop: Shop, opened: int, image: bytes) -> None:
    prepared = photos.prepare_photo(image, "photo.jpg")
    with shop.database.writing() as session:
        place = photos.PhotoPlace(item_id=shop.items["glaze"])
        photos.attach_photo(session, opened, prepared, place, shop.ids["ana"], AT)


def sign_first(shop: Shop, batch_id: int) -> None:

    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)


@pytest.fixture
def bundle(shop: Shop, report: int, tmp_path: Path) -> Path:
    return make_bundle(shop.database, report, tmp_path / "out" / "a.zip").file


def test_that_a_bundle_holds_what_proves_the_report(
    shop: Shop, report: int, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    made = make_bundle(shop.database, report, tmp_path / "a.zip", lambda *step: steps.append(step))
    assert (made.report, made.photos) == (NUMBER, 2)
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert made.sha256 == hashlib.sha256(made.file.read_bytes()).hexdigest()
    with zipfile.ZipFile(made.file) as read:
        names = read.namelist()
        assert read.testzip() is None
        with shop.database.reading() as session:
            digest = report_row(session, report).sha256
        assert hashlib.sha256(read.read(f"{NUMBER}.pdf")).hexdigest() == digest
        text = read.read("READ-ME.txt").decode()
    assert len(names) == made.files
    assert {f"{NUMBER}.json", "HOW-TO-CHECK.txt", "SHA256SUMS", "key-2.pem"} <= set(names)
    assert sum(name.startswith("photos/") for name in names) == 2
    assert "=====" in text
    assert "This folder holds the report" in text


def test_that_an_english_bundle_speaks_once_and_carries_the_certificate(
    shop: Shop, report: int, tmp_path: Path
) -> None:
    with shop.database.writing() as session:
        new = certificates.make_certificate("Keramika", 1, "kettle under the stairs", AT)
        kept = certificates.keep_certificate(session, new, shop.ids["mira"], AT)
        again = Reissue(report_id=report, language="en", reason="for the buyer")
    with shop.database.writing() as session:
        issued = reissue(session, again, shop.ids["ana"], AT, print_paper)
    made = make_bundle(shop.database, issued.id, tmp_path / "a.zip")
    with zipfile.ZipFile(made.file) as read:
        assert "=====" not in read.read("READ-ME.txt").decode()
        der = read.read(f"certificates/{kept.fingerprint}.cer")
    assert hashlib.sha256(der).hexdigest() == kept.fingerprint
    assert check_bundle("a.zip", made.file.read_bytes()).findings == ()


def test_that_the_same_report_gives_the_same_bytes(
    shop: Shop, report: int, tmp_path: Path
) -> None:
    one, other = (
        make_bundle(shop.database, report, tmp_path / name) for name in ("a.zip", "b.zip")
    )
    assert one.sha256 == other.sha256


def test_that_other_programs_check_it(bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(bundle) as read:
        read.extractall(folder)
    check = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder, check=False, capture_output=True).returncode == 0
    command = next(
        line.strip()
        for line in (folder / "HOW-TO-CHECK.txt").read_text("utf-8").splitlines()
        if "-verify" in line
    )
    said = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=True)
    assert b"Signature Verified Successfully" in said.stdout
    for photo in (folder / "photos").iterdir():
        assert hashlib.sha256(photo.read_bytes()).hexdigest() == photo.stem
        assert photo.suffix == ".jpg"


def test_that_a_whole_bundle_is_good(bundle: Path) -> None:
    content = bundle.read_bytes()
    assert is_bundle(content)
    checked = check_bundle("a.zip", content)
    assert (checked.number, checked.findings) == (NUMBER, ())
    assert checked.pdf.startswith(b"%PDF-")


@pytest.fixture
def left(shop: Shop, report: int, tmp_path: Path) -> Path:
    """The bundle of a report that the organisation signed, after it was issued."""
    new = certificates.make_certificate("Keramika", 1, "kettle under the stairs", AT)
    with shop.database.writing() as session:
        certificates.keep_certificate(session, new, shop.ids["mira"], LATER)
    with shop.database.reading() as session:
        locked = certificates.locked_certificate(session, LATER)
    opened = certificates.open_certificate(locked, "kettle under the stairs")
    sign_reports(shop.database, [report], opened, shop.ids["jelena"], LATER)
    return make_bundle(shop.database, report, tmp_path / "left.zip").file


def test_that_a_bundle_holds_the_signed_copy_that_left_beside_the_issued_report(
    shop: Shop, report: int, left: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(left) as read:
        read.extractall(folder)
    with shop.database.reading() as session:
        copy, issued = leaving(session, report), report_row(session, report)
    assert (folder / f"{NUMBER}-signed.pdf").read_bytes() == copy.pdf
    assert hashlib.sha256((folder / f"{NUMBER}.pdf").read_bytes()).hexdigest() == issued.sha256
    (certificate,) = (folder / "certificates").iterdir()
    assert hashlib.sha256(certificate.read_bytes()).hexdigest() == certificate.stem
    text = (folder / "READ-ME.txt").read_text("utf-8")
    assert "the report as it left" in text
    for command in ("pdfsig", "cmp"):
        told = next(line for line in text.splitlines() if f": {command} " in line)
        done = subprocess.run(
            told.partition(": ")[2].split(), cwd=folder, capture_output=True, check=False
        )
        assert done.returncode == 0, done
    assert b"Signature is Valid." in subprocess.run(
        ["pdfsig", "-nocert", f"{NUMBER}-signed.pdf"],
        cwd=folder, capture_output=True, check=False,
    ).stdout  # fmt: skip
    checked = check_bundle("left.zip", left.read_bytes())
    assert (checked.findings, checked.number, checked.signed) == ((), NUMBER, copy.pdf)


def test_that_a_signed_copy_of_something_else_is_named(left: Path) -> None:
    content = left.read_bytes()
    copy = f"{NUMBER}-signed.pdf"
    checked = check_bundle("a.zip", rewritten(content, {copy: b"%PDF-1.7 other"}, mend=True))
    assert copy in checked.findings[0].what
    with pytest.raises(FileRefused, match="not an evidence bundle"):
        check_bundle("a.zip", rewritten(content, {"other.pdf": b"%PDF-1.7"}))
    with pytest.raises(FileRefused, match="not an evidence bundle"):
        check_bundle("a.zip", rewritten(content, {copy: None, "other.pdf": b"%PDF-1.7"}))


def rewritten(content: bytes, change: dict[str, bytes | None], *, mend: bool = False) -> bytes:
    """The bundle with files changed, added or taken away; ``mend``: with new digests."""
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        files = {name: read.read(name) for name in read.namelist()}
    files |= {name: kept for name, kept in change.items() if kept is not None}
    for name, kept in change.items():
        if kept is None:
            del files[name]
    if mend:
        digests = {
            name: hashlib.sha256(kept).hexdigest()
            for name, kept in files.items()
            if name != "SHA256SUMS"
        }
        files["SHA256SUMS"] = evidence.sums_of(digests)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, kept in files.items():
            made.writestr(name, kept)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({f"{NUMBER}.json": b"{}"}, f"{NUMBER}.json"),
        ({"note.txt": b"more"}, "note.txt"),
        ({"key-1.pem": None}, "key-1.pem"),
        ({"SHA256SUMS": b"\xff junk"}, "key-1.pem"),
    ],
)
def test_that_changed_files_are_named(
    bundle: Path, change: dict[str, bytes | None], named: str
) -> None:
    checked = check_bundle("a.zip", rewritten(bundle.read_bytes(), change))
    assert "were changed, added or taken away" in checked.findings[0].what
    assert named in checked.findings[0].what


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"signature-1.bin": bytes(64)}, "signature-1.bin"),
        ({"key-2.pem": None}, "key-2.pem"),
        ({"photos/" + "0" * 64 + ".jpg": b"x"}, "photos/000"),
        ({f"photos/{hashlib.sha256(b'x').hexdigest()}.jpg": b"x"}, "photos/2d711"),
    ],
)
def test_that_files_of_another_report_are_named_though_their_digests_agree(
    bundle: Path, change: dict[str, bytes | None], named: str
) -> None:
    checked = check_bundle("a.zip", rewritten(bundle.read_bytes(), change, mend=True))
    assert [each.what.split(":")[0] for each in checked.findings] == [
        "Files of the bundle do not belong to the report"
    ]
    assert named in checked.findings[0].what


def test_that_a_bundle_without_data_is_noticed(bundle: Path) -> None:
    checked = check_bundle(
        "a.zip", rewritten(bundle.read_bytes(), {f"{NUMBER}.json": None}, mend=True)
    )
    assert checked.data == b""
    assert checked.findings


def test_that_other_files_are_refused(bundle: Path) -> None:
    content = bundle.read_bytes()
    assert not is_bundle(b"%PDF-1.7")
    with pytest.raises(FileRefused, match="damaged or incomplete"):
        check_bundle("a.zip", content[: len(content) // 2])
    with pytest.raises(FileRefused, match="not an evidence bundle"):
        check_bundle("a.zip", rewritten(content, {f"{NUMBER}.pdf": None}))
    crowded = io.BytesIO()
    with zipfile.ZipFile(crowded, "w") as packed:
        for number in range(MOST_FILES + 1):
            packed.writestr(str(number), b"")
    with pytest.raises(FileRefused, match="larger than any bundle"):
        check_bundle("a.zip", crowded.getvalue())


def test_that_a_full_disk_leaves_no_half_bundle(
    shop: Shop, report: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileNotWritten, match="No space left"):
        make_bundle(shop.database, report, tmp_path / "b" / "a.zip")
    assert list((tmp_path / "b").iterdir()) == []
