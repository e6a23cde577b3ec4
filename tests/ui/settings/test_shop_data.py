"""The one page for products, makers, buyers, orders, defect codes and sites."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester

from qc_desk.domain.vocabulary import Severity
from qc_desk.services import customers, orders, products
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.settings.entry_panel import EntryPanel
from qc_desk.ui.theme import TARGET
from qc_desk.ui.wordings_field import WordingsField
from tests.checked_shop import AT, Shop
from tests.shop_window import find, press, said, shown_buttons
from tests.ui.settings.conftest import Go, answer_dialog, table_words, tap

KINDS = {
    "products": ("Add a product", {"code": "P-9", "name": "Plate"}, "P-9"),
    "manufacturers": (
        "Add a manufacturer",
        {"name": "Loom & Co <b>", "email": "qa@loom.example"},
        "Loom & Co <b>",
    ),
    "customers": ("Add a customer", {"name": "Ћуковић", "phone": "021/1"}, "Ћуковић"),
    "defect_codes": ("Add a defect code", {"code": "CHIP", "name": "Chip"}, "CHIP"),
    "sites": ("Add a site", {"name": "Subotica", "code": "su"}, "Subotica"),
}
CHOSEN: dict[str, dict[str, Any]] = {
    "defect_codes": {"default_severity": Severity.MINOR},
    "sites": {"time_zone": "Europe/Belgrade"},
}


def form(section: Any) -> EntryPanel:
    panel = section.beside.panel
    assert isinstance(panel, EntryPanel)
    return panel


def fill(panel: EntryPanel, **texts: str) -> None:
    for name, text in texts.items():
        panel.form.fields[name].set_text(text)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_new_row_is_in_the_list_once_it_is_saved(
    go: Go, window: MainWindow, kind: str
) -> None:
    add, texts, shown = KINDS[kind]
    section = go(kind)
    press(section, add)
    panel = form(section)
    fill(panel, **texts)
    for name, value in CHOSEN.get(kind, {}).items():
        panel.form.fields[name].choose(value)  # type: ignore[attr-defined]
    press(section, "Sa&ve")
    assert shown in [row[0] for row in table_words(section.pane.table)]
    assert section.beside.panel is None
    assert window.bar.message is not None
    assert window.bar.message.headline.startswith("Saved: ")
    assert section.pane.table.current_row() is not None


def test_that_an_order_needs_its_customer(go: Go, shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = customers.CustomerEntry(name="Hotel Dunav")
        customers.add_customer(session, entry, shop.ids["mira"], AT)
    section = go("orders")
    press(section, "Add an order")
    panel = form(section)
    fill(panel, number="A-1", promised_ship_date="3.12.2026")
    press(section, "Sa&ve")
    assert "This is needed." in said(section)
    panel.form.fields["customer_id"].box.setCurrentIndex(0)  # type: ignore[attr-defined]
    press(section, "Sa&ve")
    assert table_words(section.pane.table) == [["A-1", "Hotel Dunav", "3 Dec 2026", "In use"]]


def test_that_an_order_notes_who_recommended_us(go: Go, shop: Shop) -> None:
    with shop.database.writing() as session:
        for name in ("Hotel Dunav", "Kafe Most"):
            customers.add_customer(
                session, customers.CustomerEntry(name=name), shop.ids["mira"], AT
            )
    section = go("orders")
    press(section, "Add an order")
    panel = form(section)
    fill(panel, number="A-1", ordered_on="3.1.2026")
    for name, place in (("customer_id", 0), ("recommended_by_id", 2)):
        panel.form.fields[name].box.setCurrentIndex(place)  # type: ignore[attr-defined]
    press(section, "Sa&ve")
    with shop.database.reading() as session:
        [row] = orders.order_rows(session)
    assert (row.customer, row.recommended_by) == ("Hotel Dunav", "Kafe Most")
    assert row.ordered_on == date(2026, 1, 3)


def test_that_a_tapped_row_is_corrected(go: Go) -> None:
    section = go("products")
    tap(section.pane.table, "M1")
    panel = form(section)
    assert panel.form.fields["name"].text() == "Mug"
    fill(panel, name="Mug, large", revision="B")
    press(section, "Sa&ve")
    assert table_words(section.pane.table)[0][:2] == ["M1 B", "Mug, large"]


def test_that_a_name_that_is_taken_is_refused_and_stays_typed(go: Go, window: MainWindow) -> None:
    section = go("products")
    press(section, "Add a product")
    fill(form(section), code="m1", name="Another")
    press(section, "Sa&ve")
    assert window.bar.message is not None
    assert "There is already a product" in window.bar.message.headline
    assert form(section).form.fields["code"].text() == "m1"
    assert len(table_words(section.pane.table)) == 1


def test_that_a_retired_row_is_shown_when_asked_for_and_comes_back(
    go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = answer_dialog(monkeypatch, "Retire")
    section = go("products")
    tap(section.pane.table, "M1")
    press(section, "Retire…")
    assert titles == ["Retire “M1 · Mug”?"]
    assert table_words(section.pane.table) == []
    section.pane.retired.click()
    assert table_words(section.pane.table)[0][-1] == "Retired"
    tap(section.pane.table, "M1")
    press(section, "Bring back")
    assert table_words(section.pane.table)[0][-1] == "In use"


def test_that_words_narrow_the_list_and_finding_nothing_says_so(go: Go) -> None:
    section = go("defect_codes")
    section.pane.search.setText("crack")
    assert len(table_words(section.pane.table)) == 1
    section.pane.search.setText("no such thing")
    assert "Nothing fits these words" in said(section)
    press(section, "Show all")
    assert len(table_words(section.pane.table)) == 1


def test_that_what_is_typed_is_there_again_after_leaving(go: Go) -> None:
    section = go("products")
    tap(section.pane.table, "M1")
    fill(form(section), name="Half a name")
    QTest.keyClick(section.window(), Qt.Key.Key_Escape)
    assert section.beside.panel is None
    go("customers")
    section = go("products")
    tap(section.pane.table, "M1")
    assert form(section).form.fields["name"].text() == "Half a name"
    assert "What you typed before is back" in said(section)
    press(section, "Undo changes")
    assert form(section).form.fields["name"].text() == "Mug"
    assert "What you typed before is back" not in said(section)


def test_that_a_change_at_another_place_is_shown_below_what_is_typed(
    go: Go, shop: Shop, window: MainWindow
) -> None:
    section = go("products")
    tap(section.pane.table, "M1")
    fill(form(section), name="Mine")
    with shop.database.writing() as session:
        row = products.product_rows(session)[0]
        entry = products.ProductEntry(code="M1", name="Theirs", family="Theirs")
        products.change_product(session, row, entry, shop.ids["marko"], AT)
    window.records.changed.emit()
    assert form(section).form.fields["name"].text() == "Mine"
    press(section, "Sa&ve")
    assert "changed at another place" in said(section)
    assert form(section).form.fields["name"].text() == "Mine"
    assert form(section).form.fields["family"].text() == "Theirs"
    press(section, "Sa&ve")
    assert table_words(section.pane.table)[0][1:3] == ["Mine", "Theirs"]


def test_that_a_product_is_named_in_other_languages(go: Go, shop: Shop) -> None:
    section = go("products")
    tap(section.pane.table, "M1")
    names = form(section).form.fields["wordings"]
    assert isinstance(names, WordingsField)
    names.lines["uk"].setText("Кухоль")
    press(section, "Sa&ve")
    with shop.database.reading() as session:
        (row,) = products.product_rows(session)
    assert [(each.language, each.words) for each in row.wordings] == [("uk", "Кухоль")]


def test_that_keys_alone_add_a_row(go: Go, type_text: Any, window: MainWindow) -> None:
    section = go("customers")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    line = window.focusWidget()
    assert line is form(section).form.fields["name"].editor
    type_text(line, "Hotel Београд")
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert table_words(section.pane.table)[0][0] == "Hotel Београд"
    assert window.focusWidget() is section.pane.table


@pytest.mark.parametrize(
    ("who", "name", "sentence"),
    [
        ("ana", "products", "Only a lead or an owner can change this"),
        ("marko", "sites", "Only an owner can change this"),
    ],
)
def test_that_those_who_may_not_change_it_read_a_sentence_and_see_no_dead_button(
    go: Go, name: str, sentence: str
) -> None:
    section = go(name)
    assert sentence in said(section)
    first = table_words(section.pane.table)[0][0]
    tap(section.pane.table, first)
    assert not isinstance(section.beside.panel, EntryPanel)
    assert first in said(section.beside.panel)
    offered = {text for text in shown_buttons(section) if text}
    assert offered == set()
    QTest.keyClick(section.window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not isinstance(section.beside.panel, EntryPanel)


def test_that_an_empty_list_offers_the_first_step(go: Go) -> None:
    section = go("orders")
    assert "No orders yet" in said(section)
    table = section.pane.table
    press(table, "Add an order")
    assert isinstance(section.beside.panel, EntryPanel)


def test_that_the_list_keeps_to_the_rules_of_its_model(qtmodeltester: ModelTester, go: Go) -> None:
    section = go("products")
    qtmodeltester.check(section.pane.rows)  # type: ignore[no-untyped-call]  # pytest-qt has no types


def test_that_a_narrow_window_shows_list_or_form(go: Go, window: MainWindow) -> None:
    window.resize(853, 533)
    section = go("products")
    tap(section.pane.table, "M1")
    assert not section.pane.isVisible()
    press(section, "Close")
    assert section.pane.isVisible()


def test_that_every_target_is_large_enough_for_a_glove(go: Go) -> None:
    section = go("products")
    tap(section.pane.table, "M1")
    window = section.window()
    small = [
        (each.text() or each.accessibleName(), each.height())
        for each in window.findChildren(type(find(section, "Sa&ve")))
        if each.isVisible() and each.height() < TARGET
    ]
    assert small == []


def test_that_titles_are_shown_as_they_are_typed(go: Go, shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = products.ProductEntry(code="<b>X</b>", name="<img src=x>")
        products.add_product(session, entry, shop.ids["mira"], AT)
    section = go("products")
    tap(section.pane.table, "<b>X</b>")
    titles = [
        each
        for each in section.beside.panel.findChildren(QLabel)
        if each.text().startswith("<b>X</b>")
    ]
    assert titles
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in titles)
