"""What the Today page says about the safety of the record."""

from datetime import datetime

from qc_desk.domain.loop_words import SnoozeKind
from qc_desk.i18n import _
from qc_desk.services.snoozes import Subject
from qc_desk.ui.status_bar import STALE, Safety, ago
from qc_desk.ui.theme import Tone
from qc_desk.ui.today.lines import Line


def backup_lines(safety: Safety | None, at: datetime | None) -> tuple[Line, ...]:
    """Return a line where the last backup is not good at a moment; None: not for this reader."""
    if safety is None or at is None:
        return ()
    if safety.problem:
        said = _("The last backup failed. {problem}").format(problem=safety.problem)
        return (_line(said, Tone.FAIL),)
    if safety.backed_up_at is None:
        return (_line(_("There is no backup of this record yet."), Tone.WARN),)
    age = at - safety.backed_up_at
    if age > STALE:
        said = _("The last good backup is too old: {age}.").format(age=ago(age))
        return (_line(said, Tone.WARN),)
    return ()


def _line(said: str, tone: Tone) -> Line:
    subject = Subject(kind=SnoozeKind.BACKUP, id=0)
    return Line(said, _("Back up"), "settings", "backup", tone, "database-backup", subject)
