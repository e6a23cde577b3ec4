"""The fixed words of sampling inspection (ISO 2859-1:1999, clauses 3, 9 and 10)."""

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_


class SamplingMethod(Word):
    """How many units of a lot are looked at, and how many may fail."""

    FIXED = "fixed", N_("fixed number")
    EVERY_PIECE = "every_piece", N_("every piece")
    ZERO_ACCEPTANCE = "zero_acceptance", N_("zero acceptance")
    ISO_2859 = "iso2859", N_("by ISO 2859-1")


class Level(Word):
    """The inspection levels of ISO 2859-1: how the sample grows with the lot (10.1)."""

    I = "I", N_("level I")  # noqa: E741 (the standard's own name)
    II = "II", N_("level II")
    III = "III", N_("level III")
    S1 = "S-1", N_("level S-1")
    S2 = "S-2", N_("level S-2")
    S3 = "S-3", N_("level S-3")
    S4 = "S-4", N_("level S-4")


class Strictness(Word):
    """Which of the three master tables is in force (9.1)."""

    NORMAL = "normal", N_("normal inspection")
    TIGHTENED = "tightened", N_("tightened inspection")
    REDUCED = "reduced", N_("reduced inspection")


class SwitchCause(Word):
    """Why the strictness of inspection changed (9.3, 9.4)."""

    TWO_OF_FIVE = "two_of_five", N_("two of five lots or fewer were not accepted")
    FIVE_ACCEPTED = "five_accepted", N_("five lots in a row were accepted")
    AGREED = "agreed", N_("switching score of 30, steady production, and agreed")
    NOT_ACCEPTED = "not_accepted", N_("a lot was not accepted")
    IRREGULAR = "irregular", N_("production became irregular")
    FIVE_NOT_ACCEPTED = "five_not_accepted", N_("five lots were not accepted while tightened")
    RESUMED = "resumed", N_("resumed after improvement")


SAMPLING_WORDS = (SamplingMethod, Level, Strictness, SwitchCause)
