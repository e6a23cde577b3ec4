"""Refusals about shop data: products, checklists, sites and the like."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class NameTaken(QcError):
    """The name or number is used already."""

    sentence = N_("There is already a {kind} “{name}”. Choose another, or open the existing one.")


class StillInUse(QcError):
    """A thing cannot be retired while others need it."""

    sentence = N_("“{name}” is still in use by {user}. Change that first.")


class SameAuthor(QcError):
    """A checklist version was about to be approved by its own author."""

    sentence = N_(
        "{person} wrote version {version} of “{checklist}”. A different person must make it "
        "effective."
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


class VersionPublished(QcError):
    """A published checklist version was about to be changed."""

    sentence = N_(
        "Version {version} of “{checklist}” is {status} and never changes. Begin a draft from it."
    )


class NotYourDraft(QcError):
    """A draft was about to be changed by somebody who did not write it."""

    sentence = N_(
        "Version {version} of “{checklist}” is the draft of {person}, who would no longer be its "
        "author. Begin a draft of your own: it starts as a copy."
    )


class ChecklistNotReady(QcError):
    """A draft has mistakes; all of them are listed together, each with its item and field."""

    sentence = N_("“{checklist}” is not saved yet. What you typed is kept; correct this first:")

    def __init__(self, *, checklist: str, problems: tuple[str, ...]) -> None:
        """Keep the checklist's title and the sentences, one for each mistake."""
        super().__init__(checklist=checklist)
        self.problems = problems


class NoItems(QcError):
    """A checklist version says nothing."""

    sentence = N_(
        "“Items” is empty in “{checklist}”. Add at least one: what to look at, and how bad a "
        "failure is."
    )
