"""Every command: results on stdout, sentences on stderr; 0 done, 1 refused, 2 misused."""

import csv
import json
from pathlib import Path

import pytest

from qc_desk import __version__
from qc_desk.services.batch_lists import BatchFilter, count_batches
from qc_desk.services.sheets import read_sheet
from tests.checked_shop import PASSWORDS, Shop
from tests.integration.cli.conftest import Run

PRODUCTS = "code,name\nP1,Plate\nP2,Bowl\n"
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
        ["export", "people", "x.csv"],
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


@pytest.mark.parametrize(("kind", "rows"), [("batches", 3), ("answers", 6), ("defects", 0)])
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


# import


def test_that_products_are_imported_once(run: Run, place: list[str]) -> None:
    Path("p.csv").write_text(PRODUCTS)
    said = run(*place, "import", "products", "p.csv")
    assert (said.code, said.out, said.err) == (0, "", "p.csv: 2 new, 0 already known.\n")
    again = run(*place, "import", "products", "p.csv", "--json")
    assert [(each["new"], each["known"]) for each in again.json] == [(0, 2)]


def test_that_a_rehearsal_writes_nothing(run: Run, place: list[str]) -> None:
    Path("p.csv").write_text(PRODUCTS)
    for _time in range(2):
        said = run(*place, "import", "products", "p.csv", "--dry-run")
        assert said.code == 0
        assert "2 new, 0 already known. This was a rehearsal; nothing was written." in said.err
    assert run(*place, "verify").code == 0


def test_that_one_refused_row_stops_every_file(run: Run, place: list[str]) -> None:
    Path("good.csv").write_text(PRODUCTS)
    Path("bad.csv").write_text("code,name\nP3,Mug\n,nameless\n")
    said = run(*place, "import", "products", "good.csv", "bad.csv")
    assert said.code == 1
    assert said.out == "bad.csv, line 3: product code: “product code” is empty. Fill it in.\n"
    assert "good.csv: 2 new, 0 already known. Nothing was written, because" in said.err
    assert "bad.csv: 1 row was refused, so nothing was imported." in said.err
    rehearsed = run(*place, "import", "products", "good.csv", "--dry-run", "--json")
    assert rehearsed.json[0]["new"] == 2


def test_that_the_same_product_in_two_files_is_known_to_the_second(
    run: Run, place: list[str]
) -> None:
    Path("a.csv").write_text(PRODUCTS)
    Path("b.csv").write_text("code,name\nP2,Bowl\nP3,Mug\n")
    for options in (["--dry-run"], []):
        said = run(*place, "import", "products", "a.csv", "b.csv", "--json", *options)
        found = [(each["new"], each["known"], each["written"]) for each in said.json]
        assert found == [(2, 0, not options), (1, 1, not options)]


def test_that_columns_nobody_asked_for_are_named(run: Run, place: list[str]) -> None:
    Path("p.csv").write_text("code,name,colour,\nP1,Plate,blue,\n")
    said = run(*place, "import", "products", "p.csv")
    assert said.err.splitlines()[1] == "p.csv: this column was not used: colour."


def test_that_a_mapping_says_which_of_their_columns_is_ours(run: Run, place: list[str]) -> None:
    Path("b.csv").write_text("Los;Artikelnr.;Werk;Stück\nL-7;M1;Jingdezhen Kiln 4;250\n")
    Path("map.toml").write_text(
        'number = "Los"\n"product code" = "artikelnr."\n'
        'manufacturer = "Werk"\nquantity = "Stück"\n'
    )
    assert run(*place, "import", "batches", "b.csv").code == 1
    said = run(*place, "import", "batches", "b.csv", "--mapping", "map.toml")
    assert (said.code, said.err) == (0, "b.csv: 1 new, 0 already known.\n")


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("colour = 'Farbe'", "“colour” is no column that can be imported. There are: code,"),
        ("code = 5", "“code” needs the header of a column in quotes."),
        ("code = ''", "“code” needs the header of a column in quotes."),
        ("code", "has mistakes (1)"),
        (b"\xff\xfe", "has mistakes (1)"),
        (None, "cannot be read"),
    ],
)
def test_that_a_wrong_mapping_is_told(
    run: Run, place: list[str], mapping: str | bytes | None, sentence: str
) -> None:
    Path("p.csv").write_text(PRODUCTS)
    if mapping is not None:
        content = mapping if isinstance(mapping, bytes) else mapping.encode()
        Path("map.toml").write_bytes(content)
    said = run(*place, "import", "products", "p.csv", "--mapping", "map.toml")
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err


