"""One PDF against the record: only the very bytes that were issued are good."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from qc_desk.reports import print_paper
from qc_desk.reports.untyped import canvases
from qc_desk.services.issued_reports import Reissue, reissue
from qc_desk.storage.database import open_database
from tests.checked_shop import AT, Shop, found
from tests.integration.cli.conftest import Run


@pytest.fixture
def issued(run: Run, place: list[str], tmp_path: Path) -> Path:
    """Give the PDF of an issued report."""
    assert run(*place, "report", "L-1", "-o", "report.pdf").code == 0
    return tmp_path / "report.pdf"


@pytest.fixture
def other_shop(tmp_path: Path) -> Iterator[Shop]:
    """Give a shop that has issued a report with the same number."""
    with open_database(tmp_path / "other") as database:
        made = found(database)
        made.approve(made.checked_twice("L-1"), printer=print_paper)
        yield made


def test_that_the_original_is_exactly_what_was_issued(
    run: Run, place: list[str], issued: Path
) -> None:
    said = run(*place, "verify", issued)
    assert (said.code, said.out) == (0, "Report IR-NS-00001, batch L-1\n")
    assert said.err == "This PDF is exactly the report that was issued.\n"
    facts = run(*place, "verify", issued, "--json").json
    assert (facts["number"], facts["batch"], facts["findings"]) == ("IR-NS-00001", "L-1", [])


def test_that_a_replaced_report_names_the_new_one(
    run: Run, shop: Shop, place: list[str], issued: Path
) -> None:
    with shop.database.writing() as session:
        again = Reissue(report_id=1, language="en", reason="for the buyer")
        reissue(session, again, shop.ids["jelena"], AT, print_paper)
    said = run(*place, "verify", issued)
    assert said.code == 0
    assert "IR-NS-00002 has replaced it" in said.err


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_that_one_flipped_bit_is_seen(
    run: Run, place: list[str], issued: Path, share: float
) -> None:
    content = bytearray(issued.read_bytes())
    content[int(len(content) * share)] ^= 1
    issued.write_bytes(content)
    said = run(*place, "verify", issued)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "exactly the report" not in said.err


def test_that_anything_added_is_seen(run: Run, place: list[str], issued: Path) -> None:
    issued.write_bytes(issued.read_bytes() + b"\n")
    said = run(*place, "verify", issued)
    assert said.code == 1
    assert "This PDF is not what was issued." in said.err


def test_that_the_same_number_of_another_record_is_not_taken_for_ours(
    run: Run, issued: Path, other_shop: Shop
) -> None:
    said = run("--data", other_shop.database.location, "verify", issued)
    assert said.code == 1
    assert "IR-NS-00001" in said.out
    assert "This PDF is not what was issued." in said.err


def foreign() -> bytes:
    out = BytesIO()
    canvas = canvases.Canvas(out)
    canvas.drawString(72, 72, "IR-NS-00001")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is not a PDF."),
        (b"PK\3\4", "“x.pdf” cannot be read: it is damaged or incomplete."),
        (b"%PDF-1.7\n%%EOF", "This PDF is damaged or incomplete."),
        (foreign(), "This PDF is not a report of QC Desk"),
    ],
    ids=["empty", "zip", "shell", "foreign"],
)
def test_that_another_file_is_told_in_a_sentence(
    run: Run, place: list[str], tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    said = run(*place, "verify", "x.pdf")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(sentence)


def test_that_a_file_cut_off_is_told(run: Run, place: list[str], issued: Path) -> None:
    content = issued.read_bytes()
    issued.write_bytes(content[: len(content) // 2])
    said = run(*place, "verify", issued)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("This PDF is damaged or incomplete.")


def test_that_a_folder_and_a_missing_file_are_told(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    for name, why in ((tmp_path, "Is a directory"), ("none.pdf", "No such file")):
        said = run(*place, "verify", name)
        assert (said.code, said.out) == (1, "")
        assert f"cannot be read: {why}" in said.err
