"""Tables from outside are read by a process of their own, with limits."""

import contextlib
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qc_desk.domain.refusals import FileRefused
from qc_desk.i18n import speaking
from qc_desk.services import outside_sheets
from qc_desk.services.outside_sheets import read_outside, sheet_outside
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sheets import SheetForm, read_sheet

unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory")


@pytest.fixture
def as_before() -> Iterator[None]:
    """Give the limits of this process back."""
    import resource  # noqa: PLC0415

    held, stopped = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGINT)
    yield
    resource.setrlimit(resource.RLIMIT_AS, held)
    signal.signal(signal.SIGINT, stopped)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_that_the_table_is_the_one_that_is_read_here(tmp_path: Path, name: str) -> None:
    write_table(tmp_path / name, ["Шифра", "b"], [["Љ", n] for n in range(50)])
    assert read_outside(tmp_path / name) == read_sheet(tmp_path / name)


def test_that_a_refusal_comes_back_in_the_language_spoken_here(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"%PDF-1.7")
    with pytest.raises(FileRefused, match="it is a PDF"):
        read_outside(tmp_path / "t.csv")
    with speaking("sr"), pytest.raises(FileRefused) as refused:
        read_outside(tmp_path / "none.csv")
    with speaking("sr"):
        assert "none.csv" in str(refused.value)
        assert "cannot be read" not in str(refused.value)


def test_that_a_file_that_takes_too_long_is_refused_and_its_process_ended(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("code,name\n" + "P,Q\n" * 150_000)
    begun = time.monotonic()
    with pytest.raises(FileRefused, match="takes too long"):
        read_outside(tmp_path / "t.csv", longest=0.05)
    assert time.monotonic() - begun < 20
    assert multiprocessing.active_children() == []


def test_that_rows_come_over_one_after_another_and_a_late_mistake_is_told_where_it_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "t.tsv").write_text("a\tb\n" + "1\t2\n" * 2_500 + '"open\t3\n')
    with sheet_outside(tmp_path / "t.tsv", SheetForm()) as sheet:
        assert sheet.head.header == ("a", "b")
        rows = sheet.rows
        assert [next(rows).line for _ in range(2_000)] == list(range(2, 2_002))
        with pytest.raises(FileRefused, match="line 2502 opens a quotation mark"):
            list(rows)
    with (
        sheet_outside(tmp_path / "t.tsv", SheetForm(header=False, quoted=False)) as sheet,
    ):
        rows_found = list(sheet.rows)
    assert (rows_found[0].cells, rows_found[-1].cells) == (("a", "b"), ('"open', "3"))


# What happens in the other process


def sent(file: Path) -> list[outside_sheets.Answer]:
    """Return everything that the worker sends."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    outside_sheets._work(theirs, file, SheetForm(), "en")
    answers: list[outside_sheets.Answer] = []
    with ours, contextlib.suppress(EOFError):
        while True:
            answers.append(ours.recv())
    return answers


@unix
@pytest.mark.usefixtures("as_before")
def test_that_the_worker_sends_the_table_or_why_not(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    whole = read_sheet(tmp_path / "t.csv")
    assert sent(tmp_path / "t.csv") == [replace(whole, rows=()), [(2, ("1", "2"))], []]
    (tmp_path / "t.csv").write_text("")
    assert sent(tmp_path / "t.csv") == [{"file": "t.csv", "why": "it is empty."}]


@unix
@pytest.mark.usefixtures("as_before")
def test_that_the_worker_is_limited_and_ends_without_a_word_when_it_is_out_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource  # noqa: PLC0415

    def greedy(_file: Path, _form: SheetForm) -> None:
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == outside_sheets.MOST_MEMORY
        raise MemoryError

    monkeypatch.setattr(outside_sheets, "open_sheet", greedy)
    assert sent(tmp_path / "t.csv") == []


@unix
def test_that_a_worker_that_dies_is_told_as_too_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside_sheets, "_work", sys.exit)
    with pytest.raises(FileRefused, match="too much memory"):
        read_outside(tmp_path / "t.csv")


def test_that_a_system_without_limits_goes_on_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    outside_sheets._limit(1)
