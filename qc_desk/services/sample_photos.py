"""Photos for the sample shop, drawn by the program so that they are free and always the same."""

import io
import math
import random
from typing import TYPE_CHECKING

from qc_desk.services.photos import PreparedPhoto, prepare_photo

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1000, 750
_TABLE, _PLATE, _RIM, _INK = "#b9b3a6", "#e8e2d6", "#cfc6b4", "#3a3631"


def sample_photo(kind: str, seed: int) -> PreparedPhoto:
    """Return a drawn photo of one of the ``_SCENES``, a little different for each seed."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    picture = Image.new("RGB", (WIDTH, HEIGHT), _TABLE)
    pen = ImageDraw.Draw(picture)
    chance = random.Random(f"{kind}{seed}")  # noqa: S311 (a drawing, not a secret)
    _SCENES[kind](pen, chance)
    soft = picture.resize((WIDTH * 4 // 5, HEIGHT * 4 // 5), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    soft.save(out, "BMP")
    return prepare_photo(out.getvalue(), f"{kind}.bmp")


def _plate(pen: "ImageDraw") -> None:
    pen.ellipse((160, 40, 840, 720), fill=_RIM, outline="#a89f8c", width=4)
    pen.ellipse((240, 120, 760, 640), fill=_PLATE, outline="#d8d0c0", width=6)
    pen.arc((200, 80, 800, 680), 200, 250, fill="#f6f2ea", width=12)


def _mark(pen: "ImageDraw", x: float, y: float, radius: float = 60) -> None:
    box = (x - radius, y - radius, x + radius, y + radius)
    pen.ellipse(box, outline="#c0261c", width=7)


def _chip(pen: "ImageDraw", chance: random.Random) -> None:
    _plate(pen)
    angle = chance.uniform(0.2, 6.0)
    x, y = 500 + 335 * math.cos(angle), 380 + 335 * math.sin(angle)
    edge = [(x + chance.uniform(-34, 34), y + chance.uniform(-26, 26)) for _point in range(9)]
    pen.polygon(edge, fill="#8d8272", outline=_INK)
    _mark(pen, x, y)


def _glaze(pen: "ImageDraw", chance: random.Random) -> None:
    _plate(pen)
    for _hole in range(7):
        x, y = chance.uniform(380, 620), chance.uniform(260, 500)
        pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=_INK)


def _shade(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((80, 110, 490, 640), fill="#24527a")
    drift = chance.randint(14, 30)
    pen.rectangle((510, 110, 920, 640), fill=(36 + drift, 82 + drift, 122))
    for x in range(80, 920, 12):
        pen.line((x, 110, x + 30, 640), fill="#2b5a83" if x < 490 else "#3c6d92", width=1)


def _seam(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill="#37618a")
    for x in range(60, 940, 26):
        if not 440 < x < 580:
            pen.line((x, 372 + chance.randint(-2, 2), x + 15, 374), fill="#f2efe8", width=6)
    pen.polygon([(440, 372), (510, 350), (580, 373), (510, 396)], fill="#17293b")


def _whole_plate(pen: "ImageDraw", _chance: random.Random) -> None:
    _plate(pen)


def _whole_seam(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill="#37618a")
    for x in range(60, 940, 26):
        pen.line((x, 372 + chance.randint(-2, 2), x + 15, 374), fill="#f2efe8", width=6)


def _thread(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill="#2b4f78")
    for x in range(0, WIDTH, 14):
        pen.line((x, 0, x + 40, HEIGHT), fill="#31577f", width=3)
    pen.rectangle((0, 330, WIDTH, 345), fill="#213f61")
    for x in range(10, WIDTH, 24):
        pen.line((x, 360, x + 14, 360), fill="#dfe4ea", width=5)
    for start, length in ((380, 210), (470, 250), (560, 190)):
        end = start + chance.randint(-60, 60)
        knee = (start + chance.randint(20, 50), 360 + length // 2)
        pen.line([(start, 360), knee, (end, 360 + length)], fill="#e9edf1", width=5)
    _mark(pen, 470, 470, 160)


def _tone(pen: "ImageDraw", chance: random.Random) -> None:
    _plate(pen)
    begin = chance.randint(190, 320)
    pen.arc((162, 42, 838, 718), begin, begin + 120, fill="#e6e0d2", width=78)
    pen.rectangle((20, 590, 200, 730), fill=_RIM, outline=_INK, width=3)
    pen.line((40, 620, 180, 620), fill=_INK, width=4)


def _solder(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill="#1f5b3a")
    for row in range(5):
        for column in range(8):
            x, y = 110 + column * 112, 110 + row * 130
            pen.ellipse((x - 34, y - 34, x + 34, y + 34), fill="#c9a44a")
            size = 26 if (row, column) != (2, 4) else 12
            pen.ellipse((x - size, y - size, x + size, y + size), fill="#d9dcdf")
            pen.ellipse((x - 8, y - 12, x, y - 4), fill="#f7f8f9")
    pen.line((0, 60, WIDTH, 60 + chance.randint(0, 9)), fill="#2a7a4e", width=10)
    _mark(pen, 110 + 4 * 112, 110 + 2 * 130, 70)


def _carton(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((140, 120, 860, 660), fill="#b98d58", outline="#8a673c", width=5)
    pen.rectangle((470, 120, 530, 660), fill="#d2b486")
    pen.rectangle((200, 380, 430, 560), fill="#f4f2ee")
    x = 220
    while x < 410:
        wide = chance.choice((3, 5, 8))
        pen.rectangle((x, 400, x + wide, 510), fill=_INK)
        x += wide + chance.choice((4, 6))


def _papers(pen: "ImageDraw", chance: random.Random) -> None:
    pen.rectangle((260, 40, 740, 715), fill="#f7f6f2", outline="#c8c4ba", width=3)
    pen.rectangle((300, 80, 520, 110), fill="#5a6470")
    for line in range(18):
        end = 700 - chance.randint(0, 120)
        pen.line((300, 160 + line * 26, end, 160 + line * 26), fill="#9aa0a6", width=5)
    pen.ellipse((580, 590, 690, 690), outline="#2b5fa8", width=6)


_SCENES = {
    "plate": _whole_plate,
    "whole_seam": _whole_seam,
    "chip": _chip,
    "glaze": _glaze,
    "shade": _shade,
    "seam": _seam,
    "thread": _thread,
    "tone": _tone,
    "solder": _solder,
    "carton": _carton,
    "papers": _papers,
}
