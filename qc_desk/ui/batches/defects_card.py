"""The defects of a batch: what is wrong, how bad, and what is done about it."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import DefectStatus
from qc_desk.i18n import _, format_datetime, format_integer, headed, ngettext
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.defects import DefectEventRow, DefectRow
from qc_desk.services.photo_views import PhotoKey
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.pages import Kit
from qc_desk.ui.picture_strip import PictureStrip
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, Type


class Care(Enum):
    """What can be done about a defect."""

    CONTAIN = auto()
    DISPOSE = auto()
    CLOSE = auto()


Do = Callable[[Care, DefectRow], None]


class DefectsCard(Card):
    """Every defect with its story and its next step."""

    def __init__(self, kit: Kit, detail: BatchDetail, do: Do) -> None:
        """Show the defects that this person may see."""
        super().__init__(_("Defects"))
        if not detail.defects:
            said = (
                _("Defects found so far are hidden until the second check is submitted.")
                if detail.is_blind
                else _("No defects are recorded.")
            )
            self.body.addWidget(words(said, quiet=True))
        for row in detail.defects:
            self.body.addWidget(_DefectTile(kit, detail, row, do))
        if detail.recapture is not None and detail.recapture.found:
            self.body.addWidget(words(detail.recapture.said, quiet=True))


class _DefectTile(QFrame):
    """One defect."""

    def __init__(self, kit: Kit, detail: BatchDetail, row: DefectRow, do: Do) -> None:
        """Show a defect, its photos, its story and its next step."""
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_S)
        headline = QHBoxLayout()
        headline.setSpacing(SPACE_L)
        said = _("{number}. {name} ({code})")
        title = words(said.format(number=row.number, name=row.name, code=row.code), Type.STRONG)
        headline.addWidget(title, stretch=1)
        column.addLayout(headline)
        badges = QWidget()
        flow = Flow(badges)
        flow.addWidget(Badge(headed(row.severity.label), *look(row.severity)))
        flow.addWidget(Badge(headed(row.status.label), *look(row.status)))
        column.addWidget(badges)
        column.addWidget(words(_where(row)))
        if row.note:
            column.addWidget(words(row.note))
        if row.photo_ids:
            column.addWidget(PictureStrip(kit, [PhotoKey(each) for each in row.photo_ids]))
        for event in row.events:
            column.addWidget(words(_event(event, detail.time_zone), Type.SMALL, quiet=True))
        care = _next_care(row, detail)
        if care is not None:
            verbs = QHBoxLayout()
            verbs.setSpacing(SPACE_M)
            verbs.addWidget(button(_words_of(care), lambda: do(care, row)))
            verbs.addStretch(1)
            column.addLayout(verbs)


def _where(row: DefectRow) -> str:
    """Return how many pieces, at which item and place, and in which round."""
    pieces = ngettext("{count} piece", "{count} pieces", row.quantity)
    parts = [pieces.format(count=format_integer(row.quantity)), row.item, row.place]
    found = _("found by {person} in round {round}").format(person=row.found_by, round=row.round)
    return " · ".join(part for part in (*parts, found) if part)


def _event(event: DefectEventRow, zone: str) -> str:
    """Return one thing that happened to a defect, in a line."""
    what = headed(event.status.label)
    if event.disposition is not None:
        pieces = ngettext("{count} piece", "{count} pieces", event.quantity)
        what = f"{headed(event.disposition.label)}: {pieces.format(count=event.quantity)}"
    parts = [what, event.note, event.by, format_datetime(event.at, zone)]
    return " · ".join(part for part in parts if part)


def _next_care(row: DefectRow, detail: BatchDetail) -> Care | None:
    """Return what this person can do about a defect now."""
    if row.status is DefectStatus.OPEN:
        return Care.CONTAIN if detail.may_inspect else None
    if row.status is DefectStatus.CLOSED or not detail.may_lead:
        return None
    return Care.DISPOSE if row.undecided else Care.CLOSE


def _words_of(care: Care) -> str:
    """Return what stands on a button."""
    return {
        Care.CONTAIN: _("Contain…"),
        Care.DISPOSE: _("Decide what happens to the pieces…"),
        Care.CLOSE: _("Close this defect…"),
    }[care]
