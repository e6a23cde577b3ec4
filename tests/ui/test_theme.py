"""The look: contrast, targets, light and dark."""

from itertools import product

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from qc_desk.bundle import bundled
from qc_desk.ui import theme as look
from qc_desk.ui.icons import icon
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.messages import Message
from qc_desk.ui.theme import DARK, LIGHT, Colours, Theme, Tone, contrast

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_that_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
def test_that_words_stand_out_from_every_ground_they_stand_on(colours: Colours) -> None:
    grounds = (colours.window, colours.surface, colours.raised, colours.selection)
    pairs = [*product((colours.text,), grounds), *product((colours.muted,), grounds[:3])]
    pairs += [(colours.rail_text, colours.rail), (colours.rail_muted, colours.rail)]
    pairs += [(colours.rail_text, colours.rail_selected), ("#08202f", colours.rail_mark)]
    pairs += [(colours.on_accent, ground) for ground in (colours.accent, colours.accent_hover)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@THEMES
@pytest.mark.parametrize("tone", Tone)
def test_that_every_tone_is_readable(colours: Colours, tone: Tone) -> None:
    ink = colours.ink(tone)
    assert contrast(ink.text, ink.ground) >= 4.5
    assert contrast(ink.text, colours.surface) >= 4.5
    assert contrast(ink.text, colours.window) >= 4.5
    assert contrast(ink.on_solid, ink.solid) >= 4.5


@THEMES
def test_that_edges_of_fields_and_the_focus_can_be_seen(colours: Colours) -> None:
    for edge, ground in product(
        (colours.field_line, colours.focus), (colours.surface, colours.window)
    ):
        assert contrast(edge, ground) >= 3
    assert contrast(colours.rail_mark, colours.rail) >= 3


def test_that_every_tone_has_an_icon_of_its_own() -> None:
    assert len({tone.icon for tone in Tone}) == len(Tone)


@pytest.mark.usefixtures("theme")
def test_that_the_font_travels_with_the_program(qapp: QApplication) -> None:
    assert look.FAMILY in QFontDatabase.families()
    assert qapp.font().family() == look.FAMILY


@pytest.mark.usefixtures("theme")
def test_that_every_icon_can_be_drawn() -> None:
    drawn = bundled("resources") / "icons"
    names = [file.stem for file in drawn.glob("*.svg")]
    assert len(names) > 50
    for name in names:
        picture = icon(name, "#ff0000").pixmap(24, 24).toImage()
        painted = [
            (x, y)
            for x, y in product(range(picture.width()), range(picture.height()))
            if picture.pixelColor(x, y).alpha() > 0
        ]
        assert painted, name


def test_that_the_theme_changes_at_once(theme: Theme, qapp: QApplication) -> None:
    theme.choose("dark")
    assert qapp.palette().window().color().name() == DARK.window
    theme.choose("light")
    assert qapp.palette().window().color().name() == LIGHT.window


def test_that_everything_a_finger_may_hit_is_large_enough(window: MainWindow) -> None:
    window.messages.say(Message(Tone.FAIL, "Refused.", "Kept.", "Again", lambda: None))
    window.jobs.start("Work", lambda _job: None)
    QApplication.processEvents()
    parts = [*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit)]
    targets = [part for part in parts if part.isVisible()]
    assert len(targets) >= 8
    small = [w for w in targets if min(w.height(), w.width()) < look.TARGET]
    assert small == []
