"""The look of the window: tokens, a light and a dark palette, the bundled font."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from qc_desk.bundle import bundled

TARGET = 44  # px: the smallest thing a gloved finger hits (WCAG 2.2, 2.5.5)
SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
RADIUS = 6
FAMILY = "DejaVu Sans Condensed"
FUSION = "wears_fusion"  # property of an application that was made with this style


class Type(Enum):
    """The type scale in px, with its weight."""

    SMALL = (13, QFont.Weight.Normal)
    BODY = (15, QFont.Weight.Normal)
    STRONG = (15, QFont.Weight.Bold)
    SECTION = (17, QFont.Weight.Bold)
    TITLE = (24, QFont.Weight.Bold)
    DISPLAY = (34, QFont.Weight.Bold)

    @property
    def size(self) -> int:
        """The size in px."""
        return self.value[0]


class Tone(Enum):
    """What a colour means; it never stands without an icon and a word."""

    PASS = "pass"  # noqa: S105 (a verdict, not a password)
    FAIL = "fail"
    WARN = "warn"
    INFO = "info"
    CALM = "calm"

    @property
    def icon(self) -> str:
        """The icon that stands beside the word."""
        return _TONE_ICONS[self]


_TONE_ICONS = {
    Tone.PASS: "circle-check",
    Tone.FAIL: "circle-x",
    Tone.WARN: "triangle-alert",
    Tone.INFO: "info",
    Tone.CALM: "circle-dashed",
}


@dataclass(frozen=True)
class Ink:
    """What one tone is drawn with: text on a soft ground, or a solid fill with text on it."""

    text: str
    ground: str
    line: str
    solid: str
    on_solid: str


@dataclass(frozen=True)
class Colours:
    """The colours of one theme, as #rrggbb."""

    dark: bool
    window: str
    surface: str
    raised: str
    line: str
    field_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selection: str
    focus: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_selected: str
    rail_mark: str
    tones: dict[Tone, Ink]

    def ink(self, tone: Tone) -> Ink:
        """Return what a tone is drawn with."""
        return self.tones[tone]


LIGHT = Colours(
    dark=False,
    window="#eef1f4",
    surface="#ffffff",
    raised="#f6f8fa",
    line="#d5dce3",
    field_line="#7d8b99",
    text="#17212b",
    muted="#52606d",
    accent="#0a5a8c",
    accent_hover="#084b75",
    accent_pressed="#063b5c",
    on_accent="#ffffff",
    selection="#d6e8f5",
    focus="#0a5a8c",
    rail="#1c2833",
    rail_text="#e8eef3",
    rail_muted="#a9b7c4",
    rail_selected="#2f4254",
    rail_mark="#5cb3e6",
    tones={
        Tone.PASS: Ink("#14592f", "#e2f3e8", "#9fd0b1", "#1b6e3c", "#ffffff"),
        Tone.FAIL: Ink("#9b1c1c", "#fce8e6", "#e8b0ab", "#b3261e", "#ffffff"),
        Tone.WARN: Ink("#6e4300", "#fff1d4", "#e6c27a", "#8a5300", "#ffffff"),
        Tone.INFO: Ink("#0b4f7d", "#e1eff9", "#a6cbe6", "#0a5a8c", "#ffffff"),
        Tone.CALM: Ink("#44525f", "#e9edf1", "#c6cfd8", "#52606d", "#ffffff"),
    },
)

DARK = Colours(
    dark=True,
    window="#12171c",
    surface="#1b2229",
    raised="#232c35",
    line="#36424e",
    field_line="#7a8998",
    text="#e9eef3",
    muted="#a5b2bf",
    accent="#5cb3e6",
    accent_hover="#7cc3ec",
    accent_pressed="#93cff1",
    on_accent="#08202f",
    selection="#1f4763",
    focus="#8bcdf5",
    rail="#0c1116",
    rail_text="#e4ebf1",
    rail_muted="#9aa9b7",
    rail_selected="#22303d",
    rail_mark="#5cb3e6",
    tones={
        Tone.PASS: Ink("#86dba6", "#153223", "#2c6a47", "#6fcf95", "#06210f"),
        Tone.FAIL: Ink("#ffa8a0", "#421c1b", "#8a3b37", "#ff8f86", "#2f0503"),
        Tone.WARN: Ink("#f3c76f", "#3a2c0d", "#7a5f24", "#efbb4f", "#2a1c00"),
        Tone.INFO: Ink("#93cff3", "#12304a", "#2f628a", "#5cb3e6", "#08202f"),
        Tone.CALM: Ink("#bcc8d3", "#29333d", "#455361", "#a5b2bf", "#12171c"),
    },
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    shade = QColor(colour)
    red, green, blue = shade.redF(), shade.greenF(), shade.blueF()
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def font(kind: Type) -> QFont:
    """Return the font for a step of the type scale."""
    chosen = QFont(FAMILY)
    chosen.setPixelSize(kind.value[0])
    chosen.setWeight(kind.value[1])
    return chosen


@cache
def register_fonts() -> None:
    """Register the bundled font, once; without any system font Qt would draw boxes."""
    for file in sorted((bundled("resources") / "fonts").glob("DejaVuSansCondensed*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


class Wardrobe(QObject):
    """The colours worn now; widgets that draw themselves listen for a change of clothes."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin in light colours."""
        super().__init__()
        self.colours = LIGHT


WARDROBE = Wardrobe()


class Theme(QObject):
    """Light or dark, as chosen or as the system says."""

    def __init__(self, choice: str = "auto") -> None:
        """Follow a choice: auto, light or dark."""
        super().__init__()
        self._choice = choice
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def choice(self) -> str:
        """What was chosen: auto, light or dark."""
        return self._choice

    @property
    def colours(self) -> Colours:
        """The colours in force now."""
        if self._choice == "auto":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def choose(self, choice: str) -> None:
        """Follow another choice from now on."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Dress the whole application in the colours in force."""
        from qc_desk.ui.style_sheet import style_sheet  # noqa: PLC0415 (it needs the tokens above)

        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        register_fonts()
        WARDROBE.colours = self.colours
        if not application.property(FUSION):  # asking Qt for its style would cost 10 ms
            application.setStyle("Fusion")
            application.setProperty(FUSION, True)  # noqa: FBT003 (Qt takes it by position)
        application.setFont(font(Type.BODY))
        application.setPalette(palette(self.colours))
        application.setStyleSheet(style_sheet(self.colours))
        WARDROBE.changed.emit()

    def _follow_system(self) -> None:
        """Change with the system when nothing else was chosen."""
        if self._choice == "auto":
            self.apply()


def colours_now() -> Colours:
    """Return the colours that the application wears now."""
    return WARDROBE.colours


def palette(colours: Colours) -> QPalette:
    """Return Fusion's palette in our colours."""
    roles = QPalette.ColorRole
    chosen = QPalette()
    pairs = {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.raised,
        roles.Text: colours.text,
        roles.Button: colours.surface,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.on_accent,
        roles.ToolTipBase: colours.raised,
        roles.ToolTipText: colours.text,
        roles.PlaceholderText: colours.muted,
        roles.Highlight: colours.selection,
        roles.HighlightedText: colours.text,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.Light: colours.raised,
        roles.Midlight: colours.raised,
        roles.Mid: colours.line,
        roles.Dark: colours.field_line,
        roles.Shadow: colours.line,
    }
    for role, colour in pairs.items():
        chosen.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        chosen.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return chosen
