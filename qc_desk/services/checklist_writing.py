"""Checklist versions written out as TOML files, in the schema in which they are read."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import FileNotWritten, NotFound
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import SamplingMethod
from qc_desk.domain.vocabulary import ItemKind, PhotoRule
from qc_desk.domain.wordings import Wording, kept, worded
from qc_desk.i18n import N_
from qc_desk.services.checklist_lists import (
    ChecklistRow,
    ItemRow,
    VersionDetail,
    checklist_rows,
    version_detail,
    version_rows,
)
from qc_desk.services.checklist_pictures import folder_of, picture_file
from qc_desk.services.pictures import picture_image
from qc_desk.services.sampling_tables import ISOLATED
from qc_desk.services.translation_tables import written_translations

_SHORT = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def version_as_toml(session: Session, version_id: int, folder: str = "pictures") -> str:
    """Return a version as a file that an import reads back as the same; raises NotFound.

    ``folder`` is what the folder beside the file is called in which its pictures stand.
    """
    detail = version_detail(session, version_id)
    named = {item.defect_code.casefold() for item in detail.items if item.defect_code}
    codes = [
        each
        for each in session.scalars(select(DefectCode).order_by(DefectCode.code))
        if each.code.casefold() in named
    ]
    blocks = [list(_head(detail)), list(_sampling(detail.version.sampling))]
    blocks += written_translations("translations", detail.wordings, _text)
    for each in codes:
        blocks += _defect_code(each, detail.version.language)
    for item in detail.items:
        blocks.append(["[[items]]", *_item(item), *_pictures(item, folder)])
        blocks += written_translations("items.translations", item.wordings, _text)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _defect_code(code: DefectCode, language: str) -> Iterator[list[str]]:
    """Yield the blocks of a defect code, its name in the language of the file where it has one."""
    told = kept(code.wordings)
    own = Wording(language=code.language, field="name", words=code.name)
    others = told if code.language == language else (*told, own)
    yield [
        "[[defect_codes]]",
        f"code = {_text(code.code)}",
        f"name = {_text(worded(others, 'name', language) or code.name)}",
        f"severity = {_text(code.default_severity.value)}",
    ]
    rest = tuple(sorted(each for each in others if each.language != language))
    yield from written_translations("defect_codes.translations", rest, _text)


def write_version(session: Session, version_id: int, file: Path) -> None:
    """Write a version into a file, whole or not at all; raises FileNotWritten."""
    folder = folder_of(file)
    written = version_as_toml(session, version_id, folder)
    fresh = file.with_name(f"{file.name}.new")
    try:
        _write_pictures(session, version_id, file.parent, folder)
        fresh.write_text(written, encoding="utf-8", newline="\n")
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise FileNotWritten(file=file.name, why=error.strerror or str(error)) from error


def _write_pictures(session: Session, version_id: int, beside: Path, folder: str) -> None:
    """Write the pictures of a version into a folder of their own, where it has any."""
    for item in version_detail(session, version_id).items:
        for number, row in enumerate(item.pictures, start=1):
            file = beside / picture_file(folder, item.position, number, row)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(picture_image(session, row.picture_id))


def write_checklists(
    session: Session, folder: Path, code: str = "", number: int | None = None
) -> list[Path]:
    """Write the effective version of every checklist into a folder, or one version of one.

    Raises NotFound where there is no such checklist or version, FileNotWritten.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWritten(file=str(folder), why=error.strerror or str(error)) from error
    rows = checklist_rows(session, retired=bool(code))
    if code:
        rows = [row for row in rows if row.code.casefold() == code.casefold()]
        if not rows:
            raise NotFound(kind=N_("checklist"), name=code)
    written = []
    for row in rows:
        version = _wanted(session, row, number)
        if version is None and code:
            raise NotFound(kind=N_("checklist version"), name=number or N_("effective"))
        if version is not None:
            file = folder / file_name(row.code, version[1])
            write_version(session, version[0], file)
            written.append(file)
    return written


