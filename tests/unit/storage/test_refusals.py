"""Every refusal of the storage is a sentence with a way out."""

import inspect
import string

import pytest

from qc_desk.domain.refusals import QcError
from qc_desk.storage import refusals

ALL = [
    found
    for _name, found in inspect.getmembers(refusals, inspect.isclass)
    if issubclass(found, QcError) and found is not QcError
]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_that_it_says_what_happened_what_was_kept_and_what_to_do(kind: type[QcError]) -> None:
    names = [name for _text, name, _spec, _how in string.Formatter().parse(kind.sentence) if name]
    sentence = str(kind(**{str(name): "X" for name in names}))
    assert len(sentence.split(". ")) >= 3
    assert sentence.endswith((".", "X"))
    assert "{" not in sentence
