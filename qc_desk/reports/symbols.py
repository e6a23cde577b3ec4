"""Symbols whose shape alone tells the verdict: in black and white, from two metres away.

Each is a string of PDF operators in a square of 24 units, y upwards, in the current colours.
"""

from collections.abc import Iterable

from qc_desk.domain.vocabulary import Result, Verdict

SQUARE = 24.0
_K = 0.5523  # a quarter of a circle as one Bézier curve


def ellipse(x: float, y: float, wide: float, high: float) -> str:
    """Return an ellipse around a point as a path, by its two radii."""
    kx, ky = wide * _K, high * _K
    begin, *curves = (
        ((x + wide, y),),
        ((x + wide, y + ky), (x + kx, y + high), (x, y + high)),
        ((x - kx, y + high), (x - wide, y + ky), (x - wide, y)),
        ((x - wide, y - ky), (x - kx, y - high), (x, y - high)),
        ((x + kx, y - high), (x + wide, y - ky), (x + wide, y)),
    )
    return " ".join((f"{_points(begin)} m", *(f"{_points(curve)} c" for curve in curves), "h"))


def _points(points: Iterable[tuple[float, float]]) -> str:
    """Write places in a PDF's way, which knows no exponents."""
    return " ".join(f"{round(x, 4):.10g} {round(y, 4):.10g}" for x, y in points)


def _circle(x: float, y: float, r: float) -> str:
    """Return a circle as a path."""
    return ellipse(x, y, r, r)


_CHECK = "5.6 12 m 10.2 7.2 l 18.4 16.6 l"
_CROSS = "7 7 m 17 17 l 7 17 m 17 7 l"
_OCTAGON = (
    "7.4 0.9 m 16.6 0.9 l 23.1 7.4 l 23.1 16.6 l 16.6 23.1 l 7.4 23.1 l 0.9 16.6 l 0.9 7.4 l h"
)
_TRIANGLE = "12 22.4 m 23.2 2 l 0.8 2 l h"


def _person(x: float) -> str:
    """Return a head and shoulders."""
    return (
        f"{_circle(x, 16.2, 3.1)} {x - 5.2:g} 4 m {x - 5.2:g} 13 {x + 5.2:g} 13 {x + 5.2:g} 4 c h"
    )


def verdict_symbol(verdict: Verdict, ink: str, paper: str) -> str:
    """Return the symbol of a verdict in the colour of the ink on the colour of the paper."""
    fill, line = f"{ink} rg", f"{ink} RG"
    white = f"{paper} RG"
    symbols = {
        Verdict.RELEASED: f"{fill} {_circle(12, 12, 11.4)} f {white} 2.8 w 1 J 1 j {_CHECK} S",
        Verdict.REJECTED: f"{fill} {_OCTAGON} f {white} 3 w 1 J {_CROSS} S",
        Verdict.CONCESSION: f"{fill} {line} 1.6 w 1 j {_TRIANGLE} B "
        f"{white} 2.6 w 1 J 12 15.4 m 12 9.6 l S 12 5.6 m 12 5.61 l S",
        Verdict.ALONE: f"{fill} {_person(6.4)} f {line} 1.1 w [1.7 1.5] 0 d {_person(17.4)} S",
        Verdict.PENDING: f"{line} 1.8 w [2.6 2] 0 d {_circle(12, 12, 10.6)} S "
        f"[] 0 d 2.6 w 1 J 7 12 m 7 12.01 l 12 12 m 12 12.01 l 17 12 m 17 12.01 l S",
    }
    return symbols[verdict]


RESULT_SYMBOLS = {
    Result.PASS: f"0.1 G 2.4 w 1 J 1 j {_CHECK} S",
    Result.FAIL: f"0.62 0.06 0.09 rg 1 1 22 22 re f 1 G 3.6 w 1 J {_CROSS} S",
    Result.NOT_APPLICABLE: "0.45 G 2.2 w 1 J 6 12 m 18 12 l S",
}
NOT_CHECKED = f"0.45 G 1.6 w [2.4 2.2] 0 d {_circle(12, 12, 8)} S"
DIFFERS = "0.1 G 2.6 w 1 J 5 9 m 19 9 l 5 15 m 19 15 l 8 4.5 m 16 19.5 l S"
