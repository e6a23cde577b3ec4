"""One grid and one scale of type for every paper: all numbers of the layout stand here.

Points, 72 to the inch. The column of text is as wide on A4 as on US Letter; only the margins and
the height of the page differ, so that a report breaks its lines in the same places on both.
"""

from qc_desk.domain.vocabulary import PageSize

SIZES = {PageSize.A4: (595.28, 841.89), PageSize.LETTER: (612.0, 792.0)}
PAGE_WIDTH, PAGE_HEIGHT = SIZES[PageSize.A4]
LEFT = 42.0  # on A4; a wider page has wider margins
TOP = 40.0
FOOT = 52.0  # below the bands: the foot of the page
WIDTH = PAGE_WIDTH - 2 * LEFT
GAP = 10.0  # between the columns of the page
ACROSS = 4  # columns of facts

LOGO_WIDTH, LOGO_HEIGHT = 150.0, 40.0  # the room for the logo

# The scale of type
FINE_SIZE = 6.2
SMALL_SIZE = 6.8
BODY_SIZE = 7.8
LEAD_SIZE = 9.5
LETTER_SIZE = 10.0
HEADING_SIZE = 11.5
NUMBER_SIZE = 15.0


def frame_height(page: PageSize) -> float:
    """Return what is left for bands above the footer."""
    return SIZES[page][1] - TOP - FOOT


def shift(page: PageSize) -> float:
    """Return how much further to the right everything stands than on A4."""
    return (SIZES[page][0] - PAGE_WIDTH) / 2
