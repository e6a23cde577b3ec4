"""A checklist on paper: every item with its limits, and room to tick by hand."""

from collections.abc import Iterator
from itertools import groupby

from qc_desk.domain.gauge_words import ANY_GAUGE
from qc_desk.domain.print_outs import ChecklistPrint, PaperItem
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import SamplingMethod
from qc_desk.domain.spot_rules import mode_words
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Result, Severity
from qc_desk.i18n import _, format_decimal, format_integer, ngettext
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box, Header, gap
from qc_desk.reports.defects import Album
from qc_desk.reports.document import About
from qc_desk.reports.figures import Figures
from qc_desk.reports.hand import fields, ticks, write_boxes
from qc_desk.reports.lettering import BODY, BODY_BOLD, LEAD_BOLD, SMALL, SMALL_BOLD
from qc_desk.reports.manual_pictures import manual_pictures
from qc_desk.reports.marked_texts import marked_texts
from qc_desk.reports.masthead import masthead
from qc_desk.reports.printing import printed
from qc_desk.reports.setting import TINT, columns, framed, heading
from qc_desk.reports.typesetting import Stack, Typesetter, height, shortened
from qc_desk.reports.version_head import titled, version_words, warned, who_stands_for

_NUMBER = 7.0, 46.0
_CHECK = 56.0, 292.0
_LIMITS = 356.0, WIDTH - 360.0
_HAND = 56.0
_MOST_BOXES = 50
_BAR = "0.1 g", "f"


