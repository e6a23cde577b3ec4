"""Refusals about seats, states and decisions: who may do what, and when."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class NotAllowed(QcError):
    """The person has no role that allows the act at this site."""

    sentence = N_(
        "{person} may not do this at {site}: it needs the role {role}. Ask an owner to give the"
        " role in Settings."
    )


class ClockSetBack(QcError):
    """The hour decides here, and this workstation's clock is behind what was written already."""

    sentence = N_(
        "By the clock of this workstation it is {now} (UTC), but something was written at {newest}"
        " (UTC) already. Nothing was changed. Set the clock right and do it again; if it is right,"
        " set the clock of the other workstation right."
    )


class PersonRetired(QcError):
    """The person no longer works here."""

    sentence = N_("{person} is no longer active and cannot sign or decide. Choose another person.")


class SameInspector(QcError):
    """The first inspector tried to be the second."""

    sentence = N_(
        "{person} already did the first check of batch {batch}. A different person must do the "
        "second check."
    )


class ProducerCannotCheck(QcError):
    """Somebody who made the batch tried to be its second inspector."""

    sentence = N_(
        "{person} is named as a producer of batch {batch}. The second check needs someone who "
        "did not make it."
    )


class NotYourInspection(QcError):
    """Somebody else's inspection was about to be changed."""

    sentence = N_(
        "This inspection belongs to {person}. Only {person} can record, submit or withdraw it."
    )


class SameSigner(QcError):
    """A decision that needs another person was about to be signed by the same one."""

    sentence = N_(
        "{person} has already signed batch {batch} in round {round}. A different person must "
        "sign this."
    )


class SecondInspectorAvailable(QcError):
    """Release without second check was asked for although there is a second inspector."""

    sentence = N_(
        "{names} can do the second check of batch {batch}. Release without second check is only"
        " for a site "
        "with a single inspector."
    )


class NotForReconciliation(QcError):
    """A person tried to reconcile differences without the right to."""

    sentence = N_(
        "Differences on batch {batch} are decided by both inspectors together, or by a lead or "
        "owner who did neither check."
    )


class WrongStatus(QcError):
    """The batch is not where the act needs it to be."""

    sentence = N_(
        "Batch {batch} is at “{status}”, so this cannot be done now. Reload the batch to see "
        "its next step."
    )


class SeatTaken(QcError):
    """The seat of this round is taken."""

    sentence = N_("{person} is already the {seat} of batch {batch} in this round.")


class NoChecklist(QcError):
    """The product has no effective checklist."""

    sentence = N_(
        "Product {product} has no effective checklist. An owner or lead can choose one in "
        "Settings, under Products."
    )


class InspectionClosed(QcError):
    """The inspection no longer takes answers."""

    sentence = N_(
        "This inspection is {status} and takes no more changes. What was recorded is kept."
    )


class OpenItems(QcError):
    """Items are not answered yet."""

    sentence = N_(
        "{count} items of batch {batch} are not answered yet. Answer each of them, then sign."
    )


class PhotoMissing(QcError):
    """A required photo is missing."""

    sentence = N_("Item “{item}” needs a photo. Add it, then sign.")


class OpenCriticalDefect(QcError):
    """A critical defect is still open."""

    sentence = N_(
        "Batch {batch} has an open critical defect ({code}). It cannot be released; hold it, or"
        " close the defect first."
    )


class NotReconciled(QcError):
    """The two inspectors differ and nobody has decided yet."""

    sentence = N_(
        "The two checks of batch {batch} differ in {count} places. Reconcile them with a reason"
        " before the decision."
    )


class NotSubmitted(QcError):
    """The second inspector has not submitted what was found."""

    sentence = N_(
        "The second check of batch {batch} is not submitted yet. Submit it; then both checks "
        "are compared."
    )


class ReconciledToFail(QcError):
    """The differences were decided against the batch."""

    sentence = N_(
        "The differences on batch {batch} were decided as a failure. Reject the batch; it can "
        "then be reworked or conceded."
    )


class ConcessionNeeded(QcError):
    """Pieces are to be used as they are, which only a concession allows."""

    sentence = N_(
        "Batch {batch} has pieces to be used as they are. Reject it, then release it under "
        "concession with a second signature."
    )


class FailsAlone(QcError):
    """A batch that failed its only check cannot be released on one person's word."""

    sentence = N_(
        "Batch {batch} failed its check. Without a second check only a batch that passed can be"
        " released. Hold it, rework it, and check it again."
    )


class NotCheckedTwice(QcError):
    """A concession was asked for a batch that only one person has checked."""

    sentence = N_(
        "Batch {batch} was not checked by two people in this round. A concession needs both "
        "checks; send it to rework and check it again."
    )


class NothingToReconcile(QcError):
    """The two inspectors do not differ."""

    sentence = N_(
        "The two checks of batch {batch} do not differ, so there is nothing to reconcile."
    )


class CannotWithdraw(QcError):
    """The other seat has signed already."""

    sentence = N_(
        "The inspection of batch {batch} can no longer be withdrawn: both checks are already "
        "side by side."
    )


class SomeoneElseChangedIt(QcError):
    """The thing changed between looking and acting."""

    sentence = N_(
        "Batch {batch} was changed at another place since you opened it. Look at it again, then"
        " decide."
    )


class AlreadyAnswered(QcError):
    """The item has an answer that was not seen."""

    sentence = N_(
        "Item “{item}” was answered at another place in the meantime. Look at the answer, then "
        "decide."
    )


class WrongDefectStatus(QcError):
    """The defect is not where the act needs it to be."""

    sentence = N_(
        "Defect {number} is {status}. The order is: contain it, decide what happens to every "
        "piece, close it."
    )


class NotDrawn(QcError):
    """A second inspector was about to answer where the spot check does not look."""

    sentence = N_(
        "“{item}” was not drawn for the second check, so it is not answered there. What you see"
        " there all the same is recorded as a defect without an item."
    )
