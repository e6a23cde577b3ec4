"""How it is shown where somebody stands with a checklist or procedure."""

from typing import TYPE_CHECKING

from qc_desk.domain.days import day_of
from qc_desk.i18n import _, format_date
from qc_desk.services.training_matrix import Standing, TrainingCell
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.training_matrix import SubjectRow

LOOKS: dict[Standing, tuple[Tone, str]] = {
    Standing.NONE: (Tone.CALM, "circle-dashed"),
    Standing.OUTDATED: (Tone.WARN, "refresh-cw"),
    Standing.TO_NOTE: (Tone.INFO, "hourglass"),
    Standing.TO_CONFIRM: (Tone.INFO, "book-open"),
    Standing.TRAINED: (Tone.PASS, "circle-check"),
}


def standing_words(cell: TrainingCell) -> str:
    """Return where somebody stands, in few words."""
    if cell.standing is Standing.OUTDATED:
        return _("Again: had version {number}").format(number=cell.last_number)
    return {
        Standing.NONE: _("Not trained"),
        Standing.TO_NOTE: _("Training not noted"),
        Standing.TO_CONFIRM: _("Not confirmed yet"),
        Standing.TRAINED: _("Trained"),
    }[cell.standing]


def history(cell: TrainingCell, zone: str) -> str:
    """Return who trained somebody, and when it was confirmed."""
    parts = []
    if cell.trained_at is not None:
        said = _("Trained by {name}, {day}")
        parts.append(
            said.format(name=cell.trained_by, day=format_date(day_of(cell.trained_at, zone)))
        )
    if cell.understood_at is not None:
        said = _("read and understood, {day}")
        parts.append(said.format(day=format_date(day_of(cell.understood_at, zone))))
    if cell.words:
        parts.append(f"“{cell.words}”")
    return " · ".join(parts)


def subject_words(row: "SubjectRow") -> str:
    """Return a subject with its version."""
    return _("{title}, version {number}").format(title=row.title, number=row.number)
