"""What the reworks of a batch took, and where it is entered."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt

from qc_desk.i18n import _, format_date, format_decimal
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.reworks import ReworkEntry, ReworkRow, enter_rework, reworks_of_batch
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import DecimalField, NoteField
from qc_desk.ui.pages import Page
from qc_desk.ui.problems.asking import Question, ask
from qc_desk.ui.theme import Type


def rework_cards(page: Page, detail: BatchDetail) -> list[Card]:
    """Return the card of a batch that was reworked; none for others."""
    batch_id = detail.seen.batch_id
    rows = page.kit.records.read(lambda s: reworks_of_batch(s, batch_id))
    if not rows:
        return []
    enter = partial(ask_what_it_took, page, detail) if detail.may_inspect else None
    return [ReworkCard(rows, enter)]


class ReworkCard(Card):
    """Each rework with its hours and its cost; who checks here can enter them."""

    def __init__(
        self, rows: list[ReworkRow], enter: Callable[[ReworkRow], object] | None = None
    ) -> None:
        """Show the reworks, the newest first; ``enter`` is offered to who may."""
        super().__init__(_("What rework took"))
        for row in rows:
            said = _("After round {number}").format(number=row.round)
            self.body.addWidget(words(said, Type.STRONG))
            self.body.addWidget(words(told(row), quiet=not row.number))
            if row.note:
                self.body.addWidget(words(row.note, Type.SMALL, quiet=True))
            if enter is not None:
                verb = _("Correct it…") if row.number else _("Enter hours and cost…")
                made = button(verb, partial(enter, row), "", "wrench")
                made.setObjectName(f"rework_{row.round}")
                self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)


def told(row: ReworkRow) -> str:
    """Return what a rework took, when and by whose word."""
    if row.done_on is None:
        return _("Nobody has entered yet what it took.")
    parts = []
    if row.hours is not None:
        parts.append(_("{count} h").format(count=format_decimal(row.hours)))
    if row.cost is not None:
        parts.append(f"{format_decimal(row.cost)} {row.currency}")
    took = " · ".join(parts)
    return _("{took}; done on {day}, entered by {person}").format(
        took=took, day=format_date(row.done_on), person=row.by
    )


def ask_what_it_took(page: Page, detail: BatchDetail, row: ReworkRow) -> bool:
    """Ask for hours and cost of a rework, and keep them; a correction says why."""
    batch_id = detail.seen.batch_id
    question = Question(
        page,
        f"batch/{batch_id}/rework/{row.round}/{row.number}",
        _("Rework of batch {batch}").format(batch=detail.entry.number),
        _("Enter what is known: hours, cost, or both. Insights adds it up."),
    )
    hours = question.form.add("hours", DecimalField(_("Hours"), unit=_("h")))
    cost = question.form.add("cost", DecimalField(_("Cost"), unit=row.currency))
    done_on = question.form.add("done_on", DateField(_("Done on"), required=True))
    label = _("Why it is corrected") if row.number else _("Note")
    note = question.form.add("note", NoteField(label, required=bool(row.number)))
    hours.set_value(row.hours)
    cost.set_value(row.cost)
    done_on.set_value(row.done_on or page.kit.records.now().date())
    question.form.set_clean()
    question.finish(_("Keep"), "check")

    def entry() -> ReworkEntry:
        return ReworkEntry(
            round=row.round,
            done_on=done_on.value(),
            hours=_exact(hours),
            cost=_exact(cost),
            note=note.text(),
            replaces=row.number,
        )

    return ask(page.kit, question, lambda s, by, at: enter_rework(s, batch_id, entry(), by, at))


def _exact(field: DecimalField) -> Decimal | None:
    return field.value() if field.text().strip() else None
