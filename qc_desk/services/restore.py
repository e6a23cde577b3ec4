"""A backup takes the place of the record: looked at first, told what would be lost, then done.

Two steps. ``prepared`` copies the backup beside the record, checks the copy as ``verify`` does and
compares the two; nothing of the record is touched. ``Prepared.put_in_place`` then makes a last
backup, enters the restoration into the copy's audit trail, and lets it take the record's place.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.organisations import Organisation
from qc_desk.domain.people import MAY_OWN, Person
from qc_desk.domain.vocabulary import Role
from qc_desk.services.acts import must_hold_anywhere
from qc_desk.services.backups import BackupRow, backup_folder, make_backup
from qc_desk.services.desk import Desk
from qc_desk.services.lost_work import LostWork, last_common, lost_after
from qc_desk.services.restorations import RESTORED, Restoration, reason_of
from qc_desk.services.sign_in import people_at_the_door
from qc_desk.services.verify import verify_record
from qc_desk.storage import opening, restore
from qc_desk.storage.chain import Act, begin_act, head, note_rows, written_row
from qc_desk.storage.database import Database
from qc_desk.storage.refusals import (
    AnotherRecord,
    BackupFailed,
    BackupNotGood,
    ChangedMeanwhile,
    DamagedRecord,
    DiskFailed,
    EmptyFile,
    ForeignFile,
    GuardsMissing,
    NoRecordHere,
    NothingInBackup,
    RecordsParted,
    RestoreOnServer,
)

Progress = Callable[[int, int], None]

# a command and no sentence: it is the same in every language
ON_SERVER = " ".join(("pg_restore", "--no-owner", "--dbname=NEW_DATABASE", "qc_desk.dump"))

# A record that is refused in one of these ways can be replaced by a backup.
REPLACEABLE = (DamagedRecord, EmptyFile, ForeignFile, GuardsMissing, NoRecordHere)


class Here(StrEnum):
    """What is in the place that a backup is to take."""

    NOTHING = "nothing"  # no record, or one in which nothing was entered
    LATER = "later"  # the record that the backup was made of, grown since
    PARTED = "parted"  # the same shop, but the two went different ways
    ANOTHER = "another"  # the record of another shop
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a record and a backup stand to each other."""

    here: Here
    organisation: str = ""  # whose record is here
    database: str = ""
    entries: int | None = 0
    head: str = ""
    common: int = 0  # up to this audit entry they are the same
    lost: LostWork | None = None  # None where nothing is here, or nobody can tell


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What a good backup holds, and what would be lost if it took the record's place."""

    file: Path
    organisation: str
    taken_at: datetime  # when the newest entry in it was written
    entries: int
    sign_offs: int
    reports: int
    head: str
    record: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """Who restores."""

    person_id: int
    name: str
    login: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """A backup that has taken the record's place."""

    record: Path
    restoration: Restoration
    put_aside: Path | None  # the record that was there
    last_backup: BackupRow | None  # of it, where it could be read


def owner(desk: Desk, person_id: int) -> Owner:
    """Return a person who may restore; raises NotAllowed."""
    with desk.reading() as session:
        person = session.get_one(Person, person_id)
        must_hold_anywhere(person, MAY_OWN)
        return Owner(person_id=person.id, name=person.name, login=person.login)


def must_be_in_a_folder(location: str) -> None:
    """Refuse a record on a server, which has its own way to restore."""
    if location.startswith("postgres"):
        raise RestoreOnServer(command=ON_SERVER)


def owners(desk: Desk, at: datetime) -> list[tuple[int, str]]:
    """Return who may restore, by id and name, in name order."""
    with desk.reading() as session:
        rows = people_at_the_door(session, at)
    return [(row.person_id, row.name) for row in rows if row.role is Role.OWNER]


@contextmanager
def prepared(
    location: str, file: Path, progress: Progress, held: Desk | None = None
) -> "Iterator[Prepared]":
    """Give a backup that was found good, ready to take the place of the record in a folder.

    ``held`` is the record where this program has it open; otherwise nobody else may have it
    (AlreadyOpen). What ``progress`` raises stops it. Nothing is left behind when it ends. Raises
    BackupNotGood, NothingInBackup, NewerRecord, ForeignFile, RestoreOnServer and what the
    operating system refuses.
    """
    must_be_in_a_folder(location)
    folder = opening.folder_of(location, create=True)
    with ExitStack() as ends:
        if held is None:
            ends.callback(opening.lock_of(folder).release)
        ends.callback(restore.let_go, folder)
        copy = restore.copy_beside(file, folder, progress)
        database = restore.open_copy(copy, file)
        ends.callback(database.close)
        preview = _preview(database, file, progress, held)
        yield Prepared(database, copy, preview, locked=held is None)


