"""Checklists as they are written in TOML files; docs/checklists.md describes them."""

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from qc_desk.domain import texts
from qc_desk.domain.item_rules import LONGEST_CHOICES, MOST_ITEMS, MOST_STEPS, digits
from qc_desk.domain.judging import is_count
from qc_desk.domain.refusals import FileProblems, FileRefused
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.spot_rules import GREATEST_SHARE, SMALLEST_SHARE, USUAL_SHARE
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity
from qc_desk.domain.wordings import ITEM_TEXTS, Wordings
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.checklist_pictures import DraftPicture, read_pictures
from qc_desk.services.defect_codes import DefectCodeEntry
from qc_desk.services.sampling_tables import read_sampling
from qc_desk.services.toml_tables import MOST_DECIMALS, Place, TomlTable, line_numbers
from qc_desk.services.translation_tables import read_translations

LARGEST_FILE = 1_000_000  # bytes; the longest checklists of the trade have some 40,000

CHECKLIST_KEYS = (
    "code",
    "title",
    "trade",
    "language",
    "mode",
    "share",
    "sample_size",
    "sampling",
    "translations",
    "items",
    "defect_codes",
)
ITEM_KEYS = (
    "code",
    "section",
    "title",
    "instruction",
    "kind",
    "severity",
    "per_unit",
    "photo",
    "nominal",
    "lower",
    "upper",
    "unit",
    "decimals",
    "good",
    "bad",
    "gauge",
    "defect_code",
    "procedure",
    "step",
    "born_of",
    "pictures",
    "translations",
)
CHOICE_KEYS = ("good", "bad")
MEASUREMENT_KEYS = ("nominal", "lower", "upper", "unit", "decimals", "gauge")
DEFECT_CODE_KEYS = ("code", "name", "severity", "translations")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDraft:
    """A check item as a file describes it."""

    code: str
    section: str
    title: str
    instruction: str
    kind: ItemKind
    severity: Severity
    per_unit: bool = False
    photo_rule: PhotoRule = PhotoRule.NEVER
    nominal: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    decimals: int = 2
    good: tuple[str, ...] = ()  # what can be chosen, and is good
    bad: tuple[str, ...] = ()
    gauge: str = ""  # the kind it is measured with; * any, empty none
    defect_code: str = ""
    procedure: str = ""  # the code of the procedure whose step says how it is done
    procedure_step: int | None = None
    born_of: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    wordings: Wordings = ()  # its texts in other languages


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistDraft:
    """A checklist as a file describes it, without a mistake that can be seen in the file alone."""

    code: str
    title: str
    trade: str
    language: str
    mode: CheckMode
    share: int | None  # per cent that a spot check draws
    sampling: SamplingRule
    items: tuple[ItemDraft, ...]
    defect_codes: tuple[DefectCodeEntry, ...]
    file_name: str
    wordings: Wordings = ()  # the title in other languages

    @property
    def sample_size(self) -> int:
        """How many units of each batch are looked at, where the rule says it by itself."""
        return self.sampling.sample_size