def _wanted(session: Session, row: ChecklistRow, number: int | None) -> tuple[int, int] | None:
    """Return id and number of the version that is asked for; the effective one if none is."""
    if number is None:
        found = row.effective_id, row.effective_number
        return found if found[0] is not None and found[1] is not None else None  # type: ignore[return-value]
    versions = version_rows(session, row.id)
    return next(((each.id, each.number) for each in versions if each.number == number), None)


def file_name(code: str, number: int) -> str:
    """Return what a version's file is called, on every system."""
    safe = "".join(sign if sign.isalnum() or sign in "._-" else "-" for sign in code)
    return f"{safe}-{number}.toml"


def _head(detail: VersionDetail) -> Iterator[str]:
    version = detail.version
    yield f"code = {_text(detail.code)}"
    yield f"title = {_text(detail.title)}"
    if detail.trade:
        yield f"trade = {_text(detail.trade)}"
    yield f"language = {_text(version.language)}"
    yield f"mode = {_text(version.mode.value)}"
    if version.share is not None:
        yield f"share = {version.share}"
    if version.sampling.method in (SamplingMethod.FIXED, SamplingMethod.ZERO_ACCEPTANCE):
        yield f"sample_size = {version.sampling.sample_size}"


def _sampling(rule: SamplingRule) -> Iterator[str]:
    """Yield the table of how units are drawn; a fixed number needs none."""
    if rule.method is SamplingMethod.FIXED:
        return
    yield "[sampling]"
    yield f"method = {_text(rule.method.value)}"
    if rule.method is not SamplingMethod.ISO_2859 or rule.level is None:
        return
    yield f"level = {_text(rule.level.value)}"
    for name in ("aql_major", "aql_minor"):
        yield f"{name} = {getattr(rule, name)}"
    if rule.isolated:
        yield f"lots = {_text(ISOLATED)}"


def _item(item: ItemRow) -> Iterator[str]:
    """Yield the lines of an item; what has its usual value is left out."""
    yield f"code = {_text(item.code)}"
    yield from _texts(item, "section")
    yield f"title = {_text(item.title)}"
    yield f"instruction = {_text(item.instruction)}"
    if item.kind is not ItemKind.PASS_FAIL:
        yield f"kind = {_text(item.kind.value)}"
    yield f"severity = {_text(item.severity.value)}"
    if item.per_unit:
        yield "per_unit = true"
    if item.photo_rule is not PhotoRule.NEVER:
        yield f"photo = {_text(item.photo_rule.value)}"
    yield from _numbers(item)
    for name, answers in (("good", item.good), ("bad", item.bad)):
        if answers:
            yield f"{name} = [{', '.join(_text(each) for each in answers)}]"
    yield from _texts(item, "gauge", "defect_code", "procedure")
    if item.procedure_step is not None:
        yield f"step = {item.procedure_step}"
    yield from _texts(item, "born_of")


def _pictures(item: ItemRow, folder: str) -> Iterator[str]:
    """Yield the line of an item's pictures, which stand as files beside."""
    if not item.pictures:
        return
    tables = []
    for number, row in enumerate(item.pictures, start=1):
        facts = {
            "shows": row.shows.value,
            "file": picture_file(folder, item.position, number, row),
            "caption": row.caption,
        }
        told = ", ".join(f"{name} = {_text(value)}" for name, value in facts.items() if value)
        tables.append(f"{{ {told} }}")
    yield f"pictures = [{', '.join(tables)}]"


def _texts(item: ItemRow, *names: str) -> Iterator[str]:
    """Yield the lines of texts that are not empty."""
    for name in names:
        if getattr(item, name):
            yield f"{name} = {_text(getattr(item, name))}"


def _numbers(item: ItemRow) -> Iterator[str]:
    if not item.kind.has_value:
        return
    for name in ("nominal", "lower", "upper"):
        value: Decimal | None = getattr(item, name)
        if value is not None:
            yield f"{name} = {value:f}"
    if item.unit:
        yield f"unit = {_text(item.unit)}"
    if item.kind is ItemKind.MEASUREMENT:
        yield f"decimals = {item.decimals}"


def _text(value: str) -> str:
    """Return a text as TOML writes it."""
    return '"' + "".join(_sign(sign) for sign in value) + '"'


def _sign(sign: str) -> str:
    if sign in _SHORT:
        return _SHORT[sign]
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign
