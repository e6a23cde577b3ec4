"""One defect on a defect report: where, required against measured, what was decided, photos."""

from collections.abc import Iterator

from qc_desk.domain.defect_papers import Nonconformity, PaperMeasure, PaperRequirement
from qc_desk.i18n import _, format_integer, format_list, ngettext
from qc_desk.reports import gauge
from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Drawing, gap
from qc_desk.reports.defects import Album, defect_head, photo_grid
from qc_desk.reports.facts import STEP, fact_grid
from qc_desk.reports.figures import Figures
from qc_desk.reports.lettering import BODY, BODY_BOLD, BODY_GREY, FAIL, LABEL, SMALL
from qc_desk.reports.setting import Column, columns, labelled
from qc_desk.reports.typesetting import Stack, Typesetter

_UNIT = 0.0, 84.0
_FIRST = 94.0, 96.0
_SECOND = 200.0, 96.0
_GAUGE = 312.0


def nonconformity(defect: Nonconformity, setter: Typesetter, album: Album) -> list[Band]:
    """Return one defect with everything that proves it."""
    facts = [
        (_("Where"), defect.place),
        (_("Status"), defect.status.label),
        (_("Problem"), format_list(defect.problems)),
        (_("Found by"), format_list(defect.found_by)),
    ]
    parts = [*fact_grid(facts, setter), _decided(defect, setter)]
    for part in parts[:-1]:
        part.keeps = True
    for requirement in defect.requirements:
        parts.extend(_required(requirement, setter))
    if defect.note:
        parts.append(_ruled([(0.0, WIDTH, labelled(_("Note"), [(defect.note, BODY)]))], setter))
    grid = photo_grid(defect.photos, setter, album)
    return [defect_head(_title(defect), defect, setter), *parts, gap(4), *grid, gap(10)]


def _title(defect: Nonconformity) -> str:
    """Return what is wrong, under the numbers that the inspectors gave it."""
    numbers = ", ".join(f"D{number}" for number in defect.numbers)
    return _("{numbers}  {code} · {name}").format(
        numbers=numbers, code=defect.code, name=defect.name
    )


def _ruled(stacks: list[Column], setter: Typesetter) -> Band:
    band = columns(setter, stacks, 3)
    band.ruled = True
    return band


def _decided(defect: Nonconformity, setter: Typesetter) -> Band:
    """Return what is done with the pieces, and how they are kept apart."""
    decided = [
        _("{disposition}: {pieces}").format(
            disposition=each.disposition.label, pieces=_pieces(each.quantity)
        )
        for each in defect.dispositions
    ]
    if defect.undecided:
        decided.append(_("not decided: {pieces}").format(pieces=_pieces(defect.undecided)))
    stack: Stack = [(line, BODY_BOLD) for line in decided]
    stack += [(each.note, SMALL) for each in defect.dispositions if each.note]
    contained = [(defect.containment or "–", BODY)]
    return _ruled(
        [
            (0.0, STEP - GAP, labelled(_("Disposition"), stack)),
            (STEP, WIDTH - STEP, labelled(_("Containment here"), contained)),
        ],
        setter,
    )


def _pieces(count: int) -> str:
    """Return a number of pieces."""
    return ngettext("{count} piece", "{count} pieces", count).format(count=format_integer(count))


def _required(asked: PaperRequirement, setter: Typesetter) -> Iterator[Band]:
    """Return what was required, and below it each sample unit that was measured outside of it."""
    figures = Figures()
    title = f"{asked.number} {asked.title}".strip()
    stack: Stack = [(title, BODY_BOLD)]
    stack += [(asked.instruction, BODY)] if asked.instruction else []
    limits = figures.limits(asked)
    wanted: Stack = [(limits, BODY_BOLD)] if limits else []
    wanted += [(figures.nominal(asked), BODY_GREY)] if asked.nominal is not None else []
    columns_: list[Column] = [(0.0, WIDTH - STEP - GAP, labelled(_("Required"), stack))]
    if wanted:
        columns_.append((WIDTH - STEP, STEP, labelled(_("Limits"), wanted)))
    band = _ruled(columns_, setter)
    band.keeps = bool(asked.measures)
    yield band
    if asked.measures:
        heads = [(_UNIT, _("Sample unit")), (_FIRST, _("First inspector")),
                 (_SECOND, _("Second inspector"))]  # fmt: skip
        head = columns(setter, [(*place, [(name, LABEL)]) for place, name in heads], 2)
        head.keeps = True
        yield head
    for measure in asked.measures:
        yield _measured(measure, asked, setter, figures)


def _measured(
    measure: PaperMeasure, asked: PaperRequirement, setter: Typesetter, figures: Figures
) -> Band:
    """Return one sample unit: both values, and a drawing of them against the limits."""
    unit = format_integer(measure.unit_number) if measure.unit_number else _("batch")
    stacks: list[Column] = [(*_UNIT, [(unit, BODY)])]
    for place, value in ((_FIRST, measure.first), (_SECOND, measure.second)):
        shown = figures.measured(value, asked.unit) if value is not None else "–"
        stacks.append((*place, [(shown, FAIL)]))
    band = columns(setter, stacks, 3)
    band.height = max(band.height, gauge.HEIGHT + 4)
    drawn = gauge.gauge((asked.lower, asked.upper), asked.nominal, (measure.first, measure.second))
    if drawn:
        place = LEFT + _GAUGE, 2.0
        band.drawings.append(Drawing(*place, gauge.WIDTH, gauge.HEIGHT, drawn))
    band.ruled = True
    return band
