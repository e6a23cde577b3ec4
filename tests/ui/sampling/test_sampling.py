"""Plans, curves and series of lots as people see them."""

import os
from decimal import Decimal

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.vocabulary import Meaning
from qc_desk.services.to_sign import to_sign
from qc_desk.ui.buttons import Badge
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.sampling.rule_card import RuleCard
from qc_desk.ui.settings import SettingsPage
from qc_desk.ui.sign_dialog import SignDialog
from tests.checked_shop import Shop
from tests.sampled_shop import add_lot, checked, lot
from tests.shop_window import LEFT, because, said, shown_buttons, when_asked
from tests.ui.sampling.conftest import Opened

TWO_BAD = (("glaze", 1), ("glaze", 2))
BY_STANDARD = SamplingRule(
    method=SamplingMethod.ISO_2859, level=Level.II, aql_major=Decimal("2.5"), aql_minor=Decimal(4)
)


def series(window: MainWindow) -> str:
    """Open the section of the series and return its words."""
    section = window.page
    assert isinstance(section, SettingsPage)
    QTest.mouseClick(section.contents.buttons["sampling"], LEFT)
    return said(section)


def picture(widget: QWidget, name: str) -> None:
    if folder := os.environ.get("QC_DESK_PICTURES"):
        widget.grab().save(f"{folder}/{name}.png")


def test_that_a_rule_is_shown_with_its_plans_and_curves(qtbot: QtBot) -> None:
    card = RuleCard(BY_STANDARD)
    qtbot.addWidget(card)
    card.resize(860, 560)
    card.show()
    picture(card, "rule")
    told = said(card)
    assert "ISO 2859-1:1999 · level II · major AQL 2.5 · minor AQL 4" in told
    assert "n 50 · Ac 3 · Re 4" in told
    assert "n 50 · Ac 5 · Re 6" in told
    assert len(card.curves) == 2
    good, bad = (quality for quality, _chance in card.curves[0].risks)
    assert (round(good, 2), round(bad, 1)) == (2.78, 12.9)
    assert "2.8 are accepted in 95 of 100 cases, with 12.9" in card.curves[0].accessibleName()


def test_that_the_plans_follow_the_lot_size_that_is_typed(qtbot: QtBot) -> None:
    card = RuleCard(BY_STANDARD)
    qtbot.addWidget(card)
    card.show()
    card.lot.set_text("5")
    assert "n 5 · Ac 0 · Re 1" in said(card)
    card.lot.set_text("")
    assert card.curves == []


def test_that_a_fixed_number_has_neither_numbers_nor_curve(qtbot: QtBot) -> None:
    card = RuleCard(SamplingRule(sample_size=8))
    qtbot.addWidget(card)
    card.show()
    assert "Fixed number · 8 sample units" in said(card)
    assert not card.lot.isVisible()
    assert card.curves == []


def test_that_the_batch_page_shows_the_plan_before_the_check(plates: Shop, opened: Opened) -> None:
    batch_id = add_lot(plates, "P-1")
    window = opened("batches", "ana")
    window.go_to("batches", batch_id)
    told = said(window)
    assert "This plan is frozen when the first check begins." in told
    assert "n 5 · Ac 1 · Re 2" in told
    assert "ISO 2859-1:1999, level II, AQL 10, normal inspection" in told
    picture(window, "batch")


def badges(window: MainWindow) -> list[str]:
    return [each.accessibleName() for each in window.findChildren(Badge) if each.isVisible()]


def test_that_the_batch_page_hides_what_was_found_until_the_round_is_decided(
    plates: Shop, opened: Opened
) -> None:
    batch_id = checked(plates, add_lot(plates, "P-1"), {"ana": TWO_BAD, "jelena": TWO_BAD})
    window = opened("batches", "ana")
    window.go_to("batches", batch_id)
    assert not any("found" in badge for badge in badges(window))
    plates.reject(batch_id)
    window.go_to("batches", batch_id)
    assert "n 5 · Ac 1 · Re 2" in said(window)
    assert any("2 found" in badge for badge in badges(window))


def test_that_the_sign_dialog_tells_beforehand_that_the_sample_does_not_accept(
    plates: Shop, qtbot: QtBot
) -> None:
    batch_id = checked(plates, add_lot(plates, "P-1"), {"ana": TWO_BAD, "jelena": TWO_BAD})
    with plates.database.reading() as session:
        seen = plates.seen(batch_id)
        shown = to_sign(session, seen, Meaning.APPROVED, [plates.ids["jelena"]])
        first = to_sign(session, seen, Meaning.INSPECTED, [plates.ids["ana"]])
    assert first.plans == ()
    dialog = SignDialog(None, shown, Meaning.APPROVED)
    qtbot.addWidget(dialog)
    dialog.show()
    picture(dialog, "sign")
    assert "The sample does not accept this batch: it cannot be approved." in said(dialog)


def test_that_a_lead_resumes_discontinued_inspection_with_a_reason(
    plates: Shop, opened: Opened
) -> None:
    for number in range(7):
        lot(plates, f"D-{number}", *TWO_BAD)
    window = opened("settings", "marko")
    told = series(window)
    picture(window, "series")
    assert "PL · Plate · Novi Sad · major" in told
    assert "Fewer than ten lots: switching protects nobody yet." in told
    assert "five lots were not accepted while tightened" in told
    assert isinstance(window.page, SettingsPage)
    section = window.page.section
    assert section is not None
    resume = section.findChild(QPushButton, "resumed")
    assert isinstance(resume, QPushButton)
    when_asked(because("new kiln"))
    QTest.mouseClick(resume, LEFT)
    told = series(window)
    assert "resumed after improvement" in told
    assert "new kiln" in told
    assert "Resume…" not in shown_buttons(section)


def test_that_an_inspector_sees_the_series_and_cannot_switch_them(
    plates: Shop, opened: Opened
) -> None:
    lot(plates, "D-1")
    window = opened("settings", "ana")
    assert "Only a lead or an owner can change this." in series(window)
    assert "1 lot · switching score 2" in series(window)


def test_that_a_shop_without_such_lots_is_told_how_they_come(opened: Opened) -> None:
    assert "No lot was inspected by ISO 2859-1 yet." in series(opened("settings", "mira"))
