"""Pictures of good and bad at check items, and in steps: part of their version, kept once."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from qc_desk.domain.picture_words import LONGEST_CAPTION, MOST_PICTURES, PictureRow, Shows
from qc_desk.domain.pictures import Picture, ShownPicture
from qc_desk.domain.refusals import (
    ChecklistNotReady,
    FileProblems,
    NotAllowed,
    NotFound,
    StepsNotReady,
)
from qc_desk.services import checklist_drafts as drafts
from qc_desk.services import inspections, photos, pictures, procedures
from qc_desk.services.check_sheets import check_sheet
from qc_desk.services.checklist_differences import version_differences
from qc_desk.services.checklist_drafts import DraftEntry, entry_of
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.services.checklist_lists import VersionDetail, version_detail
from qc_desk.services.checklist_writing import write_version
from qc_desk.services.checklists import Outcome, import_checklist, make_effective, planned_import
from qc_desk.services.procedure_lists import procedure_version
from tests.checked_shop import AT, Shop

_SIXTY = "pictures = [" + ", ".join(['{ file = "rim.jpg" }'] * 60) + "]"
_LONG = 'pictures = [{ file = "rim.jpg", caption = "' + "x" * 3000 + '" }]'


def raw(colour: str, size: tuple[int, int] = (80, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def keep(shop: Shop, colour: str, shows: Shows = Shows.GOOD, caption: str = "") -> PictureRow:
    prepared = photos.prepare_photo(raw(colour), f"{colour}.png")
    with shop.database.writing() as session:
        kept = pictures.keep_picture(session, prepared, shop.ids["marko"], AT)
    return PictureRow(picture_id=kept.picture_id, sha256=kept.sha256, shows=shows, caption=caption)


def detail_of(shop: Shop, version_id: int) -> VersionDetail:
    with shop.database.reading() as session:
        return version_detail(session, version_id)


def begin(shop: Shop) -> VersionDetail:
    """Begin the next draft of the shop's checklist as a copy of what is in force."""
    with shop.database.writing() as session:
        draft_id = drafts.begin_draft(session, 1, 1, shop.ids["marko"], AT)
    return detail_of(shop, draft_id)


def with_pictures(detail: VersionDetail, *rows: PictureRow) -> DraftEntry:
    entry = entry_of(detail)
    first, *others = (replace(each, instruction="Look.") for each in entry.items)
    return replace(entry, items=(replace(first, pictures=rows), *others))


def save(shop: Shop, detail: VersionDetail, *rows: PictureRow) -> VersionDetail:
    with shop.database.writing() as session:
        entry = with_pictures(detail, *rows)
        return drafts.save_draft(session, detail, entry, shop.ids["marko"], AT)


def publish(shop: Shop, version_id: int) -> str:
    with shop.database.writing() as session:
        make_effective(session, version_id, shop.ids["mira"], AT)
    return detail_of(shop, version_id).version.digest


def count(shop: Shop, kind: type[Picture] | type[ShownPicture]) -> int:
    with shop.database.reading() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def test_that_pictures_are_part_of_their_version_and_its_digest(shop: Shop) -> None:
    good = keep(shop, "teal", caption="The rim is whole")
    bad = keep(shop, "red", Shows.BAD)
    saved = save(shop, begin(shop), good, bad)
    assert saved.items[0].pictures == (good, bad)
    plain = detail_of(shop, 1).version.digest
    digest = publish(shop, saved.version.id)
    again = begin_again(shop, saved.version.id)
    other = save(shop, again, good, replace(bad, caption="Chipped"))
    assert len({plain, digest, publish(shop, other.version.id)}) == 3
    assert detail_of(shop, saved.version.id).items[0].pictures == (good, bad)


def begin_again(shop: Shop, version_id: int) -> VersionDetail:
    with shop.database.writing() as session:
        return version_detail(
            session, drafts.begin_draft(session, 1, version_id, shop.ids["marko"], AT)
        )


def test_that_a_copy_shows_the_same_pictures_without_their_bytes_again(shop: Shop) -> None:
    good = keep(shop, "teal")
    assert keep(shop, "teal").picture_id == good.picture_id
    saved = save(shop, begin(shop), good)
    publish(shop, saved.version.id)
    copy = begin_again(shop, saved.version.id)
    assert copy.items[0].pictures == (good,)
    assert (count(shop, Picture), count(shop, ShownPicture)) == (1, 2)


