"""What the Today page says about promises, complaints, problems and orders."""

from collections.abc import Callable
from datetime import date

from qc_desk.domain.loop_words import PromiseSide, PromiseStanding, SnoozeKind, TargetKind
from qc_desk.domain.ship_dates import DurationBasis, WaitsFor
from qc_desk.i18n import _, format_date, ngettext
from qc_desk.services.complaint_lists import ComplaintRow
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.ship_dates import OrderSlack, WaitingRow
from qc_desk.services.snoozes import Subject
from qc_desk.services.today_loop import AlertRow, TodayLoop
from qc_desk.services.touch_limits import OrderOverRow
from qc_desk.services.unanswered import UnansweredRow
from qc_desk.ui.theme import Tone
from qc_desk.ui.today.lines import Line, Part


def loop_parts(found: TodayLoop, day: date) -> tuple[list[Part], list[Part]]:
    """Return the parts of the loop, the most pressing first: what is urgent, and what follows."""
    urgent = [
        Part(_("Problems that came back"), tuple(map(_alert, found.alerts)), "problems"),
        Part(
            _("Promises that are broken"),
            tuple(map(_broken, found.broken)),
            "promises",
            PromiseStanding.BROKEN,
        ),
        Part(
            _("Promises due this week"),
            tuple(_due(row, day) for row in found.due),
            "promises",
            PromiseStanding.MADE,
        ),
        Part(_("Orders at risk"), tuple(map(_risk, found.at_risk)), "batches"),
    ]
    late = [
        Part(_("Customers who wait too long"), tuple(map(_late, found.complaints)), "complaints"),
        Part(_("Orders that need many contacts"), tuple(map(_over, found.over_limit)), "batches"),
        Part(_("Reports that wait"), tuple(map(_unanswered, found.unanswered)), "reports"),
    ]
    return urgent, late


def _unanswered(row: UnansweredRow) -> Line:
    """Say that a report was not sent, or that nobody has confirmed it."""
    facts = {"report": row.report, "name": row.to_whom, "day": format_date(row.since.date())}
    if row.is_sent:
        said = _("{name} has not confirmed {report}, sent on {day}.")
    elif row.to_whom:
        said = _("{report} of {day} has not been sent to {name} yet.")
    else:
        said = _("{report} of {day} has not been sent yet.")
    deed = _("Ask") if row.is_sent else _("Send")
    return Line(
        said.format(**facts),
        deed,
        "reports",
        row.report_id,
        Tone.WARN,
        "mail",
        Subject(kind=SnoozeKind.REPORT, id=row.report_id),
    )


def _unstopped(text: str) -> str:
    """Return what somebody wrote without its full stop: it is quoted within a sentence."""
    return text if text.endswith("..") else text.removesuffix(".")


def _broken(row: PromiseRow) -> Line:
    facts = {"name": row.to_whom, "text": _unstopped(row.text), "day": format_date(row.due_on)}
    if not row.to_whom:
        said = _("“{text}” was due on {day} and is not done.")
    elif row.side is PromiseSide.THEIRS:
        said = _("{name} promised “{text}” for {day} and has not kept it.")
    elif row.must_tell and row.done_at is not None:
        said = _("{name} was promised “{text}” for {day}; it came late and nobody told them.")
    elif row.must_tell:
        said = _("{name} was promised “{text}” for {day}, and nobody has told them.")
    else:
        said = _("{name} was promised “{text}” for {day}; they were told, and still wait.")
    return Line(
        said.format(**facts),
        _("See to it"),
        "promises",
        row.id,
        Tone.FAIL,
        "circle-x",
        Subject(kind=SnoozeKind.PROMISE, id=row.id),
    )


def _due(row: PromiseRow, day: date) -> Line:
    facts = {"name": row.to_whom, "text": _unstopped(row.text), "day": format_date(row.due_on)}
    today = row.due_on <= day
    if row.side is PromiseSide.THEIRS:
        said = (
            _("{name} promised “{text}” for today.")
            if today
            else _("{name} promised “{text}” for {day}.")
        )
    elif row.to_whom:
        said = (
            _("{name} was promised “{text}” for today.")
            if today
            else _("{name} was promised “{text}” for {day}.")
        )
    else:
        said = _("“{text}” is due today.") if today else _("“{text}” is due on {day}.")
    tone = Tone.WARN if today else Tone.INFO
    return Line(
        said.format(**facts),
        _("See to it"),
        "promises",
        row.id,
        tone,
        "handshake",
        Subject(kind=SnoozeKind.PROMISE, id=row.id),
    )


