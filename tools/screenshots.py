"""Take a picture of every page: in these languages, light and dark, at these scales.

    qc-desk --data DIR demo --no-window
    python tools/screenshots.py --data DIR --out screenshots [--language en --language sr]
        [--theme light --theme dark] [--scale 1 --scale 1.5] [--page today ...] [--pseudo]

Each combination runs in a process of its own, because Qt reads its scale when it starts, and on a
copy of the shop, because a check can only be shown by beginning one. ``--pseudo`` speaks the
pseudo-language instead, whose words are longer. Words that have less room than they need are
printed beside the file's name.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).parent.parent
WIDTH, HEIGHT = 1280, 800  # px of the screen; a larger scale leaves fewer for the window


def main() -> int:
    """Start a process for each language, theme and scale; return how many failed."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if options.pseudo:
        write = "from tools.words import write_pseudo; write_pseudo()"
        subprocess.run([sys.executable, "-c", write], check=True, cwd=ROOT)
        environment["QC_DESK_PSEUDO"] = "1"
    failed = 0
    for language, theme, scale in product(options.language, options.theme, options.scale):
        known = [f"--language={language}", f"--theme={theme}", f"--scale={scale}", "--one"]
        known += [f"--out={options.out.absolute()}", f"--data={options.data.absolute()}"]
        known += [f"--page={page}" for page in options.page]
        done = subprocess.run(
            [sys.executable, "-m", "tools.screenshots", *known],
            env={**environment, "QT_SCALE_FACTOR": str(scale)},
            cwd=ROOT,
            check=False,
        )
        failed += done.returncode != 0
    return failed


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="a sample shop, not open now")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--language", action="append", default=[])
    parser.add_argument("--theme", action="append", default=[])
    parser.add_argument("--scale", action="append", default=[], type=float)
    parser.add_argument("--page", action="append", default=[], help="only scenes that begin so")
    parser.add_argument("--pseudo", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.language = options.language or (["xx"] if options.pseudo else ["en", "sr"])
    options.theme = options.theme or ["light", "dark"]
    options.scale = options.scale or [1.0]
    return options


def take(options: argparse.Namespace) -> int:
    """Show the window in one language, theme and scale, and take its pictures."""
    language, theme, scale = options.language[0], options.theme[0], options.scale[0]
    with tempfile.TemporaryDirectory(prefix="qc_desk_pictures_") as folder:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = folder
        from qc_desk import app  # noqa: PLC0415 (after the environment is set)
        from qc_desk.i18n import speak  # noqa: PLC0415
        from qc_desk.settings import Settings  # noqa: PLC0415
        from qc_desk.ui.start_up import StartUp, make_application  # noqa: PLC0415
        from tools import scenes  # noqa: PLC0415

        application = make_application()
        speak(language)
        copy = scenes.data_copy(options.data, Path(folder))
        for tell, data in (
            (scenes.of_a_new_record, Path(folder) / "new"),
            (scenes.of_the_shop, copy),
        ):
            speak(language)
            start = StartUp(Settings(data=data, theme=theme), app.open_record, app._back_up)  # noqa: SLF001
            start.window.resize(int(WIDTH / scale), int(HEIGHT / scale))
            start.begin()
            try:
                _take_all(options, tell(start, language), f"{language}-{theme}-{scale:g}")
            finally:  # or a record that could not be opened would be waited for
                start.window.before_close = lambda: True
                start.window.close()
                start.end()
        application.quit()
    return 0


def _take_all(
    options: argparse.Namespace, told: "Iterator[tuple[str, QWidget]]", kind: str
) -> None:
    """Take a picture of every scene that is wanted, and say which words are cut."""
    from tools import fit, scenes  # noqa: PLC0415 (Qt reads its scale when it starts)

    for name, shown in told:
        scenes.settle()
        if not options.page or name.startswith(tuple(options.page)):
            file = options.out / f"{name}-{kind}.png"
            shown.grab().save(str(file))
            print("\n    ".join([str(file.name), *fit.clipped(shown)]), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _given = _options()
    sys.exit(take(_given) if _given.one else main())
