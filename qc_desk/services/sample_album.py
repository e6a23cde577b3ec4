"""The photos of the sample shop: each is drawn once, beside the record and before it is needed."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from qc_desk.services.photos import PreparedPhoto
from qc_desk.services.sample_photos import sample_photo

_album: dict[tuple[str, int], Future[PreparedPhoto]] = {}


def draw_ahead(wanted: Iterable[tuple[str, int]]) -> None:
    """Begin to draw photos, in their order, each a kind and a seed; returns at once."""
    painter = ThreadPoolExecutor(1, "photos")
    for each in wanted:
        if each not in _album:
            _album[each] = painter.submit(sample_photo, *each)
    painter.shutdown(wait=False)


def photo(kind: str, seed: int) -> PreparedPhoto:
    """Return a photo; it is drawn now if nobody began before."""
    draw_ahead([(kind, seed)])
    return _album[kind, seed].result()
