"""The steps of a problem as buttons and sentences: the one that comes next, and the others."""

from dataclasses import dataclass

from qc_desk.domain.loop_words import CorrectiveActionStatus, ProblemStatus
from qc_desk.domain.refusals import CorrectiveActionNeeded
from qc_desk.i18n import N_, _
from qc_desk.services.problem_details import ActionRow, ProblemDetail, StepRow


@dataclass(frozen=True)
class StepWords:
    """How a step is offered and asked for: its button, its icon, title, explanation, verb."""

    button: str
    picture: str
    title: str
    text: str
    verb: str


STEPS = {
    "own": StepWords(
        N_("Put somebody in charge…"),
        "user-check",
        N_("Who is in charge of {problem}?"),
        N_("One person who decides leads it to its proof. Say what is done first."),
        N_("Put in charge"),
    ),
    "claim_fix": StepWords(
        N_("Claim a fix…"),
        "wrench",
        N_("What ends {problem}?"),
        N_("It is a claim until the goods have proven it, at every site."),
        N_("Claim the fix"),
    ),
    "verify_fix": StepWords(
        N_("Verify the fix…"),
        "badge-check",
        N_("Is the fix of {problem} in place?"),
        N_("Look where the goods are made. From now on the goods are counted as proof."),
        N_("Verify the fix"),
    ),
    "prove": StepWords(
        N_("Note as proven solved…"),
        "badge-check",
        N_("{problem} is proven solved"),
        N_("Every site has shown enough. A stop-ship ends with it; customers may be told."),
        N_("Note as proven solved"),
    ),
    "open_action": StepWords(
        N_("Open a corrective action…"),
        "clipboard-list",
        N_("Open a corrective action for {problem}"),
        N_("Eight disciplines: a team, the causes, what is done, and who has verified it."),
        N_("Open it"),
    ),
    "stop_ship": StepWords(
        N_("Set a stop-ship…"),
        "octagon-alert",
        N_("Let nothing of this family go unchecked"),
        N_("No batch of {family} is released before somebody has passed this extra check."),
        N_("Set the stop-ship"),
    ),
    "lift": StepWords(
        N_("Lift the stop-ship…"),
        "undo-2",
        N_("Lift the stop-ship of {problem}"),
        N_("Batches go again without the extra check, although nothing is proven yet."),
        N_("Lift the stop-ship"),
    ),
    "merge": StepWords(
        N_("It is the same as another…"),
        "layers",
        N_("{problem} is a part of another problem"),
        N_("What was seen, promised and came back here counts there from now on."),
        N_("Make it a part"),
    ),
    "split": StepWords(
        N_("Something else is among it…"),
        "unlink",
        N_("Split something off {problem}"),
        N_(
            "Choose what is not the same. It becomes a problem of its own; the counter stays here."
        ),
        N_("Split it off"),
    ),
}

_NEXT = {
    ProblemStatus.WATCHING: "own",
    ProblemStatus.ALERT: "own",
    ProblemStatus.RECURRED: "own",
    ProblemStatus.OWNED: "claim_fix",
    ProblemStatus.FIX_CLAIMED: "verify_fix",
    ProblemStatus.PROVING: "prove",
}
_SENTENCES = {
    ProblemStatus.WATCHING: N_(
        "It was seen, and nobody has promised anything about it yet. It is counted from now on."
    ),
    ProblemStatus.ALERT: N_("It came back after a promise. Somebody has to be in charge of it."),
    ProblemStatus.OWNED: N_("{owner} is in charge. Find the causes and what ends it."),
    ProblemStatus.FIX_CLAIMED: N_(
        "A fix is claimed. Somebody who had no part in it looks whether it is in place."
    ),
    ProblemStatus.PROVING: N_("The fix is in place. Now the goods prove it, at every site."),
    ProblemStatus.PROVEN: N_("The goods have proven it solved. It is counted if it comes back."),
    ProblemStatus.RECURRED: N_(
        "What was done did not help: it came back. Somebody has to find what does."
    ),
    ProblemStatus.MERGED: N_("It is a part of {other}; everything goes on there."),
}
_ORDER = (
    "own",
    "claim_fix",
    "verify_fix",
    "prove",
    "open_action",
    "merge",
    "split",
)


@dataclass(frozen=True)
class Next:
    """Where a problem stands in a sentence, the one next step, and what else can be done.

    ``action`` is the corrective action that stands in the way of the next step.
    """

    sentence: str
    first: StepRow | None = None
    others: tuple[StepRow, ...] = ()
    action: ActionRow | None = None


def next_step(detail: ProblemDetail) -> Next:
    """Return what comes next for this person, and why they cannot do it if they cannot."""
    said = _(_SENTENCES[detail.status]).format(owner=detail.owner, other=detail.merged_into)
    name = _NEXT.get(detail.status)
    allowed = [detail.step(each) for each in _ORDER if detail.step(each).allowed]
    if name is None:
        return Next(said, None, tuple(allowed))
    first = detail.step(name)
    if first.allowed:
        others = tuple(each for each in allowed if each is not first)
        return Next(said, first, others)
    said = f"{said} {first.refusal}"
    if not isinstance(first.refusal, CorrectiveActionNeeded):
        return Next(said, None, tuple(allowed))
    begin = detail.step("open_action")
    if begin.allowed:
        return Next(said, begin, tuple(each for each in allowed if each is not begin))
    return Next(said, None, tuple(allowed), open_action(detail))


def open_action(detail: ProblemDetail) -> ActionRow | None:
    """Return the corrective action that is being worked on."""
    for each in detail.corrective_actions:
        if each.status is CorrectiveActionStatus.OPEN:
            return each
    return None
