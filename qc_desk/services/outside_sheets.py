"""Tables from outside, read by a process of its own that may take so much memory and time."""

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, language, speak
from qc_desk.services.sheets import (
    Cell,
    OpenSheet,
    SheetForm,
    SheetRow,
    SheetTable,
    open_sheet,
)

MOST_MEMORY = 3 * 1024**3  # bytes of addresses; a table of 5,000,000 cells needs half of it
LONGEST = 60.0  # seconds
_AT_ONCE = 1_000  # rows that are sent together

Rows = list[tuple[int, tuple[Cell, ...]]]
Answer = SheetTable | Rows | dict[str, object]  # the head, rows until there are none, or a refusal


def read_outside(file: Path, encoding: str = "", longest: float = LONGEST) -> SheetTable:
    """Read a table as read_sheet does, so that a hostile file can only end its own process.

    Raises FileRefused, also for a file that takes more memory or time than a table may.
    """
    with sheet_outside(file, SheetForm(encoding=encoding), longest) as sheet:
        return sheet.whole()


@contextlib.contextmanager
def sheet_outside(file: Path, form: SheetForm, longest: float = LONGEST) -> Iterator[OpenSheet]:
    """Open a table in a process of its own; its rows come over while they are asked for.

    Raises FileRefused, also between rows; ``longest`` is how long one answer may take (seconds).
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    asked = (theirs, file, form, language().code)
    worker = context.Process(target=_work, args=asked, daemon=True)
    worker.start()
    theirs.close()
    try:
        head = cast("SheetTable", _received(ours, file, longest))  # it comes first
        yield OpenSheet(head=head, rows=_rows(ours, file, longest))
    finally:
        worker.kill()
        worker.join()
        ours.close()


def _rows(ours: Connection, file: Path, longest: float) -> Iterator[SheetRow]:
    while rows := cast("Rows", _received(ours, file, longest)):
        for line, cells in rows:
            yield SheetRow(line=line, cells=cells)


def _received(ours: Connection, file: Path, longest: float) -> SheetTable | Rows:
    """Return what the other process sends next; raises its refusal here."""
    try:
        if not ours.poll(longest):
            why = N_("reading it takes too long. Save it anew, or split it.")
            raise FileRefused(file=file.name, why=why)
        answer: Answer = ours.recv()
    except EOFError as error:
        why = N_("reading it needs too much memory. Save it anew, or split it.")
        raise FileRefused(file=file.name, why=why) from error
    if isinstance(answer, dict):
        raise FileRefused(**answer)
    return answer


def _work(theirs: Connection, file: Path, form: SheetForm, spoken: str) -> None:
    """Read the table, within limits, and send it or the facts of its refusal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who asked
    _limit(MOST_MEMORY)
    speak(spoken)
    with contextlib.suppress(MemoryError):
        try:
            _send(theirs, open_sheet(file, form))
        except FileRefused as refusal:
            theirs.send(refusal.facts)
    theirs.close()


def _send(theirs: Connection, sheet: OpenSheet) -> None:
    """Send the head, the rows a thousand at a time, and nothing for the end."""
    theirs.send(sheet.head)
    while rows := [(row.line, row.cells) for row in islice(sheet.rows, _AT_ONCE)]:
        theirs.send(rows)
    theirs.send([])


def _limit(memory: int) -> None:
    """Let this process have so much memory; Windows has no such limit."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
