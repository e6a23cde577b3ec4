"""Receipts outside the data folder: how far the audit chain had come when somebody had signed.

Whoever holds the file and the program can cut off what came after the last paper, and no check of
the file alone can see it. A receipt at a second place can: it names an entry that must be there.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.organisations import Organisation
from qc_desk.domain.sign_offs import SignOff
from qc_desk.i18n import _, format_datetime, format_integer
from qc_desk.services.desk import Desk
from qc_desk.services.restorations import Restoration, restorations
from qc_desk.storage.chain import head
from qc_desk.storage.findings import Finding

_AT_ONCE = 500  # receipts compared with the record by one question


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """An entry of the audit chain, its hash, and how many sign-offs there were by then."""

    at: str  # UTC, ISO 8601
    record: str  # the id of the database
    seq: int
    head: str  # SHA-256 of the entry, as 64 hexadecimal digits
    sign_offs: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipts:
    """What a file of receipts holds, and the numbers of its lines that say nothing."""

    file: Path
    read: tuple[tuple[int, Receipt], ...] = ()
    broken: tuple[int, ...] = ()

    @property
    def seq(self) -> int:
        """How far the chain is anchored; 0 when it is not."""
        return max((receipt.seq for _line, receipt in self.read), default=0)


def place_of(record: str, folder: Path) -> Path:
    """Return the folder of a record, by its id, at a second place that others may use, too."""
    return folder / f"qc-desk-{record}"


def read_receipts(session: Session, folder: Path) -> Receipts:
    """Return the receipts of this record in a folder; none where there is no file yet.

    Those of what was put aside when a backup took the record's place are left out: its audit trail
    tells of that. Raises OSError when the file is there and cannot be read.
    """
    record = session.scalars(select(Organisation.database_id)).one()
    file = place_of(record, folder) / "receipts.jsonl"
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return Receipts(file=file)
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found = [(number, _receipt(line)) for number, line in lines]
    restored = restorations(session)
    return Receipts(
        file=file,
        read=tuple(
            (number, each)
            for number, each in found
            if each and each.record == record and not _was_put_aside(each, restored)
        ),
        broken=tuple(number for number, each in found if each is None),
    )


def _was_put_aside(receipt: Receipt, restored: list[Restoration]) -> bool:
    """Whether a receipt is about what a backup took the place of, after it was written."""
    written = datetime.fromisoformat(receipt.at)
    written = written.replace(tzinfo=written.tzinfo or UTC)
    return any(
        each.lost(receipt.record, receipt.seq) and receipt.seq > each.common and written <= each.at
        for each in restored
    )


def not_anchored(session: Session, seq: int) -> int:
    """Return how many sign-offs came after the entry up to which there is a receipt."""
    later = select(func.count()).where(
        AuditEntry.seq > seq, AuditEntry.subject == SignOff.__tablename__
    )
    return session.scalar(later) or 0


def anchor(desk: Desk, folder: Path, at: datetime) -> int:
    """Write a receipt for the end of the chain when somebody has signed since the last one.

    Returns the entry up to which there is a receipt then, 0 before the first signature. Raises
    OSError when the folder cannot be written.
    """
    with desk.reading() as session:
        receipts = read_receipts(session, folder)
        if not not_anchored(session, receipts.seq):
            return receipts.seq
        end = head(session)
        made = Receipt(
            at=at.isoformat(),
            record=session.scalars(select(Organisation.database_id)).one(),
            seq=end.seq,
            head=end.hash.hex(),
            sign_offs=session.scalar(select(func.count(SignOff.id))) or 0,
        )
    line = json.dumps(asdict(made), sort_keys=True)
    receipts.file.parent.mkdir(exist_ok=True)
    with receipts.file.open("ab") as file:  # on a line of its own, also after half a line
        file.write(f"\n{line}\n".encode() if file.tell() else f"{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return made.seq


def check_receipts(session: Session, folder: Path) -> Iterator[list[Finding]]:
    """Compare every receipt with the record: the entry it names must be there as it was.

    Gives what is wrong portion by portion.
    """
    try:
        receipts = read_receipts(session, folder)
    except OSError as error:
        said = _("The receipts at the second place cannot be read: {reason}.")
        what = said.format(reason=error.strerror or type(error).__name__)
        yield [Finding("receipts_unreadable", str(folder), what)]
        return
    yield [
        Finding(
            "receipt_broken", _where(receipts, line), _("This line is damaged; it says nothing.")
        )
        for line in receipts.broken
    ]
    for begin in range(0, len(receipts.read), _AT_ONCE):
        portion = receipts.read[begin : begin + _AT_ONCE]
        wanted = [receipt.seq for _line, receipt in portion]
        rows = session.execute(
            select(AuditEntry.seq, AuditEntry.hash).where(AuditEntry.seq.in_(wanted))
        )
        kept = {seq: bytes(hash_).hex() for seq, hash_ in rows}
        yield [
            Finding(_kind(receipt, kept), _where(receipts, line), _what(receipt, kept))
            for line, receipt in portion
            if kept.get(receipt.seq) != receipt.head
        ]


def _kind(receipt: Receipt, kept: dict[int, str]) -> str:
    return "receipt_other_entry" if receipt.seq in kept else "receipt_cut_off"


def _what(receipt: Receipt, kept: dict[int, str]) -> str:
    """Say what a receipt proves against this record."""
    said = (
        _(
            "On {when} entry {seq} of the audit trail was another one, with {count} sign-offs in"
            " the record: it was written anew since then."
        )
        if receipt.seq in kept
        else _(
            "On {when} the audit trail had {seq} entries and the record {count} sign-offs: what"
            " came after was cut off, or this is an older copy."
        )
    )
    return said.format(
        when=format_datetime(datetime.fromisoformat(receipt.at), "UTC"),
        seq=format_integer(receipt.seq),
        count=format_integer(receipt.sign_offs),
    )


def _where(receipts: Receipts, line: int) -> str:
    return _("{file}, line {line}").format(file=receipts.file.name, line=line)


def _receipt(line: str) -> Receipt | None:
    """Return what a line says; None when it says nothing that can be relied on."""
    try:
        found: dict[str, str] = json.loads(line)
        receipt = Receipt(
            at=datetime.fromisoformat(found["at"]).isoformat(),
            record=found["record"],
            seq=int(found["seq"]),
            head=bytes.fromhex(found["head"]).hex(),
            sign_offs=int(found["sign_offs"]),
        )
    except (ValueError, TypeError, KeyError):
        return None
    return receipt if receipt.seq > 0 else None
