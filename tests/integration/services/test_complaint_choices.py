"""What a complaint can be described with."""

from qc_desk.domain.products import Product
from qc_desk.services.acts import acting
from qc_desk.services.complaint_choices import items_of_products
from tests.checked_shop import AT, Shop


def test_that_check_items_are_offered_in_their_order_for_products_with_a_checklist(
    shop: Shop,
) -> None:
    with shop.database.writing() as session:
        acting(session, "test.product", shop.ids["mira"], AT)
        session.add(Product(code="P1", name="Plate", created_at=AT))
    with shop.database.reading() as session:
        offered = items_of_products(session)
    assert offered == {
        shop.product_id: [
            ("glaze", "Glaze is even and free of cracks"),
            ("height", "Height"),
            ("label", "Label is straight"),
        ]
    }
