"""How a defect got past two people: the finding, its evidence, and what is done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.loop_words import EscapeCause
from qc_desk.i18n import _, format_datetime, format_decimal, format_integer, headed
from qc_desk.services.complaint_details import ComplaintDetail
from qc_desk.services.escapes import EscapeRow, EscapeStep, EvidenceRow, RulingEntry, rule_escape
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, Type


class EscapeView(QWidget):
    """What the program found about one batch, and whose word stands against it."""

    def __init__(
        self,
        detail: ComplaintDetail,
        row: EscapeRow,
        overrule: Callable[[EscapeRow], None],
        propose: Callable[[], object],
        show_checklist: Callable[[int], object],
    ) -> None:
        """Show the finding; leads and owners may overrule it and propose a check item."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(words(headline(row), Type.STRONG))
        for line in evidence(row):
            column.addWidget(words(line, Type.SMALL, quiet=True))
        for ruling in row.rulings:
            moment = format_datetime(ruling.at, detail.time_zone)
            said = _("{person} says: {cause}. {reason}").format(
                person=ruling.by, cause=ruling.cause.label, reason=ruling.reason
            )
            column.addWidget(words(f"{said} · {moment}", Type.SMALL))
        if row.next_step is not None:
            told = _("Next: {step}.").format(step=row.next_step.label)
            column.addWidget(words(told))
        line_ = QWidget()
        flow = Flow(line_, SPACE_M)
        if detail.may_lead and row.next_step is EscapeStep.PROPOSE_ITEM:
            flow.addWidget(button(_("Propose a check item…"), propose, "", "list-checks"))
        checklist_id = row.checklist_id
        if row.next_step is EscapeStep.TIGHTEN_SAMPLING and checklist_id is not None:
            go = button(
                _("Open the checklist"), lambda: show_checklist(checklist_id), "", "book-open"
            )
            flow.addWidget(go)
        if detail.may_lead and row.passed_by_two:
            flow.addWidget(
                button(_("It escaped otherwise…"), lambda: overrule(row), "plain", "pencil")
            )
        column.addWidget(line_)


def headline(row: EscapeRow) -> str:
    """Return how it escaped, in a sentence."""
    if not row.passed_by_two:
        return _("Two people did not pass this batch: {verdict}.").format(
            verdict=row.verdict.label
        )
    if row.cause is None:
        return _("How it escaped can be told once product and defect code are known.")
    return _("How it escaped: {cause}").format(cause=row.cause.label)


def evidence(row: EscapeRow) -> list[str]:
    """Return what was checked, line by line."""
    lines = []
    if row.checklist_version is not None:
        checked = _("{checklist}, version {version}: {sample} of {quantity} pieces looked at")
        lines.append(
            checked.format(
                checklist=row.checklist,
                version=row.checklist_version,
                sample=format_integer(row.sample_size or 0),
                quantity=format_integer(row.quantity),
            )
        )
    if row.passed_by_two and row.found is not None and not row.evidence:
        lines.append(_("No item of the checklist looks for it."))
    return [*lines, *(_line(each) for each in row.evidence)]


def _line(each: EvidenceRow) -> str:
    said = _("{item}: {person} passed {passed}, failed {failed}")
    told = said.format(
        item=f"{each.item_code} {each.item}",
        person=each.person or "—",
        passed=format_integer(each.passed),
        failed=format_integer(each.failed),
    )
    if each.lowest is not None and each.highest is not None:
        measured = _("measured {lowest} to {highest}")
        span = measured.format(
            lowest=format_decimal(each.lowest), highest=format_decimal(each.highest)
        )
        told = f"{told}, {span}"
    return told


class RulingDialog(ReasonDialog):
    """Asks how it really escaped, and how that is known."""

    def __init__(self, parent: QWidget | None, row: EscapeRow) -> None:
        """Offer the other causes."""
        super().__init__(
            parent,
            _("How did it escape from batch {batch}?").format(batch=row.batch),
            _("What the program found stays to be read beside your word."),
            [_("The video of the packing shows it."), _("The carrier has admitted it.")],
            do=_("Overrule"),
        )
        choices = [(c, headed(c.label)) for c in EscapeCause if c is not row.cause]
        self.cause = ChoiceField(_("How it escaped"), choices, required=True)
        self.body.insertWidget(0, self.cause)
        self.cause.changed.connect(self._look)
        self._look()

    @override
    def _look(self) -> None:
        """Allow the deed once there is a cause and a reason."""
        chosen = getattr(self, "cause", None)
        known = chosen is not None and chosen.value() is not None
        self.deed.setEnabled(known and not self.reason.wrong())


def ask_ruling(kit: Kit, parent: QWidget, complaint_id: int, row: EscapeRow) -> None:
    """Ask for another cause and keep it."""
    dialog = RulingDialog(parent, row)
    person = kit.presence.person
    cause = dialog.cause
    if dialog.exec() != ReasonDialog.DialogCode.Accepted or person is None:
        return
    chosen = cause.value()
    if chosen is not None:
        entry = RulingEntry(batch_id=row.batch_id, cause=chosen, reason=dialog.words())
        by, at = person.person_id, kit.records.now()
        kit.records.change(lambda s: rule_escape(s, complaint_id, entry, by, at))
