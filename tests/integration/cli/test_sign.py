"""``qc-desk sign``: the organisation's signature, when it is put on, and what leaves then."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qc_desk.domain.certificates import Certificate
from qc_desk.services.certificates import keep_certificate, make_certificate, open_certificate
from qc_desk.services.keys import LANES, MEMORY_KIB, TIME_COST
from qc_desk.services.signed_copies import signed_copy
from tests.checked_shop import AT, PASSWORDS, Shop
from tests.integration.cli.conftest import Run

PASSWORD = "kettle under the stairs"
REPORT = "IR-NS-00001"
THEIRS = (
    "name", "issuer", "certificate", "chain", "fingerprint", "valid_from", "valid_until",
    "salt", "nonce", "ciphertext",
)  # fmt: skip


@pytest.fixture
def certified(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A shop with a certificate, whose owner is at the command line; she gives her identity."""
    new = make_certificate("Keramika d.o.o.", 10, PASSWORD, min(AT, datetime.now(UTC)))
    with shop.database.writing() as session:
        keep_certificate(session, new, shop.ids["mira"], AT)
    shop.database.close()
    monkeypatch.setenv("QC_DESK_CERTIFICATE_PASSWORD", PASSWORD)
    monkeypatch.setenv("QC_DESK_LOGIN", "mira")
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["mira"])
    return ["sign"]


def test_that_a_report_is_signed_written_and_verified(
    run: Run, place: list[str], certified: list[str], tmp_path: Path
) -> None:
    plain, signed = tmp_path / "plain.pdf", tmp_path / "signed.pdf"
    run(*place, "report", "L-1", "-o", plain)
    said = run(*place, *certified, REPORT.lower(), "--each-sign-off")
    assert (said.code, said.out) == (0, f"{REPORT}\n")
    assert "1 report is signed now." in said.err
    run(*place, "report", "L-1", "-o", signed)
    assert signed.read_bytes().startswith(plain.read_bytes())
    checked = run(*place, "verify", signed)
    assert checked.code == 0
    assert "2 valid signatures of the organisation (Keramika d.o.o.)" in checked.err
    assert checked.out.count("Signed: ") == 2
    assert "Signed: " not in run(*place, "verify", plain).out
    bundle = run(*place, "evidence", REPORT, "-o", tmp_path / "a.zip").out.strip()
    checked = run(*place, "verify", bundle)
    assert (checked.code, checked.out.count("Signed: ")) == (0, 2)
    assert "The bundle is whole: 13 files. This PDF is a signed copy" in checked.err
    again = run(*place, *certified, REPORT)
    assert again.err.endswith("No report waits to be signed.\n")
    assert run(*place, "verify").code == 0


def test_that_what_is_issued_from_then_on_is_signed(
    run: Run,
    place: list[str],
    certified: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = run(*place, *certified, "--at-issue")
    assert (said.code, said.out) == (0, "")
    certificate = ["report", "L-1", "--kind", "conformance", "--issue"]
    done = run(*place, *certificate, "-o", tmp_path / "a.pdf", "--json")
    assert (done.code, done.json["report"]["is_signed"]) == (0, True)
    monkeypatch.delenv("QC_DESK_CERTIFICATE_PASSWORD")
    done = run(*place, *certificate, "-o", tmp_path / "b.pdf", "--json")
    assert done.json["report"]["is_signed"] is False
    assert "has not signed it yet: qc-desk sign does it." in done.err
    monkeypatch.setenv("QC_DESK_CERTIFICATE_PASSWORD", PASSWORD)
    said = run(*place, *certified, "--json")
    assert said.json == {"signed": ["CC-NS-00002"]}
    assert run(*place, *certified, "--on-request").code == 0


def test_that_a_wrong_password_signs_nothing(
    run: Run, place: list[str], certified: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QC_DESK_CERTIFICATE_PASSWORD", "another kettle elsewhere")
    said = run(*place, *certified, REPORT)
    assert (said.code, said.out) == (1, "")
    assert "Nothing was signed." in said.err


def test_that_others_do_not_choose(
    run: Run, place: list[str], certified: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QC_DESK_LOGIN", "ana")
    monkeypatch.setenv("QC_DESK_PASSWORD", PASSWORDS["ana"])
    said = run(*place, *certified, "--at-issue")
    assert said.code == 1
    assert "Ana Kovač" in said.err


def test_that_a_report_signed_by_somebody_else_is_told(
    run: Run, place: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "theirs.pdf"
    run(*place, "report", "L-1", "-o", file)
    now = datetime.now(UTC)
    theirs = make_certificate("Somebody Else", 1, PASSWORD, now)
    kept = Certificate(
        **{name: getattr(theirs, name) for name in THEIRS},
        time_cost=TIME_COST,
        memory_kib=MEMORY_KIB,
        lanes=LANES,
        by=None,  # type: ignore[arg-type]  # nobody of this shop
        at=now,
    )
    opened = open_certificate(kept, PASSWORD)
    file.write_bytes(signed_copy(file.read_bytes(), opened, ["Approved"]))
    said = run(*place, "verify", file)
    assert said.code == 1
    assert "not this organisation's (" in said.out
    assert "Somebody Else" in said.out
    assert "Do not rely on it" in said.err
