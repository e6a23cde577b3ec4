"""The result of a check: good or not in one badge, what was looked at, and every finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from qc_desk.i18n import _, format_datetime, format_integer, ngettext
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.settings.lines import Lines
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.verify import Finding, Verification
    from qc_desk.services.verify_reports import ReportCheck


@dataclass(frozen=True)
class Result:
    """What a check says: a badge, a sentence, facts, and findings with their places."""

    badge: tuple[str, Tone]
    sentence: str
    facts: tuple[str, ...]
    findings: tuple[tuple[str, str], ...]


class ResultCard(Card):
    """Shows a result; hidden until there is one."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(_("Result"))
        self.badge = Badge()
        self.sentence = words("")
        self.facts = words("", quiet=True)
        self.lines = Lines(_("Where"), _("What is wrong"))
        self.copy = button(_("Copy as text"), self.lines.copy, "", "copy")
        for part in (self.badge, self.sentence, self.facts, self.lines):
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hide()

    def show_result(self, result: Result) -> None:
        """Show a result."""
        self.badge.show_state(*result.badge)
        self.sentence.setText(result.sentence)
        self.facts.setText("\n".join(result.facts))
        self.lines.show_lines(result.findings)
        self.lines.setVisible(bool(result.findings))
        self.copy.setVisible(bool(result.findings))
        self.show()


def record_result(found: "Verification") -> Result:
    """Return the result of checking the whole record."""
    from qc_desk.services.restore_words import restored  # noqa: PLC0415 (on use)

    count = len(found.findings)
    facts = (
        _("Audit entries: {count}").format(count=format_integer(found.entries)),
        _("Signatures: {count}").format(count=format_integer(found.sign_offs)),
        _("Reports: {count}").format(count=format_integer(found.reports)),
        _("Head: {head}").format(head=found.head),
        *(restored(each) for each in found.restorations),
    )
    if count:
        wrong = ngettext("{count} thing is wrong", "{count} things are wrong", count)
        badge = (wrong.format(count=format_integer(count)), Tone.FAIL)
        sentence = _(
            "Do not work on with this record. Keep it as it is, and compare it with the last good"
            " backup."
        )
    elif found.cancelled:
        badge = (_("Stopped half way"), Tone.CALM)
        sentence = _("Nothing wrong was found until then. Check again to see everything.")
    else:
        badge = (_("The record is whole"), Tone.PASS)
        sentence = _("Every entry, row, signature and report was looked at.")
    return Result(badge, sentence, facts, _lines(found.findings))


def pdf_result(found: "ReportCheck", zone: str) -> Result:
    """Return the result of checking a PDF; times are in the zone."""
    facts = [_("Report: {number}").format(number=found.number)]
    if found.batch:
        facts.append(_("Batch: {batch}").format(batch=found.batch))
    elif found.about:
        facts.append(_("About: {what}").format(what=found.about))
    if found.issued_at is not None:
        issued = format_datetime(found.issued_at, zone)
        facts.append(_("Issued: {time}").format(time=issued))
    if not found.good:
        badge = (_("Not what was issued"), Tone.FAIL)
        sentence = _("Do not rely on this PDF; ask for the original.")
    elif found.withdrawn is not None:
        badge = (_("Genuine, and withdrawn"), Tone.FAIL)
        sentence = _("It is what was issued, but {name} withdrew it: {reason}").format(
            name=found.withdrawn.by, reason=found.withdrawn.reason
        )
    elif found.replaced_by:
        badge = (_("Genuine, and replaced"), Tone.WARN)
        sentence = _("It is exactly what was issued, but {number} has replaced it.").format(
            number=found.replaced_by
        )
    else:
        badge = (_("Genuine"), Tone.PASS)
        sentence = _("It is exactly the report that was issued, byte for byte.")
    return Result(badge, sentence, tuple(facts), _lines(found.findings))


def _lines(findings: "Sequence[Finding]") -> tuple[tuple[str, str], ...]:
    return tuple((each.where, each.what) for each in findings)
