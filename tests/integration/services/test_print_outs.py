"""Print-outs are made from the record as it is now, and leave nothing in it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.paper import Paper
from qc_desk.domain.picture_words import Shows
from qc_desk.domain.refusals import DraftNotTrained, FieldInvalid, NoKey, NotFound
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import SamplingMethod
from qc_desk.domain.scan_text import scan_text
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.services import checklist_drafts as drafts
from qc_desk.services import people, procedures, products
from qc_desk.services.batch_prints import LabelWish, print_batch_card, print_labels
from qc_desk.services.batches import find_batch
from qc_desk.services.checklist_lists import version_detail
from qc_desk.services.key_cards import print_key_card
from qc_desk.services.manual_prints import print_checklist, print_procedure, print_training
from qc_desk.services.print_names import checklist_named, procedure_named, subject_named
from qc_desk.services.print_outs import PrintWish, file_name
from qc_desk.services.procedure_lists import procedure_version
from qc_desk.services.trainings import Subject, note_training
from tests.checked_shop import AT, Shop
from tests.integration.services.test_manual_pictures import begin, keep, save
from tests.integration.services.test_procedures import POUR, WEIGH, new

WISH = PrintWish(at=AT)


class Tray:
    """A printer that keeps the papers it was given, and whether their pictures were there."""

    def __init__(self) -> None:
        self.papers: list[Any] = []
        self.files: list[bool] = []

    def __call__(self, paper: Paper) -> bytes:
        self.papers.append(paper)
        steps = getattr(paper, "steps", ()) + getattr(paper, "items", ())
        self.files += [each.photo.path.is_file() for step in steps for each in step.pictures]
        return b"%PDF-"

    @property
    def last(self) -> Any:
        return self.papers[-1]


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def glaze(shop: Shop) -> int:
    """A procedure in force with a picture in its first step; returns its version."""
    picture = keep(shop, "teal", Shows.STEP, "Level.")
    draft = new(shop)
    steps = (replace(WEIGH, pictures=(picture,)), POUR)
    entry = procedures.ProcedureEntry(
        title="Mix the glaze", purpose="White.", language="sr", steps=steps
    )
    with shop.database.writing() as session:
        saved = procedures.save_draft(session, draft, entry, shop.ids["mira"], AT)
        procedures.make_effective(session, saved.id, shop.ids["marko"], AT)
    return saved.id


def test_that_a_procedure_is_printed_with_everything_it_says(
    shop: Shop, glaze: int, tray: Tray
) -> None:
    with shop.database.reading() as session:
        made = print_procedure(session, glaze, WISH, tray)
        row = procedure_version(session, glaze)
    paper = tray.last
    assert made.name == "GLAZE-1"
    assert (paper.version, paper.digest, paper.language) == (1, row.digest, "sr")
    assert [step.instruction for step in paper.steps] == [WEIGH.instruction, POUR.instruction]
    assert (paper.steps[0].amount, paper.steps[0].unit) == (WEIGH.amount, "kg")
    assert paper.steps[0].right_when == WEIGH.right_when
    assert paper.steps[0].pictures[0].photo.caption == "Level."
    assert tray.files == [True]
    assert paper.written.approved_by == "Marko Jurić"
    assert (paper.site, paper.report_number) == ("", "")
    assert not paper.steps[0].pictures[0].photo.path.exists()  # the folder is gone


def test_that_a_wish_names_language_and_clock(shop: Shop, glaze: int, tray: Tray) -> None:
    wish = PrintWish(at=AT, language="uk", zone="Asia/Almaty")
    with shop.database.reading() as session:
        print_procedure(session, glaze, wish, tray)
    assert (tray.last.language, tray.last.time_zone) == ("uk", "Asia/Almaty")


def test_that_a_checklist_is_printed_with_its_pictures_each_once(shop: Shop, tray: Tray) -> None:
    good = keep(shop, "teal", caption="Whole")
    saved = save(shop, begin(shop), good, replace(good, shows=Shows.BAD))
    with shop.database.reading() as session:
        print_checklist(session, saved.version.id, WISH, tray)
    paper = tray.last
    assert paper.written.status is VersionStatus.DRAFT
    assert paper.digest == ""
    assert [each.shows for each in paper.items[0].pictures] == [Shows.GOOD, Shows.BAD]
    assert tray.files == [True, True]
    assert [item.number for item in paper.items][:2] == ["1.1", "2.1"]
    detail = version_detail_of(shop, saved.version.id)
    for item, row in zip(paper.items, detail.items, strict=True):
        assert item.units == (detail.version.sample_size if row.per_unit else 0)
        assert (item.lower, item.upper, item.title) == (row.lower, row.upper, row.title)


def version_detail_of(shop: Shop, version_id: int) -> Any:
    with shop.database.reading() as session:
        return version_detail(session, version_id)


def test_that_there_is_room_for_a_sample_whose_size_the_lot_decides(
    shop: Shop, tray: Tray
) -> None:
    detail = begin(shop)
    entry = replace(
        drafts.entry_of(detail), sampling=SamplingRule(method=SamplingMethod.EVERY_PIECE)
    )
    items = tuple(replace(each, per_unit=True, instruction="Look.") for each in entry.items)
    with shop.database.writing() as session:
        saved = drafts.save_draft(
            session, detail, replace(entry, items=items), shop.ids["marko"], AT
        )
    with shop.database.reading() as session:
        print_checklist(session, saved.version.id, WISH, tray)
    assert {item.units for item in tray.last.items} == {20}


def test_that_a_training_sheet_says_what_the_record_has(
    shop: Shop, glaze: int, tray: Tray
) -> None:
    subject = Subject(document=Document.PROCEDURE, version_id=glaze)
    with shop.database.writing() as session:
        note_training(session, subject, [shop.ids["ana"]], shop.ids["marko"], AT)
    with shop.database.reading() as session:
        made = print_training(session, subject, WISH, tray)
    assert made.name == "GLAZE-1-training"
    trained = {each.name: each.trained_by for each in tray.last.learners}
    assert trained["Ana Kovač"] == "Marko Jurić"
    assert set(trained.values()) == {"Marko Jurić", ""}
    assert not tray.last.required


def test_that_nobody_signs_for_a_draft(shop: Shop, tray: Tray) -> None:
    draft = new(shop)
    asked = Subject(document=Document.PROCEDURE, version_id=draft.id)
    copy = Subject(document=Document.CHECKLIST, version_id=begin(shop).version.id)
    with shop.database.reading() as session:
        for subject in (asked, copy):
            with pytest.raises(DraftNotTrained):
                print_training(session, subject, WISH, tray)
        with pytest.raises(NotFound):
            print_training(session, replace(asked, version_id=999), WISH, tray)
    assert not tray.papers


def test_that_a_batch_card_carries_what_a_scanner_finds_the_batch_by(
    shop: Shop, tray: Tray
) -> None:
    batch_id = shop.add_batch("LOT-1", producers=("ana",))
    short_id = shop.add_batch("L-2")
    with shop.database.reading() as session:
        made = print_batch_card(session, batch_id, WISH, tray)
        assert find_batch(session, tray.last.scan) == batch_id
        assert (tray.last.scan, tray.last.producers) == ("LOT-1", ("Ana Kovač",))
        assert made.name.endswith("LOT-1-card")
        print_labels(session, short_id, LabelWish(), WISH, tray)
        assert tray.last.scan != "L-2"  # too short to be told from typing
        assert find_batch(session, tray.last.scan) == short_id


def test_that_batches_of_one_number_are_told_apart_by_their_codes(shop: Shop, tray: Tray) -> None:
    first = shop.add_batch("LOT-9")
    with shop.database.writing() as session:
        entry = products.ProductEntry(code="OTHER", name="Other", checklist_id=1)
        other = products.add_product(session, entry, shop.ids["mira"], AT)
    shop.product_id = other.id
    second = shop.add_batch("LOT-9")
    with shop.database.reading() as session:
        for batch_id in (first, second):
            print_batch_card(session, batch_id, WISH, tray)
            assert find_batch(session, tray.last.scan) == batch_id


@pytest.mark.parametrize(
    "wrong",
    [
        LabelWish(stock="nothing"),
        LabelWish(count=0),
        LabelWish(count=2001),
        LabelWish(start=2),
        LabelWish(stock="a4-3x8", start=25),
    ],
)
def test_that_labels_that_there_are_not_are_refused(
    shop: Shop, tray: Tray, wrong: LabelWish
) -> None:
    batch_id = shop.add_batch("LOT-1")
    with shop.database.reading() as session, pytest.raises(FieldInvalid):
        print_labels(session, batch_id, wrong, WISH, tray)
    assert not tray.papers


def test_that_labels_begin_where_the_sheet_is_free(shop: Shop, tray: Tray) -> None:
    batch_id = shop.add_batch("LOT-1")
    wish = LabelWish(stock="a4-3x8", count=30, start=24)
    with shop.database.reading() as session:
        print_labels(session, batch_id, wish, WISH, tray)
    assert (tray.last.stock.name, tray.last.count, tray.last.start) == ("a4-3x8", 30, 24)


def test_that_a_key_card_has_the_public_half_only(shop: Shop, tray: Tray) -> None:
    key = shop.key("ana")
    with shop.database.reading() as session:
        made = print_key_card(session, shop.ids["ana"], WISH, tray)
    assert made.name == "ana-key-card"
    assert tray.last.fingerprint == key.fingerprint
    assert "BEGIN PUBLIC KEY" in tray.last.public_key
    assert key.private.private_bytes_raw().hex() not in repr(tray.last)


def test_that_who_has_no_key_has_no_card(shop: Shop, tray: Tray) -> None:
    with shop.database.writing() as session:
        row = people.add_person(session, "petra", "Petra Đurić", "en", shop.ids["mira"], AT)
    with shop.database.reading() as session, pytest.raises(NoKey):
        print_key_card(session, row.id, WISH, tray)


def test_that_documents_are_found_by_code_and_version(shop: Shop, glaze: int) -> None:
    with shop.database.writing() as session:
        versions = procedure_version(session, glaze)
        second = procedures.begin_draft(
            session, versions.procedure_id, glaze, shop.ids["mira"], AT
        )
    with shop.database.reading() as session:
        assert procedure_named(session, "glaze") == glaze  # the one in force, not the draft
        assert procedure_named(session, "GLAZE", 2) == second
        detail = version_detail(session, 1)
        assert checklist_named(session, detail.code) == 1
        assert subject_named(session, detail.code).document is Document.CHECKLIST
        assert subject_named(session, "GLAZE") == Subject(
            document=Document.PROCEDURE, version_id=glaze
        )
        with pytest.raises(NotFound):
            procedure_named(session, "nothing")
        with pytest.raises(NotFound):
            checklist_named(session, "nothing")
        with pytest.raises(NotFound):
            procedure_named(session, "GLAZE", 9)


def test_that_a_draft_alone_is_what_is_printed(shop: Shop) -> None:
    draft = new(shop)
    with shop.database.reading() as session:
        assert procedure_named(session, "GLAZE") == draft.id


def test_that_printing_leaves_nothing_in_the_record(shop: Shop, glaze: int, tray: Tray) -> None:
    with shop.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
        print_procedure(session, glaze, WISH, tray)
        print_key_card(session, shop.ids["ana"], WISH, tray)
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before
        assert not session.dirty
        assert not session.new


@pytest.mark.parametrize(("name", "safe"), [("A/1 b", "A-1-b"), ("..", "print"), ("Ж-1", "Ж-1")])
def test_that_files_have_names_that_every_system_takes(name: str, safe: str) -> None:
    assert file_name(name) == safe
    assert Path(file_name(name)).name == safe
    assert scan_text("L-1", "MUG", unique=True) == "MUG/L-1"
