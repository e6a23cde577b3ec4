"""A problem and its corrective action, in long words and a small window: no word is cut."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton

from qc_desk.domain.loop_words import Discipline
from qc_desk.services import corrective_actions, problems
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.problems import ProblemsPage
from qc_desk.ui.theme import TARGET
from tests.checked_shop import Shop
from tests.integration.services.seen import bad, days, fixed, own, promise_fix, the_problem
from tests.ui.fitting.test_small_windows import CODES, cut, seen, settled

Open = Callable[[str], MainWindow]


@pytest.fixture
def action(shop: Shop) -> int:
    """Let a problem come back twice under a stop-ship, and open its corrective action."""
    bad(shop, "K-1")
    promise_fix(shop, days(1))
    bad(shop, "K-2", days(2))
    fixed(shop, days(3), "New burner")
    bad(shop, "K-3", days(4))
    own(shop, days(5))
    mira = shop.ids["mira"]
    with shop.database.writing() as session:
        problems.stop_ship(session, the_problem(shop), "Look under the lamp", mira, shop.at)
    with shop.database.writing() as session:
        made = corrective_actions.open_(session, the_problem(shop), "Cracks", mira, mira, shop.at)
    for discipline in (Discipline.D3, Discipline.D5):
        entry = corrective_actions.PlanEntry(
            discipline=discipline, what="Sort all", owner_id=shop.ids["ana"], due_on=days(3)
        )
        with shop.database.writing() as session:
            corrective_actions.plan(session, made, entry, mira, shop.at)
    return made


def views(window: MainWindow, shop: Shop, action: int) -> Iterator[str]:
    """Show the problem from top to bottom, then every discipline."""
    window.go_to("problems", the_problem(shop).problem_id)
    page = window.page
    assert isinstance(page, ProblemsPage)
    settled(window)
    bar = page.detail.verticalScrollBar()
    place = 0
    while place <= bar.maximum():
        bar.setValue(place)
        yield f"problem at {place}"
        place += 200
    assert place > 800  # it was scrolled
    window.go_to("problems", "action", action)
    for discipline in Discipline:
        page.action.choose(discipline)
        settled(window)
        bar = page.action._area.verticalScrollBar()
        for place in range(0, bar.maximum() + 1, 200):
            bar.setValue(place)
            yield f"{discipline.value} at {place}"


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("code", [*CODES, "xx"])
def test_that_a_problem_can_be_read_and_used(
    small: Open, shop: Shop, action: int, code: str
) -> None:
    """One walk for both: no word cut, all large enough to tap."""
    window = small(code)
    found = set()
    for view in views(window, shop, action):
        settled(window)
        shown: list[QLabel | QPushButton] = [*seen(window, QLabel), *seen(window, QPushButton)]
        assert code != "xx" or any("[" in part.text() for part in shown), view
        found |= {(view, part.text()) for part in shown if part.text() and cut(part)}
        for part in (*seen(window, QAbstractButton), *seen(window, QCheckBox)):
            if min(part.height(), part.width()) < TARGET:
                found.add((view, part.text() or part.accessibleName()))
    assert found == set()
