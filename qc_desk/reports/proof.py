"""How anybody can check that a report is genuine: digests, QR code, attached data."""

from qc_desk.domain.checking import data_name
from qc_desk.domain.paper import Paper
from qc_desk.i18n import _, format_integer
from qc_desk.reports.bands import LEFT, WIDTH, Band, Drawing
from qc_desk.reports.lettering import BODY, BODY_BOLD, LABEL, LEAD_BOLD, Style
from qc_desk.reports.marked_texts import marked_texts
from qc_desk.reports.qr import qr_modules, qr_path
from qc_desk.reports.setting import HAIR_FRAME, columns, framed
from qc_desk.reports.typesetting import Stack, Typesetter

_QR = 92.0
_LAST_STEP = Style(7.8, 15.5)
_NUMBER_KEPT = 40  # a longer report number would make the squares too small to scan


def qr_text(paper: Paper) -> str:
    """Return what the QR code says: the report's number and the digest of its data."""
    return f"QC-DESK {paper.report_number[:_NUMBER_KEPT]} SHA256 {paper.data_digest.upper()}"


def proof_box(paper: Paper, setter: Typesetter) -> list[Band]:
    """Return the box that says how to check the report, below what its marks mean."""
    steps = [
        _("1. On a computer with QC Desk, give the PDF to the program: qc-desk verify REPORT.pdf"),
        _("2. Or scan the code: it must show this report's number and the digest printed here."),
        _("3. The exact signed data are attached to this PDF as the file {name}.").format(
            name=data_name(paper.report_number)
        ),
    ]
    audit = _("Audit trail: entry {number}, head").format(number=format_integer(paper.audit_seq))
    stack: Stack = [(_("How to check this report"), LEAD_BOLD)]
    stack += [*((step, BODY) for step in steps[:-1]), (steps[-1], _LAST_STEP)]
    stack += [(_("Digest of the signed data (SHA-256)"), LABEL)]
    stack += [(_grouped(paper.data_digest), BODY_BOLD), (audit, LABEL)]
    stack += [(_grouped(paper.audit_head), BODY_BOLD)]
    x = _QR + 24
    band = columns(setter, [(x, WIDTH - x - 10, stack)], 9)
    band.height = max(band.height, _QR + 20)
    modules = qr_modules(qr_text(paper))
    place = LEFT + 10, 10
    scale = _QR / len(modules)
    band.drawings.append(Drawing(*place, _QR, _QR, qr_path(modules), scale))
    box = [Band(18, blank=True), framed(band, HAIR_FRAME)]
    marks = list(marked_texts(paper, setter))
    for mark in marks:
        mark.keeps = True  # so that the box does not stand alone overleaf
    return [*marks, *box]


def _grouped(digest: str) -> str:
    """Return a digest in groups of eight, which an eye can compare."""
    return " ".join(digest[begin : begin + 8] for begin in range(0, len(digest), 8))
