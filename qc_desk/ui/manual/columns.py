"""How checklists and their versions look in lists."""

from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import N_, _, format_integer
from qc_desk.ui.rows import Column
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow

LOOKS: dict[VersionStatus, tuple[Tone, str]] = {
    VersionStatus.DRAFT: (Tone.WARN, "pen-line"),
    VersionStatus.EFFECTIVE: (Tone.PASS, "circle-check"),
    VersionStatus.SUPERSEDED: (Tone.CALM, "history"),
}


def columns() -> list[Column["ChecklistRow"]]:
    """Return the columns of the list."""
    return [
        Column(N_("Title"), lambda row: row.title, sort="title", width=240, grow=3),
        Column(N_("State"), state_words, sort="state", state=_state, width=236),
        Column(N_("Code"), lambda row: row.code, sort="code", width=130, grow=1, spare=2),
        Column(N_("Trade"), lambda row: row.trade, sort="trade", width=130, grow=1, spare=1),
        Column(
            N_("Products"),
            lambda row: format_integer(row.products),
            right=True,
            width=100,
            spare=3,
        ),
    ]


def state_words(row: "ChecklistRow") -> str:
    """Return what can be done with a checklist now."""
    if row.retired:
        return _("Retired")
    if row.newest_status is VersionStatus.DRAFT:
        return _("Version {number} waits").format(number=row.newest_number)
    if row.effective_number is not None:
        return _("Version {number}").format(number=row.effective_number)
    return _("No version")


def _state(row: "ChecklistRow") -> tuple[Tone, str] | None:
    if row.retired:
        return (Tone.CALM, "archive")
    return LOOKS[row.newest_status] if row.newest_status is not None else None
