"""The fields of a batch, with an order that can be made on the way."""

from typing import Any, TypeVar

from PySide6.QtWidgets import QGridLayout, QWidget

from qc_desk.i18n import _
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.batches import LARGEST_QUANTITY, BatchEntry
from qc_desk.ui.batches.people_field import PeopleField
from qc_desk.ui.batches.shop import BatchChoices, Choices, NewOrder
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import ChoiceField, Field, IntegerField, NoteField, TextField
from qc_desk.ui.forms import Cell, Form
from qc_desk.ui.theme import SPACE_L

NONE = 0
NEW = -1
F = TypeVar("F", bound=Field[Any])


class EntryForm(Form):
    """What is entered about a batch."""

    def __init__(self, choices: BatchChoices, *, may_order: bool) -> None:
        """Offer what the shop has; ``may_order`` lets the person make an order in place."""
        super().__init__()
        self._may_order = may_order
        self._grid = _grid()
        self.column.addLayout(self._grid)
        self.column.addStretch(1)
        self._add_facts()
        self._add_order()
        self.note = self._at(6, 0, "note", NoteField(_("Note"), longest=50_000), across=2)
        self.offer(choices)
        self.order.choose(NONE)
        self.set_clean()

    def offer(self, choices: BatchChoices) -> None:
        """Offer what the shop has now; what is chosen stays chosen."""
        self.product.offer(choices.products)
        self.manufacturer.offer(choices.manufacturers)
        self.site.offer(choices.sites)
        self.producers.offer(choices.people)
        fresh: Choices = [(NEW, _("New order…"))] if self._may_order else []
        self.order.offer([(NONE, _("No order")), *fresh, *choices.orders])
        self.customer.offer([*choices.customers, (NEW, _("New customer…"))])
        self._unfold()

    def fill(self, detail: BatchDetail) -> None:
        """Enter a batch as it stands; once it is being checked only order and note can change."""
        entry = detail.entry
        self.product.choose(entry.product_id)
        self.number.set_text(entry.number)
        self.manufacturer.choose(entry.manufacturer_id)
        self.site.choose(entry.site_id)
        self.quantity.set_text(str(entry.quantity))
        self.produced_on.set_value(entry.produced_on)
        self.producers.set_text(",".join(str(each) for each in entry.producer_ids))
        self.order.choose(entry.order_id or NONE)
        self.note.set_text(entry.note)
        fixed = bool(detail.inspections)
        for field in (*self._facts, self.producers):
            field.setDisabled(fixed)
        self.set_clean()

    def entry(self) -> BatchEntry:
        """Return what is entered, with the order chosen if one was."""
        order = self.order.value()
        return BatchEntry(
            number=self.number.text(),
            product_id=self.product.value(),
            manufacturer_id=self.manufacturer.value(),
            site_id=self.site.value(),
            quantity=self.quantity.value(),
            order_id=order if order is not None and order > 0 else None,
            produced_on=self.produced_on.value(),
            producer_ids=self.producers.value() or (),
            note=self.note.text(),
        )

    def new_order(self) -> NewOrder | None:
        """Return the order that is to be made, if there is one."""
        if self.order.value() != NEW:
            return None
        customer = self.customer.value()
        return NewOrder(
            number=self.order_number.text(),
            customer_id=None if customer == NEW else customer,
            new_customer=self.new_customer.text() if customer == NEW else "",
            promised_ship_date=self.ship_date.value(),
        )

    def _add_facts(self) -> None:
        """Add what is fixed once the batch is being checked."""
        whole = LARGEST_QUANTITY
        self.product = self._at(0, 0, "product", ChoiceField[int](_("Product"), required=True))
        self.number = self._at(
            0, 1, "number", TextField(_("Batch number"), longest=60, required=True)
        )
        self.manufacturer = self._at(
            1, 0, "manufacturer", ChoiceField[int](_("Manufacturer"), required=True)
        )
        self.site = self._at(1, 1, "site", ChoiceField[int](_("Checked at"), required=True))
        self.quantity = self._at(
            2, 0, "quantity", IntegerField(_("Pieces"), least=1, most=whole, required=True)
        )
        self.produced_on = self._at(2, 1, "produced_on", DateField(_("Produced on")))
        hint = _("Whoever made the batch cannot be its second inspector.")
        self.producers = self._at(
            3, 0, "producers", PeopleField(_("Produced by"), hint=hint), across=2
        )
        self._facts: tuple[Field[Any], ...] = (
            self.product,
            self.number,
            self.manufacturer,
            self.site,
            self.quantity,
            self.produced_on,
        )

    def _add_order(self) -> None:
        """Add the order, and the fields of a new one."""
        self.order = self._at(4, 0, "order", ChoiceField[int](_("Order")), across=2)
        self.fresh = QWidget()
        inside = _grid()
        inside.setContentsMargins(SPACE_L, 0, 0, 0)
        self.fresh.setLayout(inside)
        self.order_number = TextField(_("Order number"), longest=60, required=True)
        self.ship_date = DateField(_("Promised ship date"))
        self.customer = ChoiceField[int](_("Customer"), required=True)
        self.new_customer = TextField(_("Name of the new customer"), required=True)
        self.add("order_number", self.order_number, Cell(inside, 0, 0))
        self.add("ship_date", self.ship_date, Cell(inside, 0, 1))
        self.add("customer", self.customer, Cell(inside, 1, 0))
        self.add("new_customer", self.new_customer, Cell(inside, 1, 1))
        self._grid.addWidget(self.fresh, 5, 0, 1, 2)
        self.order.changed.connect(self._unfold)
        self.customer.changed.connect(self._unfold)

    def _unfold(self) -> None:
        """Show what a new order needs, and nothing else."""
        ordering = self.order.value() == NEW
        naming = ordering and self.customer.value() == NEW
        self.fresh.setVisible(ordering)
        self.new_customer.setVisible(naming)
        for field in (self.order_number, self.customer):
            field.required = ordering
        self.new_customer.required = naming

    def _at(self, row: int, column: int, name: str, field: F, *, across: int = 1) -> F:
        """Add a field at a place of the grid."""
        return self.add(name, field, Cell(self._grid, row, column, across))


def _grid() -> QGridLayout:
    """Return a grid of two columns of the same width."""
    made = QGridLayout()
    made.setHorizontalSpacing(SPACE_L)
    made.setVerticalSpacing(SPACE_L)
    for column in (0, 1):
        made.setColumnStretch(column, 1)
        made.setColumnMinimumWidth(column, 200)
    return made
