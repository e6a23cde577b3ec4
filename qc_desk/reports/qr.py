"""A QR code as one path."""

from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


def qr_modules(text: str) -> list[list[bool]]:
    """Return the dark and light squares of a QR code, row by row from the top."""
    code = QRCode(None, QRErrorCorrectLevel.M)
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
