"""Steps back over a saved draft, and the preview of units that a plan draws."""

from dataclasses import replace
from decimal import Decimal

from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.ui.manual import ManualPage
from qc_desk.ui.manual.editor import Editor
from tests.checked_shop import Shop
from tests.shop_window import press
from tests.ui.manual.test_editor import codes, newest, write


def test_that_steps_back_lead_over_a_saved_draft(
    editor: Editor, page: ManualPage, shop: Shop, plates: int
) -> None:
    editor.state.choose(0)
    write(editor, "title", "Rim without chips")
    editor.state.choose(2)
    editor.state.remove()
    press(page, "Save draft")
    assert [item.code for item in newest(shop, plates).items] == ["rim", "glaze"]
    assert not editor.state.dirty
    editor.state.choose(0)
    write(editor, "title", "Rim without any chip")
    press(page, "Undo")
    assert editor.state.entry.items[0].title == "Rim without chips"
    press(page, "Undo")  # what the record has no more comes back as a new item
    assert codes(editor) == ["rim", "glaze", "width"]
    press(page, "Save draft")
    saved = newest(shop, plates)
    assert [item.code for item in saved.items] == ["rim", "glaze", "width"]
    assert str(saved.items[2].upper) == "211.0"
    press(page, "Undo")
    assert editor.state.entry.items[0].title == "Rim is smooth"
    press(page, "Redo")
    assert editor.state.entry.items[0].title == "Rim without chips"


def test_that_the_preview_counts_the_units_that_a_plan_draws(editor: Editor) -> None:
    rule = SamplingRule(
        method=SamplingMethod.ISO_2859,
        level=Level.II,
        aql_major=Decimal("1.0"),
        aql_minor=Decimal("2.5"),
    )
    editor.state.choose(0)
    editor.state.change_item(per_unit=True)
    editor.state.change_facts("sampling", sampling=rule)
    editor.state.choose(0)
    editor.preview_items(on=True)
    assert editor.preview.card.unit.accessibleName() == "Unit 1 of 50"  # of 500 pieces at level II
    editor.state.change_facts("sampling", sampling=replace(rule, level=None))
    editor.state.choose(0)
    assert editor.preview.card.unit.accessibleName() == "Unit 1 of 1"
