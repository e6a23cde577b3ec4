"""Counts, choices and photos in a checklist file: what is missing or too much is named."""

import pytest

from qc_desk.domain.refusals import FileProblems
from qc_desk.domain.vocabulary import PhotoRule
from qc_desk.services.checklist_files import ItemDraft, read_checklist

ITEM = """
code = "C"
title = "T"
[[items]]
code = "a"
title = "A"
instruction = "Look."
severity = "minor"
"""


def read(lines: str) -> ItemDraft:
    return read_checklist(ITEM + lines, "c.toml").items[0]


def test_that_the_answers_of_a_choice_are_read() -> None:
    item = read('kind = "choice"\ngood = ["white", " off  white "]\nbad = ["yellow"]')
    assert (item.good, item.bad) == (("white", "off white"), ("yellow",))


def test_that_an_item_that_asks_for_a_photo_needs_one_always() -> None:
    assert read('kind = "photo"').photo_rule is PhotoRule.ALWAYS


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('kind = "choice"\nbad = ["a", "b"]', "“good” is missing"),
        ('kind = "choice"\ngood = ["a"]', "at least two answers"),
        ('kind = "choice"\ngood = ["a", "A"]', "twice"),
        ('kind = "choice"\ngood = "a"', "“good” is"),
        ('kind = "choice"\ngood = ["a", ""]', "an answer in “good” is empty"),
        ('good = ["a", "b"]', "“good” belongs to a choice"),
        ('kind = "count"', "“lower” and “upper” are missing"),
        ('kind = "count"\nupper = 1.5', "“upper” is 1.5"),
        ('kind = "count"\nlower = 3\nupper = 1', "“lower” (3) is larger than “upper” (1)"),
        ('kind = "count"\nupper = 3\ndecimals = 2', "“decimals” is 2"),
        ('kind = "photo"\nphoto = "never"', "must be \"always\""),
        ('kind = "text"\nunit = "mm"', "“unit” belongs to a measurement"),
    ],
)  # fmt: skip
def test_that_a_mistake_in_a_kind_is_named(lines: str, said: str) -> None:
    with pytest.raises(FileProblems) as refused:
        read(lines)
    assert said in "\n".join(refused.value.problems)
