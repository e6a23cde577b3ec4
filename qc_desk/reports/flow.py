"""Bands onto pages, one page at a time: what a page needs is made when its turn comes."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from qc_desk.domain.vocabulary import PageSize
from qc_desk.reports.bands import Band, cut
from qc_desk.reports.grid import frame_height

Page = list[tuple[float, Band]]  # how far below the top of the frame each band begins

FRAME_HEIGHT = frame_height(PageSize.A4)
_LONG = FRAME_HEIGHT / 2.5  # a band this high may be cut, a shorter one moves to the next page


def pages(bands: Iterable[Band], room: float = FRAME_HEIGHT) -> Iterator[Page]:
    """Place every band, in order, on as many pages as it takes."""
    return _Flow(iter(bands), room).pages()


class _Flow:
    """The bands that wait for a place, and what is left of one that was cut."""

    def __init__(self, source: Iterator[Band], room: float) -> None:
        self._source = source
        self._room = room
        self._waiting: list[Band] = []
        self._rest: Band | None = None

    def pages(self) -> Iterator[Page]:
        """Fill page after page."""
        while self._rest or self._next():
            page = self._page()
            if page:
                yield page

    def _next(self) -> Band | None:
        """Return the band whose turn it is."""
        if not self._waiting:
            self._waiting.extend(band for band in (next(self._source, None),) if band)
        return self._waiting[0] if self._waiting else None

    def _wait_for(self, height: float) -> None:
        """Let bands wait until they are higher together than a height, or there are no more."""
        height -= sum(band.height for band in self._waiting)
        while height >= -0.01 and (band := next(self._source, None)):
            self._waiting.append(band)
            height -= band.height

    def _page(self) -> Page:
        """Fill one page."""
        while not self._rest and (first := self._next()) and first.blank:
            del self._waiting[0]
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
        first = self._rest or self._next()
        used = 0.0
        for band in first.header.bands if first and first.header else ():
            page.append((used, band))
            used += band.height
        return used

    def _fill(self, page: Page, used: float) -> None:
        """Place whole bands, then the head of a long one, whose rest waits for the next page."""
        self._wait_for(self._room - used)
        waiting = self._waiting
        sums = [0.0, *accumulate(band.height for band in waiting)]
        end = fit = min(bisect_right(sums, self._room - used + 0.01) - 1, len(waiting))
        if end < len(waiting) and waiting[end].height > _LONG:
            parts = cut(waiting[end], self._room - used - sums[end])
            if parts:
                self._place(page, end, used)
                page.append((used + sums[end], parts[0]))
                self._rest = parts[1]
                del waiting[0]
                return
        while 0 < end < len(waiting) and (waiting[end - 1].keeps or waiting[end - 1].blank):
            end -= 1
        if end == 0 and waiting and not _has_own(page, waiting[0]):
            end = fit
            if fit == 0:
                self._cut_or_force(page, waiting.pop(0), used)
        self._place(page, end, used)

    def _place(self, page: Page, count: int, used: float) -> None:
        """Put the first of the waiting bands below one another."""
        for band in self._waiting[:count]:
            page.append((used, band))
            used += band.height
        del self._waiting[:count]

    def _cut_or_force(self, page: Page, band: Band, used: float) -> None:
        """Cut a band that is higher than what is left; one that cannot be cut stands as it is."""
        parts = cut(band, self._room - used)
        if parts is None:
            page.append((used, band))
            return
        page.append((used, parts[0]))
        self._rest = parts[1]


def _has_own(page: Page, band: Band) -> bool:
    """Tell whether a page has more on it than the repeated header of a band."""
    return len(page) > (len(band.header.bands) if band.header else 0)
