"""Whatever is wrong with the place of the record: a sentence, exit code 1, nothing changed."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_desk.settings import settings_file
from qc_desk.storage import place as places
from qc_desk.storage.database import open_database
from tests.checked_shop import found
from tests.integration.cli.conftest import Run

COMMANDS = {
    "verify": ["verify"],
    "report": ["report", "L-1"],
    "export": ["export", "batches", "out.csv"],
    "import": ["import", "products", "p.csv"],
    "backup": ["backup", "copy.db"],
}
Tree = dict[str, str]


@pytest.fixture(autouse=True)
def products(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("code,name\nP1,Plate\n")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a closed record, to be copied."""
    folder = tmp_path_factory.mktemp("record") / "shop"
    with open_database(folder) as database:
        shop = found(database)
        shop.approve(shop.checked_twice("L-1"))
    return folder


@pytest.fixture
def data(record: Path, tmp_path: Path) -> Path:
    """Give a record of this test's own."""
    return Path(shutil.copytree(record, tmp_path / "shop"))


def tree(folder: Path) -> Tree:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(".lock")
    }


def spoil_missing(data: Path) -> None:
    shutil.rmtree(data)


def spoil_foreign(data: Path) -> None:
    (data / "qc_desk.db").unlink()
    with sqlite3.connect(data / "qc_desk.db") as other:
        other.execute("CREATE TABLE recipes (id)")
    other.close()


def spoil_damaged(data: Path) -> None:
    content = bytearray((data / "qc_desk.db").read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    (data / "qc_desk.db").write_bytes(content)


def spoil_cut(data: Path) -> None:
    content = (data / "qc_desk.db").read_bytes()
    (data / "qc_desk.db").write_bytes(content[: len(content) // 2])


def spoil_empty(data: Path) -> None:
    (data / "qc_desk.db").write_bytes(b"")


def spoil_newer(data: Path) -> None:
    with sqlite3.connect(data / "qc_desk.db") as raw:
        raw.execute("PRAGMA user_version = 77")
    raw.close()


def spoil_synchronised(data: Path) -> None:
    (data / ".stfolder").mkdir()


def spoil_file(data: Path) -> None:
    shutil.rmtree(data)
    data.write_text("not a folder")


SPOILED = {
    "missing": (spoil_missing, "no record"),
    "foreign": (spoil_foreign, "does not hold a record"),
    "damaged": (spoil_damaged, "damaged"),
    "cut off": (spoil_cut, "damaged"),
    "empty": (spoil_empty, "empty"),
    "newer": (spoil_newer, "newer"),
    "synchronised": (spoil_synchronised, "synchronised"),
    "no folder": (spoil_file, "folder"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", SPOILED)
def test_that_a_record_that_cannot_be_used_is_told_and_left_as_it_was(
    run: Run, data: Path, tmp_path: Path, wrong: str, command: str
) -> None:
    spoil, word = SPOILED[wrong]
    spoil(data)
    before = tree(tmp_path)
    said = run("--data", data, *COMMANDS[command])
    assert (said.code, said.out) == (1, "")
    assert word in said.err.casefold()
    assert "Traceback" not in said.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_that_a_network_drive_is_refused(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(places, "_mounts", lambda _written: [(tmp_path, "nfs4")])
    before = tree(tmp_path)
    said = run("--data", data, *COMMANDS[command])
    assert (said.code, said.out) == (1, "")
    assert "PostgreSQL" in said.err
    assert tree(tmp_path) == before


@pytest.fixture
def holder(data: Path) -> Iterator[None]:
    """Let another program have the record open."""
    hold = (
        "import sys\nfrom qc_desk.storage.database import open_database\n"
        "with open_database(sys.argv[1]):\n    print('open', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        yield
        other.communicate()


@pytest.mark.usefixtures("holder")
def test_that_only_what_writes_is_kept_out_while_another_program_writes(
    run: Run, data: Path
) -> None:
    said = run("--data", data, *COMMANDS["import"])
    assert (said.code, said.out) == (1, "")
    assert "open" in said.err
    for command in ("report", "export", "verify", "backup"):
        assert run("--data", data, *COMMANDS[command]).code == 0, command


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from qc_desk.app import run
sys.exit(run(sys.argv[2:]))
"""


def limited(size: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command on a disk that takes no file larger than this."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")
@pytest.mark.parametrize("command", ["report", "export", "backup", "import"])
def test_that_a_full_disk_is_told_and_leaves_nothing_half_written(
    data: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "p.csv").write_text(
        "code,name\n" + "".join(f"P{n},{'Plate ' * 20}{n}\n" for n in range(2000))
    )
    record = data / "qc_desk.db"
    room = 50 if command in ("report", "export") else record.stat().st_size - 4096
    if command == "import":
        room = record.stat().st_size + 20_000
    before = tree(tmp_path)
    said = limited(room, "--data", data, *COMMANDS[command])
    assert said.returncode == 1, said.stderr
    assert "Traceback" not in said.stderr
    assert said.stdout == ""
    assert said.stderr.count("\n") <= 2
    if command == "import":  # the file may have grown; what is in it has not
        with open_database(data, writer=False) as database, database.reading() as session:
            from qc_desk.services.products import product_rows  # noqa: PLC0415

            assert len(product_rows(session)) == 1  # what was begun is taken back by who opens it
    after = tree(tmp_path)
    if command == "import":
        assert before.pop("shop/qc_desk.db")
        assert after.pop("shop/qc_desk.db")
        empty = before.pop("shop/qc_desk.db-journal")
        assert after.pop("shop/qc_desk.db-journal", empty) == empty
    assert after == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_that_results_that_cannot_be_printed_are_told(data: Path) -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "qc_desk", "--data", str(data), "verify"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
    assert said.returncode == 1
    assert "No space left on device" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("address", ["postgresql://nobody@127.0.0.1:1/none", "mysql://x/y"])
def test_that_a_server_that_cannot_be_reached_is_told(run: Run, address: str) -> None:
    said = run("--database", address, "verify")
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1


def test_that_wrong_settings_are_told(run: Run) -> None:
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("language = ")
    said = run("verify")
    assert (said.code, said.out) == (1, "")
    assert str(file) in said.err


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_that_a_record_damaged_in_one_place_is_told_by_what_reads_all_of_it(
    run: Run, data: Path, tmp_path: Path, command: str
) -> None:
    file = data / "qc_desk.db"
    content = bytearray(file.read_bytes())
    content[4096:12288] = b"\xa5" * 8192
    file.write_bytes(content)
    before = tree(tmp_path)
    said = run("--data", data, *COMMANDS[command])
    assert said.code == 1
    assert "Traceback" not in said.err
    assert tree(tmp_path) == before
