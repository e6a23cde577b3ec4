"""What somebody decides when they issue a report: words, days of answers, a period, a language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from qc_desk.domain import texts
from qc_desk.domain.report_words import WishKind
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.i18n import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportEntry:
    """A report to be issued: which kind, about what, and what its sender decides.

    ``subject_id`` is a batch for a defect report or a certificate, a complaint, a corrective
    action, a problem, or for a weekly letter a manufacturer.
    """

    kind: ReportKind
    subject_id: int
    words: str = ""
    due: Mapping[WishKind, date] = field(default_factory=dict)
    begins_on: date | None = None
    ends_on: date | None = None
    customer_id: int | None = None
    site_id: int | None = None
    language: str = ""  # of who reads it, where nothing says which
    sender: str = ""
    round: int = 0

    def kept(self, sender: str, round_: int = 0) -> "ReportEntry":
        """Return it as it is issued: its words cleaned, with the name of who sends it."""
        words = texts.text(self.words, N_("words"), texts.NOTE)
        return replace(self, words=words, sender=sender, round=round_)

    def told(self, words: str, begins_on: date | None, ends_on: date | None) -> "ReportEntry":
        """Return it with words and days."""
        return replace(self, words=words, begins_on=begins_on, ends_on=ends_on)

    def facts(self) -> dict[str, object]:
        """Return it as it travels in the report's data."""
        told: dict[str, object] = {each.name: getattr(self, each.name) for each in fields(self)}
        return told | {"due": {kind.value: day for kind, day in self.due.items()}}


def entry_of(payload: bytes) -> ReportEntry:
    """Read back what the sender of an issued report had decided."""
    told: dict[str, Any] = json.loads(payload)["entry"]
    for name in ("begins_on", "ends_on"):
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    due = told.pop("due")
    told["due"] = {each: date.fromisoformat(due[each]) for each in WishKind if each in due}
    told["kind"] = next(each for each in ReportKind if each == told["kind"])
    return ReportEntry(**told)
