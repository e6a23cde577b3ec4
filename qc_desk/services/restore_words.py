"""What a restoration would lose, or has done, in sentences for window and command line."""

from collections.abc import Iterator, Sequence

from qc_desk.i18n import _, format_datetime, format_integer, format_list, ngettext
from qc_desk.services.lost_work import LostWork
from qc_desk.services.restorations import Restoration
from qc_desk.services.restore import Here, Preview

MOST_NAMED = 8  # numbers that a line tells; the rest is counted


def holds(preview: Preview, zone: str = "UTC") -> str:
    """Return what a good backup holds."""
    said = ngettext(
        "The backup is good: {organisation}, as it was on {time}, with {count} audit entry.",
        "The backup is good: {organisation}, as it was on {time}, with {count} audit entries.",
        preview.entries,
    )
    return said.format(
        organisation=preview.organisation,
        time=format_datetime(preview.taken_at, zone),
        count=format_integer(preview.entries),
    )


def warning(preview: Preview) -> str:
    """Return what must be known before anything else; empty for an earlier state of the record."""
    record = preview.record
    if record.here is Here.NOTHING:
        return _("There is no record here yet, so nothing can be lost.")
    if record.here is Here.UNREADABLE:
        return _(
            "The record that is here cannot be read, so nobody can tell what would be lost. It is "
            "kept aside as it is."
        )
    if record.here is Here.ANOTHER:
        said = _(
            "This is a backup of another record: of {theirs}. Here is the record of {ours}, and "
            "all of it would be put aside."
        )
        return said.format(theirs=preview.organisation, ours=record.organisation)
    if record.here is Here.PARTED:
        said = _(
            "The backup and the record are the same up to audit entry {count}, and then went "
            "different ways."
        )
        return said.format(count=format_integer(record.common))
    return ""


def lost(preview: Preview, zone: str = "UTC") -> list[str]:
    """Return, a line for each kind of thing, what would be lost; one line where nothing would."""
    work = preview.record.lost
    if work is None:
        return []
    if work.since is None or work.until is None:
        return [_("Nothing would be lost: nothing was written after it.")]
    return [
        ngettext(
            "{count} audit entry would be lost, written from {since} to {until}:",
            "{count} audit entries would be lost, written from {since} to {until}:",
            work.entries,
        ).format(
            count=format_integer(work.entries),
            since=format_datetime(work.since, zone),
            until=format_datetime(work.until, zone),
        ),
        *_things(work),
    ]


def _things(work: LostWork) -> Iterator[str]:
    signed = [f"{each.batch} {each.by}" for each in work.sign_offs]
    for said, things in (
        (_("Batches: {count}"), work.batches),
        (_("Signatures: {count}"), signed),
        (_("Reports: {count}"), work.reports),
        (_("Complaints: {count}"), work.complaints),
    ):
        told = said.format(count=format_integer(len(things)))
        yield f"{told} ({_named(things)})" if things else told


def _named(things: Sequence[str]) -> str:
    """Return the first of these numbers, and how many more there are."""
    more = len(things) - MOST_NAMED
    named = [*things[:MOST_NAMED]]
    if more > 0:
        named.append(
            ngettext("{count} more", "{count} more", more).format(count=format_integer(more))
        )
    return format_list(named)


def restored(each: Restoration, zone: str = "UTC") -> str:
    """Return that a backup took the record's place, as the record tells it."""
    said = _("Restored on {time} by {person} from {file}, as it was on {then}")
    return said.format(
        time=format_datetime(each.at, zone),
        person=each.by,
        file=each.backup,
        then=format_datetime(each.taken_at, zone),
    )
