"""What an answer means: numbers and choices are judged here, never by whoever enters them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from qc_desk.domain.plausibility import is_measurable
from qc_desk.domain.refusals import (
    ChoiceNeeded,
    CountNeeded,
    FieldInvalid,
    ValueNeeded,
    WordsNeeded,
)
from qc_desk.domain.vocabulary import ItemKind, Result
from qc_desk.i18n import N_

MOST_COUNTED = 1_000_000_000


class Asked(Protocol):
    """What an item asks for."""

    title: str
    kind: ItemKind

    @property
    def choices(self) -> Mapping[str, Result]:
        """What can be chosen, and what it means."""

    def within_limits(self, value: Decimal) -> bool:
        """Whether a number is good."""


class Given(Protocol):
    """What was entered at an item."""

    result: Result
    value: Decimal | None
    words: str

    @property
    def item(self) -> Asked:
        """The item it was entered at."""


def judged(answer: Given) -> Result:
    """Return the result of an answer that is not "not applicable".

    Numbers and choices are judged by the item: nobody can pass a value that is outside.
    """
    item = answer.item
    if item.kind.has_value:
        return Result.PASS if item.within_limits(_value(answer)) else Result.FAIL
    if item.kind is ItemKind.CHOICE:
        if answer.words not in item.choices:
            raise ChoiceNeeded(item=item.title, choices=" / ".join(item.choices))
        return item.choices[answer.words]
    if item.kind is ItemKind.TEXT and not answer.words:
        raise WordsNeeded(item=item.title)
    return answer.result


def _value(answer: Given) -> Decimal:
    """Return the number that was entered; refuse one that nobody can have measured or counted."""
    value, counted = answer.value, answer.item.kind is ItemKind.COUNT
    if value is None:
        raise (CountNeeded if counted else ValueNeeded)(item=answer.item.title)
    if not is_measurable(value):
        why = N_("it is out of any range.")
        raise FieldInvalid(field=N_("measured value"), value=value, why=why)
    if counted and not is_count(value):
        why = N_("a count is a whole number, 0 or more.")
        raise FieldInvalid(field=N_("count"), value=value, why=why)
    return value


def is_count(value: Decimal) -> bool:
    """Whether a number can be how many there are."""
    return 0 <= value <= MOST_COUNTED and value == value.to_integral_value()
