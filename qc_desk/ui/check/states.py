"""How the state of an item reads: a word, a tone and an icon; never a colour alone."""

from dataclasses import dataclass
from enum import Enum

from qc_desk.domain.vocabulary import Result, Severity
from qc_desk.i18n import N_, format_decimal, headed
from qc_desk.services.check_sheets import AnswerRow, SheetDefectRow, SheetItem
from qc_desk.services.sheet_items import ItemState
from qc_desk.ui.theme import Tone


@dataclass(frozen=True)
class Look:
    """A word with the tone and the icon that go with it."""

    word: str
    tone: Tone
    icon: str


RESULTS = {
    Result.PASS: Look(N_("pass"), Tone.PASS, "circle-check"),
    Result.FAIL: Look(N_("fail"), Tone.FAIL, "circle-x"),
    Result.NOT_APPLICABLE: Look(N_("not applicable"), Tone.CALM, "circle-minus"),
}
SEVERITIES = {
    Severity.CRITICAL: Look(N_("critical"), Tone.FAIL, "octagon-alert"),
    Severity.MAJOR: Look(N_("major"), Tone.WARN, "triangle-alert"),
    Severity.MINOR: Look(N_("minor"), Tone.CALM, "info"),
}
OPEN = Look(N_("open"), Tone.INFO, "circle-dashed")
PHOTO = Look(N_("photo missing"), Tone.WARN, "camera")


class Wanted(Enum):
    """Which items the overview lists."""

    ALL = "all"
    OPEN = "open"
    FAILED = "failed"

    def lets_through(self, state: ItemState) -> bool:
        """Whether an item is listed; an open one is also one whose photo is missing."""
        if self is Wanted.OPEN:
            return state.result is None or state.needs_photo
        return self is Wanted.ALL or state.result is Result.FAIL


def look_of(item: SheetItem) -> Look:
    """Return how an item reads in the overview."""
    if item.answer is None:
        return OPEN
    if item.needs_photo and item.answer.result is not Result.FAIL:
        return PHOTO
    return RESULTS[item.answer.result]


def answer_words(answer: AnswerRow, item: SheetItem) -> str:
    """Return an answer as a badge says it: its result, and its value if it has one."""
    result = headed(answer.result.label)
    if answer.words:
        return f"{item.said(answer.words)} · {result}"
    if answer.value is None:
        return result
    value = f"{format_decimal(answer.value)} {item.unit}".rstrip()
    return f"{value} · {result}"


def defects_at(item: SheetItem, defects: tuple[SheetDefectRow, ...]) -> list[SheetDefectRow]:
    """Return the defects that were found at an item on this sample unit."""
    place = (item.item_id, item.unit_number)
    return [defect for defect in defects if place in defect.places]
