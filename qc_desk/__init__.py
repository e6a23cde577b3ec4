"""QC Desk: a second inspector signs off every production batch."""

__version__ = "0.1.0"
