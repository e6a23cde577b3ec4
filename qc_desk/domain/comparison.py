"""The two inspections of a round side by side."""

from dataclasses import dataclass

from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.vocabulary import Severity

WEIGHTY = (Severity.CRITICAL, Severity.MAJOR)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What both inspectors found at one place; either may be missing."""

    item: CheckItem
    unit_number: int
    first: Answer | None
    second: Answer | None

    drawn: bool = True  # whether the second inspector was to look here

    @property
    def differs(self) -> bool:
        """Whether both answered and their results are not the same."""
        return (
            self.first is not None
            and self.second is not None
            and self.first.result is not self.second.result
        )

    @property
    def must_be_reconciled(self) -> bool:
        """Whether the difference is about a critical or major item."""
        return self.differs and self.item.severity in WEIGHTY


def compare(first: Inspection | None, second: Inspection | None) -> list[Pair]:
    """Return a pair for every place of either inspection, in checklist order."""
    firsts = first.current if first else {}
    seconds = second.current if second else {}
    places: dict[tuple[int, int], CheckItem] = {}
    for inspection in (first, second):
        if inspection is not None:
            items = {item.id: item for item in inspection.version.items}
            places.update({place: items[place[0]] for place in inspection.places})
    drawn = places if second is None else set(second.places)
    return [
        Pair(
            item=item,
            unit_number=place[1],
            first=firsts.get(place),
            second=seconds.get(place),
            drawn=place in drawn,
        )
        for place, item in places.items()
    ]


def to_reconcile(first: Inspection, second: Inspection) -> list[Pair]:
    """Return the differences that need a decision before the batch can be decided.

    These are all differences on critical and major items; when the two outcomes differ, every
    difference.
    """
    pairs = [pair for pair in compare(first, second) if pair.differs]
    if first.outcome is not second.outcome:
        return pairs
    return [pair for pair in pairs if pair.must_be_reconciled]
