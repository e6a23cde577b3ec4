"""What was decided about differences, and every answer that was replaced."""

from qc_desk.domain.papers import InspectionPaper, PaperCorrection
from qc_desk.i18n import _, format_integer, format_list
from qc_desk.reports.bands import WIDTH, Band, Header
from qc_desk.reports.figures import Figures
from qc_desk.reports.lettering import BODY, BODY_BOLD, BODY_GREY, SMALL, SMALL_BOLD
from qc_desk.reports.moments import local, utc
from qc_desk.reports.setting import HAIR_FRAME, Column, columns, framed, heading, joined, labelled
from qc_desk.reports.typesetting import Stack, Typesetter

_ITEM = 0.0, 116.0
_WHO = 124.0, 108.0
_BEFORE = 240.0, 78.0
_AFTER = 326.0, 78.0
_WHY = 412.0, WIDTH - 412.0
_LONG = 160  # a longer reason has a line of its own below its row


def reconciliation(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return how the two inspectors' differences were decided."""
    decided = paper.reconciliation
    if decided is None:
        return []
    differing = [row for row in paper.rows if row.differs]
    numbers = format_list(list(dict.fromkeys(row.number for row in differing)))
    when: Stack = [(utc(decided.at), BODY), (local(decided.at, paper.time_zone), BODY_GREY)]
    quarter = WIDTH / 4
    stacks: list[Column] = [
        (8, quarter - 12, labelled(_("Outcome"), [(decided.outcome.label.upper(), BODY_BOLD)])),
        (quarter, quarter - 8, labelled(_("Decided by"), [(format_list(decided.names), BODY)])),
        (2 * quarter, quarter - 8, labelled(_("When"), when)),
        (3 * quarter, quarter - 8, labelled(_("Checks"), [(numbers or "–", BODY)])),
    ]
    why = labelled(_("Reason"), [(decided.reason or "–", BODY)])
    facts = columns(setter, stacks, 6)
    reason = columns(setter, [(8, WIDTH - 16, why)], 4)
    both = joined(facts, reason)
    return [*heading(setter, _("Reconciliation of differences")), framed(both, HAIR_FRAME)]


def extra_checks(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return what the extra checks of stop-ships have shown; nothing where none was asked for."""
    if not paper.extra_checks:
        return []
    bands = heading(setter, _("Extra checks"))
    quarter = WIDTH / 4
    for each in paper.extra_checks:
        when: Stack = [(utc(each.at), BODY), (local(each.at, paper.time_zone), BODY_GREY)]
        stacks: list[Column] = [
            (8, quarter - 12, labelled(_("Problem"), [(each.problem, BODY_BOLD)])),
            (
                quarter,
                quarter - 8,
                labelled(_("Outcome"), [(each.result.label.upper(), BODY_BOLD)]),
            ),
            (2 * quarter, quarter - 8, labelled(_("Checked by"), [(each.name, BODY)])),
            (3 * quarter, quarter - 8, labelled(_("When"), when)),
        ]
        asked = labelled(_("Asked by the stop-ship"), [(each.asked, BODY)])
        found = labelled(_("Found"), [(each.note, BODY)])
        words = joined(
            columns(setter, [(8, WIDTH - 16, asked)], 4),
            columns(setter, [(8, WIDTH - 16, found)], 4),
        )
        bands.append(framed(joined(columns(setter, stacks, 6), words), HAIR_FRAME))
    return bands


def corrections(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return every answer that was replaced since first entry."""
    head = heading(setter, _("Corrections since first entry"))
    if not paper.corrections:
        nothing = _("No answer was changed after it was first entered.")
        return [*head, columns(setter, [(0, WIDTH, [(nothing, BODY)])], 1)]
    names = [
        (_ITEM, _("Check")),
        (_WHO, _("Changed by")),
        (_BEFORE, _("Before")),
        (_AFTER, _("After")),
        (_WHY, _("Reason")),
    ]
    columns_heads = columns(setter, [(*place, [(name, SMALL_BOLD)]) for place, name in names], 3)
    columns_heads.keeps = columns_heads.ruled = True
    header, figures = Header([columns_heads]), Figures()
    rows = [_correction(one, paper, setter, figures) for one in paper.corrections]
    for row in rows:
        row.header = header
    return [*head, columns_heads, *rows]


def _correction(one: PaperCorrection, paper: InspectionPaper, setter: Typesetter,
                figures: Figures) -> Band:  # fmt: skip
    """Return one replaced answer."""
    item: Stack = [(one.item, BODY_BOLD)]
    if one.unit_number:
        unit = _("sample unit {number}").format(number=format_integer(one.unit_number))
        item.append((unit, SMALL))
    who: Stack = [(one.name, BODY), (one.seat.label, SMALL)]
    who += [(utc(one.at), SMALL), (local(one.at, paper.time_zone), SMALL)]
    before, after = [
        [(figures.mark(mark, one.unit), style), *([(mark.note, SMALL)] if mark.note else [])]
        for mark, style in ((one.before, BODY_GREY), (one.after, BODY_BOLD))
    ]
    stacks: list[Column] = [
        (*_ITEM, item),
        (*_WHO, who),
        (*_BEFORE, before),
        (*_AFTER, after),
    ]
    why: Stack = [(one.reason, BODY)]
    long = len(one.reason) > _LONG
    if not long:
        stacks.append((*_WHY, why))
    band = columns(setter, stacks, 3.4)
    if long:
        band = joined(band, columns(setter, [(0, WIDTH, why)], 3.4))
    band.ruled = True
    return band
