"""Items that are counted, chosen, written down or photographed."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Result, Severity
from qc_desk.services import inspections
from qc_desk.services.acts import acting
from qc_desk.ui.check.page import CheckPage
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.theme import Theme
from tests.checked_shop import AT, Shop
from tests.long_sheet import Sheet
from tests.shop_window import find, open_window, press, said
from tests.ui.check.check_kit import KEY, hit, kept, picture, places, title


def item(position: int, code: str, kind: ItemKind, **facts: Any) -> CheckItem:
    return CheckItem(
        position=position, code=code, title=code.capitalize(), kind=kind,
        severity=Severity.MINOR, **{"decimals": 0, **facts},
    )  # fmt: skip


@pytest.fixture
def sheet(shop: Shop) -> Sheet:
    """A first check of Ana with one item of each kind."""
    with shop.database.writing() as session:
        owner = acting(session, "test.sheet", shop.ids["mira"], AT)
        checklist = Checklist(code="KINDS", title="Kinds", created_at=AT)
        version = ChecklistVersion(number=1, drafted_by_id=shop.ids["marko"], drafted_at=AT)
        version.items = [
            item(1, "pinholes", ItemKind.COUNT, upper=Decimal(2)),
            item(2, "colour", ItemKind.CHOICE, good_choices="white\nivory", bad_choices="yellow"),
            item(3, "mould", ItemKind.TEXT),
            item(4, "carton", ItemKind.PHOTO, photo_rule=PhotoRule.ALWAYS),
        ]
        checklist.versions.append(version)
        product = Product(code="K-1", name="Kinds", created_at=AT, checklist=checklist)
        session.add_all([checklist, product])
        session.flush()
        version.make_effective(owner, AT, "first version")
        shop.product_id = product.id
        items = {each.code: each.id for each in version.items}
    batch_id = shop.add_batch("L-9")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    return Sheet(batch_id, opened, items)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, shop: Shop, sheet: Sheet) -> Iterator[MainWindow]:
    with open_window(qtbot, theme, shop, places(), "ana") as made:
        made.go_to("check", sheet.inspection_id)
        yield made


def answers(shop: Shop, sheet: Sheet) -> list[tuple[Result, Decimal | None, str] | None]:
    return [
        (each.answer.result, each.answer.value, each.answer.words) if each.answer else None
        for each in kept(shop, sheet).items
    ]


def count(page: CheckPage, number: str) -> None:
    line = page.view.card.measure.line
    line.clear()
    QTest.keyClicks(line, number)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_that_a_count_is_judged_by_its_limit(page: CheckPage, shop: Shop, sheet: Sheet) -> None:
    assert "at most 2" in said(page.view.card)
    count(page, "1.5")
    assert "Type a whole number" in said(page.view.card)
    assert answers(shop, sheet)[0] is None
    count(page, "2")
    assert answers(shop, sheet)[0] == (Result.PASS, Decimal(2), "")
    assert title(page) == "Colour"


def test_that_gloves_count_with_two_buttons(page: CheckPage, shop: Shop, sheet: Sheet) -> None:
    for _time in range(4):
        press(page, "One more")
    press(page, "One less")
    page.view.card.measure.judge()
    press(page, "  ⏎  Save: fail")
    assert answers(shop, sheet)[0] == (Result.FAIL, Decimal(3), "")


def test_that_a_choice_says_by_itself_whether_it_is_good(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(1)
    assert not page.view.answers.passed.isVisible()
    hit(qtbot, page, KEY.Key_2)
    assert answers(shop, sheet)[1] == (Result.PASS, None, "ivory")
    assert title(page) == "Mould"


def test_that_a_bad_choice_fails_and_asks_for_its_defect(
    page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(1)
    find(page, "yellow").click()
    assert answers(shop, sheet)[1] == (Result.FAIL, None, "yellow")
    assert page.view.defect.isVisible()


def test_that_a_text_is_written_before_it_is_passed(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet
) -> None:
    page.go_to_item(2)
    hit(qtbot, page, KEY.Key_F1)
    assert "Write it down first." in said(page.view.card)
    assert answers(shop, sheet)[2] is None
    QTest.keyClicks(page.view.card.written.line, "M-14 1/2")
    hit(qtbot, page, KEY.Key_F1)
    assert answers(shop, sheet)[2] == (Result.PASS, None, "M-14 1/2")
    page.go_to_item(2)
    assert page.view.card.written.line.text() == "M-14 1/2"


def test_that_a_text_that_is_half_written_is_there_again(page: CheckPage) -> None:
    page.go_to_item(2)
    QTest.keyClicks(page.view.card.written.line, "half")
    page.go_to_item(3)
    page.go_to_item(2)
    assert page.view.card.written.line.text() == "half"


def test_that_a_photo_item_is_not_done_without_its_photo(
    qtbot: QtBot, page: CheckPage, shop: Shop, sheet: Sheet, tmp_path: Path
) -> None:
    page.go_to_item(3)
    hit(qtbot, page, KEY.Key_F1)
    assert kept(shop, sheet).items[3].needs_photo
    page.go_to_item(3)
    page.view.card.photos.files_chosen.emit([picture(tmp_path)])
    qtbot.waitUntil(lambda: not kept(shop, sheet).items[3].needs_photo, timeout=10_000)


def test_that_choices_count_and_words_are_read_in_the_overview(page: CheckPage) -> None:
    count(page, "1")
    find(page, "white").click()
    model = page.view.overview.view.model()
    words = "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))
    assert "1 · Pass" in words
    assert "white · Pass" in words
