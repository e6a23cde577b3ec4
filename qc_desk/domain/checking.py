"""What anybody needs to check the sign-offs of a report with OpenSSL alone, without QC Desk."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

from qc_desk.i18n import _, language, speaking

# What stands before the 32 bytes of an Ed25519 key in its public key file (RFC 8410, 4)
_BEFORE_KEY = bytes.fromhex("302a300506032b6570032100")
HOW_TO = "HOW-TO-CHECK.txt"


def data_name(report_number: str) -> str:
    """Return the name of the attached data: the report's number, safe on every file system."""
    safe = "".join(
        letter if letter.isalnum() or letter in "-_." else "-" for letter in report_number
    )
    return f"{safe[:80].strip('.') or 'report'}.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckingFile:
    """A file for whoever checks: its name, media type, content and what it is."""

    name: str
    kind: str
    content: bytes
    about: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SignOffFiles:
    """One sign-off: what was signed, the signature, the key, and the name it is said to be of."""

    number: int
    name: str
    fingerprint: str
    signed: bytes
    signature: bytes
    public_key: bytes

    @property
    def command(self) -> str:
        """What OpenSSL is told to check it."""
        return (
            f"openssl pkeyutl -verify -pubin -inkey key-{self.number}.pem"
            f" -rawin -in signed-{self.number}.txt -sigfile signature-{self.number}.bin"
        )

    @property
    def key_command(self) -> str:
        """What shows the fingerprint of the key."""
        return (
            f"openssl pkey -pubin -in key-{self.number}.pem -outform DER"
            " | tail -c 32 | openssl dgst -sha256"
        )


def checking_files(number: str, data_name: str, data: bytes, digest: str) -> list[CheckingFile]:
    """Return the files of every sign-off in a report's data, and how to check them.

    The instructions speak the language spoken now, and English.
    """
    signed = sign_offs_in(data)
    spoken = [_how_to(number, data_name, digest, signed)]
    if language().code != "en":
        with speaking("en"):
            spoken.append(_how_to(number, data_name, digest, signed))
    text = ("\n" + "=" * 78 + "\n\n").join(spoken)
    about = _("How to check this report with OpenSSL")
    made = [CheckingFile(name=HOW_TO, kind="text/plain", content=text.encode(), about=about)]
    for each in signed:
        made += _files(each)
    return made


def sign_offs_in(data: bytes) -> list[SignOffFiles]:
    """Return the sign-offs that travel in a report's data; none in data of another form."""
    try:
        said: Any = json.loads(data)
        found = said.get("sign_offs", [])
        return [
            SignOffFiles(
                number=number,
                name=str(each["name"]),
                fingerprint=str(each["fingerprint"]),
                signed=str(each["signed"]).encode(),
                signature=base64.b64decode(each["signature"], validate=True),
                public_key=base64.b64decode(each["public_key"], validate=True),
            )
            for number, each in enumerate(found, start=1)
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def public_key_file(public_key: bytes) -> bytes:
    """Return an Ed25519 key as the PEM file that OpenSSL reads."""
    text = base64.b64encode(_BEFORE_KEY + public_key).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n".encode()


def _files(sign_off: SignOffFiles) -> Iterator[CheckingFile]:
    """Return the three files of a sign-off."""
    for name, kind, content, about in (
        (f"signed-{sign_off.number}.txt", "text/plain", sign_off.signed, _("What was signed")),
        (
            f"signature-{sign_off.number}.bin",
            "application/octet-stream",
            sign_off.signature,
            _("Signature"),
        ),
        (
            f"key-{sign_off.number}.pem",
            "application/x-pem-file",
            public_key_file(sign_off.public_key),
            _("Public key"),
        ),
    ):
        yield CheckingFile(
            name=name, kind=kind, content=content, about=f"{about}: {sign_off.name}"
        )


def _how_to(number: str, data_name: str, digest: str, signed: Sequence[SignOffFiles]) -> str:
    """Return the instructions in the language spoken now."""
    lines = [
        _("How to check report {number} without QC Desk").format(number=number),
        "",
        _(
            "You need OpenSSL 3 and the files attached to the PDF, saved into one folder. Any "
            "reader of PDF files shows them; or use: pdfdetach -saveall REPORT.pdf"
        ),
        "",
        _("1. The data. This command must show the digest that is printed on the report:"),
        "",
        f"     openssl dgst -sha256 {data_name}",
        f"     {digest}",
        "",
    ]
    if not signed:
        lines += [_("This report holds no sign-offs."), ""]
    else:
        lines += [
            _(
                "2. The sign-offs. Each command must say “Signature Verified Successfully”. The "
                "text that was signed can be read in the file itself."
            ),
            "",
        ]
    for each in signed:
        lines += [f"   {each.name}", f"     {each.command}", ""]
    if signed:
        lines += [
            _(
                "3. The keys. Each command must show the fingerprint that is printed beside the "
                "signature. Whether a key is the person's own is known to the organisation that "
                "issued the report: ask for the fingerprint by another way, such as the telephone."
            ),
            "",
        ]
    for each in signed:
        lines += [f"   {each.name}", f"     {each.key_command}", f"     {each.fingerprint}", ""]
    return "\n".join(_wrapped(line) for line in lines)


def _wrapped(line: str) -> str:
    """Break sentences into lines; commands and digests, which are set in, stay whole."""
    if line.startswith("   "):
        return line
    return fill(line, 78, break_long_words=False, break_on_hyphens=False)
