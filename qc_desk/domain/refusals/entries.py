"""Refusals about what was entered or asked for."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class ReasonNeeded(QcError):
    """An act that must be explained was not."""

    sentence = N_("Please give a reason: it stands on the report and cannot be added later.")


class FieldNeeded(QcError):
    """A field that must be filled in is empty."""

    sentence = N_("“{field}” is empty. Fill it in.")


class FieldTooLong(QcError):
    """A text is longer than its field."""

    sentence = N_("“{field}” has {length} characters; at most {limit} fit. Shorten it.")


class FieldInvalid(QcError):
    """A field holds something it cannot mean."""

    sentence = N_("“{field}” cannot be “{value}”: {why}")


class NotFound(QcError):
    """What was asked for is not there."""

    sentence = N_("There is no {kind} “{name}”. Check the spelling, or look it up in the list.")


class NothingToDraw(QcError):
    """A picture has no chart, because there is too little to show."""

    sentence = N_("There is no picture to draw. {why} Choose another period, or write the table.")


class AmbiguousName(QcError):
    """A name fits several things."""

    sentence = N_(
        "“{name}” fits several batches: {names}. Give the product too, as PRODUCT/BATCH."
    )


class NothingToReport(QcError):
    """A report cannot be issued."""

    sentence = N_("Report {name} cannot be issued: {why}")


class NoReport(QcError):
    """A batch has no report yet, or none in the language that was asked for."""

    sentence = N_("Batch {batch} has no report: {why}")


class WithdrawNewer(QcError):
    """A report that was replaced is to be withdrawn."""

    sentence = N_("{number} was replaced by {newer}. Withdraw {newer} instead.")


class ReportWithdrawn(QcError):
    """A report that was withdrawn is to be used once more."""

    sentence = N_("{number} was withdrawn and no longer holds. Issue it again first.")


class NotDecidedYet(QcError):
    """A report about a batch would tell what the second inspector must not know yet."""

    sentence = N_(
        "Batch {batch} is not decided yet. Its defects can be reported once two people have"
        " checked it, or its round was decided."
    )


class NotAnsweredYet(QcError):
    """A letter would answer a complaint that has no answer."""

    sentence = N_("{complaint} has no answer yet. Write the answer as its next step first.")


class NotCertifiable(QcError):
    """A certificate would say more than the record does."""

    sentence = N_("Batch {batch} cannot be certified: {why} Use its inspection report instead.")


class NoDefects(QcError):
    """A defect report would be empty."""

    sentence = N_("No defect was found on batch {batch} in its last round.")


class ValueNeeded(QcError):
    """A measurement has no value."""

    sentence = N_("Item “{item}” is a measurement: enter the measured value.")


class CountNeeded(QcError):
    """A count has no number."""

    sentence = N_("Item “{item}” is a count: enter how many there are.")


class ChoiceNeeded(QcError):
    """Nothing was chosen that can be chosen."""

    sentence = N_("Item “{item}” asks for a choice: {choices}. Choose one.")


class WordsNeeded(QcError):
    """A text that must be written down is empty."""

    sentence = N_("Item “{item}” asks for a text: write it down, then pass or fail it.")


class QuantityWrong(QcError):
    """A quantity cannot be."""

    sentence = N_(
        "Quantity {quantity} is not possible: enter a whole number from {lowest} to {highest}."
    )
