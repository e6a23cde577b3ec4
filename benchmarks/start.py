"""How long the window takes to be painted and to be filled, beside a bare PySide6 window.

    python benchmarks/start.py [--runs 15] [--data DIR]

Each run is a whole process, from exec to the moment in question; the kinds take turns, so that a
busy machine is busy for all of them. Targets, in times of the bare window: painted within 1.6, the
door with its people within 4, Today within 2 after the door lets somebody in who took the time to
type a password, and Today at once within twice its floor (docs/decisions/0020-start.md).

* "Painted" is the first paint of the window of ``qc-desk``.
* "At the door" is the lock screen with its people, read from the record: the first page that
  anybody sees. A password can be typed from here on.
* "Record open" is when such a password begins to be checked: everything was looked at.
* "Today at once" is the first page of a person who is let in at that very moment, without the
  seconds that typing takes and the fifth of a second that a password costs on purpose. Nobody
  types that fast: it is the worst that can be met.
* "Today let in" is what a person waits for: from the moment the door lets them in, once what is
  loaded while a password is typed is there, to the painted page. It is no whole process.

The floors are what "record open" and "today" cannot go below: a bare window that imports
SQLAlchemy's ORM once it is painted, and one that then maps our entities as well and does nothing
else. Byte code is cached, as in an installed program.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE_WINDOW, FLOOR, LET_IN = "bare", "floor: mapped", "today let in"
MOMENTS = ("painted", "at the door", "record open", "today at once", LET_IN)
TARGETS = {  # a kind, and how many times of another one it may take
    "painted": (1.6, BARE_WINDOW),
    "at the door": (4.0, BARE_WINDOW),
    "today at once": (2.0, FLOOR),
    LET_IN: (2.0, BARE_WINDOW),
}

BARE = """
import os, sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def event(self, event):
        answer = super().event(event)
        if event.type() == QEvent.Type.Paint:
            {then}
            os._exit(0)  # as ours: what comes after is not measured
        return answer
application = QApplication(sys.argv[:1])
window = Window()
window.resize(1280, 800)
window.show()
sys.exit(application.exec())
"""

FLOORS = {
    BARE_WINDOW: "pass",
    "floor: ORM": "import gc; gc.disable(); import sqlalchemy.orm, sqlalchemy.dialects.sqlite",
    FLOOR: (
        "import gc; gc.disable(); import qc_desk.ui, qc_desk.domain.entities, sqlalchemy.orm as o;"
        " o.configure_mappers()"
    ),
}

# The composition root does the same for ``qc-desk --data DIR``; this leaves at a chosen moment.
OURS = """
import os, sys, time
from pathlib import Path
from qc_desk import app
from qc_desk.settings import Settings
from qc_desk.ui.start_up import StartUp, make_application
from PySide6.QtCore import QTimer  # after ours, as the program does
moment, data = sys.argv[1:3]
application = make_application()
start = StartUp(Settings(data=Path(data)), app.open_record, app._back_up)
def leave():
    sys.stdout.flush()
    os._exit(0)
def enter(opened):
    try:
        start.door.let_in(next(p.person_id for p in opened.people if p.login == "mira"))
        assert start.window.place == "today" and start.window.page.cards.count()
    except Exception as error:  # the window would show it and stay
        give_up(repr(error))
def enter_when_loaded(opened):
    if start.opener._thread.is_alive():
        QTimer.singleShot(5, lambda: enter_when_loaded(opened))
        return
    begun = time.perf_counter()
    enter(opened)
    start.window.repaint()
    print(time.perf_counter() - begun)
    leave()
def when_entered(opened):
    if moment == "today let in":
        enter_when_loaded(opened)
        return
    if moment == "today at once":
        enter(opened)
    else:
        assert start.door.screen.isVisible() and start.window.records.ready
    start.window.repaint()
    leave()
def when_standing():
    assert start.door.screen.isVisible() and len(start.door.screen.tiles) == 6
    start.window.repaint()
    leave()
def give_up(why):
    print(why, file=sys.stderr, flush=True)
    os._exit(1)
start.opener.refused.connect(give_up)
start.opener.broke.connect(give_up)
if moment == "painted":
    start.window.painted.connect(leave)
elif moment == "at the door":
    start.opener.glanced.connect(when_standing)
else:
    start.opener.opened.connect(when_entered)
start.begin()
sys.exit(application.exec())
"""


def main() -> None:
    """Measure every kind in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--data", type=Path, help="a sample shop; made when none is given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qc_desk_start_") as folder:
        data = options.data or _sample_shop(Path(folder) / "shop")
        _report(_measure(data, options.runs, Path(folder)))


def _sample_shop(data: Path) -> Path:
    """Make the sample shop to start in."""
    print("making the sample shop …", file=sys.stderr)
    command = [sys.executable, "-m", "qc_desk", "--data", str(data), "demo", "--no-window"]
    subprocess.run(command, check=True, capture_output=True)
    return data


def _measure(data: Path, runs: int, home: Path) -> dict[str, list[float]]:
    """Run each kind in turn; return seconds of whole processes by kind."""
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    if not environment.get("DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    python = [sys.executable, "-c"]
    commands = {kind: [*python, BARE.replace("{then}", then)] for kind, then in FLOORS.items()}
    commands |= {moment: [*python, OURS, moment, str(data)] for moment in MOMENTS}
    taken: dict[str, list[float]] = {kind: [] for kind in commands}
    for run in range(runs + 1):
        for kind, command in commands.items():
            seconds = _timed(command, environment)
            if run:  # the first one writes byte code and warms the disk
                taken[kind].append(seconds)
    return taken


def _timed(command: list[str], environment: dict[str, str]) -> float:
    """Run a process to its end; return how many seconds it took, or has measured itself."""
    begun = time.perf_counter()
    # a timeout would poll: 50 ms coarse
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    taken = time.perf_counter() - begun
    return float(done.stdout) if done.stdout.strip() else taken


def _report(taken: dict[str, list[float]]) -> None:
    """Print medians, spreads and ratios to what was measured in the same round."""
    print(f"{'':14}{'median':>9}{'fastest':>9}{'slowest':>9}{'to bare':>9}  target")
    for kind, seconds in taken.items():
        print(
            f"{kind:14}{statistics.median(seconds) * 1000:7.0f}ms{min(seconds) * 1000:7.0f}ms"
            f"{max(seconds) * 1000:7.0f}ms{_ratio(seconds, taken[BARE_WINDOW]):9.2f}"
            f"{_held(kind, taken)}"
        )


def _ratio(seconds: list[float], others: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(seconds, others, strict=True))


def _held(kind: str, taken: dict[str, list[float]]) -> str:
    """Say the target of a kind, and whether it is held."""
    if kind not in TARGETS:
        return ""
    most, other = TARGETS[kind]
    ratio = _ratio(taken[kind], taken[other])
    found = "" if other == BARE_WINDOW else f"{ratio:.2f} of "
    return f"  {found}{most} x {other}" + ("" if ratio <= most else "  missed")


if __name__ == "__main__":
    main()
