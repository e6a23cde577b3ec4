"""Refusals about sampling: which plan may be used, switched or passed."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class LotNotAccepted(QcError):
    """A batch was about to be released although its sample says no."""

    sentence = N_(
        "The sample does not accept batch {batch}: {severity}, {found} found among {n}, at most "
        "{ac} may be. Reject the batch; it can then be reworked, or released under concession."
    )


class SamplingDiscontinued(QcError):
    """A new batch was about to be checked although inspection is discontinued."""

    sentence = N_(
        "Inspection of {product} at {site} is discontinued: five lots were not accepted on "
        "tightened inspection. After an improvement a lead or owner resumes it, in Settings under "
        "Sampling."
    )


class IsolatedLots(QcError):
    """A switch was asked for where lots do not come in a series."""

    sentence = N_(
        "“Lots” is “isolated” in the sampling rule of the checklist: switching rules are for a "
        "continuing series of lots. Put a version with “lots = series” in force first."
    )


class ScoreTooLow(QcError):
    """Reduced inspection was asked for too early."""

    sentence = N_(
        "The switching score is {score}; reduced inspection needs at least {needed}. Go on with "
        "normal inspection."
    )


class WrongStrictness(QcError):
    """A switch does not begin at the inspection that is in force."""

    sentence = N_(
        "The lots are on {strictness}, so this cannot be done now. Look at the sampling state "
        "again."
    )


class NoSeries(QcError):
    """A switch was asked for where no lot was inspected by the standard."""

    sentence = N_(
        "No lot of {product} was inspected at {site} by ISO 2859-1 for {severity}, so there is "
        "nothing to switch."
    )
