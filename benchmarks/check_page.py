"""How long an inspector waits at a long check: for the first item, and after each answer.

The page stands in the real window, drawn off screen. Opening ends when the first item has been
painted; an answer ends when the next item has been painted. At 1, 2 and 4 times the size. Run it
alone: ``python benchmarks/check_page.py``.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from benchmarks.manual import AT, LEAD, drafted, found, opened, published
from qc_desk.services.desk import Desk
from qc_desk.storage.database import Database, open_database
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.pages import Place
from qc_desk.ui.presence import SignedIn
from qc_desk.ui.theme import Theme


def shown(act: Callable[[], object]) -> float:
    """Return how long it takes until what an act shows is painted, in milliseconds."""
    began = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def window_at(desk: Desk, theme: Theme) -> MainWindow:
    """Return the window with the check page, the lead signed in."""
    made = MainWindow([Place("check", "&Check", "clipboard-check", CheckPage)], theme)
    made.records.now = lambda: AT + timedelta(hours=1)
    made.records.open(desk)
    roles = frozenset({"lead"})
    made.presence.sign_in(SignedIn(LEAD, "Lead", 1, "A", "UTC", "en", roles))
    made.resize(1280, 800)
    made.show()
    made.go_to("check")
    QApplication.processEvents()
    return made


def answer(page: CheckPage) -> None:
    """Answer the item at work as an inspector would."""
    measure = page.view.card.measure
    if page.item.kind.has_value:
        measure.line.setText("10.01")
        measure.enter()
    else:
        page.view.answers.passed.click()


def measured(database: Database, theme: Theme, check: int, runs: int) -> tuple[float, float]:
    """Return the medians of opening a check and of one answer."""
    opening, answering = [], []
    for _run in range(runs):  # a window of its own each time, as on the first check of a day
        window = window_at(database, theme)
        page = window.page
        assert isinstance(page, CheckPage)
        opening.append(shown(partial(page.work_on, check)))
        before = page.sheet.answered if page.sheet is not None else 0
        answering += [shown(partial(answer, page)) for _time in range(3)]
        assert page.sheet is not None
        assert page.sheet.answered == before + 3
        window.close()
    return statistics.median(opening), statistics.median(answering)


def main() -> None:
    """Measure at 1, 2 and 4 times the size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    _app = QApplication([])
    theme = Theme("light")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_database(Path(folder) / "record", workstation="bench") as database,
    ):
        found(database)
        print(f"{'medians in ms':30} {'first item':>12} {'an answer':>12}")
        for number, count in enumerate((50, 100, 200), start=1):
            version = drafted(database, number, count, 80)
            published(database, version)
            check = opened(database, version, 80)
            first, each = measured(database, theme, check, runs)
            print(f"{f'{count} items x 80 units':30} {first:12.1f} {each:12.1f}")


if __name__ == "__main__":
    main()
