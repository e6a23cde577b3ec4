"""Contacts with customers: their card and their quick entry."""

from qc_desk.ui.touches.card import TouchesCard
from qc_desk.ui.touches.dialog import touch_dialog

__all__ = ["TouchesCard", "touch_dialog"]
