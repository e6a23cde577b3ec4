"""Print-outs: made from the record as it is now, without a number, and not kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.organisations import Site
from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.pictures import Picture
from qc_desk.domain.print_outs import PaperPicture, PrintOut
from qc_desk.services.issuing import Frame, Printer, frame_of_prints


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintWish:
    """How a print-out is wanted: when, in which language, by which clock."""

    at: datetime
    language: str = ""  # empty: the one that the thing itself is written in, or English
    zone: str = ""  # empty: the first site's

    def spoken(self, language: str) -> "PrintWish":
        """Return the same wish in a language, where it names none itself."""
        return self if self.language else replace(self, language=language)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPaper:
    """A print-out: what its file is called, and its bytes."""

    name: str
    pdf: bytes


def frame(session: Session, wish: PrintWish, site: Site | None = None) -> Frame:
    """Return what stands at the head of a print-out; one of no site in particular names none."""
    named = site or session.scalars(select(Site).order_by(Site.id).limit(1)).one()
    made = frame_of_prints(session, named, wish.language, wish.at)
    if site is None:
        made["site"] = ""
    if wish.zone:
        made["time_zone"] = wish.zone
    return made


def printed(name: str, make: Callable[[Path], PrintOut], printer: Printer) -> PrintedPaper:
    """Print a paper that is made with a folder for its pictures, which lives as long as that."""
    with TemporaryDirectory(prefix="qc-desk-") as folder:
        return PrintedPaper(name=file_name(name), pdf=printer(make(Path(folder))))


def file_name(name: str) -> str:
    """Return a name that is safe on every file system, without a suffix."""
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)
    return safe[:80].strip(".") or "print"


class PictureCopies:
    """Writes print copies of the manual's pictures into a folder, each one once."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session, self._folder = session, folder

    def of(self, rows: Iterable[PictureRow]) -> tuple[PaperPicture, ...]:
        """Return pictures as paper takes them."""
        return tuple(PaperPicture(shows=row.shows, photo=self._photo(row)) for row in rows)

    def _photo(self, row: PictureRow) -> PaperPhoto:
        kept = self._session.get_one(Picture, row.picture_id)
        file = self._folder / f"{row.sha256}.jpg"
        if not file.exists():
            file.write_bytes(kept.print_copy)
        return PaperPhoto(
            path=file,
            sha256=row.sha256,
            caption=row.caption,
            width=kept.width,
            height=kept.height,
        )
