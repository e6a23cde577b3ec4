"""What was done to send a report: each delivery with its standing, and what to note next."""

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryStanding
from qc_desk.domain.loop_words import Channel
from qc_desk.i18n import _, format_datetime, ngettext
from qc_desk.services import deliveries
from qc_desk.services.deliveries import DeliveryRow, Receipt
from qc_desk.ui.buttons import Badge, Button
from qc_desk.ui.cards import Card, OneLine, empty
from qc_desk.ui.date_field import DateField
from qc_desk.ui.dialogs import Dialog, ask_reason
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_M, SPACE_S, Tone

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_SHOWN = 2
_LOOKS = {
    DeliveryStanding.MADE: (Tone.WARN, "clock"),
    DeliveryStanding.SENT: (Tone.INFO, "send"),
    DeliveryStanding.DROPPED: (Tone.CALM, "x"),
    DeliveryStanding.ACKNOWLEDGED: (Tone.PASS, "circle-check"),
}


class Deliveries(Card):
    """The newest deliveries of a report, each on a line; not there while there are none."""

    def __init__(self, kit: Kit) -> None:
        """Begin with nothing."""
        super().__init__()
        self._kit = kit
        self.rows: list[DeliveryRow] = []
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(SPACE_M)
        self.lines.setVerticalSpacing(SPACE_S)
        self.lines.setColumnStretch(1, 1)
        self.body.addLayout(self.lines)
        self.hide()

    def show_report(self, report_id: int) -> None:
        """Show what was done to send this report."""
        found = self._kit.records.read(
            lambda session: deliveries.deliveries_of(session, [report_id])
        )
        if found == self.rows:
            self.setVisible(bool(found))
            return
        self.rows = found
        empty(self.lines)
        for number, row in enumerate(self.rows[:_SHOWN]):
            self._add(number, row)
        more = len(self.rows) - _SHOWN
        if more > 0:
            said = ngettext("and {count} earlier delivery", "and {count} earlier deliveries", more)
            self.lines.addWidget(OneLine(said.format(count=more), quiet=True), _SHOWN, 1)
        self.setVisible(bool(self.rows))

    def _add(self, number: int, row: DeliveryRow) -> None:
        tone, picture = _LOOKS[row.standing]
        left = Qt.AlignmentFlag.AlignLeft
        self.lines.addWidget(Badge(row.standing.label, tone, picture), number, 0, left)
        self.lines.addWidget(OneLine(self._told(row)), number, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE_S)
        deeds.addStretch(1)
        for button in self._deeds(row):
            deeds.addWidget(button)
        self.lines.addLayout(deeds, number, 2)

    def _told(self, row: DeliveryRow) -> str:
        """Return a delivery in a line: to whom, which way, when and by whom."""
        person = self._kit.presence.person
        zone = person.zone if person is not None else "UTC"
        parts = [row.to_whom]
        got = next((e for e in row.events if e.kind is DeliveryEventKind.ACKNOWLEDGED), None)
        if got is not None:
            said = _("confirmed by {name}, {when}")
            parts.append(said.format(name=got.who, when=format_datetime(got.happened_at, zone)))
        parts.append(row.way.label)
        if not row.is_original:
            parts.append(_("signed copy"))
        parts.append(f"{format_datetime(row.at, zone)}, {row.by}")
        return " · ".join(parts)

    def _deeds(self, row: DeliveryRow) -> list[Button]:
        """Return what can be noted next."""
        if row.standing is DeliveryStanding.MADE:
            sent = Button(_("It was sent"), "", "send")
            sent.clicked.connect(lambda _on=False: self._confirm(row))
            dropped = Button(_("Not sent…"), "", "x")
            dropped.clicked.connect(lambda _on=False: self._drop(row))
            return [sent, dropped]
        if row.standing is DeliveryStanding.SENT:
            got = Button(_("Receipt confirmed…"), "", "check")
            got.clicked.connect(lambda _on=False: self._acknowledge(row))
            return [got]
        return []

    def _confirm(self, row: DeliveryRow) -> None:
        self._note(lambda session, by, at: deliveries.confirm_sent(session, row.id, by, at))

    def _drop(self, row: DeliveryRow) -> None:
        title = _("Why was it not sent?")
        reasons = (_("The draft was wrong."), _("Sent another way."))
        why = ask_reason(self, title, self._told(row), reasons, do=_("Note it"))
        if why is not None:
            self._note(lambda session, by, at: deliveries.drop(session, row.id, why, by, at))

    def _acknowledge(self, row: DeliveryRow) -> None:
        dialog = ReceiptDialog(self, self._kit, row)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        receipt = dialog.receipt()
        self._note(
            lambda session, by, at: deliveries.acknowledge(session, row.id, receipt, by, at)
        )

    def _note(self, act: "Callable[[Session, int, datetime], DeliveryRow]") -> None:
        """Write down what became of a delivery; the page then shows it."""
        person, at = self._kit.presence.person, self._kit.records.now()
        if person is not None:
            self._kit.records.change(lambda session: act(session, person.person_id, at))


class ReceiptDialog(Dialog):
    """Asks who over there confirmed the receipt, how and when."""

    def __init__(self, parent: QWidget, kit: Kit, row: DeliveryRow) -> None:
        """Suggest today, by e-mail."""
        title = _("Who confirmed the receipt of {number}?").format(number=row.report)
        super().__init__(parent, title)
        person = kit.presence.person
        self._zone = ZoneInfo(person.zone if person is not None else "UTC")
        self._now, self._sent = kit.records.now(), row.at
        self.who = TextField(_("Person"), required=True)
        self.how = ChoiceField(_("How"), [(each, each.label) for each in Channel], required=True)
        self.day = DateField(_("Day"), required=True)
        self.note = TextField(_("What was said"), longest=500)
        self.how.choose(Channel.EMAIL)
        self.day.set_value(self._now.astimezone(self._zone).date())
        for field in (self.who, self.how, self.day, self.note):
            self.body.addWidget(field)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Note it"), "primary", "check")
        self.deed.setDefault(True)
        for field in (self.who, self.how, self.day):
            field.changed.connect(self._look)
        self._look()
        self.who.editor.setFocus()

    def receipt(self) -> Receipt:
        """Return what was entered; a day means its end, but never the future."""
        day = self.day.value() or self._now.date()
        ended = datetime.combine(day, time.max, self._zone)
        return Receipt(
            who=self.who.value() or "",
            how=self.how.value() or Channel.EMAIL,
            happened_at=min(ended, self._now),
            note=self.note.value() or "",
        )

    def _look(self) -> None:
        """Allow the deed once there is a name and a day that can be."""
        day = self.day.value()
        first = self._sent.astimezone(self._zone).date()
        last = self._now.astimezone(self._zone).date()
        possible = day is not None and first <= day <= last
        wrong = _("Choose a day from the sending until today.")
        self.day.mark("" if possible or day is None else wrong)
        self.deed.setEnabled(possible and bool(self.who.value()) and self.how.value() is not None)
