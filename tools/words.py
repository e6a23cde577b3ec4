"""Gathers every sentence that is shown to a person, and keeps the catalogues in step with it.

``python tools/words.py``           extracts all messages and updates resources/translations/*.po
``python tools/words.py --pseudo``  also writes the pseudo-language xx.po: longer, marked words
``python tools/words.py --check``   only says what is missing, and fails if anything is; the
                                    languages in work are not offered yet, and not looked at
``python tools/words.py hr es``     does it for these languages only
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from qc_desk import __version__
from qc_desk.i18n.languages import SPOKEN

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
LANGUAGES = {each.code: each.locale for each in SPOKEN[1:]}
BEGUN = datetime(2026, 11, 21, tzinfo=UTC)
_LONGER = {
    "a": "áā",
    "e": "ëé",
    "i": "ï",
    "o": "öō",
    "u": "üū",
    "y": "ÿ",
    "s": "š",
    "c": "ç",
    "n": "ñ",
}


def extracted() -> Catalog:
    """Return every message of the program, in the order of files and lines."""
    catalog = Catalog(project="QC Desk", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        str(ROOT / "qc_desk"),
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("TRANSLATORS:",),
    )
    for file, _line, message, comments, context in sorted(found, key=lambda each: each[:2]):
        place = Path(file).as_posix().removesuffix(".py")
        catalog.add(message, locations=[(place, 1)], auto_comments=comments, context=context)
    return catalog


def kept(code: str) -> Catalog:
    """Return a language's catalogue as it is kept, or an empty one."""
    file = TRANSLATIONS / f"{code}.po"
    if not file.exists():
        return Catalog(locale=LANGUAGES[code], project="QC Desk", charset="utf-8", fuzzy=False)
    with file.open("rb") as lines:
        return read_po(lines, locale=LANGUAGES[code])


def update(code: str) -> Catalog:
    """Bring new messages into a catalogue and let old ones go; translations are kept."""
    catalog = kept(code)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = f"# QC Desk in {catalog.locale_identifier}; see tools/words.py."
    catalog.creation_date = catalog.revision_date = BEGUN  # a date that stays makes no diff
    catalog.version, catalog.msgid_bugs_address = __version__, ""
    catalog.last_translator = catalog.language_team = "QC Desk"
    with (TRANSLATIONS / f"{code}.po").open("wb") as out:
        write_po(
            out, catalog, width=99, sort_output=True, ignore_obsolete=True, include_lineno=False
        )
    return catalog


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue that lack a translation or a plural form."""
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            yield message


def pseudo(text: str) -> str:
    """Return a text that is about 40 % longer, marked at both ends, with its {facts} untouched."""
    out, inside = [], False
    for sign in text:
        inside = (inside or sign == "{") and sign != "}"
        out.append(sign if inside else _LONGER.get(sign, sign))
    return f"[{''.join(out)}]"


def write_pseudo() -> None:
    """Write the pseudo-language; it is never committed."""
    catalog = extracted()
    for message in catalog:
        if message.id:
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            forms = tuple(pseudo(text) for text in ids)
            message.string = forms if len(forms) > 1 else forms[0]
    catalog.locale = Locale("en")  # its plurals are those of English
    with (TRANSLATIONS / "xx.po").open("wb") as out:
        write_po(out, catalog)


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="LANGUAGE", choices=[[], *LANGUAGES])
    parser.add_argument("--pseudo", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    TRANSLATIONS.mkdir(exist_ok=True)
    missing = 0
    looked_at = [each.code for each in SPOKEN[1:]] if options.check else list(LANGUAGES)
    for code in options.codes or looked_at:
        catalog = kept(code) if options.check else update(code)
        if options.check:
            catalog.update(extracted(), no_fuzzy_matching=True)
        for message in untranslated(catalog):
            missing += 1
            print(f"{code}: {message.id}")
    if options.pseudo:
        write_pseudo()
    print(f"{missing} messages are not translated", file=sys.stderr)
    return 1 if options.check and missing else 0


if __name__ == "__main__":
    sys.exit(main())
