"""How often a problem was seen, in whole sentences: every language counts in its own way."""

from datetime import date

from qc_desk.domain.loop_papers import PaperThread
from qc_desk.i18n import N_, _, format_date, format_integer, format_list, ngettext

_TIMES = {
    1: N_("First time in {days} days"),
    2: N_("Second time in {days} days"),
    3: N_("Third time in {days} days"),
    4: N_("Fourth time in {days} days"),
    5: N_("Fifth time in {days} days"),
    6: N_("Sixth time in {days} days"),
}


def times(thread: PaperThread) -> str:
    """Return how often a problem was seen lately."""
    days = format_integer(thread.days)
    if thread.times in _TIMES:
        return _(_TIMES[thread.times]).format(days=days)
    told = ngettext("Seen {count} time in {days} days", "Seen {count} times in {days} days",
                    thread.times)  # fmt: skip
    return told.format(count=format_integer(thread.times), days=days)


def promised(thread: PaperThread) -> str:
    """Return when its end was promised; empty when never."""
    days: list[date] = list(dict.fromkeys(thread.promised_on))
    if not days:
        return ""
    said = format_list([format_date(day) for day in days])
    return _("“Fixed” was promised on {days}.").format(days=said)


def worst(threads: tuple[PaperThread, ...]) -> PaperThread | None:
    """Return the problem that came back most often; None when there is none."""
    return max(threads, key=lambda each: (each.times, each.recurrences), default=None)