def test_that_checklists_become_drafts(run: Run, place: list[str]) -> None:
    from qc_desk.bundle import bundled  # noqa: PLC0415

    files = sorted((bundled("resources") / "checklists").glob("*.toml"))
    said = run(*place, "import", "checklists", *files, "--json")
    assert said.code == 0
    assert [(each["new"], each["known"], each["written"]) for each in said.json] == [(3, 0, True)]
    again = run(*place, "import", "checklists", *files)
    assert "0 new, 3 already known." in again.err


def test_that_a_checklist_with_an_error_names_the_place(run: Run, place: list[str]) -> None:
    Path("bad.toml").write_text('code = "x"\n[[items]]\ntitle = 5\n')
    said = run(*place, "import", "checklists", "bad.toml")
    assert (said.code, said.out) == (1, "")
    assert "bad.toml" in said.err
    assert "title" in said.err


@pytest.mark.parametrize(
    ("login", "password", "sentence"),
    [
        ("marko", "wrong words here", "password"),
        ("nobody", "wrong words here", "nobody"),
        ("vera", PASSWORDS["vera"], "Vera Lang may not"),
    ],
)
def test_that_nobody_imports_without_their_own_password_and_right(
    run: Run, place: list[str], login: str, password: str, sentence: str
) -> None:
    Path("p.csv").write_text(PRODUCTS)
    who = ("--as", login, "--password", password)
    said = run(*place, "import", "products", "p.csv", *who)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err


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


def test_that_batches_are_counted_after_an_import(run: Run, place: list[str]) -> None:
    from qc_desk.storage.database import open_database  # noqa: PLC0415

    Path("b.csv").write_text(
        "number,product code,manufacturer,quantity\nL-8,M1,Jingdezhen Kiln 4,5\n", "utf-8"
    )
    assert run(*place, "import", "batches", "b.csv").code == 0
    with open_database(place[1], writer=False) as database, database.reading() as session:
        assert count_batches(session, BatchFilter()) == 4


# complaints


COMPLAINTS = (
    "Id,Date,Customer,Channel,Words\n"
    "7,2026-05-03,Hotel Dunav,phone,The cups are chipped\n"
    "8,2026-05-04,Hotel Dunav,pigeon,So are the plates\n"
)
MAPPING = """
source = "portal"
create_customers = true
[columns]
outside_id = "Id"
heard_at = "Date"
customer = "Customer"
channel = "Channel"
words = "Words"
[values.channel]
pigeon = "letter"
"""


def test_that_complaints_are_imported_once_with_a_mapping(run: Run, place: list[str]) -> None:
    Path("c.csv").write_text(COMPLAINTS)
    Path("m.toml").write_text(MAPPING)
    mapped = ("import", "complaints", "c.csv", "--mapping", "m.toml")
    said = run(*place, *mapped, "--dry-run")
    assert "2 new, 0 already known. This was a rehearsal; nothing was written." in said.err
    assert run(*place, *mapped).err == "c.csv: 2 new, 0 already known.\n"
    again = run(*place, *mapped, "--json")
    assert [(each["new"], each["known"]) for each in again.json] == [(0, 2)]
    out = run(*place, "export", "complaints", "out.csv")
    assert (out.code, len(read_sheet(Path("out.csv")).rows)) == (0, 2)
    assert run(*place, "verify").code == 0


def test_that_complaints_without_a_mapping_say_what_cannot_be_meant(
    run: Run, place: list[str]
) -> None:
    Path("c.csv").write_text(COMPLAINTS)
    said = run(*place, "import", "complaints", "c.csv")
    assert said.code == 1
    assert "c.csv, line 2: customer: There is no customer “Hotel Dunav”." in said.out
    assert "2 rows were refused, so nothing was imported." in said.err
    Path("m.toml").write_text(MAPPING.replace("words =", "wrds ="))
    wrong = run(*place, "import", "complaints", "c.csv", "--mapping", "m.toml")
    assert wrong.code == 1
    assert "Did you mean “words”?" in wrong.err
