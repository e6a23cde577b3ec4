"""Beside the list of procedures: the versions of one, and what can be done with each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _, format_datetime, headed, language, ngettext
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.manual.columns import LOOKS
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.theme import SPACE_M, SPACE_S, Type

if TYPE_CHECKING:
    from qc_desk.services.procedure_lists import ProcedureRow, ProcedureVersionRow


class ProcedurePanel(Panel):
    """The versions of a procedure, the newest first."""

    looked_at = Signal(object)
    written_on = Signal(object)
    printed = Signal(object)
    taught = Signal(object)  # the version whose training sheet is wanted
    compared = Signal(object)  # with the version before it
    approved = Signal(object)
    discarded = Signal(object)
    retiring = Signal()
    coming_back = Signal()

    def __init__(
        self, row: "ProcedureRow", versions: "Sequence[ProcedureVersionRow]", zone: str
    ) -> None:
        """Show versions with who wrote and who approved them, in the time of a zone."""
        super().__init__(row.title_in(language().code), retired=row.retired)
        self._row, self._versions, self._zone = row, versions, zone
        self.add_fact(_("Code"), row.code)
        self._rooms: dict[int, QVBoxLayout] = {}
        for version in versions:
            self.body.addWidget(self._version_card(version))
        self.verbs.addStretch(1)

    def _version_card(self, version: "ProcedureVersionRow") -> QFrame:
        """Return a version: its state, its makers, and a way to read it."""
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        said = _("Version {number}").format(number=version.number)
        head.addWidget(words(said, Type.STRONG), stretch=1)
        tone, picture = LOOKS[version.status]
        head.addWidget(Badge(headed(version.status.label), tone, picture))
        column.addLayout(head)
        for line in self._history(version):
            column.addWidget(words(line, Type.SMALL, quiet=True))
        look = _("Read version {number}").format(number=version.number)
        verbs = [button(look, lambda: self.looked_at.emit(version), "", "book-open")]
        verbs.append(button(_("Print…"), lambda: self.printed.emit(version), "", "printer"))
        said = _("Print version {number}…").format(number=version.number)
        verbs[-1].setAccessibleName(said)
        if version.status is VersionStatus.EFFECTIVE:
            sheet = button(_("Training sheet…"), lambda: self.taught.emit(version), "", "users")
            verbs.append(sheet)
        if version is not self._versions[-1]:
            beside = button(_("Compare…"), lambda: self.compared.emit(version), "", "git-compare")
            said = _("Compare version {number} with the one before")
            beside.setAccessibleName(said.format(number=version.number))
            verbs.append(beside)
        row = Flow()
        for verb in verbs:
            row.addWidget(verb)
        column.addLayout(row)
        self._rooms[version.id] = column
        return card

    def _history(self, version: "ProcedureVersionRow") -> list[str]:
        """Return in words what it says, and who wrote and who approved it."""
        count = len(version.steps)
        lines = [
            ngettext("{count} step", "{count} steps", count).format(count=count),
            _("Written by {name}, {time}").format(
                name=version.drafted_by, time=format_datetime(version.drafted_at, self._zone)
            ),
        ]
        if version.approved_at is not None:
            lines.append(
                _("Made effective by {name}, {time}").format(
                    name=version.approved_by,
                    time=format_datetime(version.approved_at, self._zone),
                )
            )
        if version.alone_reason:
            lines.append(_("Alone, because: {reason}").format(reason=version.alone_reason))
        return lines

    def offer_deeds(self, by: int, others: Sequence[str]) -> None:
        """Offer what a lead can do: write on, approve as the second person, put away."""
        if self._row.retired:
            self.verbs.addWidget(button(_("Bring back"), self.coming_back.emit, "", "rotate-ccw"))
            return
        if self._versions:
            self._offer_newest(self._versions[0], by, others)
        self.verbs.addWidget(button(_("Retire…"), self.retiring.emit, "", "archive"))

    def _offer_newest(self, newest: "ProcedureVersionRow", by: int, others: Sequence[str]) -> None:
        room = self._rooms[newest.id]
        if newest.status is not VersionStatus.DRAFT:
            text = _("Write the next version")
            room.addWidget(button(text, lambda: self.written_on.emit(newest), "", "pencil"))
            return
        if newest.drafted_by_id == by:
            text = _("Go on writing")
            room.addWidget(button(text, lambda: self.written_on.emit(newest), "", "pencil"))
        if newest.steps:
            room.addWidget(self._approval(newest, by, others))
        if newest.drafted_by_id == by and len(self._versions) > 1:
            text = _("Give up this draft…")
            room.addWidget(button(text, lambda: self.discarded.emit(newest), "", "trash-2"))

    def _approval(
        self, newest: "ProcedureVersionRow", by: int, others: Sequence[str]
    ) -> QFrame | QPushButton:
        """Return the way into force, or who can go it."""
        if newest.drafted_by_id == by and others:
            said = Notice()
            text = _("You wrote it, so another person makes it effective: {names}.")
            said.say(text.format(names=", ".join(others)))
            return said
        text = _("Make version {number} effective").format(number=newest.number)
        return button(text, lambda: self.approved.emit(newest), "primary", "badge-check")
