"""Code 128 (ISO/IEC 15417): text as bars, in sets B and C, with its check sign."""

import re
from itertools import pairwise

_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 "
    "112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 "
    "311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
    "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
    "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112 "
)
_WIDTHS = _TABLE.split()
_TO_C, _TO_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
_MODULO = 103
_DIGITS = re.compile(r"[0-9]{6,}|^[0-9]{4,}|[0-9]{4,}$")
QUIET = 10  # modules of white on both sides


def code128_values(text: str) -> list[int]:
    """Return the signs of a printable ASCII text, from start to stop."""
    values: list[int] = []
    for pairs, part in _parts(text):
        switch = (_TO_C if pairs else _TO_B) if values else (_START_C if pairs else _START_B)
        values.append(switch)
        if pairs:
            values += [int(part[at : at + 2]) for at in range(0, len(part), 2)]
        else:
            values += [ord(sign) - 32 for sign in part]
    check = values[0] + sum(place * value for place, value in enumerate(values[1:], 1))
    return [*values, check % _MODULO, _STOP]


def _parts(text: str) -> list[tuple[bool, str]]:
    """Cut a text into parts for set B and, where many digits stand together, pairs for set C."""
    parts: list[tuple[bool, str]] = []
    begin = 0
    for run in _DIGITS.finditer(text):
        first = run.start() + len(run[0]) % 2  # a digit too many stays in set B
        if first > begin:
            parts.append((False, text[begin:first]))
        parts.append((True, text[first : run.end()]))
        begin = run.end()
    return parts if begin == len(text) and parts else [*parts, (False, text[begin:])]


def code128_bars(text: str) -> tuple[list[tuple[int, int]], int]:
    """Return each bar as its left edge and width in modules, and how wide the whole is."""
    widths = [int(width) for value in code128_values(text) for width in _WIDTHS[value]]
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    bars = [(left, right - left) for left, right in list(pairwise(edges))[::2]]
    return bars, edges[-1]


def code128_path(text: str) -> tuple[str, int]:
    """Return the bars as one path, a module wide and a unit high, and how many modules it has."""
    bars, modules = code128_bars(text)
    path = " ".join(f"{left} 0 {width} 1 re" for left, width in bars)
    return f"0 g {path} f", modules
