"""The fixed words of the trade: each has a value that is stored and a label that is shown."""

from enum import Enum
from typing import Self

from qc_desk.i18n import N_, _, pgettext
from qc_desk.overrides import override


class Word(str, Enum):  # noqa: UP042 (StrEnum would show the value and not the word)
    """A word with a stored value and a label in the language spoken now."""

    message: str

    def __new__(cls, value: str, message: str) -> Self:
        """Keep the value as the word itself and the message beside it."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.message = message
        return word

    @property
    def label(self) -> str:
        """The word in the language spoken now."""
        return _(self.message)


class Role(Word):
    """What a person may decide at a site."""

    INSPECTOR = "inspector", N_("inspector")
    LEAD = "lead", N_("lead")
    OWNER = "owner", N_("owner")
    VIEWER = "viewer", N_("viewer")


class Severity(Word):
    """How bad a nonconformity is (ISO 2859-1:1999, 3.1.7: classes of nonconformity)."""

    CRITICAL = "critical", N_("critical")
    MAJOR = "major", N_("major")
    MINOR = "minor", N_("minor")


class ItemKind(Word):
    """What an inspector does at a check item."""

    PASS_FAIL = "pass_fail", N_("look")
    MEASUREMENT = "measurement", N_("measure")
    COUNT = "count", N_("count")
    CHOICE = "choice", N_("choose")
    TEXT = "text", N_("write down")
    PHOTO = "photo", N_("take a photo")

    @property
    def has_value(self) -> bool:
        """Whether the answer is a number, judged by limits."""
        return self in (ItemKind.MEASUREMENT, ItemKind.COUNT)

    @property
    def has_words(self) -> bool:
        """Whether the answer holds words: the chosen ones, or those written down."""
        return self in (ItemKind.CHOICE, ItemKind.TEXT)


class PhotoRule(Word):
    """When a check item needs a photo."""

    NEVER = "never", N_("no photo needed")
    ON_FAIL = "on_fail", N_("photo when it fails")
    ALWAYS = "always", N_("photo always")


class CheckMode(Word):
    """How the second inspector works."""

    INDEPENDENT = "independent", N_("independent")
    SPOT = "spot", N_("spot check")
    REVIEW = "review", N_("review")

    @property
    def blind(self) -> bool:
        """Whether the second inspector sees nothing of the first check before submitting."""
        return self is not CheckMode.REVIEW


class VersionStatus(Word):
    """Where a checklist version stands."""

    DRAFT = "draft", N_("draft")
    EFFECTIVE = "effective", N_("effective")
    SUPERSEDED = "superseded", N_("superseded")


class BatchStatus(Word):
    """Where a batch stands."""

    DRAFT = "draft", N_("draft")
    FIRST_CHECK = "first_check", N_("first check")
    SECOND_CHECK = "second_check", N_("second check")
    RELEASED = "released", N_("released")
    HELD = "held", N_("held")
    REWORK = "rework", N_("rework")
    SHIPPED = "shipped", N_("shipped")
    SCRAPPED = "scrapped", N_("scrapped")
    RETURNED = "returned", N_("returned")
    RECALLED = "recalled", N_("recalled")


class Seat(Word):
    """One of the two seats of an inspection round."""

    FIRST = "first", N_("first inspector")
    SECOND = "second", N_("second inspector")


class InspectionStatus(Word):
    """Where an inspection stands; a submitted one waits for its signature."""

    OPEN = "open", N_("open")
    SUBMITTED = "submitted", N_("submitted")
    SIGNED = "signed", N_("signed")
    WITHDRAWN = "withdrawn", N_("withdrawn")


class Result(Word):
    """The three answers to a check item."""

    PASS = "pass", N_("pass")
    FAIL = "fail", N_("fail")
    NOT_APPLICABLE = "not_applicable", N_("not applicable")


class DefectStatus(Word):
    """Where a defect stands: containment comes before cause."""

    OPEN = "open", N_("open")
    CONTAINED = "contained", N_("contained")
    DISPOSITIONED = "dispositioned", N_("dispositioned")
    CLOSED = "closed", N_("closed")


class Disposition(Word):
    """What happens to nonconforming pieces (ISO 9000:2015, 3.12)."""

    REWORK = "rework", N_("rework")
    SCRAP = "scrap", N_("scrap")
    USE_AS_IS = "use_as_is", N_("use as is")
    RETURN = "return", N_("return")
    SORT = "sort", N_("sort")


class Slot(Word):
    """The places for signatures on one round of a batch."""

    FIRST = "first", N_("first inspector")
    DECISION = "decision", N_("second inspector")
    CONCESSION = "concession", N_("concession")
    ALONE = "alone", N_("without second check")
    RECONCILED_FIRST = "reconciled_first", N_("reconciliation, first inspector")
    RECONCILED_SECOND = "reconciled_second", N_("reconciliation, second inspector")
    RECONCILED_THIRD = "reconciled_third", N_("reconciliation, third person")


class Meaning(Word):
    """What a signature says."""

    INSPECTED = "inspected", N_("inspected")
    APPROVED = "approved", N_("approved")
    REJECTED = "rejected", N_("rejected")
    CONCESSION = "concession", N_("released under concession")
    RELEASED_ALONE = "released_alone", N_("released without second check")
    RECONCILED = "reconciled", N_("differences reconciled")


class Verdict(Word):
    """The headline of a report, and the outcome of a round."""

    PENDING = "pending", N_("not decided")
    RELEASED = "released", N_("released")
    REJECTED = "rejected", N_("held: not released")
    CONCESSION = "concession", N_("released under concession")
    ALONE = "alone", N_("released without second check")


class ReportKind(Word):
    """The kinds of paper that are numbered and kept."""

    INSPECTION = "inspection", N_("inspection report")
    CONFORMANCE = "conformance", N_("certificate of conformance")
    DEFECT = "defect", N_("defect report")
    EIGHT_D = "eight_d", N_("8D report")
    COMPLAINT_ANSWER = "complaint_answer", N_("answer to a complaint")
    FIXED_LETTER = "fixed_letter", N_("“it is fixed” letter")
    WEEKLY_LETTER = "weekly_letter", N_("weekly letter")


class ReportState(Word):
    """Whether an issued report holds."""

    IN_FORCE = "in_force", N_("in force")
    REPLACED = "replaced", N_("replaced")
    WITHDRAWN = "withdrawn", N_("withdrawn")

    @property
    @override
    def label(self) -> str:
        """The word in the language spoken now; many have one word for checks, one for reports."""
        withdrawn = self is ReportState.WITHDRAWN
        return pgettext("report", "withdrawn") if withdrawn else super().label


class PageSize(Word):
    """The paper in the printer."""

    A4 = "a4", N_("A4")
    LETTER = "letter", N_("US Letter")
