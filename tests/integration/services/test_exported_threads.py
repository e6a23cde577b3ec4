"""Problems, actions, reports and what the shop is made of, for other programs."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from qc_desk.domain.reports import Report
from qc_desk.domain.wordings import Wording
from qc_desk.i18n import speaking
from qc_desk.services.issued_reports import withdraw
from tests.checked_shop import AT, Shop
from tests.integration.services.seen import DAY, bad, days, merged, work_out
from tests.integration.services.test_exported_loop import exported
from tests.integration.services.test_shop_texts import crack, in_serbian


def test_that_problems_leave_with_how_often_they_were_seen(shop: Shop, tmp_path: Path) -> None:
    bad(shop, "L-1")
    bad(shop, "L-2", days(3))
    bad(shop, "L-3", item="label")
    first, second = exported(shop, "problems", tmp_path / "problems.xlsx")
    assert (first["problem"], first["part of"], first["defect code"]) == ("PR-1", "", "CRACK")
    assert (first["status"], first["sightings"]) == ("watching", 2)
    assert first["how often it came back"] == 0
    assert (first["last made on"], second["last made on"]) == (days(3), DAY)
    assert isinstance(first["last made on"], date)
    merged(shop, 2, 1)
    assert exported(shop, "problems", tmp_path / "merged.csv")[1]["part of"] == "PR-1"


def test_that_actions_and_reports_leave_with_what_they_are_about(
    shop: Shop, tmp_path: Path
) -> None:
    bad(shop, "L-1")
    work_out(shop, DAY)
    (action,) = exported(shop, "actions", tmp_path / "actions.csv")
    assert (action["corrective action"], action["problem"]) == ("CA-1", "PR-1")
    (report,) = exported(shop, "reports", tmp_path / "reports.csv")
    assert (report["report"], report["batch number"], report["round"]) == (
        "IR-NS-00001",
        "L-1",
        "1",
    )
    assert (report["complaint"], report["withdrawn (UTC)"]) == ("", "")
    with shop.database.writing() as session:
        report_id = session.scalars(select(Report.id)).one()
        withdraw(session, report_id, "wrong batch", shop.ids["mira"], AT)
    (report,) = exported(shop, "reports", tmp_path / "again.csv")
    assert report["withdrawn because"] == "wrong batch"


def test_that_defect_codes_leave_with_their_names_in_every_language(
    shop: Shop, tmp_path: Path
) -> None:
    spanish = Wording(language="es", field="name", words="Grieta")
    crack(shop, (in_serbian("name", "Напрслина"), spanish))
    (code,) = exported(shop, "defect_codes", tmp_path / "codes.csv")
    assert (code["defect code"], code["name"], code["Српски"], code["Español"]) == (
        "CRACK",
        "Crack",
        "Напрслина",
        "Grieta",
    )
    assert (code["English"], code["Українська"]) == ("", "")


@pytest.mark.parametrize(("kind", "column"), [("manufacturers", "назив"), ("sites", "шифра")])
def test_that_the_shop_leaves_in_the_words_of_the_reader(
    shop: Shop, tmp_path: Path, kind: str, column: str
) -> None:
    with speaking("sr"):
        (row,) = exported(shop, kind, tmp_path / "shop.xlsx")
    assert row[column]
