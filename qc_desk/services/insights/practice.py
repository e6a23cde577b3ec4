"""Promise and practice: each target beside what the shop delivers, as one plain sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy.orm import Session

from qc_desk.domain.loop_words import ComplaintStatus, PromiseSide, TargetKind
from qc_desk.domain.shares import share_words
from qc_desk.domain.statistics.intervals import of_share
from qc_desk.i18n import N_, _, format_decimal, ngettext
from qc_desk.services.insights import practice_counts as counts
from qc_desk.services.insights.durations import days_words, hours_words, is_at_once
from qc_desk.services.insights.escapes import escaped_of_released
from qc_desk.services.insights.insight import InsightName
from qc_desk.services.insights.scope import Scope
from qc_desk.services.insights.yields import FIRST_PASS, total
from qc_desk.services.promise_rates import Period, kept_rate
from qc_desk.services.targets import targets


class Held(Enum):
    """Whether the shop does what it promises."""

    KEPT = N_("kept")
    NOT_KEPT = N_("not kept")
    UNSURE = N_("too few to tell")
    NOTHING = N_("nothing to measure yet")

    @property
    def words(self) -> str:
        """What is said of it."""
        return _(self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """A target and what is delivered: the sentence holds both, and the gap."""

    kind: TargetKind
    value: int
    is_decided: bool  # by an owner; else it is the usual value
    sentence: str
    held: Held
    picture: InsightName | None  # that shows more; None: the list of reports does


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    sentence: str
    held: Held


@dataclass(frozen=True, kw_only=True, slots=True)
class _Half:
    """How it is said how long the half of something takes."""

    within: str
    at_once: str
    in_days: bool = False
    after: str = ""  # of what should have come before a day

    def words(self, middle: float) -> str:
        """Return it, in the unit that fits."""
        if middle < 0:
            return _(self.after).format(time=days_words(-middle))
        if is_at_once(middle * 24 if self.in_days else middle):
            return _(self.at_once)
        took = days_words(middle) if self.in_days else hours_words(middle)
        return _(self.within).format(time=took)


_GOT = _Half(within=N_("half get one within {time}"), at_once=N_("half get one at once"))
_SENT = _Half(
    within=N_("half are sent within {time}"), at_once=N_("half are sent at once"), in_days=True
)
_CONFIRMED = _Half(
    within=N_("half are confirmed within {time}"),
    at_once=N_("half are confirmed at once"),
    in_days=True,
)
_READY = _Half(
    within=N_("half are ready {time} before"),
    at_once=N_("half are ready on the day"),
    in_days=True,
    after=N_("half are ready {time} too late"),
)

_Teller = Callable[[Session, Scope, int, datetime], _Said]


def practices(session: Session, scope: Scope, at: datetime) -> list[Practice]:
    """Return every target beside what the whole shop delivered in a period."""
    whole = replace(scope, site_id=None, manufacturer_id=None, product_id=None, customer_id=None)
    found = []
    for target in targets(session, at):
        teller, picture = _TOLD[target.kind]
        said = teller(session, whole, target.value, at)
        found.append(
            Practice(
                kind=target.kind,
                value=target.value,
                is_decided=target.is_decided,
                sentence=said.sentence,
                held=said.held,
                picture=picture,
            )
        )
    return found


def _acknowledged(session: Session, scope: Scope, hours: int, at: datetime) -> _Said:
    waits = counts.complaint_waits(session, scope, ComplaintStatus.ACKNOWLEDGED, hours, at)
    promise = ngettext(
        "We promise a first word within {count} h", "We promise a first word within {count} h",
        hours,
    ).format(count=hours)  # fmt: skip
    return _waited(promise, waits, _GOT)


def _answered(session: Session, scope: Scope, hours: int, at: datetime) -> _Said:
    waits = counts.complaint_waits(session, scope, ComplaintStatus.ANSWERED, hours, at)
    promise = ngettext(
        "We promise an answer within {count} h", "We promise an answer within {count} h", hours
    ).format(count=hours)
    return _waited(promise, waits, _GOT)


def _sent(session: Session, scope: Scope, days: int, at: datetime) -> _Said:
    waits = counts.sending_waits(session, scope, days, at)
    promise = ngettext(
        "We promise to send a report within {count} day",
        "We promise to send a report within {count} days",
        days,
    ).format(count=days)
    return _waited(promise, waits, _SENT)


def _confirmed(session: Session, scope: Scope, days: int, at: datetime) -> _Said:
    waits = counts.confirming_waits(session, scope, days, at)
    promise = ngettext(
        "We want the receipt of a report confirmed within {count} day",
        "We want the receipt of a report confirmed within {count} days",
        days,
    ).format(count=days)
    return _waited(promise, waits, _CONFIRMED)


def _slack(session: Session, scope: Scope, days: int, at: datetime) -> _Said:
    waits = counts.ship_slack(session, scope, days, at)
    promise = ngettext(
        "We promise that goods are ready {count} day before they ship",
        "We promise that goods are ready {count} days before they ship",
        days,
    ).format(count=days)
    return _waited(promise, waits, _READY)


def _waited(promise: str, waits: counts.Waits, half: _Half) -> _Said:
    """Say what was promised, how long the half waits, and how many too long."""
    if not waits.of:
        return _nothing(promise)
    parts = [promise]
    if waits.middle is not None:
        parts.append(half.words(waits.middle))
    share = share_words(waits.late, waits.of)
    parts.append(_("too late: {share}").format(share=share) if waits.late else _("none too late"))
    return _Said(sentence=_joined(parts), held=Held.NOT_KEPT if waits.late else Held.KEPT)


def _touched(session: Session, scope: Scope, most: int, _at: datetime) -> _Said:
    promise = ngettext(
        "We promise at most {count} contact for each order",
        "We promise at most {count} contacts for each order",
        most,
    ).format(count=most)
    found = counts.touches_of(session, scope)
    if not found:
        return _nothing(promise)
    over = sum(each > most for each in found)
    average = format_decimal(Decimal(f"{sum(found) / len(found):.1f}"))
    parts = [promise, _("the average is {average}").format(average=average)]
    share = share_words(over, len(found))
    parts.append(_("more: {share}").format(share=share) if over else _("none needs more"))
    return _Said(sentence=_joined(parts), held=Held.NOT_KEPT if over else Held.KEPT)


def _promised(session: Session, scope: Scope, percent: int, at: datetime) -> _Said:
    promise = _("We promise to keep {percent} % of our promises").format(percent=percent)
    rate = kept_rate(session, PromiseSide.OURS, Period(first=scope.first, last=scope.last), at)
    kept = _("kept by the first day: {share}")
    return _at_least(promise, kept, (rate.kept, rate.due), percent)


def _passed(session: Session, scope: Scope, percent: int, _at: datetime) -> _Said:
    promise = _("We want {percent} % of lots accepted at the first check").format(percent=percent)
    return _at_least(promise, _("accepted: {share}"), total(session, FIRST_PASS, scope), percent)


def _escaped(session: Session, scope: Scope, most: int, _at: datetime) -> _Said:
    promise = ngettext(
        "We promise at most {count} escape in 1,000 released batches",
        "We promise at most {count} escapes in 1,000 released batches",
        most,
    ).format(count=most)
    escaped, released = escaped_of_released(session, scope)
    if not released:
        return _nothing(promise)
    came = _("came back: {share}").format(share=share_words(escaped, released))
    good = _held(released - escaped, released, 1 - most / 1000)
    return _Said(sentence=_joined([promise, came]), held=good)


def _at_least(promise: str, half: str, found: tuple[int, int], percent: int) -> _Said:
    """Say which share was promised, and which was reached."""
    count, of = found
    if not of:
        return _nothing(promise)
    sentence = _joined([promise, half.format(share=share_words(count, of))])
    return _Said(sentence=sentence, held=_held(count, of, percent / 100))


def _held(count: int, of: int, wanted: float) -> Held:
    """Return whether a share was reached; where chance alone may have missed it, say so."""
    interval = of_share(count, of)
    if count >= wanted * of:
        return Held.KEPT
    return Held.UNSURE if interval is not None and interval.high >= wanted else Held.NOT_KEPT


def _nothing(promise: str) -> _Said:
    return _Said(
        sentence=_joined([promise, _("nothing to measure in this period")]), held=Held.NOTHING
    )


def _joined(parts: list[str]) -> str:
    return "; ".join(parts) + "."


_TOLD: dict[TargetKind, tuple[_Teller, InsightName | None]] = {
    TargetKind.ACKNOWLEDGE_HOURS: (_acknowledged, InsightName.RESPONSE),
    TargetKind.ANSWER_HOURS: (_answered, InsightName.RESPONSE),
    TargetKind.TOUCHES_PER_ORDER: (_touched, InsightName.TOUCHES),
    TargetKind.PROMISES_PERCENT: (_promised, InsightName.PROMISES),
    TargetKind.ESCAPES_PER_1000: (_escaped, InsightName.ESCAPES),
    TargetKind.SEND_DAYS: (_sent, None),
    TargetKind.CONFIRM_DAYS: (_confirmed, None),
    TargetKind.SHIP_SLACK_DAYS: (_slack, InsightName.SHIP_DATES),
    TargetKind.FIRST_PASS_PERCENT: (_passed, InsightName.FIRST_PASS),
}
