"""Evidence bundles: a report with everything that proves it, in one file for anybody to check.

The same report gives the same bytes: files are stored as they are, in the order of their names,
with the time of issue. Where the organisation signed the report, the copy that left is in it too.
Nothing in a bundle can only be read with this program.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from qc_desk.domain.certificates import Certificate
from qc_desk.domain.checking import HOW_TO, checking_files, data_name
from qc_desk.domain.complaints import ComplaintPhoto
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.photos import Photo
from qc_desk.domain.pictures import Picture
from qc_desk.domain.reports import Report
from qc_desk.i18n import _, language, speaking
from qc_desk.services.desk import Desk
from qc_desk.services.files import make_folder_of, whole_file
from qc_desk.services.organisation_signatures import Leaving, leaving
from qc_desk.services.report_lists import report_row

SUMS, READ_ME = "SHA256SUMS", "READ-ME.txt"
_DIGEST = re.compile(rb"[0-9a-f]{64}")
_ENDINGS = {b"\xff\xd8": "jpg", b"\x89P": "png", b"RI": "webp"}
_READABLE = 0o644 << 16

Kept = Photo | ComplaintPhoto | Picture  # where photos are kept


class Step(Protocol):
    """Tells how many of how many things are done; may raise to stop."""

    def __call__(self, done: int, total: int, /) -> None:
        """Go on."""


def _quietly(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """An evidence bundle that was written."""

    report: str
    file: Path
    files: int
    photos: int
    sha256: str


def bundle_name(report: str) -> str:
    """Return the usual name of the bundle of a report."""
    return f"{report}-evidence.zip"


def signed_name(report: str) -> str:
    """Return the name, in a bundle, of the report as it left: signed by the organisation."""
    return f"{report}-signed.pdf"


def make_bundle(desk: Desk, report_id: int, file: Path, step: Step = _quietly) -> Bundle:
    """Write the evidence bundle of a report, whole or not at all; slow with many photos."""
    make_folder_of(file)
    with desk.reading() as session:
        report = session.get_one(Report, report_id)
        photos = _photos(session, report)
        with whole_file(file) as part, part.open("wb") as out:
            writer = _Writer(out, report.issued_at)
            with closing(writer):
                for name, content in _papers(session, report, len(photos)):
                    writer.add(name, content)
                for done, (kind, photo_id) in enumerate(photos):
                    step(done, len(photos))
                    image = _image(session, kind, photo_id)
                    digest = hashlib.sha256(image).hexdigest()
                    ending = _ENDINGS.get(image[:2], "bin")
                    writer.add(f"photos/{digest}.{ending}", image)
                writer.add(SUMS, writer.sums())
        step(len(photos), len(photos))
        number = report.number
    return Bundle(
        report=number,
        file=file,
        files=len(writer.digests),
        photos=len(photos),
        sha256=_digest_of(file),
    )


class _Writer:
    """Writes stored files with one time stamp, and keeps their digests."""

    def __init__(self, out: IO[bytes], moment: datetime) -> None:
        utc = moment.astimezone(UTC)
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        self._moment = (max(utc.year, 1980), utc.month, utc.day, utc.hour, utc.minute, 0)
        self.digests: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add a file."""
        about = zipfile.ZipInfo(name, self._moment)
        about.external_attr, about.create_system = _READABLE, 3  # the same on every system
        self._zip.writestr(about, content)
        self.digests[name] = hashlib.sha256(content).hexdigest()

    def sums(self) -> bytes:
        """Return the digests as ``sha256sum -c`` reads them."""
        return sums_of(self.digests)

    def close(self) -> None:
        """Write the list of contents, without which it is no ZIP file."""
        self._zip.close()


def sums_of(digests: dict[str, str]) -> bytes:
    """Return digests as ``sha256sum -c`` reads them, in the order of the names."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def _papers(session: Session, report: Report, photos: int) -> Iterator[tuple[str, bytes]]:
    """Give everything but photos: instructions, the report, its data, sign-offs, certificates."""
    data = data_name(report.number)
    left = leaving(session, report.id)
    with speaking(report.language):
        checking = checking_files(report.number, data, report.payload, report.payload_digest)
        words = [_read_me(session, report, left, photos)]
        if language().code != "en":
            with speaking("en"):
                words.append(_read_me(session, report, left, photos))
    yield READ_ME, ("\n" + "=" * 78 + "\n\n").join(words).encode()
    yield f"{report.number}.pdf", report.pdf
    if left.is_signed:
        yield signed_name(report.number), left.pdf
    yield data, report.payload
    for each in checking:
        yield each.name, each.content
    told = or_(Certificate.at <= report.issued_at, Certificate.id == left.certificate_id)
    for kept in session.scalars(select(Certificate).where(told).order_by(Certificate.id)):
        yield f"certificates/{kept.fingerprint}.cer", kept.certificate


def _read_me(session: Session, report: Report, left: Leaving, photos: int) -> str:
    """Return what is in the bundle, in the language spoken now."""
    row = report_row(session, report.id)
    kind = row.kind.label
    lines = [
        f"{kind[:1].upper()}{kind[1:]} {row.number}" + (f" ({row.about})" if row.about else ""),
        "",
        _("This folder holds the report and everything that proves it."),
        "",
        f"{row.number}.pdf",
        "   " + _("the report exactly as it was issued"),
        *(_of_the_copy(report) if left.is_signed else ()),
        data_name(row.number),
        "   " + _("the data that were signed, as JSON"),
        HOW_TO,
        "   " + _("how to check every sign-off with OpenSSL alone"),
        "signed-*.txt, signature-*.bin, key-*.pem",
        "   " + _("what each person signed, the signature, and the public key"),
        f"photos/ ({photos})",
        "   " + _("the photos as they were taken; each is named after its SHA-256"),
        SUMS,
        "   " + _("the SHA-256 of every file: sha256sum -c SHA256SUMS"),
        "",
        _("On a computer with QC Desk and the record: qc-desk verify BUNDLE.zip"),
        "",
    ]
    return "\n".join(lines)


def _of_the_copy(report: Report) -> list[str]:
    """Return what the signed copy is, and how it is compared with the report."""
    issued, copy = f"{report.number}.pdf", signed_name(report.number)
    return [
        copy,
        "   " + _("the report as it left: the same, and behind it the organisation's signature"),
        "   " + _("readers of PDF show the signature; so does: {command}").format(
            command=f"pdfsig {copy}"
        ),
        "   " + _("it begins with the report, byte for byte: {command}").format(
            command=f"cmp -n {len(report.pdf)} {issued} {copy}"
        ),
    ]  # fmt: skip


def _photos(session: Session, report: Report) -> list[tuple[type[Kept], int]]:
    """Return the photos that the report's data name, each once, in the order of their digests."""
    named = {each.decode() for each in _DIGEST.findall(report.payload)}
    of_batch = select(Inspection.id).where(Inspection.batch_id == report.batch_id)
    here = Photo.inspection_id.in_(of_batch) if report.batch_id is not None else true()
    found: dict[str, tuple[type[Kept], int]] = {}
    for kind, only in ((Picture, true()), (ComplaintPhoto, true()), (Photo, here)):
        query = select(kind.sha256, kind.id).where(kind.sha256.in_(named), only)
        found |= {digest: (kind, number) for digest, number in session.execute(query)}
    return [found[digest] for digest in sorted(found)]


def _image(session: Session, kind: type[Kept], photo_id: int) -> bytes:
    """Return a photo as it is kept, without holding on to it."""
    return session.scalars(select(kind.image).where(kind.id == photo_id)).one()


def _digest_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
