"""What is entered while a customer speaks; everything but customer, channel and words can wait."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QWidget

from qc_desk.domain.loop_words import Channel
from qc_desk.i18n import _, headed
from qc_desk.services.complaints import ComplaintEntry
from qc_desk.ui.buttons import Button
from qc_desk.ui.complaints.shop import ComplaintWords
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import ChoiceField, Field, NoteField, TextField
from qc_desk.ui.forms import Cell, Form
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_S

NEW = -1
NONE = 0
_PICTURES = {
    Channel.PHONE: "phone",
    Channel.IN_PERSON: "user",
    Channel.EMAIL: "mail",
    Channel.LETTER: "file-text",
    Channel.MESSAGE: "message-circle",
    Channel.FORM: "clipboard-list",
}


class ChannelField(Field[Channel]):
    """How it was heard: one tap."""

    def __init__(self, label: str) -> None:
        """Offer every channel as a chip, the telephone first."""
        line = QWidget()
        super().__init__(label, line, required=True)
        self.chips: dict[Channel, Button] = {}
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_S)
        for number, (channel, picture) in enumerate(_PICTURES.items()):
            chip = self.chips[channel] = Button(headed(channel.label), "chip", picture)
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, channel=channel: self._choose(channel))
            grid.addWidget(chip, number // 3, number % 3)

    def _choose(self, channel: Channel) -> None:
        """Choose one channel."""
        self.set_text(channel.value)
        self._edited()

    @override
    def text(self) -> str:
        """Return the channel as it is kept in a draft."""
        chosen = self.value()
        return chosen.value if chosen is not None else ""

    @override
    def set_text(self, text: str) -> None:
        """Choose what a draft kept."""
        for channel, chip in self.chips.items():
            chip.setChecked(channel.value == text)

    @override
    def value(self) -> Channel | None:
        """Return the chosen channel."""
        return next((each for each, chip in self.chips.items() if chip.isChecked()), None)


class TimeField(TextField):
    """A time of day like 14:05."""

    def clock(self) -> time | None:
        """Return the time; None when nothing usable is typed."""
        try:
            return time.fromisoformat(self.text().strip().replace(".", ":").rjust(5, "0"))
        except ValueError:
            return None

    @override
    def wrong(self) -> str:
        """Return how a time is typed."""
        if self.text().strip() and self.clock() is None:
            return _("Type a time like 14:05.")
        return ""


class IntakeForm(Form):
    """A new complaint."""

    def __init__(self, shop: ComplaintWords, *, may_add_customer: bool) -> None:
        """Offer what the shop has; ``may_add_customer`` lets the person name a new customer."""
        super().__init__()
        self._may_add = may_add_customer
        self._shop = shop
        self.customer = self.add("customer", ChoiceField[int](_("Customer"), required=True))
        self.new_customer = self.add(
            "new_customer", TextField(_("Name of the new customer"), required=True)
        )
        self.channel = self.add("channel", ChannelField(_("How was it heard?")))
        self.words = self.add(
            "words",
            NoteField(
                _("Words of the customer"),
                longest=50_000,
                required=True,
                hint=_("Exactly as they say it, in their language."),
            ),
        )
        self.remedy = self.add("remedy", NoteField(_("What do they want?"), longest=50_000))
        self.remedy.note.setMinimumHeight(64)
        self._add_rest()
        self.offer(shop)
        self.customer.changed.connect(self._unfold)
        self.order.changed.connect(self._take_customer)
        self.set_clean()
        self._unfold()

    def _add_rest(self) -> None:
        """Add what can be entered later too."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_L)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.told_by = self.add("told_by", TextField(_("Who said it")), Cell(grid, 0, 0))
        self.order = self.add("order", ChoiceField[int](_("Order")), Cell(grid, 0, 1))
        self.batch = self.add(
            "batch",
            TextField(_("Batch"), hint=_("Scan the label, or type PRODUCT/BATCH.")),
            Cell(grid, 1, 0),
        )
        self.product = self.add("product", ChoiceField[int](_("Product")), Cell(grid, 1, 1))
        self.heard_on = self.add(
            "heard_on", DateField(_("Heard on"), hint=_("Empty: now.")), Cell(grid, 2, 0)
        )
        self.heard_time = self.add("heard_time", TimeField(_("At")), Cell(grid, 2, 1))
        self.column.addLayout(grid)

    def offer(self, shop: ComplaintWords) -> None:
        """Offer what the shop has now; what is chosen stays chosen."""
        self._shop = shop
        fresh = [(NEW, _("New customer…"))] if self._may_add else []
        self.customer.offer([*shop.customers, *fresh])
        self.order.offer([(NONE, _("No order")), *shop.orders])
        self.product.offer([(NONE, _("Not known")), *shop.products])

    def _unfold(self) -> None:
        """Ask for a name where the customer is new."""
        new = self.customer.value() == NEW
        self.new_customer.setVisible(new)
        self.new_customer.required = new

    def _take_customer(self) -> None:
        """Choose the order's customer where none is chosen yet."""
        order = self.order.value()
        if order and self.customer.value() is None:
            self.customer.choose(self._shop.customer_of_order.get(order))

    def heard_at(self, zone: str) -> datetime | None:
        """Return when it was heard, in the zone of the site; None: now."""
        day = self.heard_on.value()
        if day is None:
            return None
        return datetime.combine(day, self.heard_time.clock() or time.min, ZoneInfo(zone))

    def entry(self, zone: str, customer_id: int | None, batch_id: int | None) -> ComplaintEntry:
        """Return what is entered, with the customer and batch that were found."""
        return ComplaintEntry(
            customer_id=customer_id,
            words=self.words.text(),
            channel=self.channel.value(),
            order_id=self.order.value() or None,
            batch_id=batch_id,
            product_id=self.product.value() or None,
            heard_at=self.heard_at(zone),
            told_by=self.told_by.text(),
            remedy=self.remedy.text(),
        )
