"""Imports on the command line: every row new, known or refused, and all files or none."""

from pathlib import Path

import pytest

from qc_desk.services.batch_lists import BatchFilter, count_batches
from qc_desk.services.sheets import read_sheet
from tests.checked_shop import PASSWORDS
from tests.integration.cli.conftest import Run

PRODUCTS = "code,name\nP1,Plate\nP2,Bowl\n"


def test_that_gauges_are_imported_with_their_own_names_of_columns(
    run: Run, place: list[str]
) -> None:
    Path("g.csv").write_text("Nr,Was,Art\nK-1,Schieber,caliper\n")
    Path("m.toml").write_text('number = "Nr"\nname = "Was"\nkind = "Art"\n')
    told = run(*place, "import", "gauges", "g.csv", "--mapping", "m.toml")
    assert (told.code, told.err) == (0, "g.csv: 1 new, 0 already known.\n")
    Path("bad.csv").write_text("gauge,name,kind\nK-2,Scale,scale\n,Ring,ring\n")
    said = run(*place, "import", "gauges", "bad.csv")
    assert said.code == 1
    assert said.out.startswith("bad.csv, line 3: gauge number: ")
    again = run(*place, "import", "gauges", "bad.csv", "--dry-run", "--json")
    assert (again.json[0]["new"], again.json[0]["written"]) == (1, False)


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


def test_that_a_table_of_items_becomes_the_next_draft_of_its_checklist(
    run: Run, place: list[str]
) -> None:
    Path("BOWL.csv").write_text("Nr;Provera;Opis;Tezina\nrim;Rim;Look along the rim.;minor\n")
    Path("map.toml").write_text(
        'code = "Nr"\ntitle = "Provera"\ninstruction = "Opis"\nseverity = "Tezina"\n'
    )
    mapped = ("import", "checklists", "BOWL.csv", "--mapping", "map.toml")
    rehearsed = run(*place, *mapped, "--dry-run")
    assert "BOWL.csv: 1 new, 0 already known. This was a rehearsal" in rehearsed.err
    assert run(*place, *mapped).err == "BOWL.csv: 1 new, 0 already known.\n"
    assert run(*place, *mapped).err == "BOWL.csv: 0 new, 1 already known. Nothing was changed.\n"
    Path("BOWL.csv").write_text("Nr;Provera;Opis;Tezina\nrim;Rim;Look twice.;minor\n")
    assert run(*place, *mapped).err == "BOWL.csv: 1 new, 0 already known.\n"
    out = run(*place, "export", "checklists", "out", "--checklist", "BOWL", "--version", "2")
    assert (out.code, "Look twice." in Path("out/BOWL-2.toml").read_text()) == (0, True)
    assert run(*place, "verify").code == 0


def test_that_a_table_of_items_says_what_is_wrong_with_it(run: Run, place: list[str]) -> None:
    Path("BOWL.csv").write_text("Code;Title;Instruction;Severity\nrim;Rim;Look.;huge\n")
    said = run(*place, "import", "checklists", "BOWL.csv")
    assert (said.code, said.out) == (1, "")
    assert "line 2: Severity: “huge” cannot be meant" in said.err
    Path("my bowl.csv").write_text("Code;Title;Instruction;Severity\nrim;Rim;Look.;minor\n")
    named = run(*place, "import", "checklists", "my bowl.csv")
    assert "Code: only letters, digits" in named.err


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


def test_that_customers_orders_and_people_are_imported_once(
    run: Run, place: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("c.csv").write_text("name\nTea House\n")
    assert run(*place, "import", "customers", "c.csv").err == "c.csv: 1 new, 0 already known.\n"
    Path("o.csv").write_text("Nr;Termin\nO-1;03/04/2026\nO-2;\n")
    Path("o.toml").write_text(
        '[format]\ndates = "d/m/y"\n[columns]\nnumber = "Nr"\npromised_ship_date = 2\n'
        '[constants]\ncustomer = "tea house"\n'
    )
    Path("p.csv").write_text("login,name,roles\nann,Ann Lee,inspector\n")
    assert run(*place, "import", "people", "p.csv").code == 1
    monkeypatch.setenv("QC_DESK_LOGIN", "mira")
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["mira"])
    assert run(*place, "import", "people", "p.csv", "--json").json[0]["new"] == 1
    for new in (2, 0):
        told = run(*place, "import", "orders", "o.csv", "--mapping", "o.toml", "--json")
        assert (told.code, told.json[0]["new"], told.json[0]["known"]) == (0, new, 2 - new)
    assert "0 new, 2 already known. Nothing was changed." in told.err


def test_that_refused_rows_are_saved_with_their_reasons(run: Run, place: list[str]) -> None:
    Path("c.csv").write_text("Kunde;Mail\nTea House;\nKiosk;at home\n")
    Path("c.toml").write_text('[columns]\nname = "Kunde"\nemail = 2\n')
    asked = ("import", "customers", "c.csv", "--mapping", "c.toml", "--refused", "left.csv")
    told = run(*place, *asked)
    assert told.code == 1
    assert "The refused rows are saved as left.csv." in told.err
    (row,) = read_sheet(Path("left.csv")).rows
    assert row.cells[:4] == ("Kiosk", "at home", "3", "e-mail")
    for wrong in (("customers", "c.csv", "c.csv"), ("checklists", "c.csv")):
        assert run(*place, "import", *wrong, "--refused", "left.csv").code == 2
    Path("bad.csv").write_text("words;channel\nx;phone\n")
    complaints = run(*place, "import", "complaints", "bad.csv", "--refused", "left.csv")
    assert complaints.code == 1
