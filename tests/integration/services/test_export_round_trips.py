"""What is written out can be brought in again, in any language, and changes nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.people import KeyWrapping, PersonKey
from qc_desk.domain.refusals import NotAllowed
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import speaking
from qc_desk.services import (
    checklist_lists,
    checklists,
    customers,
    orders,
    people,
    products,
    sites,
)
from qc_desk.services.exported_people import export_people
from qc_desk.services.exports import export_table
from qc_desk.services.import_files import import_tables, read_tables
from qc_desk.services.imports import ImportResult
from qc_desk.services.sheets import read_sheet
from tests.checked_shop import AT, Shop

CUSTOMERS = ("Кафана „Љубав“; д.о.о.", "=1+1", "Closed, Ltd")


@pytest.fixture
def full(shop: Shop) -> Shop:
    """A shop with what is hard to write: signs of formulas and of lists, and what is put away."""
    mira = shop.ids["mira"]
    with shop.database.writing() as session:
        told = [
            customers.add_customer(
                session, customers.CustomerEntry(name=name, phone="+381 11 222"), mira, AT
            )
            for name in CUSTOMERS
        ]
        whole = orders.OrderEntry(
            number="+7/26",
            customer_id=told[2].id,
            ordered_on=date(2026, 11, 2),
            promised_ship_date=date(2026, 12, 24),
            recommended_by_id=told[0].id,
        )
        orders.add_order(session, whole, mira, AT)
        bare = replace(whole, number="8", ordered_on=None, promised_ship_date=None)
        orders.add_order(session, replace(bare, recommended_by_id=None), mira, AT)
        customers.retire_customer(session, told[2], mira, AT)
        site = sites.add_site(
            session, sites.SiteEntry(code="A;B", name="Both", time_zone="UTC"), mira, AT
        )
        held = people.person_row(session, shop.ids["ana"]).roles
        roles = {(each.role, each.site_id) for each in held}
        roles |= {(Role.LEAD, site.id), (Role.INSPECTOR, site.id)}
        people.set_roles(session, shop.ids["ana"], roles, mira, AT)
        people.add_person(session, "guest", "No Role", "uk", mira, AT)
        sites.retire_site(session, site, mira, AT)
    return shop


def brought_in(shop: Shop, kind: str, file: Path) -> ImportResult:
    tables = read_tables(kind, [file], None)
    (result,) = import_tables(shop.database, kind, tables, shop.ids["mira"], AT)
    return result


def entries(shop: Shop) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


@pytest.mark.parametrize(("ending", "language"), [("csv", "uk"), ("xlsx", "sr")])
def test_that_an_exported_file_brings_nothing_new(
    full: Shop, tmp_path: Path, ending: str, language: str
) -> None:
    before = entries(full)
    with speaking(language):
        for kind in ("customers", "orders", "products", "people"):
            file = tmp_path / f"{kind}.{ending}"
            if kind == "people":
                written = export_people(full.database, file, full.ids["mira"])
            else:
                written = export_table(full.database, kind, file)
            result = brought_in(full, kind, file)
            assert result.refused == ()
            assert (result.new, result.known) == (0, written.rows)
            assert written.rows > 0
    assert entries(full) == before


def test_that_people_are_written_with_their_roles_and_no_secret(
    full: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    export_people(full.database, file, full.ids["mira"])
    table = read_sheet(file)
    rows = {row.cells[0]: row.cells for row in table.rows}
    assert table.header == (
        *("login", "full name", "language", "entered (UTC)", "retired (UTC)", "roles"),
    )
    assert rows["guest"] == ("guest", "No Role", "uk", "2026-11-20 08:30:00", "", "")
    assert rows["ana"][5] == "inspector, lead (A;B); inspector (NS)"
    with full.database.reading() as session:
        secrets = [
            *session.scalars(select(KeyWrapping.ciphertext)),
            *session.scalars(select(PersonKey.public_key)),
        ]
    content = file.read_bytes()
    assert not any(each in content or each.hex().encode() in content for each in secrets)


def test_that_only_an_owner_writes_people_out(full: Shop, tmp_path: Path) -> None:
    for who in ("marko", "ana", "vera"):
        with pytest.raises(NotAllowed):
            export_people(full.database, tmp_path / "people.csv", full.ids[who])
    assert list(tmp_path.glob("*.csv")) == []


def test_that_a_product_keeps_a_checklist_that_was_put_away_and_no_other_gets_it(
    shop: Shop, tmp_path: Path
) -> None:
    mira, file = shop.ids["mira"], tmp_path / "products.csv"
    with shop.database.writing() as session:
        (seen,) = products.product_rows(session)
        products.retire_product(session, seen, mira, AT)
        (checklist,) = checklist_lists.checklist_rows(session)
        checklists.retire_checklist(session, checklist, mira, AT)
    export_table(shop.database, "products", file)
    assert brought_in(shop, "products", file).known == 1
    file.write_text(f"product code,name,checklist\nNEW,New,{checklist.code}\n")
    assert [each.field for each in brought_in(shop, "products", file).refused] == ["checklist"]
