"""Tables with documented names for Excel, Power Query and DuckDB: what each holds."""

from qc_desk.services.views.of_checks import ANSWERS, BATCHES, DEFECTS, INSPECTIONS, REPORTS
from qc_desk.services.views.of_loop import (
    COMPLAINTS,
    CUSTOMERS,
    LOGINS,
    ORDERS,
    PEOPLE,
    PROBLEMS,
    PROMISES,
)
from qc_desk.services.views.view import View, ViewColumn

__all__ = ["VIEWS", "View", "ViewColumn"]

# What refers to others stands before them: who reads them one after another finds every batch.
VIEWS: tuple[View, ...] = (
    ANSWERS,
    DEFECTS,
    INSPECTIONS,
    REPORTS,
    PROMISES,
    PROBLEMS,
    COMPLAINTS,
    BATCHES,
    ORDERS,
    CUSTOMERS,
    PEOPLE,
    LOGINS,
)
