"""The fixed words of pictures in checklists and procedures, and a picture as a form holds it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qc_desk.domain import texts
from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_, _
from qc_desk.overrides import override

MOST_PICTURES = 8
LONGEST_CAPTION = 500


class Shows(Word):
    """What a picture shows."""

    GOOD = "good", N_("good")
    BAD = "bad", N_("bad")
    STEP = "step", N_("how it is done")


PICTURE_WORDS = (Shows,)


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureRow:
    """A picture at an item or a step: which one, what it shows, and a line about it."""

    picture_id: int
    sha256: str
    shows: Shows
    caption: str = ""

    @override
    def __str__(self) -> str:
        """Return the picture in words, for what is compared side by side."""
        said = _("{shows}: {caption}") if self.caption else _("{shows}: picture {digest}")
        facts = {"shows": self.shows.label, "caption": self.caption, "digest": self.sha256[:8]}
        return said.format(**facts)


def tidy_pictures(pictures: Sequence[PictureRow]) -> tuple[PictureRow, ...]:
    """Return pictures with their captions as they are kept; a long one is told by its problem."""
    return tuple(
        replace(each, caption=" ".join(texts.text(each.caption, "caption", texts.NOTE).split()))
        for each in pictures
    )


def picture_problems(pictures: Sequence[PictureRow]) -> Iterator[str]:
    """Yield what is wrong with the pictures of one item or step."""
    if len(pictures) > MOST_PICTURES:
        said = _("there are {count} pictures; at most {limit} can be shown.")
        yield said.format(count=len(pictures), limit=MOST_PICTURES)
    for number, each in enumerate(pictures, start=1):
        if len(each.caption) > LONGEST_CAPTION:
            said = _("the caption of picture {number} has {length} characters; {limit} fit.")
            yield said.format(number=number, length=len(each.caption), limit=LONGEST_CAPTION)


def picture_plain(row: PictureRow) -> dict[str, object]:
    """Return a picture as a draft keeps it."""
    return {
        "picture_id": row.picture_id,
        "sha256": row.sha256,
        "shows": row.shows.value,
        "caption": row.caption,
    }


def picture_back(facts: Mapping[str, object]) -> PictureRow:
    """Return a picture from a draft; raises KeyError and ValueError for anything else."""
    return PictureRow(
        picture_id=int(str(facts["picture_id"])),
        sha256=str(facts["sha256"]),
        shows={each.value: each for each in Shows}[str(facts["shows"])],
        caption=str(facts["caption"]),
    )
