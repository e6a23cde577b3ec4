"""Exporting many reports: whole files, taken up again, and stopped without anything half."""

import os
from pathlib import Path

import pytest

from qc_desk.domain.refusals import ExportStopped
from qc_desk.services.issued_reports import report_pdf
from qc_desk.services.report_exports import export_reports
from qc_desk.services.report_lists import report_ids
from tests.checked_shop import Shop


@pytest.fixture
def reports(shop: Shop) -> list[int]:
    for number in ("L-1", "L-2", "L-3"):
        shop.approve(shop.checked_twice(number))
    with shop.database.reading() as session:
        return sorted(report_ids(session))


def test_that_every_report_is_written_as_issued(
    shop: Shop, reports: list[int], tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    done = export_reports(
        shop.database, reports, tmp_path / "out", lambda *step: steps.append(step)
    )
    assert (done.written, done.there_already) == (3, 0)
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    with shop.database.reading() as session:
        for number, report_id in enumerate(reports, start=1):
            file = tmp_path / "out" / f"IR-NS-{number:05}.pdf"
            assert file.read_bytes() == report_pdf(session, report_id)


def test_that_an_export_is_taken_up_again(shop: Shop, reports: list[int], tmp_path: Path) -> None:
    export_reports(shop.database, reports[:2], tmp_path)
    (tmp_path / "IR-NS-00001.pdf").write_bytes(b"other")
    done = export_reports(shop.database, reports, tmp_path)
    assert (done.written, done.there_already) == (2, 1)


def test_that_who_stops_it_keeps_what_is_written(
    shop: Shop, reports: list[int], tmp_path: Path
) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        export_reports(shop.database, reports, tmp_path, stop)
    assert sorted(each.name for each in tmp_path.glob("*.pdf")) == [
        "IR-NS-00001.pdf",
        "IR-NS-00002.pdf",
    ]


def test_that_a_full_disk_says_what_was_kept(
    shop: Shop, reports: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, iter(range(9))

    def full(handle: int) -> None:
        if next(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportStopped) as stopped:
        export_reports(shop.database, reports, tmp_path / "out")
    said = str(stopped.value)
    assert said.startswith("2 of 3 reports are in")
    assert "No space left on device" in said
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "IR-NS-00001.pdf",
        "IR-NS-00002.pdf",
    ]


def test_that_a_place_that_is_no_folder_is_said(
    shop: Shop, reports: list[int], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportStopped, match="0 of 3"):
        export_reports(shop.database, reports, tmp_path / "file")
