"""``qc-desk restore``: asks before it loses anything, and says what it has done."""

import io
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qc_desk.overrides import override
from qc_desk.storage.database import open_database
from tests.checked_shop import PASSWORDS, Shop
from tests.integration.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("mira")


@pytest.fixture
def mira(monkeypatch: pytest.MonkeyPatch) -> None:
    """An owner is at the command line."""
    monkeypatch.setenv("QC_DESK_LOGIN", "mira")
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["mira"])


@pytest.fixture
def grown(run: Run, place: list[str], filled: tuple[str, Shop]) -> list[str]:
    """A record that was backed up and has gone on since."""
    if place[0] == "--data":
        assert run(*place, "backup", "copy.db").code == 0
        with open_database(place[1]) as database:
            replace(filled[1], database=database).add_batch("L-77")
    else:
        Path("copy.db").write_bytes(b"a dump")
    return place


def on_server(place: list[str]) -> bool:
    return place[0] == "--database"


def newest_act(place: list[str]) -> str:
    with closing(sqlite3.connect(Path(place[1]) / "qc_desk.db")) as raw:
        query = "SELECT act FROM audit_entries ORDER BY seq DESC LIMIT 1"
        return str(raw.execute(query).fetchone()[0])


def test_that_a_backup_takes_the_records_place(run: Run, grown: list[str]) -> None:
    said = run(*grown, "restore", "copy.db", "--yes", "--json")
    if on_server(grown):
        assert (said.code, said.out) == (1, "")
        assert "pg_restore" in said.err
        return
    assert said.code == 0, said.err
    assert "Batches: 1 (L-77)" in said.err
    assert "is kept as" in said.err
    assert said.json["preview"]["record"]["here"] == "later"
    assert said.json["preview"]["record"]["lost"]["batches"] == ["L-77"]
    assert Path(said.json["restored"]["put_aside"]).exists()
    assert newest_act(grown) == "record.restore"
    checked = run(*grown, "verify")
    assert checked.code == 0
    assert "by Mira Ilić from copy.db" in checked.out
    again = run(*grown, "restore", said.json["restored"]["last_backup"]["file"], "--yes")
    assert (again.code, again.out) == (1, "")
    assert "--of-another-record" in again.err
    undone = run(
        *grown,
        *("restore", said.json["restored"]["last_backup"]["file"]),
        *("--yes", "--of-another-record"),
    )
    assert (undone.code, undone.out) == (0, f"{Path(grown[1]) / 'qc_desk.db'}\n")


def test_that_nothing_is_lost_where_nobody_can_be_asked(run: Run, grown: list[str]) -> None:
    if on_server(grown):
        return
    for options in ([], ["--json"]):
        said = run(*grown, "restore", "copy.db", *options)
        assert said.code == 1
        assert "--yes" in said.err
        assert "Batches: 1 (L-77)" in said.err
    assert said.json["restored"] is None
    assert newest_act(grown) == "batch.add"


def test_that_nobody_but_an_owner_restores(
    run: Run, grown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if on_server(grown):
        return
    monkeypatch.setenv("QC_DESK_PASSWORD", "wrong and long enough")
    assert run(*grown, "restore", "copy.db", "--yes").code == 1
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["marko"])
    said = run(*grown, "restore", "copy.db", "--yes", "--as", "marko")
    assert said.code == 1
    assert "Marko" in said.err
    assert newest_act(grown) == "password.wrong"


def test_that_a_lost_record_comes_back_with_the_backups_own_owner(
    run: Run, grown: list[str], tmp_path: Path
) -> None:
    if on_server(grown):
        return
    new = ["--data", str(tmp_path / "new computer")]
    said = run(*new, "restore", "copy.db", "--yes")
    assert said.code == 0, said.err
    assert "no record here yet" in said.err
    assert "is kept as" not in said.err
    (Path(grown[1]) / "qc_desk.db").write_bytes(b"")
    said = run(*grown, "restore", "copy.db", "--yes")
    assert said.code == 0, said.err
    assert "nobody can tell" in said.err
    assert run(*grown, "verify").code == 0


def test_that_a_record_in_use_is_not_restored(run: Run, grown: list[str]) -> None:
    if on_server(grown):
        return
    with open_database(grown[1]):
        said = run(*grown, "restore", "copy.db", "--yes")
    assert said.code == 1
    assert "already open" in said.err


class Terminal(io.StringIO):
    """Somebody who types."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("typed", ["n", "y"])
def test_that_whoever_is_there_is_asked(
    run: Run, grown: list[str], monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    if on_server(grown):
        return
    monkeypatch.setattr(sys, "stdin", Terminal(f"{typed}\n"))
    said = run(*grown, "restore", "copy.db")
    assert "Restore it?" in said.err
    assert said.code == (0 if typed == "y" else 1)
    assert newest_act(grown) == ("record.restore" if typed == "y" else "batch.add")