def test_that_pictures_are_taken_away_moved_and_given_up_with_the_draft(shop: Shop) -> None:
    good, bad = keep(shop, "teal"), keep(shop, "red", Shows.BAD)
    saved = save(shop, begin(shop), good, bad)
    turned = save(shop, saved, bad, good)
    assert turned.items[0].pictures == (bad, good)
    fewer = save(shop, turned, good)
    assert fewer.items[0].pictures == (good,)
    with shop.database.writing() as session:
        drafts.discard_draft(session, fewer, shop.ids["marko"], AT)
    assert count(shop, ShownPicture) == 0


def test_that_an_inspector_is_shown_the_pictures(shop: Shop) -> None:
    good = keep(shop, "teal", caption="The rim is whole")
    saved = save(shop, begin(shop), good)
    publish(shop, saved.version.id)
    batch_id = shop.add_batch("L-9")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    with shop.database.reading() as session:
        assert check_sheet(session, opened).items[0].pictures == (good,)
        assert pictures.picture_thumbnail(session, good.picture_id)[:2] == b"\xff\xd8"
        assert pictures.picture_image(session, good.picture_id)[:2] == b"\xff\xd8"


def test_that_a_printed_manual_takes_the_pictures(shop: Shop, tmp_path: Path) -> None:
    bad = keep(shop, "red", Shows.BAD, "Chipped")
    with shop.database.reading() as session:
        (shown,) = pictures.pictures_on_paper(session, [bad], tmp_path)
    assert (shown.shows, shown.photo.caption, shown.photo.sha256) == (
        Shows.BAD,
        "Chipped",
        bad.sha256,
    )
    assert shown.photo.path.read_bytes()[:2] == b"\xff\xd8"


def test_that_differences_of_versions_name_pictures(shop: Shop) -> None:
    saved = save(shop, begin(shop), keep(shop, "teal", caption="The rim is whole"))
    with shop.database.reading() as session:
        found = version_differences(session, 1, saved.version.id)
    (field,) = [each for each in found.items[0].fields if each.field == "Pictures"]
    assert (field.before, field.after) == ("", "good: The rim is whole")


def test_that_long_captions_too_many_and_unknown_pictures_are_refused(shop: Shop) -> None:
    good, detail = keep(shop, "teal"), begin(shop)
    with pytest.raises(ChecklistNotReady) as refused:
        save(shop, detail, replace(good, caption="x" * 3000))
    assert "3000" in str(refused.value)
    assert str(LONGEST_CAPTION) in str(refused.value)
    with pytest.raises(ChecklistNotReady, match=str(MOST_PICTURES)):
        save(shop, detail, *[good] * (MOST_PICTURES + 1))
    with pytest.raises(NotFound):
        save(shop, detail, replace(good, picture_id=999))
    assert detail_of(shop, detail.version.id) == detail


def test_that_only_who_writes_checklists_keeps_pictures(shop: Shop) -> None:
    prepared = photos.prepare_photo(raw("teal"), "teal.png")
    with shop.database.writing() as session, pytest.raises(NotAllowed):
        pictures.keep_picture(session, prepared, shop.ids["ana"], AT)


