"""Everything that happened to a batch, told from the audit chain."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.people import Person
from qc_desk.i18n import N_, _

ACTS = {
    "batch.add": N_("Batch entered"),
    "batch.import": N_("Batch imported"),
    "batch.change": N_("Batch corrected"),
    "check.open_first": N_("First check begun"),
    "check.open_second": N_("Second check begun"),
    "check.submit": N_("Second check submitted"),
    "check.withdraw": N_("Check withdrawn"),
    "answer.record": N_("Items answered"),
    "photo.attach": N_("Photos added"),
    "photo.draw": N_("Photo marked"),
    "defect.record": N_("Defects recorded"),
    "defect.contain": N_("Defect contained"),
    "defect.dispose": N_("Disposition decided"),
    "defect.close": N_("Defect closed"),
    "sign_off.first": N_("First check signed"),
    "sign_off.approve": N_("Approved and released"),
    "sign_off.reject": N_("Rejected and held"),
    "sign_off.concede": N_("Released under concession"),
    "sign_off.release_alone": N_("Released without second check"),
    "sign_off.reconcile": N_("Differences reconciled"),
    "report.reissue": N_("Report issued again"),
    "report.sign": N_("Report signed by the organisation"),
    "delivery.make": N_("Report made ready or sent"),
    "delivery.sent": N_("Report sent"),
    "delivery.drop": N_("Report not sent"),
    "delivery.acknowledge": N_("Receipt of the report confirmed"),
    "batch.hold": N_("Held"),
    "batch.rework": N_("Sent to rework"),
    "batch.rework_took": N_("Hours or cost of a rework entered"),
    "batch.scrap": N_("Scrapped"),
    "batch.return": N_("Returned to the manufacturer"),
    "batch.ship": N_("Shipped"),
    "batch.recall": N_("Recalled"),
    "extra_check.answer": N_("Extra check of a stop-ship answered"),
    "problem.merge": N_("What was seen here counts for another problem, too"),
    "problem.split": N_("What was seen here belongs to another problem"),
    "complaint.receive": N_("Named in a complaint"),
    "complaint.link": N_("Complaint looked into"),
    "complaint.rule_escape": N_("Escape judged by a person"),
}

_SILENT = {"answer.record"}  # why an answer was replaced tells how it was answered


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineRow:
    """One thing that happened: what, who, when, why, and how often in a row."""

    act: str  # the word of the audit chain, for an icon
    what: str  # in the language spoken now
    who: str
    at: datetime
    reason: str
    count: int


def timeline(session: Session, batch_id: int) -> list[TimelineRow]:
    """Return what happened to the batch, oldest first; answers given in a row are one line.

    It says that items were answered and never how, so that it can be read before a blind second
    check.
    """
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    rows: list[TimelineRow] = []
    seen: tuple[datetime, str, int | None] | None = None
    for entry in _entries(session, batch_id):
        this = (entry.at, entry.act, entry.person_id)
        if this == seen:
            continue
        seen = this
        row = _told(entry, names)
        last = rows[-1] if rows else None
        if last and last.act == row.act == "answer.record" and last.who == row.who:
            rows[-1] = _together(last, row)
        else:
            rows.append(row)
    return rows


def _entries(session: Session, batch_id: int) -> list[AuditEntry]:
    return list(
        session.scalars(
            select(AuditEntry).where(AuditEntry.batch_id == batch_id).order_by(AuditEntry.seq)
        )
    )


def _told(entry: AuditEntry, names: dict[int, str]) -> TimelineRow:
    return TimelineRow(
        act=entry.act,
        what=_(ACTS[entry.act]) if entry.act in ACTS else entry.act,
        who=names.get(entry.person_id or 0, ""),
        at=entry.at,
        reason="" if entry.act in _SILENT else str(json.loads(entry.body).get("reason", "")),
        count=1,
    )


def _together(first: TimelineRow, next_: TimelineRow) -> TimelineRow:
    return TimelineRow(
        act=first.act,
        what=first.what,
        who=first.who,
        at=next_.at,
        reason="",
        count=first.count + 1,
    )
