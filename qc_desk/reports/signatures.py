"""Who signed what, when and with which key; a place that nobody signed says so."""

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.papers import InspectionPaper, PaperSignature
from qc_desk.domain.vocabulary import Slot
from qc_desk.i18n import _
from qc_desk.reports.bands import GAP, LEFT, WIDTH, Band, Box, gap
from qc_desk.reports.lettering import (
    BODY,
    BODY_BOLD,
    BODY_GREY,
    LABEL,
    LEAD_BOLD,
    SMALL_BOLD,
    Style,
)
from qc_desk.reports.moments import local, utc
from qc_desk.reports.setting import DASHED_FRAME, HAIR_FRAME, columns, heading
from qc_desk.reports.typesetting import Stack, Typesetter

_HALF = (WIDTH - GAP) / 2
_INSIDE = _HALF - 18
_ROLE = Style(6.8, 10, "QCDesk-Bold", "0.36 g")
_NOT_SIGNED = Style(15, 21, "QCDesk-Bold", "0.3 g")


def signature_boxes(paper: InspectionPaper | ConformancePaper, setter: Typesetter) -> list[Band]:
    """Return the places for signatures two by two: both inspectors first."""
    places = _places(paper.signatures)
    bands = heading(setter, _("Signatures"))
    for begin in range(0, len(places), 2):
        bands.extend(_pair(places[begin : begin + 2], paper, setter))
    return bands


def _places(signatures: tuple[PaperSignature, ...]) -> list[PaperSignature]:
    """Return the two inspectors' places, signed or not, and every other one."""
    inspectors = []
    for slot in (Slot.FIRST, Slot.DECISION):
        found = [signature for signature in signatures if signature.slot == slot]
        inspectors.extend(found or [PaperSignature(slot=slot)])
    others = [mark for mark in signatures if mark.slot not in {Slot.FIRST, Slot.DECISION}]
    return inspectors + others


def _pair(
    places: list[PaperSignature], paper: InspectionPaper | ConformancePaper, setter: Typesetter
) -> list[Band]:
    """Return one or two places side by side."""
    stacks = []
    for at, place in enumerate(places):
        stack = _signed(place, paper) if place.meaning else _open(place)
        stacks.append((at * (_HALF + GAP) + 9, _INSIDE, stack))
    band = columns(setter, stacks, 7)
    band.height = max(band.height, 62)
    for at, place in enumerate(places):
        x = at * (_HALF + GAP)
        frame = HAIR_FRAME if place.meaning else DASHED_FRAME
        band.boxes.append(Box(LEFT + x + 0.4, 0, _HALF - 0.8, band.height, *frame))
    return [band, gap(6)]


def _signed(place: PaperSignature, paper: InspectionPaper | ConformancePaper) -> Stack:
    """Return a signature: role, name, meaning, times, key."""
    assert place.meaning is not None  # noqa: S101 (for the type checker)
    stack: Stack = [(place.slot.label.upper(), _ROLE), (place.name, LEAD_BOLD)]
    stack.append((_("Signed: {meaning}").format(meaning=place.meaning.label), BODY_BOLD))
    if place.reason:
        stack.append((_("Reason: {reason}").format(reason=place.reason), BODY))
    if place.signed_at:
        stack.append((utc(place.signed_at), BODY_GREY))
        stack.append((local(place.signed_at, paper.time_zone), BODY_GREY))
    # on a line of its own, so that both boxes break in the same place
    key = _("Key {fingerprint}").format(fingerprint=f"\n{place.key_fingerprint}")
    stack.append((key, LABEL))
    return stack


def _open(place: PaperSignature) -> Stack:
    """Return a place that nobody has signed."""
    return [
        (place.slot.label.upper(), _ROLE),
        (_("NOT SIGNED"), _NOT_SIGNED),
        (_("Nobody has signed here."), SMALL_BOLD),
    ]
