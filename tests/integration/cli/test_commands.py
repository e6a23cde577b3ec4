"""Every command: results on stdout, sentences on stderr; 0 done, 1 refused, 2 misused."""

import csv
import json
import sys
from pathlib import Path

import pytest

from qc_desk import __version__, app
from qc_desk.services.sheets import read_sheet
from qc_desk.settings import Settings, save
from tests.checked_shop import PASSWORDS, Shop
from tests.integration.cli.conftest import Run

REPORT = "IR-NS-00001"


def test_that_help_and_version_are_results(run: Run) -> None:
    said = run("--help")
    assert (said.code, said.err) == (0, "")
    assert all(f"  {each}" in said.out for each in ("backup", "demo", "export", "import"))
    assert run("--version").out == f"qc-desk, version {__version__}\n"


@pytest.mark.parametrize(
    "wrong",
    [
        ["juggle"],
        ["export", "secrets", "x.csv"],
        ["export", "batches"],
        ["import", "products"],
        ["report"],
        ["report", "L-1", "--language", "tlh"],
        ["demo", "--language", "tlh"],
        ["--unknown"],
        ["--data", "a", "--database", "postgresql://b", "verify"],
        ["import", "checklists", "a.toml", "--mapping", "b.toml"],
    ],
    ids=" ".join,
)
def test_that_wrong_usage_is_told_with_exit_code_2(run: Run, wrong: list[str]) -> None:
    said = run(*wrong)
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err
    assert "Usage: " in said.err


def test_that_an_import_needs_to_know_who_does_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QC_DESK_LOGIN")
    said = run("import", "products", "x.csv")
    assert said.code == 2
    assert "--as" in said.err


# report


