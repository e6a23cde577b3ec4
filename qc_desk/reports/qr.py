"""A QR code as one path."""

from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from itertools import groupby
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
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


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
