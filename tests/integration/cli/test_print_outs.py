"""``qc-desk print``: print-outs as files."""

from pathlib import Path

import pytest

from tests.integration.cli.conftest import Run


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("checklist", "MUG"),
        ("training", "MUG"),
        ("batch-card", "L-3"),
        ("batch-labels", "L-3"),
        ("key-card", "ana"),
    ],
)
def test_that_a_print_out_is_written_to_a_file(
    run: Run, place: list[str], tmp_path: Path, kind: str, name: str
) -> None:
    said = run(*place, "print", kind, name, "-o", "made.pdf", "--language", "es")
    assert (said.code, said.out) == (0, "made.pdf\n"), said.err
    assert (tmp_path / "made.pdf").read_bytes().startswith(b"%PDF-")


def test_that_a_file_is_named_after_what_is_in_it(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    said = run(*place, "print", "key-card", "ana", "--json")
    assert said.json["file"] == "ana-key-card.pdf"
    assert (tmp_path / "ana-key-card.pdf").is_file()


def test_that_what_cannot_be_printed_is_said_in_a_sentence(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    for arguments, told in (
        (("procedure", "PR-9"), "There is no procedure"),
        (("batch-card", "nothing"), "There is no batch"),
        (("batch-labels", "L-3", "--stock", "a3"), "must be one of 100x50"),
        (("batch-labels", "L-3", "--start", "2"), "from 1 to 1"),
        (("checklist", "MUG", "--version", "7"), "There is no checklist version"),
    ):
        said = run(*place, "print", *arguments, "-o", "never.pdf")
        assert said.code == 1
        assert told in said.err, said.err
    assert not (tmp_path / "never.pdf").exists()
