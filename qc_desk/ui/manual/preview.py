"""An item as an inspector will meet it: the card of the check, which takes no answer here."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.item_rules import ItemEntry
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.vocabulary import InspectionStatus, Seat, Severity
from qc_desk.i18n import _
from qc_desk.services.check_sheets import CheckSheet, SheetItem
from qc_desk.services.checklist_drafts import DraftEntry
from qc_desk.ui.cards import words
from qc_desk.ui.check.answer_bar import AnswerBar
from qc_desk.ui.check.card import ItemCard
from qc_desk.ui.theme import SPACE_M

_LOT = 500  # pieces of the batch that the preview makes up


class Preview(QWidget):
    """The card and the answers of one item."""

    def __init__(self) -> None:
        """Lay out an empty card."""
        super().__init__()
        self.card, self.answers = ItemCard(), AnswerBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        said = _("This is how an inspector will see it. Nothing is recorded here.")
        column.addWidget(words(said, quiet=True))
        column.addWidget(self.card, stretch=1)
        column.addWidget(self.answers)
        for part in (self.card, self.answers):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            for inner in part.findChildren(QWidget):
                inner.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_item(self, entry: DraftEntry, place: int) -> None:
        """Show an item of a draft."""
        item = sheet_item(entry, place)
        sheet = _sheet(entry, item)
        self.answers.show_item(item)
        self.card.item = None  # an item that is typed anew is another one
        self.card.show_item(sheet, item, {})
        for inner in self.card.choices.findChildren(QWidget):
            inner.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def sheet_item(entry: DraftEntry, place: int) -> SheetItem:
    """Return an item as the sheet of a check has it."""
    item = entry.items[place]
    return SheetItem(
        item_id=item.id or 0,
        unit_number=1 if item.per_unit else 0,
        number=_number(entry.items, place),
        code=item.code,
        section=item.section,
        title=item.title or _("Without a title"),
        instruction=item.instruction,
        kind=item.kind,
        severity=item.severity or Severity.MINOR,
        photo_rule=item.photo_rule,
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        decimals=item.decimals,
        good=item.good,
        bad=item.bad,
        gauge=item.gauge,
        procedure=item.procedure,
        procedure_step=item.procedure_step,
        defect_code_id=None,
        answer=None,
        first=None,
        photos=(),
        needs_photo=False,
        pictures=item.pictures,
    )


def _number(items: tuple[ItemEntry, ...], place: int) -> str:
    """Return an item's number within its section, as the check numbers it."""
    section, sections, number = None, 0, 0
    for item in items[: place + 1]:
        if item.section != section:
            section, sections, number = item.section, sections + 1, 0
        number += 1
    return f"{sections}.{number}"


def _units(rule: SamplingRule, severity: Severity) -> int:
    """Return how many units a class draws; one while the rule is still being written."""
    try:
        drawn = {plan.severity: plan.n for plan in rule.plans(_LOT, {})}
    except QcError:
        return 1
    return drawn[severity]


def _sheet(entry: DraftEntry, item: SheetItem) -> CheckSheet:
    """Return a sheet with one item, of a batch that does not exist."""
    return CheckSheet(
        inspection_id=0,
        batch_id=0,
        batch_version=0,
        batch="",
        product="",
        product_id=0,
        quantity=_LOT,
        site="",
        round=1,
        seat=Seat.FIRST,
        mode=entry.mode,
        status=InspectionStatus.OPEN,
        inspector_id=0,
        inspector="",
        checklist=entry.title,
        checklist_version=0,
        language=entry.language,
        sample_size=_units(entry.sampling, item.severity),
        plans=(),
        changed_at=datetime.now(UTC),
        items=(item,),
        defects=(),
    )
