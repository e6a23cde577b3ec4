"""PySide6 starts without its detours, and works as it did."""

import builtins
import os
import subprocess
import sys
from pathlib import Path
from types import CodeType

import pytest

from qc_desk.ui.pyside import ByteCode

SOURCE = b"answer = 42\n"

_START = """
import sys
compiled = []
sys.addaudithook(lambda event, facts: compiled.append(str(facts[1])) if event == "compile" else 0)
import qc_desk.ui
from PySide6.QtCore import QSize
print(sum("shibokensupport" in name for name in compiled))
try:
    QSize("wide")
except TypeError as error:
    print(error)
"""


@pytest.fixture(autouse=True)
def byte_code_may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "pyside.pyc"


def answer(code: CodeType) -> object:
    """Return what a module's code says."""
    said: dict[str, object] = {}
    exec(code, said)  # noqa: S102 (what was compiled above)
    return said["answer"]


def kept(file: Path) -> ByteCode:
    """Keep the byte code of one module, and return what another start finds."""
    code = ByteCode(file)
    code.compile(SOURCE, "support.py", "exec")
    code.keep()
    return ByteCode(file)


def test_that_a_second_start_finds_what_the_first_one_compiled(file: Path) -> None:
    found = kept(file)
    code = found.compile(SOURCE, "another name", "exec")
    assert code.co_filename == "support.py"
    assert answer(code) == 42


def test_that_another_source_is_compiled_anew(file: Path) -> None:
    assert answer(kept(file).compile(b"answer = 43", "support.py", "exec")) == 43


@pytest.mark.parametrize("damage", [b"", b"no byte code", b"half"], ids=["empty", "other", "half"])
def test_that_damaged_byte_code_is_made_anew(file: Path, damage: bytes) -> None:
    kept(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage == b"half" else damage)
    assert answer(kept(file).compile(SOURCE, "support.py", "exec")) == 42
    assert file.read_bytes() == whole


def test_that_byte_code_of_another_python_is_not_used(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as another:
        another.setattr("qc_desk.ui.pyside.MAGIC_NUMBER", b"another")
        kept(file)
    assert ByteCode(file).compile(SOURCE, "new name", "exec").co_filename == "new name"


def test_that_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    found = kept(tmp_path / "file" / "pyside.pyc")
    assert answer(found.compile(SOURCE, "support.py", "exec")) == 42


def test_that_nothing_is_written_where_python_may_write_no_byte_code(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept(file)
    assert not file.exists()


def test_that_what_writes_stub_files_is_left_out(file: Path) -> None:
    code = ByteCode(file).compile(b"answer = 42", "support/lib/pyi_generator.py", "exec")
    assert code.co_names == ()


def test_that_nobody_looks_at_every_import_for_a_feature() -> None:
    assert builtins.__import__.__name__ != "__feature_import__"


def test_that_pyside_is_compiled_at_the_first_start_only_and_still_explains_itself(
    tmp_path: Path,
) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def start() -> list[str]:
        command = [sys.executable, "-c", _START]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.splitlines()

    first, second = start(), start()
    assert int(first[0]) > 5
    assert int(second[0]) == 2  # the two that are left out: compiling nothing costs nothing
    assert second[1:] == first[1:]
    assert "called with wrong argument types" in second[1]
    assert "w: int, h: int" in second[-1]
