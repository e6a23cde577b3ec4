"""A measurement against its limits as a small drawing: ▼ the first inspector, ▲ the second."""

from decimal import Decimal

WIDTH = 84.0
HEIGHT = 13.0
_BAR = 5.2, 2.6  # bottom and height of the bar between the limits
_INSET = 20.0  # where the limits stand when there are two


def gauge(limits: tuple[Decimal | None, Decimal | None], nominal: Decimal | None,
          values: tuple[Decimal | None, Decimal | None]) -> str:  # fmt: skip
    """Return the gauge as PDF operators, or nothing when there is nothing to compare."""
    lower, upper = limits
    if values == (None, None) or (lower is None and upper is None):
        return ""
    place = _Scale(lower, upper)
    left = place.at(lower) if lower is not None else 0.0
    right = place.at(upper) if upper is not None else WIDTH
    ops = [f"0.78 g {left:.1f} {_BAR[0]} {right - left:.1f} {_BAR[1]} re f 0.1 G 0.5 w"]
    ops.append(f"0 {_BAR[0]} m {WIDTH} {_BAR[0]} l S 1 w")
    ops.extend(f"{x:.1f} 3.4 m {x:.1f} 9.6 l S" for x, limit in
               ((left, lower), (right, upper)) if limit is not None)  # fmt: skip
    if nominal is not None:
        ops.append(f"0.5 w {place.at(nominal):.1f} 4.4 m {place.at(nominal):.1f} 8.6 l S")
    first, second = values
    ops.append("0.1 g")
    if first is not None:
        x = place.at(first)
        ops.append(f"{x - 2.4:.1f} 13 m {x + 2.4:.1f} 13 l {x:.1f} 8.2 l f")
    if second is not None:
        x = place.at(second)
        ops.append(f"{x - 2.4:.1f} 0 m {x + 2.4:.1f} 0 l {x:.1f} 4.8 l f")
    return " ".join(ops)


class _Scale:
    """Where on the gauge a value stands; far outside is at the edge."""

    def __init__(self, lower: Decimal | None, upper: Decimal | None) -> None:
        if lower is not None and upper is not None and upper > lower:
            step = (upper - lower) / Decimal(WIDTH - 2 * _INSET)
            self._zero, self._step = lower - step * Decimal(_INSET), step
            return
        limit = next(limit for limit in (lower, upper) if limit is not None)
        reach = abs(limit) / 4 or Decimal(1)  # a quarter more or less reaches the edge
        self._step = reach * 2 / Decimal(WIDTH)
        self._zero = limit - reach

    def at(self, value: Decimal) -> float:
        """Return how far from the left edge a value stands."""
        place = (value - self._zero) / self._step
        return float(min(max(place, Decimal("2.5")), Decimal(WIDTH) - Decimal("2.5")))
