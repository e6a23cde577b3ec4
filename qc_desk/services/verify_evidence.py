"""Checks an evidence bundle: every file is what its list says, and belongs to the report in it."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

from qc_desk.domain.checking import checking_files, data_name
from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, _
from qc_desk.services.evidence import READ_ME, SUMS, signed_name, sums_of
from qc_desk.storage.findings import Finding

MOST_FILES, MOST_BYTES = 20_000, 8 * 1024**3


@dataclass(frozen=True, kw_only=True, slots=True)
class BundleCheck:
    """What is in a bundle: the report to be compared with the record, and what is wrong."""

    number: str
    pdf: bytes
    data: bytes
    files: int
    findings: tuple[Finding, ...]
    signed: bytes = b""  # the copy that left with the organisation's signature, where one did


def is_bundle(content: bytes) -> bool:
    """Whether a file begins as a bundle does."""
    return content.startswith(b"PK\x03\x04")


def check_bundle(file: str, content: bytes) -> BundleCheck:
    """Check a bundle by itself; raises FileRefused for a file that is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            return _checked(file, bundle)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        why = N_("it is damaged or incomplete. Fetch it again from where it was sent or stored.")
        raise FileRefused(file=file, why=why) from error


def _checked(file: str, bundle: zipfile.ZipFile) -> BundleCheck:
    entries = bundle.infolist()
    size = sum(each.file_size for each in entries)
    if len(entries) > MOST_FILES or size > MOST_BYTES:
        raise FileRefused(file=file, why=N_("it is larger than any bundle of this program."))
    names = [each.filename for each in entries]
    number = _number_in(names)
    if SUMS not in names or READ_ME not in names or not number:
        raise FileRefused(file=file, why=N_("it is not an evidence bundle of QC Desk."))
    findings = _changed(number, bundle, names)
    pdf = bundle.read(f"{number}.pdf")
    signed = bundle.read(signed_name(number)) if signed_name(number) in names else b""
    name = data_name(number)
    data = bundle.read(name) if name in names else b""
    findings += _foreign(number, bundle, names, data)
    return BundleCheck(
        number=number,
        pdf=pdf,
        data=data,
        files=len(names),
        findings=tuple(findings),
        signed=signed,
    )


def _number_in(names: list[str]) -> str:
    """Return which report is in a bundle, alone or with its signed copy; "" where none is."""
    pdfs = sorted(name for name in names if name.endswith(".pdf"))
    report = min(pdfs, key=len, default="")
    number = report.removesuffix(".pdf")
    return number if pdfs in ([report], sorted([report, signed_name(number)])) else ""


def _changed(number: str, bundle: zipfile.ZipFile, names: list[str]) -> list[Finding]:
    """Compare every file with the list of digests."""
    digests = {
        name: hashlib.sha256(bundle.read(name)).hexdigest() for name in names if name != SUMS
    }
    listed = bundle.read(SUMS)
    if listed == sums_of(digests) and len(names) == len(set(names)):
        return []
    wanted = {line[66:]: line[:64] for line in listed.decode("utf-8", "replace").splitlines()}
    wrong = sorted(
        name for name in wanted.keys() | digests.keys() if wanted.get(name) != digests.get(name)
    )
    said = _("Files of the bundle were changed, added or taken away: {names}.")
    return [Finding("bundle", number, said.format(names=", ".join(wrong[:10]) or SUMS))]


def _foreign(number: str, bundle: zipfile.ZipFile, names: list[str], data: bytes) -> list[Finding]:
    """Find sign-offs and photos that the report's own data do not name."""
    digest = hashlib.sha256(data).hexdigest()
    wrong = [
        each.name
        for each in checking_files(number, data_name(number), data, digest)
        if not each.name.endswith("TO-CHECK.txt")
        and (each.name not in names or bundle.read(each.name) != each.content)
    ]
    for name in names:
        if name.startswith("photos/"):
            shown = hashlib.sha256(bundle.read(name)).hexdigest()
            if shown != name[7:71] or shown.encode() not in data:
                wrong.append(name)
    copy = signed_name(number)
    if copy in names and not bundle.read(copy).startswith(bundle.read(f"{number}.pdf")):
        wrong.append(copy)
    if not wrong:
        return []
    said = _("Files of the bundle do not belong to the report: {names}.")
    return [Finding("bundle", number, said.format(names=", ".join(wrong[:10])))]
