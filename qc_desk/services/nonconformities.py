"""Defects as a manufacturer reads them: what both inspectors found alike is one, not two."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.defect_papers import (
    Nonconformity,
    PaperDisposition,
    PaperMeasure,
    PaperRequirement,
)
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.problems import Problem
from qc_desk.domain.vocabulary import Result, Seat, Severity
from qc_desk.services.check_sheets import item_numbers
from qc_desk.services.paper_photos import PrintCopies
from qc_desk.services.shop_texts import ShopTexts

_WORST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


def nonconformities(
    defects: Iterable[Defect],
    checks: list[Inspection],
    problems: list[Problem],
    copies: PrintCopies,
    texts: ShopTexts,
) -> tuple[Nonconformity, ...]:
    """Return the defects of a round, the worst first; of one code at one item there is one."""
    alike: dict[tuple[int, int | None], list[Defect]] = {}
    for defect in defects:
        item = defect.item.id if defect.item is not None else None
        alike.setdefault((defect.code.id, item), []).append(defect)
    made = [_one(found, checks, problems, copies, texts) for found in alike.values()]
    return tuple(sorted(made, key=lambda each: (_WORST.index(each.severity), each.numbers)))


def _one(
    found: list[Defect],
    checks: list[Inspection],
    problems: list[Problem],
    copies: PrintCopies,
    texts: ShopTexts,
) -> Nonconformity:
    """Return one nonconformity of everything that was found of it."""
    first = found[0]
    items = [item for each in found for item in (each.item, *(e.item for e in each.events))]
    places = [item for item in dict.fromkeys(items) if item is not None]
    decided = max(found, key=lambda each: each.affected_quantity - each.undecided_quantity)
    quantity = max(
        sum(each.affected_quantity for each in found if each.inspection.seat is seat)
        for seat in Seat
    )
    codes = {item.code for item in places} | {""}
    return Nonconformity(
        numbers=tuple(each.number for each in found),
        found_by=_each_once(each.by.name for each in found),
        code=first.code.code,
        name=texts.defect(first.code),
        severity=min((each.severity for each in found), key=_WORST.index),
        quantity=quantity,
        place="; ".join(_each_once(each.place for each in found)),
        note="\n".join(_each_once(each.note for each in found)),
        status=decided.status,
        containment="\n".join(_each_once(_contained(each) for each in found)),
        requirements=tuple(_requirement(item, checks, texts) for item in places),
        dispositions=_dispositions(decided),
        undecided=quantity - sum(each.quantity for each in _dispositions(decided)),
        photos=tuple(copies.of(photo) for each in found for photo in each.photos),
        problems=tuple(
            each.name
            for each in problems
            if each.code.id == first.code.id and each.item_code in codes
        ),
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    """Return words in their order, each once; empty ones are left out."""
    return tuple(dict.fromkeys(word for word in words if word))


def _dispositions(defect: Defect) -> tuple[PaperDisposition, ...]:
    return tuple(
        PaperDisposition(disposition=e.disposition, quantity=e.quantity, note=e.note)
        for e in defect.events
        if e.disposition is not None
    )


def _contained(defect: Defect) -> str:
    """Return the last words on how the pieces are kept apart."""
    notes = [event.note for event in defect.events if event.disposition is None and event.note]
    return notes[-1] if notes else defect.containment


def _requirement(
    item: CheckItem, checks: Sequence[Inspection], texts: ShopTexts
) -> PaperRequirement:
    """Return what an item asks for, and what was measured outside of it."""
    answers = {check.seat: check.current for check in checks}
    units = sorted({unit for found in answers.values() for id_, unit in found if id_ == item.id})
    rows = [
        (unit, [answers.get(seat, {}).get((item.id, unit)) for seat in Seat]) for unit in units
    ]
    version = checks[0].version
    return PaperRequirement(
        number=item_numbers(version.items).get(item.id, ""),
        title=texts.title(version, item),
        instruction=texts.instruction(version, item),
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        measures=tuple(
            PaperMeasure(unit_number=unit, first=_value(both[0]), second=_value(both[1]))
            for unit, both in rows
            if any(a is not None and a.result is Result.FAIL and a.value is not None for a in both)
        ),
    )


def _value(answer: Answer | None) -> Decimal | None:
    return answer.value if answer is not None else None
