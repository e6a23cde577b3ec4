"""What PDF/A-3b asks of a file, checked on its objects as qpdf shows them."""

import base64
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageCms

from qc_desk.reports import print_paper
from qc_desk.reports.archival import Facts, xmp
from tests.unit.reports.papers import paper, rejected

NAMES = {
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "rdf": "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "pdfaid": "{http://www.aiim.org/pdfa/ns/id/}",
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
}


def objects(pdf: bytes, tmp_path: Path) -> dict[str, Any]:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(
        ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=all", file],
        check=True,
        capture_output=True,
    ).stdout
    found: dict[str, Any] = json.loads(said)["qpdf"][1]
    return found


@pytest.fixture
def report(tmp_path: Path) -> dict[str, Any]:
    return objects(print_paper(rejected(tmp_path, language="sr")), tmp_path)


def of(report: dict[str, Any], reference: str) -> Any:
    found = report[f"obj:{reference}"]
    return found.get("value") or found["stream"]["dict"]


def content(report: dict[str, Any], reference: str) -> bytes:
    return base64.b64decode(report[f"obj:{reference}"]["stream"]["data"])


def catalog(report: dict[str, Any]) -> Any:
    return of(report, report["trailer"]["value"]["/Root"])


def test_that_colours_are_defined(report: dict[str, Any]) -> None:
    (intent,) = catalog(report)["/OutputIntents"]
    facts = of(report, intent)
    assert facts["/S"] == "/GTS_PDFA1"
    profile = content(report, facts["/DestOutputProfile"])
    assert of(report, facts["/DestOutputProfile"])["/N"] == 3
    read: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    assert read.profile.xcolor_space.strip() == "RGB"
    assert b"/DeviceCMYK" not in json.dumps(report).encode()


def test_that_facts_are_said_once_more_as_xmp(report: dict[str, Any]) -> None:
    metadata = catalog(report)["/Metadata"]
    assert "/Filter" not in of(report, metadata)
    packet = ET.fromstring(content(report, metadata).decode("utf-8-sig").split("?>", 1)[1])  # noqa: S314 (our own)
    info = of(report, report["trailer"]["value"]["/Info"])
    title = packet.find(f".//{NAMES['dc']}title//{NAMES['rdf']}li")
    assert title is not None
    assert info["/Title"] == f"u:{title.text}"
    assert packet.findtext(f".//{NAMES['pdfaid']}part") == "3"
    assert packet.findtext(f".//{NAMES['pdfaid']}conformance") == "B"
    created = packet.findtext(f".//{NAMES['xmp']}CreateDate")
    assert created is not None
    digits = re.sub(r"\D", "", created[:19])
    assert info["/CreationDate"] == f"u:D:{digits}+00'00'"


def test_that_attachments_say_what_they_are(report: dict[str, Any]) -> None:
    files = [of(report, each) for each in catalog(report)["/AF"]]
    names = (
        of(report, catalog(report)["/Names"])
        if isinstance(catalog(report)["/Names"], str)
        else catalog(report)["/Names"]
    )
    tree = names["/EmbeddedFiles"]["/Names"]
    assert tree[::2] == sorted(tree[::2])
    assert tree[1::2] == catalog(report)["/AF"]
    assert [each["/AFRelationship"] for each in files].count("/Data") == 1
    assert {each["/AFRelationship"] for each in files} <= {"/Data", "/Supplement"}
    for each in files:
        assert each["/F"] == each["/UF"]
        inside = of(report, each["/EF"]["/F"])
        assert inside["/Subtype"].count("/") == 2
        assert inside["/Params"]["/Size"] == len(content(report, each["/EF"]["/F"]))


def test_that_every_font_is_embedded_and_says_its_letters(report: dict[str, Any]) -> None:
    fonts = [
        each["value"]
        for name, each in report.items()
        if name != "trailer"
        and isinstance(each.get("value"), dict)
        and each["value"].get("/Type") == "/Font"
    ]
    assert len(fonts) >= 2
    for font in fonts:
        assert "/ToUnicode" in font
        assert "/FontFile2" in of(report, font["/FontDescriptor"])


def test_that_nothing_stands_in_the_file_that_an_archive_refuses(report: dict[str, Any]) -> None:
    said = json.dumps(report)
    for forbidden in ("/JavaScript", "/Launch", "/Encrypt", "/LZWDecode", "/Movie", "/TR2"):
        assert forbidden not in said
    assert '/Interpolate": true' not in said
    assert catalog(report)["/Lang"] == "u:sr-Cyrl"
    assert len(report["trailer"]["value"]["/ID"]) == 2


def test_that_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(print_paper(paper()))
    said = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in said.stdout


@pytest.mark.parametrize("text", ["<b>&", "\x00\x07", "\ud800", "\uffff", "𐐀", "]]>"])
def test_that_any_text_can_stand_in_xmp(text: str) -> None:
    facts = Facts(
        title=text,
        author=text,
        subject=text,
        language="en",
        creator="QC Desk",
        producer="QC Desk",
        moment=datetime(2026, 5, 4, tzinfo=UTC),
    )
    packet = ET.fromstring(xmp(facts).decode("utf-8").split("?>", 1)[1])  # noqa: S314 (our own)
    title = packet.find(f".//{NAMES['dc']}title//{NAMES['rdf']}li")
    assert title is not None
    assert title.text
