"""What has changed since a report was issued: against the record, against what it replaced."""

import pytest

from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services import defects, issued_reports
from qc_desk.services.issued_reports import Reissue
from qc_desk.services.report_changes import (
    Change,
    changed_from_replaced,
    changed_since,
    compared,
)
from tests.checked_shop import Shop
from tests.integration.services.press import Press
from tests.integration.services.seen import DAY, bad, days, fixed, good, moment, prove
from tests.integration.services.test_conformance_reports import certificate
from tests.integration.services.test_defect_reports import LATER, defect_report
from tests.integration.services.test_letters_of_reports import issue


def since(shop: Shop, report_id: int) -> list[str]:
    with shop.database.reading() as session:
        return [each.sentence for each in changed_since(session, report_id, moment(LATER))]


def test_that_nothing_has_changed_right_after_issue(shop: Shop) -> None:
    issued = defect_report(shop, bad(shop, "L-1"), Press())
    assert since(shop, issued.id) == []
    assert since(shop, 1) == []  # the inspection report
    certified = certificate(shop, good(shop, "L-2", DAY), Press())
    assert since(shop, certified.id) == []


def test_that_what_was_done_since_is_told_in_words(shop: Shop) -> None:
    issued = defect_report(shop, bad(shop, "L-1"), Press())
    with shop.database.writing() as session:
        defects.contain(session, 1, "on the red pallet", shop.ids["ana"], moment(LATER))
    told = since(shop, issued.id)
    assert "Defects › Crack › Status: it says “open”, now it is “contained”" in told
    assert "Defects › Crack › Containment: new: on the red pallet" in told


def test_that_a_report_is_held_against_the_one_it_replaced(shop: Shop) -> None:
    first = defect_report(shop, bad(shop, "L-1"), Press())
    with shop.database.writing() as session:
        defects.contain(session, 1, "on the red pallet", shop.ids["ana"], moment(LATER))
    again = Reissue(report_id=first.id, language="en", reason="contained")
    with shop.database.writing() as session:
        newer = issued_reports.reissue(session, again, shop.ids["marko"], moment(LATER), Press())
    with shop.database.reading() as session:
        told = [each.where for each in changed_from_replaced(session, newer.id)]
        assert changed_from_replaced(session, first.id) == []
    assert ("defects", "Crack", "containment") in told
    assert since(shop, newer.id) == []


def test_that_a_fix_that_did_not_hold_is_told(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    good(shop, "L-3", days(3))
    prove(shop, days(4))
    issued = issue(shop, Press(), ReportKind.FIXED_LETTER, 1, moment(days(5)))
    assert since(shop, issued.id) == []
    bad(shop, "L-4", days(6))
    (told,) = since(shop, issued.id)
    assert told.startswith("Report: it says “FX-NS-00001”, now it is")


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"a_b": 1}, {"a_b": 2}, ["a b: it says “1”, now it is “2”"]),
        ({"a": True}, {"a": False}, ["a: it says “yes”, now it is “no”"]),
        ({"a": None}, {"a": ["x", {"y": "z"}]}, ["a: new: x, z"]),
        ({"a": "x"}, {}, ["a: no longer: x"]),
        ({"a": [1, 2]}, {"a": [1, 3]}, ["a › 2: it says “2”, now it is “3”"]),
        (
            {"a": [{"name": "x", "q": 1}, {"name": "x", "q": 2}]},
            {"a": [{"name": "x", "q": 1}, {"name": "x", "q": 3}]},
            ["a › x′ › q: it says “2”, now it is “3”"],
        ),
        ({"a": [{"numbers": [4], "q": 1}]}, {"a": []}, ["a › 4: no longer: 4, 1"]),
        ({"report": 1, "audit": 2}, {"report": 3, "audit": 4}, []),
        ({"content": {"words": "a"}}, {"content": {"words": "b"}},
         ["Words: it says “a”, now it is “b”"]),
    ],
)  # fmt: skip
def test_how_differences_are_told(
    before: dict[str, object], now: dict[str, object], told: list[str]
) -> None:
    assert [each.sentence for each in compared(before, now)] == told


def test_that_a_change_names_its_place() -> None:
    assert Change(where=("defects", "1"), before="", now="x").sentence == "Defects › 1: new: x"
