"""What the record says about backups that were put in its place."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.organisations import Organisation

RESTORED = "record.restore"


@dataclass(frozen=True, kw_only=True, slots=True)
class Restoration:
    """That a backup took the place of the record: from where, and what was put aside."""

    at: datetime
    by: str  # the name of the owner who did it
    backup: str  # the file that was restored
    taken_at: datetime  # when the newest entry in it was written
    common: int  # up to this entry the record is what it was before
    put_aside: str  # where the record before was kept; empty where there was none
    database: str  # whose record that was; empty where it could not be read
    entries: int | None  # how many audit entries it had; None where it could not be read
    head: str  # the hash of the last of them

    def lost(self, database: str, seq: int) -> bool:
        """Whether an audit entry of this number may be in the record that was put aside only."""
        known = self.entries is None or seq <= self.entries
        return self.common <= seq and known and self.database in {"", database}


def reason_of(restoration: Restoration) -> str:
    """Return a restoration as the audit entry keeps it."""
    return json.dumps(
        {
            "backup": restoration.backup,
            "by": restoration.by,
            "common": restoration.common,
            "database": restoration.database,
            "entries": restoration.entries,
            "head": restoration.head,
            "put_aside": restoration.put_aside,
            "taken_at": restoration.taken_at.isoformat(),
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def restorations(session: Session) -> list[Restoration]:
    """Return every backup that took the place of this record, the newest last."""
    found = session.execute(
        select(AuditEntry.at, AuditEntry.body)
        .where(
            AuditEntry.subject == Organisation.__tablename__,
            AuditEntry.act == RESTORED,
        )
        .order_by(AuditEntry.seq)
    )
    return [_restoration(at, bytes(body)) for at, body in found]


def _restoration(at: datetime, body: bytes) -> Restoration:
    facts = json.loads(json.loads(body)["reason"])
    facts["taken_at"] = datetime.fromisoformat(facts["taken_at"])
    return Restoration(at=at, **facts)
