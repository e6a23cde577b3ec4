"""Charts and the copy of all tables on the command line."""

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from qc_desk.cli.charts import FORMATS, NAMES
from qc_desk.services.insights import InsightName
from qc_desk.services.sheets import read_sheet
from tests.checked_shop import PASSWORDS
from tests.integration.cli.conftest import Run


def test_that_every_picture_can_be_asked_for() -> None:
    assert tuple(each.value for each in InsightName) == NAMES


@pytest.mark.parametrize("ending", FORMATS)
def test_that_a_chart_is_written_in_each_format(run: Run, place: list[str], ending: str) -> None:
    asked = ("export", "chart", "first_pass", "--format", ending, "--from", "2026-11-01")
    said = run(*place, *asked, "--until", "2026-11-30", "--site", "ns", "--product", "m1")
    assert (said.code, said.out) == (0, f"first_pass.{ending}\n")
    content = Path(f"first_pass.{ending}").read_bytes()
    if ending == "svg":
        assert content.lstrip().startswith(b"<?xml")
    elif ending == "png":
        picture = Image.open(BytesIO(content))
        assert picture.size[0] == 1560
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 5
    else:
        assert len(read_sheet(Path(f"first_pass.{ending}")).rows) > 0


def test_that_a_picture_that_cannot_be_drawn_is_told(run: Run, place: list[str]) -> None:
    empty = run(*place, "export", "chart", "first_pass", "--until", "2020-01-31")
    assert empty.code == 1
    assert "There is no picture to draw." in empty.err
    told = run(*place, "export", "chart", "defects", "--format", "csv", "-o", "d.csv", "--json")
    assert told.json["file"] == "d.csv"
    for wrong, why in (
        (("--site", "Atlantis"), "There is no site"),
        (("--manufacturer", "Nobody"), "There is no manufacturer"),
        (("--product", "XXL"), "There is no product"),
    ):
        refused = run(*place, "export", "chart", "sites", *wrong)
        assert (refused.code, why in refused.err) == (1, True)
    backwards = ("--from", "2026-02-01", "--until", "2026-01-01")
    assert run(*place, "export", "chart", "sites", *backwards).code == 2


def test_that_all_tables_are_copied_into_one_file(
    run: Run, place: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(*place, "export", "views", "shop.db", "--json")
    assert said.err.endswith(
        "Logins and roles of people were left out; an owner gets them with --as.\n"
    )
    assert said.json["tables"]["qc_batches"] == 3
    with closing(sqlite3.connect("shop.db")) as copy:
        states = {state for (state,) in copy.execute("SELECT status FROM qc_batches")}
    assert "released" in states
    asked = (*place, "export", "views", "shop.db", "--as")
    assert "it needs the role owner" in run(*asked, "marko").err
    assert run(*asked, "mira").code == 1  # the password that is there is another one's
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["mira"])
    told = run(*asked, "mira")
    assert (told.code, "left out" in told.err) == (0, False)
    with closing(sqlite3.connect("shop.db")) as copy:
        logins = {login for (login,) in copy.execute("SELECT login FROM qc_logins")}
    assert logins == set(PASSWORDS)
    assert run(*place, "export", "views", "shop.sql").out == "shop.sql\n"
    assert "CREATE VIEW qc_desk_views.qc_people AS" in Path("shop.sql").read_text()
    assert "its name must end in .db" in run(*place, "export", "views", "shop.xlsx").err
