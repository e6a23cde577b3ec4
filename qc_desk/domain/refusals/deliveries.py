"""Refusals about reports that are sent to somebody."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class DeliverySettled(QcError):
    """Whether something was sent is already noted."""

    sentence = N_(
        "For {report} it is already noted: {standing}. Make a new delivery to send again."
    )


class NotSentYet(QcError):
    """Nobody can have confirmed the receipt of what was never sent."""

    sentence = N_(
        "{report} is not noted as sent this way. Confirm first that it was sent, then note who "
        "confirmed its receipt."
    )


class AlreadyAcknowledged(QcError):
    """The receipt is already noted."""

    sentence = N_("It is already noted that {name} confirmed the receipt of {report}.")


class AcknowledgedTooEarly(QcError):
    """A receipt was confirmed before the report left, or in the future."""

    sentence = N_(
        "The receipt of {report} cannot have been confirmed before it was sent, or after now. "
        "Correct the time."
    )


class ReportReplaced(QcError):
    """A report that is no longer in force was about to be sent."""

    sentence = N_("{report} was replaced by {newer}. Send {newer} instead.")


class NoMailServer(QcError):
    """There is nothing to send e-mail with."""

    sentence = N_(
        "No mail server is set for this workstation. Enter it under Settings, E-mail, or make "
        "an e-mail draft instead."
    )


class MailNotSent(QcError):
    """A mail server did not take a message."""

    sentence = N_("The report was not sent: {why} Nothing was noted as sent.")


class NoOutbox(QcError):
    """There is no folder to put reports into."""

    sentence = N_(
        "No folder for outgoing reports is set for this workstation. Enter it under Settings, "
        "E-mail, or name a folder."
    )


class ExportStopped(QcError):
    """An export of many reports could not go on."""

    sentence = N_(
        "{done} of {total} reports are in {folder}, each of them whole; then it stopped: {why}. "
        "Make room or choose another folder and export again: what is there is not written twice."
    )


class SentNotNoted(QcError):
    """A mail server took a report, and the record could not be written."""

    sentence = N_(
        "{report} was sent to {name}, but it could not be noted: {why} Do not send it again; note "
        "it as a draft that was sent once the record can be written."
    )
