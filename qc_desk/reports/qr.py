"""A QR code as one path."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import reportlab

from qc_desk.reports.bands import Drawing


@cache
def _encoder() -> Any:
    """Return reportlab's QR encoder without its package, which imports platypus (0.2 s)."""
    folder = Path(reportlab.__file__).parent / "graphics" / "barcode"
    found = PathFinder.find_spec("qrencoder", [str(folder)])
    if found is None or found.loader is None:  # in a frozen program modules are no files
        return import_module("reportlab.graphics.barcode.qrencoder")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def qr_modules(text: str) -> list[list[bool]]:
    """Return the dark and light squares of a QR code, row by row from the top."""
    encoder = _encoder()
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _best_mask(code))  # noqa: FBT003 (reportlab's own way to say it)
    return [[bool(dark) for dark in row] for row in code.modules]


@cache
def _places(version: int) -> list[tuple[int, int]]:
    """Return the places of the data, column and row: the same for every code of a size."""
    code = _encoder().QRCode(version, 0)
    code.moduleCount = version * 4 + 17
    return list(code.dataPosIterator())


# The eight masks are tried at once on whole rows: what reportlab does square by square, and with
# the same result, takes three times as long and is a seventh of the time of a short report.

_MASKS = 8
_RUN = re.compile("0{5,}|1{5,}")
_FINDER = "10111010000"


def _best_mask(code: Any) -> int:
    """Return the number of the mask with the least penalty, the first of equal ones."""
    code.makeImpl(True, 0)  # noqa: FBT003 (a trial: without the facts about itself)
    rows, columns = _lines(code.modules), _lines(zip(*code.modules, strict=True))
    size = len(rows)
    penalties = [
        _penalty(_changed(rows, by_row), _changed(columns, by_column), size)
        for by_row, by_column in _mask_changes(code.version)
    ]
    return penalties.index(min(penalties))


def _lines(modules: Iterable[Iterable[object]]) -> list[int]:
    """Return each line as a number whose bits are its squares."""
    return [int("".join("1" if dark else "0" for dark in line), 2) for line in modules]


def _changed(lines: list[int], changes: list[int]) -> list[int]:
    return [line ^ change for line, change in zip(lines, changes, strict=True)]


@cache
def _mask_changes(version: int) -> list[tuple[list[int], list[int]]]:
    """Return what each mask changes against the first one, by rows and by columns."""
    size, util = version * 4 + 17, _encoder().QRUtil
    first = util.getMask(0)
    made = []
    for number in range(_MASKS):
        mask = util.getMask(number)
        squares = [[False] * size for _row in range(size)]
        for column, row in _places(version):
            squares[row][column] = mask(row, column) ^ first(row, column)
        made.append((_lines(squares), _lines(zip(*squares, strict=True))))
    return made


def _penalty(rows: list[int], columns: list[int], size: int) -> int:
    """Return the penalty of ISO/IEC 18004, 7.8.3, as reportlab counts it."""
    found = 0
    for line in (*rows, *columns):
        runs = _RUN.finditer(f"{line:0{size}b}")
        found += sum(run.end() - run.start() - 2 for run in runs)
    for row in rows:  # and no columns: it looks for these in rows only
        found += 40 * f"{row:0{size}b}"[:-1].count(_FINDER)
    inner = (1 << (size - 1)) - 1
    for one, other in pairwise(rows):  # blocks of two by two
        uneven = (one ^ other) | (one ^ (one >> 1)) | ((one ^ other) >> 1)
        found += 3 * (~uneven & inner).bit_count()
    dark = sum(row.bit_count() for row in rows)
    return found + 10 * (abs(100 * dark // size**2 - 50) // 5)


def qr_path(modules: list[list[bool]]) -> str:
    """Return the dark squares as one path, a unit wide each, runs of a row joined."""
    path = []
    for y, row in enumerate(reversed(modules)):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path.append(f"{x} {y} {length} 1 re")
            x += length
    return f"0 g {' '.join(path)} f"


def qr_in(text: str, place: tuple[float, float], side: float) -> Drawing:
    """Return a QR code at a place (left, top) of a band, so wide and high."""
    modules = qr_modules(text)
    return Drawing(*place, side, side, qr_path(modules), side / len(modules))
