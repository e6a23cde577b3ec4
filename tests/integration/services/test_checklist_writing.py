"""A version as a file: read back it is the same, on both engines."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.refusals import FileNotWritten, NotFound
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity
from qc_desk.services.checklist_differences import Difference, version_differences
from qc_desk.services.checklist_files import (
    ChecklistDraft,
    ItemDraft,
    read_checklist,
    read_checklist_file,
)
from qc_desk.services.checklist_lists import starter_checklists
from qc_desk.services.checklist_writing import version_as_toml, write_checklists, write_version
from qc_desk.services.checklists import Outcome, import_checklist, make_effective
from tests.checked_shop import AT, Shop

STARTERS = [each.file for each in starter_checklists()]
AWKWARD = ItemDraft(
    code="a-1",
    section='Quotes "here" and \\ there',
    title="Лице 'A' — 5 µm",
    instruction='Line one.\nLine two with """three""" quotes.\tTab.',
    kind=ItemKind.COUNT,
    severity=Severity.MINOR,
    upper=Decimal(3),
    decimals=0,
    born_of="C-17",
)


def bring(shop: Shop, draft: ChecklistDraft) -> int:
    with shop.database.writing() as session:
        row = import_checklist(session, draft, shop.ids["marko"], AT)
    assert row.newest_id is not None
    return row.newest_id


def written(shop: Shop, version_id: int) -> str:
    with shop.database.reading() as session:
        return version_as_toml(session, version_id)


@pytest.mark.parametrize("file", STARTERS, ids=lambda file: file.stem)
def test_that_a_written_version_reads_back_equal(shop: Shop, file: Path) -> None:
    draft = read_checklist_file(file)
    again = read_checklist(written(shop, bring(shop, draft)), file.name)
    assert again.items == draft.items
    assert again.sampling == draft.sampling
    named = {item.defect_code for item in draft.items}
    held = {"CRACK"}  # the shop has it already, so it stays as it is
    told = {e.code: e for e in draft.defect_codes if e.code in named - held}
    assert {e.code: e for e in again.defect_codes if e.code not in held} == told
    facts = ("code", "title", "trade", "language", "mode")
    assert [getattr(again, n) for n in facts] == [getattr(draft, n) for n in facts]


def test_that_every_sign_every_kind_and_where_it_was_born_survive(shop: Shop) -> None:
    kinds = (
        AWKWARD,
        replace(AWKWARD, code="a-2", kind=ItemKind.CHOICE, upper=None, good=("a;b", "c"),
                bad=("d",)),
        replace(AWKWARD, code="a-3", kind=ItemKind.TEXT, upper=None),
        replace(AWKWARD, code="a-4", kind=ItemKind.PHOTO, upper=None, photo_rule=PhotoRule.ALWAYS),
        replace(AWKWARD, code="a-5", kind=ItemKind.MEASUREMENT, upper=Decimal("3.50"),
                nominal=Decimal(-1), unit="µm", decimals=4, per_unit=True),
    )  # fmt: skip
    draft = replace(read_checklist_file(STARTERS[0]), code="AWK", items=kinds)
    version = bring(shop, draft)
    again = read_checklist(written(shop, version), "awk.toml")
    assert again.items == draft.items
    assert str(again.items[4].upper) == "3.50"
    with shop.database.writing() as session:
        assert import_checklist(session, again, shop.ids["marko"], AT).outcome is Outcome.UNCHANGED


def test_that_all_effective_versions_are_written_or_one_that_is_asked_for(
    shop: Shop, tmp_path: Path
) -> None:
    draft = read_checklist_file(STARTERS[0])
    version = bring(shop, draft)
    with shop.database.reading() as session:
        assert [e.name for e in write_checklists(session, tmp_path / "out")] == ["MUG-1.toml"]
        one = write_checklists(session, tmp_path, draft.code.upper(), 1)
        assert read_checklist_file(one[0]).items == draft.items
        with pytest.raises(NotFound):
            write_checklists(session, tmp_path, draft.code)
        with pytest.raises(NotFound):
            write_checklists(session, tmp_path, "NONE")
        with pytest.raises(FileNotWritten):
            write_version(session, version, tmp_path / "none" / "x.toml")
    assert not list(tmp_path.glob("*.new"))
    with shop.database.writing() as session:
        make_effective(session, version, shop.ids["mira"], AT)


def test_that_differences_are_found_item_by_item(shop: Shop) -> None:
    draft = read_checklist_file(STARTERS[0])
    first = bring(shop, draft)
    one, two, three, *rest = draft.items
    changed = replace(two, title="Other", severity=Severity.CRITICAL)
    items = (one, *rest, changed, replace(AWKWARD, code="new"))
    second = bring(shop, replace(draft, items=items))
    with shop.database.reading() as session:
        found = version_differences(session, first, second)
    what = {each.item.code: each.what for each in found.items}
    assert what[three.code] is Difference.REMOVED
    assert what["new"] is Difference.ADDED
    assert what[two.code] is Difference.CHANGED
    assert found.count(Difference.SAME) == len(draft.items) - 2
    fields = next(each for each in found.items if each.item.code == two.code).fields
    assert ("Title", two.title, "Other") in [(e.field, e.before, e.after) for e in fields]
    place = [each.item.code for each in found.items].index(three.code)
    assert found.items[place - 1].item.code == two.code  # which it stood behind


def test_that_an_item_that_only_moved_says_so(shop: Shop) -> None:
    draft = read_checklist_file(STARTERS[0])
    first = bring(shop, draft)
    second = bring(shop, replace(draft, items=(*draft.items[1:], draft.items[0])))
    with shop.database.reading() as session:
        found = version_differences(session, first, second)
    moved = [each.item.code for each in found.items if each.what is Difference.MOVED]
    assert moved == [draft.items[0].code]


def test_that_another_way_of_drawing_a_sample_is_written_and_is_a_difference(shop: Shop) -> None:
    draft = read_checklist_file(STARTERS[0])
    none = SamplingRule(method=SamplingMethod.FIXED, sample_size=2)
    first = bring(shop, replace(draft, sampling=none))
    iso = SamplingRule(
        method=SamplingMethod.ISO_2859,
        sample_size=1,
        level=Level.II,
        aql_major=Decimal("1.0"),
        aql_minor=Decimal("2.5"),
        isolated=True,
    )
    second = bring(shop, replace(draft, sampling=iso))
    text = written(shop, second)
    assert read_checklist(text, "iso.toml").sampling == iso
    with shop.database.reading() as session:
        found = version_differences(session, first, second)
    said = {each.field: (each.before, each.after) for each in found.facts}
    assert said["Isolated lots"] == ("no", "yes")
    assert said["AQL, major"][1] == "1.0"
    assert found.count(Difference.SAME) == len(draft.items)


@pytest.mark.parametrize(
    "rule",
    [
        SamplingRule(method=SamplingMethod.EVERY_PIECE),
        SamplingRule(method=SamplingMethod.ZERO_ACCEPTANCE, sample_size=8),
    ],
    ids=lambda rule: rule.method.value,
)
def test_that_every_way_of_drawing_a_sample_reads_back_equal(
    shop: Shop, rule: SamplingRule
) -> None:
    draft = replace(read_checklist_file(STARTERS[0]), sampling=rule)
    assert read_checklist(written(shop, bring(shop, draft)), "rule.toml").sampling == rule


def test_that_a_spot_check_reads_back_with_its_share(shop: Shop) -> None:
    draft = replace(read_checklist_file(STARTERS[0]), mode=CheckMode.SPOT, share=45)
    again = read_checklist(written(shop, bring(shop, draft)), "spot.toml")
    assert (again.mode, again.share) == (CheckMode.SPOT, 45)


def test_that_a_folder_that_cannot_be_made_is_told(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with shop.database.reading() as session, pytest.raises(FileNotWritten, match="taken"):
        write_checklists(session, tmp_path / "taken")
