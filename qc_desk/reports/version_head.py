"""The head of a print-out of the manual: its title, its version, who stands for it."""

from qc_desk.domain.print_outs import PrintOut, Written
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _, format_integer
from qc_desk.reports.bands import LEFT, WIDTH, Band, gap
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.lettering import BODY_BOLD, LEAD_BOLD, Style
from qc_desk.reports.masthead import letterhead_facts
from qc_desk.reports.moments import local
from qc_desk.reports.setting import HEAVY_FRAME, columns, framed
from qc_desk.reports.typesetting import Typesetter

TITLE = Style(19, 23.5, "QCDesk-Bold")
_BESIDE = 96.0


def titled(title: str, paper: PrintOut, setter: Typesetter) -> Band:
    """Return the title large, with the version at the right."""
    band = columns(setter, [(0, WIDTH - _BESIDE, [(title, TITLE)])], 4)
    said = version_words(paper)
    if said:
        style = LEAD_BOLD
        shown = setter.fitted(said, style, _BESIDE - 8)
        x = LEFT + WIDTH - style.face.width(shown) * style.size
        band.lines.append((band.lines[0][0], x, style, shown))
    band.keeps = True
    band.outline = title
    return band


def version_words(paper: PrintOut) -> str:
    """Return which version it is; nothing where there are none."""
    if not paper.version:
        return ""
    return _("Version {number}").format(number=format_integer(paper.version))


def warned(written: Written, setter: Typesetter) -> list[Band]:
    """Return what must be known before anybody works by it; nothing for a version in force."""
    said = {
        VersionStatus.DRAFT: _("DRAFT. Nobody has put it in force. Do not work by it."),
        VersionStatus.SUPERSEDED: _("OUT OF FORCE. A newer version has taken its place."),
    }.get(written.status)
    if said is None:
        return []
    band = columns(setter, [(10, WIDTH - 20, [(said, LEAD_BOLD)])], 6)
    return [framed(band, HEAVY_FRAME), gap(6)]


def who_stands_for(paper: PrintOut, written: Written, first: list[Fact],
                   setter: Typesetter) -> list[Band]:  # fmt: skip
    """Return the facts of a version: what is told first, then who wrote it and approved it."""
    zone = paper.time_zone
    facts = [
        *first,
        (_("Written by"), _by(written.drafted_by, local(written.drafted_at, zone))),
        (
            _("Put in force by"),
            _by(written.approved_by, local(written.approved_at, zone))
            if written.approved_at is not None
            else _("nobody yet"),
        ),
    ]
    bands = fact_grid([*facts, *letterhead_facts(paper)], setter, bold=1)
    if written.alone_reason:
        said = _("Put in force by its author alone, because: {reason}")
        words = said.format(reason=written.alone_reason)
        bands.append(columns(setter, [(0, WIDTH, [(words, BODY_BOLD)])], 4))
    return bands


def _by(name: str, moment: str) -> str:
    return f"{name}\n{moment}"
