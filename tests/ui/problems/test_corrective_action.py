"""A corrective action in the window: eight steps, from the team to the closing."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import BRANCHES, DisciplinePlace
from qc_desk.domain.loop_words import (
    ActionStatus,
    CorrectiveActionStatus,
    Discipline,
    DisciplinePart,
)
from qc_desk.services import corrective_actions
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.problems import ProblemsPage
from qc_desk.ui.problems.action.actions_form import ActionsForm
from qc_desk.ui.problems.action.causes_form import CausesForm
from qc_desk.ui.problems.action.ishikawa import Sketch, draw_sketch
from qc_desk.ui.problems.action.team_form import TeamForm
from qc_desk.ui.problems.action.text_form import ClosingForm, TextForm
from qc_desk.ui.theme import DARK, LIGHT, Colours
from tests.checked_shop import Shop
from tests.integration.services.seen import bad, claim, days, good, own, prove, the_problem, verify
from tests.integration.services.seen import work_out as worked_out
from tests.shop_window import said, shown_buttons, sign_in
from tests.ui.problems.asked import fill, press, when_asked
from tests.ui.problems.conftest import Opened


def begun(shop: Shop) -> int:
    """Open a corrective action led by Mira."""
    bad(shop, "K-1")
    with shop.database.writing() as session:
        return corrective_actions.open_(
            session, the_problem(shop), "Cracks", shop.ids["mira"], shop.ids["mira"], shop.at
        )


def at(
    opened: Opened, action: int, who: str = "mira", step: Discipline | None = None
) -> tuple[MainWindow, ProblemsPage]:
    window, page = opened(who)
    window.go_to("problems", "action", action)
    if step is not None:
        page.action.steps.steps[step].click()
    return window, page


def read(shop: Shop, action: int, discipline: Discipline, part: DisciplinePart) -> list[str]:
    with shop.database.reading() as session:
        found = session.get_one(CorrectiveAction, action)
        return [entry.words for entry in found.current(discipline, part)]


def test_that_the_steps_say_what_is_complete_and_what_is_lacking(
    opened: Opened, shop: Shop
) -> None:
    _window, page = at(opened, begun(shop))
    assert page.heading.text() == "Corrective action CA-1"
    steps = {each.title.text(): each.lacks.text() for each in page.action.steps.steps.values()}
    assert steps["D0 Emergency response"] == "Only where there is danger"
    assert steps["D1 Team"] == "Lacks: a team of at least two people"
    assert steps["D4 Causes"] == "Lacks: why it occurred"
    assert "1 of 9 disciplines complete" in said(page)
    assert page.action.chosen is Discipline.D1  # the first that lacks something


def test_that_somebody_is_taken_into_the_team(opened: Opened, shop: Shop) -> None:
    _window, page = at(opened, begun(shop))
    form = page.action.form
    assert isinstance(form, TeamForm)
    press(page, "Take into the team")
    assert "This is needed." in said(page)
    form.person.choose(shop.ids["ana"])
    form.task.set_text("knows the kiln")
    press(page, "Take into the team")
    assert "Ana Kovač" in said(page)
    assert "knows the kiln" in said(page)
    again = page.action.form
    assert isinstance(again, TeamForm)
    assert not again.form.dirty
    assert page.action.steps.steps[Discipline.D1].lacks.text() == "Complete"


def test_that_a_description_is_kept_as_a_draft_until_it_is_saved(
    opened: Opened, shop: Shop
) -> None:
    action = begun(shop)
    _window, page = at(opened, action, step=Discipline.D2)
    form = page.action.form
    assert isinstance(form, TextForm)
    form.note.set_text("Cracks at the handle")
    page.action.steps.steps[Discipline.D3].click()
    page.action.steps.steps[Discipline.D2].click()
    form = page.action.form
    assert isinstance(form, TextForm)
    assert form.note.text() == "Cracks at the handle"
    assert read(shop, action, Discipline.D2, DisciplinePart.TEXT) == []
    press(page, "Save")
    assert read(shop, action, Discipline.D2, DisciplinePart.TEXT) == ["Cracks at the handle"]
    form = page.action.form
    assert isinstance(form, TextForm)
    form.note.set_text("Cracks at the handle of mugs")
    press(page, "Save")
    assert "Cracks at the handle" in said(page).splitlines()  # what stood there stays to be read


def test_that_an_action_is_planned_done_and_verified_by_somebody_else(
    opened: Opened, shop: Shop
) -> None:
    action = begun(shop)
    window, page = at(opened, action, step=Discipline.D5)
    form = page.action.form
    assert isinstance(form, ActionsForm)
    form.what.set_text("New door seal")
    form.owner.choose(shop.ids["ana"])
    press(page, "Plan it")
    assert "This is needed." in said(page)  # the day
    form.due.set_text("10.11.2026")
    press(page, "Plan it")
    assert "New door seal" in said(page)
    assert "1 action is overdue." in said(page)
    when_asked(fill(words="Photo 12"))
    press(page, "Done…")
    assert "Photo 12" in said(page)
    assert "Verify…" not in shown_buttons(page)  # Mira leads it
    sign_in(window, shop, "marko")
    page.reload()
    page.action.steps.steps[Discipline.D6].click()
    assert "New door seal" in said(page)
    when_asked(fill(words="It is there"))
    press(page, "Verify…")
    assert page.action.steps.steps[Discipline.D6].lacks.text() == "Complete"
    with shop.database.reading() as session:
        [done] = session.get_one(CorrectiveAction, action).actions
        assert done.status is ActionStatus.VERIFIED


def test_that_a_cancelled_action_does_not_count(opened: Opened, shop: Shop) -> None:
    action = begun(shop)
    with shop.database.writing() as session:
        entry = corrective_actions.PlanEntry(
            discipline=Discipline.D3, what="Sort", owner_id=shop.ids["ana"], due_on=days(30)
        )
        corrective_actions.plan(session, action, entry, shop.ids["mira"], shop.at)
    _window, page = at(opened, action, step=Discipline.D3)
    when_asked(fill(words="Nothing left in the store"))
    press(page, "Cancel…")
    assert "Nothing left in the store" in said(page)
    assert page.action.steps.steps[Discipline.D3].lacks.text().startswith("Lacks: ")


def test_that_each_why_leads_to_the_next(opened: Opened, shop: Shop) -> None:
    action = begun(shop)
    _window, page = at(opened, action, step=Discipline.D4)
    form = page.action.form
    assert isinstance(form, CausesForm)
    chain = form.chains[DisciplinePart.WHY_OCCURRED]
    QApplication.processEvents()
    assert [each.isVisible() for each in chain.fields].count(True) == 1
    chain.fields[0].set_text("It cools too quickly")
    assert chain.fields[1].isVisible()
    assert chain.fields[1].label.text() == "2. Why: “It cools too quickly”?"
    chain.fields[1].set_text("The door is opened at 600 °C")
    form.chains[DisciplinePart.WHY_ESCAPED].fields[0].set_text("Only the front is sampled")
    form.branches[DisciplinePart.MACHINE].set_text("Seal worn\n\n Drift ")
    press(page, "Save the causes")
    assert read(shop, action, Discipline.D4, DisciplinePart.WHY_OCCURRED) == [
        "It cools too quickly",
        "The door is opened at 600 °C",
    ]
    assert read(shop, action, Discipline.D4, DisciplinePart.MACHINE) == ["Seal worn", "Drift"]
    assert page.action.steps.steps[Discipline.D4].lacks.text() == "Complete"
    again = page.action.form
    assert isinstance(again, CausesForm)
    again.branches[DisciplinePart.MACHINE].set_text("Drift")
    press(page, "Save the causes")
    assert read(shop, action, Discipline.D4, DisciplinePart.MACHINE) == ["Drift"]


def test_that_saving_again_writes_nothing_new(opened: Opened, shop: Shop) -> None:
    action = begun(shop)
    _window, page = at(opened, action, step=Discipline.D4)
    form = page.action.form
    assert isinstance(form, CausesForm)
    form.branches[DisciplinePart.PEOPLE].set_text("Hurry")
    press(page, "Save the causes")
    press(page, "Save the causes")
    with shop.database.reading() as session:
        assert len(session.get_one(CorrectiveAction, action).entries) == 1


def test_that_causes_are_drawn_while_they_are_typed(opened: Opened, shop: Shop) -> None:
    _window, page = at(opened, begun(shop), step=Discipline.D4)
    form = page.action.form
    assert isinstance(form, CausesForm)
    empty = form.sketch.grab().toImage()
    form.branches[DisciplinePart.MATERIAL].set_text("Thick glaze")
    assert form.sketch.accessibleName() == "Causes of Cracks; Material: Thick glaze"
    assert form.sketch.grab().toImage() != empty


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_the_sketch_stays_inside_its_room(colours: Colours) -> None:
    sketch = Sketch(
        "Cracked glaze", {b: [f"{b.value} {n} " * 5 for n in range(12)] for b in BRANCHES}
    )
    height = int(sketch.height())
    image = QImage(720, height + 40, QImage.Format.Format_RGB32)
    ground = QColor(colours.surface)
    image.fill(ground)
    painter = QPainter(image)
    draw_sketch(painter, QRectF(10, 20, 700, height), sketch, colours)
    painter.end()
    edge = [(x, y) for x in range(720) for y in (*range(18), *range(height + 22, height + 40))]
    edge += [(x, y) for x in (*range(8), *range(712, 720)) for y in range(height + 40)]
    assert all(image.pixelColor(x, y) == ground for x, y in edge)
    assert len(sketch.lines(BRANCHES[0])) == 8
    assert sketch.lines(BRANCHES[0])[-1] == "and 5 more"


def test_that_it_is_closed_by_somebody_else_once_all_is_proven(opened: Opened, shop: Shop) -> None:
    bad(shop, "K-1")
    action = worked_out(shop, days(1))
    for discipline in (Discipline.D2, Discipline.D8):
        _write(shop, action, discipline)
    with shop.database.writing() as session:
        corrective_actions.add_member(
            session, action, shop.ids["ana"], "", shop.ids["mira"], shop.at
        )
    for discipline in (Discipline.D3, Discipline.D7):
        _do(shop, action, discipline)
    own(shop, days(1))
    claim(shop, days(2), "New burner")
    verify(shop, days(2))
    for number, day in (("K-2", 3), ("K-3", 4)):
        good(shop, number, days(day))
    prove(shop, days(5))
    window, page = at(opened, action, step=Discipline.D8)
    assert "Close the corrective action…" not in shown_buttons(page)
    assert "took part" in said(page)
    sign_in(window, shop, "marko")
    page.reload()
    form = page.action.form
    assert isinstance(form, ClosingForm)

    def confirm(dialog: QDialog) -> None:
        assert isinstance(dialog, Dialog)
        press(dialog, "Close the corrective action")

    when_asked(confirm)
    press(page, "Close the corrective action…")
    with shop.database.reading() as session:
        found = session.get_one(CorrectiveAction, action)
        assert found.status is CorrectiveActionStatus.CLOSED
    assert "Save" not in shown_buttons(page)
    assert "Closed" in said(page)


def _write(shop: Shop, action: int, discipline: Discipline) -> None:
    with shop.database.writing() as session:
        place = DisciplinePlace(discipline)
        corrective_actions.write(session, action, place, "so it is", shop.ids["mira"], shop.at)


def _do(shop: Shop, action: int, discipline: Discipline) -> None:
    with shop.database.writing() as session:
        entry = corrective_actions.PlanEntry(
            discipline=discipline, what="Sort", owner_id=shop.ids["ana"], due_on=days(3)
        )
        made = corrective_actions.plan(session, action, entry, shop.ids["mira"], shop.at)
    with shop.database.writing() as session:
        corrective_actions.finish(session, made, "photo", shop.ids["ana"], shop.at)


def test_that_who_only_looks_on_reads_and_writes_nothing(opened: Opened, shop: Shop) -> None:
    action = begun(shop)
    _write(shop, action, Discipline.D2)
    _window, page = at(opened, action, "vera", Discipline.D2)
    assert "so it is" in said(page)
    assert "Save" not in shown_buttons(page)


def test_that_a_narrow_window_shows_the_steps_as_chips(opened: Opened, shop: Shop) -> None:
    window, page = at(opened, begun(shop))
    window.resize(853, 533)
    QApplication.processEvents()
    assert not page.action.steps.isVisible()
    assert page.action.steps.chips.isVisible()
    press(page, "D4")
    assert isinstance(page.action.form, CausesForm)
    assert page.action.steps.small[Discipline.D4].isChecked()
