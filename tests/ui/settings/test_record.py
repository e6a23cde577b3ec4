"""Tables in and out, backups, and the integrity of the record, from Settings."""

import csv
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qc_desk.domain.reports import Report
from qc_desk.services import backups, sign_offs
from qc_desk.storage.refusals import BackupOnServer
from qc_desk.ui.main_window import MainWindow
from tests.checked_shop import AT, Shop
from tests.integration.services.tampering import opened_raw
from tests.shop_window import file_dialogs_give, find, press, said, shown_buttons
from tests.ui.settings.conftest import Go


def wait(qtbot: QtBot, done: Callable[[], bool]) -> None:
    qtbot.waitUntil(done, timeout=20_000)


def headline(window: MainWindow) -> str:
    return window.bar.message.headline if window.bar.message is not None else ""


# Tables


@pytest.fixture(params=["batches.csv", "batches.xlsx"])
def target(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The file that is chosen in the system's dialog."""
    chosen = tmp_path / str(request.param)
    file_dialogs_give(monkeypatch, chosen)
    return chosen


def test_that_a_table_is_written_out(
    qtbot: QtBot, go: Go, shop: Shop, target: Path, window: MainWindow
) -> None:
    shop.add_batch("L-1")
    section = go("tables")
    press(section, "Batches…")
    wait(qtbot, target.exists)
    wait(qtbot, lambda: headline(window) == f"{target.name} is written; rows: 1.")
    if target.suffix == ".csv":
        rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
        assert rows[1][0] == "L-1"


def test_that_an_owner_writes_people_out(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "people.csv"
    file_dialogs_give(monkeypatch, target)
    press(go("tables"), "People…")
    wait(qtbot, lambda: headline(window).startswith("people.csv is written; rows: "))
    assert "Vera Lang,en" in target.read_text(encoding="utf-8-sig")


def test_that_all_tables_are_copied_into_one_file(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "tables.db"
    section = go("tables")
    file_dialogs_give(monkeypatch, None)
    press(section, "A copy for Excel and DuckDB…")
    assert not window.jobs.running
    file_dialogs_give(monkeypatch, target)
    press(section, "A copy for Excel and DuckDB…")
    wait(qtbot, lambda: headline(window).startswith("tables.db is written; rows: "))
    assert "qc_logins" in tables_in(target)


def tables_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as copy:
        return {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}


def test_that_a_cancelled_export_leaves_no_file(
    qtbot: QtBot, go: Go, shop: Shop, tmp_path: Path, window: MainWindow
) -> None:
    shop.add_batch("L-1")
    section = go("tables")
    window.jobs.started.connect(lambda job: job.cancel())
    section.write("batches", tmp_path / "gone.csv")
    wait(qtbot, lambda: not window.jobs.running)
    assert list(tmp_path.glob("*.csv")) == []
    assert headline(window) == ""


@pytest.mark.parametrize("who", ["vera"])
def test_that_a_viewer_writes_tables_out_only(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = go("tables")
    assert "Only people who check can bring tables in." in said(section)
    assert all(chip.isHidden() for chip in section.kinds.values())
    assert shown_buttons(section) == [
        *("Orders…", "Customers…", "Products…", "Batches…", "Answers…", "Defects…"),
        *("Reworks…", "Complaints…", "Promises…", "Touches…"),
        *("Procedures…", "Training…"),
        *("Gauges…", "Calibrations…", "Problems…", "Corrective actions…", "Reports…"),
        *("Manufacturers…", "Defect codes…", "Sites…", "A copy for Excel and DuckDB…"),
    ]
    file_dialogs_give(monkeypatch, tmp_path / "tables.db")
    press(section, "A copy for Excel and DuckDB…")
    wait(qtbot, lambda: headline(window).startswith("tables.db is written; rows: "))
    assert {"qc_people", "qc_logins"} & tables_in(tmp_path / "tables.db") == {"qc_people"}


# Backup


def test_that_a_backup_is_made_and_its_age_and_place_are_shown(
    qtbot: QtBot, go: Go, shop: Shop, window: MainWindow
) -> None:
    section = go("backup")
    told: list[object] = []
    window.records.backed_up.connect(told.append)
    assert "Make one now" in said(section)
    press(section, "Back up now")
    wait(qtbot, lambda: headline(window) == "The backup is good.")
    (made,) = backups.kept_backups(shop.database)
    assert str(made.file) in said(section.newest)
    assert section.list.rowCount() == 1
    assert told == [made]
    assert find(section, "Back up now").isEnabled()


def test_that_a_backup_goes_into_another_folder(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    file_dialogs_give(monkeypatch, folder)
    section = go("backup")
    press(section, "Into another folder…")
    wait(qtbot, lambda: headline(window) == "The backup is good.")
    assert len(list(folder.glob("*.db"))) == 1


def test_that_a_backup_that_fails_says_why(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    section = go("backup")
    section.back_up(blocked)
    wait(qtbot, lambda: headline(window) != "")
    assert window.bar.message is not None
    assert window.bar.message.tone.name == "FAIL"
    assert find(section, "Back up now").isEnabled()


def test_that_a_record_on_a_server_says_who_backs_it_up(
    go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = BackupOnServer(database="qc at db.example")

    def on_server(_desk: object) -> None:
        raise refusal

    monkeypatch.setattr(backups, "kept_backups", on_server)
    section = go("backup")
    assert str(refusal) in said(section)
    assert shown_buttons(section) == ["Choose a folder…"]  # for receipts
    assert "looks after the server" in said(section)


@pytest.mark.parametrize("who", ["mira", "marko"])
def test_that_owners_only_are_offered_to_restore(
    go: Go, shop: Shop, window: MainWindow, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.make_backup(shop.database, None)
    section = go("backup")
    if who != "mira":
        assert not {"Restore…", "Restore another file…"} & set(shown_buttons(section))
        return
    asked: list[Path] = []
    window.records.restore_asked.connect(asked.append)
    press(section, "Restore…")
    for chosen in (None, Path("elsewhere.db")):
        file_dialogs_give(monkeypatch, chosen)
        press(section, "Restore another file…")
    assert asked == [made.file, Path("elsewhere.db")]


# Integrity


def test_that_a_whole_record_is_called_whole(qtbot: QtBot, go: Go, shop: Shop) -> None:
    shop.approve(shop.checked_twice("L-1"))
    section = go("integrity")
    press(section, "Check the whole record")
    wait(qtbot, section.result.isVisible)
    assert section.result.badge.accessibleName() == "The record is whole"
    assert "Signatures: 2\nReports: 1\nHead: " in said(section.result)
    assert not section.result.lines.isVisible()
    assert find(section, "Check the whole record").isEnabled()


def test_that_findings_are_listed_with_their_places(
    qtbot: QtBot, go: Go, shop: Shop, qapp: Any
) -> None:
    shop.approve(shop.checked_twice("L-1"))
    with opened_raw(shop.database, "") as raw:
        raw.say("UPDATE batches SET quantity = 7 WHERE id = 1")
        raw.say("UPDATE reports SET audit_head = '00'")
    section = go("integrity")
    press(section, "Check the whole record")
    wait(qtbot, section.result.isVisible)
    assert section.result.badge.accessibleName() == "3 things are wrong"
    lines = section.result.lines
    places = [lines.item(row, 0).text() for row in range(lines.rowCount())]
    assert "IR-NS-00001" in places
    assert any("batches 1" in place for place in places)
    press(section, "Copy as text")
    assert "IR-NS-00001: The audit trail no longer holds" in qapp.clipboard().text()


def test_that_a_stopped_check_says_so(qtbot: QtBot, go: Go, window: MainWindow) -> None:
    section = go("integrity")

    def cancel_soon(job: Any) -> None:
        job.progressed.connect(lambda *_step: job.cancel())

    window.jobs.started.connect(cancel_soon)
    section.check_record()
    wait(qtbot, lambda: not window.jobs.running)
    if section.result.isVisible():  # cancelled after its first step
        assert section.result.badge.accessibleName() in {
            "Stopped half way", "The record is whole",
        }  # fmt: skip
    assert find(section, "Check the whole record").isEnabled()


@pytest.fixture
def issued(shop: Shop, tmp_path: Path) -> Path:
    """Issue a real report and save its PDF."""
    from qc_desk.reports import print_paper  # noqa: PLC0415 (only these tests print)

    batch_id = shop.checked_twice("L-1")
    with shop.database.writing() as session:
        report = sign_offs.approve(
            session, shop.seen(batch_id), shop.key("jelena"), AT, print_paper
        )
        pdf = session.get_one(Report, report.id).pdf
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    return file


def test_that_the_issued_pdf_is_genuine(
    qtbot: QtBot, go: Go, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_dialogs_give(monkeypatch, issued)
    section = go("integrity")
    press(section, "Check a report PDF…")
    wait(qtbot, section.paper_result.isVisible)
    assert section.paper_result.badge.accessibleName() == "Genuine"
    assert "Report: IR-NS-00001\nBatch: L-1" in said(section.paper_result)


def test_that_a_changed_pdf_is_not_what_was_issued(qtbot: QtBot, go: Go, issued: Path) -> None:
    data = bytearray(issued.read_bytes())
    data[len(data) // 2] ^= 1
    issued.write_bytes(data)
    section = go("integrity")
    section.check_pdf(issued)
    wait(qtbot, section.paper_result.isVisible)
    assert section.paper_result.badge.accessibleName() == "Not what was issued"
    assert "The PDF was changed after it was issued" in section.paper_result.lines.lines[0][1]


def test_that_something_behind_a_pdf_is_not_what_was_issued(
    qtbot: QtBot, go: Go, issued: Path
) -> None:
    issued.write_bytes(issued.read_bytes() + b"\n%%EOF\n")
    section = go("integrity")
    section.check_pdf(issued)
    wait(qtbot, section.paper_result.isVisible)
    assert section.paper_result.badge.accessibleName() == "Not what was issued"
    assert "added behind the report" in section.paper_result.lines.lines[0][1]


def test_that_a_file_that_is_no_report_is_said(
    qtbot: QtBot, go: Go, tmp_path: Path, window: MainWindow
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_text("Dear customer")
    go("integrity").check_pdf(file)
    wait(qtbot, lambda: headline(window) == "This file is not a PDF.")
