"""``qc-desk deliver``: drafts, folders and mail, each noted."""

import zipfile
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from qc_desk import settings
from tests.checked_shop import PASSWORDS
from tests.integration.cli.conftest import Run
from tests.mail_room import LOGIN, PASSWORD, certificate, mail_room

REPORT = "IR-NS-00001"


def test_that_a_draft_is_written_and_noted(run: Run, place: list[str], tmp_path: Path) -> None:
    file = tmp_path / "draft.eml"
    said = run(*place, "deliver", REPORT.lower(), "--to", "wu@kiln4.example", "--eml", file)
    assert (said.code, said.out) == (0, f"{file}\n")
    assert said.err == f"{REPORT}: made, not yet sent, Jingdezhen Kiln 4.\n"
    found = message_from_bytes(file.read_bytes(), policy=default)
    assert found["To"].addresses[0].addr_spec == "wu@kiln4.example"
    (attached,) = found.iter_attachments()
    assert attached.get_content().startswith(b"%PDF-")


def test_that_a_folder_gets_the_report(run: Run, place: list[str], tmp_path: Path) -> None:
    said = run(
        *place, "deliver", REPORT, "--folder", tmp_path / "out", "--name", "Mr Wu", "--json"
    )
    assert said.code == 0
    told = said.json["delivery"]
    assert (told["way"], told["standing"], told["to_whom"]) == ("folder", "sent", "Mr Wu")
    assert Path(told["address"]) == tmp_path / "out" / "Mr Wu" / f"{REPORT}.pdf"
    assert Path(told["address"]).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    "ways", [[], ["--smtp", "--folder", "x"], ["--eml", "a", "--folder", "b"]]
)
def test_that_one_way_is_given(run: Run, place: list[str], ways: list[str]) -> None:
    said = run(*place, "deliver", REPORT, *ways)
    assert said.code == 2
    assert "Give one of --eml, --folder and --smtp." in said.err


def test_that_a_report_nobody_issued_is_refused(run: Run, place: list[str]) -> None:
    said = run(*place, "deliver", "IR-NS-99999", "--folder", "x")
    assert (said.code, said.out) == (1, "")
    assert "There is no report “IR-NS-99999”." in said.err


def test_that_a_maker_without_an_address_is_asked_for_one(run: Run, place: list[str]) -> None:
    said = run(*place, "deliver", REPORT, "--eml", "a.eml")
    assert said.code == 1
    assert "e-mail" in said.err
    assert not Path("a.eml").exists()


def test_that_somebody_who_only_looks_on_sends_nothing(
    run: Run, place: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QC_DESK_LOGIN", "vera")
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["vera"])
    said = run(*place, "deliver", REPORT, "--folder", "out")
    assert said.code == 1
    assert not Path("out").exists()


def test_that_without_a_mail_server_the_way_is_said(run: Run, place: list[str]) -> None:
    said = run(*place, "deliver", REPORT, "--to", "wu@kiln4.example", "--smtp")
    assert said.code == 1
    assert "Enter it under Settings, E-mail" in said.err


def test_that_mail_is_sent(
    run: Run, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trusted.pem").write_bytes(certificate()[0])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    monkeypatch.setenv("QC_DESK_MAIL_PASSWORD", PASSWORD)
    with mail_room(tmp_path) as room:
        kept = settings.Settings(
            tmp_path,
            mail_host="localhost",
            mail_port=room.port,
            mail_login=LOGIN,
            mail_from=LOGIN,
        )
        settings.save(kept)
        said = run(*place, "deliver", REPORT, "--to", "wu@kiln4.example", "--smtp")
    assert (said.code, said.out) == (0, "wu@kiln4.example\n")
    assert said.err.splitlines() == [
        "Connecting to localhost",
        "Signing in",
        "Sending",
        f"{REPORT}: sent, Jingdezhen Kiln 4.",
    ]
    assert len(room.got) == 1
    monkeypatch.setenv("QC_DESK_MAIL_PASSWORD", "")
    monkeypatch.setattr("click.prompt", lambda *_a, **_k: "wrong")
    with mail_room(tmp_path) as room:
        settings.save(replace(kept, mail_port=room.port))
        said = run(*place, "deliver", REPORT, "--to", "wu@kiln4.example", "--smtp")
    assert said.code == 1
    assert "refused the sign-in" in said.err


def test_that_evidence_is_bundled_and_verified(run: Run, place: list[str], tmp_path: Path) -> None:
    said = run(*place, "evidence", REPORT)
    assert (said.code, said.out) == (0, f"{REPORT}-evidence.zip\n")
    file = tmp_path / f"{REPORT}-evidence.zip"
    said = run(*place, "verify", file)
    assert (said.code, said.out) == (0, f"Report {REPORT}, batch L-1\n")
    assert said.err.startswith("The bundle is whole: 11 files. This PDF is exactly")
    content = file.read_bytes()
    at = content.index(b"%PDF-") + 2000
    file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    said = run(*place, "verify", file)
    assert said.code == 1
    assert "damaged or incomplete" in said.err


def test_that_a_foreign_bundle_is_said(run: Run, place: list[str], tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    assert run(*place, "evidence", REPORT, "-o", file).code == 0
    with zipfile.ZipFile(file, "a") as bundle:
        bundle.writestr("more.txt", b"more")
    said = run(*place, "verify", file, "--json")
    assert said.code == 1
    assert "more.txt" in said.json["bundle"][0]["what"]
    assert "This bundle is not what was made here." in said.err


def test_that_many_reports_are_written(run: Run, place: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "all"
    said = run(*place, "reports", folder, "--in-force", "--kind", "inspection")
    assert (said.code, said.out) == (0, "1\n")
    assert said.err == f"1 report is in {folder}.\n"
    assert (folder / f"{REPORT}.pdf").read_bytes().startswith(b"%PDF-")
    days = ("--since", "2026-11-20", "--until", "2026-11-20")
    again = run(*place, "reports", folder, *days, "--json").json
    assert (again["written"], again["there_already"]) == (0, 1)
    none = run(*place, "reports", folder, "--until", "2026-11-19")
    assert none.out == "0\n"
    assert "No report fits" in none.err


def test_that_many_reports_are_issued_again_in_another_language(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "english"
    said = run(*place, "reports", folder, "--language", "en", "--reason", "for the buyer")
    assert (said.code, said.out) == (0, "1\n")
    assert [each.name for each in folder.iterdir()] == ["IR-NS-00002.pdf"]
    assert run(*place, "verify", folder / "IR-NS-00002.pdf").code == 0
    again = run(*place, "reports", folder, "--language", "en", "--reason", "for the buyer")
    assert again.out == "0\n"
    assert run(*place, "reports", folder, "--language", "en").out == "0\n"
    assert run(*place, "verify").code == 0
