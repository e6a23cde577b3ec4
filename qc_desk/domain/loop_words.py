"""The fixed words of the loop: complaint, promise, problem, corrective action."""

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_


class Channel(Word):
    """How somebody spoke to somebody."""

    LETTER = "letter", N_("letter")
    EMAIL = "email", N_("e-mail")
    FORM = "form", N_("form")
    MESSAGE = "message", N_("message")
    PHONE = "phone", N_("telephone")
    IN_PERSON = "in_person", N_("in person")

    @property
    def written(self) -> bool:
        """Whether the words were written down by who said them."""
        return self not in (Channel.PHONE, Channel.IN_PERSON)


class ComplaintStatus(Word):
    """Where a complaint stands (ISO 10002:2018, 7.2 to 7.9)."""

    RECEIVED = "received", N_("received")
    ACKNOWLEDGED = "acknowledged", N_("acknowledged")
    RESTATED = "restated", N_("restated")
    INVESTIGATING = "investigating", N_("investigating")
    ANSWERED = "answered", N_("answered")
    CLOSED = "closed", N_("closed")
    DISPUTED = "disputed", N_("disputed")
    REOPENED = "reopened", N_("reopened")


class ComplaintOutcome(Word):
    """What came out of a complaint."""

    JUSTIFIED = "justified", N_("justified")
    PARTLY = "partly", N_("partly justified")
    NOT_JUSTIFIED = "not_justified", N_("not justified")
    NO_BATCH = "no_batch", N_("no batch found")


class Standing(Word):
    """How sure it is that a batch caused a complaint."""

    SUSPECTED = "suspected", N_("suspected")
    CONFIRMED = "confirmed", N_("confirmed")
    REFUTED = "refuted", N_("refuted")


class EscapeCause(Word):
    """How a defect got past two people."""

    NOT_ON_CHECKLIST = "not_on_checklist", N_("not on the checklist")
    NOT_IN_SAMPLE = "not_in_sample", N_("on the checklist, but not in the sample")
    MISSED_BY_BOTH = "missed_by_both", N_("looked at and missed by both")
    AFTER_RELEASE = "after_release", N_("came about after release")


class Direction(Word):
    """Who began a touch."""

    IN = "in", N_("from the customer")
    OUT = "out", N_("to the customer")


class PromiseSide(Word):
    """Who has promised."""

    OURS = "ours", N_("we promised")
    THEIRS = "theirs", N_("promised to us")


class PromiseStanding(Word):
    """Where a promise stands at a moment; the clock breaks it."""

    MADE = "made", N_("open")
    KEPT = "kept", N_("kept")
    BROKEN = "broken", N_("broken")


class PromiseEventKind(Word):
    """What can happen to a promise."""

    MOVED = "moved", N_("moved")
    KEPT = "kept", N_("kept")
    DONE_LATE = "done_late", N_("done late")
    TOLD = "told", N_("told that it is broken")


class ProblemStatus(Word):
    """Where a problem stands; it cannot be dismissed."""

    WATCHING = "watching", N_("watching")
    ALERT = "alert", N_("alert")
    OWNED = "owned", N_("owned")
    FIX_CLAIMED = "fix_claimed", N_("fix claimed")
    PROVING = "proving", N_("proving")
    PROVEN = "proven", N_("proven solved")
    RECURRED = "recurred", N_("recurred")
    MERGED = "merged", N_("merged")


class ProblemEventKind(Word):
    """What can happen to a problem."""

    RAISED = "raised", N_("raised")
    ALERTED = "alerted", N_("alert")
    OWNED = "owned", N_("taken on")
    FIX_CLAIMED = "fix_claimed", N_("fix claimed")
    FIX_VERIFIED = "fix_verified", N_("fix verified")
    PROVEN = "proven", N_("proven solved")
    RECURRED = "recurred", N_("recurred")
    MERGED = "merged", N_("merged")
    TOOK_IN = "took_in", N_("took in another problem")
    SPLIT = "split", N_("split off")
    STOPPED = "stopped", N_("stop-ship set")
    LIFTED = "lifted", N_("stop-ship lifted")


