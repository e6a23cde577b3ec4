"""How procedures look in lists."""

from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import N_, _, language
from qc_desk.ui.manual.columns import LOOKS
from qc_desk.ui.rows import Column
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.procedure_lists import ProcedureRow


def columns() -> list[Column["ProcedureRow"]]:
    """Return the columns of the list."""
    return [
        Column(
            N_("Title"), lambda row: row.title_in(language().code), sort="title", width=320, grow=1
        ),
        Column(N_("State"), state_words, sort="state", state=_state, width=190),
        Column(N_("Code"), lambda row: row.code, sort="code", width=140),
    ]


def state_words(row: "ProcedureRow") -> str:
    """Return what can be done with a procedure now."""
    if row.retired:
        return _("Retired")
    if row.newest_status is VersionStatus.DRAFT:
        return _("Version {number} waits").format(number=row.newest_number)
    if row.effective_number is not None:
        return _("Version {number}").format(number=row.effective_number)
    return _("No version")


def _state(row: "ProcedureRow") -> tuple[Tone, str] | None:
    if row.retired:
        return (Tone.CALM, "archive")
    return LOOKS[row.newest_status] if row.newest_status is not None else None
