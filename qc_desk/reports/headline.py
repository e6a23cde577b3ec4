"""The verdict that nobody can misread, and the counts that matter."""

from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.vocabulary import Result, Slot, Verdict
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.reports.bands import GAP, WIDTH, Band, gap
from qc_desk.reports.lettering import FIGURE, LABEL
from qc_desk.reports.panel import BAD, CAREFUL, GOOD, OPEN, Panel, panel
from qc_desk.reports.setting import columns
from qc_desk.reports.symbols import verdict_symbol
from qc_desk.reports.typesetting import Typesetter, shortened

_LOOKS = {
    Verdict.RELEASED: GOOD,
    Verdict.REJECTED: BAD,
    Verdict.CONCESSION: CAREFUL,
    Verdict.ALONE: CAREFUL,
    Verdict.PENDING: OPEN,
}
_NAME_KEPT = 80  # a longer name stands in full among the facts


def verdict_panel(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return the verdict: symbol, word, batch, reason."""
    look = _LOOKS[paper.verdict]
    told = Panel(
        word=paper.verdict.label.upper(),
        about=_batch(paper),
        reason=_reason(paper),
        icon=verdict_symbol(paper.verdict, *look.colours),
        look=look,
        outline=paper.verdict.label,
    )
    return panel(told, setter)


def _batch(paper: InspectionPaper) -> str:
    """Return which batch the verdict is about."""
    pieces = ngettext("{count} piece", "{count} pieces", paper.quantity)
    return _("Batch {batch} · {product} · {pieces}").format(
        batch=shortened(paper.batch_number, _NAME_KEPT),
        product=shortened(paper.product_name, _NAME_KEPT),
        pieces=pieces.format(count=format_integer(paper.quantity)),
    )


def _reason(paper: InspectionPaper) -> str:
    """Return why the verdict is what it is, with the name of the person who answers for it."""
    wanted = {Verdict.ALONE: Slot.ALONE, Verdict.CONCESSION: Slot.CONCESSION}
    slot = wanted.get(paper.verdict, Slot.DECISION)
    signed = [mark for mark in paper.signatures if mark.slot == slot and mark.meaning is not None]
    reason = paper.verdict_reason or next((mark.reason for mark in signed if mark.reason), "")
    if not reason:
        return ""
    if signed and paper.verdict in wanted:
        return _("Reason given by {name}: {reason}").format(name=signed[0].name, reason=reason)
    return _("Reason: {reason}").format(reason=reason)


def summary(paper: InspectionPaper, setter: Typesetter) -> list[Band]:
    """Return the counts that matter as a row of figures."""
    figures = _counts(paper)
    width = (WIDTH + GAP) / len(figures)
    stacks = [
        (at * width, width - GAP, [(format_integer(count), FIGURE), (label, LABEL)])
        for at, (label, count) in enumerate(figures)
    ]
    band = columns(setter, stacks, 5)
    band.ruled = True
    return [gap(6), band]


def _counts(paper: InspectionPaper) -> list[tuple[str, int]]:
    """Count what was checked and what was found."""
    marks = [{mark.result for mark in (row.first, row.second) if mark} for row in paper.rows]
    failed = sum(Result.FAIL in found for found in marks)
    passed = sum(found == {Result.PASS} for found in marks)
    differing = sum(row.differs for row in paper.rows)
    skipped = sum(found == {Result.NOT_APPLICABLE} for found in marks)
    return [
        (ngettext("check", "checks", len(paper.rows)), len(paper.rows)),
        (_("passed"), passed),
        (_("failed"), failed),
        (_("not applicable"), skipped),
        (ngettext("difference", "differences", differing), differing),
        (ngettext("defect", "defects", len(paper.defects)), len(paper.defects)),
        (ngettext("correction", "corrections", len(paper.corrections)), len(paper.corrections)),
    ]
