"""Many reports issued again at once: their papers are printed side by side, in processes.

A portion is one transaction. While it gathers one paper after the other, the first are printed
already; when all are, they are kept and the portion is issued. All reports of a portion are
anchored at the same entry of the audit chain: the one before it.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain.paper import Paper
from qc_desk.services.desk import Desk
from qc_desk.services.issued_reports import complete_again, draft_again
from qc_desk.services.issuing import IssuedReport, Portion, Reissue, newest_entry

AT_ONCE = 20  # reports that are issued together, or none of them; others wait so long to write
PrintAll = Callable[[Iterable[Paper]], Iterable[bytes]]
Step = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """What prints many papers in their order, and how many are issued together."""

    many: PrintAll
    at_once: int = AT_ONCE


def reissue_many(
    desk: Desk,
    wishes: Sequence[Reissue],
    by: int,
    at: datetime,
    press: Press,
    step: Step = lambda _done, _total: None,
) -> list[IssuedReport]:
    """Issue many reports again; what is issued stays when a later one is refused or it is stopped.

    ``step`` is told how far it is, and may raise to stop.
    """
    issued: list[IssuedReport] = []
    for begin in range(0, len(wishes), press.at_once):
        step(begin, len(wishes))
        issued += _portion(desk, wishes[begin : begin + press.at_once], by, at, press)
    step(len(wishes), len(wishes))
    return issued


def _portion(
    desk: Desk, wishes: Sequence[Reissue], by: int, at: datetime, press: Press
) -> list[IssuedReport]:
    """Issue a few reports again, in one transaction."""
    with desk.reading() as session:
        anchor = newest_entry(session)
    with tempfile.TemporaryDirectory(prefix="qc-desk-") as folder, desk.writing() as session:
        portion = Portion(folder=Path(folder), anchor=anchor)
        printed = list(press.many(_papers(session, wishes, by, at, portion)))
        return [
            complete_again(session, draft, by, at, pdf)
            for draft, pdf in zip(portion.drafts, printed, strict=True)
        ]


def _papers(
    session: Session, wishes: Sequence[Reissue], by: int, at: datetime, portion: Portion
) -> Iterator[Paper]:
    """Give what is to be printed, as soon as it is known."""
    for wish in wishes:
        yield draft_again(session, wish, by, at, portion).paper
