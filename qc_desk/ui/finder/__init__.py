"""Search everything: one field for all that is in the record, and for what can be done."""

from qc_desk.ui.finder.dialog import Finder
from qc_desk.ui.finder.targets import go_straight

__all__ = ["Finder", "go_straight"]
