"""Drafts of checklist versions: begun, changed as a whole, refused with the field, given up."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.item_rules import ItemEntry
from qc_desk.domain.refusals import (
    ChangedElsewhere,
    ChecklistNotReady,
    FieldInvalid,
    FieldNeeded,
    NameTaken,
    NoItems,
    NotAllowed,
    NotFound,
    NotYourDraft,
    Retired,
    SameAuthor,
    VersionPublished,
)
from qc_desk.domain.spot_rules import USUAL_SHARE
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity, VersionStatus
from qc_desk.services.acts import acting
from qc_desk.services.checklist_drafts import (
    DraftEntry,
    NewChecklist,
    begin_draft,
    copied,
    discard_draft,
    entry_of,
    new_checklist,
    save_draft,
)
from qc_desk.services.checklist_lists import (
    VersionDetail,
    checklist_rows,
    version_detail,
    version_rows,
)
from qc_desk.services.checklists import make_effective, retire_checklist
from qc_desk.storage.chain_check import check_chain
from tests.checked_shop import AT, Shop

LOOK = ItemEntry(
    code="rim", title="Rim", instruction="Run a finger once around.", severity=Severity.MAJOR
)
WIDTH = ItemEntry(
    code="width",
    title="Width",
    instruction="Measure at two places.",
    kind=ItemKind.MEASUREMENT,
    severity=Severity.CRITICAL,
    lower=Decimal("209.0"),
    upper=Decimal("211.0"),
    unit="mm",
    decimals=1,
)
COLOUR = ItemEntry(
    code="colour",
    title="Colour",
    instruction="Compare with the card.",
    kind=ItemKind.CHOICE,
    severity=Severity.MINOR,
    good=("white", "ivory"),
    bad=("yellow",),
)


@pytest.fixture
def shop(shop: Shop) -> Shop:
    """The shop with an instruction at each item, as every checklist has that was written here."""
    with shop.database.writing() as session:
        acting(session, "test", shop.ids["marko"], AT)
        version = copied(
            session,
            session.get_one(Checklist, 1),
            session.get_one(ChecklistVersion, 1),
            shop.ids["marko"],
            AT,
        )
        for item in version.items:
            item.instruction = "Look at it from 30 cm."
        session.flush()
        make_effective(session, version.id, shop.ids["mira"], AT)
    return shop


def begin(shop: Shop, who: str = "mira", *, empty: bool = False) -> VersionDetail:
    with shop.database.writing() as session:
        version = session.query(ChecklistVersion).order_by(ChecklistVersion.id.desc()).first()
        assert version is not None
        source = None if empty else version.id
        draft = begin_draft(session, version.checklist_id, source, shop.ids[who], AT)
        return version_detail(session, draft)


def save(shop: Shop, seen: VersionDetail, entry: DraftEntry, who: str = "mira") -> VersionDetail:
    with shop.database.writing() as session:
        return save_draft(session, seen, entry, shop.ids[who], AT)


def with_items(seen: VersionDetail, *items: ItemEntry) -> DraftEntry:
    return replace(entry_of(seen), items=items)


def approve(shop: Shop, version_id: int, who: str) -> None:
    with shop.database.writing() as session:
        make_effective(session, version_id, shop.ids[who], AT)


def read(shop: Shop, version_id: int) -> VersionDetail:
    with shop.database.reading() as session:
        return version_detail(session, version_id)


def test_that_a_title_is_changed_and_put_in_force_by_a_second_person(shop: Shop) -> None:
    seen = begin(shop)
    assert (seen.version.number, seen.version.status) == (3, VersionStatus.DRAFT)
    entry = entry_of(seen)
    first = replace(entry.items[0], title="Glaze without pinholes")
    saved = save(shop, seen, replace(entry, items=(first, *entry.items[1:])))
    assert saved.items[0].title == "Glaze without pinholes"
    assert [each.id for each in saved.items] == [each.id for each in seen.items]
    with pytest.raises(SameAuthor):
        approve(shop, saved.version.id, "mira")
    approve(shop, saved.version.id, "marko")
    assert read(shop, saved.version.id).version.status is VersionStatus.EFFECTIVE
    assert saved.items[0].title not in [i.title for i in read(shop, 2).items]


def test_that_a_copy_says_exactly_what_its_source_says(shop: Shop) -> None:
    source, copy = read(shop, 2), begin(shop)
    assert entry_of(copy).items != ()
    strip = [replace(each, id=None) for each in entry_of(source).items]
    assert [replace(each, id=None) for each in entry_of(copy).items] == strip
    assert copy.version.sampling == source.version.sampling


def test_that_items_are_added_moved_exchanged_and_removed_in_one_go(shop: Shop) -> None:
    seen = begin(shop)
    entry = entry_of(seen)
    one, two = entry.items[0], entry.items[1]
    swapped = (replace(two, code=one.code), WIDTH, replace(one, code=two.code), COLOUR)
    saved = save(shop, seen, replace(entry, items=swapped))
    assert [each.id for each in saved.items if each.id in (one.id, two.id)] == [two.id, one.id]
    assert [each.code for each in saved.items] == [one.code, "width", two.code, "colour"]
    assert [each.position for each in saved.items] == [1, 2, 3, 4]
    assert saved.items[3].good == ("white", "ivory")
    assert saved.items[3].bad == ("yellow",)
    assert check_chain(shop.database.reading) == []


def test_that_other_digits_of_a_limit_are_kept(shop: Shop) -> None:
    seen = begin(shop, empty=True)
    saved = save(shop, seen, with_items(seen, WIDTH))
    entry = entry_of(saved)
    other = replace(entry.items[0], upper=Decimal("211.00"), decimals=2)
    assert str(save(shop, saved, with_items(saved, other)).items[0].upper) == "211.00"


def test_that_birth_certificates_stay_with_their_items_and_are_not_duplicated(shop: Shop) -> None:
    seen = begin(shop)
    with shop.database.writing() as session:
        acting(session, "test", shop.ids["mira"], AT)
        version = session.get_one(ChecklistVersion, seen.version.id)
        version.items[0].born_of = "C-17"
    seen = read(shop, seen.version.id)
    entry = entry_of(seen)
    renamed = replace(entry.items[0], code="renamed")
    twin = replace(entry.items[0], id=None, code="twin")
    saved = save(shop, seen, with_items(seen, twin, renamed))
    assert [(each.code, each.born_of) for each in saved.items] == [
        ("twin", ""),
        ("renamed", "C-17"),
    ]


def test_that_what_was_changed_meanwhile_is_not_overwritten(shop: Shop) -> None:
    seen = begin(shop)
    entry = entry_of(seen)
    save(shop, seen, with_items(seen, entry.items[0]))
    with pytest.raises(ChangedElsewhere):
        save(shop, seen, entry)
    assert len(read(shop, seen.version.id).items) == 1


def test_that_only_the_author_changes_a_draft_and_others_get_a_copy(shop: Shop) -> None:
    seen = begin(shop)
    with pytest.raises(NotYourDraft, match="draft of Mira"):
        save(shop, seen, with_items(seen, LOOK), "marko")
    theirs = begin(shop, "marko")
    assert (theirs.version.number, theirs.version.drafted_by) == (4, "Marko Jurić")
    assert begin(shop, "marko").version.id == theirs.version.id


def test_that_a_published_version_never_changes(shop: Shop) -> None:
    published = read(shop, 2)
    with pytest.raises(VersionPublished, match="effective and never changes"):
        save(shop, published, with_items(published, LOOK))


def test_that_only_leads_and_owners_write_checklists(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        begin(shop, "ana")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (replace(LOOK, severity=None), "Item 1 (rim), Severity: it is missing"),
        (replace(LOOK, title=""), "Item 1 (rim), Title: it is empty"),
        (replace(LOOK, code="r m"), "Code: only letters"),
        (replace(LOOK, defect_code="NONE"), "Defect code: there is no defect code “NONE”"),
        (replace(WIDTH, lower=Decimal(212)), "Lower limit: 212 is larger than 211.0"),
        (replace(WIDTH, nominal=Decimal(300)), "Nominal: 300 is larger than 211.0"),
        (replace(WIDTH, unit=" "), "Unit: a measurement needs one"),
        (replace(WIDTH, lower=None, upper=None), "Upper limit: at least one limit"),
        (replace(WIDTH, decimals=0), "Decimals: a limit has more digits"),
        (replace(COLOUR, good=()), "Good answers: at least one"),
        (replace(COLOUR, good=("white",), bad=()), "Bad answers: at least two"),
        (replace(COLOUR, bad=("White",)), "Bad answers: an answer stands there twice"),
        (
            replace(WIDTH, kind=ItemKind.COUNT, lower=Decimal("1.5")),
            "Lower limit: a count is a whole number",
        ),
        (replace(LOOK, kind=ItemKind.PHOTO), "Photo: an item that asks for a photo"),
    ],
)
def test_that_a_mistake_is_said_with_its_item_and_field(
    shop: Shop, item: ItemEntry, said: str
) -> None:
    seen = begin(shop)
    with pytest.raises(ChecklistNotReady) as refused:
        save(shop, seen, with_items(seen, item))
    assert said in "\n".join(refused.value.problems)
    assert read(shop, seen.version.id) == seen


def test_that_all_mistakes_are_said_together(shop: Shop) -> None:
    seen = begin(shop)
    with pytest.raises(ChecklistNotReady) as refused:
        save(shop, seen, with_items(seen, replace(LOOK, severity=None), LOOK, LOOK))
    assert len(refused.value.problems) == 3
    assert "Item 2 (rim), Code: “rim” is the code of item 1 already." in refused.value.problems


def test_that_a_checklist_without_items_is_neither_saved_nor_put_in_force(shop: Shop) -> None:
    seen = begin(shop, empty=True)
    with pytest.raises(NoItems, match="“Items” is empty"):
        save(shop, seen, entry_of(seen))
    with pytest.raises(NoItems):
        approve(shop, seen.version.id, "marko")


def test_that_samples_that_cannot_be_drawn_are_refused(shop: Shop) -> None:
    seen = begin(shop)
    entry = entry_of(seen)
    for size in (0, 10_001):
        wrong = replace(entry, sampling=replace(entry.sampling, sample_size=size))
        with pytest.raises(FieldInvalid, match="sample size"):
            save(shop, seen, wrong)


def test_that_only_a_spot_check_has_a_share_and_only_one_that_can_be_drawn(shop: Shop) -> None:
    seen = begin(shop)
    spot = replace(entry_of(seen), mode=CheckMode.SPOT, share=None)
    for share in (9, 91):
        with pytest.raises(FieldInvalid, match="take 10 to 90"):
            save(shop, seen, replace(spot, share=share))
    seen = save(shop, seen, replace(spot, share=90))
    assert seen.version.share == 90
    seen = save(shop, seen, replace(spot, share=None))
    assert seen.version.share == USUAL_SHARE
    seen = save(shop, seen, replace(spot, mode=CheckMode.REVIEW, share=30))
    assert seen.version.share is None


@pytest.mark.parametrize(
    "item",
    [
        WIDTH,
        COLOUR,
        replace(WIDTH, kind=ItemKind.COUNT, lower=None, upper=Decimal(3), unit="", decimals=0),
        replace(LOOK, kind=ItemKind.TEXT),
        replace(LOOK, kind=ItemKind.PHOTO, photo_rule=PhotoRule.ALWAYS),
    ],
    ids=lambda item: item.kind.value,
)
def test_that_every_kind_of_item_reads_back_as_it_was_entered(shop: Shop, item: ItemEntry) -> None:
    seen = begin(shop, empty=True)
    saved = save(shop, seen, with_items(seen, item))
    assert [replace(each, id=None) for each in entry_of(saved).items] == [item]
    approve(shop, saved.version.id, "marko")


def test_that_what_a_kind_has_no_use_for_is_left_out(shop: Shop) -> None:
    seen = begin(shop, empty=True)
    changed: Any = replace(WIDTH, kind=ItemKind.PASS_FAIL, good=("a",))
    saved = save(shop, seen, with_items(seen, changed)).items[0]
    assert (saved.lower, saved.unit, saved.good) == (None, "", ())


def test_that_a_new_checklist_begins_as_an_empty_draft(shop: Shop) -> None:
    with shop.database.writing() as session:
        made = new_checklist(
            session, NewChecklist(code="BOWL", title="Bowls"), shop.ids["mira"], AT
        )
    detail = read(shop, made)
    assert (detail.code, detail.title, detail.version.items) == ("BOWL", "Bowls", 0)
    for code, refusal in (("bowl", NameTaken), ("b w", FieldInvalid), ("", FieldNeeded)):
        with pytest.raises(refusal), shop.database.writing() as session:
            new_checklist(session, NewChecklist(code=code, title="Other"), shop.ids["mira"], AT)


def test_that_a_draft_is_given_up_by_its_author_alone(shop: Shop) -> None:
    seen = begin(shop)
    with pytest.raises(NotYourDraft), shop.database.writing() as session:
        discard_draft(session, seen, shop.ids["marko"], AT)
    with shop.database.writing() as session:
        discard_draft(session, seen, shop.ids["mira"], AT)
    with shop.database.reading() as session:
        assert [each.number for each in version_rows(session, seen.checklist_id)] == [2, 1]
    assert check_chain(shop.database.reading) == []


def test_that_a_draft_is_begun_only_from_what_there_is(shop: Shop) -> None:
    with pytest.raises(NotFound, match="checklist version"), shop.database.writing() as session:
        begin_draft(session, 1, 999, shop.ids["mira"], AT)
    with pytest.raises(NotFound, match="checklist"), shop.database.writing() as session:
        begin_draft(session, 999, None, shop.ids["mira"], AT)


def test_that_a_retired_checklist_is_not_written_on(shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = NewChecklist(code="BOWL", title="Bowls")
        seen = version_detail(session, new_checklist(session, entry, shop.ids["mira"], AT))
        row = next(each for each in checklist_rows(session) if each.code == "BOWL")
        retire_checklist(session, row, shop.ids["marko"], AT)
    with pytest.raises(Retired, match="checklist"):
        save(shop, seen, entry_of(seen))


def test_that_a_draft_that_was_given_up_elsewhere_is_not_saved(shop: Shop) -> None:
    seen = begin(shop)
    with shop.database.writing() as session:
        discard_draft(session, seen, shop.ids["mira"], AT)
    with pytest.raises(ChangedElsewhere):
        save(shop, seen, entry_of(seen))


def test_that_a_checklist_whose_only_draft_was_given_up_begins_with_version_1(shop: Shop) -> None:
    with shop.database.writing() as session:
        entry = NewChecklist(code="BOWL", title="Bowls")
        made = new_checklist(session, entry, shop.ids["mira"], AT)
        seen = version_detail(session, made)
        discard_draft(session, seen, shop.ids["mira"], AT)
        again = begin_draft(session, seen.checklist_id, None, shop.ids["mira"], AT)
        assert version_detail(session, again).version.number == 1


def test_that_more_items_than_anybody_checks_are_refused(shop: Shop) -> None:
    seen = begin(shop, empty=True)
    many = [replace(LOOK, code=f"i{number}") for number in range(501)]
    with pytest.raises(ChecklistNotReady) as refused:
        save(shop, seen, with_items(seen, *many))
    assert refused.value.problems == ("there are more than 500 items.",)


def test_that_items_of_elsewhere_and_the_same_item_twice_are_refused(shop: Shop) -> None:
    seen = begin(shop)
    one = entry_of(seen).items[0]
    for strange in (replace(one, id=999), replace(one, code="twin")):
        with pytest.raises(ChangedElsewhere):
            save(shop, seen, with_items(seen, one, replace(strange, code="other")))


def test_that_a_checklist_is_written_in_a_language_that_is_there(shop: Shop) -> None:
    seen = begin(shop)
    with pytest.raises(FieldInvalid, match="language"):
        save(shop, seen, replace(entry_of(seen), language="xx"))
