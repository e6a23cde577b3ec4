"""Looking at a report on screen: pages as pictures, and where words stand on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import Any, Self

_pdfium = RLock()  # pdfium knows no threads: one call at a time in the whole process


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Open a PDF while nobody else in the process uses pdfium."""
    with _pdfium:
        document = _document(pdf)
        try:
            yield document
        finally:
            document.close()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: three bytes a pixel (red, green, blue), rows without gaps."""

    width: int
    height: int
    rgb: bytes

    def png(self) -> bytes:
        """Return the picture as a PNG file."""
        from io import BytesIO  # noqa: PLC0415

        from PIL import Image  # noqa: PLC0415

        out = BytesIO()
        Image.frombytes("RGB", (self.width, self.height), self.rgb).save(out, "PNG")
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a searched text stands: page from 0, rectangles in points from the top left."""

    page: int
    rectangles: tuple[tuple[float, float, float, float], ...]  # left, top, right, bottom


class PreviewClosed(Exception):
    """Something was asked of a report that is no longer shown."""


class Preview:
    """An open report; usable from any thread, closed at the end."""

    def __init__(self, pdf: bytes) -> None:
        """Open the PDF; raises pypdfium2.PdfiumError when it is none."""
        with _pdfium:
            self._document = _document(pdf)
            self._closed = False
            self._sizes = [self._document.get_page_size(at) for at in range(len(self._document))]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the document; closing twice is harmless."""
        with _pdfium:
            self._closed = True
            self._document.close()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def page_size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height = self._sizes[page]
        return width, height

    def render(self, page: int, scale: float = 1.0) -> PageImage:
        """Return a page as a picture; a scale of 1 is 72 pixels an inch."""
        with self._page(page) as shown:
            bitmap = shown.render(scale=scale, rev_byteorder=True)
            packed = _packed(bytes(bitmap.buffer), bitmap.stride, bitmap.width * 3, bitmap.height)
            image = PageImage(bitmap.width, bitmap.height, packed)
            bitmap.close()
            return image

    def text(self, page: int) -> str:
        """Return the text of a page in reading order."""
        with self._page(page) as shown:
            words = shown.get_textpage()
            text: str = words.get_text_range()
            words.close()
            return text

    def search(self, wanted: str) -> list[Found]:
        """Return every place where a text stands, upper and lower case alike, in page order."""
        places: list[Found] = []
        if wanted.strip():
            for page in range(self.page_count):
                places.extend(self.search_page(page, wanted))
        return places

    def search_page(self, page: int, wanted: str) -> list[Found]:
        """Return the places on one page, in reading order."""
        places = []
        height = self._sizes[page][1]
        with self._page(page) as shown:
            words = shown.get_textpage()
            searcher = words.search(wanted)
            while (hit := searcher.get_next()) is not None:
                count = words.count_rects(*hit)
                boxes = [words.get_rect(at) for at in range(count)]
                places.append(
                    Found(
                        page,
                        tuple((le, height - top, ri, height - bo) for le, bo, ri, top in boxes),
                    )
                )
            searcher.close()
            words.close()
        return places

    @contextmanager
    def _page(self, page: int) -> Iterator[Any]:
        """Open a page while nobody else uses pdfium; raises PreviewClosed after the end."""
        with _pdfium:
            if self._closed:
                raise PreviewClosed
            shown = self._document[page]
            try:
                yield shown
            finally:
                shown.close()


def _document(pdf: bytes) -> Any:
    """Return an open document; pypdfium2 carries no types, and takes 50 ms to import."""
    import pypdfium2  # noqa: PLC0415 (only who looks at a report pays)

    untyped: Any = pypdfium2
    return untyped.PdfDocument(pdf)


def _packed(buffer: bytes, stride: int, width: int, height: int) -> bytes:
    """Return rows without the gaps that pdfium leaves between them."""
    if stride == width:
        return buffer[: width * height]
    return b"".join(buffer[row * stride : row * stride + width] for row in range(height))
