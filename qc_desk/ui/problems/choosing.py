"""Sightings chosen by tapping them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_date
from qc_desk.services.problem_details import SightingRow
from qc_desk.ui.fields import Field
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import TARGET


class SightingsField(Field[tuple[int, ...]]):
    """Any number of sightings, at least one."""

    def __init__(self, label: str, rows: Sequence[SightingRow]) -> None:
        """Offer every sighting that stands, the newest goods first."""
        self.boxes: dict[int, QCheckBox] = {}
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in rows:
            box = QCheckBox(sighting_words(row))
            box.setMinimumHeight(TARGET)
            box.toggled.connect(self._edited)
            self.boxes[row.id] = box
            column.addWidget(box)
        super().__init__(label, room, required=True)

    @override
    def text(self) -> str:
        """Return what is chosen, as a draft keeps it."""
        return ",".join(str(each) for each, box in self.boxes.items() if box.isChecked())

    @override
    def set_text(self, text: str) -> None:
        """Choose what a draft kept."""
        wanted = {int(part) for part in text.split(",") if part.isdecimal()}
        for each, box in self.boxes.items():
            box.setChecked(each in wanted)

    @override
    def value(self) -> tuple[int, ...] | None:
        """Return what is chosen; None for nothing."""
        return tuple(each for each, box in self.boxes.items() if box.isChecked()) or None


def sighting_words(row: SightingRow) -> str:
    """Return on what it was seen, where, and when those goods were made."""
    parts = (seen_on(row), row.site, _("made {day}").format(day=format_date(row.made_on)))
    return " · ".join(parts)


def seen_on(row: SightingRow) -> str:
    """Return on what it was seen: a batch, a complaint, or both."""
    batch = _("batch {batch}").format(batch=row.batch) if row.batch else ""
    complaint = _("complaint {complaint}").format(complaint=row.complaint) if row.complaint else ""
    return " · ".join(each for each in (batch, complaint) if each)