def _risk(row: OrderSlack) -> Line:
    """Return how many hours an order has left, and what it waits for."""
    tightest = row.waiting[0]
    facts = {
        "order": row.order,
        "customer": row.customer,
        "day": format_date(row.promised_ship_date),
    }
    if row.is_late:
        said = _("Order {order} ({customer}) was promised for {day} and is late.")
    elif row.slack_hours < 0:
        hours = max(1, round(-row.slack_hours))
        facts["count"] = str(hours)
        said = ngettext(
            "Order {order} ({customer}) ships by {day}: {count} hour is missing.",
            "Order {order} ({customer}) ships by {day}: {count} hours are missing.",
            hours,
        )
    else:
        hours = int(row.slack_hours)
        facts["count"] = str(hours)
        said = ngettext(
            "Order {order} ({customer}) ships by {day}: {count} hour to spare.",
            "Order {order} ({customer}) ships by {day}: {count} hours to spare.",
            hours,
        )
    tone = Tone.FAIL if row.slack_hours < 0 else Tone.WARN
    sentence = f"{said.format(**facts)} {_waits(tightest)}"
    return Line(
        sentence,
        _("Open"),
        "batches",
        tightest.batch_id,
        tone,
        "clock-alert",
        Subject(kind=SnoozeKind.SHIP_DATE, id=row.order_id),
    )


def _waits(row: WaitingRow) -> str:
    """Return what a batch waits for, and what the expectation rests on."""
    said = {
        WaitsFor.FIRST_CHECK: lambda: _("{batch} waits for its first check."),
        WaitsFor.REST_OF_FIRST: lambda: _("{batch} waits for the rest of its first check."),
        WaitsFor.SECOND_CHECK: lambda: _("{batch} waits for its second check."),
        WaitsFor.DECISION: lambda: _("{batch} is held and waits for a decision."),
        WaitsFor.RECHECK: lambda: _("{batch} waits for a new check after rework."),
    }
    told = said[row.waits_for]().format(batch=row.batch)
    if row.basis is not DurationBasis.ASSUMED:
        return told
    assumed = _("How long checks take here is not known yet: two days are assumed.")
    return f"{told} {assumed}"


def _late(row: ComplaintRow) -> Line:
    waits: dict[TargetKind | None, Callable[[], str]] = {
        TargetKind.ACKNOWLEDGE_HOURS: lambda: _("{customer} waits for a first word on {name}."),
        TargetKind.ANSWER_HOURS: lambda: _("{customer} waits for an answer to {name}."),
    }
    clock = row.next_clock
    said = waits.get(clock.kind if clock else None, lambda: _("{customer} waits: {name}."))
    sentence = said().format(customer=row.customer, name=row.name)
    if clock is not None and clock.hours_left < 0:
        days, hours = divmod(max(1, round(-clock.hours_left)), 24)
        late = (
            ngettext("It is {count} day late.", "It is {count} days late.", days)
            if days
            else ngettext("It is {count} hour late.", "It is {count} hours late.", hours)
        )
        sentence = f"{sentence} {late.format(count=days or hours)}"
    return Line(
        sentence,
        _("Open"),
        "complaints",
        row.id,
        Tone.FAIL,
        "message-square-warning",
        Subject(kind=SnoozeKind.COMPLAINT, id=row.id),
    )


def _alert(row: AlertRow) -> Line:
    said = ngettext(
        "{name}: “{code}” on {family} came back, {count} time after it was called fixed.",
        "{name}: “{code}” on {family} came back, {count} times after it was called fixed.",
        row.recurrences,
    )
    told = said.format(name=row.name, code=row.code, family=row.family, count=row.recurrences)
    return Line(told, _("Open"), "problems", row.problem_id, Tone.FAIL, "repeat")


def _over(row: OrderOverRow) -> Line:
    """Return how often an order was touched, beside what is usual."""
    said = ngettext(
        "Order {order} ({customer}) needed {count} contact, {unplanned} of them not planned; "
        "from {first} on it is too many here.",
        "Order {order} ({customer}) needed {count} contacts, {unplanned} of them not planned; "
        "from {first} on it is too many here.",
        row.touches,
    )
    sentence = said.format(
        order=row.order,
        customer=row.customer,
        count=row.touches,
        unplanned=row.unplanned,
        first=row.limit.first_over,
    )
    place, fact = _where(row)
    return Line(
        sentence,
        _("Open"),
        place,
        fact,
        Tone.WARN,
        "phone",
        Subject(kind=SnoozeKind.CONTACTS, id=row.order_id),
    )


def _where(row: OrderOverRow) -> tuple[str, object]:
    """Return where an order's contacts are seen: at its complaint, or at its batch."""
    if row.complaint_id is not None:
        return "complaints", row.complaint_id
    if row.batch_id is not None:
        return "batches", row.batch_id
    return "settings", "orders"
