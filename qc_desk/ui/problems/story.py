"""The story of a problem as entries of a time line: seen, promised, claimed, decided."""

from dataclasses import dataclass
from datetime import datetime

from qc_desk.domain.loop_words import ProblemEventKind, PromiseStanding
from qc_desk.i18n import N_, _, format_date, format_integer, headed, ngettext, quoted
from qc_desk.services.problem_details import EventRow, ProblemDetail, PromiseRow, SightingRow
from qc_desk.ui.problems.choosing import seen_on
from qc_desk.ui.theme import Tone


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One moment of the story.

    ``sighting`` is its number where it is one; ``refuted_by`` the sighting that showed that it did
    not hold. ``place`` is where a tap leads.
    """

    at: datetime
    rank: int  # among entries of the same moment: what came first
    headline: str
    told: str
    tone: Tone
    picture: str
    sighting: int | None = None
    refuted_by: int | None = None
    refuted: str = ""  # in words
    place: tuple[str, int] | None = None


def story(detail: ProblemDetail) -> list[Entry]:
    """Return the whole story, the newest first."""
    sightings = {row.id: row for row in detail.sightings}
    entries = [_seen(row) for row in detail.sightings]
    entries += [_promised(row, sightings) for row in detail.promises]
    entries += [_happened(row, sightings) for row in detail.history if row.kind not in _SILENT]
    return sorted(entries, key=lambda entry: (entry.at, entry.rank), reverse=True)


_SILENT = (ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)  # a sighting tells it already

_EVENTS: dict[ProblemEventKind, tuple[str, Tone, str]] = {
    ProblemEventKind.RAISED: (N_("The program raised it"), Tone.CALM, "eye"),
    ProblemEventKind.OWNED: (N_("{owner} is in charge"), Tone.WARN, "user-check"),
    ProblemEventKind.FIX_CLAIMED: (
        N_("Fix claimed for goods made from {day} on"),
        Tone.INFO,
        "wrench",
    ),
    ProblemEventKind.FIX_VERIFIED: (N_("Fix verified"), Tone.INFO, "badge-check"),
    ProblemEventKind.PROVEN: (N_("Proven solved"), Tone.PASS, "badge-check"),
    ProblemEventKind.MERGED: (N_("Became a part of {other}"), Tone.CALM, "layers"),
    ProblemEventKind.TOOK_IN: (N_("{other} became a part of it"), Tone.CALM, "layers"),
    ProblemEventKind.SPLIT: (N_("{other} was split off"), Tone.CALM, "unlink"),
    ProblemEventKind.STOPPED: (N_("Stop-ship set"), Tone.FAIL, "octagon-alert"),
    ProblemEventKind.LIFTED: (N_("Stop-ship lifted"), Tone.WARN, "undo-2"),
}


def _seen(row: SightingRow) -> Entry:
    again = _("Seen again") if row.refutes else _("Seen")
    pieces = ngettext("{count} piece", "{count} pieces", row.quantity)
    parts = [
        pieces.format(count=format_integer(row.quantity)) if row.quantity else "",
        row.site,
        row.manufacturer or row.customer,
        _("goods made {day}").format(day=format_date(row.made_on)),
    ]
    place = (
        ("batches", row.batch_id)
        if row.batch_id is not None
        else ("complaints", row.complaint_id)
        if row.complaint_id is not None
        else None
    )
    return Entry(
        at=row.seen_at,
        rank=2,
        headline=f"{again}: {seen_on(row)}",
        told=" · ".join(each for each in parts if each),
        tone=Tone.FAIL if row.refutes else Tone.WARN,
        picture="repeat" if row.refutes else "bug",
        sighting=row.id,
        refuted=_refutes(row),
        place=place,
    )


def _refutes(row: SightingRow) -> str:
    """Return what a sighting has shown not to hold."""
    what = [row.refuted_promise] if row.refuted_promise else []
    if row.refuted_claim_by:
        what.append(_("the fix claimed by {person}").format(person=row.refuted_claim_by))
    return _("Refutes: {what}").format(what=", ".join(what)) if what else ""


def _promised(row: PromiseRow, sightings: dict[int, SightingRow]) -> Entry:
    headline = _("“Fixed” was promised") if row.is_fix else _("Promised")
    parts = (row.to_whom, row.owner, _("due {day}").format(day=format_date(row.due_on)))
    broken = row.standing is PromiseStanding.BROKEN or row.refuted_by_id is not None
    kept = row.standing is PromiseStanding.KEPT
    return Entry(
        at=row.made_at,
        rank=0,
        headline=f"{headline}: {row.name}",
        told=f"{quoted(row.text)}\n" + " · ".join(each for each in parts if each),
        tone=Tone.FAIL if broken else Tone.PASS if kept else Tone.INFO,
        picture="handshake",
        refuted_by=row.refuted_by_id,
        refuted=_refutation(row.refuted_by_id, sightings),
    )


def _happened(row: EventRow, sightings: dict[int, SightingRow]) -> Entry:
    said, tone, picture = _EVENTS[row.kind]
    day = format_date(row.fixed_from) if row.fixed_from is not None else ""
    lines = [quoted(row.words) if row.words else "", row.by]
    return Entry(
        at=row.at,
        rank=-1 if row.kind is ProblemEventKind.RAISED else 1,
        headline=headed(_(said).format(owner=row.owner, day=day, other=row.other)),
        told="\n".join(each for each in lines if each),
        tone=Tone.FAIL if row.refuted_by_id is not None else tone,
        picture=picture,
        refuted_by=row.refuted_by_id,
        refuted=_refutation(row.refuted_by_id, sightings),
    )


def _refutation(refuted_by: int | None, sightings: dict[int, SightingRow]) -> str:
    """Return what has shown that a promise or a claim did not hold."""
    if refuted_by is None:
        return ""
    row = sightings.get(refuted_by)
    if row is None:
        return _("Did not hold: it was seen again.")
    said = _("Did not hold: seen again on {what}, {day}")
    return said.format(what=seen_on(row), day=format_date(row.made_on))
