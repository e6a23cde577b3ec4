"""Many reports into a folder: each whole or not there, and what is there already stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qc_desk.domain.refusals import ExportStopped, FileNotWritten
from qc_desk.services.desk import Desk
from qc_desk.services.files import write_file
from qc_desk.services.organisation_signatures import leaving

Step = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportExport:
    """What came of an export."""

    folder: Path
    written: int
    there_already: int


def _quietly(_done: int, _total: int) -> None:
    """Tell nobody."""


def export_reports(
    desk: Desk, report_ids: Sequence[int], folder: Path, step: Step = _quietly
) -> ReportExport:
    """Write issued reports into a folder as they leave, one file for each.

    A file that is there with the same bytes is left alone, so that an export can be taken up
    again. ``step`` is told how far it is, and may raise to stop: what is written stays. Raises
    ExportStopped where a file cannot be written.
    """
    written = there = 0
    total = len(report_ids)
    for done, report_id in enumerate(report_ids):
        step(done, total)
        with desk.reading() as session:
            report = leaving(session, report_id)
            file, pdf = folder / f"{report.number}.pdf", report.pdf
        if _is_there(file, pdf):
            there += 1
            continue
        try:
            write_file(file, pdf)
        except FileNotWritten as refusal:
            why = refusal.facts["why"]
            raise ExportStopped(done=done, total=total, folder=folder, why=why) from refusal
        written += 1
    step(total, total)
    return ReportExport(folder=folder, written=written, there_already=there)


def _is_there(file: Path, pdf: bytes) -> bool:
    """Whether a file has these bytes already."""
    try:
        return file.stat().st_size == len(pdf) and file.read_bytes() == pdf
    except (OSError, ValueError):
        return False
