"""Take a picture of every page: in these languages, light and dark, at these scales.

    python tools/screenshots.py --data DIR --to screenshots [--language en --language sr]
        [--theme light --theme dark] [--scale 1 --scale 1.5] [--page today ...]

Each combination runs in a process of its own, because Qt reads its scale when it starts. Without
--data the window is shown without a record: only the shell can be seen then.
"""

import argparse
import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from qc_desk.ui.main_window import MainWindow

SHELL = "shell"
SETTLE_MS = 300
WIDTH, HEIGHT = 1280, 800  # px of the screen; a larger scale leaves fewer for the window


def main() -> int:
    """Start a process for each language, theme and scale; return how many failed."""
    options = _options()
    options.to.mkdir(parents=True, exist_ok=True)
    failed = 0
    for language, theme, scale in product(options.language, options.theme, options.scale):
        known = [f"--language={language}", f"--theme={theme}", f"--scale={scale}", "--one"]
        known += [f"--to={options.to}", *(f"--page={page}" for page in options.page)]
        known += [f"--data={options.data}"] if options.data else []
        done = subprocess.run(
            [sys.executable, __file__, *known],
            env={**os.environ, "QT_SCALE_FACTOR": str(scale)},
            check=False,
        )
        failed += done.returncode != 0
    return failed


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--to", type=Path, default=Path("screenshots"))
    parser.add_argument("--language", action="append", default=[])
    parser.add_argument("--theme", action="append", default=[])
    parser.add_argument("--scale", action="append", default=[], type=float)
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.language = options.language or ["en", "sr"]
    options.theme = options.theme or ["light", "dark"]
    options.scale = options.scale or [1.0]
    return options


def take(options: argparse.Namespace) -> int:
    """Show the window in one language, theme and scale, and take its pictures."""
    language, theme, scale = options.language[0], options.theme[0], options.scale[0]
    application, window = _window(language, theme, scale)
    if options.data:
        _open_record(window, options.data)
    every = list(window.rail.buttons) if options.data else [SHELL]
    for page in options.page or every:
        if page != SHELL:
            window.go_to(page)
        _settle(application)
        file = options.to / f"{page}-{language}-{theme}-{scale:g}.png"
        window.grab().save(str(file))
        print(file)
    window.jobs.close()
    return 0


def _window(language: str, theme: str, scale: float) -> "tuple[QApplication, MainWindow]":
    """Show an empty window in a language and a theme, as large as the screen leaves room for."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (after the platform is chosen)

    from qc_desk.i18n import speak  # noqa: PLC0415
    from qc_desk.ui.main_window import MainWindow  # noqa: PLC0415
    from qc_desk.ui.places import places  # noqa: PLC0415
    from qc_desk.ui.theme import Theme  # noqa: PLC0415
    from qc_desk.ui.translator import OurTranslator  # noqa: PLC0415

    application = QApplication([])
    speak(language)
    application.installTranslator(OurTranslator(application))
    worn = Theme(theme)
    worn.setParent(application)
    worn.apply()
    window = MainWindow(places(), worn)
    window.resize(int(WIDTH / scale), int(HEIGHT / scale))
    window.show()
    return application, window


def _settle(application: "QApplication") -> None:
    """Let workers bring their rows and the window paint them."""
    from PySide6.QtTest import QTest  # noqa: PLC0415

    QTest.qWait(SETTLE_MS)
    application.processEvents()


def _open_record(window: "MainWindow", data: Path) -> None:
    """Open a shop's record for reading and sign in the person who may do most there."""
    from qc_desk.services.people import people_rows  # noqa: PLC0415
    from qc_desk.storage.database import open_database  # noqa: PLC0415
    from qc_desk.ui.presence import SignedIn  # noqa: PLC0415

    window.records.open(open_database(data, create=False, writer=False))
    people = [p for p in window.records.read(people_rows) if p.roles]
    if not people:
        return
    person = max(people, key=lambda p: len(p.roles))
    held = person.roles[0]
    roles = frozenset(str(role.role.value) for role in person.roles)
    window.presence.sign_in(SignedIn(person.id, person.name, held.site_id, held.site, roles=roles))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _given = _options()
    sys.exit(take(_given) if _given.one else main())
