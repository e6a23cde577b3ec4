"""E-mail drafts: opened by any mail program, with the report attached byte for byte."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from qc_desk.domain.refusals import FieldInvalid, FieldNeeded
from qc_desk.services.letters import Letter, Recipient
from qc_desk.services.mail_drafts import draft, to_be_sent
from tests.conftest import NOW

PDF = b"%PDF-1.7\n\x00\xff\r\n.\r\nFrom x\n%%EOF"


def letter(email: str = "wu@kiln4.example", name: str = "Јелена Ву", **given: str) -> Letter:
    facts = {
        "subject": "Извештај IR-NS-00001: серија L-1, пуштено",
        "text": "Добар дан,\n\n.\nFrom now on\n",
        "file_name": "IR-NS-00001.pdf",
        "language": "sr",
    }
    return Letter(to=Recipient(name="Kiln 4", contact=name, email=email), **(facts | given))


def read(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_that_a_draft_is_opened_as_it_was_written() -> None:
    content = draft(letter(), PDF, ("Keramika d.o.o.", "qa@keramika.example"))
    assert content.isascii()
    assert max(len(line) for line in content.splitlines()) <= 998
    found = read(content)
    assert found["X-Unsent"] == "1"
    assert str(found["Subject"]) == letter().subject
    assert str(found["To"]) == "Јелена Ву <wu@kiln4.example>"
    assert str(found["From"]) == '"Keramika d.o.o." <qa@keramika.example>'
    body = found.get_body()
    assert body is not None
    assert body.get_content().splitlines() == letter().text.splitlines()
    (attached,) = found.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "IR-NS-00001.pdf"
    assert attached.get_content() == PDF


def test_that_without_an_address_the_mail_program_puts_in_its_own() -> None:
    found = read(draft(letter(), PDF, ("Keramika", "")))
    assert found["From"] is None
    assert found["Date"] is None


def test_that_a_sent_message_has_a_date_and_a_name() -> None:
    made = to_be_sent(letter(), PDF, ("Keramika", "qa@keramika.example"), NOW)
    assert made["X-Unsent"] is None
    assert made["Date"] == "Fri, 20 Nov 2026 08:30:00 +0000"
    assert made["Message-ID"].endswith("@keramika.example>")


@pytest.mark.parametrize("name", ["Wu\r\nBcc: x@y.example", "a" * 300, '<"Wu">', ""])
def test_that_a_name_stays_a_name(name: str) -> None:
    found = read(draft(letter(name=name), PDF, ("", "")))
    (address,) = found["To"].addresses
    assert address.addr_spec == "wu@kiln4.example"
    assert found["Bcc"] is None


def test_that_a_subject_is_one_line() -> None:
    found = read(draft(letter(subject="a\r\nBcc: x@y.example"), PDF, ("", "")))
    assert found["Bcc"] is None
    assert found["Subject"] == "a Bcc: x@y.example"


def test_that_a_domain_may_have_letters_of_its_own() -> None:
    found = read(draft(letter(email="qa@керамика.срб"), PDF, ("", "")))
    assert str(found["To"].addresses[0].domain) == "xn--80aannhdm4a.xn--90a3ac"


@pytest.mark.parametrize(
    "email", ["пошта@kiln4.example", "wu", f"wu@{'a' * 70}.example", "wu@a..example"]
)
def test_that_no_address_is_refused(email: str) -> None:
    with pytest.raises(FieldInvalid, match="write one address"):
        draft(letter(email=email), PDF, ("", ""))
    with pytest.raises(FieldNeeded, match="e-mail"):
        draft(letter(email=" "), PDF, ("", ""))
