"""A complaint becomes a check item that carries its birth certificate and counts its catches."""

from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.checklists import Checklist
from qc_desk.domain.loop_words import ComplaintStatus
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    NameTaken,
    NoChecklist,
    NotAllowed,
    SameAuthor,
    WrongComplaintStatus,
)
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Result, Severity, VersionStatus
from qc_desk.services import (
    checklist_files,
    checklist_lists,
    checklists,
    complaint_photos,
    complaints,
    defects,
    photos,
    proposed_items,
    sign_offs,
)
from qc_desk.services.acts import acting
from qc_desk.services.checklist_lists import VersionDetail
from qc_desk.services.complaint_details import complaint_detail
from qc_desk.services.proposed_items import ItemProposal, ProposedItem
from tests.checked_shop import ALL_PASS, AT, Shop
from tests.integration.services.complaining import (
    WORDS,
    answered,
    complained_to,
    investigating,
    receive,
)
from tests.integration.services.test_photos import raw


@pytest.fixture
def ids(shop: Shop) -> dict[str, int]:
    return complained_to(shop)


def propose(shop: Shop, complaint_id: int, who: str = "marko", **facts: object) -> ProposedItem:
    proposal = ItemProposal(**facts)  # type: ignore[arg-type]
    with shop.database.writing() as session:
        return proposed_items.propose_item(session, complaint_id, proposal, shop.ids[who], AT)


def version(shop: Shop, version_id: int) -> VersionDetail:
    with shop.database.reading() as session:
        return checklist_lists.version_detail(session, version_id)


def test_that_one_click_puts_an_item_into_the_next_draft(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, batch_id=ids["batch"])
    investigating(shop, made)
    with shop.database.writing() as session:
        said = complaints.Description(product_id=shop.product_id, code_id=shop.code_id)
        complaints.describe(session, made, said, shop.ids["ana"], AT)
    put = propose(shop, made)
    draft = version(shop, put.version_id)
    assert (draft.version.number, draft.version.status) == (2, VersionStatus.DRAFT)
    assert [item.code for item in draft.items] == ["glaze", "height", "label", "C-1"]
    assert draft.items[1].lower == Decimal("9.95")
    item = draft.items[-1]
    assert (item.title, item.instruction, item.defect_code) == (
        "Crack",
        "The handle is loose",
        "CRACK",
    )
    assert (item.born_of, item.severity, item.per_unit, item.photo_rule) == (
        "C-1",
        Severity.CRITICAL,
        True,
        PhotoRule.ON_FAIL,
    )


def test_that_a_second_click_makes_no_double(shop: Shop, ids: dict[str, int]) -> None:
    made = receive(shop, ids, batch_id=ids["batch"], words=f"{WORDS} " * 100)
    first = propose(shop, made)
    assert version(shop, first.version_id).items[-1].title.endswith("…")
    with pytest.raises(NameTaken):
        propose(shop, made)
    again = propose(
        shop,
        made,
        code="GAP",
        title="Gap",
        lower=Decimal("0.1"),
        upper=Decimal("0.25"),
        unit="mm",
        severity=Severity.MINOR,
    )
    assert again.version_id == first.version_id
    item = version(shop, again.version_id).items[-1]
    assert (item.kind, item.unit, item.decimals) == (ItemKind.MEASUREMENT, "mm", 2)


def test_that_who_adds_an_item_is_never_the_second_person(shop: Shop, ids: dict[str, int]) -> None:
    first = propose(shop, receive(shop, ids, batch_id=ids["batch"]), who="marko")
    second = propose(shop, receive(shop, ids, batch_id=ids["batch"]), who="mira")
    assert second.version_number == first.version_number + 1
    assert [item.born_of for item in version(shop, second.version_id).items[-2:]] == ["C-1", "C-2"]
    with shop.database.writing() as session, pytest.raises(SameAuthor):
        checklists.make_effective(session, second.version_id, shop.ids["mira"], AT)
    with shop.database.writing() as session:
        row = checklists.make_effective(session, second.version_id, shop.ids["marko"], AT)
    assert row.effective_number == second.version_number


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"lower": Decimal(1)}, FieldNeeded),
        ({"lower": Decimal(2), "upper": Decimal(1), "unit": "mm"}, FieldInvalid),
    ],
)
def test_that_a_measurement_needs_its_unit_and_limits_in_order(
    shop: Shop, ids: dict[str, int], facts: dict[str, object], refusal: type[Exception]
) -> None:
    made = receive(shop, ids, batch_id=ids["batch"])
    with pytest.raises(refusal):
        propose(shop, made, "marko", **facts)


