"""What is taken into the index of words, and what cannot have changed it."""

from qc_desk.storage.search_words import BOOKKEEPING, SOURCES, is_told


def test_that_columns_that_move_with_every_act_hold_no_words() -> None:
    for _number, source in SOURCES.values():
        words = source.partition(" FROM ")[0]
        assert [column for column in BOOKKEEPING if f".{column}" in words] == []


def test_that_only_other_words_are_taken_in_anew() -> None:
    assert is_told("batches", None)  # a new row
    assert is_told("batches", {"number", "changed_at"})
    assert not is_told("batches", {"status", "changed_at"})
    assert not is_told("answers", None)
