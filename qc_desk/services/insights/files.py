"""The figures of a picture for spreadsheets: real numbers, real dates, no formulas."""

from pathlib import Path

from qc_desk.services.insights.insight import Insight
from qc_desk.services.sheet_files import write_table


def save_table(insight: Insight, file: Path) -> None:
    """Write the table of a picture to a CSV, TSV or XLSX file, whole or not at all.

    Raises FileNotWritten, FieldInvalid.
    """
    write_table(file, insight.columns, insight.rows)