def test_that_a_version_with_pictures_reads_back_equal(shop: Shop, tmp_path: Path) -> None:
    saved = save(
        shop,
        begin(shop),
        keep(shop, "teal", caption="The “rim” is whole"),
        keep(shop, "red", Shows.BAD),
    )
    file = tmp_path / "mugs.toml"
    with shop.database.reading() as session:
        write_version(session, saved.version.id, file)
    assert len(list((tmp_path / "mugs-pictures").glob("*.jpg"))) == 2
    read = read_checklist_file(file)
    with shop.database.writing() as session:
        assert planned_import(session, read) is Outcome.UNCHANGED
    other = replace(read, code="OTHER")
    with shop.database.writing() as session:
        made = import_checklist(session, other, shop.ids["marko"], AT)
    assert detail_of(shop, made.newest_id or 0).items[0].pictures == saved.items[0].pictures
    assert count(shop, Picture) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('pictures = "rim.jpg"', "pictures such as"),
        ('pictures = [{ file = "gone.jpg" }]', "cannot be read as a photo"),
        ('pictures = [{ file = "../secret.jpg" }]', "outside"),
        ('pictures = [{ file = "text.jpg" }]', "cannot be read as a photo"),
        ('pictures = [{ shows = "ugly", file = "rim.jpg" }]', '"good" or "bad"'),
        ('pictures = [{ shows = "good" }]', "must name its"),
        ('pictures = [{ file = "rim.jpg", colour = "red" }]', "not known"),
        (_LONG, "500"),
        (_SIXTY, "60"),
    ],
)
def test_that_bad_pictures_in_a_file_are_named_with_their_item(
    tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.jpg").write_bytes(raw("black"))
    (tmp_path / "in" / "rim.jpg").write_bytes(raw("teal"))
    (tmp_path / "in" / "text.jpg").write_text("no photo")
    file = tmp_path / "in" / "mugs.toml"
    head = 'code = "M"\ntitle = "Mugs"\n\n[[items]]\ncode = "rim"\ntitle = "Rim"\n'
    file.write_text(f'{head}instruction = "Look."\nseverity = "major"\n{line}\n', "utf-8")
    with pytest.raises(FileProblems) as refused:
        read_checklist_file(file)
    assert said in str(refused.value)
    assert "rim" in str(refused.value)


def test_that_a_hand_made_picture_of_any_kind_is_taken(tmp_path: Path) -> None:
    (tmp_path / "rim.png").write_bytes(raw("teal", (3000, 2000)))
    file = tmp_path / "mugs.toml"
    head = 'code = "M"\ntitle = "Mugs"\n\n[[items]]\ncode = "rim"\ntitle = "Rim"\n'
    line = 'pictures = [{ file = "rim.png", caption = "whole" }]'
    file.write_text(f'{head}instruction = "Look."\nseverity = "major"\n{line}\n', "utf-8")
    (shown,) = read_checklist_file(file).items[0].pictures
    assert (shown.shows, shown.caption, shown.prepared.width) == (Shows.GOOD, "whole", 2400)


def test_that_steps_have_pictures_that_stay_with_their_version(shop: Shop) -> None:
    row = keep(shop, "teal", Shows.STEP, "Hold it level")
    with shop.database.writing() as session:
        entry = procedures.NewProcedure(code="POUR", title="Pour")
        version_id = procedures.new_procedure(session, entry, shop.ids["marko"], AT)
    with shop.database.reading() as session:
        seen = procedure_version(session, version_id)
    step = procedures.StepEntry(instruction="Pour it", pictures=(row,))
    entry_ = replace(procedures.entry_of(seen), steps=(step,))
    with shop.database.writing() as session:
        saved = procedures.save_draft(session, seen, entry_, shop.ids["marko"], AT)
    assert saved.steps[0].pictures == (row,)
    with shop.database.writing() as session:
        procedures.make_effective(session, version_id, shop.ids["mira"], AT)
    with shop.database.writing() as session:
        copy = procedures.begin_draft(session, 1, version_id, shop.ids["marko"], AT)
    with shop.database.reading() as session:
        seen = procedure_version(session, copy)
    assert seen.steps[0].pictures == (row,)
    held = procedures.entry_of(seen).steps[0]
    entry_ = replace(procedures.entry_of(seen), steps=(replace(held, pictures=()),))
    with shop.database.writing() as session:
        seen = procedures.save_draft(session, seen, entry_, shop.ids["marko"], AT)
    assert seen.steps[0].pictures == ()
    with shop.database.reading() as session:
        assert procedure_version(session, version_id).steps[0].pictures == (row,)
    long = replace(row, caption="x" * 3000)
    kept = replace(procedures.entry_of(seen).steps[0], pictures=(long,))
    entry_ = replace(procedures.entry_of(seen), steps=(kept,))
    with shop.database.writing() as session, pytest.raises(StepsNotReady, match="3000"):
        procedures.save_draft(session, seen, entry_, shop.ids["marko"], AT)
