"""What a check item must say before anybody can check by it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qc_desk.domain.judging import is_count
from qc_desk.domain.picture_words import PictureRow, picture_problems
from qc_desk.domain.plausibility import is_measurable
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Severity
from qc_desk.domain.wordings import ANSWERS, Wordings
from qc_desk.i18n import LANGUAGES, N_, _, format_decimal

MOST_ITEMS = 500
MOST_DECIMALS = 6
LONGEST = {"code": 40, "section": 200, "title": 200, "instruction": 2000, "unit": 20, "gauge": 80}
MOST_STEPS = 200  # of a procedure
LONGEST_CHOICE, LONGEST_CHOICES = 120, 2000

FIELDS = {
    "code": N_("Code"),
    "section": N_("Section"),
    "title": N_("Title"),
    "instruction": N_("Instruction"),
    "kind": N_("Kind"),
    "severity": N_("Severity"),
    "per_unit": N_("Per unit"),
    "photo_rule": N_("Photo"),
    "nominal": N_("Nominal"),
    "lower": N_("Lower limit"),
    "upper": N_("Upper limit"),
    "unit": N_("Unit"),
    "decimals": N_("Decimals"),
    "good": N_("Good answers"),
    "bad": N_("Bad answers"),
    "gauge": N_("Gauge"),
    "procedure": N_("Procedure"),
    "procedure_step": N_("Step"),
    "defect_code": N_("Defect code"),
    "pictures": N_("Pictures"),
    "wordings": N_("Other languages"),
    "born_of": N_("Born of"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemEntry:
    """A check item as it is written down; ``id`` is the item of the draft that it changes."""

    id: int | None = None
    code: str = ""
    section: str = ""
    title: str = ""
    instruction: str = ""
    kind: ItemKind = ItemKind.PASS_FAIL
    severity: Severity | None = None
    per_unit: bool = False
    photo_rule: PhotoRule = PhotoRule.NEVER
    nominal: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    gauge: str = ""  # the kind of gauge it is measured with; * any, empty none
    defect_code: str = ""
    procedure: str = ""  # the code of the procedure whose step says how it is done
    procedure_step: int | None = None
    pictures: tuple[PictureRow, ...] = ()
    wordings: Wordings = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemProblem:
    """What is wrong at one field of one item; ``item`` is its place from 0."""

    item: int
    field: str
    why: str

    def sentence(self, code: str) -> str:
        """Return the problem with its item and its field."""
        return _("Item {number} ({item}), {field}: {why}").format(
            number=self.item + 1, item=code or "—", field=_(FIELDS[self.field]), why=self.why
        )


Found = Iterator[tuple[str, str]]


def item_problems(items: Sequence[ItemEntry]) -> tuple[ItemProblem, ...]:
    """Return everything that is wrong with items, in their order."""
    first: dict[str, int] = {}
    found = []
    for number, item in enumerate(items):
        found += [
            ItemProblem(item=number, field=field, why=why) for field, why in one_problems(item)
        ]
        earlier = first.setdefault(item.code.strip().casefold(), number)
        if item.code.strip() and earlier != number:
            why = _("“{code}” is the code of item {number} already.")
            said = why.format(code=item.code.strip(), number=earlier + 1)
            found.append(ItemProblem(item=number, field="code", why=said))
    return tuple(found)


def one_problems(item: ItemEntry) -> Found:
    """Yield what is wrong with an item on its own, as field and sentence."""
    yield from _texts(item)
    if item.severity is None:
        yield "severity", _("it is missing: how bad is a failure?")
    if item.kind is ItemKind.PHOTO and item.photo_rule is not PhotoRule.ALWAYS:
        yield "photo_rule", _("an item that asks for a photo needs one always.")
    kinds: dict[ItemKind, Callable[[ItemEntry], Found]] = {
        ItemKind.MEASUREMENT: _measured,
        ItemKind.COUNT: _counted,
        ItemKind.CHOICE: _chosen,
    }
    if item.kind in kinds:
        yield from kinds[item.kind](item)
    yield from _told_in(item)
    for why in picture_problems(item.pictures):
        yield "pictures", why
    yield from _worded(item)


def _worded(item: ItemEntry) -> Found:
    """Yield what is wrong with texts in other languages; what is not there is not wrong."""
    for each in item.wordings:
        name = LANGUAGES[each.language].name if each.language in LANGUAGES else each.language
        facts = {"language": name, "field": _(FIELDS[each.field])}
        if each.field in ANSWERS:
            count, lines = len(getattr(item, each.field)), len(each.words.splitlines())
            if lines != count:
                said = _("{language}, {field}: the original has {count} answers, this {lines}.")
                yield "wordings", said.format(**facts, count=count, lines=lines)
        elif len(each.words) > LONGEST[each.field]:
            said = _("{language}, {field}: it has {length} characters; at most {limit} fit.")
            limit = LONGEST[each.field]
            yield "wordings", said.format(**facts, length=len(each.words), limit=limit)


def _told_in(item: ItemEntry) -> Found:
    """Yield what is wrong with the step of a procedure that an item names."""
    if item.procedure and item.procedure_step is None:
        yield "procedure_step", _("it is missing: which step of the procedure is it?")
    if item.procedure_step is None:
        return
    if not item.procedure:
        yield "procedure", _("it is missing: a step belongs to a procedure.")
    if not 1 <= item.procedure_step <= MOST_STEPS:
        yield "procedure_step", _("take 1 to {most}.").format(most=MOST_STEPS)


def _texts(item: ItemEntry) -> Found:
    for field in ("code", "title", "instruction"):
        if not getattr(item, field).strip():
            yield field, _("it is empty.")
    if any(not (sign.isalnum() or sign in "._-/") for sign in item.code.strip()):
        yield "code", _("only letters, digits, - . _ and / fit.")
    for field, limit in LONGEST.items():
        length = len(getattr(item, field))
        if length > limit:
            said = _("it has {length} characters; at most {limit} fit.")
            yield field, said.format(length=length, limit=limit)


def _measured(item: ItemEntry) -> Found:
    if not item.unit.strip():
        yield "unit", _("a measurement needs one, such as “mm”.")
    if not 0 <= item.decimals <= MOST_DECIMALS:
        yield "decimals", _("take 0 to {most}.").format(most=MOST_DECIMALS)
    yield from _limited(item)
    if digits(item.nominal, item.lower, item.upper) > max(item.decimals, 0):
        yield "decimals", _("a limit has more digits after the point.")


def _counted(item: ItemEntry) -> Found:
    for field in ("nominal", "lower", "upper"):
        value = getattr(item, field)
        if value is not None and not (value.is_finite() and is_count(value)):
            yield field, _("a count is a whole number, 0 or more.")
    yield from _limited(item)


def _limited(item: ItemEntry) -> Found:
    """Yield what is wrong with limits: at least one, and none the wrong way round."""
    if item.lower is None and item.upper is None:
        yield "upper", _("at least one limit is needed, the lower or the upper.")
    known = {name: getattr(item, name) for name in ("lower", "nominal", "upper")}
    for name, value in known.items():
        if value is not None and not is_measurable(value):
            yield name, _("it is out of any range.")
            return
    for low, high in (("lower", "upper"), ("lower", "nominal"), ("nominal", "upper")):
        below, above = known[low], known[high]
        if below is not None and above is not None and below > above:
            said = _("{low} is larger than {high} ({field}).")
            words = {"low": format_decimal(below), "high": format_decimal(above)}
            yield low, said.format(**words, field=_(FIELDS[high]))


def _chosen(item: ItemEntry) -> Found:
    every = [*item.good, *item.bad]
    if not item.good:
        yield "good", _("at least one answer must be good.")
    if len(every) < 2:
        yield "bad", _("at least two answers are needed, good or bad.")
    if len({each.strip().casefold() for each in every}) < len(every):
        yield "bad", _("an answer stands there twice.")
    for field in ("good", "bad"):
        answers: tuple[str, ...] = getattr(item, field)
        if any(len(each) > LONGEST_CHOICE for each in answers):
            yield (
                field,
                _("an answer has more than {limit} characters.").format(limit=LONGEST_CHOICE),
            )
        if sum(len(each) + 1 for each in answers) > LONGEST_CHOICES:
            yield field, _("there are too many answers.")


def digits(*values: Decimal | None) -> int:
    """Return the most digits that any of the numbers has after its point."""
    exponents = [value.as_tuple().exponent for value in values if value is not None]
    return max((-each for each in exponents if isinstance(each, int)), default=0)
