"""Which labels, how many, and where the sheet in the printer begins."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from qc_desk.domain.print_outs import STOCKS, Stock
from qc_desk.domain.vocabulary import PageSize
from qc_desk.i18n import _, format_decimal
from qc_desk.services.batch_prints import MOST_LABELS, LabelWish
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.fields import ChoiceField, IntegerField
from qc_desk.ui.overrides import override

_LAST = "labels/stock"  # the draft that remembers which labels this workstation has


class LabelDialog(Dialog):
    """Asks which labels are in the printer."""

    def __init__(self, parent: QWidget | None, drafts: Drafts) -> None:
        """Offer the labels that were printed last."""
        super().__init__(parent, _("Labels"), _("Choose the labels that are in the printer."))
        self._drafts = drafts
        self.stock: ChoiceField[str] = ChoiceField(
            _("Label"), [(each.name, stock_words(each)) for each in STOCKS], required=True
        )
        last = (drafts.get(_LAST) or {}).get("stock", "")
        known = {each.name for each in STOCKS}
        self.stock.choose(last if last in known else STOCKS[0].name)
        self.count = IntegerField(_("How many"), least=1, most=MOST_LABELS, required=True)
        self.count.set_text("1")
        self.start = IntegerField(
            _("First free label"),
            least=1,
            most=max(each.room for each in STOCKS),
            required=True,
            hint=_("Counted from the top left, line by line."),
        )
        self.start.set_text("1")
        for field in (self.stock, self.count, self.start):
            self.body.addWidget(field)
            field.changed.connect(self._look)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Show the labels"), "primary", "printer")
        self.deed.setDefault(True)
        self._look()
        self.count.editor.setFocus()

    def _chosen(self) -> Stock:
        """Return the labels that are chosen."""
        name = self.stock.value()
        return next((each for each in STOCKS if each.name == name), STOCKS[0])

    def _look(self) -> None:
        """Ask for the first place of sheets only; allow the deed while everything is right."""
        stock = self._chosen()
        self.start.setVisible(stock.room > 1)
        start = self.start.value() or 0
        fits = stock.room == 1 or 1 <= start <= stock.room
        self.deed.setEnabled(not (self.stock.wrong() or self.count.wrong()) and fits)

    def wanted(self) -> LabelWish:
        """Return what is to be printed."""
        stock = self._chosen()
        start = self.start.value() or 1 if stock.room > 1 else 1
        return LabelWish(stock=stock.name, count=self.count.value() or 1, start=start)

    @override
    def accept(self) -> None:
        """Remember which labels this workstation has."""
        self._drafts.keep(_LAST, {"stock": self._chosen().name})
        super().accept()


def stock_words(stock: Stock) -> str:
    """Return labels as people know them: size, and how many on which sheet."""
    facts = {"width": _mm(stock.width), "height": _mm(stock.height)}
    if stock.page is None:
        return _("{width} × {height} mm, one by one").format(**facts)
    paper = (PageSize.A4 if stock.name.startswith("a4") else PageSize.LETTER).label
    said = _("{paper} sheet, {across} × {down} labels of {width} × {height} mm")
    return said.format(paper=paper, across=stock.across, down=stock.down, **facts)


def _mm(length: float) -> str:
    return format_decimal(Decimal(str(length)))
