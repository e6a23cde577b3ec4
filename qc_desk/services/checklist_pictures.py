"""Pictures of checklists as files beside their TOML file: written, and read back the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qc_desk.domain.picture_words import LONGEST_CAPTION, MOST_PICTURES, PictureRow, Shows
from qc_desk.domain.refusals import NotAPhoto, PhotoTooLarge
from qc_desk.i18n import _
from qc_desk.services.photos import PreparedPhoto, read_kept_photo
from qc_desk.services.toml_tables import TomlTable

KEYS = ("shows", "file", "caption")
_AT_ITEMS = {shows.value: shows for shows in (Shows.GOOD, Shows.BAD)}


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftPicture:
    """A picture of an item as a file describes it, read from beside the file."""

    shows: Shows
    caption: str
    prepared: PreparedPhoto


def folder_of(file: Path) -> str:
    """Return the name of the folder beside a TOML file in which its pictures stand."""
    return f"{file.stem}-pictures"


def picture_file(folder: str, position: int, number: int, row: PictureRow) -> str:
    """Return where a picture stands, from the folder of its TOML file."""
    return f"{folder}/{position}-{number}-{row.shows.value}.jpg"


def read_pictures(table: TomlTable, folder: Path | None) -> tuple[DraftPicture, ...]:
    """Return the pictures that an item names; what is wrong with them is noted."""
    found = table.values.get("pictures", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        said = _('pictures such as [{ shows = "good", file = "rim.jpg" }]')
        table.wrong("pictures", found, said)
        return ()
    if len(found) > MOST_PICTURES:
        said = _("“pictures” has {count} pictures; at most {limit} can be shown.")
        table.note("pictures", said.format(count=len(found), limit=MOST_PICTURES))
        return ()
    return tuple(_read(table, each, folder) for each in found)


def _read(table: TomlTable, facts: Mapping[str, object], folder: Path | None) -> DraftPicture:
    caption, shows = facts.get("caption", ""), _AT_ITEMS.get(str(facts.get("shows", "good")))
    for problem in _problems(facts, caption):
        table.note("pictures", problem)
    prepared = _from_file(table, facts.get("file"), folder)
    words = " ".join(str(caption).split())
    return DraftPicture(shows=shows or Shows.GOOD, caption=words, prepared=prepared or _NONE)


_NONE = PreparedPhoto(sha256="", width=1, height=1, image=b"", print_copy=b"", thumbnail=b"")


def _problems(facts: Mapping[str, object], caption: object) -> Iterator[str]:
    for key in facts:
        if key not in KEYS:
            said = _("“{key}” is not known. Known are: {names}.")
            yield said.format(key=key, names=", ".join(KEYS))
    if str(facts.get("shows", "good")) not in _AT_ITEMS:
        yield _('“shows” of a picture must be "good" or "bad".')
    if not isinstance(caption, str) or len(caption) > LONGEST_CAPTION:
        said = _("the caption of a picture must be a text of at most {limit} characters.")
        yield said.format(limit=LONGEST_CAPTION)


def _from_file(table: TomlTable, name: object, folder: Path | None) -> PreparedPhoto | None:
    """Read a picture from beside the file; nothing outside of its folder is read."""
    if not isinstance(name, str) or not name:
        table.note("pictures", _("a picture must name its “file”."))
        return None
    if folder is None:
        table.note("pictures", _("pictures can only be read from a file in a folder."))
        return None
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        said = _("“{name}” lies outside of the folder of this file.")
        table.note("pictures", said.format(name=name))
        return None
    try:
        return read_kept_photo(file)
    except (NotAPhoto, PhotoTooLarge) as refusal:
        table.note("pictures", str(refusal))
        return None
