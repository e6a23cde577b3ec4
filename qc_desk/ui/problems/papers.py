"""Which reports can be issued about a problem, from where it is shown."""

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.problem_details import ProblemDetail


def papers_of(detail: ProblemDetail) -> dict[ReportKind, int]:
    """Return the kinds with the ids of what each is about: newest batch, action, the problem."""
    offered = {}
    batches = [each.batch_id for each in detail.sightings if each.batch_id is not None]
    if batches:
        offered[ReportKind.DEFECT] = batches[0]
    if detail.corrective_actions:
        offered[ReportKind.EIGHT_D] = detail.corrective_actions[0].id
    if detail.status is ProblemStatus.PROVEN:
        offered[ReportKind.FIXED_LETTER] = detail.seen.problem_id
    return offered
