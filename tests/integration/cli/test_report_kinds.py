"""``qc-desk report --kind``: reports issued and written from the command line."""

from pathlib import Path

from tests.integration.cli.conftest import Run


def test_that_a_certificate_is_issued_written_and_verified(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    said = run(*place, "report", "L-1", "--kind", "conformance", "--issue", "--words", "Lot 7")
    assert (said.code, said.out) == (0, "CC-NS-00001.pdf\n")
    pdf = tmp_path / "CC-NS-00001.pdf"
    assert pdf.read_bytes().startswith(b"%PDF-")
    said = run(*place, "verify", pdf)
    assert (said.code, said.out) == (0, "Report CC-NS-00001, batch L-1\n")
    again = run(*place, "report", "L-1", "--kind", "conformance", "-o", "again.pdf")
    assert again.code == 0
    assert (tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()


def test_that_what_cannot_be_issued_is_refused_in_a_sentence(run: Run, place: list[str]) -> None:
    said = run(*place, "report", "L-2", "--kind", "conformance", "--issue")
    assert said.code == 1
    assert "L-2 cannot be certified: it is not released." in said.err
    said = run(*place, "report", "L-1", "--kind", "defect", "--issue")
    assert (said.code, "No defect was found on batch L-1" in said.err) == (1, True)
    asked = ("--kind", "conformance", "--issue", "--customer", "Nobody")
    said = run(*place, "report", "L-1", *asked)
    assert (said.code, "There is no customer" in said.err) == (1, True)
    said = run(*place, "report", "C-9", "--kind", "complaint-answer")
    assert (said.code, "There is no complaint" in said.err) == (1, True)


def test_that_an_inspection_report_is_not_asked_for(run: Run, place: list[str]) -> None:
    said = run(*place, "report", "L-1", "--issue")
    assert said.code == 2
    said = run(*place, "report", "L-1", "--kind", "8d")
    assert said.code == 1
