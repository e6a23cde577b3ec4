"""Photos inside the PDF: upright, without location, each one once."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from qc_desk.reports.untyped import pdf

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}
_UPRIGHT = 1
_ORIENTATION = 0x0112


class Figure(Protocol):
    """Something that goes into the PDF once and is drawn where it is wanted."""

    @property
    def name(self) -> str:
        """What it is called inside the PDF."""

    @property
    def unit(self) -> tuple[float, float]:
        """The space that it is drawn in: width and height."""

    def enter(self, canvas: Any) -> None:
        """Put it into the PDF."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG as it goes into the PDF."""

    name: str
    data: bytes
    width: int
    height: int
    space: str

    @property
    def unit(self) -> tuple[float, float]:
        """The space that it is drawn in: width and height."""
        return 1.0, 1.0

    def enter(self, canvas: Any) -> None:
        """Put the picture into the PDF."""
        stream = pdf.PDFStream(
            pdf.PDFDictionary(
                {
                    "Type": pdf.PDFName("XObject"),
                    "Subtype": pdf.PDFName("Image"),
                    "Width": self.width,
                    "Height": self.height,
                    "BitsPerComponent": 8,
                    "ColorSpace": pdf.PDFName(self.space),
                    "Filter": pdf.PDFName("DCTDecode"),
                }
            ),
            self.data,
        )
        canvas._doc.addForm(self.name, stream)  # noqa: SLF001 (where pictures are registered)


def picture(path: Path, name: str) -> Picture | None:
    """Read a photo; None when it is missing or is no photo."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return _read(data, name)


def logo(data: bytes) -> Picture | None:
    """Return the organisation's logo; None when there is none."""
    return _read(data, f"logo.{len(data)}") if data else None


def _read(data: bytes, name: str) -> Picture | None:
    """Read a picture; None when it is none."""
    from PIL import Image  # noqa: PLC0415 (only reports with photos pay for it)

    try:
        with Image.open(io.BytesIO(data)) as photo:
            plain = photo.format == "JPEG" and photo.mode in _SPACES
            if not plain or photo.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT:
                return _again(photo, name)
            size, space = photo.size, _SPACES[photo.mode]
            photo.draft("L", (32, 32))  # an eighth of the work: only to see that the file is whole
            photo.load()
            return Picture(name, _bare(data), *size, space)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _again(photo: object, name: str) -> Picture:
    """Make an upright JPEG of any other photo."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    assert isinstance(photo, Image.Image)  # noqa: S101 (for the type checker)
    upright = ImageOps.exif_transpose(photo)
    flat = Image.new("RGB", upright.size, "white")
    shown = upright.convert("RGBA")
    flat.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=88)
    return Picture(name, out.getvalue(), *flat.size, "DeviceRGB")


def _bare(jpeg: bytes) -> bytes:
    """Return a JPEG without its notes: camera, place, comments (segments APP1 to APP13, COM)."""
    kept = [jpeg[:2]]
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not (0xE1 <= jpeg[at + 1] <= 0xED or jpeg[at + 1] == 0xFE):
            kept.append(jpeg[at:end])
        at = end
    return b"".join((*kept, jpeg[at:]))
