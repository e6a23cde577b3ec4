"""Orders, customers and people from tables: all or nothing, and every row is accounted for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.people import KeyWrapping, PersonKey
from qc_desk.domain.refusals import FileProblems, FileRefused, NotAllowed, QcError
from qc_desk.services import orders, people
from qc_desk.services.customers import CustomerEntry, add_customer, customer_rows, retire_customer
from qc_desk.services.import_files import import_tables, read_mapped, read_tables, told_form
from qc_desk.services.import_mappings import (
    ImportMapping,
    Taken,
    read_import_mapping,
    write_import_mapping,
)
from qc_desk.services.import_previews import read_sample, suggested_mapping
from qc_desk.services.imports import ImportResult, Manner
from qc_desk.services.refused_rows import write_refused
from qc_desk.services.sheet_files import Value, write_table
from qc_desk.services.sheets import SheetForm, read_sheet
from qc_desk.services.sites import SiteEntry, add_site, retire_site, site_rows
from qc_desk.services.table_kinds import TABLES
from qc_desk.services.table_previews import understood_table
from qc_desk.services.verify import verify_record
from qc_desk.services.written_dates import DateForm
from tests.checked_shop import AT, Shop

Take = Callable[..., ImportResult]
ORDERS = "PO number,Customer,Ship date\nO-1,Tea House,2026-12-01\nO-2,tea  house,\n"
CUSTOMERS = "Kupac;E-mail;Telefon\nКафана Љубав;kafana@example.org;011 222\nTea House;;\n"
PEOPLE = (
    "login,full name,language,roles,site\n"
    "Petra,Petra Horvat,hrvatski,kontrolor,\n"
    'olena,Олена Коваль,uk,"Контролер, lead (novi  SAD)",\n'
    "guest,No Role,,,\n"
)


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Take:
    """Bring a table in as text, bytes or a file, and see that every row is accounted for."""

    def act(
        kind: str,
        content: str | bytes | Path,
        mapping: Path | None = None,
        who: str = "mira",
        **manner: bool,
    ) -> ImportResult:
        file = content if isinstance(content, Path) else tmp_path / f"{kind}.csv"
        if isinstance(content, str):
            file.write_text(content, encoding="utf-8")
        elif isinstance(content, bytes):
            file.write_bytes(content)
        tables = read_tables(kind, [file], mapping)
        how = Manner(**manner)  # type: ignore[arg-type]  # flags only
        (result,) = import_tables(shop.database, kind, tables, shop.ids[who], AT, how)
        assert result.rows == result.new + result.known + len(result.refused)
        return result

    return act


@pytest.fixture
def tea_house(shop: Shop) -> None:
    with shop.database.writing() as session:
        add_customer(session, CustomerEntry(name="Tea House"), shop.ids["mira"], AT)


def refusals(result: ImportResult) -> list[tuple[int, str]]:
    return [(row.line, row.field) for row in result.refused]


def entries(shop: Shop) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def order_days(shop: Shop) -> dict[str, date | None]:
    with shop.database.reading() as session:
        return {row.number: row.promised_ship_date for row in orders.order_rows(session)}


@pytest.mark.usefixtures("tea_house")
def test_that_orders_are_taken_with_and_without_a_promised_date(shop: Shop, take: Take) -> None:
    assert take("orders", ORDERS, who="marko").stored == 2
    assert order_days(shop) == {"O-1": date(2026, 12, 1), "O-2": None}
    with shop.database.reading() as session:
        assert {row.customer for row in orders.order_rows(session)} == {"Tea House"}
    assert verify_record(shop.database).good


@pytest.mark.parametrize(
    ("kind", "text"), [("orders", ORDERS), ("customers", CUSTOMERS), ("people", PEOPLE)]
)
@pytest.mark.usefixtures("tea_house")
def test_that_the_same_file_twice_changes_nothing(
    shop: Shop, take: Take, kind: str, text: str
) -> None:
    assert take(kind, text, dry_run=True).written is False
    new = take(kind, text).stored
    assert new > 0
    before = entries(shop)
    again = take(kind, text)
    assert (again.new, again.refused) == (0, ())
    assert len(again.known_lines) == again.known == again.rows
    assert entries(shop) == before


def test_that_customers_are_taken_with_serbian_headings(shop: Shop, take: Take) -> None:
    assert take("customers", CUSTOMERS).stored == 2
    with shop.database.reading() as session:
        row = customer_rows(session, "кафана")[0]
    assert (row.name, row.email, row.phone) == (
        "Кафана Љубав",
        "kafana@example.org",
        "011 222",
    )


def test_that_people_get_roles_but_no_password_and_no_key(shop: Shop, take: Take) -> None:
    with shop.database.reading() as session:
        keys = session.scalar(select(func.count()).select_from(PersonKey))
    assert take("people", PEOPLE).stored == 3
    with shop.database.reading() as session:
        rows = {row.login: row for row in people.people_rows(session)}
        counts = [
            session.scalar(select(func.count()).select_from(kind))
            for kind in (PersonKey, KeyWrapping)
        ]
    assert verify_record(shop.database).good
    assert counts == [keys, keys]
    told = {login: [each.role.value for each in rows[login].roles] for login in rows}
    assert (told["petra"], told["olena"], told["guest"]) == (
        ["inspector"],
        ["inspector", "lead"],
        [],
    )
    assert [rows[login].language for login in ("petra", "olena", "guest")] == ["hr", "uk", "en"]
    assert not any(rows[login].has_key for login in ("petra", "olena", "guest"))


def test_that_only_an_owner_gives_roles_and_leads_bring_the_rest(take: Take) -> None:
    with pytest.raises(NotAllowed):
        take("people", PEOPLE, who="marko")
    for kind, text in (("customers", CUSTOMERS), ("orders", ORDERS)):
        with pytest.raises(NotAllowed):
            take(kind, text, who="ana")


def test_that_a_password_in_the_file_is_refused(take: Take) -> None:
    with pytest.raises(FileProblems) as refused:
        take("people", "login,name,Initial password\npetra,Petra Horvat,secret\n")
    assert "delete the column “Initial password”" in refused.value.problems[0]


LONG = "x" * 3_000


WRONG = {
    "orders": {
        "O-3,Nobody,": "customer",
        ",Tea House,": "order number",
        "O-4,,": "customer",
        "O-5,Tea House,soon": "promised ship date",
        "O-6,Tea House,46145": "promised ship date",
        "o-1,Tea House,2026-12-01": "row",
        f"{LONG},Tea House,": "order number",
    },
    "customers": {
        f"{LONG};;": "name",
        "Кафана  ЉУБАВ;;": "row",
        ";a@b.co;": "name",
        "No;mail;": "e-mail",
        f"No;;{LONG}": "phone",
    },
    "people": {
        "a b,Ann,,,": "login",
        "ann,,,,": "full name",
        f"ann,{LONG},,,": "full name",
        "ann,Ann,xx,,": "language",
        "ann,Ann,,boss,": "roles",
        "ann,Ann,,lead,Mars": "site",
        "ann,Ann,,lead (Mars),": "site",
        "PETRA,Petra Horvat,hr,inspector,": "row",
        "ann,A,,,,more": "row",
    },
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.usefixtures("tea_house")
def test_that_one_refused_row_keeps_all_out_and_every_reason_is_told(
    shop: Shop, take: Take, tmp_path: Path, kind: str
) -> None:
    good = {"orders": ORDERS, "customers": CUSTOMERS, "people": PEOPLE}[kind]
    text = good + "\n".join(WRONG[kind]) + "\n"
    before = entries(shop)
    result = take(kind, text)
    first = good.count("\n") + 1
    assert refusals(result) == list(enumerate(WRONG[kind].values(), start=first))
    assert (result.written, entries(shop)) == (False, before)
    assert all(len(row.reason) < 400 for row in result.refused)
    saved = tmp_path / "refused.csv"
    write_refused(tmp_path / f"{kind}.csv", SheetForm(), result.refused, saved)
    assert [row.cells[-1] for row in read_sheet(saved).rows] == [r.reason for r in result.refused]
    assert take(kind, text, skip_refused=True).stored == result.new > 0


@pytest.mark.parametrize(
    ("kind", "first", "other", "field"),
    [
        ("orders", ORDERS, "order,customer,due\no-1,Tea House,2026-12-02\n", "order number"),
        ("customers", CUSTOMERS, "name,phone\ntea HOUSE,123\n", "name"),
        ("people", PEOPLE, "login,name,roles\npetra,Petra Horvat,owner\n", "login"),
        ("people", PEOPLE, "login,name\npetra,Petra Novak\n", "login"),
    ],
)
@pytest.mark.usefixtures("tea_house")
def test_that_other_facts_than_in_the_record_are_refused_not_overwritten(
    take: Take, kind: str, first: str, other: str, field: str
) -> None:
    take(kind, first)
    result = take(kind, other)
    assert refusals(result) == [(2, field)]
    assert "with other facts" in result.refused[0].reason


def test_that_columns_the_file_does_not_have_are_not_compared(take: Take) -> None:
    take("people", PEOPLE)
    assert take("people", "login,name\npetra,Petra Horvat\n").known == 1


@pytest.mark.usefixtures("tea_house")
def test_that_what_is_put_away_takes_nothing_new(shop: Shop, take: Take) -> None:
    take("orders", ORDERS)
    with shop.database.writing() as session:
        seen = customer_rows(session, "tea house")[0]
        retire_customer(session, seen, shop.ids["mira"], AT)
        entry = SiteEntry(code="SW", name="Second works", time_zone="Europe/Belgrade")
        add_site(session, entry, shop.ids["mira"], AT)
    assert refusals(take("people", "login,name,roles\nann,Ann,lead\n")) == [(2, "site")]
    assert take("people", "login,name,role\nann,Ann,lead (sw)\n").stored == 1
    with shop.database.writing() as session:
        place = next(row for row in site_rows(session) if row.code == "SW")
        retire_site(session, place, shop.ids["mira"], AT)
    text = "login,name,role\nann,Ann,lead (sw)\nbob,Bob,lead (SW)\n"
    closed = take("people", text)
    assert (closed.known, refusals(closed)) == (1, [(3, "site")])
    result = take("orders", f"{ORDERS}O-3,Tea House,\n")
    assert (result.known, refusals(result)) == (2, [(4, "customer")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "cp1250"])
def test_that_each_encoding_is_read(shop: Shop, take: Take, encoding: str) -> None:
    name = "Žuta šolja" if encoding == "cp1250" else "Жута шоља"
    result = take("customers", f"name;phone\n{name};1\n".encode(encoding))
    assert result.stored == 1
    with shop.database.reading() as session:
        assert [row.name for row in customer_rows(session, name)] == [name]


def test_that_bytes_of_several_encodings_and_empty_files_are_refused(take: Take) -> None:
    mixed = "name\nŠolja\n".encode() + "Šoља\n".encode("cp1251", "replace") + b"\xff\xfe\x81\n"
    for content in (b"", b"\n \n", b"\xef\xbb\xbf"):
        with pytest.raises(FileRefused, match="it is empty"):
            take("customers", content)
    with pytest.raises(QcError):
        take("customers", mixed + "Ђорђе\n".encode("utf-16"))


@pytest.mark.usefixtures("tea_house")
def test_that_formulas_stay_words_and_days_of_a_workbook_are_days(
    shop: Shop, take: Take, tmp_path: Path
) -> None:
    file = tmp_path / "o.xlsx"
    cells: list[list[Value]] = [
        ["=1+1", "Tea House", date(2026, 12, 3)],
        [17, "Tea House", 46_145],
    ]
    write_table(file, ["order", "customer", "due"], cells)
    result = take("orders", file)
    assert result.refused == ()
    assert order_days(shop) == {"=1+1": date(2026, 12, 3), "17": date(2026, 5, 3)}


@pytest.mark.usefixtures("tea_house")
def test_that_days_that_can_be_read_in_two_ways_are_asked_about(
    shop: Shop, take: Take, tmp_path: Path
) -> None:
    text = "order;customer;due\nO-1;Tea House;03/04/2026\nO-2;Tea House;05/06/2026\n"
    with pytest.raises(FileProblems) as asked:
        take("orders", text)
    assert '"d/m/y", "m/d/y"' in asked.value.problems[0]
    mapping = tmp_path / "orders.toml"
    told = ImportMapping(
        dates=DateForm.DAY_FIRST,
        columns={"number": Taken(columns=(1,)), "promised_ship_date": Taken(columns=("due",))},
        constants={"customer": "Tea House"},
    )
    write_import_mapping(mapping, told)
    assert read_import_mapping(mapping, TABLES["orders"].subject) == told
    assert told_form("orders", mapping) == told_form("orders", None) == SheetForm()
    result = take("orders", text, mapping)
    assert (result.stored, result.ignored_columns) == (2, ("customer",))
    assert order_days(shop) == {"O-1": date(2026, 4, 3), "O-2": date(2026, 6, 5)}


@pytest.mark.usefixtures("tea_house")
def test_that_a_file_without_a_header_is_read_by_numbers_of_columns(
    shop: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "o.csv"
    file.write_text("O-1;x;Tea House\nO-2;y;Tea House;z\n")
    told = ImportMapping(
        form=SheetForm(header=False, delimiter=";"),
        columns={"number": Taken(columns=(1, 2), joined_by="/"), "customer": Taken(columns=(3,))},
    )
    read = read_mapped(file, told, TABLES["orders"].subject)
    (result,) = import_tables(shop.database, "orders", [read], shop.ids["marko"], AT)
    assert result.stored == 2
    assert set(order_days(shop)) == {"O-1/x", "O-2/y"}


@pytest.mark.usefixtures("tea_house")
def test_that_the_first_rows_are_rehearsed_before_anything_is_kept(
    shop: Shop, take: Take, tmp_path: Path
) -> None:
    take("orders", ORDERS)
    file = tmp_path / "o.csv"
    file.write_text(f"{ORDERS}O-3,Tea House,2026-12-24\nO-4,Nobody,\n")
    kind = TABLES["orders"]
    sample = read_sample(file, SheetForm())
    mapping = suggested_mapping(sample, kind.subject)
    before = entries(shop)
    with shop.database.reading() as session:
        shown = understood_table(session, sample, mapping, shop.ids["marko"], AT, kind)
        without = understood_table(
            session, sample, ImportMapping(columns={}), shop.ids["marko"], AT, kind
        )
    assert [row.known for row in shown.rows] == [True, True, False, False]
    assert shown.rows[2].understood["promised_ship_date"] == "24 Dec 2026"
    assert "There is no customer “Nobody”" in shown.rows[3].problem
    assert (shown.dates_sure, shown.problems) == (True, ())
    assert len(without.problems) == 2
    assert entries(shop) == before


def test_that_ten_thousand_rows_come_in_or_none(shop: Shop, take: Take) -> None:
    rows = "".join(f"Customer {n},c{n}@example.org,\n" for n in range(10_000))
    result = take("customers", f"name,e-mail,phone\n{rows}{LONG},,\n")
    assert (result.new, refusals(result), result.stored) == (10_000, [(10_002, "name")], 0)
    assert take("customers", f"name,e-mail,phone\n{rows}").stored == 10_000
    with shop.database.reading() as session:
        assert len(customer_rows(session)) >= 10_000


@pytest.mark.usefixtures("tea_house")
def test_that_orders_bring_the_day_they_came_in_and_who_recommended_us(
    shop: Shop, take: Take
) -> None:
    with shop.database.writing() as session:
        add_customer(session, CustomerEntry(name="Hotel Dunav"), shop.ids["mira"], AT)
    head = "order,customer,ordered on,recommended by\n"
    text = f"{head}O-1,Tea House,2026-01-05,hotel dunav\nO-2,Tea House,,\n"
    assert take("orders", text).stored == 2
    with shop.database.reading() as session:
        rows = {row.number: row for row in orders.order_rows(session)}
    assert (rows["O-1"].ordered_on, rows["O-1"].recommended_by) == (
        date(2026, 1, 5),
        "Hotel Dunav",
    )
    assert (rows["O-2"].ordered_on, rows["O-2"].recommended_by) == (None, "")
    assert take("orders", text).known == 2
    for row in (
        "O-3,Tea House,,Tea House",
        "O-3,Tea House,,Nobody",
        "O-3,Tea House,2027-01-05,",
        "O-1,Tea House,2026-01-06,Hotel Dunav",
        "O-1,Tea House,2026-01-05,",
    ):
        assert len(take("orders", f"{head}{row}\n").refused) == 1
