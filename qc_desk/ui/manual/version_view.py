"""One version of a checklist for reading: every item with its limits and its instruction."""

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.gauge_words import ANY_GAUGE
from qc_desk.domain.spot_rules import mode_words
from qc_desk.domain.vocabulary import ItemKind, PhotoRule
from qc_desk.i18n import _, format_decimal, headed, language, ngettext
from qc_desk.services.checklist_lists import version_in
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.manual.columns import LOOKS
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.gallery import gallery
from qc_desk.ui.sampling.rule_card import RuleCard
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, Type

if TYPE_CHECKING:
    from decimal import Decimal

    from qc_desk.services.checklist_lists import ItemRow, VersionDetail

_WIDEST = 860  # px


class VersionView(QScrollArea):
    """A version as an inspector will meet it, section by section."""

    def __init__(self, kit: Kit) -> None:
        """Begin empty."""
        super().__init__()
        self._kit = kit
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, SPACE_M, 0)
        self._column.setSpacing(SPACE_L)
        room = QWidget()
        across = QHBoxLayout(room)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(middle, stretch=100)
        across.addStretch(1)
        self.setWidget(room)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_detail(self, detail: "VersionDetail") -> None:
        """Show a version in the language spoken now."""
        detail = version_in(detail, language().code)
        empty(self._column)
        self._column.addWidget(_head(detail))
        self.rule = RuleCard(detail.version.sampling)
        self._column.addWidget(self.rule)
        for section, items in groupby(detail.items, key=lambda item: item.section):
            card = Card(section)
            for item in items:
                card.body.addLayout(_item(item))
                if item.pictures:
                    card.body.addWidget(gallery(self._kit, item.pictures))
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)


def _head(detail: "VersionDetail") -> Card:
    """Return what holds for the whole version."""
    version = detail.version
    card = Card(_("{title}, version {number}").format(title=detail.title, number=version.number))
    tone, picture = LOOKS[version.status]
    card.verbs.addWidget(Badge(headed(version.status.label), tone, picture))
    units = ngettext("{count} sample unit", "{count} sample units", version.sample_size)
    items = ngettext("{count} item", "{count} items", version.items)
    how = mode_words(version.mode, version.share)
    mode = _("second check: {mode}").format(mode=how)
    facts = [
        items.format(count=version.items),
        units.format(count=version.sample_size),
        mode,
        detail.trade,
    ]
    card.body.addWidget(words(" · ".join(fact for fact in facts if fact), quiet=True))
    return card


def _item(item: "ItemRow") -> QHBoxLayout:
    """Return an item: its number, what to do, and how bad a failure is."""
    said = QVBoxLayout()
    said.setSpacing(SPACE_XS)
    said.addWidget(words(item.title, Type.STRONG))
    for line in _asked(item):
        said.addWidget(words(line))
    if item.instruction:
        said.addWidget(words(item.instruction, quiet=True))
    conditions = _conditions(item)
    if conditions:
        said.addWidget(words(conditions, Type.SMALL, quiet=True))
    number = words(str(item.position), quiet=True)
    number.setFixedWidth(34)
    row = QHBoxLayout()
    row.setSpacing(SPACE_M)
    row.setContentsMargins(0, SPACE_S, 0, SPACE_S)
    row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(said, stretch=1)
    tone, picture = look(item.severity)
    row.addWidget(Badge(headed(item.severity.label), tone, picture), 0, Qt.AlignmentFlag.AlignTop)
    return row


def _asked(item: "ItemRow") -> list[str]:
    """Return what an inspector enters, and what of it is good."""
    if item.kind.has_value:
        return [limits(item)]
    if item.kind is ItemKind.CHOICE:
        lines = [_("Good: {answers}").format(answers=" / ".join(item.good))]
        if item.bad:
            lines.append(_("Bad: {answers}").format(answers=" / ".join(item.bad)))
        return lines
    return [headed(item.kind.label)] if item.kind is not ItemKind.PASS_FAIL else []


def limits(item: "ItemRow") -> str:
    """Return what may be measured, in words and numbers."""

    def number(value: "Decimal") -> str:
        return format_decimal(round(value, item.decimals))

    counted = item.kind is ItemKind.COUNT
    low = number(item.lower) if item.lower is not None else ""
    high = number(item.upper) if item.upper is not None else ""
    if low and high:
        said = (
            _("Count: {lower} to {upper} {unit}")
            if counted
            else _("Measure: {lower} to {upper} {unit}")
        )
    elif low:
        said = (
            _("Count: at least {lower} {unit}")
            if counted
            else _("Measure: at least {lower} {unit}")
        )
    else:
        said = (
            _("Count: at most {upper} {unit}") if counted else _("Measure: at most {upper} {unit}")
        )
    said = said.format(lower=low, upper=high, unit=item.unit).rstrip()
    if item.nominal is None:
        return said
    wanted = _("wanted is {nominal} {unit}").format(nominal=number(item.nominal), unit=item.unit)
    return f"{said}; {wanted}"


def gauge_words(kind: str) -> str:
    """Return which gauge an item asks for; nothing where it asks for none."""
    if not kind:
        return ""
    return _("any gauge") if kind == ANY_GAUGE else _("gauge: {kind}").format(kind=kind)


def step_words(procedure: str, step: int | None) -> str:
    """Return which step of a procedure says how it is done; nothing where none does."""
    if step is None:
        return ""
    return _("procedure {code}, step {step}").format(code=procedure, step=step)


def _conditions(item: "ItemRow") -> str:
    """Return what else holds for an item."""
    parts = [
        item.code,
        _("on every sample unit") if item.per_unit else "",
        gauge_words(item.gauge),
        step_words(item.procedure, item.procedure_step),
        item.photo_rule.label if item.photo_rule is not PhotoRule.NEVER else "",
        _("defect code {code}").format(code=item.defect_code) if item.defect_code else "",
    ]
    return " · ".join(part for part in parts if part)
