"""Reports that go out: noted as sent, confirmed, their receipt noted; nothing is overwritten."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from qc_desk.domain.deliveries import Delivery
from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryStanding, DeliveryWay
from qc_desk.domain.loop_words import Channel
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.refusals import (
    AcknowledgedTooEarly,
    AlreadyAcknowledged,
    DeliverySettled,
    FieldNeeded,
    FileNotWritten,
    MailNotSent,
    NotAllowed,
    NotSentYet,
    PersonRetired,
    QcError,
    ReasonNeeded,
    ReportReplaced,
    SentNotNoted,
)
from qc_desk.services import deliveries, dispatch, people
from qc_desk.services.acts import acting
from qc_desk.services.deliveries import DeliveryEntry, DeliveryRow, Receipt
from qc_desk.services.issued_reports import Reissue, reissue
from qc_desk.services.letters import Recipient
from qc_desk.services.mail_server import MailAccount, MailServer
from qc_desk.services.report_lists import report_row
from qc_desk.services.timeline import timeline
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop, print_plainly
from tests.mail_room import LOGIN, PASSWORD, MailRoom, certificate, mail_room

LATER = AT + timedelta(days=1)
WU = Recipient(name="Kiln 4", contact="Mr Wu", email="wu@kiln4.example")


@pytest.fixture
def report(shop: Shop) -> int:
    return shop.approve(shop.checked_twice("L-1"))


def note(shop: Shop, report_id: int, way: DeliveryWay, who: str = "ana") -> DeliveryRow:
    with shop.database.writing() as session:
        digest = report_row(session, report_id).sha256
        entry = DeliveryEntry(
            report_id=report_id, way=way, to_whom="Kiln 4", address="a@b.example", sha256=digest
        )
        return deliveries.note_delivery(session, entry, shop.ids[who], AT)


def receipt(at: object = LATER, who: str = "Mr Wu") -> Receipt:
    return Receipt(who=who, how=Channel.PHONE, happened_at=at, note="reads it today")  # type: ignore[arg-type]


def test_that_a_draft_is_made_sent_and_its_receipt_confirmed(shop: Shop, report: int) -> None:
    made = note(shop, report, DeliveryWay.DRAFT)
    assert (made.standing, made.is_original) == (DeliveryStanding.MADE, True)
    with shop.database.writing() as session:
        sent = deliveries.confirm_sent(session, made.id, shop.ids["ana"], AT)
    assert sent.standing is DeliveryStanding.SENT
    with shop.database.writing() as session:
        got = deliveries.acknowledge(session, made.id, receipt(), shop.ids["marko"], LATER)
    assert got.standing is DeliveryStanding.ACKNOWLEDGED
    assert [(each.kind, each.by) for each in got.events] == [
        (DeliveryEventKind.SENT, "Ana Kovač"),
        (DeliveryEventKind.ACKNOWLEDGED, "Marko Jurić"),
    ]
    assert (got.events[1].who, got.events[1].how) == ("Mr Wu", Channel.PHONE)
    assert got.events[1].note == "reads it today"
    assert verify_record(shop.database).good


@pytest.mark.parametrize("way", [DeliveryWay.EMAIL, DeliveryWay.FOLDER])
def test_that_what_the_program_sends_is_sent(shop: Shop, report: int, way: DeliveryWay) -> None:
    made = note(shop, report, way)
    assert made.standing is DeliveryStanding.SENT
    with shop.database.writing() as session, pytest.raises(DeliverySettled, match="sent"):
        deliveries.confirm_sent(session, made.id, shop.ids["ana"], AT)


def test_that_what_was_not_sent_says_why(shop: Shop, report: int) -> None:
    made = note(shop, report, DeliveryWay.PRINT)
    with shop.database.writing() as session, pytest.raises(ReasonNeeded):
        deliveries.drop(session, made.id, " ", shop.ids["ana"], AT)
    with shop.database.writing() as session:
        dropped = deliveries.drop(session, made.id, "wrong printer", shop.ids["ana"], AT)
    assert (dropped.standing, dropped.events[0].note) == (
        DeliveryStanding.DROPPED,
        "wrong printer",
    )
    with shop.database.writing() as session, pytest.raises(DeliverySettled, match="not sent"):
        deliveries.confirm_sent(session, made.id, shop.ids["ana"], AT)
    with shop.database.writing() as session, pytest.raises(NotSentYet):
        deliveries.acknowledge(session, made.id, receipt(), shop.ids["ana"], LATER)


def test_that_a_receipt_has_its_time_and_is_noted_once(shop: Shop, report: int) -> None:
    made = note(shop, report, DeliveryWay.FILE)
    with shop.database.writing() as session, pytest.raises(NotSentYet):
        deliveries.acknowledge(session, made.id, receipt(), shop.ids["ana"], LATER)
    with shop.database.writing() as session:
        deliveries.confirm_sent(session, made.id, shop.ids["ana"], AT)
    for wrong in (AT - timedelta(minutes=1), LATER + timedelta(minutes=1)):
        with shop.database.writing() as session, pytest.raises(AcknowledgedTooEarly):
            deliveries.acknowledge(session, made.id, receipt(wrong), shop.ids["ana"], LATER)
    with shop.database.writing() as session, pytest.raises(FieldNeeded):
        deliveries.acknowledge(session, made.id, receipt(who=" "), shop.ids["ana"], LATER)
    with shop.database.writing() as session:
        deliveries.acknowledge(session, made.id, receipt(), shop.ids["ana"], LATER)
    with shop.database.writing() as session, pytest.raises(AlreadyAcknowledged, match="Kiln 4"):
        deliveries.acknowledge(session, made.id, receipt(), shop.ids["ana"], LATER)


def test_that_only_who_checks_at_the_site_sends(shop: Shop, report: int) -> None:
    with pytest.raises(NotAllowed):
        note(shop, report, DeliveryWay.DRAFT, "vera")
    made = note(shop, report, DeliveryWay.DRAFT)
    with shop.database.writing() as session, pytest.raises(NotAllowed):
        deliveries.confirm_sent(session, made.id, shop.ids["vera"], AT)
    with pytest.raises(NotAllowed):
        dispatch.pack(shop.database, report, None, shop.ids["vera"])


def test_that_a_replaced_report_is_not_sent(shop: Shop, report: int) -> None:
    with shop.database.writing() as session:
        again = Reissue(report_id=report, language="en", reason="in English")
        reissue(session, again, shop.ids["ana"], AT, print_plainly)
    with pytest.raises(ReportReplaced, match="Send IR-NS-00002 instead"):
        note(shop, report, DeliveryWay.DRAFT)
    with pytest.raises(ReportReplaced):
        dispatch.pack(shop.database, report, None, shop.ids["ana"])


def test_that_the_newest_delivery_stands_first(shop: Shop, report: int) -> None:
    first, second = (note(shop, report, way) for way in (DeliveryWay.PRINT, DeliveryWay.DRAFT))
    with shop.database.reading() as session:
        found = deliveries.deliveries_of(session, [report])
        assert [each.id for each in found] == [second.id, first.id]
        assert deliveries.deliveries_of(session, []) == []


def test_that_deliveries_are_told_on_the_batch(shop: Shop, report: int) -> None:
    made = note(shop, report, DeliveryWay.DRAFT)
    with shop.database.writing() as session:
        deliveries.confirm_sent(session, made.id, shop.ids["ana"], AT)
    with shop.database.reading() as session:
        batch_id = report_row(session, report).batch_id or 0
        told = [each.what for each in timeline(session, batch_id)]
    assert told[-2:] == ["Report made ready or sent", "Report sent"]


def test_that_the_record_itself_keeps_deliveries(shop: Shop, report: int) -> None:
    note(shop, report, DeliveryWay.DRAFT)
    for statement in (update(Delivery).values(to_whom="x"), delete(Delivery)):
        with shop.database.writing() as session:
            acting(session, "test", shop.ids["ana"], AT)
            with pytest.raises((DatabaseError, QcError)), session.begin_nested():
                session.connection().execute(statement)
    with shop.database.reading() as session:
        assert session.execute(text("SELECT to_whom FROM deliveries")).scalar_one() == "Kiln 4"


# On their way


def test_that_a_parcel_is_for_the_maker_in_the_reports_language(shop: Shop, report: int) -> None:
    parcel = dispatch.pack(shop.database, report, None, shop.ids["ana"])
    assert parcel.letter.to.name == "Jingdezhen Kiln 4"
    assert parcel.letter.language == "sr"
    assert parcel.letter.file_name == "IR-NS-00001.pdf"
    assert "IR-NS-00001" in parcel.letter.subject
    with shop.database.reading() as session:
        assert parcel.sha256 == report_row(session, report).sha256


def test_that_a_letter_says_what_came_out_and_what_is_wanted(shop: Shop) -> None:
    with shop.database.writing() as session:
        acting(session, "test", shop.ids["mira"], AT)
        session.get_one(Manufacturer, shop.manufacturer_id).language = "en"
    rejected = shop.reject(shop.checked_twice("L-2"))
    released = shop.approve(shop.checked_twice("L-3"))
    told = dispatch.pack(shop.database, rejected, WU, shop.ids["marko"]).letter.text
    assert told.startswith("Dear Mr Wu,\n\nattached is our inspection report IR-NS-00001")
    assert "(Mug, 500 pieces)" in told
    assert "Please tell us what you will do about it" in told
    assert told.endswith("Kind regards\nMarko Jurić\nKeramika d.o.o.\n")
    good = dispatch.pack(shop.database, released, None, shop.ids["marko"]).letter.text
    assert good.startswith("Good day,")
    assert "what you will do" not in good


def test_that_a_draft_is_a_file_and_noted(shop: Shop, report: int, tmp_path: Path) -> None:
    parcel = dispatch.pack(shop.database, report, WU, shop.ids["ana"])
    file = tmp_path / "draft.eml"
    noted = dispatch.make_draft(shop.database, parcel, file, "", shop.ids["ana"], AT)
    assert b"X-Unsent: 1" in file.read_bytes()
    assert (noted.way, noted.address) == (DeliveryWay.DRAFT, WU.email)
    assert noted.standing is DeliveryStanding.MADE


def test_that_a_report_is_dropped_saved_or_printed(
    shop: Shop, report: int, tmp_path: Path
) -> None:
    parcel = dispatch.pack(shop.database, report, WU, shop.ids["ana"])
    by = shop.ids["ana"]
    dropped = dispatch.drop_into(shop.database, parcel, tmp_path, by, AT)
    assert Path(dropped.address) == tmp_path / "Kiln 4" / "IR-NS-00001.pdf"
    assert Path(dropped.address).read_bytes() == parcel.pdf
    saved = dispatch.save_as(shop.database, parcel, tmp_path / "a.pdf", by, AT)
    assert (tmp_path / "a.pdf").read_bytes() == parcel.pdf
    printed = dispatch.note_print(shop.database, parcel, by, AT)
    assert [each.way.value for each in (dropped, saved, printed)] == ["folder", "file", "print"]


def test_that_nothing_is_noted_where_nothing_was_written(
    shop: Shop, report: int, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    parcel = dispatch.pack(shop.database, report, WU, shop.ids["ana"])
    with pytest.raises(FileNotWritten):
        dispatch.drop_into(shop.database, parcel, tmp_path / "file", shop.ids["ana"], AT)
    with shop.database.reading() as session:
        assert deliveries.deliveries_of(session, [report]) == []


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailRoom]:
    (tmp_path / "trusted.pem").write_bytes(certificate()[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    with mail_room(tmp_path) as opened:
        yield opened


def test_that_a_report_is_sent_by_mail_and_noted(shop: Shop, report: int, room: MailRoom) -> None:
    server = MailServer(
        host="localhost", port=room.port, security="starttls", login=LOGIN, sender=LOGIN
    )
    parcel = dispatch.pack(shop.database, report, WU, shop.ids["ana"])
    wrong = MailAccount(server=server, password="wrong")
    with pytest.raises(MailNotSent):
        dispatch.send_mail(shop.database, parcel, wrong, shop.ids["ana"], AT)
    with shop.database.reading() as session:
        assert deliveries.deliveries_of(session, [report]) == []
    account = MailAccount(server=server, password=PASSWORD)
    noted = dispatch.send_mail(shop.database, parcel, account, shop.ids["ana"], AT)
    assert (noted.way, noted.standing) == (DeliveryWay.EMAIL, DeliveryStanding.SENT)
    (got,) = room.got
    (attached,) = got.iter_attachments()
    assert attached.get_content() == parcel.pdf
    assert got["X-Unsent"] is None


def test_that_what_was_sent_and_not_noted_is_said(shop: Shop, report: int, room: MailRoom) -> None:
    server = MailServer(
        host="localhost", port=room.port, security="starttls", login=LOGIN, sender=LOGIN
    )
    parcel = dispatch.pack(shop.database, report, WU, shop.ids["ana"])
    with shop.database.writing() as session:
        again = Reissue(report_id=report, language="en", reason="meanwhile")
        reissue(session, again, shop.ids["ana"], AT, print_plainly)
    account = MailAccount(server=server, password=PASSWORD)
    with pytest.raises(SentNotNoted, match="IR-NS-00001 was sent to Kiln 4, but"):
        dispatch.send_mail(shop.database, parcel, account, shop.ids["ana"], AT)
    assert len(room.got) == 1


def test_that_somebody_retired_sends_nothing(shop: Shop, report: int) -> None:
    with shop.database.writing() as session:
        people.retire_person(session, shop.ids["ana"], shop.ids["mira"], AT)
    with pytest.raises(PersonRetired):
        dispatch.pack(shop.database, report, None, shop.ids["ana"])
