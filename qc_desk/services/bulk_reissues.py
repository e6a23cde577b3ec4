"""Many reports issued again at once: their papers are printed side by side, in processes.

A transaction gives every report of a portion its number and its paper, and is taken back; the
papers are printed; a second one issues them with the finished bytes. A paper that has changed in
between is printed anew, so nothing is issued that does not say what the record says. All reports
of a portion are anchored at the same entry of the audit chain: the one before the portion.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from qc_desk.domain.canonical import canonical
from qc_desk.domain.paper import Paper, content
from qc_desk.services.desk import Desk
from qc_desk.services.issued_reports import reissue
from qc_desk.services.issuing import IssuedReport, Printer, Reissue, newest_entry

PORTION = 50  # reports that are issued together, or none of them
PrintAll = Callable[[Sequence[Paper]], Iterable[bytes]]
Step = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """What prints: one paper, many at once, and how many are issued together."""

    one: Printer
    many: PrintAll
    at_once: int = PORTION


class _TakenBackError(Exception):
    """Ends a transaction that was only meant to look ahead."""


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
    wishes = [replace(wish, anchor=anchor) for wish in wishes]
    with tempfile.TemporaryDirectory(prefix="qc-desk-") as folder:
        papers = _papers(desk, wishes, by, at, Path(folder))
        printed = dict(zip(map(_key, papers), press.many(papers), strict=True))

    def printer(paper: Paper) -> bytes:
        return printed.get(_key(paper)) or press.one(paper)

    with desk.writing() as session:
        return [reissue(session, wish, by, at, printer) for wish in wishes]


def _papers(
    desk: Desk, wishes: Sequence[Reissue], by: int, at: datetime, folder: Path
) -> list[Paper]:
    """Return what would be printed, with the photos kept in a folder; nothing is issued."""
    papers: list[Paper] = []

    def look(paper: Paper) -> bytes:
        papers.append(_with_photos_in(paper, folder))
        return _key(paper)

    with suppress(_TakenBackError), desk.writing() as session:
        for wish in wishes:
            reissue(session, wish, by, at, look)
        raise _TakenBackError
    return papers


def _key(paper: Paper) -> bytes:
    """Return what tells papers apart: everything on them but where their photos lie."""
    frame = (paper.report_number, paper.language, paper.replaces, paper.audit_head)
    shop = (paper.organisation, paper.organisation_address, paper.site, repr(paper.letterhead))
    facts = (frame, shop, paper.data_digest, content(paper))
    return hashlib.sha256(canonical(list(facts))).digest()


def _with_photos_in(fact: Any, folder: Path) -> Any:
    """Return a paper whose photos are copied into a folder that lasts."""
    if isinstance(fact, Path):
        kept = folder / fact.name
        shutil.copyfile(fact, kept)
        return kept
    if isinstance(fact, tuple):
        return tuple(_with_photos_in(each, folder) for each in fact)
    if is_dataclass(fact) and not isinstance(fact, type):
        moved = {each.name: getattr(fact, each.name) for each in fields(fact) if each.init}
        return replace(
            fact, **{name: _with_photos_in(value, folder) for name, value in moved.items()}
        )
    return fact
