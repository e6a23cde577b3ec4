"""Every message is translated, whole, in every language of the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from qc_desk.domain import vocabulary
from qc_desk.i18n import _, speaking
from qc_desk.i18n.catalogue import Catalogue, read_catalogue
from qc_desk.i18n.languages import SPOKEN
from tests.unit.i18n.translations import faults
from tools import words

LANGUAGES = [each.code for each in SPOKEN[1:]]
WORDS = [word for kind in vocabulary.Word.__subclasses__() for word in kind]
RULE = 'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'


def messages(code: str) -> Iterator[Message]:
    """Yield every message of the program as it is translated now."""
    catalog = words.kept(code)
    catalog.update(words.extracted(), no_fuzzy_matching=True)
    yield from (message for message in catalog if message.id)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_every_message_is_translated_whole(code: str) -> None:
    found = list(messages(code))
    assert len(found) > 1000
    wrong = {str(each.id): faults(each, code) for each in found}
    assert {said: bad for said, bad in wrong.items() if bad} == {}


@pytest.mark.parametrize(
    ("english", "said", "fault"),
    [
        ("Batch {number}", "", "it is not translated"),
        ("Batch {number}", "Серија", "it has other facts"),
        ("Batch {number}", "Серија {broj}", "it has other facts"),
        ("Saved.", "Сачувано", "it begins or ends otherwise"),
        ("Saved", "Сачувано ", "it begins or ends otherwise"),
        ("&Save", "Сачувај", "its key is wrong"),
        ("&Save", "Сачувај &", "its key is wrong"),
        ("Save the batch", "Сачувај batch", "“batch” is foreign"),
        ("Batches", "Сeрије", "“Сeрије” mixes two alphabets"),
        ("Open “{name}”", "Отвори „{name}", "„ and “ are not in pairs"),
        ("Open “{name}”", "Отвори “{name}„", "its quotation marks are not „ and “"),
        ("Open “{name}”", "Отвори „{name}”", "its quotation marks are not „ and “"),
    ],
)
def test_that_a_wrong_translation_is_found(english: str, said: str, fault: str) -> None:
    assert fault in faults(Message(english, said), "sr")


@pytest.mark.parametrize(
    ("code", "english", "said", "fault"),
    [
        ("hr", "Checklist", "Checklist", "it is left in English"),
        ("hr", "Save the batch", "Spremi the seriju", "“the” is foreign"),
        ("hr", "Batch", "Сerija", "“Сerija” mixes two alphabets"),
        ("hr", "Report", "Izveštaj", "“Izveštaj” is of another language"),
        ("hr", "Open “{name}”", "Otvori „{name}“", "„ and ” are not in pairs"),
        ("hr", "Open “{name}”", "Otvori «{name}»", "its quotation marks are not „ and ”"),
        ("es", "Open “{name}”", "Abrir “{name}”", "its quotation marks are not « and »"),
        ("es", "Open “{name}”", "Abrir »{name}«", "its quotation marks are not « and »"),
        ("es", "Delete?", "Borrar?", "a question begins with ¿"),
        ("uk", "Save the batch", "Зберегти batch", "“batch” is foreign"),
        ("kk", "Batch", "", "it is not translated"),
    ],
)
def test_that_a_wrong_translation_is_found_in_each_language(
    code: str, english: str, said: str, fault: str
) -> None:
    assert fault in faults(Message(english, said), code)


def test_that_a_missing_plural_form_is_found() -> None:
    message = Message(("{count} piece", "{count} pieces"), ("{count} комад", "{count} комада"))
    assert faults(message, "sr") == ["it has 2 forms"]
    message.string = ("{count} комад", "{count} комада", "{count} комада")
    assert faults(message, "sr") == []


def test_that_names_and_file_patterns_may_stay_latin() -> None:
    said = "QC Desk чува PDF и CSV (*.csv) као SHA-256 у PDF-у"
    assert (
        faults(Message("QC Desk keeps PDF and CSV (*.csv) as SHA-256 in a PDF", said), "sr") == []
    )


@pytest.mark.parametrize("word", WORDS, ids=[f"{type(word).__name__}.{word}" for word in WORDS])
def test_that_every_word_of_the_trade_has_a_label(word: vocabulary.Word) -> None:
    assert word.label == word.message
    with speaking("sr"):
        if word is not vocabulary.PageSize.A4:  # which is called so everywhere
            assert word.label != word.message
            assert re.search(r"[А-Ша-ш]", word.label)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", vocabulary.Word.__subclasses__())
def test_that_no_two_words_of_a_kind_are_called_the_same(
    kind: type[vocabulary.Word], code: str
) -> None:
    with speaking(code):
        labels = [word.label for word in kind]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("code", ["en", *LANGUAGES])
def test_that_each_place_in_the_rail_has_a_key_of_its_own(code: str) -> None:
    places = [  # one without a key is reached from another page only, and not in the rail
        str(message.id)
        for message in words.extracted()
        if "&" in message.id
        and any(place.endswith("ui/places") for place, _line in message.locations)
    ]
    with speaking(code):
        keys = [_(place)[_(place).index("&") + 1].casefold() for place in places]
    assert len(keys) > 5
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_catalogue_is_read_as_babel_reads_it(code: str) -> None:
    with (words.TRANSLATIONS / f"{code}.po").open("rb") as lines:
        expected = read_po(lines)
    ours = read_catalogue(words.TRANSLATIONS / f"{code}.po")
    rule = expected.locale.plural_form if expected.locale else None
    assert rule is not None
    last = expected.num_plurals - 1
    places = {"one": 0, "few": 1, "many": last, "other": last}
    missing = {message.id for message in words.untranslated(expected)}
    for message in expected:
        if message.id in missing:
            continue
        if isinstance(message.id, tuple):
            forms = tuple(message.string or ())
            said = [ours.many(message.id[0], message.id[1], number) for number in range(130)]
            assert said == [forms[places[rule(number)]] for number in range(130)]
        elif message.id:
            assert ours.one(str(message.id), message.context or "") == message.string


def test_that_a_message_nobody_translated_stays_english() -> None:
    none = Catalogue([])
    assert none.one("Batches") == "Batches"
    assert [none.many("piece", "pieces", number) for number in (0, 1, 2)] == [
        *("pieces", "piece", "pieces"),
    ]


def test_that_the_empty_message_is_not_the_header_of_the_file() -> None:
    with speaking("sr"):
        assert _("") == ""


def test_that_escapes_contexts_and_long_texts_are_read() -> None:
    read = Catalogue(
        (
            RULE + 'msgctxt "page"\nmsgid "Check"\nmsgstr "Контрола"\n\n'
            'msgid "Check"\nmsgstr "Провера"\n\n'
            'msgid ""\n"a \\"quoted\\" "\n"text\\n"\nmsgstr "дуг\\tи\\\\текст"\n\n'
            'msgid "{count} piece"\nmsgid_plural "{count} pieces"\n'
            'msgstr[0] "комад"\nmsgstr[1] "комада"\nmsgstr[2] "комади"\n\n'
            '#, fuzzy\nmsgid "Batch"\nmsgstr "Шарж"\n\n'
            'msgid "Open"\nmsgstr ""\n'
        ).splitlines(keepends=True)
    )
    assert (read.one("Check", "page"), read.one("Check")) == ("Контрола", "Провера")
    assert read.one('a "quoted" text\n') == "дуг\tи\\текст"
    assert [read.many("{count} piece", "-", count) for count in (1, -1, 2, 7)] == [
        *("комад", "комад", "комада", "комади"),
    ]
    assert (read.one("Batch"), read.one("Open")) == ("Batch", "Open")


def test_that_a_language_without_a_file_is_english(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "de.po").one("Batches") == "Batches"


def test_that_pseudo_words_are_longer_marked_and_keep_their_facts() -> None:
    english = "Nothing of {name} waits"
    assert words.pseudo("Open {name}") == "[Opëéñ {name}]"
    assert len(words.pseudo(english)) > 1.2 * len(english)
