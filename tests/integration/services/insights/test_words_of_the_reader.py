"""What the shop has entered in a language is said to who reads in it: in pictures and on Today."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from qc_desk.domain.charts import BarChart
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.wordings import Wording
from qc_desk.i18n import speaking
from qc_desk.services import products
from qc_desk.services.agreements import agreements
from qc_desk.services.checklist_lists import (
    checklist_rows,
    starter_checklists,
    version_detail,
    version_in,
)
from qc_desk.services.defect_codes import change_defect_code, defect_code_rows
from qc_desk.services.insights import InsightName, Scope, behind, insight
from qc_desk.services.insights.files import save_table
from qc_desk.services.item_yields import item_yields
from qc_desk.services.sheets import read_sheet
from qc_desk.services.today import today
from qc_desk.services.training_matrix import training_matrix
from qc_desk.services.versions_in_use import versions_in_use
from qc_desk.services.weekly_review import last_week, review

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
HALF = Scope(first=date(2026, 5, 23), last=date(2026, 11, 20))


@pytest.fixture
def location(told_location: str) -> str:
    """Give the place of a copy of the sample shop."""
    return told_location


@pytest.fixture
def ukrainian(database: "Database") -> "Database":
    """The sample shop, with defect codes and products named in Ukrainian, too."""
    with database.writing() as session:
        mira = session.scalars(select(Person.id).where(Person.login == "mira")).one()
        for code in defect_code_rows(session):
            told = (Wording(language="uk", field="name", words=f"вада {code.code}"),)
            change_defect_code(session, code, replace(code, wordings=told), mira, NOW)
        for row in products.product_rows(session):
            told = (Wording(language="uk", field="name", words=f"виріб {row.code}"),)
            products.change_product(session, row, replace(row, wordings=told), mira, NOW)
    return database


def test_that_kinds_of_defects_are_named_in_the_language_of_the_reader(
    ukrainian: "Database", tmp_path: Path
) -> None:
    with ukrainian.reading() as session, speaking("uk"):
        found = insight(session, InsightName.DEFECTS, HALF, NOW)
        assert isinstance(found.chart, BarChart)
        labels = [bar.label for bar in found.chart.bars if bar.key]
        codes = [label.partition(" · ")[0] for label in labels]
        assert labels == [f"{code} · вада {code}" for code in codes]
        assert [row[0] for row in found.rows][: len(labels)] == labels
        save_table(found, tmp_path / "kinds.csv")
        assert read_sheet(tmp_path / "kinds.csv").rows[0].cells[0] == labels[0]
        (first, *_rest) = behind(session, InsightName.DEFECTS, found.chart.bars[0].key, HALF, NOW)
        assert "· виріб " in first.headline
        for name in (InsightName.RECURRENCE, InsightName.PROOF):
            found = insight(session, name, HALF, NOW)
            assert isinstance(found.chart, BarChart)
            assert all(" · вада " in bar.label for bar in found.chart.bars)
            assert all(str(row[1]).startswith("вада ") for row in found.rows)
            (thread,) = behind(session, name, found.chart.bars[0].key, HALF, NOW)
            assert " · вада " in thread.headline
    with ukrainian.reading() as session:
        own = insight(session, InsightName.DEFECTS, HALF, NOW)
    assert not any("вада " in str(row[0]) for row in own.rows)


def test_that_today_and_the_review_name_them_so_too(ukrainian: "Database") -> None:
    with ukrainian.reading() as session, speaking("uk"):
        mira = session.scalars(select(Person.id).where(Person.login == "mira")).one()
        found = today(session, mira, NOW, NOW.date())
        assert found.loop.alerts
        assert all(each.code.startswith("вада ") for each in found.loop.alerts)
        weeks = [last_week(NOW.date()) - timedelta(days=7 * back) for back in range(8)]
        lines = [line for week in weeks for line in review(session, week, NOW).came_back]
        assert lines
        assert all("вада " in line for line in lines)
        names = {each.name for each in session.scalars(select(Product))}
        told = {row.product for row in (*found.near, *found.held)}
        told |= {row.product for row in found.for_whom} | {row.product for row in found.unusual}
        assert told
        assert not names & told


def test_that_checklists_and_procedures_are_called_as_the_reader_calls_them(
    database: "Database",
) -> None:
    plate = "Глазурована тарілка з кам’яної кераміки, 210 мм"
    with database.reading() as session, speaking("uk"):
        (row,) = checklist_rows(session, "plate, 210")  # found by its own title, too
        assert row.title == plate
        assert plate in {each.title for each in starter_checklists()}
        assert plate in {each.checklist for each in products.product_rows(session)}
        subjects = {each.code: each.title for each in training_matrix(session).subjects}
        assert subjects["ceramic-tableware"] == plate
        assert subjects["PR-01"] == "Відбір зразка з палети"
        assert plate in {each.checklist for each in agreements(session)}
        assert plate in {each.checklist for each in item_yields(session)}
        assert plate in {each.title for each in versions_in_use(session, NOW)}
        rim = "Край і ніжка: відколи та гострі краї"
        assert rim in {each.title for each in agreements(session)}
        assert rim in {each.title for each in item_yields(session)}
        shown = version_in(version_detail(session, row.effective_id or 0), "uk")
        assert shown.title == plate
        assert {"Огляд", "Вимірювання"} <= {item.section for item in shown.items}
        assert rim in {item.title for item in shown.items}
        assert all(item.instruction for item in shown.items)
