"""What a checklist file may say, and what is said about one that is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.bundle import bundled
from qc_desk.domain.refusals import FileProblems, FileRefused
from qc_desk.domain.spot_rules import USUAL_SHARE
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity
from qc_desk.services.checklist_files import read_checklist, read_checklist_file

HEAD = 'code = "mugs"\ntitle = "Mugs"\n'
LOOK = """
[[items]]
code = "look"
title = "Glaze"
instruction = "Look from 40 cm."
severity = "major"
"""
MEASURE = """
[[items]]
code = "height"
title = "Height"
instruction = "Measure with the calliper."
severity = "minor"
kind = "measurement"
lower = 9.50
upper = 10.5
unit = "mm"
"""
STARTERS = sorted((bundled("resources") / "checklists").glob("*.toml"))


def problems_of(source: str) -> str:
    with pytest.raises(FileProblems) as refused:
        read_checklist(source, "mugs.toml")
    assert str(refused.value).startswith("“mugs.toml” has mistakes (")
    assert refused.value.facts["count"] == len(refused.value.problems)
    return "\n".join(refused.value.problems)


def test_that_everything_in_a_file_is_read() -> None:
    draft = read_checklist(
        'code = "mugs"\ntitle = "Mugs"\ntrade = "Ceramics"\nlanguage = "sr"\nmode = "review"\n'
        "sample_size = 5\n[[defect_codes]]\ncode = 'CHIP'\nname = 'Chip'\nseverity = 'critical'\n"
        + LOOK
        + 'section = "Look"\nper_unit = true\nphoto = "on_fail"\ndefect_code = "CHIP"\n'
        + MEASURE
        + "nominal = 10\n",
        "mugs.toml",
    )
    assert (draft.language, draft.mode, draft.sample_size) == ("sr", CheckMode.REVIEW, 5)
    assert draft.defect_codes[0].default_severity is Severity.CRITICAL
    look, height = draft.items
    assert (look.per_unit, look.photo_rule, look.section) == (True, PhotoRule.ON_FAIL, "Look")
    assert (look.kind, look.defect_code) == (ItemKind.PASS_FAIL, "CHIP")
    assert height.nominal == 10
    assert str(height.lower) == "9.50"  # the digits it was written with
    assert height.decimals == 2


def test_that_a_spot_check_has_its_share_or_the_usual_one() -> None:
    for line, share in (("share = 45\n", 45), ("", USUAL_SHARE)):
        draft = read_checklist(HEAD + "mode = 'spot'\n" + line + LOOK, "mugs.toml")
        assert (draft.mode, draft.share) == (CheckMode.SPOT, share)
    assert read_checklist(HEAD + LOOK, "mugs.toml").share is None


@pytest.mark.parametrize("file", STARTERS, ids=lambda file: file.stem)
def test_that_the_checklists_to_start_with_are_whole(file: Path) -> None:
    draft = read_checklist_file(file)
    assert 10 <= len(draft.items) <= 16
    assert 3 <= len({item.section for item in draft.items}) <= 4
    largest = max(plan.n for plan in draft.sampling.plans(1_000, {}))
    assert largest > 1
    assert any(item.per_unit for item in draft.items)
    known = {each.code for each in draft.defect_codes}
    for item in draft.items:
        assert item.defect_code in known
        assert len(item.instruction) >= 40
    measured = [item for item in draft.items if item.kind is ItemKind.MEASUREMENT]
    assert len(measured) >= 4


def test_that_there_are_three_checklists_to_start_with() -> None:
    assert len(STARTERS) == 3
    assert len({read_checklist_file(file).trade for file in STARTERS}) == 3


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (HEAD + LOOK + "colour = 1\n", "line 9, item 1 (look): “colour” is not known. Known are"),
        ("titel = 'x'\n" + HEAD + LOOK, "line 1: “titel” is not known. Did you mean “title”?"),
        (HEAD + LOOK.replace("major", "bad"), 'line 8, item 1 (look): “severity” is "bad": expec'),
        (
            HEAD + LOOK.replace("severity", "#"),
            "line 4, item 1 (look): “severity” is missing: exp",
        ),
        (HEAD + LOOK + LOOK, "line 11, item 2 (look): “code” look is already used by number 1"),
        (HEAD + LOOK + LOOK.replace("look", "LOOK"), "“code” LOOK is already used by number 1"),
        (HEAD + LOOK + "unit = 'mm'\n", "“unit” belongs to a measurement"),
        (HEAD + LOOK + "per_unit = 'yes'\n", '“per_unit” is "yes": expected true / false'),
        (HEAD + LOOK + "photo = 'maybe'\n", '"never" / "on_fail" / "always"'),
        (HEAD + LOOK.replace("look", "a b"), '“code” is "a b": expected a short name'),
        (HEAD + LOOK.replace('"Glaze"', "7"), "“title” is 7: expected a text in quotation marks"),
        (HEAD + LOOK.replace("Glaze", " "), "“title” is empty"),
        (HEAD + LOOK.replace("Glaze", "x" * 201), "“title” has 201 characters; at most 200 fit"),
        (HEAD + MEASURE.replace("unit", "#"), "“unit” is missing: a measurement needs one"),
        (HEAD + MEASURE.replace('"mm"', '""'), "“unit” is empty: a measurement needs one"),
        (HEAD + MEASURE.replace("lower", "#").replace("upper", "#"), "at least one limit"),
        (HEAD + MEASURE.replace("9.50", "11"), "line 10, item 1 (height): “lower” (11) is larger"),
        (HEAD + MEASURE + "nominal = 9.49\n", "“lower” (9.50) is larger than “nominal” (9.49)"),
        (HEAD + MEASURE + "nominal = 10.6\n", "“nominal” (10.6) is larger than “upper” (10.5)"),
        (HEAD + MEASURE + "decimals = 1\n", "“decimals” is 1, but a limit has more digits"),
        (
            HEAD + MEASURE + "decimals = 7\n",
            "“decimals” is 7: expected a whole number from 0 to 6",
        ),
        (HEAD + MEASURE.replace("9.50", "nan"), "“lower” is NaN: expected a number such as 0.35"),
        (HEAD + MEASURE.replace("9.50", "1e99999999"), "“lower” is 1E+99999999: expected a numbe"),
        (HEAD + MEASURE.replace("9.50", "true"), "“lower” is true: expected a number"),
        (HEAD + MEASURE.replace("9.50", "'9.5'"), '“lower” is "9.5": expected a number'),
        (HEAD + "sample_size = 0\n" + LOOK, "“sample_size” is 0: expected a whole number from 1"),
        (HEAD + "sample_size = true\n" + LOOK, "“sample_size” is true: expected a whole number"),
        (HEAD + "mode = 'blind'\n" + LOOK, '"independent" / "spot" / "review"'),
        (
            HEAD + "mode = 'spot'\nshare = 9\n" + LOOK,
            "“share” is 9: expected a whole number from 10",
        ),
        (HEAD + "share = 30\n" + LOOK, "“share” belongs to a spot check"),
        (
            HEAD + LOOK + "pictures = [{ file = 'rim.jpg' }]\n",
            "pictures can only be read from a file in a folder",
        ),
        (HEAD + "language = 'xx'\n" + LOOK, "“language” must be one of: en, sr"),
        (HEAD, "there are no items. Each one begins with a line [[items]]"),
        (HEAD + "items = 3", "“items” must be tables that begin with [[items]]"),
        (HEAD + LOOK * 501, "there are more than 500 items"),
        ("", "“code” is missing"),
        ("x = = 1", "this is not TOML: Invalid value (at line 1, column 5)"),
    ],
)
def test_that_a_mistake_is_named_with_its_place_and_what_was_expected(
    source: str, said: str
) -> None:
    assert said in problems_of(source)


def test_that_all_mistakes_are_told_at_once() -> None:
    problems = problems_of("sample_size = 0\n" + LOOK.replace("major", "x") + "unit = 'mm'\n")
    assert len(problems.splitlines()) == 5


def test_that_a_long_list_of_mistakes_is_cut_and_says_so() -> None:
    items = "".join(LOOK.replace("look", f"i{n}").replace("major", "x") for n in range(60))
    with pytest.raises(FileProblems) as refused:
        read_checklist(HEAD + items, "mugs.toml")
    assert str(refused.value).endswith("– and 10 more")


def test_that_no_line_is_named_where_lines_cannot_be_known() -> None:
    inline = HEAD + 'items = [{code = "a", title = "A", instruction = "[[items]]"}]\n'
    assert "item 1 (a): “severity” is missing" in problems_of(inline)
    inside = HEAD + LOOK.replace('"Look from 40 cm."', '"""\n[[items]]\nx = 1"""') + "y = 1\n"
    assert "line 11, item 1 (look): “y” is not known" in problems_of(inside)


@pytest.mark.parametrize("deep", ["a = " + "[" * 5000, "a = " + "1" * 5000, "a = 1e" + "9" * 25])
def test_that_numbers_and_brackets_without_end_are_refused(deep: str) -> None:
    with pytest.raises(FileRefused, match="too long, or its brackets are too deep"):
        read_checklist(deep, "deep.toml")


def test_that_a_file_may_begin_with_the_mark_of_windows_programs(tmp_path: Path) -> None:
    file = tmp_path / "mugs.toml"
    file.write_bytes(b"\xef\xbb\xbf" + (HEAD + LOOK).replace("\n", "\r\n").encode())
    draft = read_checklist_file(file)
    assert (draft.code, draft.items[0].lower, draft.file_name) == ("mugs", None, "mugs.toml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code = 'x'\ntitle = '\x9aolja'\n", "line 2 is not UTF-8 text"),
        (b"#" * 1_000_001, "larger than any checklist"),
    ],
)
def test_that_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "mugs.toml"
    file.write_bytes(content)
    with pytest.raises(FileRefused, match=said):
        read_checklist_file(file)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(FileRefused, match="cannot be read"):
            read_checklist_file(file)


def test_that_limits_are_never_floats() -> None:
    draft = read_checklist(HEAD + MEASURE.replace("9.50", "0.1"), "mugs.toml")
    assert draft.items[0].lower == Decimal("0.1")