class Discipline(Word):
    """The eight disciplines, and what comes before them."""

    D0 = "d0", N_("D0 Emergency response")
    D1 = "d1", N_("D1 Team")
    D2 = "d2", N_("D2 Problem description")
    D3 = "d3", N_("D3 Containment")
    D4 = "d4", N_("D4 Causes")
    D5 = "d5", N_("D5 Chosen corrective actions")
    D6 = "d6", N_("D6 Actions done and verified")
    D7 = "d7", N_("D7 Prevention")
    D8 = "d8", N_("D8 Closing")


class DisciplinePart(Word):
    """A part of a discipline that is filled in."""

    TEXT = "text", N_("description")
    MEMBER = "member", N_("team member")
    WHY_OCCURRED = "why_occurred", N_("why it occurred")
    WHY_ESCAPED = "why_escaped", N_("why it escaped")
    PEOPLE = "people", N_("people")
    MACHINE = "machine", N_("machine")
    MATERIAL = "material", N_("material")
    METHOD = "method", N_("method")
    MEASUREMENT = "measurement", N_("measurement")
    ENVIRONMENT = "environment", N_("environment")


class ActionStatus(Word):
    """Where a single action stands; a cancelled one is not a done one."""

    OPEN = "open", N_("open")
    DONE = "done", N_("done")
    VERIFIED = "verified", N_("verified")
    CANCELLED = "cancelled", N_("cancelled")


class CorrectiveActionStatus(Word):
    """Where a corrective action stands."""

    OPEN = "open", N_("open")
    CLOSED = "closed", N_("closed")


class TargetKind(Word):
    """What the shop promises about its service."""

    ACKNOWLEDGE_HOURS = "acknowledge_hours", N_("hours until a complaint is acknowledged")
    ANSWER_HOURS = "answer_hours", N_("hours until a complaint is answered")
    TOUCHES_PER_ORDER = "touches_per_order", N_("touches per order, at most")
    PROMISES_PERCENT = "promises_percent", N_("percent of promises kept, at least")
    ESCAPES_PER_1000 = "escapes_per_1000", N_("escapes per 1,000 released batches, at most")
    SEND_DAYS = "send_days", N_("days until a report is sent")
    CONFIRM_DAYS = "confirm_days", N_("days until the receipt of a report is confirmed")
    SHIP_SLACK_DAYS = "ship_slack_days", N_("days between release and ship date, at least")
    FIRST_PASS_PERCENT = "first_pass_percent", N_("percent accepted at the first check, at least")


class SnoozeKind(Word):
    """What can be put off on Today; a problem cannot.

    Those from ``FIRST_CHECKS`` on are about many things at once: they are put off as a whole.
    """

    PROMISE = "promise", N_("a promise")
    SHIP_DATE = "ship_date", N_("an order at risk")
    CONTACTS = "contacts", N_("an order that needs many contacts")
    COMPLAINT = "complaint", N_("a complaint")
    SECOND_CHECK = "second_check", N_("a batch that waits for its second check")
    HELD = "held", N_("a held batch")
    REPORT = "report", N_("a report that waits")
    CHECK = "check", N_("a check that is not finished")
    DECISION = "decision", N_("a batch that waits for a decision of both checks")
    LEAVING = "leaving", N_("a batch that must leave soon")
    UNUSUAL = "unusual", N_("a release out of the usual")
    FIRST_CHECKS = "first_checks", N_("the batches that wait for a first check")
    ALONE = "alone", N_("the releases without second check")
    GAUGES_OUT = "gauges_out", N_("the gauges that need a calibration")
    GAUGES_SOON = "gauges_soon", N_("the gauges that are due soon")
    TO_CONFIRM = "to_confirm", N_("what is to be read and confirmed")
    TO_TRAIN = "to_train", N_("the people who must be trained")
    BACKUP = "backup", N_("a backup that is not good")
    SECOND_PLACE = "second_place", N_("a second place that cannot be reached")


LOOP_WORDS = (
    ActionStatus,
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
    CorrectiveActionStatus,
    Direction,
    Discipline,
    DisciplinePart,
    EscapeCause,
    ProblemEventKind,
    ProblemStatus,
    PromiseEventKind,
    PromiseSide,
    PromiseStanding,
    SnoozeKind,
    Standing,
    TargetKind,
)
