"""What the codes on labels say: exactly what a scanner types, and a batch is found by."""

SHORTEST = 4  # signs: fewer could be somebody typing


def scan_text(number: str, product_code: str, *, unique: bool) -> str:
    """Return what stands in the code of a batch: its number, or PRODUCT/NUMBER.

    The product stands before it where other batches have the same number, and where the number
    alone is too short to be told from typing.
    """
    alone = unique and len(number) >= SHORTEST
    return number if alone else f"{product_code}/{number}"


def can_be_typed(text: str) -> bool:
    """Whether a scanner can type it: it has the signs of a US keyboard and no others."""
    return bool(text) and text.isascii() and text.isprintable()
