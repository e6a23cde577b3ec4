"""Several files brought in together: all of them, or nothing of any."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qc_desk.domain.refusals import FileProblems
from qc_desk.i18n import _
from qc_desk.services import batch_imports, gauge_imports, product_imports
from qc_desk.services.columns import Column, plainly
from qc_desk.services.desk import Desk
from qc_desk.services.files import read_file
from qc_desk.services.imports import ImportResult
from qc_desk.services.outside_sheets import read_outside
from qc_desk.services.sheets import SheetTable

_TABLES = {
    "products": (product_imports.import_products, product_imports.COLUMNS),
    "batches": (batch_imports.import_batches, batch_imports.COLUMNS),
    "gauges": (gauge_imports.import_gauges, gauge_imports.COLUMNS),
}


def read_tables(kind: str, files: Sequence[Path], mapping: Path | None = None) -> list[SheetTable]:
    """Read tables of products, batches or gauges, with our names for their columns.

    ``mapping`` names a file that says which of their columns is which of ours. Raises FileRefused,
    FileProblems, FileNotReadable.
    """
    theirs = read_mapping(mapping, _TABLES[kind][1]) if mapping is not None else {}
    return [read_outside(file).renamed(theirs) for file in files]


def import_tables(
    desk: Desk,
    kind: str,
    tables: Sequence[SheetTable],
    by: int,
    at: datetime,
    *,
    dry_run: bool = False,
) -> list[ImportResult]:
    """Import tables of one kind in one transaction, with an account for each.

    When a row of any table is refused, nothing of any is kept. A rehearsal does everything and
    takes it back, so that it also sees what one table needs from another.
    """
    service = _TABLES[kind][0]
    with desk.writing() as session:
        results = [service(session, table, by, at) for table in tables]
        if not dry_run and not any(result.refused for result in results):
            return results
        session.rollback()
    return [replace(result, written=False) for result in results]


def read_mapping(file: Path, columns: Sequence[Column]) -> Mapping[str, str]:
    """Return which of our columns each of their headers is, from a file of ``ours = "theirs"``.

    Raises FileProblems with every line that cannot be meant.
    """
    try:
        told = tomllib.loads(read_file(file).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileProblems(file=file.name, problems=(str(error),)) from error
    keys = {plainly(name): each.key for each in columns for name in (each.key, _(each.label))}
    problems: list[str] = []
    mapped: dict[str, str] = {}
    for ours, theirs in told.items():
        if plainly(ours) not in keys:
            said = _("“{name}” is no column that can be imported. There are: {names}.")
            names = ", ".join(each.key for each in columns)
            problems.append(said.format(name=ours, names=names))
        elif not isinstance(theirs, str) or not theirs.strip():
            said = _("“{name}” needs the header of a column in quotes.")
            problems.append(said.format(name=ours))
        else:
            mapped[theirs] = keys[plainly(ours)]
    if problems:
        raise FileProblems(file=file.name, problems=tuple(problems))
    return mapped
