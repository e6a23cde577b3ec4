"""The letterhead: whose paper it is on the left, what it is on the right."""

from qc_desk.domain.paper import Paper
from qc_desk.i18n import _
from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Box, Drawing, gap
from qc_desk.reports.colours import painted
from qc_desk.reports.facts import Fact
from qc_desk.reports.grid import LOGO_HEIGHT, LOGO_WIDTH
from qc_desk.reports.lettering import BODY_GREY, LEAD_BOLD, NUMBER
from qc_desk.reports.moments import local
from qc_desk.reports.pictures import logo
from qc_desk.reports.setting import columns
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_KEPT = 120  # what is longer stands in full among the facts
_HALF = (WIDTH - GAP) / 2


def masthead(paper: Paper, title: str, setter: Typesetter) -> list[Band]:
    """Return organisation and logo on the left, what the paper is and its number on the right."""
    picture = logo(paper.letterhead.logo)
    top = 0.0
    drawings = []
    if picture is not None:
        scale = min(LOGO_WIDTH / picture.width, LOGO_HEIGHT / picture.height)
        width, top = picture.width * scale, picture.height * scale
        drawings = [Drawing(LEFT, 0, width, top, picture=picture)]
        top += 6
    lines = setter.stack(_organisation(paper), LEFT, _HALF, top)
    band = columns(setter, [(_HALF + GAP, _HALF, _what(paper, title))], 0)
    left = max((line[0] + line[2].leading - line[2].size for line in lines), default=top)
    band.height = max(band.height, left)
    band.lines = [*lines, *band.lines]
    band.drawings.extend(drawings)
    if paper.letterhead.accent:
        band.height += 7
        colour = painted(paper.letterhead.accent)
        band.boxes.append(Box(LEFT, band.height - 1.6, WIDTH, 1.6, f"{colour} rg", "f"))
    return [band, gap(10)]


def _organisation(paper: Paper) -> Stack:
    """Return whose paper it is."""
    stack: Stack = [(shortened(paper.organisation, _KEPT), LEAD_BOLD)]
    address = shortened(paper.organisation_address, _KEPT)
    stack.extend((line, BODY_GREY) for line in address.splitlines())
    if paper.site:
        site = _("Site: {site}").format(site=shortened(paper.site, _KEPT))
        stack.append((site, BODY_GREY))
    return stack


def _what(paper: Paper, title: str) -> Stack:
    """Return what it is; a print-out has no number, and its title stands in its place."""
    moment = local(paper.issued_at, paper.time_zone)
    if not paper.report_number:
        printed = _("Printed {moment}").format(moment=moment)
        return [(title, NUMBER), (printed, BODY_GREY)]
    stack: Stack = [
        (title, BODY_GREY),
        (shortened(paper.report_number, _KEPT), NUMBER),
        (_("Issued {moment}").format(moment=moment), BODY_GREY),
    ]
    if paper.replaces:
        replaced = _("This report replaces {number}.").format(number=paper.replaces)
        stack.append((replaced, LEAD_BOLD))
    return stack


def letterhead_facts(paper: Paper) -> list[Fact]:
    """Return in full what was too long for the letterhead."""
    facts = [
        (_("Report number"), paper.report_number),
        (_("Organisation"), paper.organisation),
        (_("Address"), paper.organisation_address),
        (_("Site"), paper.site),
    ]
    return [(label, value) for label, value in facts if len(value) > _KEPT]
