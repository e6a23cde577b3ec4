"""Receipts of signatures and copies of backups outside: nobody cuts off what was signed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qc_desk.services import backups, receipts
from qc_desk.services.second_place import keep_outside, must_be_outside
from qc_desk.services.verify import verify_record
from qc_desk.storage.database import open_database
from qc_desk.storage.findings import Finding
from qc_desk.storage.refusals import SecondPlaceInside, SecondPlaceLost
from tests.checked_shop import AT, Shop, found

if TYPE_CHECKING:
    from qc_desk.storage.database import Database


@pytest.fixture
def sqlite_shop(sqlite_database: "Database") -> Shop:
    return found(sqlite_database)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def receipt_file(outside: Path) -> Path:
    return next(outside.glob("qc-desk-*/receipts.jsonl"))


def lines(outside: Path) -> list[dict[str, Any]]:
    text = receipt_file(outside).read_text()
    return [json.loads(line) for line in text.splitlines() if line]


def unanchored(shop: Shop, seq: int) -> int:
    with shop.database.reading() as session:
        return receipts.not_anchored(session, seq)


def findings(shop: Shop, outside: Path) -> list[Finding]:
    with shop.database.reading() as session:
        return [each for some in receipts.check_receipts(session, outside) for each in some]


def change(outside: Path, **facts: object) -> None:
    """Let the newest receipt say something else, as if the record had been changed since."""
    file = receipt_file(outside)
    file.write_text(json.dumps({**lines(outside)[-1], **facts}))


def test_that_each_signature_leaves_a_receipt_once(shop: Shop, outside: Path) -> None:
    assert keep_outside(shop.database, outside, AT).anchored_seq == 0  # nobody has signed
    assert not list(outside.iterdir())
    shop.approve(shop.checked_twice())
    assert unanchored(shop, 0) == 2
    seq = keep_outside(shop.database, outside, AT).anchored_seq
    assert unanchored(shop, seq) == 0
    shop.add_batch("L-2")
    assert keep_outside(shop.database, outside, AT).anchored_seq == seq  # nothing was signed
    shop.first_signed("L-3")
    assert unanchored(shop, seq) == 1
    assert keep_outside(shop.database, outside, AT).anchored_seq > seq
    assert [line["sign_offs"] for line in lines(outside)] == [2, 3]
    assert findings(shop, outside) == []
    assert verify_record(shop.database, second_place=outside).good


def test_that_what_was_cut_off_is_found(shop: Shop, outside: Path) -> None:
    shop.first_signed("L-1")
    seq = keep_outside(shop.database, outside, AT).anchored_seq
    change(outside, seq=seq + 1000)
    (cut,) = findings(shop, outside)
    assert (cut.kind, cut.where) == ("receipt_cut_off", "receipts.jsonl, line 1")
    assert "cut off" in cut.what
    assert not verify_record(shop.database, second_place=outside).good


def test_that_an_entry_written_anew_is_found(shop: Shop, outside: Path) -> None:
    shop.first_signed("L-1")
    keep_outside(shop.database, outside, AT)
    change(outside, head="ab" * 32)
    assert [each.kind for each in findings(shop, outside)] == ["receipt_other_entry"]


def test_that_an_older_copy_in_the_place_of_the_record_is_found(
    sqlite_shop: Shop, outside: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older" / "qc_desk.db"
    backups.make_backup(sqlite_shop.database, older)
    sqlite_shop.first_signed("L-1")
    keep_outside(sqlite_shop.database, outside, AT)
    with open_database(older.parent, create=False, writer=False) as copy:
        assert verify_record(copy).good  # the file alone cannot tell
        wrong = verify_record(copy, second_place=outside).findings
        assert [each.kind for each in wrong] == ["receipt_cut_off"]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "{}", '{"at": "today", "head": "", "record": "", "seq": 1, "sign_offs": 1}', "\0"],
)
def test_that_a_damaged_line_is_named_and_the_others_count(
    shop: Shop, outside: Path, line: str
) -> None:
    shop.first_signed("L-1")
    keep_outside(shop.database, outside, AT)
    with receipt_file(outside).open("a") as file:
        file.write(line)  # without an end: the power was cut
    assert [(each.kind, each.where) for each in findings(shop, outside)] == [
        ("receipt_broken", "receipts.jsonl, line 2")
    ]
    shop.first_signed("L-2")
    keep_outside(shop.database, outside, AT)
    assert [each.kind for each in findings(shop, outside)] == ["receipt_broken"]


def test_that_receipts_of_another_record_say_nothing(shop: Shop, outside: Path) -> None:
    shop.first_signed("L-1")
    keep_outside(shop.database, outside, AT)
    change(outside, record="another", head="ab" * 32)
    assert findings(shop, outside) == []


def test_that_receipts_that_cannot_be_read_are_a_finding(shop: Shop, outside: Path) -> None:
    shop.first_signed("L-1")
    keep_outside(shop.database, outside, AT)
    file = receipt_file(outside)
    file.unlink()
    file.mkdir()
    assert [each.kind for each in findings(shop, outside)] == ["receipts_unreadable"]
    with pytest.raises(SecondPlaceLost, match="are whole"):
        keep_outside(shop.database, outside, AT)


def test_that_the_newest_backup_is_copied_once_and_verified(
    sqlite_shop: Shop, outside: Path
) -> None:
    assert keep_outside(sqlite_shop.database, outside, AT).backup is None  # there is none yet
    made = backups.make_backup(sqlite_shop.database, None)
    copied = keep_outside(sqlite_shop.database, outside, AT).backup
    assert copied is not None
    assert copied.read_bytes() == made.file.read_bytes()
    assert copied.with_suffix(".json").exists()
    assert keep_outside(sqlite_shop.database, outside, AT).backup is None  # it is there already


def test_that_a_record_on_a_server_leaves_receipts_only(shop: Shop, outside: Path) -> None:
    shop.first_signed("L-1")
    kept = keep_outside(shop.database, outside, AT)
    assert kept.anchored_seq > 0
    assert kept.backup is None


def test_that_a_copy_that_is_not_like_the_backup_is_refused_and_goes(
    sqlite_shop: Shop, outside: Path
) -> None:
    made = backups.make_backup(sqlite_shop.database, None)
    content = bytearray(made.file.read_bytes())
    content[-1] ^= 1  # the disk under the backup is failing
    made.file.write_bytes(content)
    with pytest.raises(SecondPlaceLost, match="not like the backup"):
        keep_outside(sqlite_shop.database, outside, AT)
    (place,) = outside.iterdir()
    assert not list(place.iterdir())


def test_that_a_place_that_is_gone_or_a_file_is_refused(shop: Shop, outside: Path) -> None:
    outside.rmdir()
    with pytest.raises(SecondPlaceLost, match="not there"):
        keep_outside(shop.database, outside, AT)
    outside.write_text("")
    with pytest.raises(SecondPlaceLost, match="it is a file"):
        must_be_outside(outside, shop.database)


@pytest.mark.parametrize("place", ["", "backups", ".."])
def test_that_the_folder_of_the_record_is_no_second_place(sqlite_shop: Shop, place: str) -> None:
    own = sqlite_shop.database.folder
    (own / "backups").mkdir(exist_ok=True)
    with pytest.raises(SecondPlaceInside):
        must_be_outside(own / place, sqlite_shop.database)


def test_that_another_folder_is_a_second_place(
    shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    must_be_outside(tmp_path_factory.mktemp("stick"), shop.database)
