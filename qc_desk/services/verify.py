"""Checks the whole record: chain, rows, signatures, reports, the two-person rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain.reports import Report
from qc_desk.domain.sampling import Switch
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.spot_draws import SpotDraw
from qc_desk.i18n import _
from qc_desk.services.desk import Desk
from qc_desk.services.receipts import check_receipts
from qc_desk.services.restorations import Restoration, restorations
from qc_desk.services.verify_reports import check_reports
from qc_desk.services.verify_rules import check_rules
from qc_desk.services.verify_signatures import check_sign_offs
from qc_desk.services.verify_spots import check_spots
from qc_desk.services.verify_switches import check_switches
from qc_desk.storage.chain_check import check_chain, check_file
from qc_desk.storage.findings import Finding

__all__ = ["Finding", "Verification", "verify_record"]

Progress = Callable[[str, int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What a check of the record looked at, and everything that is wrong."""

    entries: int
    sign_offs: int
    reports: int
    head: str
    findings: tuple[Finding, ...]
    cancelled: bool
    restorations: tuple[Restoration, ...]

    @property
    def good(self) -> bool:
        """Whether everything was looked at and nothing is wrong."""
        return not self.findings and not self.cancelled


def verify_record(
    desk: Desk,
    progress: Progress = lambda _stage, _done, _total: None,
    cancelled: Cancelled = lambda: False,
    second_place: Path | None = None,
) -> Verification:
    """Check everything that can be checked without paper; others can work meanwhile.

    ``progress`` is told the stage and how many of how many things are done. Receipts are compared
    with the record where there is a ``second_place``. Memory stays constant.
    """
    with desk.reading() as session:
        entries, head = _head(session)
        sign_offs = session.scalar(select(func.count(SignOff.id))) or 0
        reports = session.scalar(select(func.count(Report.id))) or 0
        draws = session.scalar(select(func.count(SpotDraw.id))) or 0
        series = session.scalar(select(func.count(Switch.id))) or 0
        restored = tuple(restorations(session))
    findings = list(check_file(desk.reading))
    stage = _("audit trail and rows")
    findings.extend(
        check_chain(desk.reading, lambda done, total: progress(stage, done, total), cancelled)
    )
    for name, total, check in (
        (_("signatures"), sign_offs, check_sign_offs),
        (_("reports"), reports, check_reports),
        (_("the two-person rule"), 1, check_rules),
        (_("spot checks"), draws, check_spots),
        (_("sampling switches"), series, check_switches),
    ):
        findings.extend(_followed(check(desk), name, total, progress, cancelled))
    if second_place is not None:
        with desk.reading() as session:
            found = check_receipts(session, second_place)
            findings.extend(_followed(found, _("receipts"), 1, progress, cancelled))
    return Verification(
        entries=entries,
        sign_offs=sign_offs,
        reports=reports,
        head=head,
        findings=tuple(findings),
        cancelled=cancelled(),
        restorations=restored,
    )


def _head(session: Session) -> tuple[int, str]:
    from qc_desk.storage.chain import head  # noqa: PLC0415

    found = head(session)
    return found.seq, found.hash.hex()


def _followed(
    steps: Iterator[list[Finding]],
    stage: str,
    total: int,
    progress: Progress,
    cancelled: Cancelled,
) -> Iterator[Finding]:
    """Follow a check step by step, telling how far it is."""
    for done, found in enumerate(steps, start=1):
        yield from found
        progress(stage, min(done, total), total)
        if cancelled():
            return
