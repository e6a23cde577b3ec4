"""Bands onto pages: as many whole ones as fit, found by bisection in running sums of heights."""

from bisect import bisect_right
from itertools import accumulate

from qc_desk.reports.bands import FRAME_HEIGHT, Band, cut

Page = list[tuple[float, Band]]  # how far below the top of the frame each band begins

_LONG = FRAME_HEIGHT / 4  # a band this high may be cut, a shorter one moves to the next page


def pages(bands: list[Band], room: float = FRAME_HEIGHT) -> list[Page]:
    """Place every band, in order, on as many pages as it takes."""
    return _Flow(bands, room).pages()


class _Flow:
    """The bands, how far the placing has come, and what is left of a band that was cut."""

    def __init__(self, bands: list[Band], room: float) -> None:
        self._bands = bands
        self._room = room
        self._sums = [0.0, *accumulate(band.height for band in bands)]
        self._at = 0
        self._rest: Band | None = None

    def pages(self) -> list[Page]:
        """Fill page after page."""
        filled = []
        while self._rest or self._at < len(self._bands):
            page = self._page()
            if page:
                filled.append(page)
        return filled

    def _page(self) -> Page:
        """Fill one page."""
        while not self._rest and self._at < len(self._bands) and self._bands[self._at].blank:
            self._at += 1
        page: Page = []
        used = self._repeat_header(page)
        if self._rest:
            rest, self._rest = self._rest, None
            if rest.height > self._room - used:
                self._cut_or_force(page, rest, used)
                return page
            page.append((used, rest))
            used += rest.height
        self._fill(page, used)
        return page

    def _repeat_header(self, page: Page) -> float:
        """Begin a page inside a table with the table's header; return the height used."""
        first = self._rest or (self._bands[self._at] if self._at < len(self._bands) else None)
        used = 0.0
        for band in first.header.bands if first and first.header else ():
            page.append((used, band))
            used += band.height
        return used

    def _fill(self, page: Page, used: float) -> None:
        """Place whole bands, then the head of a long one; go on with the rest overleaf."""
        begin, count, sums = self._at, len(self._bands), self._sums
        fit = bisect_right(sums, sums[begin] + self._room - used + 0.01) - 1
        used -= sums[begin]
        end = min(fit, count)
        if end < count and self._bands[end].height > _LONG:
            parts = cut(self._bands[end], self._room - used - sums[end])
            if parts:
                self._place(page, begin, end, used)
                page.append((used + sums[end], parts[0]))
                self._rest, self._at = parts[1], end + 1
                return
        while begin < end < count and (self._bands[end - 1].keeps or self._bands[end - 1].blank):
            end -= 1
        if end == begin and begin < count and not page_has_own(page, self._bands[begin]):
            end = max(fit, begin)
        self._place(page, begin, end, used)
        self._at = end
        if end == begin and end < count and not page_has_own(page, self._bands[begin]):
            self._at += 1
            self._cut_or_force(page, self._bands[begin], used + sums[begin])

    def _place(self, page: Page, begin: int, end: int, used: float) -> None:
        """Put bands below one another."""
        page.extend((used + self._sums[at], self._bands[at]) for at in range(begin, end))

    def _cut_or_force(self, page: Page, band: Band, used: float) -> None:
        """Cut a band that is higher than what is left; one that cannot be cut stands as it is."""
        parts = cut(band, self._room - used)
        if parts is None:
            page.append((used, band))
            return
        page.append((used, parts[0]))
        self._rest = parts[1]


def page_has_own(page: Page, band: Band) -> bool:
    """Tell whether a page has more on it than the repeated header of a band."""
    return len(page) > (len(band.header.bands) if band.header else 0)
