"""What the Today page says about the safety of the record."""

from datetime import datetime

from qc_desk.domain.loop_words import SnoozeKind
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.snoozes import Subject
from qc_desk.ui.status_bar import STALE, Outside, Safety, ago
from qc_desk.ui.theme import Tone
from qc_desk.ui.today.lines import Line


def safety_lines(
    safety: Safety | None, outside: Outside | None, at: datetime | None
) -> tuple[Line, ...]:
    """Return a line for each thing that is not safe at a moment; None: not for this reader."""
    if at is None:
        return ()
    return (*_backup_lines(safety, at), *_outside_lines(outside))


def _backup_lines(safety: Safety | None, at: datetime) -> tuple[Line, ...]:
    """Return a line where the last backup is not good."""
    if safety is None:
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


def _outside_lines(outside: Outside | None) -> tuple[Line, ...]:
    """Return a line where nothing is kept at the second place."""
    if outside is None or not outside.problem:
        return ()
    count = outside.not_anchored
    said = ngettext(
        "The second place cannot be reached; {count} sign-off has no receipt there.",
        "The second place cannot be reached; {count} sign-offs have no receipt there.",
        count,
    )
    subject = Subject(kind=SnoozeKind.SECOND_PLACE, id=0)
    words, verb = said.format(count=format_integer(count)), _("Look")
    return (Line(words, verb, "settings", "backup", Tone.WARN, "anchor", subject),)


def _line(said: str, tone: Tone) -> Line:
    """Return a line about the backup."""
    subject = Subject(kind=SnoozeKind.BACKUP, id=0)
    return Line(said, _("Back up"), "settings", "backup", tone, "database-backup", subject)