def _preview(database: Database, file: Path, progress: Progress, held: Desk | None) -> Preview:
    """Check the copy of a backup, and compare it with the record."""
    try:
        found = verify_record(database, lambda _stage, done, total: progress(done, total))
        with database.reading() as session:
            organisation = session.scalars(select(Organisation.name)).first()
            taken_at = session.scalar(
                select(AuditEntry.at).order_by(AuditEntry.seq.desc()).limit(1)
            )
    except DamagedRecord as damaged:
        raise BackupNotGood(file=file, reason=damaged.facts["reason"]) from damaged
    if found.findings:
        first = found.findings[0]
        raise BackupNotGood(file=file, reason=f"{first.where}: {first.what}")
    if organisation is None or taken_at is None:
        raise NothingInBackup(file=file)
    return Preview(
        file=file,
        organisation=organisation,
        taken_at=taken_at,
        entries=found.entries,
        sign_offs=found.sign_offs,
        reports=found.reports,
        head=found.head,
        record=_stands(database, held),
    )


def _stands(database: Database, held: Desk | None) -> Standing:
    """Compare the record with the copy of a backup beside it."""
    here = held or restore.look_into(database.folder)
    if here is None:
        there = database.file.exists()
        return _UNREADABLE if there else Standing(here=Here.NOTHING)
    try:
        with here.reading() as ours, database.reading() as theirs:
            return _compared(ours, theirs)
    except (DamagedRecord, DiskFailed, SQLAlchemyError, UnicodeDecodeError):
        return _UNREADABLE
    finally:
        if here is not held and isinstance(here, Database):
            here.close()


_UNREADABLE = Standing(here=Here.UNREADABLE, entries=None)


def _compared(ours: Session, theirs: Session) -> Standing:
    mine = ours.scalars(select(Organisation)).first()
    if mine is None:
        return Standing(here=Here.NOTHING)
    end = head(ours)
    same_shop = mine.database_id == theirs.scalars(select(Organisation.database_id)).one()
    common = last_common(ours, theirs) if same_shop else 0
    if not same_shop:
        here = Here.ANOTHER
    else:
        here = Here.LATER if common == head(theirs).seq else Here.PARTED
    return Standing(
        here=here,
        organisation=mine.name,
        database=mine.database_id,
        entries=end.seq,
        head=end.hash.hex(),
        common=common,
        lost=lost_after(ours, common),
    )


class Prepared:
    """A good backup beside the record, ready to take its place."""

    def __init__(self, desk: Database, copy: Path, preview: Preview, *, locked: bool) -> None:
        """Keep the open copy, what it holds, and whether the record is locked already."""
        self.desk = desk  # the copy: whose owners are asked where the record cannot be read
        self.preview = preview
        self._copy, self._locked = copy, locked

    def must_be_of_this_record(self) -> None:
        """Refuse a backup that is no earlier state of the record: AnotherRecord, RecordsParted."""
        preview, record = self.preview, self.preview.record
        if record.here is Here.ANOTHER:
            raise AnotherRecord(
                file=preview.file, theirs=preview.organisation, ours=record.organisation
            )
        if record.here is Here.PARTED:
            raise RecordsParted(file=preview.file, common=record.common)

    def put_in_place(self, by: Owner, at: datetime) -> Restored:
        """Let the backup take the record's place; the record that was there is kept aside.

        The record must have been closed. Raises AlreadyOpen, ChangedMeanwhile, BackupFailed and
        what the operating system refuses; then the record is as it was.
        """
        with ExitStack() as ends:
            if not self._locked:
                ends.callback(opening.lock_of(self.desk.folder).release)
            record = self._seen_again()
            last = None if record.here is Here.NOTHING else self._back_up()
            restoration = self._enter(record, by, at)
            self.desk.close()
            aside = restore.change_places(self._copy, restoration.put_aside)
        return Restored(
            record=self.desk.file, restoration=restoration, put_aside=aside, last_backup=last
        )

    def _seen_again(self) -> Standing:
        """Return what is there now; refuse if more would be lost than was told."""
        told, now = self.preview.record, _stands(self.desk, None)
        if told.lost is not None and now.lost is not None:
            same = told.lost.same_things(now.lost)
        else:
            same = told.here is now.here
        if not same:
            raise ChangedMeanwhile
        return now

    def _back_up(self) -> BackupRow | None:
        """Make a last backup of the record; None where it is damaged."""
        here = restore.look_into(self.desk.folder)
        if here is None:
            return None
        with here:
            try:
                return make_backup(here, backup_folder(here.folder))
            except BackupFailed as failed:
                if restore.is_damage(failed):  # the file itself is kept aside as it is
                    return None
                raise

    def _enter(self, record: Standing, by: Owner, at: datetime) -> Restoration:
        """Enter the restoration into the audit trail of the copy, and see that it is still whole.

        No row changes: the organisation's is written down once more, with the reason beside it.
        """
        preview = self.preview
        restoration = Restoration(
            at=at,
            by=by.name,
            backup=preview.file.name,
            taken_at=preview.taken_at,
            common=preview.entries if record.here is Here.UNREADABLE else record.common,
            put_aside=restore.name_aside(at) if self.desk.file.exists() else "",
            database=record.database,
            entries=record.entries,
            head=record.head,
        )
        with self.desk.writing() as session:
            known = session.scalar(select(Person.id).where(Person.login == by.login))
            person_id = None if record.here is Here.ANOTHER else known
            begin_act(session, Act(RESTORED, person_id, at, reason_of(restoration)))
            organisation = session.scalars(select(Organisation)).one()
            note_rows(session, Organisation.__tablename__, [written_row(organisation)], "update")
        restore.must_be_whole(self.desk, preview.file)
        return restoration
