"""Reads the audit chain and the rows it speaks of, and says where they are not what was written.

Everything is read in windows, each in a short transaction of its own: memory stays constant, and
nobody who works meanwhile waits for long. Both passes may run while others write.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from qc_desk.domain.audit import FIRST_HEAD, link
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.storage.findings import Finding, Sessions
from qc_desk.storage.row_check import check_rows, count_rows

__all__ = ["Finding", "Sessions", "check_chain", "check_file", "check_links", "check_rows"]

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

WINDOW = 2000


def nobody_cancels() -> bool:
    """Go on to the end."""
    return False


def ignore_progress(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def check_chain(
    sessions: Sessions,
    progress: Progress = ignore_progress,
    cancelled: Cancelled = nobody_cancels,
) -> list[Finding]:
    """Return everything that is wrong with the chain and with the rows it speaks of.

    ``sessions`` gives a reading session for each window (``database.reading``). ``progress`` is
    told how many of how many entries and rows are done. When ``cancelled`` says so, what was found
    until then is returned.
    """
    with sessions() as session:
        entries = session.execute(text("SELECT count(*) FROM audit_entries")).scalar_one()
        total = entries + count_rows(session)
    findings: list[Finding] = []
    done = 0
    for windows in (check_links(sessions), check_rows(sessions)):
        for count, found in windows:
            done += count
            findings.extend(found)
            progress(min(done, total), total)
            if cancelled():
                return findings
    return findings


def check_links(sessions: Sessions) -> Iterator[tuple[int, list[Finding]]]:
    """Check that every entry is bound to its place, to the one before and to its content.

    Yields, window by window, how many entries were read and what is wrong with them.
    """
    seq, previous = 0, FIRST_HEAD
    while True:
        found: list[Finding] = []
        try:
            with sessions() as session:
                rows = _entries(session, seq)
                if not rows:
                    return
                first = seq + 1
                seq, previous = _follow(rows, seq, previous, found)
                if not found:
                    found.extend(_columns_of(session, first, seq))
        except (QcError, SQLAlchemyError, UnicodeDecodeError) as error:
            yield 0, [_unreadable(_("Audit trail after entry {seq}").format(seq=seq), error)]
            return
        yield len(rows), found
        if len(rows) < WINDOW:
            return


def _entries(session: Session, after: int) -> list[tuple[int, bytes, bytes, bytes]]:
    """Read raw values: a million typed rows would take several times as long as hashing them."""
    connection = session.connection()
    sign = "%s" if connection.dialect.name == "postgresql" else "?"
    found = connection.exec_driver_sql(
        "SELECT seq, body, previous, hash FROM audit_entries"  # noqa: S608 (fixed text)
        f" WHERE seq > {sign} ORDER BY seq LIMIT {WINDOW}",
        (after,),
    )
    return list(found.cursor.fetchall())  # plain tuples, with no Row around each


def _follow(
    rows: list[tuple[int, bytes, bytes, bytes]],
    seq: int,
    previous: bytes,
    found: list[Finding],
) -> tuple[int, bytes]:
    """Follow the chain through a window; returns the number and the hash of its last entry."""
    for number, body, before, bound in rows:
        in_place = number == seq + 1 and before == previous
        if not (in_place and _is_bound(number, body, before, bound)):
            found.extend(_wrong_with(number, body, before, bound, after=(seq, previous)))
        seq, previous = number, bound
    return seq, previous


def _is_bound(number: int, body: bytes, before: bytes, bound: bytes) -> bool:
    try:
        return link(number, before, body) == bound
    except (TypeError, OverflowError):  # damaged into text, nothing, or a number out of range
        return False


def _wrong_with(
    number: int, body: bytes, before: bytes, bound: bytes, *, after: tuple[int, bytes]
) -> Iterator[Finding]:
    """Say everything that is wrong with an entry."""
    seq, previous = after
    if number != seq + 1:
        yield _entry("gap", seq + 1, _("Entries {seq} to {last} are missing."), number - 1)
    elif before != previous:
        yield _entry("link", number, _("Entry {seq} does not follow the one before."))
    if not _is_bound(number, body, before, bound):
        yield _entry("hash", number, _("Entry {seq} was changed after it was written."))


def _entry(kind: str, seq: int, sentence: str, last: int = 0) -> Finding:
    where = _("Audit trail, entry {seq}").format(seq=seq)
    return Finding(kind, where, sentence.format(seq=seq, last=last))


def _unreadable(where: str, error: Exception) -> Finding:
    said = str(error) if isinstance(error, QcError) else str(getattr(error, "orig", error))
    return Finding("unreadable", where, _("It cannot be read: {reason}").format(reason=said))


# The searchable columns of an entry repeat what its body says; the hash covers the body only.
_COLUMNS = {
    "sqlite": """
        SELECT seq FROM audit_entries WHERE seq BETWEEN :first AND :last
        AND json_extract(CAST(body AS TEXT),
                         '$.act', '$.by', '$.batch', '$.table', '$.row.id', '$.at')
            IS NOT json_array(act, person_id, batch_id, subject, subject_id,
                              replace(at, ' ', 'T') || 'Z')""",
    "postgresql": """
        SELECT seq FROM (SELECT *, convert_from(body, 'UTF8')::json AS facts FROM audit_entries
                         WHERE seq BETWEEN :first AND :last) AS entries
        WHERE NOT (facts ->> 'act' = act
               AND facts ->> 'by' IS NOT DISTINCT FROM person_id::text
               AND facts ->> 'batch' IS NOT DISTINCT FROM batch_id::text
               AND facts ->> 'table' = subject
               AND facts #>> '{row,id}' = subject_id::text
               AND facts ->> 'at'
                   = to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))""",
}


def _columns_of(session: Session, first: int, last: int) -> list[Finding]:
    """Compare the searchable columns of a window's entries with their bodies."""
    compare = text(_COLUMNS[session.get_bind().dialect.name])
    wrong = session.execute(compare, {"first": first, "last": last}).scalars()
    sentence = _("The columns of entry {seq} do not say what the entry says.")
    return [_entry("columns", seq, sentence) for seq in wrong]


def check_file(sessions: Sessions) -> list[Finding]:
    """Ask SQLite about pages, indexes and foreign keys; a server answers for its own files."""
    where = _("Database file")
    try:
        with sessions() as session:
            if session.get_bind().dialect.name != "sqlite":
                return []
            said = session.execute(text("PRAGMA integrity_check(20)")).scalars().all()
            broken = session.execute(text("PRAGMA foreign_key_check")).fetchmany(20)
    except (QcError, SQLAlchemyError, UnicodeDecodeError) as error:
        return [_unreadable(where, error)]
    findings = [Finding("file", where, line) for line in said if line != "ok"]
    sentence = _("Row {id} points at a row that is not there (in {table}).")
    findings.extend(
        Finding("foreign_key", f"{row[0]} {row[1]}", sentence.format(id=row[1], table=row[2]))
        for row in broken
    )
    return findings
