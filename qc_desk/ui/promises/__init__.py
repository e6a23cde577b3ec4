"""Promises: their page, their card for other pages, and the dialog that makes one."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.promises.about import About
from qc_desk.ui.promises.card import PromisesCard
from qc_desk.ui.promises.dialog import promise_dialog

__all__ = ["About", "PromisesCard", "build", "promise_dialog"]


def build(kit: Kit) -> Page:
    """Build the page."""
    from qc_desk.ui.promises.page import PromisesPage  # noqa: PLC0415 (cards need no page)

    return PromisesPage(kit)
