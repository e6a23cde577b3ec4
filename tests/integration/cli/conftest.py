"""The command line on a real record: called as the console script calls it, or as a process."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from qc_desk import app
from qc_desk.storage.database import open_database
from tests.checked_shop import PASSWORDS, Shop, found
from tests.conftest import pg_copy

UNSET = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QC_DESK_DATA", "QC_DESK_DATABASE")


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result, where it was asked for as JSON."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def workstation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test a workstation without settings, display or record."""
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("QC_DESK_LOGIN", "marko")
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["marko"])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run_(*arguments: object) -> Said:
        capsys.readouterr()
        code = app.run([str(each) for each in arguments])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run_


@pytest.fixture
def process() -> Run:
    """Run a command in a process of its own."""

    def process_(*arguments: object) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "qc_desk", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return process_


@pytest.fixture(scope="session")
def filled(
    engine_name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Shop]]:
    """Give a closed record to be copied, and who works in it: one batch released, one waiting."""
    from qc_desk.reports import print_paper  # noqa: PLC0415 (only these tests print)

    location = str(tmp_path_factory.mktemp("filled") / "shop")
    with ExitStack() as ends:
        if engine_name == "postgresql":
            server = request.getfixturevalue("pg_server")
            template = request.getfixturevalue("pg_template")
            location = ends.enter_context(pg_copy(server, template))
        with open_database(location, workstation="test bench") as database:
            made = found(database)
            made.approve(made.checked_twice("L-1"), printer=print_paper)
            made.first_signed("L-2")
            made.add_batch("L-3")
        yield location, made


@pytest.fixture
def place(
    engine_name: str, filled: tuple[str, Shop], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[list[str]]:
    """Give the option that names a shop's record, for each engine in turn; nobody has it open."""
    if engine_name == "sqlite":
        yield ["--data", str(shutil.copytree(filled[0], tmp_path / "shop"))]
        return
    template = filled[0].rpartition("/")[2].partition("?")[0]
    with pg_copy(request.getfixturevalue("pg_server"), template) as location:
        yield ["--database", location]


@pytest.fixture
def shop(place: list[str], filled: tuple[str, Shop]) -> Iterator[Shop]:
    """Give the shop as another program has it open."""
    with open_database(place[1], workstation="test bench") as database:
        yield replace(filled[1], database=database)
