"""What the manufacturer is asked for, and until when: the part that must not be overlooked."""

from qc_desk.domain.defect_papers import Wish
from qc_desk.i18n import _, format_date, format_integer
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box
from qc_desk.reports.lettering import BODY, LABEL, LEAD_BOLD
from qc_desk.reports.setting import BLACK, columns, heading
from qc_desk.reports.typesetting import Typesetter

_NUMBER = 0.0, 24.0
_WHAT = 28.0, WIDTH - 28 - 130
_WHEN = WIDTH - 118, 118.0


def wish_list(wishes: tuple[Wish, ...], setter: Typesetter) -> list[Band]:
    """Return each wish with its day on the right; nothing where nothing is asked for."""
    if not wishes:
        return []
    bands = heading(setter, _("What we ask you for"))
    for number, wish in enumerate(wishes, 1):
        what = [(wish.kind.label, LEAD_BOLD), (_(wish.kind.details), BODY)]
        when = [(_("Answer by"), LABEL), (format_date(wish.due_on), LEAD_BOLD)]
        count = [(format_integer(number), LEAD_BOLD)]
        band = columns(setter, [(*_NUMBER, count), (*_WHAT, what), (*_WHEN, when)], 5)
        band.ruled = True
        bands.append(band)
    for band in bands[2:-1]:
        band.keeps = True
    last = bands[-1]
    last.boxes.append(Box(LEFT, last.height - 0.5, WIDTH, 1.0, *BLACK))
    return bands
