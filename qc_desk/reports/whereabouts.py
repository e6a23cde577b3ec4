"""What the facts of a paper are called where it speaks of them: “Item 4.1 · Note”."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from qc_desk.domain.conformance_papers import CertifiedItem, Conceded
from qc_desk.domain.defect_papers import Nonconformity, PaperDisposition, PaperRequirement
from qc_desk.domain.eight_d_papers import PaperAction, PaperCauses, PaperDiscipline, PaperMember
from qc_desk.domain.letter_papers import PaperPromise, WeekBatch, WeekDefect, WeekKind
from qc_desk.domain.loop_papers import PaperThread
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import (
    PaperCorrection,
    PaperDefect,
    PaperExtraCheck,
    PaperGauge,
    PaperPhoto,
    PaperReconciliation,
    PaperRow,
    PaperSignature,
)
from qc_desk.domain.print_outs import PaperItem, PaperLearner, PaperStep
from qc_desk.domain.review_papers import PaperDecision, PaperPicture
from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_, _, format_integer

# What a thing is called, and the fact that tells it from others like it; else its place does
_ITEM, _DEFECT = N_("Item"), N_("Defect")
_THINGS: dict[type, tuple[str, str]] = {
    PaperRow: (_ITEM, "number"),
    PaperItem: (_ITEM, "number"),
    CertifiedItem: (_ITEM, "number"),
    PaperRequirement: (_ITEM, "number"),
    PaperDefect: (_DEFECT, "number"),
    Nonconformity: (_DEFECT, "code"),
    Conceded: (_DEFECT, "code"),
    WeekDefect: (_DEFECT, "code"),
    WeekKind: (_DEFECT, "code"),
    WeekBatch: (N_("Batch"), "number"),
    PaperGauge: (N_("Gauge"), "number"),
    PaperStep: (N_("Step"), "number"),
    PaperSignature: (N_("Signature"), "slot"),
    PaperCorrection: (N_("Correction"), "item"),
    PaperReconciliation: (N_("Reconciliation"), ""),
    PaperExtraCheck: (N_("Extra check"), ""),
    PaperThread: (N_("Problem"), "name"),
    PaperDisposition: (N_("Disposition"), ""),
    PaperDiscipline: ("", "discipline"),
    PaperCauses: ("", "branch"),
    PaperAction: (N_("Action"), ""),
    PaperPromise: (N_("Promise"), ""),
    PaperDecision: (N_("Decision"), ""),
    PaperPicture: (N_("Picture"), ""),
    PaperPhoto: (N_("Photo"), ""),
    PaperLearner: (N_("Person"), ""),
    PaperMember: (N_("Person"), ""),
}
_PERSONS = (
    "agreed_by", "approved_by", "attention", "confirmed_by", "contact", "drafted_by",
    "enrolled_by", "found_by", "inspectors", "lead", "names", "owner", "proven_by", "sender",
    "trained_by", "verified_by",
)  # fmt: skip
_CHART = ("divider", "figure", "label", "months", "sizes", "target_figure", "told")
_TEXTS = (
    "asked",
    "causes",
    "missing",
    "not_told",
    "restated",
    "sentence",
    "task",
    "text",
    "waits",
)
# Facts that no person has written: digests, keys, codes of a program or a standard
UNWRITTEN = frozenset((
    "accent", "audit_head", "checklist_digest", "data_digest", "digest", "drawn", "edition",
    "fingerprint", "key", "key_fingerprint", "language", "letter", "other_languages", "public_key",
    "scan", "seed", "sha256", "stock", "time_zone",
))  # fmt: skip
FACTS: dict[str, str] = {
    **dict.fromkeys(_PERSONS, N_("Person")),
    **dict.fromkeys(_CHART, N_("Label")),
    **dict.fromkeys(_TEXTS, N_("Text")),
    **dict.fromkeys(("alone_reason", "concession", "reason", "verdict_reason"), N_("Reason")),
    **dict.fromkeys(("address", "manufacturer_address", "organisation_address"), N_("Address")),
    **dict.fromkeys(("checklist", "checklist_code", "checklist_title"), N_("Checklist")),
    **dict.fromkeys(("batch", "batch_number", "batches"), N_("Batch")),
    **dict.fromkeys(("item", "items"), _ITEM),
    **dict.fromkeys(("problem", "problems"), N_("Problem")),
    **dict.fromkeys(("product", "product_name"), N_("Product")),
    **dict.fromkeys(("replaces", "report_number"), N_("Report number")),
    "action": N_("Corrective action"),
    "answer": N_("Answer"),
    "bad": N_("Bad answers"),
    "came_back": N_("What came back"),
    "caption": N_("Caption"),
    "certificate": N_("Certificate"),
    "code": N_("Code"),
    "code_name": _DEFECT,
    "complaint": N_("Complaint"),
    "containment": N_("Containment"),
    "countermeasure": N_("Countermeasure"),
    "customer": N_("Customer"),
    "evidence": N_("Evidence"),
    "found": N_("What we found"),
    "gauge": N_("Gauge"),
    "good": N_("Good answers"),
    "inspection_report": N_("Inspection report"),
    "instruction": N_("Instruction"),
    "login": N_("Login"),
    "manufacturer": N_("Manufacturer"),
    "name": N_("Name"),
    "note": N_("Note"),
    "number": N_("Number"),
    "order_number": N_("Order"),
    "organisation": N_("Organisation"),
    "place": N_("Place"),
    "producers": N_("Produced by"),
    "product_code": N_("Product code"),
    "product_family": N_("Product family"),
    "product_revision": N_("Revision"),
    "purpose": N_("Purpose"),
    "right_when": N_("Right when"),
    "roles": N_("Roles"),
    "section": N_("Section"),
    "site": N_("Site"),
    "their_words": N_("Words of the customer"),
    "title": N_("Title"),
    "to": N_("To"),
    "trade": N_("Trade"),
    "unit": N_("Unit"),
    "where": N_("Where"),
    "whys_escaped": N_("Why it escaped"),
    "whys_occurred": N_("Why it occurred"),
    "words": N_("Words"),
}


Told = tuple[tuple[str, ...], str]  # where a text stands, and the text
_Within = tuple[tuple[object, int], ...]  # the things it stands in, each with its place


def told_texts(paper: Paper) -> list[Told]:
    """Return the texts of a paper that are more than ASCII, in order, with where they stand."""
    told: list[Told] = []
    _look_in(paper, (), told)
    return told


def _look_in(thing: Any, within: _Within, told: list[Told]) -> None:
    """Note the texts of one thing and of those in it."""
    for name in _names[type(thing)]:
        fact = getattr(thing, name)
        if fact is not None:
            _look_at(fact, name, within, told)


def _look_at(fact: object, name: str, within: _Within, told: list[Told], place: int = 0) -> None:
    """Note the texts of one fact: a text, a thing, or a row of them."""
    if isinstance(fact, str):
        if not (fact.isascii() and fact.isprintable()):
            called = [_called(thing, at) for thing, at in within]
            told.append(((*filter(None, called), _(FACTS[name])), fact))
    elif isinstance(fact, tuple):
        for at, each in enumerate(fact, start=1):
            _look_at(each, name, within, told, at)
    elif is_dataclass(fact):
        _look_in(fact, (*within, (fact, place)), told)


class _Names(dict[type[Any], tuple[str, ...]]):
    """For each kind of thing the facts that people may have written, or that hold such."""

    def __missing__(self, kind: type[Any]) -> tuple[str, ...]:
        """Find them out, once in a process."""
        hints = get_type_hints(kind)
        self[kind] = tuple(
            each.name
            for each in fields(kind)
            if each.name not in UNWRITTEN and _may_hold_texts(hints[each.name])
        )
        return self[kind]


_names = _Names()


def _may_hold_texts(hint: Any) -> bool:
    """Whether a fact of such a type may be a text or hold one; words of the trade do not."""
    parts = get_args(hint)
    if parts:
        return any(map(_may_hold_texts, parts))
    return hint is str or is_dataclass(hint)


def _called(thing: object, place: int) -> str:
    """Return what a thing is called, with its number or its place among others like it."""
    word, told_by = _THINGS.get(type(thing), ("", ""))
    if not word and not told_by:
        return ""
    told = getattr(thing, told_by) if told_by else place or ""
    if isinstance(told, Word):
        told = told.label
    elif isinstance(told, int):
        told = format_integer(told)
    return f"{_(word)} {told}".strip() if word else told
