"""Checklists: imported as drafts, in force on the word of a second person, put away."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    FileProblems,
    NewerVersion,
    NotAllowed,
    NotFound,
    ReasonNeeded,
    Retired,
    SameAuthor,
    StillInUse,
    VersionNotDraft,
)
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.vocabulary import Role, VersionStatus
from qc_desk.services import people
from qc_desk.services.checklist_files import ChecklistDraft, read_checklist_file
from qc_desk.services.checklist_lists import (
    ChecklistRow,
    checklist_rows,
    starter_checklists,
    version_detail,
    version_rows,
)
from qc_desk.services.checklists import (
    ImportedChecklist,
    Outcome,
    bring_back_checklist,
    import_checklist,
    make_effective,
    others_who_may_approve,
    retire_checklist,
)
from qc_desk.services.defect_codes import defect_code_rows, retire_defect_code
from tests.checked_shop import AT, Shop


@pytest.fixture
def draft() -> ChecklistDraft:
    return read_checklist_file(starter_checklists()[0].file)


def take(shop: Shop, draft: ChecklistDraft, who: str = "marko") -> ImportedChecklist:
    with shop.database.writing() as session:
        return import_checklist(session, draft, shop.ids[who], AT)


def approve(shop: Shop, version_id: int | None, who: str, reason: str = "") -> ChecklistRow:
    assert version_id is not None
    with shop.database.writing() as session:
        return make_effective(session, version_id, shop.ids[who], AT, reason)


def count(shop: Shop, what: type[ChecklistVersion] | type[DefectCode] | type[AuditEntry]) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def test_that_everything_of_the_file_is_in_the_record(shop: Shop, draft: ChecklistDraft) -> None:
    row = take(shop, draft)
    assert (row.outcome, row.code, row.newest_number) == (Outcome.NEW, draft.code, 1)
    assert (row.newest_status, row.effective_id) == (VersionStatus.DRAFT, None)
    assert row.newest_id is not None
    with shop.database.reading() as session:
        detail = version_detail(session, row.newest_id)
    assert detail.version.sample_size == draft.sample_size
    assert detail.version.drafted_by == "Marko Jurić"
    assert len(detail.items) == detail.version.items == len(draft.items)
    for position, (kept, read) in enumerate(zip(detail.items, draft.items, strict=True), start=1):
        assert kept.position == position
        for name in ("code", "section", "title", "instruction", "kind", "severity", "per_unit",
                     "photo_rule", "nominal", "unit", "decimals", "defect_code"):  # fmt: skip
            assert getattr(kept, name) == getattr(read, name)
        assert (str(kept.lower), str(kept.upper)) == (str(read.lower), str(read.upper))


def test_that_the_same_file_again_changes_nothing(shop: Shop, draft: ChecklistDraft) -> None:
    take(shop, draft)
    before = [count(shop, each) for each in (ChecklistVersion, DefectCode, AuditEntry)]
    again = take(shop, replace(draft, code=draft.code.upper()))
    assert (again.outcome, again.newest_number) == (Outcome.UNCHANGED, 1)
    assert [count(shop, each) for each in (ChecklistVersion, DefectCode, AuditEntry)] == before


def test_that_other_digits_of_a_limit_make_the_next_version(
    shop: Shop, draft: ChecklistDraft
) -> None:
    take(shop, draft)
    measured = next(item for item in draft.items if item.upper is not None)
    assert measured.upper is not None
    other = replace(measured, upper=Decimal(f"{measured.upper}0"))
    items = tuple(other if item is measured else item for item in draft.items)
    row = take(shop, replace(draft, items=items))
    assert (row.outcome, row.newest_number) == (Outcome.NEXT_VERSION, 2)
    with shop.database.reading() as session:
        assert [each.number for each in version_rows(session, row.id)] == [2, 1]


def test_that_a_new_title_alone_makes_no_version(shop: Shop, draft: ChecklistDraft) -> None:
    take(shop, draft)
    row = take(shop, replace(draft, title="Plates"))
    assert (row.outcome, row.title, row.newest_number) == (Outcome.RENAMED, "Plates", 1)


def test_that_an_unknown_or_retired_defect_code_is_named(
    shop: Shop, draft: ChecklistDraft
) -> None:
    with pytest.raises(FileProblems) as refused:
        take(shop, replace(draft, defect_codes=()))
    assert "there is no defect code “PAPERS” that can be chosen" in str(refused.value)
    with shop.database.writing() as session:
        code = defect_code_rows(session, "CRACK")[0]
        retire_defect_code(session, code, shop.ids["marko"], AT)
    with pytest.raises(FileProblems, match="“CRACK”"):
        take(shop, draft)
    assert count(shop, ChecklistVersion) == 1  # only the shop's own


def test_that_defect_codes_of_the_shop_are_used_and_missing_ones_made(
    shop: Shop, draft: ChecklistDraft
) -> None:
    take(shop, draft)
    with shop.database.reading() as session:
        codes = {row.code: row for row in defect_code_rows(session)}
    assert codes["CRACK"].id == shop.code_id
    assert set(codes) == {each.code for each in draft.defect_codes}


def test_that_a_second_person_puts_a_version_in_force(shop: Shop, draft: ChecklistDraft) -> None:
    first = take(shop, draft)
    assert approve(shop, first.newest_id, "mira").effective_number == 1
    second = take(shop, replace(draft, sampling=SamplingRule(sample_size=3)))
    row = approve(shop, second.newest_id, "mira")
    assert (row.effective_number, row.newest_number) == (2, 2)
    with shop.database.reading() as session:
        newest, oldest = version_rows(session, row.id)
    assert (newest.status, oldest.status) == (VersionStatus.EFFECTIVE, VersionStatus.SUPERSEDED)
    assert (newest.approved_by, newest.approved_at, newest.alone_reason) == ("Mira Ilić", AT, "")
    assert len(newest.digest) == 64
    assert newest.digest != oldest.digest


def test_that_the_author_alone_does_not_while_others_could(
    shop: Shop, draft: ChecklistDraft
) -> None:
    row = take(shop, draft)
    with pytest.raises(SameAuthor, match="Marko Jurić wrote version 1"):
        approve(shop, row.newest_id, "marko", "I am sure")
    with pytest.raises(NotAllowed):
        approve(shop, row.newest_id, "ana")


def test_that_the_only_lead_gives_a_reason_that_stays(shop: Shop, draft: ChecklistDraft) -> None:
    with shop.database.writing() as session:
        people.set_roles(session, shop.ids["marko"], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    with shop.database.reading() as session:
        assert others_who_may_approve(session, shop.ids["mira"]) == []
    row = take(shop, draft, "mira")
    with pytest.raises(ReasonNeeded):
        approve(shop, row.newest_id, "mira", " ")
    approve(shop, row.newest_id, "mira", "nobody else leads here")
    with shop.database.reading() as session:
        assert version_rows(session, row.id)[0].alone_reason == "nobody else leads here"


def test_that_only_the_newest_draft_can_be_put_in_force(shop: Shop, draft: ChecklistDraft) -> None:
    first = take(shop, draft)
    second = take(shop, replace(draft, sampling=SamplingRule(sample_size=3)))
    with pytest.raises(NewerVersion, match="older than version 2"):
        approve(shop, first.newest_id, "mira")
    approve(shop, second.newest_id, "mira")
    with pytest.raises(VersionNotDraft, match=r"Version 2 .* is effective"):
        approve(shop, second.newest_id, "mira")
    with pytest.raises(NotFound):
        approve(shop, 999, "mira")


def test_that_a_retired_checklist_takes_no_versions_until_it_is_back(
    shop: Shop, draft: ChecklistDraft
) -> None:
    row = take(shop, draft)
    with shop.database.writing() as session:
        seen = next(each for each in checklist_rows(session) if each.id == row.id)
        away = retire_checklist(session, seen, shop.ids["marko"], AT)
    with shop.database.reading() as session:
        assert [each.code for each in checklist_rows(session)] == ["MUG"]
        assert len(checklist_rows(session, retired=True)) == 2
    with pytest.raises(Retired):
        take(shop, draft)
    with pytest.raises(ChangedElsewhere), shop.database.writing() as session:
        retire_checklist(session, seen, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        bring_back_checklist(session, away, shop.ids["marko"], AT)
    assert take(shop, draft).outcome is Outcome.UNCHANGED


def test_that_a_checklist_in_use_stays(shop: Shop) -> None:
    with shop.database.reading() as session:
        seen = checklist_rows(session, "mug")[0]
    assert seen.products == 1
    with pytest.raises(StillInUse, match="product M1"), shop.database.writing() as session:
        retire_checklist(session, seen, shop.ids["marko"], AT)


def test_that_every_checklist_to_start_with_can_be_taken(shop: Shop) -> None:
    for starter in starter_checklists():
        assert Path(starter.file).exists()
        assert take(shop, read_checklist_file(starter.file)).title == starter.title


def test_that_a_version_that_is_not_there_is_told(shop: Shop) -> None:
    with pytest.raises(NotFound), shop.database.reading() as session:
        version_detail(session, 999)
