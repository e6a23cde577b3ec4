"""Refusals about procedures and training."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class NoSteps(QcError):
    """A procedure version says nothing."""

    sentence = N_("“{procedure}” has no steps. Add at least one: what to do, in one sentence.")


class StepsNotReady(QcError):
    """A draft of a procedure has mistakes; all of them are listed together."""

    sentence = N_("“{procedure}” is not saved yet. What you typed is kept; correct this first:")

    def __init__(self, *, procedure: str, problems: tuple[str, ...]) -> None:
        """Keep the procedure's title and the sentences, one for each mistake."""
        super().__init__(procedure=procedure)
        self.problems = problems


class NotTrained(QcError):
    """A seat was about to be taken without the training that the checklist asks for."""

    sentence = N_(
        "{person} has not been trained on version {version} of “{checklist}”, which asks for it. "
        "A lead or owner trains {person} and notes it in the Manual, under Training."
    )


class NotUnderstood(QcError):
    """A seat was about to be taken before the inspector said that the version is understood."""

    sentence = N_(
        "{person} was trained on version {version} of “{checklist}”, but has not confirmed it yet."
        " {person} reads it and confirms “read and understood” in the Manual, under Training."
    )


class DraftNotTrained(QcError):
    """Somebody was about to be trained on what may still change."""

    sentence = N_(
        "“{title}” is still a draft in this version. A second person makes it effective first; "
        "then people are trained on it."
    )
