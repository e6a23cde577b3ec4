"""What the Today page says: each thing in one sentence, with one action."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from qc_desk.domain.gauge_words import SOON, GaugeState
from qc_desk.domain.loop_words import SnoozeKind
from qc_desk.domain.vocabulary import BatchStatus, Meaning, Seat
from qc_desk.i18n import _, format_date, format_list, ngettext
from qc_desk.services.gauges import GaugeRow
from qc_desk.services.inspections import OpenCheckRow
from qc_desk.services.snoozes import Subject
from qc_desk.services.today import LOOKED_BACK, Today, TodayRow
from qc_desk.services.today_led import ForWhomRow, TrainingDue, UnusualRow
from qc_desk.ui.status_bar import Outside, Safety
from qc_desk.ui.theme import Tone
from qc_desk.ui.today.backup import safety_lines
from qc_desk.ui.today.lines import SHOWN, Line, Part, without_put_off
from qc_desk.ui.today.loop_sentences import loop_parts


def parts(
    found: Today,
    day: date,
    safety: Safety | None = None,
    outside: Outside | None = None,
    at: datetime | None = None,
) -> list[Part]:
    """Return the parts that have something to say, the most pressing first.

    Who inspects sees their own work on top; who leads sees it where second checks stand.
    """
    own = [
        Part(_("Begun by you"), tuple(_unfinished(row) for row in found.unfinished)),
        Part(_("Yours to decide"), tuple(_to_decide(row) for row in found.to_decide)),
        Part(
            _("Second checks you may do"), tuple(_second(row, day) for row in found.second_checks)
        ),
    ]
    urgent, late = loop_parts(found.loop, day)
    also = (*_first_checks(found.first_checks), *_alone(found.alone))
    every = (
        *([] if found.leads else own),
        *urgent,
        Part(_("Must leave soon"), tuple(_near(row, day) for row in _others(found))),
        *(own if found.leads else []),
        Part(_("Second checks, and for whom"), tuple(_for_whom(row) for row in found.for_whom)),
        Part(_("Held: what happens to them?"), tuple(_held(row) for row in found.held)),
        Part(
            _("Released out of the usual since yesterday"),
            tuple(_unusual(row) for row in found.unusual),
        ),
        *late,
        Part(_("Gauges and training"), (*_gauges(found, day), *_training(found.training))),
        Part(_("Backup"), safety_lines(safety, outside, at if found.leads else None)),
        Part(_("Also"), also),
    )
    return without_put_off(every, found.put_off)


def _others(found: Today) -> list[TodayRow]:
    """Return the batches that leave soon and are not named already as an order at risk."""
    named = {batch.batch_id for order in found.loop.at_risk for batch in order.waiting}
    return [row for row in found.near if row.batch_id not in named]


def _unfinished(row: OpenCheckRow) -> Line:
    first = _("Your first check of {batch} ({product}): {answered} of {total} answered.")
    second = _("Your second check of {batch} ({product}): {answered} of {total} answered.")
    said = first if row.seat is Seat.FIRST else second
    return Line(
        said.format(batch=row.batch, product=row.product, answered=row.answered, total=row.total),
        _("Continue"),
        "check",
        row.inspection_id,
        Tone.INFO,
        "pen-line",
        Subject(kind=SnoozeKind.CHECK, id=row.inspection_id),
    )


def _to_decide(row: TodayRow) -> Line:
    said = _("Both checks of {batch} ({product}) are done: compare them and decide.")
    return Line(
        said.format(batch=row.batch, product=row.product),
        _("Compare"),
        "second_check",
        row.batch_id,
        Tone.INFO,
        "git-compare",
        Subject(kind=SnoozeKind.DECISION, id=row.batch_id),
    )


def _near(row: TodayRow, day: date) -> Line:
    return Line(
        f"{_due(row, day)} {_where(row.status)}",
        _("Open"),
        "batches",
        row.batch_id,
        Tone.FAIL if _days(row, day) < 0 else Tone.WARN,
        "clock",
        Subject(kind=SnoozeKind.LEAVING, id=row.batch_id),
    )


def _days(row: TodayRow, day: date) -> int:
    return (row.promised_ship_date - day).days if row.promised_ship_date else 0


def _due(row: TodayRow, day: date) -> str:
    """Return when a batch must leave."""
    days = _days(row, day)
    facts = {"batch": row.batch, "product": row.product, "count": abs(days)}
    if days < 0:
        said = ngettext(
            "{batch} ({product}) is {count} day late.",
            "{batch} ({product}) is {count} days late.",
            -days,
        )
    elif days == 0:
        said = _("{batch} ({product}) must leave today.")
    else:
        said = ngettext(
            "{batch} ({product}) must leave in {count} day.",
            "{batch} ({product}) must leave in {count} days.",
            days,
        )
    return said.format(**facts)


def _where(status: BatchStatus) -> str:
    """Return what keeps a batch here."""
    kept: dict[BatchStatus, Callable[[], str]] = {
        BatchStatus.DRAFT: lambda: _("Its first check has not begun."),
        BatchStatus.FIRST_CHECK: lambda: _("Its first check is not finished."),
        BatchStatus.SECOND_CHECK: lambda: _("Its second check is not finished."),
        BatchStatus.HELD: lambda: _("It is held."),
        BatchStatus.REWORK: lambda: _("It is being reworked."),
    }
    return kept[status]()


def _held(row: TodayRow) -> Line:
    return Line(
        _("{batch} ({product}) is held and waits for a decision.").format(
            batch=row.batch, product=row.product
        ),
        _("Decide"),
        "batches",
        row.batch_id,
        Tone.FAIL,
        "octagon-alert",
        Subject(kind=SnoozeKind.HELD, id=row.batch_id),
    )


def _second(row: TodayRow, day: date) -> Line:
    said = _("{batch} ({product}) waits for a second person.")
    told = said.format(batch=row.batch, product=row.product)
    promised = row.promised_ship_date
    if promised is not None and promised >= day:
        ships = _("It ships by {day}.").format(day=format_date(promised))
        told = f"{told} {ships}"
    return Line(
        told,
        _("Open"),
        "batches",
        row.batch_id,
        Tone.INFO,
        "users",
        Subject(kind=SnoozeKind.SECOND_CHECK, id=row.batch_id),
    )


def _for_whom(row: ForWhomRow) -> Line:
    """Say which batch waits for its second check, and who may do it."""
    facts = {"batch": row.batch, "product": row.product, "people": format_list(row.people)}
    said = _("{batch} ({product}) waits for a second check. Who may do it: {people}.")
    if not row.people:
        said = _("{batch} ({product}) waits for a second person, and nobody here may be it.")
    tone = Tone.INFO if row.people else Tone.FAIL
    return Line(
        said.format(**facts),
        _("Open"),
        "batches",
        row.batch_id,
        tone,
        "users",
        Subject(kind=SnoozeKind.SECOND_CHECK, id=row.batch_id),
    )


def _unusual(row: UnusualRow) -> Line:
    """Say what left by concession or without second check, by whose word and why."""
    said = _("{name} released {batch} ({product}) under concession: {reason}")
    if row.meaning is Meaning.RELEASED_ALONE:
        said = _("{name} released {batch} ({product}) without second check: {reason}")
    told = said.format(name=row.by, batch=row.batch, product=row.product, reason=row.reason)
    subject = Subject(kind=SnoozeKind.UNUSUAL, id=row.batch_id)
    return Line(told, _("Open"), "batches", row.batch_id, Tone.WARN, "shield-alert", subject)


def _training(found: TrainingDue) -> tuple[Line, ...]:
    """Say what one has to read and confirm, and who must be trained again."""
    lines = []
    if found.to_confirm:
        said = _("Read and confirm what you were trained on: {titles}.").format(
            titles=format_list(found.to_confirm[:SHOWN])
        )
        mine = _many(SnoozeKind.TO_CONFIRM)
        lines.append(Line(said, _("Show them"), "training", (), Tone.INFO, "book-open", mine))
    if found.to_train:
        count = len(found.to_train)
        said = ngettext(
            "{count} person must be trained on a new version: {people}.",
            "{count} people must be trained on a new version: {people}.",
            count,
        ).format(count=count, people=format_list(found.to_train[:SHOWN]))
        others = _many(SnoozeKind.TO_TRAIN)
        lines.append(Line(said, _("Show them"), "training", (), Tone.WARN, "users", others))
    return tuple(lines)


def _first_checks(count: int) -> tuple[Line, ...]:
    if not count:
        return ()
    said = ngettext(
        "{count} batch waits for its first check.",
        "{count} batches wait for their first check.",
        count,
    )
    return (
        Line(
            said.format(count=count),
            _("Show them"),
            "batches",
            (BatchStatus.DRAFT, BatchStatus.REWORK),
            Tone.CALM,
            "clipboard-check",
            _many(SnoozeKind.FIRST_CHECKS),
        ),
    )


def _gauges(found: Today, day: date) -> tuple[Line, ...]:
    """Return a line for gauges that nobody can measure with, and one for those due soon."""
    soon = [row for row in found.gauges if row.state(day) is GaugeState.DUE_SOON]
    out = [row for row in found.gauges if row not in soon]
    lines = []
    if out:
        said = ngettext(
            "{count} gauge needs a calibration; nobody can measure with it: {numbers}.",
            "{count} gauges need a calibration; nobody can measure with them: {numbers}.",
            len(out),
        )
        lines.append(_gauge_line(said, out, Tone.FAIL, SnoozeKind.GAUGES_OUT))
    if soon:
        said = ngettext(
            "{count} gauge is due for calibration within {days} days: {numbers}.",
            "{count} gauges are due for calibration within {days} days: {numbers}.",
            len(soon),
        )
        lines.append(_gauge_line(said, soon, Tone.WARN, SnoozeKind.GAUGES_SOON))
    return tuple(lines)


def _gauge_line(said: str, rows: Sequence[GaugeRow], tone: Tone, kind: SnoozeKind) -> Line:
    numbers = format_list([row.number for row in rows[:SHOWN]])
    told = said.format(count=len(rows), days=SOON.days, numbers=numbers)
    picture = "clock-alert" if kind is SnoozeKind.GAUGES_OUT else "clock"
    place = ("gauges", "attention")
    return Line(told, _("Show them"), "settings", place, tone, picture, _many(kind))


def _many(kind: SnoozeKind) -> Subject:
    """Return the subject of a line about many things."""
    return Subject(kind=kind, id=0)


def _alone(count: int) -> tuple[Line, ...]:
    if not count:
        return ()
    said = ngettext(
        "{count} batch was released without second check in the last {days} days.",
        "{count} batches were released without second check in the last {days} days.",
        count,
    )
    return (
        Line(
            said.format(count=count, days=LOOKED_BACK.days),
            _("Show released"),
            "batches",
            (BatchStatus.RELEASED, BatchStatus.SHIPPED),
            Tone.WARN,
            "shield-alert",
            _many(SnoozeKind.ALONE),
        ),
    )
