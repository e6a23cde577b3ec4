"""Which characters of a paper no font has, and where they stand: shown by number, and listed."""

from collections.abc import Iterator

from qc_desk.domain.paper import Paper
from qc_desk.i18n import _
from qc_desk.reports.bands import WIDTH, Band
from qc_desk.reports.lettering import BODY_GREY
from qc_desk.reports.setting import columns
from qc_desk.reports.typesetting import Typesetter
from qc_desk.reports.visible import number_of, signs_without_ink
from qc_desk.reports.whereabouts import told_texts


def missing_letters(paper: Paper, setter: Typesetter) -> Iterator[Band]:
    """Return the list at the end of a paper; nothing where the fonts have every character."""
    found = _found(paper)
    if not found:
        return
    said = _(
        "Some characters are not in the fonts of this paper, or leave no ink. They stand in it by"
        " their number, such as {example}. Where they are:"
    )
    example = next(iter(next(iter(found.values()))))
    band = columns(setter, [(0, WIDTH, [(said.format(example=f"⟦{example}⟧"), BODY_GREY)])], 2)
    band.keeps = True
    yield Band(10, blank=True)
    yield band
    for place, numbers in found.items():
        line = f"{place}: {', '.join(numbers)}"
        yield columns(setter, [(8, WIDTH - 8, [(line, BODY_GREY)])], 1)


def _found(paper: Paper) -> dict[str, dict[str, None]]:
    """Return the numbers of such characters by the place where they stand, in reading order."""
    found: dict[str, dict[str, None]] = {}
    for where, text in told_texts(paper):
        signs = signs_without_ink(text)
        if signs:
            found.setdefault(" · ".join(where), {}).update(dict.fromkeys(map(number_of, signs)))
    return found