def render(paper: ChecklistPrint) -> bytes:
    """Return the checklist as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("Checklist {code}: {title}").format(code=paper.code, title=paper.title)
    about = About(paper, title, version_words(paper))
    foot = f"{shortened(paper.code, 40)} · {shortened(paper.title, 80)}"
    return printed(about, foot, bands(paper, setter), setter)


def bands(paper: ChecklistPrint, setter: Typesetter) -> Iterator[Band]:
    """Return the whole checklist: what is filled in first, then the items in their sections."""
    album, figures = Album(), Figures()
    yield from masthead(paper, _("Checklist"), setter)
    yield from warned(paper.written, setter)
    yield titled(paper.title, paper, setter)
    yield from who_stands_for(paper, paper.written, _facts(paper), setter)
    yield gap(8)
    yield fields([(_("Batch"), 2), (_("Product"), 3), (_("Pieces"), 1), (_("Day"), 1.4)], setter)
    yield fields([(_("Inspector"), 3), (_("Signature"), 3), (_("Seat"), 1.4)], setter)
    yield from heading(setter, _("Items"), _count(len(paper.items)))
    for section, items in groupby(paper.items, key=lambda item: item.section):
        yield from _section(section or _("Other checks"), list(items), setter, album, figures)
    yield gap(12)
    yield fields([(_("Remarks"), 1)], setter)
    yield fields([(_("Remarks"), 1)], setter)
    yield from marked_texts(paper, setter)


def _count(items: int) -> str:
    return ngettext("{count} item", "{count} items", items).format(count=format_integer(items))


def _facts(paper: ChecklistPrint) -> list[tuple[str, str]]:
    """Return what holds for the whole checklist."""
    return [
        (_("Code"), paper.code),
        (_("Trade"), paper.trade),
        (_("Second check"), mode_words(paper.mode, paper.share)),
        (_("Sampling"), sampling_words(paper.sampling)),
    ]


def sampling_words(rule: SamplingRule) -> str:
    """Return how many units are drawn, in words."""
    if rule.method is SamplingMethod.EVERY_PIECE:
        return rule.method.label
    if rule.method is SamplingMethod.ISO_2859 and rule.level is not None:
        limits = [each for each in (rule.aql_major, rule.aql_minor) if each is not None]
        aql = " / ".join(format_decimal(each) for each in limits)
        return f"{rule.edition}, {rule.level.label}, " + _("AQL {aql}").format(aql=aql)
    units = ngettext("{count} sample unit", "{count} sample units", rule.sample_size)
    return f"{rule.method.label}: " + units.format(count=format_integer(rule.sample_size))


def _section(title: str, items: list[PaperItem], setter: Typesetter, album: Album,
             figures: Figures) -> Iterator[Band]:  # fmt: skip
    """Return a section under its own line, which is repeated overleaf."""
    line = columns(setter, [(5, WIDTH - 12, [(title, BODY_BOLD)])], 3)
    line.keeps = True
    framed(line, TINT)
    again = columns(setter, [(5, WIDTH - 12, [
        (_("{title} (continued)").format(title=title), BODY_BOLD)])], 3)  # fmt: skip
    header = Header([framed(again, TINT)])
    yield line
    for item in items:
        pictures = manual_pictures(item.pictures, setter, album)
        band = _item(item, setter, figures)
        band.header = header
        band.ruled = not pictures
        band.keeps = bool(pictures)
        yield band
        for each in pictures:
            each.header, each.ruled = header, each is pictures[-1]
            each.height += 4
            yield each


def _item(item: PaperItem, setter: Typesetter, figures: Figures) -> Band:
    """Return one item: what to look at, its limits, and room for what was found."""
    weight = SMALL_BOLD if item.severity is Severity.CRITICAL else SMALL
    check: Stack = [(item.title, LEAD_BOLD)]
    check += [(item.instruction, BODY)] if item.instruction else []
    check += [(conditions, SMALL)] if (conditions := _conditions(item)) else []
    number: Stack = [(item.number, LEAD_BOLD), (item.severity.label, weight)]
    cells = [(*_NUMBER, number), (*_CHECK, check), (*_LIMITS, _limits(item, figures))]
    band = columns(setter, cells, 4)
    top = height(band.lines) + 5
    if item.units:
        shown = min(item.units, _MOST_BOXES)
        bottom = write_boxes(shown, _HAND, WIDTH - _HAND, band, top)
        if shown < item.units:
            said = _("Go on overleaf, up to {count} units.")
            words = said.format(count=format_integer(item.units))
            band.lines.append((bottom + BODY.size, LEFT + _HAND, BODY, words))
            bottom += 12
    else:
        _answers(item, band, top, setter)
        bottom = top + 15
    band.height = bottom + 3
    if item.severity is Severity.CRITICAL:
        band.boxes.append(Box(LEFT, 0, 3, band.height, *_BAR))
    return band


def _answers(item: PaperItem, band: Band, top: float, setter: Typesetter) -> None:
    """Put the answers of an item that is checked once into its band."""
    words = [
        Result.PASS.label, Result.FAIL.label, Result.NOT_APPLICABLE.label,
    ]  # fmt: skip
    x = ticks(words, _HAND, top, band, setter)
    if item.kind is not ItemKind.PASS_FAIL:
        room = WIDTH - x - 4
        band.boxes.append(Box(LEFT + x, top + 11, max(room, 20), 0.6, "0.45 g", "f"))
        if item.unit:
            shown = setter.fitted(item.unit, SMALL, 60)
            right = LEFT + WIDTH - 4 - SMALL.face.width(shown) * SMALL.size
            band.lines.append((top + 9, right, SMALL, shown))


def _limits(item: PaperItem, figures: Figures) -> Stack:
    """Return what of an item is good."""
    if item.kind.has_value:
        stack: Stack = [(figures.limits(item), LEAD_BOLD)]
        nominal = figures.nominal(item)
        return [*stack, (nominal, SMALL)] if nominal else stack
    if item.kind is ItemKind.CHOICE:
        stack = [(_("Good: {answers}").format(answers=" / ".join(item.good)), BODY)]
        bad = _("Bad: {answers}").format(answers=" / ".join(item.bad))
        return [*stack, (bad, BODY)] if item.bad else stack
    return [] if item.kind is ItemKind.PASS_FAIL else [(item.kind.label, BODY)]


def _conditions(item: PaperItem) -> str:
    """Return what else holds for an item."""
    parts = [_("on every sample unit") if item.units else ""]
    if item.gauge:
        named = _("gauge: {kind}").format(kind=item.gauge)
        parts.append(_("any gauge") if item.gauge == ANY_GAUGE else named)
    parts.append(item.photo_rule.label if item.photo_rule is not PhotoRule.NEVER else "")
    return " · ".join(part for part in parts if part)
