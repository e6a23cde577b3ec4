"""Checking without QC Desk: what is attached, read by another program, with OpenSSL alone."""

import base64
import hashlib
import json
import shlex
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qc_desk.domain.checking import HOW_TO, checking_files, data_name, sign_offs_in
from qc_desk.reports import print_paper
from tests.unit.reports.papers import paper

NAMES = ("Ana Kovač", "Јелена Петровић")
KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2)]


def _signed(number: int) -> dict[str, object]:
    text = f'qc_desk/sign-off/v1\n{{"batch":"Л-7","note":"a\\nb","slot":{number}}}'
    public = KEYS[number].public_key().public_bytes_raw()
    return {
        "name": NAMES[number],
        "signed": text,
        "signature": base64.b64encode(KEYS[number].sign(text.encode())).decode(),
        "public_key": base64.b64encode(public).decode(),
        "fingerprint": hashlib.sha256(public).hexdigest(),
    }


DATA = json.dumps({"sign_offs": [_signed(0), _signed(1)]}, ensure_ascii=False).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Everything attached to a report, as another program takes it out."""
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(print_paper(paper(signed_data=DATA, language="sr")))
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, pdf], check=True, capture_output=True)
    return tmp_path


def commands(folder: Path) -> list[str]:
    """The commands as the instructions give them, in the first of their languages."""
    text = (folder / HOW_TO).read_text("utf-8").partition("=====")[0]
    return [line.strip() for line in text.splitlines() if line.strip().startswith("openssl")]


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )


def test_that_the_commands_of_the_instructions_verify_every_sign_off(folder: Path) -> None:
    given = commands(folder)
    assert len(given) == 5
    told = [run(folder, command) for command in given]
    assert [each.returncode for each in told] == [0] * 5
    printed = paper(signed_data=DATA)
    assert told[0].stdout.strip().endswith(printed.data_digest)
    for each in told[1:3]:
        assert each.stdout.strip() == "Signature Verified Successfully"
    for number, each in enumerate(told[3:]):
        assert each.stdout.strip().endswith(str(_signed(number)["fingerprint"]))


@pytest.mark.parametrize("file", ["signed-1.txt", "signature-1.bin", "key-1.pem"])
def test_that_one_flipped_bit_is_noticed(folder: Path, file: str) -> None:
    target = folder / file
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    verify = [each for each in commands(folder) if "signed-1" in each]
    assert len(verify) == 1
    assert run(folder, verify[0]).returncode != 0
    assert "Successfully" not in run(folder, verify[0]).stdout


def test_that_instructions_speak_the_reports_language_and_english(folder: Path) -> None:
    text = (folder / HOW_TO).read_text("utf-8")
    assert text.count("key-2.pem -rawin") == 2
    assert text.rpartition("=====")[2].strip().startswith("How to check report")
    plain = checking_files("IR-1", "IR-1.json", DATA, "0" * 64)[0].content.decode()
    assert "=====" not in plain
    assert max(map(len, plain.splitlines())) < 110
    assert all(name in plain for name in NAMES)


def test_that_commands_are_safe_for_a_shell() -> None:
    name = data_name('IR-"$(reboot)`; x/7')
    assert shlex.quote(name) == name
    assert data_name("...") == "report.json"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"sign_offs":[{}]}', b'{"sign_offs":[1]}', b"\xff"]
)
def test_that_data_without_sign_offs_say_so(data: bytes) -> None:
    assert sign_offs_in(data) == []
    (how_to,) = checking_files("IR-1", "IR-1.json", data, "0" * 64)
    assert "This report holds no sign-offs." in how_to.content.decode()
