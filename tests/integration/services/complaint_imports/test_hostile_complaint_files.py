"""Files that cannot be trusted are refused whole; what only looks dangerous is kept as said."""

from dataclasses import replace
from pathlib import Path

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.refusals import FileProblems, FileRefused
from qc_desk.services.complaint_columns import guessed_mapping
from qc_desk.services.complaint_imports import import_complaint_files
from qc_desk.services.exports import export_table
from qc_desk.services.import_mappings import ImportMapping, Taken
from qc_desk.services.refused_rows import write_refused
from qc_desk.services.sheets import SheetForm, SheetTable, read_sheet
from tests.checked_shop import AT, Shop
from tests.integration.services.complaint_imports.importing import (
    MAPPED,
    Take,
    complaints,
    count,
)

HOSTILE = [
    (b"", "it is empty"),
    (b'Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,"open\n2,x\n', "never closed"),
    (b"Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,a\0b\n", "it is not a table"),
    (
        "Id,Date,Customer,Channel,Words\n1,2026-05-03,Hotel,phone,šolja\n".encode()
        + "2,2026-05-03,Hotel,phone,čaša\n".encode("cp1250")
        + "3,2026-05-03,Hotel,phone,чаша\n".encode("cp1251"),
        "line 2 is UTF-8 and line 3 is not",
    ),
]


@pytest.mark.parametrize(("content", "why"), HOSTILE)
def test_that_a_file_that_cannot_be_trusted_is_refused_whole(
    known: Shop, take: Take, content: bytes, why: str
) -> None:
    with pytest.raises(FileRefused, match=why):
        take(content)
    assert count(known, Complaint) == 0


@pytest.mark.usefixtures("known")
def test_that_a_line_in_another_encoding_than_the_one_that_was_said_is_named(take: Take) -> None:
    content = b"a,b,c,d,e\n1,2026-05-03,Hotel,phone,x\n" + "2,2026-05-03,H,phone,š\n".encode(
        "cp1250"
    )
    with pytest.raises(FileRefused, match="line 3 is not text in utf-8"):
        take(content, replace(MAPPED, form=SheetForm(encoding="utf-8")))


@pytest.mark.usefixtures("known")
def test_that_a_file_without_rows_brings_nothing(take: Take) -> None:
    result = take("Id,Date,Customer,Channel,Words\n")
    assert (result.rows, result.stored, result.refused) == (0, 0, ())


def test_that_formulas_are_kept_as_said_and_leave_harmless(
    known: Shop, take: Take, tmp_path: Path
) -> None:
    text = (
        "Id,Date,Customer,Channel,Words,Told by\n"
        "=1+1,2026-05-03,Hotel,phone,=cmd|' /C calc'!A0,@x\n"
    )
    assert take(text).stored == 1
    (complaint,) = complaints(known)
    assert (complaint.words, complaint.outside_id) == ("=cmd|' /C calc'!A0", "=1+1")
    file = tmp_path / "out.csv"
    assert export_table(known.database, "complaints", file).rows == 1
    written = file.read_text("utf-8-sig")
    assert "'=cmd" in written
    assert ",=cmd" not in written
    back = read_sheet(file)
    assert "=cmd|' /C calc'!A0" in back.rows[0].cells


@pytest.mark.usefixtures("known")
def test_that_a_mapping_without_what_is_needed_says_what(take: Take) -> None:
    with pytest.raises(FileProblems) as refused:
        take("a,b\n1,2\n", ImportMapping(source="x", columns={"remedy": Taken(columns=("z", 9))}))
    told = "\n".join(refused.value.problems)
    assert "“remedy wanted” is taken from column “z”, which is not there. Found are: a, b." in told
    assert "column “9”" in told
    for field in ("words of the customer", "heard at", "channel", "customer"):
        assert f"nothing says what “{field}” is" in told
    headless = ImportMapping(
        source="x", form=SheetForm(header=False), columns={"words": Taken(columns=("z",))}
    )
    with pytest.raises(FileProblems, match="read without a header"):
        take("a,b\n1,2\n", headless)
    with pytest.raises(FileProblems, match="there is no header"):
        guessed_mapping(SheetTable(file_name="t.csv", header=(), rows=()))


def test_that_refused_rows_are_written_as_they_stood_to_be_mended(
    known: Shop, take: Take, tmp_path: Path
) -> None:
    text = (
        "Id,Date,Customer,Channel,Words\n"
        "1,2026-05-03,Nobody,phone,=x\n"
        "2,2026-05-03,Hotel,phone,y\n"
    )
    result = take(text)
    target = tmp_path / "refused.csv"
    assert write_refused(tmp_path / "complaints.csv", SheetForm(), result.refused, target) == 1
    written = target.read_text("utf-8-sig")
    assert "There is no customer “Nobody”" in written
    mended = written.replace("Nobody", "Hotel")
    assert take(mended.encode("utf-8-sig")).stored == 1
    assert complaints(known)[0].words == "=x"
    bare = replace(MAPPED, form=SheetForm(header=False), create_customers=False)
    unknown = take("1,2026-05-03,Nobody,phone\n", bare)
    write_refused(tmp_path / "complaints.csv", bare.form, unknown.refused, target)
    assert read_sheet(target).header[:2] == ("column 1", "column 2")


def test_that_two_hundred_thousand_rows_are_as_many_as_a_file_may_have(
    known: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "long.csv"
    rows = "".join(f"{n},2026-05-03,Hotel,phone,x\n" for n in range(200_001))
    file.write_text("Id,Date,Customer,Channel,Words\n" + rows)
    with pytest.raises(FileRefused, match="more than 200,000 rows"):
        import_complaint_files(known.database, [file], None, known.ids["marko"], AT)
    assert count(known, Complaint) == 0
