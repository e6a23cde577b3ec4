"""The languages of window, errors, command line and paper: a catalogue each, one spoken now.

Messages are written in English in the code. ``_`` translates now, ``N_`` only marks a message
that is translated later. Facts are put in afterwards:
``_("Batch {number} is held.").format(number=...)``.
"""

from qc_desk.i18n.alphabet import alphabetical
from qc_desk.i18n.formats import (
    format_date,
    format_datetime,
    format_decimal,
    format_integer,
    format_list,
    parse_decimal,
)
from qc_desk.i18n.languages import LANGUAGES, Language, language, speak, speaking
from qc_desk.i18n.messages import N_, _, headed, ngettext, pgettext, quoted

__all__ = [
    "LANGUAGES",
    "N_",
    "Language",
    "_",
    "alphabetical",
    "format_date",
    "format_datetime",
    "format_decimal",
    "format_integer",
    "format_list",
    "headed",
    "language",
    "ngettext",
    "parse_decimal",
    "pgettext",
    "quoted",
    "speak",
    "speaking",
]
