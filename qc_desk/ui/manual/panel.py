"""Beside the list of checklists: the versions of one, or the starter checklists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.domain.spot_rules import mode_words
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _, format_datetime, headed, ngettext
from qc_desk.ui.buttons import Badge, Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.manual.columns import LOOKS
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.theme import SPACE_M, SPACE_S, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow, StarterRow, VersionRow


class ChecklistPanel(Panel):
    """The versions of a checklist, the newest first."""

    looked_at = Signal(int)
    edited = Signal(int)  # a draft of one's own
    begun = Signal(object)  # the VersionRow that the next version copies, or None
    compared = Signal(int, int)
    written = Signal(object)
    printed = Signal(int)
    taught = Signal(int)  # the version whose training sheet is wanted
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
        column.addWidget(self._reading(version))
        self._rooms[version.id] = column
        return card

    def _reading(self, version: "VersionRow") -> QWidget:
        """Return the ways to read a version: itself, beside the one before, as a file."""
        look = button(
            _("Look at version {number}").format(number=version.number),
            lambda: self.looked_at.emit(version.id),
            "",
            "eye",
        )
        verbs = [look]
        earlier = next((each for each in self._versions if each.number < version.number), None)
        if earlier is not None:
            said = _("What changed since version {number}").format(number=earlier.number)
            compare = button(
                said, lambda: self.compared.emit(earlier.id, version.id), "", "git-compare"
            )
            verbs.append(compare)
        if version.items:
            write = button(_("Write as file…"), lambda: self.written.emit(version), "", "download")
            write.setAccessibleName(
                _("Write version {number} as file…").format(number=version.number)
            )
            verbs.append(write)
        verbs += self._papers(version)
        room = QWidget()
        flow = Flow(room)
        for verb in verbs:
            flow.addWidget(verb)
        return room

    def _papers(self, version: "VersionRow") -> list[Button]:
        """Return what can be printed of a version."""
        paper = button(_("Print…"), lambda: self.printed.emit(version.id), "", "printer")
        paper.setAccessibleName(_("Print version {number}…").format(number=version.number))
        if version.status is not VersionStatus.EFFECTIVE:
            return [paper]
        sheet = button(_("Training sheet…"), lambda: self.taught.emit(version.id), "", "users")
        return [paper, sheet]

    def offer_writing(self, by: int) -> None:
        """Offer to go on with a draft of one's own, or to begin the next version."""
        if self._row.retired:
            return
        newest = self._versions[0] if self._versions else None
        draft = newest is not None and newest.status is VersionStatus.DRAFT
        if newest is not None and draft and newest.drafted_by_id == by:
            said = _("Go on writing version {number}").format(number=newest.number)
            self.body.insertWidget(
                2, button(said, lambda: self.edited.emit(newest.id), "", "pencil")
            )
            return
        effective = next(
            (each for each in self._versions if each.status is VersionStatus.EFFECTIVE), None
        )
        offers: list[tuple[str, VersionRow | None]] = []
        if effective is not None:
            offers.append((_("Write the next version"), effective))
        if newest is not None and draft:
            said = _("Write on from version {number} of {name}")
            offers.append((said.format(number=newest.number, name=newest.drafted_by), newest))
        for place, (words_, source) in enumerate(
            offers or [(_("Write the next version"), newest)], start=2
        ):
            self.body.insertWidget(place, self._offer(words_, source))

    def _offer(self, words_: str, source: "VersionRow | None") -> Button:
        return button(words_, lambda: self.begun.emit(source), "", "pencil")

    def _history(self, version: "VersionRow") -> list[str]:
        """Return in words who wrote and who approved a version."""
        items = ngettext("{count} item", "{count} items", version.items)
        mode = headed(mode_words(version.mode, version.share))
        lines = [
            f"{items.format(count=version.items)} · {mode}",
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
