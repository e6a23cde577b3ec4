"""The decision: what both found in sum, what stands in the way, and the ways on."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import BatchStatus, Result
from qc_desk.i18n import _, headed, ngettext
from qc_desk.services.second_checks import SideBySide
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_S, Tone, Type


class Asked(QObject):
    """What a person asks for with the buttons of a decision."""

    approve = Signal()
    reject = Signal()
    together = Signal()
    alone = Signal()
    concede = Signal()


class Decision(Card):
    """Outcomes of both checks, the differences left, and the buttons with their reasons."""

    def __init__(self) -> None:
        """Lay out an empty card."""
        super().__init__(_("Decision"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.asked = Asked()
        self.reasons: dict[str, str] = {}

    def show_both(self, shown: SideBySide) -> None:
        """Show where the batch stands and what this person may do with it."""
        empty(self.body)
        self.reasons = {}
        self._outcome(_("First: {name}").format(name=shown.first_inspector), shown.first_outcome)
        self._outcome(
            _("Second: {name}").format(name=shown.second_inspector), shown.second_outcome
        )
        self._differences(shown)
        if shown.status is BatchStatus.SECOND_CHECK:
            self._reconciliation(shown)
            self._deed(
                _("Approve and release…"),
                ("primary", "package-check"),
                self.asked.approve,
                shown.approval_refusal,
            )
            self._deed(
                _("Reject and hold…"),
                ("danger", "package-x"),
                self.asked.reject,
                shown.rejection_refusal,
            )
        elif shown.status is BatchStatus.HELD:
            self._deed(
                _("Release under concession…"),
                ("danger", "shield-alert"),
                self.asked.concede,
                shown.concession_refusal,
            )
        else:
            self.body.addWidget(words(_("This round is decided. Its report is under Reports.")))

    def _outcome(self, name: str, outcome: Result) -> None:
        """Show what one inspector came to."""
        row = QHBoxLayout()
        tone, picture = look(outcome)
        row.addWidget(words(name), stretch=1)
        row.addWidget(Badge(headed(outcome.label), tone, picture))
        self.body.addLayout(row)

    def _differences(self, shown: SideBySide) -> None:
        """Say how many differences there are, and how they were decided."""
        count = sum(pair.differs for pair in shown.pairs)
        if shown.reconciled is not None:
            tone, picture = look(shown.reconciled)
            self.body.addWidget(words(_("Differences decided"), Type.STRONG))
            self.body.addWidget(Badge(headed(shown.reconciled.label), tone, picture))
            self.body.addWidget(words(shown.reconciled_reason, quiet=True))
        elif count:
            said = ngettext("{count} difference", "{count} differences", count)
            tone = Tone.WARN if shown.open_differences else Tone.INFO
            self.body.addWidget(Badge(said.format(count=count), tone, "git-compare"))
            if not shown.open_differences:
                self.body.addWidget(
                    words(_("Only minor items differ; no decision is needed."), quiet=True)
                )
        else:
            self.body.addWidget(Badge(_("No differences"), Tone.PASS, "check"))

    def _reconciliation(self, shown: SideBySide) -> None:
        """Offer the two ways to decide open differences."""
        if not shown.open_differences:
            return
        if shown.may_reconcile_together:
            self._deed(_("Decide together…"), ("", "users"), self.asked.together, None)
            self._note(_("Both inspectors sign with their own password."))
        elif shown.may_reconcile_alone:
            self._deed(_("Decide the differences…"), ("", "git-compare"), self.asked.alone, None)
        else:
            self._note(
                _(
                    "The differences are decided by both inspectors together, or by a lead or "
                    "owner who did neither check."
                )
            )

    def _deed(
        self, text: str, looks: tuple[str, str], signal: object, refusal: QcError | None
    ) -> None:
        """Add a button; one that is not allowed says why below it."""
        made = Button(text, *looks)
        made.clicked.connect(lambda _on=False: signal.emit())  # type: ignore[attr-defined]
        made.setEnabled(refusal is None)
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(made)
        if refusal is not None and str(refusal) not in self.reasons.values():
            column.addWidget(words(str(refusal), Type.SMALL, quiet=True))
        if refusal is not None:
            self.reasons[text] = str(refusal)
            made.setAccessibleDescription(str(refusal))
        self.body.addLayout(column)

    def _note(self, text: str) -> None:
        """Add a quiet sentence."""
        self.body.addWidget(words(text, Type.SMALL, quiet=True))
