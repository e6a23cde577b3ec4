"""What is imported before the window is painted: Qt and our own words, nothing heavy."""

import os
import subprocess
import sys

import pytest

HEAVY = ("sqlalchemy", "alembic", "reportlab", "babel", "cryptography", "PIL", "pypdfium2")
PAINT = """
import sys
from PySide6.QtWidgets import QApplication
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.places import places
from qc_desk.ui.theme import Theme
application = QApplication([])
theme = Theme("light")
theme.apply()
window = MainWindow(places(), theme)
window.painted.connect(lambda: application.exit(7))
{extra}
window.show()
code = application.exec()
print(code, *[name for name in {heavy!r} if name in sys.modules])
"""


def _heavy_after_paint(extra: str = "") -> list[str]:
    """Return the exit code of a painted window and what heavy it had imported by then."""
    done = subprocess.run(
        [sys.executable, "-c", PAINT.format(extra=extra, heavy=HEAVY)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.split()


def test_that_the_window_is_painted_before_anything_heavy_is_imported() -> None:
    assert _heavy_after_paint() == ["7"]


def test_that_an_early_import_would_be_seen() -> None:
    assert _heavy_after_paint("import sqlalchemy") == ["7", "sqlalchemy"]


@pytest.mark.parametrize(("first", "reads"), [("qc_desk.ui", False), ("PySide6.QtCore", True)])
def test_that_qt_does_not_read_the_source_of_what_is_imported(first: str, reads: bool) -> None:
    script = (
        f"import {first}, inspect\n"
        "asked = []\n"
        "inspect.getsource = lambda module: asked.append(module) or ''\n"
        "import sqlalchemy.orm\n"
        "print(len(asked))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert (int(done.stdout) > 0) is reads
