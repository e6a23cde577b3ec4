"""What the program says when it refuses: each refusal names the situation and the way out.

A refusal is raised with the names its sentence needs: ``raise SameInspector(person="Ana",
batch="L-7")``.
"""

from typing import ClassVar

from qc_desk.i18n import N_, _
from qc_desk.overrides import override

MOST_PROBLEMS_SHOWN = 50


class QcError(Exception):
    """Something a person can put right; its text is a sentence in the language spoken now."""

    sentence: ClassVar[str] = ""
    problems: tuple[str, ...] = ()

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence needs."""
        super().__init__(facts)
        self.facts = facts

    @override
    def __str__(self) -> str:
        """Return the sentence with its facts, in the language spoken now, and a line a problem."""
        said = _(self.sentence).format(
            **{name: _shown(_word(name, fact)) for name, fact in self.facts.items()}
        )
        lines = [f"– {problem}" for problem in self.problems[:MOST_PROBLEMS_SHOWN]]
        unsaid = len(self.problems) - len(lines)
        more = [_("– and {count} more").format(count=unsaid)] if unsaid else []
        return "\n".join([said, *lines, *more])


def _word(name: str, fact: object) -> object:
    """Translate the facts that are words of the program, marked where the refusal was raised."""
    return _(fact) if name in {"field", "kind", "why"} and isinstance(fact, str) and fact else fact


def _shown(fact: object) -> object:
    """Show words of the trade in the language spoken now, and names at a readable length."""
    shown = getattr(fact, "label", fact)
    if isinstance(shown, str) and len(shown) > 120:
        return f"{shown[:119]}…"
    return shown


# Who may do what


class NotAllowed(QcError):
    """The person has no role that allows the act at this site."""

    sentence = N_(
        "{person} may not do this at {site}: it needs the role {role}. Ask an owner to give the"
        " role in Settings."
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


# States


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


# What was entered


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


class NameTaken(QcError):
    """The name or number is used already."""

    sentence = N_("There is already a {kind} “{name}”. Choose another, or open the existing one.")


class NotFound(QcError):
    """What was asked for is not there."""

    sentence = N_("There is no {kind} “{name}”. Check the spelling, or look it up in the list.")


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


class StillInUse(QcError):
    """A thing cannot be retired while others need it."""

    sentence = N_("“{name}” is still in use by {user}. Change that first.")


class ValueNeeded(QcError):
    """A measurement has no value."""

    sentence = N_("Item “{item}” is a measurement: enter the measured value.")


class QuantityWrong(QcError):
    """A quantity cannot be."""

    sentence = N_(
        "Quantity {quantity} is not possible: enter a whole number from {lowest} to {highest}."
    )


class FileNotReadable(QcError):
    """A file that was named cannot be read."""

    sentence = N_("“{file}” cannot be read: {why}. Check the name and who may read it.")


class NotADemo(QcError):
    """The demo was asked for in a folder that holds a real record."""

    sentence = N_(
        "{place} holds the record of {organisation}, which is not the sample shop. Nothing was "
        "changed; "
        "give the demo a folder of its own with --data."
    )


class NotAPhoto(QcError):
    """A file is not a photo, or only half of one."""

    sentence = N_(
        "“{name}” cannot be read as a photo (JPEG, PNG, WebP, TIFF, BMP or GIF). It was not "
        "added; take it again or choose another."
    )


class PhotoTooLarge(QcError):
    """A photo is larger than the record takes."""

    sentence = N_(
        "“{name}” is larger than {limit}. It was not added; make it smaller or take it at a "
        "lower resolution."
    )


# People and keys


class WrongPassword(QcError):
    """The password is not right."""

    sentence = N_(
        "The password of {person} is not right. Nothing was signed. Check the keyboard layout "
        "and try again."
    )


class WaitBeforeRetry(QcError):
    """Too many wrong passwords."""

    sentence = N_("Too many wrong passwords for {person}. Try again in {seconds} s.")


class PasswordTooShort(QcError):
    """The password is too short."""

    sentence = N_(
        "The password has {length} characters; it needs at least {limit}. Four or five words "
        "are easy to remember."
    )


class PasswordTooCommon(QcError):
    """The password is one of those that are tried first."""

    sentence = N_(
        "This password is easy to guess. Four or five words that do not belong together are "
        "better."
    )


class NoKey(QcError):
    """The person has no key to sign with."""

    sentence = N_(
        "{person} has no signing key yet. An owner can set a password in Settings, under People."
    )


class NoRoleAnywhere(QcError):
    """The person may do nothing at any site."""

    sentence = N_(
        "{person} has no role at any site, so there is nothing to do here. An owner can give a role"
        " in Settings, under People."
    )


class LastOwner(QcError):
    """The last owner would be gone."""

    sentence = N_("{person} is the last owner. Make another person owner first.")


class SameAuthor(QcError):
    """A checklist version was about to be approved by its own author."""

    sentence = N_(
        "{person} wrote version {version} of “{checklist}”. A different person must make it "
        "effective."
    )


class TwoOwnersNeeded(QcError):
    """A key was about to be replaced by one owner alone."""

    sentence = N_(
        "Replacing a signing key needs a second owner. Ask {names} to confirm with their own "
        "password."
    )


class ChangedElsewhere(QcError):
    """A row of a list changed between looking and acting."""

    sentence = N_(
        "“{name}” was changed at another place since you opened it. Look at it again, then "
        "change it."
    )


class Retired(QcError):
    """A thing that was put away cannot be chosen for something new."""

    sentence = N_(
        "The {kind} “{name}” is retired and cannot be chosen. Bring it back in Settings, or "
        "choose another."
    )


class LastSite(QcError):
    """The last site would be gone."""

    sentence = N_("{site} is the only site. Add another site first.")


class VersionNotDraft(QcError):
    """A checklist version that is no draft was about to be made effective."""

    sentence = N_(
        "Version {version} of “{checklist}” is {status}. Only a draft can be made effective."
    )


class NewerVersion(QcError):
    """A draft was about to be made effective although there is a newer version."""

    sentence = N_(
        "Version {version} of “{checklist}” is older than version {newest}. Look at the newest "
        "version, then decide."
    )


# Files


class FileRefused(QcError):
    """A file that cannot be read as what it should be."""

    sentence = N_("“{file}” cannot be read: {why} Nothing was changed.")


class FileNotWritten(QcError):
    """A file could not be written completely."""

    sentence = N_(
        "“{file}” could not be written ({why}). Nothing half written is left; choose another "
        "folder or make room, then try again."
    )


class FileProblems(QcError):
    """A file has mistakes; all of them are listed together, each with its place."""

    sentence = N_(
        "“{file}” has mistakes ({count}). Nothing was changed; correct them and try again:"
    )

    def __init__(self, *, file: str, problems: tuple[str, ...]) -> None:
        """Keep the file's name and the sentences, one for each mistake."""
        super().__init__(file=file, count=len(problems))
        self.problems = problems