def read_checklist_file(file: Path) -> ChecklistDraft:
    """Read a checklist from a TOML file in UTF-8; raises FileRefused or FileProblems."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileRefused(file=file.name, why=error.strerror or str(error)) from error
    if len(data) > LARGEST_FILE:
        raise FileRefused(file=file.name, why=N_("it is larger than any checklist (1 MB)."))
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        why = _("line {line} is not UTF-8 text. Save the file as UTF-8.").format(line=line)
        raise FileRefused(file=file.name, why=why) from error
    return read_checklist(source, file.name, file.parent)


def read_checklist(source: str, file_name: str, folder: Path | None = None) -> ChecklistDraft:
    """Return the checklist that the text describes; raises FileProblems with all mistakes.

    ``folder`` is where the files of its pictures are looked for.
    """
    values = _parsed(source, file_name)
    lines = line_numbers(source)
    problems: list[str] = []
    top = TomlTable(values=values, lines=lines, problems=problems)
    top.only(CHECKLIST_KEYS)
    items, defect_codes = _tables(top, "items"), _tables(top, "defect_codes")
    own = _language(top)
    draft = ChecklistDraft(
        code=top.code("code", 40),
        title=top.text("title", 200, needed=True),
        trade=top.text("trade", 200),
        language=own,
        mode=(mode := top.choice("mode", CheckMode, CheckMode.INDEPENDENT)),
        share=_share(top, mode),
        sampling=read_sampling(top),
        items=tuple(_item(table, folder, own) for table in items),
        defect_codes=tuple(_defect_code(table, own) for table in defect_codes),
        file_name=file_name,
        wordings=read_translations(top, {"title": texts.NAME}, own),
    )
    _must_have_items(top, draft)
    _must_be_different(items, [item.code for item in draft.items])
    _must_be_different(defect_codes, [each.code for each in draft.defect_codes])
    if problems:
        raise FileProblems(file=file_name, problems=tuple(problems))
    return draft


def _parsed(source: str, file_name: str) -> dict[str, object]:
    try:
        return tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        said = _("this is not TOML: {reason}.").format(reason=str(error).rstrip("."))
        raise FileProblems(file=file_name, problems=(said,)) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        why = N_("a number in it is too long, or its brackets are too deep.")
        raise FileRefused(file=file_name, why=why) from error


def _language(top: TomlTable) -> str:
    language = top.text("language", 8) or "en"
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        top.note("language", _("“language” must be one of: {names}.").format(names=known))
    return language


def _share(top: TomlTable, mode: CheckMode) -> int | None:
    """Return the share that a spot check draws; it belongs to that mode alone."""
    if mode is CheckMode.SPOT:
        return top.whole("share", USUAL_SHARE, SMALLEST_SHARE, GREATEST_SHARE)
    if "share" in top.values:
        top.note("share", _('“share” belongs to a spot check: write mode = "spot", or delete it.'))
    return None


def _tables(top: TomlTable, key: str) -> list[TomlTable]:
    """Return the tables of an array; anything else in its place is noted."""
    found = top.values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        top.note(key, _("“{key}” must be tables that begin with [[{key}]].").format(key=key))
        return []
    return [
        TomlTable(
            values=each,
            place=(key, index),
            name=_name(key, index + 1, each.get("code")),
            lines=_trusted(top.lines, key, len(found)),
            problems=top.problems,
        )
        for index, each in enumerate(found)
    ]


def _name(key: str, number: int, code: object) -> str:
    word = _("item {number}") if key == "items" else _("defect code {number}")
    named = word.format(number=number)
    return f"{named} ({code})" if isinstance(code, str) and code else named


def _trusted(lines: object, key: str, count: int) -> dict[Place, int]:
    """Return the lines if they count as many tables: no line is better than a wrong one."""
    counted = dict(lines) if isinstance(lines, dict) else {}
    headers = sum(1 for place in counted if place[0] == key and place[2] == "")
    return counted if headers == count else {}


def _item(table: TomlTable, folder: Path | None, own: str) -> ItemDraft:
    table.only(ITEM_KEYS)
    lower, upper, nominal = (table.number(key) for key in ("lower", "upper", "nominal"))
    item = ItemDraft(
        code=table.code("code", 40),
        section=table.text("section", 200),
        title=table.text("title", 200, needed=True),
        instruction=table.text("instruction", 2000, needed=True),
        kind=table.choice("kind", ItemKind, ItemKind.PASS_FAIL),
        severity=table.choice("severity", Severity, None),
        per_unit=table.flag("per_unit"),
        photo_rule=table.choice("photo", PhotoRule, PhotoRule.NEVER),
        nominal=nominal,
        lower=lower,
        upper=upper,
        unit=table.text("unit", 20),
        decimals=table.whole("decimals", digits(nominal, lower, upper), 0, MOST_DECIMALS),
        good=_answers(table, "good"),
        bad=_answers(table, "bad"),
        gauge=table.text("gauge", 80),
        defect_code=table.text("defect_code", 20),
        procedure=table.text("procedure", 40),
        procedure_step=_step(table),
        born_of=table.text("born_of", 40),
        pictures=read_pictures(table, folder),
        wordings=read_translations(table, ITEM_TEXTS, own),
    )
    if item.kind is ItemKind.PHOTO and "photo" not in table.values:
        item = replace(item, photo_rule=PhotoRule.ALWAYS)
    _must_fit_its_kind(table, item)
    return item


def _step(table: TomlTable) -> int | None:
    """Return the step of a procedure that an item names; the two belong together."""
    if "step" not in table.values:
        if "procedure" in table.values:
            table.note("procedure", _("“step” is missing: which step of the procedure is it?"))
        return None
    if "procedure" not in table.values:
        table.note("step", _("“procedure” is missing: a step belongs to a procedure."))
    return table.whole("step", 1, 1, MOST_STEPS)


def _must_fit_its_kind(table: TomlTable, item: ItemDraft) -> None:
    """Note keys that the kind of item needs, and those it has no use for."""
    if item.kind is ItemKind.MEASUREMENT:
        _must_be_measurable(table, item)
    elif item.kind is ItemKind.COUNT:
        _must_be_countable(table, item)
        _must_not_be_measured(table, ("gauge",))
    else:
        _must_not_be_measured(table)
    if item.kind is ItemKind.CHOICE:
        _must_be_choosable(table, item)
    else:
        _must_not_hold(
            table,
            CHOICE_KEYS,
            _('“{key}” belongs to a choice: write kind = "choice", or delete it.'),
        )
    if item.kind is ItemKind.PHOTO and item.photo_rule is not PhotoRule.ALWAYS:
        table.note("photo", _('“photo” must be "always" where an item asks for a photo.'))


def _answers(table: TomlTable, key: str) -> tuple[str, ...]:
    """Return the answers that can be chosen; each on one line."""
    found = table.values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        table.wrong(key, found, _('answers in quotation marks, such as ["white", "ivory"]'))
        return ()
    kept = tuple(" ".join(each.split()) for each in found)
    if not all(kept) or sum(len(each) + 1 for each in kept) > LONGEST_CHOICES:
        table.note(key, _("an answer in “{key}” is empty, or all are too long.").format(key=key))
        return ()
    return kept


def _must_be_countable(table: TomlTable, item: ItemDraft) -> None:
    _must_be_limited(table, item)
    for key in ("nominal", "lower", "upper"):
        value: Decimal | None = getattr(item, key)
        if value is not None and not is_count(value):
            table.wrong(key, value, _("a whole number, 0 or more"))
    if item.decimals:
        table.wrong("decimals", item.decimals, _("nothing: a count has no digits after the point"))


def _must_be_choosable(table: TomlTable, item: ItemDraft) -> None:
    every = [*item.good, *item.bad]
    if not item.good:
        table.note("good", _("“good” is missing: at least one answer must be good."))
    if len(every) < 2:
        table.note("bad", _("a choice needs at least two answers, in “good” or “bad”."))
    if len({each.casefold() for each in every}) < len(every):
        table.note("good", _("an answer stands in “good” and “bad” twice."))


def _must_be_measurable(table: TomlTable, item: ItemDraft) -> None:
    if "unit" not in table.values:
        table.note("", _('“unit” is missing: a measurement needs one, such as "mm".'))
    elif not item.unit:
        table.note("unit", _('“unit” is empty: a measurement needs one, such as "mm".'))
    _must_be_limited(table, item)
    if digits(item.nominal, item.lower, item.upper) > item.decimals:
        said = _("“decimals” is {count}, but a limit has more digits after the point.")
        table.note("decimals", said.format(count=item.decimals))


def _must_be_limited(table: TomlTable, item: ItemDraft) -> None:
    """Note limits that are missing or the wrong way round."""
    if "lower" not in table.values and "upper" not in table.values:
        table.note(
            "", _("“lower” and “upper” are missing: a measurement needs at least one limit.")
        )
    _must_be_in_order(table, "lower", item.lower, "upper", item.upper)
    _must_be_in_order(table, "lower", item.lower, "nominal", item.nominal)
    _must_be_in_order(table, "nominal", item.nominal, "upper", item.upper)


def _must_be_in_order(
    table: TomlTable, low_key: str, low: Decimal | None, high_key: str, high: Decimal | None
) -> None:
    if low is not None and high is not None and low > high:
        said = _("“{low_key}” ({low}) is larger than “{high_key}” ({high}).")
        table.note(low_key, said.format(low_key=low_key, low=low, high_key=high_key, high=high))


def _must_not_be_measured(table: TomlTable, keys: tuple[str, ...] = MEASUREMENT_KEYS) -> None:
    said = _('“{key}” belongs to a measurement: write kind = "measurement", or delete it.')
    _must_not_hold(table, keys, said)


def _must_not_hold(table: TomlTable, keys: tuple[str, ...], said: str) -> None:
    for key in keys:
        if key in table.values:
            table.note(key, said.format(key=key))


def _defect_code(table: TomlTable, own: str) -> DefectCodeEntry:
    table.only(DEFECT_CODE_KEYS)
    return DefectCodeEntry(
        code=table.code("code", 20),
        name=table.text("name", 200, needed=True),
        default_severity=table.choice("severity", Severity, None),
        language=own,
        wordings=read_translations(table, {"name": texts.NAME}, own),
    )


def _must_have_items(top: TomlTable, draft: ChecklistDraft) -> None:
    if not top.values.get("items"):
        top.note("items", _("there are no items. Each one begins with a line [[items]]."))
    elif len(draft.items) > MOST_ITEMS:
        top.note("items", _("there are more than {limit} items.").format(limit=MOST_ITEMS))


def _must_be_different(tables: list[TomlTable], codes: list[str]) -> None:
    """Note codes that are used twice, also where only capitals differ."""
    seen: dict[str, int] = {}
    for table, code in zip(tables, codes, strict=True):
        number = table.place[1] + 1
        first = seen.setdefault(code.casefold(), number)
        if code and first != number:
            said = _("“code” {code} is already used by number {first}; each needs its own.")
            table.note("code", said.format(code=code, first=first))
