"""How the second check was drawn, with everything that is needed to draw it again."""

from itertools import groupby

from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.spot_rules import Spot
from qc_desk.i18n import _
from qc_desk.reports.bands import WIDTH, Band
from qc_desk.reports.lettering import BODY, BODY_BOLD, SMALL
from qc_desk.reports.setting import HAIR_FRAME, columns, framed, heading, labelled
from qc_desk.reports.typesetting import Stack, Typesetter

_MOST_LISTED = 120  # what is drawn beyond that stands in the table below


def spot_check(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return what was drawn, and from which seed; nothing where both looked at everything."""
    spot = paper.spot
    if spot is None:
        return []
    how = _(
        "The seed was made when the second check was opened, after the first signature. To draw"
        " again: take the SHA-256 of “seed/code/unit” for every check that is not critical (unit"
        " 0: the whole batch), sort by it, and take the first {count} of {rest}."
    )
    stack: Stack = [(spot.looked_at, BODY_BOLD)]
    stack += labelled(_("Drawn by lot"), [(_listed(spot.drawn), BODY)])
    stack += labelled(_("Seed"), [(spot.seed, BODY)])
    stack += [(how.format(count=len(spot.drawn), rest=spot.rest), SMALL)]
    band = columns(setter, [(8, WIDTH - 16, stack)], 6)
    return [*heading(setter, _("Spot check")), framed(band, HAIR_FRAME)]


def _listed(drawn: tuple[Spot, ...]) -> str:
    """Return the codes with their units: "GLAZE 2, 5; HEIGHT"."""
    parts = []
    for code, spots in groupby(drawn[:_MOST_LISTED], key=lambda spot: spot[0]):
        units = ", ".join(str(unit) for _code, unit in spots if unit)
        parts.append(f"{code} {units}".rstrip())
    more = ["…"] if len(drawn) > _MOST_LISTED else []
    return "; ".join([*parts, *more]) or "–"
