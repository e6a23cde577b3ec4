"""What a promise or a touch is about, as the page that asks for it knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class About:
    """A complaint, problem, order or manufacturer, and the two sides that can promise something.

    ``name`` is what the dialog says it is about, for example "C-17 · Kafić Most".
    """

    name: str
    site_id: int | None = None  # None: where the person works
    customer_id: int | None = None
    customer: str = ""
    manufacturer_id: int | None = None
    manufacturer: str = ""
    order_id: int | None = None
    complaint_id: int | None = None
    problem_id: int | None = None
