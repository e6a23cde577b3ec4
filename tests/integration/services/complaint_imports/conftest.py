"""A shop that knows a customer, two orders and batches, and a file brought into it."""

from pathlib import Path
from typing import Any

import pytest

from qc_desk.services.complaint_imports import import_complaint_files
from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.services.import_mappings import ImportMapping
from qc_desk.services.imports import ImportResult, Manner
from qc_desk.services.orders import OrderEntry, add_order
from tests.checked_shop import AT, Shop
from tests.integration.services.complaint_imports.importing import Take


@pytest.fixture
def take(shop: Shop, tmp_path: Path) -> Take:
    def act(
        content: str | bytes | Path,
        mapping: ImportMapping | None = None,
        who: str = "marko",
        **manner: Any,
    ) -> ImportResult:
        file = content if isinstance(content, Path) else tmp_path / "complaints.csv"
        if not isinstance(content, Path):
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        how = Manner(**manner)
        (result,) = import_complaint_files(shop.database, [file], mapping, shop.ids[who], AT, how)
        assert result.rows == result.new + result.known + len(result.refused)
        return result

    return act


@pytest.fixture
def known(shop: Shop) -> Shop:
    """The shop with a customer, two orders, and batches."""
    with shop.database.writing() as session:
        buyer = add_customer(session, CustomerEntry(name="Café Dunav"), shop.ids["marko"], AT)
        other = add_customer(session, CustomerEntry(name="Hotel"), shop.ids["marko"], AT)
        for number, customer in (("O-1", buyer.id), ("O-2", other.id)):
            entry = OrderEntry(number=number, customer_id=customer)
            add_order(session, entry, shop.ids["marko"], AT)
    return shop
