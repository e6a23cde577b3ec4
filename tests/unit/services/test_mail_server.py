"""Sending e-mail: encrypted, signed in, and every refusal in a sentence."""

import smtplib
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from socket import create_server

import pytest

from qc_desk.domain.refusals import MailNotSent, NoMailServer
from qc_desk.services.mail_server import MailAccount, MailServer, mail_server, send
from qc_desk.settings import Settings
from tests.mail_room import LOGIN, PASSWORD, MailRoom, certificate, free_port, mail_room


def message(size: int = 0) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = LOGIN, "wu@kiln4.example", "IR-NS-00001"
    made.set_content("x" * size)
    return made


def account(port: int, password: str = PASSWORD, **given: str) -> MailAccount:
    facts = {"host": "localhost", "security": "starttls", "login": LOGIN} | given
    return MailAccount(
        server=MailServer(port=port, sender=LOGIN, **facts),
        password=password,
    )


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trusted.pem").write_bytes(certificate()[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))


@pytest.fixture
def room(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[MailRoom]:
    request.getfixturevalue("trusted")
    with mail_room(tmp_path) as opened:
        yield opened


def why(account_: MailAccount, made: EmailMessage | None = None) -> str:
    with pytest.raises(MailNotSent) as refused:
        send(account_, made or message(), patience=2)
    assert str(refused.value).endswith("Nothing was noted as sent.")
    assert "{" not in str(refused.value)
    return str(refused.value)


def test_that_a_message_is_sent_encrypted_and_signed_in(room: MailRoom) -> None:
    steps: list[str] = []
    send(account(room.port), message(), steps.append)
    assert [each["Subject"] for each in room.got] == ["IR-NS-00001"]
    assert steps == ["Connecting to localhost", "Signing in", "Sending"]


@pytest.mark.usefixtures("trusted")
def test_that_a_server_may_want_tls_from_the_first_byte(tmp_path: Path) -> None:
    with mail_room(tmp_path, security="tls") as room:
        send(account(room.port, security="tls"), message())
    assert len(room.got) == 1


def test_that_a_server_without_sign_in_is_not_given_a_password(room: MailRoom) -> None:
    steps: list[str] = []
    send(account(room.port, "", login=""), message(), steps.append)
    assert steps == ["Connecting to localhost", "Sending"]
    assert len(room.got) == 1


def test_that_a_wrong_password_is_said(room: MailRoom) -> None:
    said = why(account(room.port, "wrong"))
    assert f"localhost refused the sign-in of {LOGIN}" in said
    assert room.got == []


def test_that_an_unknown_host_is_said() -> None:
    assert "no server of the name mail.invalid is known" in why(account(587, host="mail.invalid"))


def test_that_what_no_sentence_is_for_is_said_as_it_was_told() -> None:
    said = why(account(587, host="mail..example"))  # a name that cannot be asked for
    assert "label empty" in said


def test_that_a_certificate_nobody_trusts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with mail_room(tmp_path) as room:
        assert "the certificate of localhost is not trusted" in why(account(room.port))
    assert room.got == []


@pytest.mark.usefixtures("trusted")
def test_that_nothing_is_sent_in_the_clear(tmp_path: Path) -> None:
    with mail_room(tmp_path, security="none") as room:
        assert "offers no encryption" in why(account(room.port))
        assert "does not speak TLS" in why(account(room.port, security="tls"))
    assert room.got == []


@pytest.mark.usefixtures("trusted")
def test_that_a_message_too_large_is_not_even_begun(tmp_path: Path) -> None:
    with mail_room(tmp_path, most=5000) as room:
        assert "larger than localhost takes" in why(account(room.port), message(6000))
        send(account(room.port), message(100))
    assert len(room.got) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("552 too large", "larger than localhost takes"),
        ("554 looks like {spam}", "localhost answered 554: looks like {spam}."),
    ],
)
def test_that_a_refused_message_is_said(room: MailRoom, answer: str, said: str) -> None:
    room.refuses["DATA"] = answer
    with pytest.raises(MailNotSent) as refused:
        send(account(room.port), message())
    assert said in str(refused.value)


def test_that_a_refused_recipient_is_said(room: MailRoom) -> None:
    room.refuses["RCPT"] = "550 no such mailbox"
    assert "does not take the recipient's address: no such mailbox" in why(account(room.port))


def test_that_a_closed_port_is_said() -> None:
    assert "takes no connection on this port" in why(account(free_port(), host="127.0.0.1"))


def test_that_a_silent_server_is_not_waited_for_long() -> None:
    with closing(create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(MailNotSent, match=r"127\.0\.0\.1 does not answer"):
            send(account(port, host="127.0.0.1"), message(), patience=0.2)


def test_that_a_message_without_letters_of_a_mailbox_is_said(room: MailRoom) -> None:
    made = message()
    del made["To"]
    assert why(account(room.port), made)


def test_that_a_broken_line_is_said(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(smtplib.SMTP, "send_message", broken)
    assert "Ask whether it arrived" in why(account(room.port))


def test_that_the_server_is_the_one_of_the_workstation(tmp_path: Path) -> None:
    with pytest.raises(NoMailServer, match="No mail server is set"):
        mail_server(Settings(tmp_path))
    with pytest.raises(NoMailServer):
        mail_server(Settings(tmp_path, mail_host="mail.example"))
    found = mail_server(Settings(tmp_path, mail_host="mail.example", mail_from="a@b.example"))
    assert (found.host, found.port, found.security) == ("mail.example", 587, "starttls")


def test_that_a_password_is_not_shown() -> None:
    assert PASSWORD not in repr(account(1))