def test_that_the_report_of_a_batch_is_the_very_file_that_was_issued(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    said = run(*place, "report", "L-1")
    assert (said.code, said.out, said.err) == (0, f"{REPORT}.pdf\n", "")
    again = run(*place, "report", "M1/L-1", "-o", "made/new/r.pdf", "--json")
    assert again.json["report"]["number"] == REPORT
    assert again.json["file"] == "made/new/r.pdf"
    first = (tmp_path / f"{REPORT}.pdf").read_bytes()
    assert first.startswith(b"%PDF-")
    assert (tmp_path / "made/new/r.pdf").read_bytes() == first


@pytest.mark.parametrize(
    ("batch", "sentence"),
    [
        ("L-2", "Batch L-2 has no report: a second person has to check and sign it first."),
        ("L-3", "Batch L-3 has no report: its first check has not begun."),
        ("L-9", "There is no batch “L-9”."),
    ],
)
def test_that_a_missing_report_says_which_step_is_missing(
    run: Run, place: list[str], batch: str, sentence: str
) -> None:
    said = run(*place, "report", batch)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(sentence)


def test_that_a_report_in_another_language_is_not_made_up(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    said = run(*place, "report", "L-1", "--language", "en", "-o", "r.pdf")
    assert said.code == 1
    assert "none was issued in this language" in said.err
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.parametrize("target", ["folder", "folder/file.csv/r.pdf"])
def test_that_a_place_that_cannot_be_written_is_told(
    run: Run, place: list[str], tmp_path: Path, target: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file.csv").touch()
    before = sorted(tmp_path.rglob("*"))
    said = run(*place, "report", "L-1", "-o", target)
    assert (said.code, said.out) == (1, "")
    assert "could not be written" in said.err
    assert sorted(tmp_path.rglob("*")) == before


def test_that_a_device_is_never_replaced_by_a_file(run: Run, place: list[str]) -> None:
    null = Path("/dev/null")
    said = run(*place, "report", "L-1", "-o", null)
    assert said.code == 1
    assert null.is_char_device()


# verify


def test_that_a_whole_record_is_told_in_lines_and_as_json(run: Run, place: list[str]) -> None:
    said = run(*place, "verify")
    assert said.code == 0
    assert said.out.splitlines()[1:3] == ["Signatures: 3", "Reports: 1"]
    assert said.err.startswith("The record is whole")
    facts = run(*place, "verify", "--json").json
    assert (facts["sign_offs"], facts["reports"], facts["findings"]) == (3, 1, [])
    assert len(facts["head"]) == 64


def test_that_what_is_wrong_is_named_with_its_place(
    run: Run, shop: Shop, place: list[str]
) -> None:
    assert shop.database.writer is not None
    with shop.database.writer.begin() as raw:  # behind the program's back
        raw.exec_driver_sql("UPDATE batches SET quantity = 5000 WHERE number = 'L-3'")
    said = run(*place, "verify")
    assert said.code == 1
    assert said.out.splitlines()[4:] == [
        "batches 3: This row is not what the audit trail says; different: quantity."
    ]
    assert "1 thing is wrong. Do not work on" in said.err


# export


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("batches", 3), ("answers", 6), ("defects", 0), ("gauges", 0), ("drift", 0), ("items", 3)],
)
@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_that_tables_are_written_with_their_number_of_rows(
    run: Run, place: list[str], kind: str, rows: int, ending: str
) -> None:
    file = f"out.{ending}"
    said = run(*place, "export", kind, file)
    assert (said.code, said.out) == (0, f"{file}\n")
    assert f"{rows} row" in said.err
    assert ("was left out" in said.err or "were left out" in said.err) is (kind == "answers")
    assert len(read_sheet(Path(file)).rows) == rows
    facts = run(*place, "export", kind, file, "--json").json
    assert (facts["rows"], facts["left_out"]) == (rows, 3 if kind == "answers" else 0)


def test_that_people_are_written_for_an_owner_who_gives_their_password(
    run: Run, place: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (*place, "export", "people", "people.csv", "--as")
    assert "it needs the role owner" in run(*asked, "marko").err
    assert run(*asked, "mira").code == 1
    assert not Path("people.csv").exists()
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["mira"])
    said = run(*asked, "mira")
    assert (said.code, said.out) == (0, "people.csv\n")
    assert len(read_sheet(Path("people.csv")).rows) == len(PASSWORDS)


def test_that_checklists_are_written_as_files_that_can_be_imported(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    said = run(*place, "export", "checklists", "out")
    files = said.out.split()
    assert said.code == 0
    assert files
    assert all(
        (tmp_path / file).read_text(encoding="utf-8").startswith("code = ") for file in files
    )
    assert f"{len(files)} file" in said.err
    one = run(
        *place, "export", "checklists", "one", "--checklist", "MUG", "--version", "1", "--json"
    )
    assert one.json["files"] == [str(Path("one", "MUG-1.toml"))]
    assert run(*place, "export", "checklists", "one", "--checklist", "NONE").code == 1
    for wrong in (
        ["export", "checklists", "one", "--version", "1"],
        ["export", "batches", "x.csv", "--checklist", "MUG"],
    ):
        assert run(*place, *wrong).code == 2


def test_that_an_export_in_another_format_is_refused(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    said = run(*place, "export", "batches", "out.ods")
    assert said.code == 1
    assert ".xlsx" in said.err
    assert not (tmp_path / "out.ods").exists()


# backup


def test_that_a_backup_is_a_whole_record(run: Run, place: list[str], tmp_path: Path) -> None:
    if place[0] == "--database":
        said = run(*place, "backup", "copy.db")
        assert (said.code, said.out) == (1, "")
        assert "pg_dump" in said.err
        return
    said = run(*place, "backup", "copy.db")
    assert (said.code, said.out, said.err) == (0, "copy.db\n", "")
    assert Path("copy.json").exists()
    made = run(*place, "backup", "--json").json
    assert Path(made["file"]).parent == Path(place[1]) / "backups"
    (tmp_path / "again").mkdir()
    Path("copy.db").rename(tmp_path / "again" / "qc_desk.db")
    checked = run("--data", "again", "verify", "--json")
    assert checked.code == 0
    assert checked.json["head"] == made["audit_head"]


def test_that_a_backup_goes_to_the_second_place_too_and_verify_reads_its_receipts(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    outside = tmp_path / "stick"
    outside.mkdir()
    save(Settings(data=tmp_path, second_place=str(outside)))
    said = run(*place, "backup")
    if place[0] == "--database":
        assert said.code == 1
    else:
        assert said.code == 0
        (copy,) = outside.glob("*/*.db")
        assert str(copy) in said.err
    assert run(*place, "verify").code == 0
    kept = list(outside.glob("*/receipts.jsonl"))
    assert bool(kept) == (place[0] == "--data")
    for file in kept:
        file.write_text(file.read_text() + "half a li")
        assert run(*place, "verify").code == 1
    outside.rename(tmp_path / "gone")
    said = run(*place, "backup")
    assert said.code == 1
    assert place[0] == "--database" or "second place" in said.err


# hostile names

NAMES = {
    "long": "x" * 3000,
    "quotes": 'O\'Neill "the" `plate`; DROP TABLE batches; --',
    "markup": "<b>bold</b> <img src=/etc/passwd> & &amp;",
    "formula": "=1+1",
    "emoji": "plate 🏺👩🏽‍🔬",
    "right_to_left": "צלחת طبق \u202eevil",
    "control": "bell\x07 tab\t null",
}


@pytest.mark.parametrize("kind", NAMES)
def test_that_a_hostile_name_is_refused_or_comes_back_as_it_was(
    run: Run, place: list[str], tmp_path: Path, kind: str
) -> None:
    name = NAMES[kind]
    with (tmp_path / "p.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["code", "name"], ["P1", name]])
    Path("b.csv").write_text(
        "number,product code,manufacturer,quantity\nL-8,P1,Jingdezhen Kiln 4,5\n", "utf-8"
    )
    said = run(*place, "import", "products", "p.csv")
    if kind in ("long", "control"):
        assert said.code == 1
        assert "p.csv" in said.out + said.err
        assert 0 < len(said.out + said.err) < 1000
        return
    assert (said.code, said.out) == (0, "")
    assert run(*place, "import", "batches", "b.csv").code == 0
    for ending in ("csv", "xlsx"):
        assert run(*place, "export", "batches", f"out.{ending}").code == 0
        cells = [cell for row in read_sheet(Path(f"out.{ending}")).rows for cell in row.cells]
        assert (
            name.replace("\u202e", "") in cells
        )  # what turns the rest of a line around is left out
    assert run(*place, "verify").code == 0


@pytest.mark.parametrize(
    "batch", ["=1+1", "'; DROP TABLE batches; --", "x" * 3000, "\x07", "🏺", ""]
)
def test_that_a_hostile_batch_number_is_not_found(run: Run, place: list[str], batch: str) -> None:
    said = run(*place, "report", "--", batch)
    assert (said.code, said.out) == (1, "")
    assert 0 < len(said.err) < 600


def test_that_json_keeps_every_letter(run: Run, place: list[str]) -> None:
    said = run(*place, "report", "L-1", "--json")
    assert "Jingdezhen Kiln 4" in said.out
    assert json.loads(said.out)["report"]["batch"] == "L-1"


def test_that_a_packed_program_answers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was frozen into one file is begun again for each process that prints."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["qc-desk", "--version"])
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code == 0
