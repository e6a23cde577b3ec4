"""Across sites: versions in use, drift, and what each item has caught."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.item_yield import ItemYield
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import Result, Role
from qc_desk.services import batches, checklists, inspections, people, sites
from qc_desk.services.checklist_drafts import begin_draft
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.drift import DriftKind, DriftRow, drift
from qc_desk.services.exported_across import KINDS, export_across
from qc_desk.services.item_yields import YieldRow, item_yields
from qc_desk.services.trainings import Subject, confirm_understood, note_training
from qc_desk.services.versions_in_use import UseRow, open_checks_in_use, versions_in_use
from tests.checked_shop import ALL_PASS, AT, Shop
from tests.measured_shop import ask_for_gauges, in_date


def next_version(shop: Shop, checklist_id: int = 1, days_later: int = 1) -> int:
    """Put the next version of a checklist in force."""
    at = AT + timedelta(days=days_later)
    with shop.database.writing() as session:
        draft = begin_draft(session, checklist_id, 1, shop.ids["marko"], at)
    with shop.database.writing() as session:
        checklists.make_effective(session, draft, shop.ids["mira"], at)
    return draft


def second_site(shop: Shop) -> int:
    """Open a site in Zagreb where Ana inspects, too."""
    entry = sites.SiteEntry(code="ZG", name="Zagreb", time_zone="Europe/Zagreb")
    with shop.database.writing() as session:
        site_id = sites.add_site(session, entry, shop.ids["mira"], AT).id
    with shop.database.writing() as session:
        held = {(Role.INSPECTOR, 1), (Role.INSPECTOR, site_id)}
        people.set_roles(session, shop.ids["ana"], held, shop.ids["mira"], AT)
    return site_id


def begun(shop: Shop, number: str, site_id: int = 1, days_later: int = 0) -> int:
    """Begin a first check of a new batch; returns the inspection."""
    at = AT + timedelta(days=days_later)
    entry = batches.BatchEntry(
        number=number,
        product_id=shop.product_id,
        manufacturer_id=shop.manufacturer_id,
        site_id=site_id,
        quantity=500,
    )
    with shop.database.writing() as session:
        batch_id = batches.add_batch(session, entry, shop.ids["ana"], at).batch_id
        return inspections.open_first_check(session, batch_id, shop.ids["ana"], at)


def withdraw(shop: Shop, inspection_id: int) -> None:
    with shop.database.writing() as session:
        inspections.withdraw(session, inspection_id, "mistake", shop.ids["ana"], AT)


def uses(shop: Shop, days_later: int = 0) -> list[UseRow]:
    with shop.database.reading() as session:
        return versions_in_use(session, AT + timedelta(days=days_later))


def drifts(shop: Shop, days_later: int = 5) -> list[DriftRow]:
    with shop.database.reading() as session:
        return drift(session, AT + timedelta(days=days_later))


def kinds(rows: Sequence[DriftRow]) -> list[tuple[DriftKind, str]]:
    return [(row.kind, row.site) for row in rows]


def yields(shop: Shop) -> dict[str, YieldRow]:
    with shop.database.reading() as session:
        return {row.code: row for row in item_yields(session)}


def test_that_each_site_shows_the_versions_it_uses(shop: Shop) -> None:
    zagreb = second_site(shop)
    begun(shop, "L-1")
    withdraw(shop, begun(shop, "L-2"))
    next_version(shop)
    begun(shop, "L-3", zagreb, days_later=2)
    found = [(row.site, row.number, row.effective, row.open, row.behind) for row in uses(shop)]
    assert found == [("Novi Sad", 1, 2, 1, True), ("Zagreb", 2, 2, 1, False)]
    with shop.database.reading() as session:
        checks = open_checks_in_use(session)
    assert [(row.batch, row.number, row.behind) for row in checks] == [
        ("L-1", 1, True),
        ("L-3", 2, False),
    ]


def test_that_what_was_checked_long_ago_is_not_in_use(shop: Shop) -> None:
    shop.checked_twice()
    assert len(uses(shop, days_later=90)) == 1
    assert uses(shop, days_later=91) == []


def test_that_nothing_has_drifted_where_all_use_what_is_in_force(shop: Shop) -> None:
    begun(shop, "L-1", second_site(shop))
    begun(shop, "L-2")
    assert drifts(shop) == []


def test_that_an_open_check_by_an_old_version_is_drift(shop: Shop) -> None:
    begun(shop, "L-1")
    next_version(shop)
    begun(shop, "L-2", days_later=2)
    (row,) = drifts(shop)
    assert (row.kind, row.site, row.names) == (DriftKind.OPEN_BEHIND, "Novi Sad", ("L-1",))
    assert row.sentence == "1 open check goes by version 1; 2 is in force: L-1."


def test_that_a_long_list_of_names_is_cut_and_counted(shop: Shop) -> None:
    for number in range(1, 9):
        begun(shop, f"L-{number}")
    next_version(shop)
    row = next(each for each in drifts(shop) if each.kind is DriftKind.OPEN_BEHIND)
    assert len(row.names) == 8
    assert row.sentence.startswith("8 open checks go by version 1; 2 is in force: L-1, ")
    assert row.sentence.endswith("L-6 and 2 more.")


def test_that_a_site_that_used_a_checklist_long_ago_has_used_it(shop: Shop) -> None:
    zagreb = second_site(shop)
    begun(shop, "L-1", zagreb)
    begun(shop, "L-2", days_later=100)
    assert drifts(shop, days_later=101) == []


def test_that_a_site_that_has_not_used_the_new_version_is_behind(shop: Shop) -> None:
    zagreb = second_site(shop)
    shop.checked_twice("L-1")
    next_version(shop)
    begun(shop, "L-2", zagreb, days_later=2)
    assert kinds(drifts(shop)) == [(DriftKind.SITE_BEHIND, "Novi Sad")]
    begun(shop, "L-3", days_later=3)
    assert drifts(shop) == []


def test_that_a_checklist_that_only_others_use_for_a_product_is_drift(shop: Shop) -> None:
    zagreb = second_site(shop)
    begun(shop, "L-1")
    mug = shop.product_id
    ask_for_gauges(shop)  # another product, with a checklist of its own
    in_date(shop, "C-1")
    begun(shop, "L-2", zagreb)
    assert drifts(shop) == []  # each site has its own product: nothing to compare
    with shop.database.writing() as session:
        from qc_desk.domain.products import Product  # noqa: PLC0415 (only here)
        from qc_desk.services.acts import acting  # noqa: PLC0415 (only here)

        acting(session, "test.swap", shop.ids["mira"], AT)
        tall = session.get_one(Product, shop.product_id)
        session.get_one(Product, mug).checklist = tall.checklist
    shop.product_id = mug
    begun(shop, "L-3", zagreb)
    found = drifts(shop)
    assert [(row.kind, row.code, row.site, row.names) for row in found] == [
        (DriftKind.NEVER_USED, "HEIGHT", "Novi Sad", ("Mug",)),
        (DriftKind.NEVER_USED, "MUG", "Zagreb", ("Mug",)),
    ]
    assert "Other sites check Mug by it" in found[0].sentence
    with shop.database.writing() as session:
        (seen,) = (row for row in checklist_rows(session) if row.code == "MUG")
        checklists.retire_checklist(session, seen, shop.ids["mira"], AT)
    assert [row.code for row in drifts(shop)] == ["HEIGHT"]  # who would still use the other?


def test_that_people_who_are_not_trained_are_drift_once_training_is_used(shop: Shop) -> None:
    assert drifts(shop) == []
    subject = Subject(document=Document.CHECKLIST, version_id=1)
    with shop.database.writing() as session:
        note_training(session, subject, [shop.ids["ana"]], shop.ids["marko"], AT, "")
    with shop.database.writing() as session:
        confirm_understood(session, subject, shop.ids["ana"], AT)
    (row,) = drifts(shop)
    assert row.kind is DriftKind.UNTRAINED
    assert "Ana Kovač" not in row.names
    assert "Јелена Петровић" in row.names


def test_that_items_are_counted_by_decided_lots(shop: Shop) -> None:
    shop.approve(shop.checked_twice("L-1"))
    cracked = ALL_PASS | {"glaze": Result.FAIL}
    shop.reject(shop.checked_twice("L-2", first=cracked, second=cracked))
    shop.checked_twice("L-3", first=ALL_PASS | {"label": Result.FAIL})  # not decided: hidden
    found = yields(shop)
    assert (found["glaze"].lots, found["glaze"].caught) == (2, 1)
    assert found["glaze"].verdict is ItemYield.OFTEN
    assert (found["label"].lots, found["label"].caught) == (2, 0)
    assert found["label"].verdict is ItemYield.TOO_FEW
    assert found["label"].at_most == Decimal("77.6")  # 1 - 0.05 ** (1 / 2)
    assert list(found) == ["glaze", "height", "label"]  # the silent in their order


def test_that_an_item_is_followed_through_versions_and_not_where_it_does_not_apply(
    shop: Shop,
) -> None:
    away = ALL_PASS | {"label": Result.NOT_APPLICABLE}
    shop.approve(shop.checked_twice("L-1", first=away, second=away))
    next_version(shop)
    found = yields(shop)
    assert (found["glaze"].lots, found["glaze"].number) == (1, 2)
    assert found["label"].lots == 0


@pytest.mark.parametrize("kind", KINDS)
def test_that_it_is_all_written_out(shop: Shop, tmp_path: Path, kind: str) -> None:
    begun(shop, "L-1")
    shop.approve(shop.checked_twice("L-2"))
    next_version(shop)
    done = export_across(shop.database, kind, tmp_path / "t.csv", AT + timedelta(days=5))
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == done.rows + 1 > 1


def test_that_nothing_else_is_written_out(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        export_across(shop.database, "gossip", tmp_path / "t.csv", AT)
