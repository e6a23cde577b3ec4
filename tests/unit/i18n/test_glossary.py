"""The words of the trade are the same wherever they stand: glossary.toml says which."""

import tomllib

import pytest

from qc_desk.i18n.languages import SPOKEN
from tools import words

TERMS = tomllib.loads((words.TRANSLATIONS / "glossary.toml").read_text(encoding="utf-8"))["term"]
CODES = [each.code for each in SPOKEN]


def test_that_the_glossary_has_each_word_once_and_in_every_language_spoken() -> None:
    english = [term["en"] for term in TERMS]
    assert len(english) > 60
    assert len(set(english)) == len(english)
    for term in TERMS:
        assert set(term) == set(CODES), term["en"]
        lacks = [each.code for each in SPOKEN if not term[each.code]]
        assert lacks == [], term["en"]
        assert all(word == word.strip() for word in term.values())


@pytest.mark.parametrize("code", CODES[1:])
def test_that_a_message_which_is_a_word_of_the_glossary_is_translated_by_it(code: str) -> None:
    word = {term["en"]: term[code] for term in TERMS if term[code]}
    others = {}
    for message in words.kept(code):
        if "&" in message.id:  # in the rail there may be room for a shorter one only
            continue
        english = str(message.id).replace("&", "").casefold()
        said = str(message.string).replace("&", "").casefold()
        if english in word and message.string and not message.context and said != word[english]:
            others[message.id] = message.string
    assert others == {}


@pytest.mark.parametrize("code", CODES[1:])
def test_that_two_different_words_are_not_translated_by_one(code: str) -> None:
    alike = {"lot": "batch"}  # one thing with two names in English
    used: dict[str, str] = {}
    for term in TERMS:
        if term[code] and term["en"] not in alike:
            assert used.setdefault(term[code].casefold(), term["en"]) == term["en"]
