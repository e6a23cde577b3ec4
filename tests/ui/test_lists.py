"""Long lists: first rows at once, order from a worker, windows by id, touch and keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.rows import BLOCK, Column, Order, Rows
from qc_desk.ui.table import Table
from qc_desk.ui.theme import TARGET, Tone, Type, font

COLUMNS: list[Column["Lot"]] = [
    Column("Number", lambda row: row.number, sort="number", width=200),
    Column("Status", lambda row: row.status, state=lambda _row: (Tone.PASS, "circle-check")),
]


@dataclass(frozen=True)
class Lot:
    """A row as a service would return it."""

    id: int
    number: str
    status: str = "released"


@dataclass
class Lots:
    """A source with rows made on demand, which remembers what it was asked."""

    size: int
    hold: Event | None = None
    asked: list[Any] = field(default_factory=list)

    def count(self, _session: object) -> int:
        self.asked.append("count")
        return self.size

    def first(self, _session: object, order: Order, limit: int) -> Sequence[Lot]:
        self.asked.append(("first", order, limit))
        return self.rows(_session, self._order(order)[:limit])

    def ids(self, _session: object, order: Order) -> Sequence[int]:
        if self.hold is not None:
            assert self.hold.wait(5)
        return self._order(order)

    def rows(self, _session: object, ids: Sequence[int]) -> Sequence[Lot]:
        self.asked.append(("rows", len(ids)))
        return [Lot(number, f"L-{number:06}") for number in reversed(ids)][::-1]

    def _order(self, order: Order) -> list[int]:
        numbers = list(range(1, self.size + 1))
        return numbers[::-1] if order.descending else numbers


@pytest.fixture
def rows(window: MainWindow) -> Rows[Lot]:
    return Rows(window.records, window.jobs, COLUMNS, Order("number"))


@pytest.fixture
def table(rows: Rows[Lot], qtbot: QtBot) -> Table:
    made = Table(rows)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


@pytest.mark.parametrize("size", [0, 1, 150, 1000])
def test_that_the_model_keeps_the_contract_of_qt(
    rows: Rows[Lot], qtmodeltester: ModelTester, qtbot: QtBot, size: int
) -> None:
    rows.show(Lots(size))
    model: QAbstractItemModel = rows
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types
    qtbot.waitUntil(lambda: size == 0 or rows.id_at(size - 1) is not None)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types


def test_that_the_first_rows_are_there_before_the_order_of_all(
    rows: Rows[Lot], qtbot: QtBot
) -> None:
    hold = Event()
    rows.show(Lots(1000, hold))
    assert rows.rowCount() == 1000
    assert rows.index(0, 0).data() == "L-000001"
    assert rows.index(BLOCK, 0).data() == "…"
    hold.set()
    qtbot.waitUntil(lambda: rows.index(BLOCK, 0).data() == "L-000201")
    assert rows.index(999, 0).data() == "L-001000"


def test_that_rows_are_read_in_blocks_and_kept(rows: Rows[Lot], qtbot: QtBot) -> None:
    source = Lots(10_000)
    rows.show(source)
    qtbot.waitUntil(lambda: rows.id_at(9_999) is not None)
    source.asked.clear()
    for number in range(5_000, 5_200):
        rows.index(number, 0).data()
    assert source.asked == [("rows", BLOCK)]


def test_that_only_so_many_blocks_are_kept(rows: Rows[Lot], qtbot: QtBot) -> None:
    rows.show(Lots(20_000))
    qtbot.waitUntil(lambda: rows.id_at(19_999) is not None)
    for number in range(0, 20_000, BLOCK):
        rows.index(number, 0).data()
    assert len(rows._blocks) == 32


def test_that_an_older_question_does_not_answer_a_newer_one(rows: Rows[Lot], qtbot: QtBot) -> None:
    hold = Event()
    rows.show(Lots(1000, hold))
    rows.show(Lots(300))
    hold.set()
    qtbot.waitUntil(lambda: rows.id_at(299) is not None)
    qtbot.wait(50)
    assert rows.rowCount() == 300


def test_that_a_click_on_a_title_sorts_through_the_source(rows: Rows[Lot], table: Table) -> None:
    rows.show(Lots(1000))
    header = table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert rows.order == Order("number", descending=True)
    assert rows.index(0, 0).data() == "L-001000"


def test_that_a_column_without_a_word_is_not_sorted(rows: Rows[Lot]) -> None:
    rows.show(Lots(10))
    rows.sort(1)
    assert rows.order == Order("number")


def test_that_the_selected_row_stays_selected_when_the_list_changes(
    rows: Rows[Lot], table: Table
) -> None:
    rows.show(Lots(20))
    table.setCurrentIndex(rows.index(4, 0))
    rows.show(Lots(21))
    assert table.current_row() == Lot(5, "L-000005")


def test_that_a_row_far_down_is_found_once_its_place_is_known(
    rows: Rows[Lot], table: Table, qtbot: QtBot
) -> None:
    hold = Event()
    rows.show(Lots(1000, hold))
    table.go_to_id(777)
    assert table.current_row() is None
    hold.set()
    qtbot.waitUntil(lambda: table.current_row() == Lot(777, "L-000777"))


def test_that_enter_and_a_double_click_open_a_row(rows: Rows[Lot], table: Table) -> None:
    opened: list[Lot] = []
    table.opened.connect(opened.append)
    rows.show(Lots(5))
    table.setFocus()
    table.setCurrentIndex(rows.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(rows.index(3, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [lot.id for lot in opened] == [2, 4]


def test_that_one_tap_opens_a_row_of_a_work_queue(rows: Rows[Lot], qtbot: QtBot) -> None:
    queue = Table(rows, tap_opens=True)
    qtbot.addWidget(queue)
    queue.show()
    opened: list[Lot] = []
    queue.opened.connect(opened.append)
    rows.show(Lots(5))
    place = queue.visualRect(rows.index(1, 0)).center()
    QTest.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [lot.id for lot in opened] == [2]


def test_that_an_empty_list_says_so_and_offers_a_way_on(rows: Rows[Lot], table: Table) -> None:
    done: list[int] = []
    table.say_empty("No batches yet", "Make the first.", "New batch", lambda: done.append(1))
    rows.show(Lots(0))
    assert table._empty.isVisible()
    QTest.mouseClick(table._empty.button, Qt.MouseButton.LeftButton)
    assert done == [1]
    rows.show(Lots(1))
    assert not table._empty.isVisible()


def test_that_rows_that_arrive_after_the_list_is_gone_are_let_go(
    window: MainWindow, qtbot: QtBot
) -> None:
    hold = Event()
    gone: Rows[Lot] = Rows(window.records, window.jobs, COLUMNS)
    gone.show(Lots(1000, hold))
    delete(gone)
    with qtbot.waitSignal(window.jobs.ended):
        hold.set()


def test_that_rows_are_as_high_as_a_finger(rows: Rows[Lot], table: Table) -> None:
    rows.show(Lots(3))
    assert table.rowHeight(0) >= TARGET
    assert not table.grab().isNull()


def test_that_words_are_cut_short_before_badges_are(window: MainWindow, qtbot: QtBot) -> None:
    badge = Column[Lot](
        "Status", lambda row: row.status, state=lambda _row: (Tone.PASS, "circle-check"), width=300
    )
    words = Column[Lot]("Number", lambda row: row.number, width=200, grow=1)
    made = Table(Rows(window.records, window.jobs, [badge, words]))
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    assert made.columnWidth(0) == 300
    assert made.columnWidth(1) < 200


def test_that_titles_and_badges_have_the_room_they_need(window: MainWindow, qtbot: QtBot) -> None:
    badge = Column[Lot](
        "Status", lambda row: row.status, state=lambda _row: (Tone.PASS, "circle-check"), width=400
    )
    titled = Column[Lot]("A title of several words", lambda row: row.number, width=20)
    words = Column[Lot]("Number", lambda row: row.number, width=100, grow=1)
    made = Table(Rows(window.records, window.jobs, [badge, titled, words]))
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.rows.show(Lots(3))
    needed = QFontMetrics(font(Type.STRONG)).horizontalAdvance("released") + 46
    assert needed < made.columnWidth(0) < 200  # the widest word is known now
    assert made.columnWidth(1) >= made.horizontalHeader().sectionSizeHint(1)
    assert made.columnWidth(2) > 200  # what is free goes to words
