"""Complaints from outside: all or nothing, every row accounted for, twice is once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from qc_desk.bundle import bundled
from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.base import Base
from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, ComplaintStatus, Standing
from qc_desk.domain.parties import Customer
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import FileProblems, FileRefused, NotAllowed, QcError
from qc_desk.services import complaint_imports, products
from qc_desk.services.acts import acting
from qc_desk.services.complaint_columns import guessed_mapping
from qc_desk.services.complaint_imports import Manner, import_complaint_files
from qc_desk.services.complaint_search import mentions
from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.services.exports import export_table
from qc_desk.services.import_mappings import ImportMapping, Taken, read_import_mapping
from qc_desk.services.import_previews import preview
from qc_desk.services.imports import ImportResult
from qc_desk.services.orders import OrderEntry, add_order
from qc_desk.services.refused_rows import write_refused
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sheets import SheetForm, SheetTable, read_sheet
from qc_desk.services.sites import SiteEntry, add_site
from qc_desk.services.verify import verify_record
from qc_desk.services.written_dates import DateForm
from tests.checked_shop import AT, Shop

NHTSA = Path(__file__).parents[2] / "data/complaints/nhtsa_complaints.tsv"
Take = Callable[..., ImportResult]


def count(shop: Shop, kind: type[Base]) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def complaints(shop: Shop) -> Sequence[Complaint]:
    with shop.database.reading() as session:
        return session.scalars(select(Complaint).order_by(Complaint.number)).all()


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Take:
    def act(
        content: str | bytes | Path,
        mapping: ImportMapping | None = None,
        who: str = "marko",
        **manner: Any,
    ) -> ImportResult:
        file = content if isinstance(content, Path) else tmp_path / "complaints.csv"
        if not isinstance(content, Path):
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        how = Manner(**manner)
        (result,) = import_complaint_files(shop.database, [file], mapping, shop.ids[who], AT, how)
        assert result.rows == result.new + result.known + len(result.refused)
        return result

    return act


def test_that_the_published_complaints_come_in_whole_and_once(shop: Shop, take: Take) -> None:
    mapping = read_import_mapping(bundled("resources") / "samples/nhtsa.toml")
    result = take(NHTSA, mapping)
    assert (result.rows, result.stored, result.known, result.refused) == (60, 60, 0, ())
    first = complaints(shop)[0]
    assert (first.number, first.source, first.outside_id) == (1, "NHTSA", "1")
    assert (first.channel, first.told_by, first.language) == (
        Channel.PHONE,
        "HIGH LAND PA, MI",
        "en",
    )
    assert first.words.startswith("BRAKE PEDAL PUSH ROD RETAINER")
    assert first.heard_at == datetime(1995, 1, 2, 23, tzinfo=UTC)  # the day begins in Belgrade
    assert first.status is ComplaintStatus.RECEIVED
    assert count(shop, ComplaintEvent) == 60
    customers = count(shop, Customer)
    again = take(NHTSA, mapping)
    assert (again.rows, again.stored, again.known) == (60, 0, 60)
    assert (count(shop, Complaint), count(shop, Customer)) == (60, customers)
    assert verify_record(shop.database).findings == ()


HEAD = "Id,Date,Customer,Channel,Words,Told by,Product,Order,Batch,Remedy,Defect code,Language\n"
MAPPED = ImportMapping(
    source="list",
    columns={
        "outside_id": Taken(columns=(1,)),
        "heard_at": Taken(columns=(2,)),
        "customer": Taken(columns=(3,)),
        "channel": Taken(columns=(4,)),
        "words": Taken(columns=(5,)),
    },
    create_customers=True,
)


@pytest.fixture
def known(shop: Shop) -> Shop:
    """The shop with a customer, two orders, and batches."""
    with shop.database.writing() as session:
        buyer = add_customer(session, CustomerEntry(name="Café Dunav"), shop.ids["marko"], AT)
        other = add_customer(session, CustomerEntry(name="Hotel"), shop.ids["marko"], AT)
        for number, customer in (("O-1", buyer.id), ("O-2", other.id)):
            entry = OrderEntry(number=number, customer_id=customer)
            add_order(session, entry, shop.ids["marko"], AT)
    return shop


def reasons(result: ImportResult) -> list[tuple[int, str, str]]:
    return [(row.line, row.field, row.reason) for row in result.refused]


# What a row can say


def test_that_headings_in_english_and_serbian_speak_for_themselves(
    known: Shop, take: Take
) -> None:
    result = take(
        "Broj;Datum prijema;Kupac;Kanal;Opis reklamacije;Prijavio;Zahtev\n"
        "R-1;3.5.2026. 14:05;café  dunav;telefon;Šolja je pukla.;Jovana;Nova šolja\n"
    )
    assert result.stored == 1
    (complaint,) = complaints(known)
    assert complaint.heard_at == datetime(2026, 5, 3, 12, 5, tzinfo=UTC)
    assert (complaint.source, complaint.outside_id) == ("complaints", "R-1")
    assert (complaint.told_by, complaint.remedy) == ("Jovana", "Nova šolja")
    again = take(
        "Complaint number,Received at,Customer,How,Description\n"
        "R-2,2026-05-03T14:05Z,Café Dunav,e-mail,Broken\n"
    )
    assert (again.stored, complaints(known)[1].channel) == (1, Channel.EMAIL)
    assert again.ignored_columns == ()


def test_that_product_order_batch_and_code_are_found_by_their_names(
    known: Shop, take: Take
) -> None:
    batch_id = known.add_batch("L-1")
    heard = "2026-11-20T08:30Z"
    result = take(
        HEAD
        + f"1,{heard},,phone,By order,,,o-1,,,,\n"
        + f"2,{heard},Café Dunav,phone,By batch,,,,l-1,,,\n"
        + f"4,{heard},Café Dunav,phone,By product,,M1,,,,,\n"
        + f"3,{heard},Café Dunav,phone,Both,,m1,,L-1,,{_code(known)},sr\n"
    )
    assert (result.stored, reasons(result)) == (4, [])
    first, second, fourth, third = complaints(known)
    assert fourth.product_id == known.product_id
    assert first.order_id is not None
    assert first.customer_id == second.customer_id
    assert (second.product_id, third.product_id) == (known.product_id, known.product_id)
    assert (third.code_id, third.language) == (known.code_id, "sr")
    with known.database.reading() as session:
        links = session.scalars(select(ComplaintLink).order_by(ComplaintLink.id)).all()
        assert [(link.batch_id, link.standing) for link in links] == [
            (batch_id, Standing.SUSPECTED),
            (batch_id, Standing.SUSPECTED),
        ]
        assert links[0].reason == "named in the list “complaints”"
    assert verify_record(known.database).findings == ()


def _code(shop: Shop) -> str:
    with shop.database.reading() as session:
        return session.get_one(DefectCode, shop.code_id).code


def test_that_a_batch_brings_its_order_where_it_is_this_customers(known: Shop, take: Take) -> None:
    known.add_batch("L-1")
    with known.database.writing() as session:
        acting(session, "batch.change", known.ids["marko"], AT)
        order = session.execute(select(Batch)).scalar_one()
        order.order_id = 1
    take(
        HEAD
        + "1,2026-11-20T08:30Z,Café Dunav,phone,a,,,,L-1,,,\n"
        + "2,2026-11-20T08:30Z,Hotel,phone,b,,,,L-1,,,\n"
        + "3,2026-11-20T08:30Z,,phone,c,,,,L-1,,,\n"
    )
    assert [each.order_id for each in complaints(known)] == [1, None, 1]


def test_that_what_cannot_be_meant_is_refused_with_its_line_and_reason(
    known: Shop, take: Take
) -> None:
    with known.database.writing() as session:
        entry = products.ProductEntry(code="M1", revision="B", name="Mug")
        products.add_product(session, entry, known.ids["marko"], AT)
        twin = products.ProductEntry(code="T", name="Tray")
        tray = products.add_product(session, twin, known.ids["marko"], AT)
    known.add_batch("L-1")
    batch = known.add_batch("L-2")
    with known.database.writing() as session:
        acting(session, "batch.change", known.ids["marko"], AT)
        session.get_one(Batch, batch).number = "L-1"
        session.get_one(Batch, batch).folded = "l-1"
        session.get_one(Batch, batch).product_id = tray.id
    rows = [
        ("1,2026-05-03,Nobody,phone,x,,,,,,,", "There is no customer “Nobody”"),
        ("2,2026-05-03,,phone,x,,,,,,,", "“customer” is empty"),
        ("3,2026-05-03,Hotel,pigeon,x,,,,,,,", "it is none of: letter, e-mail"),
        ("4,2026-05-03,Hotel,,x,,,,,,,", "“channel” is empty"),
        ("5,,Hotel,phone,x,,,,,,,", "“heard at” is empty"),
        ("6,2026-05-03,Hotel,phone,,,,,,,,", "“words of the customer” is empty"),
        ("7,2027-05-03,Hotel,phone,x,,,,,,,", "lies in the future"),
        ("8,2026-05-03,Hotel,phone,x,,Nope,,,,,", "There is no product “Nope”"),
        ("9,2026-05-03,Hotel,phone,x,,M1,,,,,", "it has several revisions; write one of: "),
        ("10,2026-05-03,Hotel,phone,x,,,O-9,,,,", "There is no order “O-9”"),
        ("11,2026-05-03,Hotel,phone,x,,,O-1,,,,", "O-1"),
        ("12,2026-05-03,Hotel,phone,x,,,,L-9,,,", "There is no batch “L-9”"),
        ("13,2026-05-03,Hotel,phone,x,,,,L-1,,,", "several products have a batch"),
        ("14,2026-05-03,Hotel,phone,x,,T,,L-1,,,", "was made after complaint 14 was heard"),
        ("15,2026-05-03,Hotel,phone,x,,,,,,NOPE,", "There is no defect code “NOPE”"),
        ("16,2026-05-03,Hotel,phone,x,,,,,,,language", "“language” has 8 characters"),
        ("17,2026-05-03,Hotel,phone,x,,,,,,,,extra", "to the right of the last column"),
        ("18,2026-05-03,Hotel,phone,x,,,,,,,", ""),
        ("18,2026-05-03,Hotel,phone,y,,,,,,,", "it is the same as line 19 of this file"),
        ("19,1826-05-03,Hotel,phone,x,,,,,,,", "it is before 1970"),
    ]
    rows[15] = ("16,2026-05-03,Hotel,phone,x,,,,,,,languages", "“language” has 9 characters")
    result = take(HEAD + "".join(f"{row}\n" for row, _why in rows))
    told = {line: reason for line, _field, reason in reasons(result)}
    for line, (row, why) in enumerate(rows, start=2):
        assert why in told.get(line, ""), row
        assert bool(why) == (line in told), row
    assert (result.rows, result.new, result.stored) == (20, 1, 0)
    assert count(known, Complaint) == 0


@pytest.mark.usefixtures("known")
def test_that_a_wrong_date_names_the_form_that_was_said(take: Take) -> None:
    mapping = replace(MAPPED, dates=DateForm.DOTTED)
    result = take("a,b,c,d,e\n1,2026-05-03,Hotel,phone,x\n", mapping)
    assert "it is no date like 3.5.2026 (day, month, year)." in result.refused[0].reason
    unread = take("a,b,c,d,e\n1,soon,Hotel,phone,x\n", MAPPED)
    assert "it is no date that can be understood." in unread.refused[0].reason


# Dates that can be read in two ways


def test_that_dates_are_never_guessed_silently(known: Shop, take: Take) -> None:
    text = "Id,Date,Customer,Channel,Words\n1,03/04/2026,Hotel,phone,x\n"
    with pytest.raises(FileProblems) as refused:
        take(text)
    assert '"d/m/y", "m/d/y"' in str(refused.value)
    result = take(text + "2,13/04/2026,Hotel,phone,y\n")
    assert result.stored == 2
    assert complaints(known)[0].heard_at == datetime(2026, 4, 2, 22, tzinfo=UTC)


def test_that_a_workbook_tells_its_dates_itself(known: Shop, take: Take, tmp_path: Path) -> None:
    file = tmp_path / "complaints.xlsx"
    header = ["Id", "Date", "Customer", "Channel", "Words"]
    write_table(file, header, [[7, date(2026, 5, 3), "Hotel", "phone", "x"]])
    assert take(file).stored == 1
    (complaint,) = complaints(known)
    assert (complaint.outside_id, complaint.heard_at.day) == ("7", 2)


def test_that_the_day_of_all_rows_can_be_a_constant(known: Shop, take: Take) -> None:
    columns = {key: each for key, each in MAPPED.columns.items() if key != "heard_at"}
    constants = {"heard_at": "2026-05-03", "site": "ns", "language": "en"}
    mapping = replace(MAPPED, columns=columns, constants=constants)
    assert take("a,b,c,d,e\n1,,Hotel,phone,x\n", mapping).stored == 1
    assert complaints(known)[0].heard_at == datetime(2026, 5, 2, 22, tzinfo=UTC)


# Twice is once


def test_that_rows_without_a_number_are_known_by_what_they_say(known: Shop, take: Take) -> None:
    text = "Date,Customer,Channel,Words\n2026-05-03,Hotel,phone,x\n2026-05-03,Hotel,phone,y\n"
    assert take(text).stored == 2
    again = take(text + "2026-05-04,Hotel,phone,x\n")
    assert (again.known, again.stored) == (2, 1)
    assert all(len(each.outside_id) == 41 for each in complaints(known))


@pytest.mark.usefixtures("known")
def test_that_a_known_number_with_other_words_is_refused(take: Take) -> None:
    text = (
        "Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,{}\n2,2026-05-03,Hotel,phone,y\n"
    )
    assert take(text.format("x")).stored == 2
    changed = take(text.format("other"))
    assert (changed.known, changed.stored) == (1, 0)
    assert "with another date or other words" in changed.refused[0].reason
    mapping = replace(MAPPED, source="another list")
    assert take(text.format("x"), mapping).stored == 2


def test_that_a_customer_is_made_once_and_only_where_that_is_said(known: Shop, take: Take) -> None:
    text = "a,b,c,d,e\n1,2026-05-03,New  one,phone,x\n2,2026-05-03,new one,phone,y\n"
    before = count(known, Customer)
    assert len(take(text, replace(MAPPED, create_customers=False)).refused) == 2
    assert count(known, Customer) == before
    assert take(text, MAPPED).stored == 2
    assert count(known, Customer) == before + 1
    first, second = complaints(known)
    assert first.customer_id == second.customer_id
    with pytest.raises(NotAllowed):
        take(text, MAPPED, who="ana")


# All or nothing


def test_that_half_a_file_comes_in_only_when_it_is_asked_for(
    known: Shop, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaint_imports, "AT_ONCE", 2)
    rows = [f"{n},2026-05-03,{'Hotel' if n != 5 else 'Nobody'},phone,x{n}\n" for n in range(9)]
    text = "Id,Date,Customer,Channel,Words\n" + "".join(rows)
    whole = take(text)
    assert (whole.rows, whole.new, whole.stored, len(whole.refused)) == (9, 8, 0, 1)
    assert (count(known, Complaint), count(known, AuditEntry)) == (0, _entries(known))
    assert take(text, skip_refused=True, dry_run=True).stored == 0
    some = take(text, skip_refused=True)
    assert (some.stored, count(known, Complaint), count(known, ComplaintEvent)) == (8, 8, 8)
    assert [each.number for each in complaints(known)] == list(range(1, 9))
    assert verify_record(known.database).findings == ()
    with known.database.reading() as session:
        found = select(Complaint.id).where(mentions(session, "x7"))
        assert len(session.scalars(found).all()) == 1


def _entries(shop: Shop) -> int:
    return count(shop, AuditEntry)


def test_that_what_stops_an_import_leaves_nothing(known: Shop, tmp_path: Path) -> None:
    class Stopped(Exception):
        """Somebody no longer wants it."""

    def stop(_rows: int) -> None:
        raise Stopped

    file = tmp_path / "c.csv"
    file.write_text("Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,x\n")
    with pytest.raises(Stopped):
        import_complaint_files(
            known.database, [file], None, known.ids["marko"], AT, Manner(progress=stop)
        )
    assert count(known, Complaint) == 0


def test_that_several_files_come_in_together_or_not_at_all(known: Shop, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,x\n")
    bad.write_text("Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,x\n2,,,,\n")
    results = import_complaint_files(known.database, [good, bad], None, known.ids["marko"], AT)
    assert [(each.new, each.known, each.stored) for each in results] == [(1, 0, 0), (0, 1, 0)]
    assert count(known, Complaint) == 0


def test_that_only_those_who_check_at_a_site_can_bring_complaints_to_it(
    known: Shop, take: Take
) -> None:
    with known.database.writing() as session:
        add_site(
            session,
            SiteEntry(code="BG", name="Beograd", time_zone="Europe/Belgrade"),
            known.ids["mira"],
            AT,
        )
    text = "Id,Date,Customer,Channel,Words,Site\n1,2026-05-03,Hotel,phone,x,BG\n"
    assert len(take(text, who="ana").refused) == 1
    with pytest.raises(NotAllowed):
        take(text, who="vera")


# Hostile files


HOSTILE = [
    (b"", "it is empty"),
    (b'Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,"open\n2,x\n', "never closed"),
    (b"Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,a\0b\n", "it is not a table"),
    (
        "Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,šolja\n".encode()
        + "2,2026-05-03,Hotel,phone,čaša\n".encode("cp1250")
        + "3,2026-05-03,Hotel,phone,чаша\n".encode("cp1251"),
        "line 2 is UTF-8 and line 3 is not",
    ),
]


@pytest.mark.parametrize(("content", "why"), HOSTILE)
def test_that_a_file_that_cannot_be_trusted_is_refused_whole(
    known: Shop, take: Take, content: bytes, why: str
) -> None:
    with pytest.raises(FileRefused, match=why):
        take(content)
    assert count(known, Complaint) == 0


@pytest.mark.usefixtures("known")
def test_that_a_line_in_another_encoding_than_the_one_that_was_said_is_named(take: Take) -> None:
    content = b"a,b,c,d,e\n1,2026-05-03,Hotel,phone,x\n" + "2,2026-05-03,H,phone,š\n".encode(
        "cp1250"
    )
    with pytest.raises(FileRefused, match="line 3 is not text in utf-8"):
        take(content, replace(MAPPED, form=SheetForm(encoding="utf-8")))


@pytest.mark.usefixtures("known")
def test_that_a_file_without_rows_brings_nothing(take: Take) -> None:
    result = take("Id,Date,Customer,Channel,Words\n")
    assert (result.rows, result.stored, result.refused) == (0, 0, ())


def test_that_formulas_are_kept_as_said_and_leave_harmless(
    known: Shop, take: Take, tmp_path: Path
) -> None:
    text = (
        "Id,Date,Customer,Channel,Words,Told by\n"
        "=1+1,2026-05-03,Hotel,phone,=cmd|' /C calc'!A0,@x\n"
    )
    assert take(text).stored == 1
    (complaint,) = complaints(known)
    assert (complaint.words, complaint.outside_id) == ("=cmd|' /C calc'!A0", "=1+1")
    file = tmp_path / "out.csv"
    assert export_table(known.database, "complaints", file).rows == 1
    written = file.read_text("utf-8-sig")
    assert "'=cmd" in written
    assert ",=cmd" not in written
    back = read_sheet(file)
    assert "=cmd|' /C calc'!A0" in back.rows[0].cells


@pytest.mark.usefixtures("known")
def test_that_a_mapping_without_what_is_needed_says_what(take: Take) -> None:
    with pytest.raises(FileProblems) as refused:
        take("a,b\n1,2\n", ImportMapping(source="x", columns={"remedy": Taken(columns=("z", 9))}))
    told = "\n".join(refused.value.problems)
    assert "“remedy wanted” is taken from column “z”, which is not there. Found are: a, b." in told
    assert "column “9”" in told
    for field in ("words of the customer", "heard at", "channel", "customer"):
        assert f"nothing says what “{field}” is" in told
    headless = ImportMapping(
        source="x", form=SheetForm(header=False), columns={"words": Taken(columns=("z",))}
    )
    with pytest.raises(FileProblems, match="read without a header"):
        take("a,b\n1,2\n", headless)
    with pytest.raises(FileProblems, match="there is no header"):
        guessed_mapping(SheetTable(file_name="t.csv", header=(), rows=()))


def test_that_refused_rows_are_written_as_they_stood_to_be_mended(
    known: Shop, take: Take, tmp_path: Path
) -> None:
    text = (
        "Id,Date,Customer,Channel,Words\n"
        "1,2026-05-03,Nobody,phone,=x\n"
        "2,2026-05-03,Hotel,phone,y\n"
    )
    result = take(text)
    target = tmp_path / "refused.csv"
    assert write_refused(tmp_path / "complaints.csv", SheetForm(), result.refused, target) == 1
    written = target.read_text("utf-8-sig")
    assert "There is no customer “Nobody”" in written
    mended = written.replace("Nobody", "Hotel")
    assert take(mended.encode("utf-8-sig")).stored == 1
    assert complaints(known)[0].words == "=x"
    bare = replace(MAPPED, form=SheetForm(header=False), create_customers=False)
    unknown = take("1,2026-05-03,Nobody,phone\n", bare)
    write_refused(tmp_path / "complaints.csv", bare.form, unknown.refused, target)
    assert read_sheet(target).header[:2] == ("column 1", "column 2")


def test_that_two_hundred_thousand_rows_are_as_many_as_a_file_may_have(
    known: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "long.csv"
    rows = "".join(f"{n},2026-05-03,Hotel,phone,x\n" for n in range(200_001))
    file.write_text("Id,Date,Customer,Channel,Words\n" + rows)
    with pytest.raises(FileRefused, match="more than 200,000 rows"):
        import_complaint_files(known.database, [file], None, known.ids["marko"], AT)
    assert count(known, Complaint) == 0


# A look before


def test_that_a_preview_shows_how_rows_will_be_understood(known: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    rows = [f"{n};03/04/2026;Hotel;golub;Ručka {n}\n" for n in range(1_030)]
    rows[1] = "1;03/04/2026;Nobody;phone;x\n"
    rows[2] = "2;03/04/2026;Hotel;phone;y;;\n"
    file.write_bytes(("Broj;Datum;Kupac;Kanal;Opis\n" + "".join(rows)).encode("cp1250"))
    shown = preview(known.database, file, None, known.ids["marko"], AT)
    assert (shown.sample.count, len(shown.rows), shown.sample.width) == (1_030, 20, 7)
    assert (shown.sample.head.encoding, shown.sample.encoding_sure) == ("cp1250", False)
    assert (shown.sample.head.delimiter, shown.sample.delimiter_sure) == (";", False)
    assert ([form.value for form in shown.dates], shown.dates_sure) == (["d/m/y", "m/d/y"], False)
    assert shown.channel_words == ("golub",)
    assert "it is none of" in shown.rows[0].problem
    assert "There is no customer “Nobody”" in shown.rows[1].problem
    told = replace(
        shown.mapping,
        form=SheetForm(encoding="cp1250", delimiter=";"),
        dates=shown.dates[1],
        values={"channel": {"golub": "letter"}},
        create_customers=True,
    )
    again = preview(known.database, file, told, known.ids["marko"], AT)
    assert (again.sample.encoding_sure, again.sample.delimiter_sure) == (True, True)
    assert again.dates_sure
    assert [row.problem for row in again.rows] == [""] * 20
    assert again.rows[0].cells == ("0", "03/04/2026", "Hotel", "golub", "Ručka 0")
    assert again.rows[0].understood["heard_at"].startswith("4 Mar 2026")
    assert again.rows[0].understood["channel"] == "letter"
    assert again.rows[1].understood["customer"] == "Nobody (new)"
    assert count(known, Complaint) == 0


def test_that_a_preview_lists_what_a_mapping_still_lacks(known: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("Words,Words,Z\nx,y,z\n")
    shown = preview(known.database, file, None, known.ids["marko"], AT)
    assert "nothing says what “heard at” is" in shown.problems[0]
    assert (shown.places, shown.dates, shown.dates_sure) == ({"words": (0,)}, (), True)
    assert shown.rows[0].cells == ("x", "y", "z")
    told = replace(shown.mapping, dates=DateForm.ISO)
    assert preview(known.database, file, told, known.ids["marko"], AT).dates == (DateForm.ISO,)


def test_that_a_preview_reads_workbooks_joined_dates_and_constants(
    known: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "c.xlsx"
    at = datetime(2026, 5, 3, 10, tzinfo=UTC)
    write_table(file, ["Id", "Date", "Customer", "Words"], [[1, at, "Hotel", "x"]])
    columns = {
        "heard_at": Taken(columns=("Date",)),
        "customer": Taken(columns=("Customer",)),
        "words": Taken(columns=("Words", "Id")),
    }
    constants = {"channel": "phone", "batch": "L-9", "site": "NS"}
    none = ImportMapping(source="x", columns=columns, constants=constants)
    shown = preview(known.database, file, none, known.ids["marko"], AT)
    assert "There is no batch “L-9”" in shown.rows[0].problem
    mapping = replace(none, constants={"channel": "phone"})
    shown = preview(known.database, file, mapping, known.ids["marko"], AT)
    assert (shown.sample.delimiter_sure, shown.sample.encoding_sure) == (True, True)
    assert (shown.rows[0].problem, shown.rows[0].understood["words"]) == ("", "x 1")
    text = tmp_path / "c.csv"
    text.write_text("Day,Time,Customer,Words\n3.5.2026,14:05,Hotel,x\n,,Hotel,\n")
    joined = replace(mapping, columns={**columns, "heard_at": Taken(columns=("Day", "Time"))})
    joined = replace(joined, columns={**joined.columns, "words": Taken(columns=(4,))})
    shown = preview(known.database, text, joined, known.ids["marko"], AT)
    assert [form.value for form in shown.dates] == ["d.m.y"]
    assert (shown.rows[0].problem, shown.channel_words) == ("", ())
    beyond = replace(mapping, form=SheetForm(header=False), constants={})
    wide = {key: Taken(columns=(9,)) for key in ("heard_at", "words", "channel", "customer")}
    shown = preview(known.database, text, replace(beyond, columns=wide), known.ids["marko"], AT)
    assert (shown.dates, shown.problems) == ((), ())
    assert "is empty" in shown.rows[0].problem


def test_that_a_person_who_may_not_import_sees_no_preview(known: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("Words\nx\n")
    with pytest.raises(QcError):
        preview(known.database, file, None, known.ids["vera"], AT + timedelta(days=1))
