"""The targets: which service the shop promises, changed with a reason, every change kept."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.loop_words import TargetKind
from qc_desk.domain.targets import highest
from qc_desk.i18n import _, format_datetime, format_integer, headed
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.fields import IntegerField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.section import Section, only_owners
from qc_desk.ui.theme import SPACE_L, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.targets import Target

_SHOWN = 4  # changes of a target


class TargetsSection(Section):
    """Every target with its value, and how it came about."""

    def __init__(self, kit: Kit) -> None:
        """Begin empty."""
        lead = _(
            "Which service you promise. The Insights page sets it beside what really happens."
        )
        super().__init__(kit, _("Targets"), lead, scrolls=True)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(SPACE_L)
        self.body.insertLayout(0, self.cards)

    @override
    def reload(self) -> None:
        """Read them again."""
        from qc_desk.services.targets import targets  # noqa: PLC0415 (on use)

        may = self.rights().may_own
        self.notice.say("" if may else only_owners())
        at = self.kit.records.now()
        empty(self.cards)
        for found in self.kit.records.read(lambda s: targets(s, at)):
            self.cards.addWidget(self._card(found, may=may))

    def _card(self, found: "Target", *, may: bool) -> Card:
        """Return a target with its value and its history."""
        card = Card(headed(found.kind.label))
        if may:
            change = button(_("Change…"), lambda: self._change(found), "", "pencil")
            change.setAccessibleDescription(found.kind.label)
            card.verbs.addWidget(change)
        card.body.addWidget(words(format_integer(found.value), Type.TITLE))
        if not found.is_decided:
            said = _("This is the usual value: no owner has decided yet.")
            card.body.addWidget(words(said, quiet=True))
        person = self.kit.presence.person
        zone = person.zone if person is not None else "UTC"
        for row in found.history[:_SHOWN]:
            facts = (format_integer(row.value), row.reason, row.by, format_datetime(row.at, zone))
            card.body.addWidget(words(" · ".join(facts), Type.SMALL, quiet=True))
        return card

    def _change(self, found: "Target") -> None:
        """Ask for another value and why, and keep it."""
        from qc_desk.services.targets import set_target  # noqa: PLC0415 (on use)

        dialog = TargetDialog(self.window(), found.kind, found.value)
        if dialog.exec() != TargetDialog.DialogCode.Accepted:
            return
        value, reason = dialog.value(), dialog.words()

        def keep(session: "Session") -> bool:
            set_target(session, found.kind, value, reason, self.by, self.kit.records.now())
            return True

        if self.kit.records.change(keep):
            self.kit.messages.succeed(_("The target holds from now on."))


class TargetDialog(ReasonDialog):
    """Asks for another value, and why."""

    number: IntegerField | None = None

    def __init__(self, parent: QWidget | None, kind: TargetKind, value: int) -> None:
        """Begin with the value in force."""
        super().__init__(
            parent,
            headed(kind.label),
            _("What was promised until now stays with the complaints of that time."),
            [_("Customers asked for it."), _("We can do better."), _("It could not be kept.")],
            do=_("Promise it"),
        )
        self._before = value
        self.number = IntegerField(_("Value"), least=1, most=highest(kind), required=True)
        self.number.set_text(str(value))
        self.body.insertWidget(0, self.number)
        self.number.changed.connect(self._look)
        self._look()

    def value(self) -> int:
        """Return the value that was entered."""
        found = self.number.value() if self.number is not None else None
        return self._before if found is None else found

    @override
    def _look(self) -> None:
        """Allow the deed once there is another value and a reason."""
        super()._look()
        if self.number is not None:
            self.number.show_wrong()
            changed = self.number.value() not in (None, self._before)
            self.deed.setEnabled(changed and self.deed.isEnabled())


def build(kit: Kit) -> Section:
    """Build the section."""
    return TargetsSection(kit)
