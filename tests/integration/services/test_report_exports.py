"""Exporting many reports: whole files, taken up again, and stopped without anything half."""

import errno
import os
from pathlib import Path

import pytest

from qc_desk.domain.refusals import ExportStopped
from qc_desk.domain.reports import Report
from qc_desk.services.issued_reports import report_pdf
from qc_desk.services.report_exports import export_reports
from qc_desk.services.report_lists import report_ids
from tests.checked_shop import Shop
from tests.integration.services.tampering import opened_raw


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


@pytest.fixture
def many(shop: Shop, location: str) -> dict[int, bytes]:
    """Five hundred reports: one was issued, and its row is copied, each with bytes of its own."""
    first = shop.approve(shop.checked_twice("L-1"))
    own = {"id", "serial", "number", "pdf", "sha256"}
    columns = ", ".join(each.name for each in Report.__table__.columns if each.name not in own)
    issued = {first: print_of(1)}
    with opened_raw(shop.database, location) as raw:
        raw.say("UPDATE reports SET pdf = ?", issued[first])
        for serial in range(2, 501):
            issued[first + serial] = pdf = print_of(serial)
            raw.say(
                f"INSERT INTO reports (id, serial, number, pdf, sha256, {columns})"
                f" SELECT ?, ?, ?, ?, ?, {columns} FROM reports WHERE id = ?",
                first + serial, serial, f"IR-NS-{serial:05}", pdf, f"{serial:064}", first,
            )  # fmt: skip
    return issued


def print_of(serial: int) -> bytes:
    """What stands for a printed report."""
    return f"%PDF report {serial} ".encode() * 200


def there(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, also what begins with a dot."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_that_500_reports_are_stopped_meet_a_full_disk_and_are_taken_up_again(
    shop: Shop, many: dict[int, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if (done, total) == (100, 500):
            raise StoppedError

    def full(file: Path, content: bytes) -> int:
        if "00318" not in file.name:
            return real(file, content)
        real(file, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    real = Path.write_bytes
    whole = {f"IR-NS-{at:05}.pdf": pdf for at, pdf in enumerate(many.values(), start=1)}
    out = tmp_path / "out"
    with pytest.raises(StoppedError):
        export_reports(shop.database, list(many), out, stop)
    assert there(out) == dict(list(whole.items())[:100])
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(ExportStopped) as stopped:
            export_reports(shop.database, list(many), out)
    assert there(out) == dict(list(whole.items())[:317])
    said = str(stopped.value)
    assert said.startswith("317 of 500 reports are in")
    assert "No space left on device" in said
    done = export_reports(shop.database, list(many), out)
    assert (done.written, done.there_already) == (183, 317)
    assert there(out) == whole


def test_that_a_place_that_is_no_folder_is_said(
    shop: Shop, reports: list[int], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportStopped, match="0 of 3"):
        export_reports(shop.database, reports, tmp_path / "file")
