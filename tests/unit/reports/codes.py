"""Reads the codes on a page as a scanner does: from its dots, by the standards' own tables.

No scanner program is needed: bars are measured along a line (ISO/IEC 15417), squares are looked at
one by one, unmasked and read in their order (ISO/IEC 18004). Only error correction is left out: a
page that was just drawn has no errors, and one wrong square is to be noticed.
"""

from itertools import groupby

from PIL import Image
from reportlab.graphics.barcode import code128

_SIGNS = {
    tuple("abcd".index(letter.lower()) + 1 for letter in pattern): value
    for value, pattern in code128._patterns.items()
}
_BLOCKS = {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27), 7: (4, 31)}
_ALIGNED = {1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38)}
_MASKS = (
    lambda r, c: (r + c) % 2,
    lambda r, _c: r % 2,
    lambda _r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)
_DARK = 128
_APART = 30  # dots: a code may have a white line
_ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def bars_along(page: Image.Image, y: int, left: int = 0) -> str:
    """Return what the Code 128 says that a line across the page runs through."""
    grey = page.convert("L").crop((left, y, page.width, y + 1)).tobytes()
    dots = [each < _DARK for each in grey]
    runs = [(dark, len(list(run))) for dark, run in groupby(dots)]
    while runs and not runs[0][0]:
        runs.pop(0)
    while runs and not runs[-1][0]:
        runs.pop()
    module = sum(length for _dark, length in runs[:6]) / 11
    widths = [max(1, round(length / module)) for _dark, length in runs]
    values = [_SIGNS[tuple(widths[at : at + 6])] for at in range(0, len(widths) - 7, 6)]
    assert tuple(widths[-7:]) in _SIGNS, "no stop sign"
    check = values.pop()
    total = values[0] + sum(place * value for place, value in enumerate(values[1:], 1))
    assert check == total % 103, "the check sign is wrong"
    return _signs_said(values)


def _signs_said(values: list[int]) -> str:
    """Return the text of signs."""
    pairs, said = values[0] == 105, ""
    for value in values[1:]:
        if value == (100 if pairs else 99):
            pairs = not pairs
        else:
            said += f"{value:02}" if pairs else chr(value + 32)
    return said


def qr_at(page: Image.Image, box: tuple[int, int, int, int]) -> str:
    """Return what the QR code says that stands alone in a part of the page."""
    part = page.crop(box).point(lambda dot: 255 if dot < 128 else 0)
    inked = [
        part.crop((0, y, part.width, y + 1)).getbbox() is not None for y in range(part.height)
    ]
    lines = [y for y, dark in enumerate(inked) if dark]
    groups = [[lines[0], lines[0]]]
    for y in lines:
        if y - groups[-1][1] > _APART:
            groups.append([y, y])
        groups[-1][1] = y
    top, end = max(groups, key=lambda each: each[1] - each[0])  # lines of text are lower
    high = end + 1 - top
    bounds = part.crop((0, top, part.width, top + high)).getbbox()
    assert bounds is not None, "there is no code"
    code = part.crop((bounds[0], top, bounds[2], top + high))
    across = next(x for x in range(code.width) if not code.getpixel((x, code.height // 120)))
    size = round(code.width / (across / 7))
    size = 17 + 4 * round((size - 17) / 4)
    step = code.width / size
    squares = [
        [bool(code.getpixel((int((c + 0.5) * step), int((r + 0.5) * step)))) for c in range(size)]
        for r in range(size)
    ]
    return qr_said(squares)


def qr_said(squares: list[list[bool]]) -> str:
    """Return what the squares of a QR code say."""
    size = len(squares)
    version = (size - 17) // 4
    mask = _mask(squares)
    kept = _functions(size, version)
    bits = [
        squares[r][c] ^ (not _MASKS[mask](r, c)) for r, c in _order(size) if (r, c) not in kept
    ]
    words = [
        int("".join("1" if bit else "0" for bit in bits[at : at + 8]), 2)
        for at in range(0, len(bits) - 7, 8)
    ]
    blocks, length = _BLOCKS[version]
    data = [words[block + blocks * at] for block in range(blocks) for at in range(length)]
    return _text("".join(f"{word:08b}" for word in data))


def _mask(squares: list[list[bool]]) -> int:
    """Return the mask that the format names; the level must be M."""
    places = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join("1" if squares[r][c] else "0" for r, c in places), 2) ^ 0x5412
    assert told >> 13 == 0, "not level M"
    return told >> 10 & 7


def _functions(size: int, version: int) -> set[tuple[int, int]]:
    """Return the squares that carry no data."""
    kept = {(6, at) for at in range(size)} | {(at, 6) for at in range(size)}
    corners = ((0, 0, 9, 9), (0, size - 8, 9, size), (size - 8, 0, size, 9))
    for top, left, bottom, right in corners:
        kept |= {(r, c) for r in range(top, bottom) for c in range(left, right)}
    centres = _ALIGNED[version]
    for r in centres:
        for c in centres:
            if (r, c) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                kept |= {(r + y, c + x) for y in range(-2, 3) for x in range(-2, 3)}
    if version >= 7:
        kept |= {(r, c) for r in range(6) for c in range(size - 11, size - 8)}
        kept |= {(c, r) for r in range(6) for c in range(size - 11, size - 8)}
    return kept


def _order(size: int) -> list[tuple[int, int]]:
    """Return the squares in the order in which they are read."""
    order, up = [], True
    for right in (c for c in range(size - 1, 0, -2)):
        column = right if right > 6 else right - 1
        rows = range(size - 1, -1, -1) if up else range(size)
        order += [(r, c) for r in rows for c in (column, column - 1)]
        up = not up
    return order


def _text(bits: str) -> str:
    """Return the text of a stream of bits."""
    stream, said = _Stream(bits), b""
    readers = {1: stream.digits, 2: stream.signs, 4: stream.octets, 8: stream.kanji}
    while mode := stream.take(4):
        said += readers[mode]()
    return said.decode()


class _Stream:
    """The data of a QR code, segment by segment; after its end come zeros."""

    def __init__(self, bits: str) -> None:
        self._bits, self._at = bits, 0

    def take(self, count: int) -> int:
        self._at += count
        return int(self._bits[self._at - count : self._at] or "0", 2)

    def octets(self) -> bytes:
        return bytes(self.take(8) for _each in range(self.take(8)))

    def kanji(self) -> bytes:
        said = b""
        for _each in range(self.take(8)):
            high, low = divmod(self.take(13), 0xC0)
            word = (high << 8 | low) + 0x8140
            word += 0x4000 if word > 0x9FFC else 0
            said += word.to_bytes(2, "big").decode("shift_jis").encode()
        return said

    def signs(self) -> bytes:
        left, said = self.take(9), ""
        while left > 1:
            pair = self.take(11)
            said += _ALNUM[pair // 45] + _ALNUM[pair % 45]
            left -= 2
        return (said + (_ALNUM[self.take(6)] if left else "")).encode()

    def digits(self) -> bytes:
        left, said = self.take(10), ""
        while left >= 3:
            said += f"{self.take(10):03}"
            left -= 3
        return (said + (f"{self.take(4 if left == 1 else 7):0{left}}" if left else "")).encode()
