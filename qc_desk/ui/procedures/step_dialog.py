"""The step of a procedure that an item of a check names, as it is in force now."""

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from qc_desk.i18n import _, language, ngettext
from qc_desk.services.procedure_links import LinkedStep, linked_step
from qc_desk.services.procedure_lists import ProcedureVersionRow, StepRow
from qc_desk.services.procedure_texts import procedure_in
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.gallery import gallery
from qc_desk.ui.procedures.reading import amount_words, step_card
from qc_desk.ui.theme import SPACE_M

_WIDE, _HIGH = 640, 460  # px: the most that a step takes before it scrolls


class StepDialog(Dialog):
    """What to do, how much, when it is right, and its pictures."""

    def __init__(self, kit: Kit, parent: QWidget, found: LinkedStep) -> None:
        """Show a step."""
        procedure = procedure_in(found.procedure, ShopTexts(language().code, marked=True))
        found = replace(found, procedure=procedure, step=_step_of(procedure, found))
        said = _("{title}, step {number}").format(title=procedure.title, number=found.number)
        told = _("Procedure {code}, version {number}, in force now.")
        super().__init__(parent, said, told.format(code=procedure.code, number=procedure.number))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.addWidget(_shown(kit, found))
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumWidth(min(_WIDE, parent.window().width() - 120))
        area.setMinimumHeight(min(inside.sizeHint().height(), _HIGH))
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.body.addWidget(area)
        self.add_verb(_("Close"), "primary", accepts=False).setFocus()


def _step_of(procedure: ProcedureVersionRow, found: LinkedStep) -> StepRow | None:
    """Return the step as its reader gets it; None where there are fewer by now."""
    return procedure.steps[found.number - 1] if found.step is not None else None


def _shown(kit: Kit, found: LinkedStep) -> QWidget:
    """Return the step as a card, or a sentence where the version has fewer steps by now."""
    step = found.step
    if step is None:
        count = len(found.procedure.steps)
        said = ngettext(
            "The version in force has only {count} step.",
            "The version in force has only {count} steps.",
            count,
        )
        way = _("Ask a lead to bring the checklist up to date; the check goes on meanwhile.")
        return words(f"{said.format(count=count)} {way}")
    card, below = step_card(
        step.position, step.instruction, amount_words(step.amount, step.unit), step.right_when
    )
    if step.pictures:
        below.addWidget(gallery(kit, step.pictures))
    return card


def show_step(kit: Kit, parent: QWidget, code: str, number: int) -> None:
    """Show a step of a procedure over the window."""
    found = kit.records.read(lambda s: linked_step(s, code, number))
    StepDialog(kit, parent, found).exec()
