"""The program as a process: what it imports, how it ends, and what it does without a display."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qc_desk import app, settings
from tests.integration.cli.conftest import Run

ROOT = Path(__file__).parents[3]
HEAVY = ("sqlalchemy", "alembic", "reportlab", "babel", "PIL", "cryptography", "PySide6")
IMPORTED = """
import json, sys
from qc_desk.app import run
codes = [run(command) for command in json.loads(sys.argv[2])]
print(*codes, *[name for name in sys.argv[1].split(",") if name in sys.modules], file=sys.stderr)
"""
WITHOUT_QT = (
    ["verify"],
    ["verify", "report.pdf"],
    ["report", "L-1", "-o", "again.pdf"],
    ["export", "batches", "out.xlsx"],
    ["import", "products", "p.csv"],
    ["import", "checklists", "none.toml"],
    ["backup"],
)


def imported(names: tuple[str, ...], *commands: list[str]) -> list[str]:
    """Return the exit codes of commands in one process, and which modules they have imported."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, ",".join(names), json.dumps(commands)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.stderr.splitlines()[-1].split()


def test_that_help_imports_nothing_heavy() -> None:
    assert imported(HEAVY, ["--help"]) == ["0"]
    assert imported(("click", *HEAVY), ["import", "--help"]) == ["0", "click"]


def test_that_importing_the_package_imports_nothing_else() -> None:
    code = "import qc_desk, sys; print([n for n in ('PySide6', 'click') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_that_no_command_but_the_window_imports_qt(
    run: Run, place: list[str], engine_name: str
) -> None:
    Path("p.csv").write_text("code,name\nP1,Plate\n")
    assert run(*place, "report", "L-1", "-o", "report.pdf").code == 0
    said = imported(("PySide6",), *([*place, *command] for command in WITHOUT_QT))
    assert said == ["0", "0", "0", "0", "0", "1", "0" if engine_name == "sqlite" else "1"]


def test_that_a_record_in_a_file_needs_nothing_of_postgresql(
    run: Run, place: list[str], engine_name: str
) -> None:
    assert run(*place, "report", "L-1", "-o", "report.pdf").code == 0
    said = imported(("sqlalchemy.dialects.postgresql", "psycopg"), [*place, "verify"])
    server = ["sqlalchemy.dialects.postgresql", "psycopg"]
    assert said == (["0"] if engine_name == "sqlite" else ["0", *server])


def test_that_the_demo_does_its_job_without_a_display(process: Run, run: Run) -> None:
    said = process("demo", "--json")
    assert said.code == 0, said.err
    played = said.json
    assert Path(played["report"]).read_bytes().startswith(b"%PDF-")
    assert played["verdict"] == "released"
    assert "forty batches" in said.err
    assert "“river stone lamp seven”" in said.err
    assert "There is no display, so the window is not opened." in said.err
    assert run("--data", played["data"], "verify").code == 0
    good = run("--data", played["data"], "verify", played["report"])
    assert (good.code, good.out) == (0, f"Report {played['number']}, batch {played['batch']}\n")
    again = run("demo", "--no-window", "--language", "sr")
    assert again.code == 0
    assert "Пробна фирма је већ овде" in again.err
    assert again.out.strip() != str(played["report"])


def test_that_the_demo_leaves_the_record_of_a_real_shop_alone(run: Run, place: list[str]) -> None:
    before = run(*place, "verify", "--json").json["head"]
    said = run(*place, "demo", "--no-window")
    assert (said.code, said.out) == (1, "")
    assert "Keramika d.o.o., which is not the sample shop" in said.err
    assert run(*place, "verify", "--json").json["head"] == before


def test_that_the_window_needs_a_display(process: Run) -> None:
    said = process()
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("There is no display, so no window can be opened.")


def test_that_the_window_is_shown_where_there_is_a_display(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[Path] = []

    def show(settings: settings.Settings) -> int:
        shown.append(settings.data)
        return 3

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "_show_window", show)
    assert run("--data", tmp_path / "shop").code == 3
    assert shown == [tmp_path / "shop"]


def test_that_other_systems_always_have_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert app._has_display()


def test_that_stopping_by_hand_is_told_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_all: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "open_record", stopped)
    said = run("verify")
    assert (said.code, said.out) == (1, "")
    assert said.err.strip() == "Stopped. What was not finished was not kept."


def heard() -> None:
    """Let Ctrl+C be heard, also where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")
def test_that_ctrl_c_ends_a_process_without_a_trace(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        [sys.executable, "-m", "qc_desk", "--data", str(tmp_path / "d"), "demo", "--no-window"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=heard,  # noqa: PLW1509 (no other thread holds a lock here)
    )
    assert demo.stderr is not None
    assert "Making the sample shop" in demo.stderr.readline()
    time.sleep(0.5)
    demo.send_signal(signal.SIGINT)
    out, err = demo.communicate(timeout=60)
    assert (demo.returncode, out) == (1, "")
    assert err.strip().endswith("Stopped. What was not finished was not kept.")
    assert "Traceback" not in err


def test_that_nobody_reading_on_is_no_error_to_shout_about() -> None:
    command = [sys.executable, "-m", "qc_desk", "--help"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as verify:
        assert verify.stdout is not None
        assert verify.stderr is not None
        verify.stdout.close()
        said = verify.stderr.read().decode()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_that_the_module_runs_like_the_command(process: Run) -> None:
    assert process("--version").out.startswith("qc-desk, version ")
    assert process("juggle").code == 2


def test_that_no_password_is_asked_for_where_nobody_can_answer(
    place: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QC_DESK_PASSWORD")
    Path("p.csv").write_text("code,name\nP1,Plate\n")
    done = subprocess.run(
        [sys.executable, "-m", "qc_desk", *place, "import", "products", "p.csv"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Password of marko" in done.stderr
    assert "Traceback" not in done.stderr
