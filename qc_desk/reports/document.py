"""The PDF around the pages: who, what, when, which language, attached data; always the same."""

import hashlib
import io
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from qc_desk import __version__
from qc_desk.domain.checking import checking_files, data_name
from qc_desk.domain.paper import Paper
from qc_desk.i18n import _, language
from qc_desk.reports.archival import Facts, conform
from qc_desk.reports.attachments import Attachment, attach
from qc_desk.reports.grid import SIZES
from qc_desk.reports.lettering import letters
from qc_desk.reports.untyped import canvases, config, pdf

config.useA85 = 0  # binary streams: a fifth smaller, and every reader takes them


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says about itself, beside its pages."""

    paper: Paper
    title: str
    subject: str


class _Moment:
    """The time stamp that reportlab asks for, at the moment of issue instead of now."""

    dhh = dmm = 0
    tzname = "UTC"

    def __init__(self, moment: datetime) -> None:
        utc = moment.astimezone(UTC)
        self.t = utc.timestamp()
        self.lt = utc.timetuple()
        self.YMDhms = (utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second)


class _Info(PDFObject):
    """The document's facts, with those that ``verify`` reads back."""

    def __init__(self, about: About) -> None:
        paper = about.paper
        moment = f"D:{paper.issued_at.astimezone(UTC):%Y%m%d%H%M%S}+00'00'"
        self.invariant = 1
        self.facts = {
            "Title": about.title,
            "Author": paper.organisation,
            "Subject": about.subject,
            "Creator": f"QC Desk {__version__}",
            "Producer": "QC Desk, ReportLab",
            "CreationDate": moment,
            "ModDate": moment,
        }
        if paper.report_number:
            self.facts |= {
                "QCDeskReport": paper.report_number,
                "QCDeskDataSHA256": paper.data_digest,
                "QCDeskAuditSeq": str(paper.audit_seq),
                "QCDeskAuditHead": paper.audit_head,
            }

    def digest(self, md5: object) -> None:
        """Add nothing to the file's identifier: it is made from the report's own digest."""

    def format(self, document: object) -> bytes:
        """Return the facts as a PDF dictionary."""
        facts = {key: pdf.PDFString(_whole(value)) for key, value in self.facts.items()}
        formatted: bytes = pdf.PDFDictionary(facts).format(document)
        return formatted


def _whole(text: str) -> str:
    """Return a text without halves of surrogate pairs, which no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def begun(about: About, size: tuple[float, float] | None = None) -> tuple[Any, io.BytesIO]:
    """Return a canvas with everything but its pages, and the place where its bytes go.

    ``size`` is that of labels, in points; all other paper has the size of its letterhead.
    """
    paper = about.paper
    letters()  # registers both fonts before reportlab looks for the first
    out = io.BytesIO()
    canvas = canvases.Canvas(
        out,
        pagesize=size or SIZES[paper.letterhead.page],
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        lang=_spoken(),
        initialFontName="QCDesk",
    )
    document = canvas._doc  # noqa: SLF001 (reportlab offers no other way to it)
    seed = f"{paper.report_number}\n{paper.data_digest}\n{paper.issued_at.isoformat()}"
    if not paper.report_number:
        seed += f"\n{about.title}"
    document.signature = hashlib.md5(seed.encode(), usedforsecurity=False)
    document._timeStamp = _Moment(paper.issued_at)  # noqa: SLF001
    document.info = _Info(about)
    if paper.signed_data:
        _attach(document, paper)
    conform(document, _facts(about))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas, out


def _spoken() -> str:
    """Return the language spoken now, as files name it."""
    return language().locale.replace("_", "-")


def _facts(about: About) -> Facts:
    """Return what the file says about itself, once more, as XMP says it."""
    said = _Info(about).facts
    return Facts(
        title=said["Title"],
        author=said["Author"],
        subject=said["Subject"],
        creator=said["Creator"],
        producer=said["Producer"],
        language=_spoken(),
        moment=about.paper.issued_at,
    )


def _attach(document: Any, paper: Paper) -> None:
    """Put the signed data into the PDF, and what is needed to check them without this program."""
    name = data_name(paper.report_number)
    said = _("Signed data, SHA-256 {digest}").format(digest=paper.data_digest)
    data = Attachment(
        name=name, kind="application/json", content=paper.signed_data, about=said, relation="Data"
    )
    checking = checking_files(paper.report_number, name, paper.signed_data, paper.data_digest)
    others = [Attachment(**asdict(each)) for each in checking]
    attach(document, [data, *others], paper.issued_at)
