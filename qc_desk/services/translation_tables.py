"""Translations in a checklist's file: a table for each language, [items.translations.uk]."""

from collections.abc import Callable, Iterator, Mapping

from qc_desk.domain.wordings import ANSWERS, Wording, Wordings, tidy_wordings
from qc_desk.i18n import LANGUAGES, _
from qc_desk.services.toml_tables import TomlTable

KEY = "translations"


def read_translations(table: TomlTable, limits: Mapping[str, int], own: str) -> Wordings:
    """Return what a table's texts say in other languages; what is wrong is noted.

    ``own`` is the language that the file is written in.
    """
    value = table.values.get(KEY, {})
    if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
        table.wrong(KEY, value, _("a table for each language, such as [items.translations.uk]"))
        return ()
    found: list[Wording] = []
    for language, values in value.items():
        if language not in LANGUAGES or language == own:
            known = ", ".join(each for each in LANGUAGES if each != own)
            said = _("“{language}” cannot be translated into. Languages are: {names}.")
            table.note(KEY, said.format(language=language, names=known))
            continue
        name = f"{KEY}.{language}"
        place = (*table.place, "")
        inner = TomlTable(
            values=values,
            place=table.place,
            name=", ".join(part for part in (table.name, name) if part),
            lines={place: table.lines[place]} if place in table.lines else {},
            problems=table.problems,
        )
        inner.only(limits)
        found += _texts(table, inner, limits, language)
    return tidy_wordings(tuple(found), limits)


def _texts(
    table: TomlTable, inner: TomlTable, limits: Mapping[str, int], language: str
) -> Iterator[Wording]:
    for field, limit in limits.items():
        if field not in inner.values:
            continue
        words = _answers(table, inner, field) if field in ANSWERS else inner.text(field, limit)
        yield Wording(language=language, field=field, words=words)


def _answers(table: TomlTable, inner: TomlTable, field: str) -> str:
    """Return translated answers; there are as many as the original has."""
    found, original = inner.values[field], table.values.get(field, [])
    if not isinstance(found, list) or not all(isinstance(e, str) and e.split() for e in found):
        inner.wrong(field, found, _('answers in quotation marks, such as ["white", "ivory"]'))
        return ""
    if isinstance(original, list) and len(found) != len(original):
        said = _("“{key}” has {lines} answers, the original {count}.")
        inner.note(field, said.format(key=field, lines=len(found), count=len(original)))
    return "\n".join(" ".join(each.split()) for each in found)


def written_translations(
    header: str, wordings: Wordings, write: Callable[[str], str]
) -> Iterator[list[str]]:
    """Yield a block of lines for each language: its table, and a line for each text."""
    for language in dict.fromkeys(each.language for each in wordings):
        here = (each for each in wordings if each.language == language)
        told = (f"{each.field} = {_value(each, write)}" for each in here)
        yield [f"[{header}.{language}]", *told]


def _value(wording: Wording, write: Callable[[str], str]) -> str:
    if wording.field not in ANSWERS:
        return write(wording.words)
    return f"[{', '.join(write(each) for each in wording.words.splitlines())}]"
