"""The small style sheet on top of Fusion: sizes for gloves, visible focus, quiet surfaces."""

from string import Template

from qc_desk.bundle import bundled
from qc_desk.ui.theme import RADIUS, TARGET, Colours, Tone

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 6px; }
QMainWindow, QDialog, #page { background: $window; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
#card { background: $surface; border: 1px solid $line; border-radius: ${card_radius}px; }
QLabel { background: transparent; }
QLabel[quiet="true"] { color: $muted; }

QPushButton {
    min-height: ${button}px; padding: 0 16px; border-radius: ${radius}px;
    background: $surface; color: $text; border: 1px solid $field_line; font-weight: bold;
}
QPushButton:hover { background: $raised; border-color: $accent; }
QPushButton:pressed { background: $selection; }
QPushButton:checked { background: $selection; border: 2px solid $accent; }
QPushButton:focus { border: 2px solid $focus; }
QPushButton:disabled { color: $muted; border-color: $line; background: $raised; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 3px double $on_accent; }
QPushButton[kind="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[kind="danger"] { background: $fail; color: $on_fail; border: 1px solid $fail; }
QPushButton[kind="danger"]:hover { border-color: $text; }
QPushButton[kind="danger"]:focus { border: 3px double $on_fail; }
QPushButton[kind="danger"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[kind="plain"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="plain"]:hover { background: $selection; }
QPushButton[kind="plain"]:focus { border: 2px solid $focus; }
QPushButton::menu-indicator {
    image: url("$chevron"); width: 16px; height: 16px; right: 4px;
    subcontrol-origin: padding; subcontrol-position: right center;
}
QPushButton[menu="true"] { padding-right: 28px; }
QPushButton[kind="chip"] {
    border-radius: ${pill}px; padding: 0 14px; font-weight: normal; min-height: ${button}px;
}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox, QDoubleSpinBox {
    background: $surface; color: $text; border: 1px solid $field_line; border-radius: ${radius}px;
    padding: 0 10px; min-height: ${field}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit, QTextEdit { padding: 8px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus,
QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid $focus; padding: 0 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 7px 5px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border: 2px solid $fail_text; }
QLineEdit:disabled, QLineEdit:read-only, QComboBox:disabled, QPlainTextEdit:disabled {
    background: $raised; color: $muted; border-color: $line;
}
QComboBox::drop-down { width: ${target}px; border: none; }
QComboBox::down-arrow { image: url("$chevron"); width: 20px; height: 20px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $field_line; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: ${target}px; padding: 0 10px; }
QListView {
    background: $surface; border: 1px solid $line; border-radius: ${radius}px; outline: none;
}
QListView::item { min-height: ${target}px; padding: 0 10px; }
QListView::item:selected { background: $selection; color: $text; }

QCheckBox, QRadioButton { min-height: ${target}px; spacing: 12px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; text-decoration: underline; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 24px; height: 24px; border: 2px solid $field_line; background: $surface;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 14px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $focus; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: $accent; border: 6px solid $surface; }

QTableView {
    background: $surface; color: $text; gridline-color: $line;
    border: 1px solid $line; border-radius: ${radius}px; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QTableView:focus { border: 2px solid $focus; }
QTableView::item { padding: 0 12px; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $raised; }
QHeaderView::section {
    background: $raised; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 0 12px; min-height: ${target}px; font-weight: bold;
}
QTableCornerButton::section { background: $raised; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QTabBar::tab {
    min-height: ${target}px; padding: 0 18px; color: $muted; background: transparent;
    border: none; border-bottom: 3px solid transparent; font-weight: bold;
}
QTabBar::tab:selected { color: $text; border-bottom: 3px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { color: $focus; text-decoration: underline; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QScrollBar:vertical { width: 16px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 16px; background: transparent; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 5px; margin: 3px; }
QScrollBar::handle:vertical { min-height: ${target}px; }
QScrollBar::handle:horizontal { min-width: ${target}px; }
QScrollBar::handle:hover { background: $field_line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar {
    border: none; border-radius: 4px; background: $line; max-height: 8px; min-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { min-height: ${target}px; padding: 0 24px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QCalendarWidget QToolButton {
    min-height: ${target}px; min-width: ${target}px; color: $text; background: transparent;
}
QCalendarWidget QToolButton:hover { background: $selection; border-radius: 4px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QSplitter::handle { background: $line; }
""")


def style_sheet(colours: Colours) -> str:
    """Return the style sheet in these colours."""
    icons = bundled("resources") / "icons"
    fail = colours.ink(Tone.FAIL)
    return _SHEET.substitute(
        window=colours.window,
        surface=colours.surface,
        raised=colours.raised,
        line=colours.line,
        field_line=colours.field_line,
        text=colours.text,
        muted=colours.muted,
        accent=colours.accent,
        accent_hover=colours.accent_hover,
        accent_pressed=colours.accent_pressed,
        on_accent=colours.on_accent,
        selection=colours.selection,
        focus=colours.focus,
        scroll=colours.line,
        fail=fail.solid,
        fail_text=fail.text,
        on_fail=fail.on_solid,
        radius=RADIUS,
        card_radius=RADIUS + 2,
        pill=TARGET // 2,
        target=TARGET,
        button=TARGET - 2,
        field=TARGET - 2,
        chevron=(icons / "chevron-down-grey.svg").as_posix(),
        tick=(icons / ("check-black.svg" if colours.dark else "check-white.svg")).as_posix(),
    )
