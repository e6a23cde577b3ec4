"""Reading a report back, and refusing what is none."""

import hashlib
import random
from io import BytesIO

import pytest

from qc_desk.reports import print_paper
from qc_desk.reports.reading import (
    CutOff,
    NotAPdf,
    NotOurReport,
    ReadReport,
    UnreadableReport,
    read_report,
)
from qc_desk.reports.untyped import canvases
from tests.unit.reports.papers import paper


def test_that_a_report_gives_back_number_data_and_digests() -> None:
    printed = paper(report_number="ИК/7 (b)", signed_data='{"л":"Љ"}'.encode())
    pdf = print_paper(printed)
    read = read_report(pdf)
    assert read.report_number == printed.report_number
    assert read.signed_data == printed.signed_data
    assert read.data_digest == printed.data_digest
    assert (read.audit_seq, read.audit_head) == (printed.audit_seq, printed.audit_head)
    assert read.pdf_digest == hashlib.sha256(pdf).hexdigest()
    assert read.data_is_whole


def test_that_data_that_do_not_match_their_digest_are_noticed() -> None:
    read = read_report(print_paper(paper(data_digest="0" * 64)))
    assert not read.data_is_whole


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"<html>", b"\xff\xd8\xff", b"%PD"])
def test_that_other_files_are_no_pdf(junk: bytes) -> None:
    with pytest.raises(NotAPdf):
        read_report(junk)


def test_that_a_pdf_of_another_program_is_not_our_report() -> None:
    out = BytesIO()
    canvas = canvases.Canvas(out)
    canvas.drawString(72, 72, "IR-2026-0042")
    canvas.save()
    with pytest.raises(NotOurReport):
        read_report(out.getvalue())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_that_a_file_cut_off_anywhere_is_noticed(share: float) -> None:
    pdf = print_paper(paper())
    with pytest.raises(CutOff):
        read_report(pdf[: int(len(pdf) * share)])


def test_that_a_damaged_attachment_is_never_taken_for_whole() -> None:
    pdf = print_paper(paper())
    begin = pdf.index(b"application#2Fjson")
    at = pdf.index(b"stream", begin) + 12
    damaged = pdf[:at] + bytes([pdf[at] ^ 0x55]) + pdf[at + 1 :]
    try:
        read = read_report(damaged)
    except UnreadableReport:
        return
    assert not read.data_is_whole


def test_that_a_locked_pdf_is_not_our_report() -> None:
    out = BytesIO()
    canvas = canvases.Canvas(out, encrypt="secret")
    canvas.drawString(72, 72, "IR-2026-0042")
    canvas.save()
    with pytest.raises(NotOurReport):
        read_report(out.getvalue())


def test_that_no_flipped_bit_makes_other_data_look_whole() -> None:
    printed = paper()
    pdf = print_paper(printed)
    chance = random.Random(7)  # noqa: S311 (a repeatable choice, no secret)
    outcomes: set[type[object]] = set()
    for _ in range(400):
        at = chance.randrange(len(pdf))
        flipped = pdf[:at] + bytes([pdf[at] ^ 1 << chance.randrange(8)]) + pdf[at + 1 :]
        try:
            read = read_report(flipped)
        except UnreadableReport as refusal:
            outcomes.add(type(refusal))
            continue
        assert read.signed_data == printed.signed_data or not read.data_is_whole
        outcomes.add(ReadReport)
    assert ReadReport in outcomes
    assert CutOff in outcomes


def test_that_refusals_are_sentences_and_value_errors() -> None:
    for refusal in (NotAPdf, CutOff, NotOurReport):
        assert issubclass(refusal, ValueError)
        assert str(refusal()).endswith(".")