def test_that_an_item_needs_a_checklist_and_somebody_who_leads(
    shop: Shop, ids: dict[str, int]
) -> None:
    made = receive(shop, ids)
    with pytest.raises(NotAllowed):
        propose(shop, made, who="ana")
    with pytest.raises(FieldNeeded):
        propose(shop, made)
    with shop.database.writing() as session:
        acting(session, "test.bare", shop.ids["mira"], AT)
        bare = Product(code="B1", name="Bare", created_at=AT)
        empty = Product(
            code="B2",
            name="Empty",
            created_at=AT,
            checklist=Checklist(code="EMPTY", title="Empty", created_at=AT),
        )
        session.add_all([bare, empty])
        session.flush()
        products = (bare.id, empty.id)
    with pytest.raises(NoChecklist):
        propose(shop, receive(shop, ids, product_id=products[0]))
    put = propose(shop, receive(shop, ids, product_id=products[1]))
    assert (put.version_number, put.item_code) == (1, "C-3")
    with shop.database.reading() as session:
        assert [
            each.caught for each in proposed_items.catch_counts(session, put.checklist_id)
        ] == [0]


def test_that_the_birth_certificate_survives_a_file_that_is_silent(
    shop: Shop, ids: dict[str, int]
) -> None:
    put = propose(shop, receive(shop, ids, batch_id=ids["batch"]))
    item = """
    code = "MUG"
    title = "Mugs"
    [[items]]
    code = "C-1"
    title = "Handle"
    instruction = "Pull."
    severity = "major"
    """
    for said, born in (("", "C-1"), ('born_of = "C-9"', "C-9"), ("", "C-9")):
        draft = checklist_files.read_checklist(item + said, "mug.toml")
        with shop.database.writing() as session:
            done = checklists.import_checklist(session, draft, shop.ids["marko"], AT)
        assert done.newest_id is not None
        assert version(shop, done.newest_id).items[0].born_of == born
    assert done.outcome is checklists.Outcome.UNCHANGED
    assert put.checklist_id == done.id


def test_that_catches_are_counted_once_a_round_is_decided(shop: Shop, ids: dict[str, int]) -> None:
    def caught() -> dict[str, int]:
        with shop.database.reading() as session:
            found = proposed_items.catch_counts(session, 1)
            assert [each.title for each in found][2] == "Label is straight"
            return {each.item_code: each.caught for each in found if each.caught}

    failed = {**ALL_PASS, "label": Result.FAIL}
    inspection_id = shop.first_check(ids["batch"], found=failed)
    with shop.database.writing() as session:
        for item in ("label", "glaze"):
            entry = defects.DefectEntry(
                code_id=shop.code_id, severity=Severity.MINOR, item_id=shop.items[item]
            )
            defects.record_defect(session, inspection_id, entry, shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(ids["batch"]), shop.key("ana"), AT)
    shop.second_check(ids["batch"], found=failed)
    assert caught() == {}
    shop.reject(ids["batch"])
    assert caught() == {"label": 1, "glaze": 1}


# Photos


def test_that_a_picture_is_kept_once_upright_and_without_its_place(
    shop: Shop, ids: dict[str, int], tmp_path: Path
) -> None:
    file = tmp_path / "cup.jpg"
    file.write_bytes(raw(turn=6))
    prepared = photos.read_photo(file)
    made = receive(shop, ids)
    kept = []
    for caption in ("The handle", "again"):
        with shop.database.writing() as session:
            kept.append(
                complaint_photos.attach_photo(
                    session, made, prepared, caption, shop.ids["ana"], AT
                )
            )
    assert kept[0] == kept[1]
    with shop.database.reading() as session:
        (shown,) = complaint_detail(session, made, shop.ids["ana"], AT).photos
        assert (shown.caption, shown.by) == ("The handle", "Ana Kovač")
        image = complaint_photos.photo_image(session, shown.id)
        assert b"Exif" not in image
        assert complaint_photos.photo_thumbnail(session, shown.id)[:2] == b"\xff\xd8"


def test_that_pictures_come_from_who_may_and_while_it_is_not_closed(
    shop: Shop, ids: dict[str, int]
) -> None:
    prepared = photos.prepare_photo(raw(), "cup.jpg")
    made = receive(shop, ids)
    with shop.database.writing() as session, pytest.raises(NotAllowed):
        complaint_photos.attach_photo(session, made, prepared, "", shop.ids["vera"], AT)
    investigating(shop, made)
    answered(shop, made)
    with shop.database.writing() as session:
        complaints.close(session, made, "", shop.ids["marko"], AT)
    with shop.database.writing() as session, pytest.raises(WrongComplaintStatus) as refused:
        complaint_photos.attach_photo(session, made, prepared, "", shop.ids["ana"], AT)
    assert refused.value.facts["status"] is ComplaintStatus.CLOSED
