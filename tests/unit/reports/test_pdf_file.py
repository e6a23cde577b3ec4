"""The PDF as a file: attachment, fonts, language, time stamp, the same bytes, small and sound."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from qc_desk.reports.proof import qr_text
from qc_desk.reports.qr import qr_modules
from tests.unit.reports.papers import paper, rejected

pdfium: Any = pypdfium2  # it carries no types

_PRINT_TWICE = """
import hashlib, sys
from pathlib import Path
from qc_desk.reports import print_paper
from tests.unit.reports.papers import rejected
folder = Path(sys.argv[1]); folder.mkdir()
print(hashlib.sha256(print_paper(rejected(folder, language=sys.argv[2]))).hexdigest())
"""


def attached(document: Any) -> dict[str, bytes]:
    found = [document.get_attachment(at) for at in range(document.count_attachments())]
    return {each.get_name(): bytes(each.get_data()) for each in found}


def test_that_importing_reports_does_not_import_reportlab() -> None:
    code = (
        "import sys, qc_desk.reports; sys.exit('reportlab' in sys.modules or 'PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("language", ["en", "sr"])
def test_that_the_same_content_gives_the_same_bytes_in_two_processes(
    tmp_path: Path, language: str
) -> None:
    digests = set()
    for seed, epoch, zone in (("1", "", "UTC"), ("2", "86400", "Asia/Almaty")):
        surroundings = os.environ | {
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": epoch,
            "TZ": zone,
        }
        command = [sys.executable, "-c", _PRINT_TWICE, str(tmp_path / seed), language]
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, check=True, cwd=Path.cwd()
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_that_other_content_gives_other_bytes_and_another_identifier() -> None:
    one, other = print_paper(paper()), print_paper(paper(signed_data=b'{"other":1}'))
    assert one != other
    assert pdfium.PdfDocument(one).get_identifier() != pdfium.PdfDocument(other).get_identifier()


def test_that_the_signed_data_travel_inside_byte_for_byte() -> None:
    data = '{"batch":"Л-7","note":"\u202e\\u0000"}'.encode() * 5000
    document = pdfium.PdfDocument(print_paper(paper(signed_data=data, report_number="ИК/7 №2")))
    files = attached(document)
    assert files.keys() == {"HOW-TO-CHECK.txt", "ИК-7--2.json"}
    assert files["ИК-7--2.json"] == data


def test_that_the_file_says_what_it_is() -> None:
    moment = datetime(2026, 5, 4, 14, 5, 9, tzinfo=timezone(timedelta(hours=2)))
    pdf = print_paper(paper(issued_at=moment, language="sr", organisation="Шоља д.о.о."))
    facts = pdfium.PdfDocument(pdf).get_metadata_dict()
    assert "IR-2026-0042" in facts["Title"]
    assert facts["Author"] == "Шоља д.о.о."
    assert facts["CreationDate"] == facts["ModDate"] == "D:20260504120509+00'00'"
    assert b"/Lang (sr-Cyrl)" in pdf


def test_that_the_document_has_a_table_of_contents() -> None:
    titles = [entry.get_title() for entry in pdfium.PdfDocument(print_paper(paper())).get_toc()]
    assert titles == ["released", "Signatures", "Checklist", "Corrections since first entry"]


def test_that_only_embedded_fonts_are_used(tmp_path: Path) -> None:
    pdf = print_paper(rejected(tmp_path))
    assert b"Helvetica" not in pdf
    assert set(re.findall(rb"/BaseFont /\w+\+(\w[\w-]*)", pdf)) == {
        b"DejaVuSansCondensed",
        b"DejaVuSansCondensed-Bold",
    }
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor")


def test_that_no_path_of_this_machine_is_in_the_file(tmp_path: Path) -> None:
    pdf = print_paper(rejected(tmp_path))
    assert str(tmp_path).encode() not in pdf
    assert str(Path.cwd()).encode() not in pdf


def test_that_streams_are_binary_and_a_plain_report_is_small() -> None:
    pdf = print_paper(paper())
    assert b"ASCII85Decode" not in pdf
    assert len(pdf) < 80_000


@pytest.mark.parametrize("tool", [["qpdf", "--check"], ["pdffonts"], ["pdftotext"]])
def test_that_other_programs_find_nothing_wrong(tmp_path: Path, tool: list[str]) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not installed")
    file = tmp_path / "report.pdf"
    file.write_bytes(print_paper(rejected(tmp_path, report_number="IR (7) \\ ž")))
    ending = ["-"] if tool == ["pdftotext"] else []
    done = subprocess.run([*tool, file, *ending], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_that_the_qr_code_on_the_page_carries_number_and_digest() -> None:
    printed = paper()
    assert qr_text(printed) == f"QC-DESK IR-2026-0042 SHA256 {printed.data_digest.upper()}"
    modules = qr_modules(qr_text(printed))
    with Preview(print_paper(printed)) as preview:
        last = preview.page_count - 1
        title = preview.search_page(last, "How to check this report")[0].rectangles[0]
        scale = 4.0
        image = preview.render(last, scale)
    top = _first_dark_row(image.rgb, image.width, int(title[1] * scale) - 20, 52.3 * scale)
    size = 92.0 / len(modules) * scale
    seen = [
        [
            image.rgb[
                3
                * (int(top + (y + 0.5) * size) * image.width + int(52 * scale + (x + 0.5) * size))
            ]
            < 128
            for x in range(len(modules))
        ]
        for y in range(len(modules))
    ]
    assert seen == modules


def _first_dark_row(rgb: bytes, width: int, begin: int, x: float) -> int:
    """Return the first row of pixels at or below a height that is dark at a place."""
    return next(y for y in range(begin, begin + 400) if rgb[3 * (y * width + int(x) + 4)] < 128)


def test_that_the_digest_of_the_attached_data_is_the_printed_one() -> None:
    printed = paper()
    document = pdfium.PdfDocument(print_paper(printed))
    data = attached(document)[f"{printed.report_number}.json"]
    assert hashlib.sha256(data).hexdigest() == printed.data_digest
    assert printed.issued_at.tzinfo is UTC


def test_that_several_threads_can_print_at_once() -> None:
    papers = [
        paper(language=code, batch_number=f"L-{at}") for at in range(4) for code in ("en", "sr")
    ]
    one_by_one = [print_paper(printed) for printed in papers]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(print_paper, papers)) == one_by_one
