"""Refusals about complaints, promises, problems and corrective actions."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class HeardInFuture(QcError):
    """A moment that should have passed lies in the future."""

    sentence = N_("“{field}” lies in the future. Enter when it really was.")


class AgreedBeforeHeard(QcError):
    """The customer agreed to something before they said it."""

    sentence = N_("Complaint {complaint} was heard later than that. Enter when they agreed.")


class WrongOrderCustomer(QcError):
    """A complaint names an order that belongs to somebody else."""

    sentence = N_(
        "Order {order} belongs to {customer}. Choose that customer, or leave the order empty."
    )


class WrongComplaintStatus(QcError):
    """A complaint is not at the step that the act needs."""

    sentence = N_(
        "Complaint {complaint} is {status}: this step cannot come now. Look at its next step."
    )


class OutcomeNeeded(QcError):
    """A complaint is answered or closed without an outcome."""

    sentence = N_("Say what came out of complaint {complaint}: choose an outcome.")


class StillSuspected(QcError):
    """A complaint is answered or closed while a batch is neither confirmed nor refuted."""

    sentence = N_(
        "Batch {batch} is still only suspected in complaint {complaint}. Confirm or refute it "
        "first."
    )


class ReviewFull(QcError):
    """A fourth thing was about to be decided in one review."""

    sentence = N_(
        "The review of the week of {day} has its {most} decisions. Nothing was kept. Decide what "
        "matters most, or make a promise on the Promises page."
    )


class PromisesOpen(QcError):
    """A complaint is closed while a promise is open."""

    sentence = N_(
        "Promise {promise} of complaint {complaint} is still open: “{text}”. Keep it first; the "
        "complaint stays as it is."
    )


class CustomerNotTold(QcError):
    """A complaint is closed although nobody told the customer of a broken promise."""

    sentence = N_(
        "Promise {promise} of complaint {complaint} is broken, and nobody has told the customer. "
        "Tell them, and note it at the promise."
    )


class MadeAfterwards(QcError):
    """A batch is linked to a complaint that is older than the batch."""

    sentence = N_(
        "Batch {batch} was made after complaint {complaint} was heard: it cannot be the cause. "
        "Check both dates."
    )


class NotConfirmed(QcError):
    """Something is said about an escape from a batch that is not confirmed as the cause."""

    sentence = N_(
        "Batch {batch} is not confirmed as the cause of complaint {complaint}. Confirm it first."
    )


class NoEscape(QcError):
    """Something is said about an escape from a batch that two people did not pass."""

    sentence = N_(
        "Batch {batch} was not passed by two people, so nothing escaped them. Look at how it was "
        "released."
    )


class PromiseBroken(QcError):
    """A broken promise was about to be kept or moved."""

    sentence = N_(
        "Promise {promise} was due on {due} and is broken. It can still be done, late: note that, "
        "and tell the other side."
    )


class PromiseKept(QcError):
    """Something was about to happen to a promise that is done with."""

    sentence = N_("Promise {promise} is already done; nothing more can happen to it.")


class PromiseNotBroken(QcError):
    """A promise that is not broken was about to be treated as broken."""

    sentence = N_("Promise {promise} is not broken. Keep it, or move it to a later day.")


class DueNotLater(QcError):
    """A due date lies before what it must follow."""

    sentence = N_("Promise {promise} must be due after {due}. Choose a later day.")


class WrongProblemStatus(QcError):
    """A problem is not at the step that the act needs."""

    sentence = N_(
        "Problem {problem} is {status}: this step cannot come now. Look at its next step."
    )


class SameCountermeasure(QcError):
    """The countermeasure that has failed already was about to be tried again."""

    sentence = N_(
        "Problem {problem} has come back {count} times, and this countermeasure was tried before. "
        "Choose a different one."
    )


class OwnerMustAct(QcError):
    """Somebody else decides about a problem that an owner must take in hand."""

    sentence = N_(
        "Problem {problem} has come back {count} times. Now an owner of the shop must act."
    )


class CorrectiveActionNeeded(QcError):
    """A problem that came back twice gets another fix without its causes being worked out."""

    sentence = N_(
        "Problem {problem} has come back {count} times. Before this step it needs: {why}"
    )


class VerifierTookPart(QcError):
    """The person who judges has taken part in what is judged."""

    sentence = N_("{person} took part in {what}. Somebody who did not must judge it.")


class NotProven(QcError):
    """Something was called solved before the goods have proven it."""

    sentence = N_(
        "Problem {problem} is not proven solved yet. Still missing: clean batches at {sites}."
    )


class CannotMerge(QcError):
    """Two problems cannot become one."""

    sentence = N_(
        "{problem} cannot become a part of {other}: both must be open and different, and a "
        "stop-ship must be lifted first."
    )


class ActionStillOpen(QcError):
    """A problem with an open corrective action was to get another, or to be merged."""

    sentence = N_(
        "Corrective action {action} of problem {problem} is still open. Go on with it; another "
        "problem that is the same can become a part of this one."
    )


class StopShip(QcError):
    """A batch cannot go while a problem's extra check is not passed."""

    sentence = N_(
        "Stop-ship for {problem}: batch {batch} cannot be released before its extra check is "
        "passed: “{check}”"
    )


class HeldByStopShip(QcError):
    """A product was about to leave the family that a stop-ship holds."""

    sentence = N_(
        "Stop-ship for {problem} holds everything of “{family}”. Product {product} cannot leave "
        "this family before an owner lifts the stop-ship."
    )


class ActionClosed(QcError):
    """A closed corrective action was about to be changed."""

    sentence = N_("Corrective action {action} is closed and no longer changes.")


class WrongActionStatus(QcError):
    """A single action is not at the step that the act needs."""

    sentence = N_("The action is {status}: this step cannot come now.")


class DisciplineOpen(QcError):
    """A corrective action is closed before everything is complete."""

    sentence = N_("Corrective action {action} is not complete. {discipline} still lacks: {why}")
