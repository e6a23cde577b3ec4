"""The foot of every page: which paper, page and subject, and two digests."""

from qc_desk.domain.paper import Paper
from qc_desk.domain.print_outs import PrintOut
from qc_desk.i18n import _, format_integer
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box
from qc_desk.reports.lettering import FINE, SMALL_BOLD, Style
from qc_desk.reports.moments import local
from qc_desk.reports.typesetting import Line, Typesetter, shortened

NUMBER_KEPT = 32  # letters of a number, so that there is room for the verdict


class Footer:
    """Sets the foot of the pages; only the page number changes."""

    def __init__(self, paper: Paper, subject: str, setter: Typesetter) -> None:
        self._setter = setter
        number = shortened(paper.report_number, NUMBER_KEPT)
        self._left = f"{number} · {subject}" if number else subject
        self._organisation = paper.organisation
        self._digests = _proof(paper) if paper.data_digest else _printed(paper)

    def band(self, number: int, count: int) -> Band:
        """Return the foot of one page."""
        page = _("Page {number} of {count}").format(
            number=format_integer(number), count=format_integer(count)
        )
        lines = [
            *self._between(self._left, page, SMALL_BOLD, 11),
            *self._between(self._digests, self._organisation, FINE, 20),
        ]
        return Band(22, lines, [Box(LEFT, 0, WIDTH, 0.6, "0.1 g", "f")])

    def _between(self, left: str, right: str, style: Style, baseline: float) -> list[Line]:
        """Return one line at each margin, both on one baseline."""
        wide = self._setter.fitted(right, style, WIDTH * 0.35)
        width = style.face.width(wide) * style.size
        near = self._setter.fitted(left, style, WIDTH - width - 12)
        return [(baseline, LEFT, style, near), (baseline, LEFT + WIDTH - width, style, wide)]


def _proof(paper: Paper) -> str:
    """Return the digest of a report's data, and where the audit trail stood."""
    return _("Data SHA-256 {digest} · audit entry {number}, head {head}").format(
        digest=shortened(paper.data_digest, 17),
        number=format_integer(paper.audit_seq),
        head=shortened(paper.audit_head, 17),
    )


def _printed(paper: Paper) -> str:
    """Return when a print-out was made, and from what: it is not kept, and grows old."""
    facts = {"moment": local(paper.issued_at, paper.time_zone)}
    if not isinstance(paper, PrintOut) or not paper.version:
        return _("Printed {moment}. Uncontrolled copy.").format(**facts)
    facts |= {"version": format_integer(paper.version), "digest": shortened(paper.digest, 17)}
    if not paper.digest:
        said = _("Printed {moment} from the draft of version {version}. Uncontrolled copy.")
        return said.format(**facts)
    said = _("Printed {moment} from version {version}, SHA-256 {digest}. Uncontrolled copy.")
    return said.format(**facts)
