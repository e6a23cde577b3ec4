"""What the paper benchmark prints: a report of two pages with four photos, and very long ones."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from qc_desk.domain.papers import InspectionPaper, PaperMark, PaperRow
from qc_desk.domain.vocabulary import ItemKind, Result, Severity
from tests.unit.reports.papers import defects, paper, photo, rows

ROWS_A_PAGE = 24


def short_paper(folder: Path) -> InspectionPaper:
    """Return a report of two pages with four photos."""
    first, _ = defects(folder)
    pictures = tuple(photo(folder, f"photo{at}") for at in range(4))
    return paper(rows=rows(1, item_count=6), defects=(replace(first, photos=pictures),))


def long_paper(pages: int) -> InspectionPaper:
    """Return a report with so many pages of checklist: every third row a measurement."""
    wanted = pages * ROWS_A_PAGE
    made = [_row(at) for at in range(wanted)]
    data = b'{"rows":%d}' % wanted
    return paper(
        rows=tuple(made),
        issued_at=datetime(2026, 5, 4, tzinfo=UTC),
        signed_data=data,
        data_digest=hashlib.sha256(data).hexdigest(),
    )


def _row(at: int) -> PaperRow:
    """Return one row; titles and notes differ from row to row as they do in a real list."""
    measured = at % 3 == 0
    value = Decimal(1000 + at % 17) / 100 if measured else None
    note = f"Seen again on pallet {at % 91}." if at % 10 == 0 else ""
    return PaperRow(
        number=f"{1 + at // 40}.{1 + at % 40}",
        section=f"Section {1 + at // 40}",
        title=f"Seam {at} is closed",
        instruction="",
        severity=(Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)[at % 3],
        kind=ItemKind.MEASUREMENT if measured else ItemKind.PASS_FAIL,
        unit_number=at % 8,
        nominal=None,
        lower=Decimal("9.95") if measured else None,
        upper=Decimal("10.20") if measured else None,
        unit="mm" if measured else "",
        first=PaperMark(result=Result.PASS, value=value, note=note),
        second=PaperMark(result=Result.PASS, value=value),
    )
