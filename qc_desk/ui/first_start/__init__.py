"""The first start: whose record this is, or a look at the sample shop."""

from qc_desk.ui.first_start.page import FirstStart

__all__ = ["FirstStart"]
