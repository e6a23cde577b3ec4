"""The wheel holds what the program needs on another computer, and nothing else."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from qc_desk import __version__

ROOT = Path(__file__).parents[2]
INSIDE = {"resources": "qc_desk/resources", "migrations": "qc_desk/migrations"}
NEEDED = (
    "qc_desk/resources/translations/sr.po",
    "qc_desk/resources/fonts/DejaVuSansCondensed.ttf",
    "qc_desk/resources/fonts/DejaVuSansCondensed-Bold.ttf",
    "qc_desk/resources/checklists/garments.toml",
    "qc_desk/resources/samples/shop.toml",
    "qc_desk/resources/samples/loop.toml",
    "qc_desk/migrations/env.py",
    "qc_desk/storage/guards/sqlite.sql",
    "qc_desk/storage/guards/sqlite_loop.sql",
    "qc_desk/storage/guards/postgresql.sql",
    "qc_desk/storage/guards/postgresql_loop.sql",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does."""
    folder = tmp_path_factory.mktemp("dist")
    uv = shutil.which("uv")
    command = [uv, "build", "--wheel", "--quiet", "--out-dir", str(folder)]
    if uv is None:
        command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(folder), "."]
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    """Give the names of everything in the wheel."""
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


@pytest.fixture(scope="session")
def about(wheel: Path) -> Message:
    """Give what the wheel says about itself."""
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA"))
        return Parser().parsestr(opened.read(name).decode())


def sources() -> set[str]:
    """Return the files of the program as they are named in the wheel."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "qc_desk", *INSIDE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    named = (name.partition("/") for name in listed if (ROOT / name).exists())
    return {f"{INSIDE.get(top, top)}/{rest}" for top, _slash, rest in named}


def test_that_the_wheel_holds_the_program_and_nothing_else(names: set[str]) -> None:
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == sources()


@pytest.mark.parametrize("needed", NEEDED)
def test_that_nothing_needed_is_missing(names: set[str], needed: str) -> None:
    assert needed in names


def test_that_every_licence_comes_along(names: set[str], about: Message) -> None:
    licences = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    assert "LICENSE" in licences
    assert any(name.startswith("resources/fonts/LICENSE") for name in licences)
    assert any(name.startswith("resources/icons/LICENSE") for name in licences)
    assert about["License-Expression"] == "MIT"


def test_that_the_wheel_says_what_the_project_says(about: Message) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (about["Name"], about["Version"]) == (project["name"], project["version"])
    assert about["Version"] == __version__
    needed = [str(each) for each in about.get_all("Requires-Dist") or []]
    assert len([each for each in needed if "extra ==" not in each]) == len(project["dependencies"])
