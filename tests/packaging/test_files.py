"""What the project's own files promise: exact versions in one place, no traces of a machine."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# put together here, so that this file does not hold them itself
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
    )
]
PLACES = ["/" + "/".join(parts) for parts in (("work", "main"), ("work", "shared"), ("root", ""))]


def tracked() -> Iterator[tuple[str, str]]:
    """Return every tracked text file with its content."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, listed):
        file = ROOT / name
        if file.is_file():
            content = file.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8")


@pytest.mark.parametrize("word", [*HOSTS, *PLACES])
def test_that_no_file_names_a_registry_or_a_place_on_a_machine(word: str) -> None:
    assert [name for name, content in tracked() if word in content] == []


def test_that_the_exact_versions_are_the_same_in_both_files() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert pins == project["tool"]["uv"]["constraint-dependencies"]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    assert len({pin.partition("==")[0] for pin in pins}) == len(pins)


def test_that_every_range_has_an_exact_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned = {
        pin.partition("==")[0] for pin in (ROOT / "constraints.txt").read_text("utf-8").split()
    }
    wanted = [
        *project["project"]["dependencies"],
        *(
            each
            for extra in project["project"]["optional-dependencies"].values()
            for each in extra
        ),
        *project["dependency-groups"]["dev"],
    ]
    names = {re.split(r"[\[><=;~! ]", each)[0].lower().replace("_", "-") for each in wanted}
    assert names - pinned == set()


def test_that_the_lock_file_with_its_addresses_stays_out() -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", "uv.lock"], cwd=ROOT, check=False)
    assert ignored.returncode == 0
    assert "uv.lock" not in dict(tracked())


def test_that_no_record_was_left_among_the_files() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [name for name in listed if re.search(r"\.db\b|\.lock$", name)] == []
