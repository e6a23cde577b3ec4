"""At an item that names a step of a procedure, the inspector opens it over the check."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import ItemKind, Severity
from qc_desk.services import inspections
from qc_desk.services.acts import acting
from qc_desk.services.procedure_lists import ProcedureVersionRow
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.procedures.step_dialog import StepDialog
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.linked_shop import next_version, procedure
from tests.shop_window import open_window, press, said, when_asked
from tests.ui.check.check_kit import places


def _item(position: int, code: str) -> CheckItem:
    return CheckItem(
        position=position,
        code=code,
        title=code,
        instruction="Feel it.",
        severity=Severity.MAJOR,
        kind=ItemKind.PASS_FAIL,
    )


@pytest.fixture
def linked(shop: Shop) -> ProcedureVersionRow:
    """A product whose first item names step 2 of a procedure."""
    made = procedure(shop)
    with shop.database.writing() as session:
        owner: Person = acting(session, "test.link", shop.ids["mira"], AT)
        checklist = Checklist(code="RIMS", title="Rims", created_at=AT)
        version = ChecklistVersion(number=1, drafted_by_id=shop.ids["marko"], drafted_at=AT)
        version.items = [_item(1, "rim"), _item(2, "foot")]
        version.items[0].procedure_code, version.items[0].procedure_step = "RIM", 2
        checklist.versions.append(version)
        product = Product(code="R-1", name="Rim mug", created_at=AT, checklist=checklist)
        session.add_all([checklist, product])
        session.flush()
        version.make_effective(owner, AT, "first version")
        shop.product_id = product.id
    return made


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, shop: Shop, linked: ProcedureVersionRow
) -> Iterator[MainWindow]:
    assert linked.steps
    batch_id = shop.add_batch("L-9")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    with open_window(qtbot, theme, shop, places(), "ana") as made:
        made.go_to("check", opened)
        yield made


def page(window: MainWindow) -> CheckPage:
    found = window.findChild(CheckPage)
    assert isinstance(found, CheckPage)
    return found


def read_dialog(window: MainWindow) -> str:
    """Open the step at the item and return what the dialog says."""
    told: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        told.append(said(dialog))
        dialog.reject()

    when_asked(read)
    press(page(window), "How it is done: RIM, step 2")
    return told[0]


def test_that_the_step_is_opened_at_its_item_and_only_there(window: MainWindow) -> None:
    told = read_dialog(window)
    assert "Look at the rim, step 2" in told
    assert "Procedure RIM, version 1, in force now." in told
    assert "Run a finger once around the rim." in told
    page(window).step(1)
    assert not page(window).view.card.how.isVisible()


def test_that_a_step_that_is_no_longer_there_says_whom_to_ask(
    window: MainWindow, shop: Shop, linked: ProcedureVersionRow
) -> None:
    next_version(shop, linked, ("Look once.",))
    told = read_dialog(window)
    assert "has only 1 step" in told
    assert "Ask a lead" in told
