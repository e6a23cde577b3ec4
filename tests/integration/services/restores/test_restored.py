"""A backup takes the record's place: told what would be lost, and what was there is kept."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from qc_desk.domain.organisations import Organisation
from qc_desk.domain.reports import Report
from qc_desk.reports import print_paper
from qc_desk.reports.reading import read_report
from qc_desk.services import backups, receipts, restore, restore_words
from qc_desk.services.restorations import restorations
from qc_desk.services.restore import Here, Owner
from qc_desk.services.verify import verify_record
from qc_desk.services.verify_reports import check_report, told
from qc_desk.storage import refusals
from qc_desk.storage.chain import head
from qc_desk.storage.database import open_database
from tests.checked_shop import AT, Shop
from tests.integration.services.restores.restoring import (
    AGAIN,
    LATER,
    in_folder,
    ready,
    restored,
    told_nothing,
)

# What would be lost


def test_that_what_was_written_after_the_backup_is_told_in_numbers(shop: Shop, copy: Path) -> None:
    steps: list[tuple[int, int]] = []
    with restore.prepared(
        shop.database.location, copy, lambda *step: steps.append(step), shop.database
    ) as prepared:
        prepared.must_be_of_this_record()
        preview = prepared.preview
    work = preview.record.lost
    assert work is not None
    assert (preview.record.here, preview.record.common) == (Here.LATER, preview.entries)
    assert work.batches == ("L-2", "L-3")
    assert [(each.batch, each.by) for each in work.sign_offs] == [("L-2", "Ana Kovač")]
    assert (work.reports, work.complaints) == ((), ())
    with shop.database.reading() as session:
        assert work.entries == head(session).seq - preview.entries
    first, *lines = restore_words.lost(preview)
    assert first.startswith(f"{work.entries} audit entries would be lost")
    assert lines == [
        "Batches: 2 (L-2 and L-3)",
        "Signatures: 1 (L-2 Ana Kovač)",
        "Reports: 0",
        "Complaints: 0",
    ]
    assert restore_words.warning(preview) == ""
    assert "as it was on" in restore_words.holds(preview)
    assert steps
    assert in_folder(shop) == {"qc_desk.db", "qc_desk.db.lock"}


def test_that_many_numbers_are_told_in_part(shop: Shop, copy: Path) -> None:
    for number in range(10):
        shop.add_batch(f"M-{number}")
    with ready(shop, copy) as prepared:
        lines = restore_words.lost(prepared.preview)
    assert lines[1].startswith("Batches: 12 (L-2, L-3, M-0")
    assert "4 more" in lines[1]


def test_that_a_backup_of_now_would_lose_nothing(shop: Shop, tmp_path: Path) -> None:
    backups.make_backup(shop.database, tmp_path / "now.db")
    with ready(shop, tmp_path / "now.db") as prepared:
        assert restore_words.lost(prepared.preview) == [
            "Nothing would be lost: nothing was written after it."
        ]


# Done


def test_that_the_backup_takes_the_place_and_the_record_is_kept(shop: Shop, copy: Path) -> None:
    with shop.database.reading() as session:
        before = head(session)
    done = restored(shop, copy)
    assert done.put_aside is not None
    assert done.last_backup is not None
    assert in_folder(shop) == {"backups", "qc_desk.db", done.put_aside.name}
    with open_database(shop.database.location) as now:
        found_ = verify_record(now)
        assert found_.good
        assert found_.restorations == (done.restoration,)
        with now.reading() as session:
            newest = backups.newest_backup(now.location)
            assert newest == done.last_backup
            assert newest.audit_head == before.hash.hex()
            assert backups.changed_since(session, newest)
            assert head(session).seq == done.restoration.common + 1
        replace(shop, database=now).add_batch("L-2")
    with closing(sqlite3.connect(done.put_aside)) as aside:
        assert aside.execute("SELECT max(seq) FROM audit_entries").fetchone() == (before.seq,)
        assert aside.execute("SELECT count(*) FROM batches").fetchone() == (3,)
    told_ = done.restoration
    assert (told_.by, told_.backup, told_.entries) == ("Mira Ilić", copy.name, before.seq)
    assert "Mira Ilić" in restore_words.restored(told_)


def test_that_a_restoration_can_be_undone_and_says_so_in_numbers(shop: Shop, copy: Path) -> None:
    done = restored(shop, copy)
    assert done.last_backup is not None
    with open_database(shop.database.location) as now:
        again = replace(shop, database=now)
        with ready(again, done.last_backup.file) as prepared:
            assert prepared.preview.record.here is Here.PARTED
            assert prepared.preview.record.common == done.restoration.common
            assert "went different ways" in restore_words.warning(prepared.preview)
            with pytest.raises(refusals.RecordsParted):
                prepared.must_be_of_this_record()
        assert restored(again, done.last_backup.file, AGAIN).restoration.entries == (
            done.restoration.common + 1
        )
    with open_database(shop.database.location) as now, now.reading() as session:
        assert [each.at for each in restorations(session)] == [AGAIN]
        assert (
            session.connection().exec_driver_sql("SELECT count(*) FROM batches").scalar_one() == 3
        )


def test_that_a_record_of_nobody_is_replaced_without_losing_anything(
    shop: Shop, copy: Path, tmp_path: Path
) -> None:
    for begun in (False, True):
        place = tmp_path / f"new {begun}"
        if begun:
            open_database(place).close()
        with restore.prepared(str(place), copy, told_nothing) as prepared:
            assert restore_words.lost(prepared.preview) == []
            assert "no record here yet" in restore_words.warning(prepared.preview)
            prepared.must_be_of_this_record()
            by = restore.owner(prepared.desk, shop.ids["mira"])
            done = prepared.put_in_place(by, LATER)
        assert (done.put_aside is not None, done.last_backup) == (begun, None)
        with open_database(place) as now:
            assert verify_record(now).good


def test_that_a_damaged_record_is_replaced_and_kept_as_it_is(shop: Shop, copy: Path) -> None:
    shop.database.close()
    record = shop.database.file
    content = record.read_bytes()
    damaged = content[:100] + b"\xff" * 3996 + content[4096:]
    record.write_bytes(damaged)
    with restore.prepared(shop.database.location, copy, told_nothing) as prepared:
        assert prepared.preview.record.here is Here.UNREADABLE
        assert restore_words.lost(prepared.preview) == []
        assert "nobody can tell" in restore_words.warning(prepared.preview)
        by = restore.owner(prepared.desk, shop.ids["mira"])
        done = prepared.put_in_place(by, LATER)
    assert done.put_aside is not None
    assert done.last_backup is None
    assert done.put_aside.read_bytes() == damaged
    with open_database(shop.database.location) as now:
        assert verify_record(now).good


@pytest.mark.parametrize("content", [b"", b"these are no pages" * 10])
def test_that_what_is_no_record_at_all_is_kept_aside(
    shop: Shop, copy: Path, content: bytes
) -> None:
    shop.database.close()
    shop.database.file.write_bytes(content)
    with restore.prepared(shop.database.location, copy, told_nothing) as prepared:
        assert prepared.preview.record.here is Here.UNREADABLE
        done = prepared.put_in_place(Owner(person_id=1, name="Mira", login="mira"), LATER)
    assert done.put_aside is not None
    assert done.put_aside.read_bytes() == content


def test_that_a_tampered_record_is_told_of_but_gives_no_last_backup(
    shop: Shop, copy: Path
) -> None:
    with closing(sqlite3.connect(shop.database.file, isolation_level=None)) as outside:
        outside.execute("DROP TRIGGER batches_never_deleted")
        outside.execute("UPDATE sites SET name = 'Elsewhere'")
    done = restored(shop, copy)
    assert done.last_backup is None
    assert done.restoration.entries is not None


# Papers of the record that was put aside


def test_that_a_report_issued_after_the_backup_is_not_called_a_forgery(
    shop: Shop, copy: Path
) -> None:
    shop.approve(shop.checked_twice("L-9"), printer=print_paper)
    with shop.database.reading() as session:
        lost, first = (
            session.query(Report).order_by(Report.id.desc()).first(),
            session.query(Report).order_by(Report.id).first(),
        )
        assert lost is not None
        assert first is not None
        papers = [lost.pdf, first.pdf]
    restored(shop, copy)
    with open_database(shop.database.location) as now:
        again = replace(shop, database=now)
        missing, kept = (_checked(again, each) for each in papers)
        assert [each.kind for each in missing.findings][:2] == ["unknown_report", "put_aside"]
        assert "qc_desk-put-aside-" in missing.findings[1].what
        assert "Nobody can tell" in told(missing)
        assert kept.good
        forged = _checked(again, papers[1] + b"more")  # it was issued before the backup
        assert "put_aside" not in {each.kind for each in forged.findings}
        again.approve(again.checked_twice("L-10"), printer=print_paper)
        taken = _checked(again, papers[0])  # another report has its number now
        assert "put_aside" in {each.kind for each in taken.findings}


def _checked(shop: Shop, pdf: bytes):  # type: ignore[no-untyped-def]
    read = read_report(pdf)
    with shop.database.reading() as session:
        return check_report(session, read.report_number, pdf, read.signed_data)


# Receipts at a second place


def test_that_receipts_of_what_was_put_aside_are_no_proof_of_a_cut(
    shop: Shop, copy: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    with shop.database.reading() as session:
        receipts.place_of(session.scalars(select(Organisation.database_id)).one(), second).mkdir(
            parents=True
        )
    ahead = receipts.anchor(shop.database, second, AT)
    done = restored(shop, copy)
    with open_database(shop.database.location) as now:
        assert verify_record(now, second_place=second).good
        again = receipts.anchor(now, second, AGAIN)
        assert done.restoration.common < again < ahead
        with now.reading() as session:
            file = receipts.read_receipts(session, second).file
        line = file.read_text().splitlines()[-1]
        later = json.loads(line) | {"head": "00" * 32}
        file.write_text(json.dumps(later))  # after the restoration nothing is excused
        (wrong,) = verify_record(now, second_place=second).findings
    assert wrong.kind == "receipt_other_entry"
