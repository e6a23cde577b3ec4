"""What the Today page says about the safety of the record."""

from qc_desk.i18n import _
from qc_desk.ui.status_bar import Safety
from qc_desk.ui.theme import Tone
from qc_desk.ui.today.lines import Line


def backup_lines(safety: Safety | None, leads: bool) -> tuple[Line, ...]:  # noqa: FBT001
    """Return a line where the last backup is not good, for those who lead."""
    if safety is None or not leads:
        return ()
    if safety.problem:
        said = _("The last backup failed. {problem}").format(problem=safety.problem)
        return (_line(said, Tone.FAIL),)
    if safety.backed_up_at is None:
        return (_line(_("There is no backup of this record yet."), Tone.WARN),)
    return ()


def _line(said: str, tone: Tone) -> Line:
    return Line(said, _("Back up"), "settings", "backup", tone, "database-backup")
