"""Words are found in every script and spelling, and nearly right is enough."""

import pytest

from qc_desk.domain.folding import (
    alike,
    away,
    pairs,
    plain,
    plain_words,
    searchable,
    slips,
    spelt,
    swapped,
)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Ђорђевић", "Đorđević"),
        ("Đorđević", "DJORDJEVIC"),
        ("Љубиша Њежић", "Ljubiša Nježić"),
        ("Џемпер", "džemper"),
        ("чаша", "casa"),
        ("ŠALICA", "šalica"),
        ("żółw", "zolw"),
        ("niño", "NINO"),
        ("¡Qué peligro!", "¡que peligro!"),
        ("Қазақстан құлағы", "Казакстан кулагы"),
        ("әлем өлшеу үй һ", "алем олшеу уй х"),
        ("Їжак Ґанок Єва", "Іжак Ганок Ева"),
        ("м'яч", "мяч"),
        ("об’єкт", "обєкт"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
    ],
)
def test_that_both_spellings_are_one_word(written: str, typed: str) -> None:
    assert plain(written) == plain(typed)


def test_that_words_part_at_signs_and_numbers_stay_whole() -> None:
    assert plain_words("Batch 2026-0841, (MK/7.) “чаша”") == ["batch", "2026-0841", "mk/7", "casa"]


def test_that_the_index_keeps_each_word_once_with_gaps() -> None:
    assert searchable("Tea, tea", "Čaj") == "  tea  caj  "


def test_that_only_words_of_letters_can_be_mistyped() -> None:
    assert spelt("  handle  2026-0841  tea  mk7  ") == {"handle"}


@pytest.mark.parametrize(
    ("word", "most"), [("tea", 0), ("chair", 1), ("handles", 1), ("packaging", 2), ("a2026", 0)]
)
def test_that_long_words_may_have_more_slips(word: str, most: int) -> None:
    assert slips(word) == most


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("handle", "handle", 0),
        ("hand", "handle", 0),
        ("hnadle", "handle", 1),
        ("handel", "handle", 1),
        ("hamdle", "handle", 1),
        ("hadle", "handle", 1),
        ("haandle", "handle", 1),
        ("xxndle", "handle", 2),
        ("kettle", "handle", None),
        ("drska", "drska", 0),
        ("drkse", "drske", 1),
    ],
)
def test_that_slips_are_counted(typed: str, meant: str, expected: int | None) -> None:
    assert away(typed, meant, 2) == expected


@pytest.mark.parametrize("language", ["scratch", "ogrebotina", "kulagy", "podrjapina", "casa"])
def test_that_every_word_with_a_slip_shares_enough_pairs(language: str) -> None:
    """Every single slip at every place leaves pairs enough that find the word."""
    for n in range(len(language)):
        for typed in (
            language[:n] + language[n + 1 :],
            language[:n] + "q" + language[n:],
            language[:n] + "q" + language[n + 1 :],
            language[:n] + language[n : n + 2][::-1] + language[n + 2 :],
        ):
            if slips(typed):
                shared = sum(each in language for each in pairs(typed))
                assert shared >= alike(typed), typed


def test_that_a_number_is_found_with_two_digits_swapped() -> None:
    assert "2026-0841" in swapped("2026-0814")
    assert swapped("12") == []
