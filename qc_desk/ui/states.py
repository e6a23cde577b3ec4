"""How the words of the trade look: a tone and an icon for each, never colour alone."""

from qc_desk.domain.gauge_words import CalibrationResult, GaugeState
from qc_desk.domain.loop_words import (
    ActionStatus,
    ComplaintStatus,
    ProblemStatus,
    PromiseStanding,
    Standing,
)
from qc_desk.domain.vocabulary import (
    BatchStatus,
    DefectStatus,
    InspectionStatus,
    Result,
    Severity,
    Verdict,
)
from qc_desk.ui.theme import Tone

Look = tuple[Tone, str]

_BATCH: dict[BatchStatus, Look] = {
    BatchStatus.DRAFT: (Tone.CALM, "circle-dashed"),
    BatchStatus.FIRST_CHECK: (Tone.INFO, "user"),
    BatchStatus.SECOND_CHECK: (Tone.INFO, "users"),
    BatchStatus.RELEASED: (Tone.PASS, "circle-check"),
    BatchStatus.HELD: (Tone.FAIL, "octagon-alert"),
    BatchStatus.REWORK: (Tone.WARN, "wrench"),
    BatchStatus.SHIPPED: (Tone.PASS, "truck"),
    BatchStatus.SCRAPPED: (Tone.CALM, "trash-2"),
    BatchStatus.RETURNED: (Tone.CALM, "undo-2"),
    BatchStatus.RECALLED: (Tone.FAIL, "package-x"),
}
_SEVERITY: dict[Severity, Look] = {
    Severity.CRITICAL: (Tone.FAIL, "octagon-alert"),
    Severity.MAJOR: (Tone.WARN, "triangle-alert"),
    Severity.MINOR: (Tone.CALM, "info"),
}
_DEFECT: dict[DefectStatus, Look] = {
    DefectStatus.OPEN: (Tone.FAIL, "circle-x"),
    DefectStatus.CONTAINED: (Tone.WARN, "lock"),
    DefectStatus.DISPOSITIONED: (Tone.INFO, "arrow-right"),
    DefectStatus.CLOSED: (Tone.PASS, "circle-check"),
}
_INSPECTION: dict[InspectionStatus, Look] = {
    InspectionStatus.OPEN: (Tone.INFO, "pen-line"),
    InspectionStatus.SUBMITTED: (Tone.INFO, "send"),
    InspectionStatus.SIGNED: (Tone.PASS, "shield-check"),
    InspectionStatus.WITHDRAWN: (Tone.CALM, "undo-2"),
}
_RESULT: dict[Result, Look] = {
    Result.PASS: (Tone.PASS, "circle-check"),
    Result.FAIL: (Tone.FAIL, "circle-x"),
    Result.NOT_APPLICABLE: (Tone.CALM, "circle-minus"),
}
_VERDICT: dict[Verdict, Look] = {
    Verdict.PENDING: (Tone.CALM, "circle-dashed"),
    Verdict.RELEASED: (Tone.PASS, "circle-check"),
    Verdict.REJECTED: (Tone.FAIL, "octagon-alert"),
    Verdict.CONCESSION: (Tone.WARN, "triangle-alert"),
    Verdict.ALONE: (Tone.WARN, "shield-alert"),
}
_COMPLAINT: dict[ComplaintStatus, Look] = {
    ComplaintStatus.RECEIVED: (Tone.FAIL, "inbox"),
    ComplaintStatus.ACKNOWLEDGED: (Tone.WARN, "message-square"),
    ComplaintStatus.RESTATED: (Tone.WARN, "repeat"),
    ComplaintStatus.INVESTIGATING: (Tone.INFO, "search"),
    ComplaintStatus.ANSWERED: (Tone.INFO, "send"),
    ComplaintStatus.CLOSED: (Tone.PASS, "circle-check"),
    ComplaintStatus.DISPUTED: (Tone.FAIL, "message-square-warning"),
    ComplaintStatus.REOPENED: (Tone.WARN, "rotate-ccw"),
}
_STANDING: dict[Standing, Look] = {
    Standing.SUSPECTED: (Tone.WARN, "circle-help"),
    Standing.CONFIRMED: (Tone.FAIL, "link"),
    Standing.REFUTED: (Tone.CALM, "unlink"),
}
_PROMISE: dict[PromiseStanding, Look] = {
    PromiseStanding.MADE: (Tone.INFO, "handshake"),
    PromiseStanding.KEPT: (Tone.PASS, "circle-check"),
    PromiseStanding.BROKEN: (Tone.FAIL, "circle-x"),
}
_PROBLEM: dict[ProblemStatus, Look] = {
    ProblemStatus.WATCHING: (Tone.CALM, "eye"),
    ProblemStatus.ALERT: (Tone.FAIL, "bell"),
    ProblemStatus.OWNED: (Tone.WARN, "user-check"),
    ProblemStatus.FIX_CLAIMED: (Tone.INFO, "wrench"),
    ProblemStatus.PROVING: (Tone.INFO, "hourglass"),
    ProblemStatus.PROVEN: (Tone.PASS, "badge-check"),
    ProblemStatus.RECURRED: (Tone.FAIL, "repeat"),
    ProblemStatus.MERGED: (Tone.CALM, "layers"),
}
_ACTION: dict[ActionStatus, Look] = {
    ActionStatus.OPEN: (Tone.INFO, "circle-dashed"),
    ActionStatus.DONE: (Tone.WARN, "check"),
    ActionStatus.VERIFIED: (Tone.PASS, "badge-check"),
    ActionStatus.CANCELLED: (Tone.CALM, "ban"),
}
_GAUGE: dict[GaugeState, Look] = {
    GaugeState.IN_DATE: (Tone.PASS, "circle-check"),
    GaugeState.DUE_SOON: (Tone.WARN, "clock"),
    GaugeState.OVERDUE: (Tone.FAIL, "clock-alert"),
    GaugeState.NEVER: (Tone.FAIL, "circle-help"),
    GaugeState.FAILED: (Tone.FAIL, "circle-x"),
    GaugeState.OUT_OF_SERVICE: (Tone.CALM, "wrench"),
    GaugeState.RETIRED: (Tone.CALM, "archive"),
}
_CALIBRATION: dict[CalibrationResult, Look] = {
    CalibrationResult.IN_TOLERANCE: (Tone.PASS, "circle-check"),
    CalibrationResult.ADJUSTED: (Tone.WARN, "wrench"),
    CalibrationResult.OUT_OF_TOLERANCE: (Tone.FAIL, "circle-x"),
}
_LOOKS = (
    _BATCH,
    _SEVERITY,
    _DEFECT,
    _INSPECTION,
    _RESULT,
    _VERDICT,
    _COMPLAINT,
    _STANDING,
    _PROMISE,
    _PROBLEM,
    _ACTION,
    _GAUGE,
    _CALIBRATION,
)


def look(
    word: BatchStatus
    | Severity
    | DefectStatus
    | InspectionStatus
    | Result
    | Verdict
    | ComplaintStatus
    | Standing
    | PromiseStanding
    | ProblemStatus
    | ActionStatus
    | GaugeState
    | CalibrationResult,
) -> Look:
    """Return the tone and the icon of a word."""
    kind = type(word)
    for looks in _LOOKS:
        if isinstance(next(iter(looks)), kind):
            return looks[word]  # type: ignore[index]  # the table of this very kind
    raise KeyError(word)
