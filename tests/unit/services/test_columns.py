"""Columns are found by any spelling of their names, and the files that come along fit them."""

import csv

import pytest

from qc_desk.bundle import bundled
from qc_desk.services import batch_imports, gauge_imports, product_imports
from qc_desk.services.columns import Column, find_columns, plainly
from qc_desk.services.sheets import read_sheet


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Шифра производа", "sifra proizvoda"),
        ("  ŠIFRA__Proizvoda ", "sifra proizvoda"),
        ("Произвођач", "proizvodjac"),
        ("Proizvođač", "proizvodjac"),
        ("Produced-On (date)", "produced on date"),
        ("Љуљашка", "ljuljaska"),
        ("***", ""),
    ],
)
def test_that_spellings_of_a_name_compare(name: str, plain: str) -> None:
    assert plainly(name) == plain


@pytest.mark.parametrize(
    "columns", [product_imports.COLUMNS, batch_imports.COLUMNS, gauge_imports.COLUMNS]
)
def test_that_no_name_means_two_columns_and_names_are_plain(columns: tuple[Column, ...]) -> None:
    names = [name for column in columns for name in column.names]
    assert len(names) == len(set(names))
    assert all(name == plainly(name) for name in names)
    labels = {plainly(column.label) for column in columns}
    assert len(labels) == len(columns)
    assert labels.isdisjoint(names)


@pytest.mark.parametrize(
    ("sample", "columns"),
    [("products.csv", product_imports.COLUMNS), ("batches.csv", batch_imports.COLUMNS)],
)
def test_that_the_samples_fit(sample: str, columns: tuple[Column, ...]) -> None:
    file = bundled("resources") / "samples" / sample
    places, ignored = find_columns(read_sheet(file), columns)
    assert set(places) == {column.key for column in columns}
    assert ignored == ()
    with file.open(encoding="utf-8", newline="") as opened:
        assert len({len(row) for row in csv.reader(opened)}) == 1
