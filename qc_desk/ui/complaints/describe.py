"""What a complaint is about: product, order, defect code and check item, as far as known."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _, language
from qc_desk.services.complaint_choices import items_of_products
from qc_desk.services.complaint_details import ComplaintDetail
from qc_desk.services.complaints import Description, describe
from qc_desk.services.defect_codes import defect_code_rows
from qc_desk.services.products import product_rows
from qc_desk.ui.complaints.shop import Choices, complaint_words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_UNKNOWN = 0


class DescribeDialog(Dialog):
    """Asks what is known now; what stays open can be told later."""

    def __init__(
        self,
        parent: QWidget | None,
        detail: ComplaintDetail,
        offered: tuple[Choices, Choices, Choices],
        items: dict[int, list[tuple[str, str]]],
    ) -> None:
        """Offer products, codes, orders, and the check items of each product."""
        super().__init__(
            parent,
            _("What is {complaint} about?").format(complaint=detail.name),
            _("Product, defect code and check item make it part of a problem."),
        )
        products, codes, orders = offered
        self._items = items
        unknown = (_UNKNOWN, _("Not known"))
        self.product = ChoiceField(_("Product"), [unknown, *products])
        self.code = ChoiceField(_("Defect code"), [unknown, *codes])
        self.item = ChoiceField[str](_("Check item that should have caught it"))
        self.order = ChoiceField(_("Order"), [unknown, *orders])
        for field in (self.product, self.code, self.item, self.order):
            self.body.addWidget(field)
        self.product.choose(detail.product_id or _UNKNOWN)
        self._offer_items()
        self.code.choose(detail.code_id or _UNKNOWN)
        self.item.choose(detail.item_code)
        self.order.choose(detail.order_id or _UNKNOWN)
        self.product.changed.connect(self._offer_items)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Save"), "primary", "save")

    def _offer_items(self) -> None:
        """Offer the check items of the chosen product."""
        codes = self._items.get(self.product.value() or _UNKNOWN, [])
        self.item.offer([("", _("Not known")), *((c, f"{c} · {t}") for c, t in codes)])

    def entry(self, version: int) -> Description:
        """Return what was chosen."""
        return Description(
            product_id=self.product.value() or None,
            code_id=self.code.value() or None,
            item_code=self.item.value() or "",
            order_id=self.order.value() or None,
            seen_version=version,
        )


def ask_description(kit: Kit, parent: QWidget, detail: ComplaintDetail) -> None:
    """Ask what the complaint is about, and keep it."""
    offered, items = kit.records.read(lambda s: (_offered(s, detail), items_of_products(s)))
    dialog = DescribeDialog(parent, detail, offered, items)
    person = kit.presence.person
    if dialog.exec() != Dialog.DialogCode.Accepted or person is None:
        return
    entry, by, at = dialog.entry(detail.version), person.person_id, kit.records.now()
    kit.records.change(lambda s: describe(s, detail.id, entry, by, at))


def _offered(session: "Session", detail: ComplaintDetail) -> tuple[Choices, Choices, Choices]:
    """Return products, codes and the customer's orders; what it has already stays among them."""
    shop = complaint_words(session, retired=True)
    codes = [
        (row.id, f"{row.code} · {row.said(language().code)}")
        for row in defect_code_rows(session, retired=True)
        if not row.retired or row.id == detail.code_id
    ]
    products = [
        (row.id, f"{row.full_code} · {row.name}")
        for row in product_rows(session, retired=True)
        if not row.retired or row.id == detail.product_id
    ]
    own = [each for each in shop.orders if shop.customer_of_order[each[0]] == detail.customer_id]
    return products, codes, own
