"""What is said about a promise: who promised whom, until when, and what became of it."""

from qc_desk.domain.loop_words import PromiseSide, PromiseStanding
from qc_desk.i18n import _, format_date, format_datetime
from qc_desk.services.promise_rows import PromiseEventRow, PromiseRow


def who(row: PromiseRow) -> str:
    """Return who promised whom."""
    if not row.to_whom:
        return _("promised to ourselves")
    said = _("promised to {name}") if row.side is PromiseSide.OURS else _("promised by {name}")
    return said.format(name=row.to_whom)


def due(row: PromiseRow) -> str:
    """Return until which day it is due, and from which day it was moved."""
    day = format_date(row.due_on)
    if row.standing is PromiseStanding.BROKEN:
        said = _("was due on {day}").format(day=day)
    else:
        said = _("due on {day}").format(day=day)
    if not row.was_moved:
        return said
    first = _("promised first for {day}").format(day=format_date(row.first_due_on))
    return f"{said} ({first})"


def about(row: PromiseRow) -> str:
    """Return what it is about, as people call it."""
    order = _("order {number}").format(number=row.order) if row.order else ""
    return " · ".join(each for each in (row.complaint, row.problem, order) if each)


def state(row: PromiseRow) -> str:
    """Return where it stands, with what the clock says."""
    if row.standing is PromiseStanding.KEPT and not row.kept_in_time:
        return _("kept, after it was moved")
    if row.standing is PromiseStanding.BROKEN and row.done_at is not None:
        return _("broken, done late")
    return row.standing.label


def happened(event: PromiseEventRow, zone: str) -> str:
    """Return what happened to it, by whom and when."""
    what = event.kind.label
    if event.due_on is not None:
        what = _("moved to {day}").format(day=format_date(event.due_on))
    return f"{what}: {event.words} ({event.by}, {format_datetime(event.at, zone)})"
