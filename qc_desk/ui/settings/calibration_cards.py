"""A gauge's calibrations below its form, and the batches that a bad one casts doubt on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from qc_desk.i18n import _, format_date, headed, ngettext
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_S, Type

if TYPE_CHECKING:
    from qc_desk.services.calibrations import CalibrationRow, SuspectRow

_MOST = 12  # batches shown; the export has all


@dataclass(frozen=True)
class CardDeeds:
    """What can be done at a calibration."""

    open_batch: Callable[[int], None]
    save_certificate: Callable[["CalibrationRow"], None]


def calibration_card(
    row: "CalibrationRow", suspects: Sequence["SuspectRow"], deeds: CardDeeds
) -> QFrame:
    """Return what one calibration found."""
    card = QFrame()
    column = QVBoxLayout(card)
    column.setContentsMargins(0, SPACE_S, 0, SPACE_S)
    column.setSpacing(SPACE_S)
    head = QHBoxLayout()
    head.setSpacing(SPACE_M)
    day = words(format_date(row.calibrated_on), Type.STRONG)
    day.setWordWrap(False)
    head.addWidget(day)
    head.addWidget(Badge(headed(row.result.label), *look(row.result)))
    head.addStretch(1)
    column.addLayout(head)
    told = [
        row.laboratory,
        _("certificate {number}").format(number=row.certificate) if row.certificate else "",
        _("next due {day}").format(day=format_date(row.due_on)),
        _("recorded by {person}").format(person=row.by),
        row.note,
    ]
    column.addWidget(words(" · ".join(each for each in told if each), Type.SMALL, quiet=True))
    if row.file_name:
        made = button(row.file_name, lambda: deeds.save_certificate(row), "plain", "file-text")
        made.setAccessibleName(_("Save the certificate {name}").format(name=row.file_name))
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    if suspects:
        column.addLayout(_doubt(suspects, deeds))
    return card


def _doubt(suspects: Sequence["SuspectRow"], deeds: CardDeeds) -> QVBoxLayout:
    """Return the batches to look at again, each a way to it."""
    column = QVBoxLayout()
    column.setSpacing(SPACE_S)
    said = ngettext(
        "{count} batch was measured with it since it was last right. Look at it again.",
        "{count} batches were measured with it since it was last right. Look at them again.",
        len(suspects),
    )
    column.addWidget(words(said.format(count=len(suspects))))
    for row in suspects[:_MOST]:
        values = ngettext("{count} value", "{count} values", row.values).format(count=row.values)
        text = f"{row.batch} · {row.product} · {row.status.label} · {values}"
        made = button(text, partial(deeds.open_batch, row.id), "plain", "package")
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    if len(suspects) > _MOST:
        more = _("And {count} more: export the gauges to see all.")
        column.addWidget(words(more.format(count=len(suspects) - _MOST), quiet=True))
    return column
