"""``qc-desk find``: what fits some words, for people and for programs."""

import json

from tests.integration.cli.conftest import Run


def test_that_a_batch_is_found_and_told_to_programs_too(run: Run, place: list[str]) -> None:
    said = run(*place, "find", "L-1")
    assert said.code == 0
    assert said.out.startswith("batch ")
    said = run(*place, "find", "Петровић", "--json")
    assert "Јелена Петровић" in [row["headline"] for row in json.loads(said.out)]


def test_that_nothing_found_is_said(run: Run, place: list[str]) -> None:
    said = run(*place, "find", "qqqqqqq")
    assert (said.code, said.out) == (0, "")
    assert "Nothing fits these words." in said.err
