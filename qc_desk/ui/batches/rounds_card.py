"""The rounds of a batch: who sat on both seats, what came out, and who signed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import InspectionStatus, Result, Seat, Slot
from qc_desk.i18n import _, format_datetime, headed, ngettext, pgettext
from qc_desk.services.batch_details import BatchDetail, InspectionRow, SignOffRow
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_S, Tone, Type


class RoundsCard(Card):
    """Every round, the newest first, each with its two seats side by side."""

    def __init__(self, detail: BatchDetail) -> None:
        """Show the rounds; before the first check there is one with two free seats."""
        super().__init__(pgettext("page", "Checks"))
        if detail.is_blind:
            self.body.addWidget(_Why())
        rounds = {row.round for row in detail.inspections} | {detail.round}
        for number in sorted(rounds, reverse=True):
            if len(rounds) > 1:
                said = _("Round {number}").format(number=number)
                self.body.addWidget(words(said, Type.STRONG))
            self.body.addLayout(_seats(detail, number))
            for signed in detail.sign_offs:
                if signed.round == number:
                    self.body.addWidget(_signature(signed, detail.time_zone))


class _Why(QWidget):
    """Why the findings of the first check are not shown."""

    def __init__(self) -> None:
        """Say it calmly."""
        super().__init__()
        self.setObjectName("blind")
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(Badge(_("Hidden for now"), Tone.CALM, "eye-off"))
        row.addWidget(
            words(
                _(
                    "What the first inspector found is shown once the second check is submitted, "
                    "so that two people look with fresh eyes."
                ),
                quiet=True,
            )
        )


def _seats(detail: BatchDetail, number: int) -> QHBoxLayout:
    """Return the two seats of a round side by side, withdrawn checks below those that count."""
    across = QHBoxLayout()
    across.setSpacing(SPACE_M)
    for seat in Seat:
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        rows = [r for r in detail.inspections if r.round == number and r.seat is seat]
        rows.sort(key=lambda row: (row.status is InspectionStatus.WITHDRAWN, -row.id))
        if not rows or rows[0].status is InspectionStatus.WITHDRAWN:
            column.addWidget(_SeatTile(seat, None, detail.time_zone))
        for row in rows:
            column.addWidget(_SeatTile(seat, row, detail.time_zone))
        column.addStretch(1)
        across.addLayout(column, stretch=1)
    return across


class _SeatTile(QFrame):
    """One seat: who sits there, how far they are, and what they found."""

    def __init__(self, seat: Seat, row: InspectionRow | None, zone: str) -> None:
        """Show an inspection, or a free seat."""
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_S)
        column.addWidget(words(headed(seat.label), Type.SMALL, quiet=True))
        if row is None:
            column.addWidget(words(_("Nobody yet"), quiet=True))
            return
        column.addWidget(words(row.inspector, Type.STRONG))
        badges = QWidget()
        flow = Flow(badges)
        for badge in _badges(row):
            flow.addWidget(badge)
        column.addWidget(badges)
        column.addWidget(words(_when(row, zone), Type.SMALL, quiet=True))
        if row.reason:
            column.addWidget(words(_("Why: {reason}").format(reason=row.reason)))


def _badges(row: InspectionRow) -> list[Badge]:
    """Return where an inspection stands and, when it may be known, what came out."""
    if row.status is InspectionStatus.OPEN:
        said = _("{answered} of {total} answered")
        told = said.format(answered=row.answered, total=row.total)
        return [Badge(told, *look(row.status))]
    badges = [Badge(headed(row.status.label), *look(row.status))]
    if row.outcome is Result.FAIL:
        count = row.failed or 0
        said = ngettext("{count} item fails", "{count} items fail", count).format(count=count)
        badges.append(Badge(said, *look(row.outcome)))
    elif row.outcome is not None:
        badges.append(Badge(_("All items pass"), *look(row.outcome)))
    return badges


def _when(row: InspectionRow, zone: str) -> str:
    """Return when the inspection was begun or finished."""
    if row.finished_at is None:
        return _("Begun {when}").format(when=format_datetime(row.opened_at, zone))
    return _("Finished {when}").format(when=format_datetime(row.finished_at, zone))


def _signature(signed: SignOffRow, zone: str) -> QWidget:
    """Return one signature with its meaning, name, time and reason."""
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    said = _("Signed by {person}: {meaning}, {when}").format(
        person=signed.name,
        meaning=signed.meaning.label,
        when=format_datetime(signed.at, zone),
    )
    strong = signed.slot not in (Slot.FIRST, Slot.RECONCILED_FIRST, Slot.RECONCILED_SECOND)
    column.addWidget(words(said, Type.STRONG if strong else Type.BODY))
    if signed.reason:
        column.addWidget(words(_("Why: {reason}").format(reason=signed.reason), quiet=True))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return line
