"""Beside the list of checklists: the versions of one, or the starter checklists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _, format_datetime, ngettext
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.settings.checklist_list import LOOKS
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.states import headed
from qc_desk.ui.theme import SPACE_M, SPACE_S, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow, StarterRow, VersionRow


class ChecklistPanel(Panel):
    """The versions of a checklist, the newest first."""

    looked_at = Signal(int)
    approved = Signal(object)
    retiring = Signal()
    coming_back = Signal()

    def __init__(self, row: "ChecklistRow", versions: "Sequence[VersionRow]", zone: str) -> None:
        """Show versions with who wrote and who approved them, in the time of a zone."""
        super().__init__(row.title, retired=row.retired)
        self._row, self._versions, self._zone = row, versions, zone
        self.add_fact(_("Code"), row.code)
        used = ngettext("{count} product", "{count} products", row.products)
        self.add_fact(_("Used by"), used.format(count=row.products))
        self._rooms: dict[int, QVBoxLayout] = {}
        for version in versions:
            self.body.addWidget(self._version_card(version))
        self.verbs.addStretch(1)

    def _version_card(self, version: "VersionRow") -> QFrame:
        """Return a version: its state, its makers, and a way to look at it."""
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(
            words(_("Version {number}").format(number=version.number), Type.STRONG), stretch=1
        )
        tone, picture = LOOKS[version.status]
        head.addWidget(Badge(headed(version.status.label), tone, picture))
        column.addLayout(head)
        for line in self._history(version):
            column.addWidget(words(line, Type.SMALL, quiet=True))
        look = button(
            _("Look at version {number}").format(number=version.number),
            lambda: self.looked_at.emit(version.id),
            "",
            "eye",
        )
        column.addWidget(look)
        self._rooms[version.id] = column
        return card

    def _history(self, version: "VersionRow") -> list[str]:
        """Return in words who wrote and who approved a version."""
        items = ngettext("{count} item", "{count} items", version.items)
        lines = [
            f"{items.format(count=version.items)} · {headed(version.mode.label)}",
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

    def offer_approval(self, by: int, others: Sequence[str]) -> None:
        """Offer the newest draft to its second person; say who that can be to its author."""
        if self._row.retired or not self._versions:
            return
        newest = self._versions[0]
        if newest.status is not VersionStatus.DRAFT:
            return
        room = self._rooms[newest.id]
        if newest.drafted_by_id == by and others:
            said = Notice()
            said.say(
                _("You wrote it, so another person makes it effective: {names}.").format(
                    names=", ".join(others)
                )
            )
            room.addWidget(said)
            return
        room.addWidget(
            button(
                _("Make version {number} effective").format(number=newest.number),
                lambda: self.approved.emit(newest),
                "primary",
                "badge-check",
            )
        )

    def offer_retirement(self) -> None:
        """Offer to put the checklist away, or to bring it back."""
        if self._row.retired:
            verb = button(_("Bring back"), self.coming_back.emit, "", "rotate-ccw")
        else:
            verb = button(_("Retire…"), self.retiring.emit, "", "archive")
        self.verbs.addWidget(verb)


class StartersPanel(Panel):
    """The checklists that travel with the program."""

    taken = Signal(object)

    def __init__(self, starters: "Sequence[StarterRow]", held: set[str]) -> None:
        """Offer starters; those the shop ``held`` already say so."""
        super().__init__(_("Starter checklists"))
        self.body.addWidget(
            words(
                _("Take those that fit your goods. Each comes as a draft that you can look at."),
                quiet=True,
            )
        )
        for row in starters:
            self.body.addWidget(self._card(row, held))
        self.verbs.addStretch(1)

    def _card(self, row: "StarterRow", held: set[str]) -> QFrame:
        """Return a starter with a way to take it."""
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setSpacing(SPACE_S)
        items = ngettext("{count} item", "{count} items", row.items).format(count=row.items)
        column.addWidget(words(row.title, Type.STRONG))
        column.addWidget(words(f"{row.trade} · {items}", Type.SMALL, quiet=True))
        if row.code in held:
            column.addWidget(Badge(_("Taken"), Tone.PASS))
        else:
            take = button(_("Take it"), lambda: self.taken.emit(row.file), "", "plus")
            take.setAccessibleName(_("Take “{title}”").format(title=row.title))
            column.addWidget(take)
        return card
