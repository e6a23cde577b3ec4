"""Photos on their way to paper: print copies in a folder that lives as long as the printing."""

from pathlib import Path
from typing import Protocol

from qc_desk.domain.annotations import Annotation, marks
from qc_desk.domain.papers import PaperPhoto


class Printable(Protocol):
    """A kept picture: of a check, of a defect, or one that came with a complaint."""

    @property
    def caption(self) -> str:
        """What is said below it."""

    @property
    def sha256(self) -> str:
        """The digest of the picture as it is kept."""

    @property
    def width(self) -> int:
        """How wide the kept picture is."""

    @property
    def height(self) -> int:
        """How high the kept picture is."""

    @property
    def print_copy(self) -> bytes:
        """The picture as small as print needs it."""

    @property
    def annotations(self) -> list[Annotation]:
        """What was ever drawn over it."""


class PrintCopies:
    """Writes print copies of photos into a folder, each one once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, photo: Printable) -> PaperPhoto:
        """Return the photo as paper takes it."""
        file = self.folder / f"{photo.sha256}.jpg"
        if not file.exists():
            file.write_bytes(photo.print_copy)
        return PaperPhoto(
            path=file,
            sha256=photo.sha256,
            caption=photo.caption,
            width=photo.width,
            height=photo.height,
            shapes=marks(photo.annotations),
        )
