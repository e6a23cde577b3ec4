"""The kinds of rows that are written out as tables; plain words, for a quick command line."""

EXPORTED = (
    "batches",
    "reworks",
    "orders",
    "customers",
    "products",
    "answers",
    "defects",
    "complaints",
    "promises",
    "touches",
    "procedures",
    "training",
    "gauges",
    "calibrations",
    "problems",
    "actions",
    "reports",
    "manufacturers",
    "defect_codes",
    "sites",
)
