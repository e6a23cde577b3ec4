"""Complaints from outside: all or nothing, every row accounted for, twice is once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from qc_desk.bundle import bundled
from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, ComplaintStatus, Standing
from qc_desk.domain.parties import Customer
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import FileProblems, NotAllowed
from qc_desk.services import complaint_imports, products
from qc_desk.services.acts import acting
from qc_desk.services.complaint_columns import COMPLAINTS
from qc_desk.services.complaint_imports import import_complaint_files
from qc_desk.services.complaint_search import mentions
from qc_desk.services.import_mappings import read_import_mapping
from qc_desk.services.imports import Manner
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sites import SiteEntry, add_site
from qc_desk.services.verify import verify_record
from qc_desk.services.written_dates import DateForm
from tests.checked_shop import AT, Shop
from tests.integration.services.complaint_imports.importing import (
    MAPPED,
    NHTSA,
    Take,
    complaints,
    count,
    reasons,
)


def test_that_the_published_complaints_come_in_whole_and_once(shop: Shop, take: Take) -> None:
    mapping = read_import_mapping(bundled("resources") / "samples/nhtsa.toml", COMPLAINTS)
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
