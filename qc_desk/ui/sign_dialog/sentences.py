"""What each signature says in a whole sentence, and the words around it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import Meaning
from qc_desk.i18n import N_, _

if TYPE_CHECKING:
    from qc_desk.services.stop_ship import StopRow


@dataclass(frozen=True)
class Sentence:
    """The words of one meaning: headline, statement, button, what is said afterwards."""

    title: str
    statement: str
    together: str  # the statement when two people sign it
    do: str
    done: str
    icon: str
    needs_reason: bool = True
    reasons: tuple[str, ...] = ()
    danger: bool = False


_INSPECTED = N_(
    "I have checked batch {batch} ({product}) myself in round {round}, "
    "and my findings are complete."
)
_APPROVED = N_(
    "I have checked batch {batch} ({product}) in round {round} independently of the first "
    "inspector. "
    "My findings are complete, and I release the batch."
)
_REJECTED = N_(
    "I have checked batch {batch} ({product}) in round {round} independently of the first "
    "inspector. "
    "My findings are complete, and I hold the batch: it is not released."
)
_CONCESSION = N_(
    "I have read what both inspectors found on batch {batch} ({product}) in round {round}. "
    "I release it under concession, for the reason I give here."
)
_ALONE = N_(
    "Nobody else at this site can check batch {batch} ({product}). I release round {round} "
    "without a second check, for the reason I give here. The report says so in its headline."
)
_RECONCILED = N_(
    "I did neither check of batch {batch} ({product}). I have looked at every difference in "
    "round {round} and decide as chosen here."
)
_TOGETHER = N_(
    "We both checked batch {batch} ({product}). We have looked at every difference in "
    "round {round} together and decide as chosen here."
)

SENTENCES: dict[Meaning, Sentence] = {
    Meaning.INSPECTED: Sentence(
        title=N_("Sign the first check"),
        statement=_INSPECTED,
        together=_INSPECTED,
        do=N_("Sign"),
        done=N_("The first check of batch {batch} is signed. It now waits for a second person."),
        icon="pen-line",
        needs_reason=False,
    ),
    Meaning.APPROVED: Sentence(
        title=N_("Approve and release the batch"),
        statement=_APPROVED,
        together=_APPROVED,
        do=N_("Sign and release"),
        done=N_("Batch {batch} is released."),
        icon="package-check",
        needs_reason=False,
    ),
    Meaning.REJECTED: Sentence(
        title=N_("Reject and hold the batch"),
        statement=_REJECTED,
        together=_REJECTED,
        do=N_("Sign and hold"),
        done=N_("Batch {batch} is held."),
        icon="package-x",
        reasons=(N_("Does not meet the limits."), N_("Too many defects.")),
        danger=True,
    ),
    Meaning.CONCESSION: Sentence(
        title=N_("Release under concession"),
        statement=_CONCESSION,
        together=_CONCESSION,
        do=N_("Sign the concession"),
        done=N_("Batch {batch} is released under concession."),
        icon="package-open",
        reasons=(N_("The customer agreed in writing."), N_("No effect on use.")),
        danger=True,
    ),
    Meaning.RELEASED_ALONE: Sentence(
        title=N_("Release without second check"),
        statement=_ALONE,
        together=_ALONE,
        do=N_("Sign and release alone"),
        done=N_("Batch {batch} is released without second check."),
        icon="triangle-alert",
        reasons=(N_("There is no second inspector at this site."),),
        danger=True,
    ),
    Meaning.RECONCILED: Sentence(
        title=N_("Decide the differences"),
        statement=_RECONCILED,
        together=_TOGETHER,
        do=N_("Sign the decision"),
        done=N_("The differences on batch {batch} are decided."),
        icon="git-compare",
        reasons=(N_("Looked at the pieces together."), N_("Measured again.")),
    ),
}


def stop_words(row: "StopRow") -> str:
    """Return which extra check stands in the way of a release, and where it is answered."""
    failed = _("Its extra check has failed: “{check}”")
    waits = _("Its extra check is not answered yet: “{check}”")
    said = _("Stop-ship {problem}: this signature will be refused.")
    where = _("Answer it on the page of the batch, then come back.")
    told = (waits if row.result is None else failed).format(check=row.check)
    return "\n".join((said.format(problem=row.problem), told, where))
