"""Tables from outside, read by a process of its own that may take so much memory and time."""

import contextlib
import multiprocessing
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import N_, language, speak
from qc_desk.services.sheets import SheetTable, read_sheet

MOST_MEMORY = 3 * 1024**3  # bytes of addresses; a table of 5,000,000 cells needs half of it
LONGEST = 60.0  # seconds

Answer = SheetTable | dict[str, object]


def read_outside(file: Path, encoding: str = "", longest: float = LONGEST) -> SheetTable:
    """Read a table as read_sheet does, so that a hostile file can only end its own process.

    Raises FileRefused, also for a file that takes more memory or time than a table may.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    asked = (theirs, file, encoding, language().code)
    worker = context.Process(target=_work, args=asked, daemon=True)
    worker.start()
    theirs.close()
    try:
        if not ours.poll(longest):
            why = N_("reading it takes too long. Save it anew, or split it.")
            raise FileRefused(file=file.name, why=why)
        answer: Answer = ours.recv()
    except EOFError as error:
        why = N_("reading it needs too much memory. Save it anew, or split it.")
        raise FileRefused(file=file.name, why=why) from error
    finally:
        worker.kill()
        worker.join()
        ours.close()
    if isinstance(answer, dict):
        raise FileRefused(**answer)
    return answer


def _work(theirs: Connection, file: Path, encoding: str, spoken: str) -> None:
    """Read the table, within limits, and send it or the facts of its refusal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who asked
    _limit(MOST_MEMORY)
    speak(spoken)
    with contextlib.suppress(MemoryError):
        theirs.send(_answer(file, encoding))
    theirs.close()


def _answer(file: Path, encoding: str) -> Answer:
    try:
        return read_sheet(file, encoding)
    except FileRefused as refusal:
        return refusal.facts


def _limit(memory: int) -> None:
    """Let this process have so much memory; Windows has no such limit."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
