"""Shares in words: in per cent with their interval, or of few as a count."""

from decimal import Decimal

from qc_desk.domain.statistics.intervals import of_share
from qc_desk.i18n import _, format_decimal, format_integer

ENOUGH = 20  # of fewer, a share is told as a count and not in per cent


def share_words(count: int, of: int) -> str:
    """Return a share in words: in per cent with its interval, or of few as a count."""
    if of < ENOUGH:
        return _("{count} of {of}").format(count=format_integer(count), of=format_integer(of))
    interval = of_share(count, of)
    assert interval is not None  # noqa: S101 (of is not 0)
    return _("{percent} % ({count} of {of}; 95 % interval {low} to {high} %)").format(
        percent=percent(count / of),
        count=format_integer(count),
        of=format_integer(of),
        low=percent(interval.low),
        high=percent(interval.high),
    )


def percent(share: float) -> str:
    """Return a share, 0 to 1, in per cent; never all or nothing where it is not."""
    if share in (0, 1):
        return format_integer(round(100 * share))
    digits = 0 if 0.1 <= share <= 0.9 else 1
    return format_decimal(Decimal(f"{min(max(share * 100, 0.1), 99.9):.{digits}f}"))
