"""Where the inspection of every product's lots stands at its site, and words that switch it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_LEAD, Person
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import IsolatedLots, NoSeries
from qc_desk.domain.sampling import LotResult, Switch
from qc_desk.domain.sampling_rules import BY_STANDARD
from qc_desk.domain.sampling_words import Strictness, SwitchCause
from qc_desk.domain.switching import after_word
from qc_desk.domain.vocabulary import Severity
from qc_desk.services.acts import acting
from qc_desk.services.lot_results import Place, Word, last_lot, note_switch, series
from qc_desk.services.sightings import take_turn


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchRow:
    """One switch of a series, as the log shows it."""

    before: Strictness
    after: Strictness
    discontinued: bool
    cause: SwitchCause
    score: int
    batch: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesRow:
    """Where one class of a product's lots stands at a site."""

    product_id: int
    site_id: int
    product: str
    site: str
    severity: Severity
    strictness: Strictness
    discontinued: bool
    score: int
    lots: int
    protects: bool  # False: fewer than ten lots, switching protects nobody yet
    words: tuple[SwitchCause, ...]  # what a person who leads at the site may say now
    switches: tuple[SwitchRow, ...]  # newest first


def sampling_states(session: Session, by: int) -> list[SeriesRow]:
    """Return every series of lots by ISO 2859-1, those that need somebody first."""
    person = session.get_one(Person, by)
    pairs = session.execute(
        select(Product, Site)
        .join(Batch, Batch.product_id == Product.id)
        .join(Site, Site.id == Batch.site_id)
        .join(LotResult, LotResult.batch_id == Batch.id)
        .distinct()
    )
    rows = [
        row
        for product, site in pairs
        for severity in BY_STANDARD
        if (row := _row(session, (product, site), severity, person)) is not None
    ]
    return sorted(rows, key=_order)


def _order(row: SeriesRow) -> tuple[bool, bool, str, str, int]:
    tight = row.strictness is Strictness.TIGHTENED
    place = BY_STANDARD.index(row.severity)
    return (not row.discontinued, not tight, row.product.casefold(), row.site.casefold(), place)


def _row(
    session: Session, where: tuple[Product, Site], severity: Severity, person: Person
) -> SeriesRow | None:
    product, site = where
    place = (product.id, site.id)
    if last_lot(session, place, severity) is None:
        return None
    standing = series(session, place, severity)
    words = {
        SwitchCause.RESUMED: standing.discontinued,
        SwitchCause.AGREED: standing.may_be_reduced,
        SwitchCause.IRREGULAR: standing.strictness is Strictness.REDUCED,
    }
    may = person.holds(MAY_LEAD, site)
    return SeriesRow(
        product_id=product.id,
        site_id=site.id,
        product=f"{product.full_code} · {product.name}",
        site=site.name,
        severity=severity,
        strictness=standing.strictness,
        discontinued=standing.discontinued,
        score=standing.score,
        lots=standing.lots,
        protects=standing.protects,
        words=tuple(word for word, fits in words.items() if fits and may),
        switches=tuple(_switches(session, place, severity)),
    )


def _switches(session: Session, place: Place, severity: Severity) -> list[SwitchRow]:
    found = session.execute(
        select(Switch, Batch.number, Person.name)
        .join(LotResult, LotResult.id == Switch.lot_result_id)
        .join(Batch, Batch.id == LotResult.batch_id)
        .join(Person, Person.id == Switch.by_id)
        .where(
            Switch.product_id == place[0],
            Switch.site_id == place[1],
            Switch.severity == severity,
        )
        .order_by(Switch.id.desc())
    )
    return [
        SwitchRow(
            before=switch.before,
            after=switch.after,
            discontinued=switch.discontinued,
            cause=switch.cause,
            score=switch.score,
            batch=batch,
            by=name,
            at=switch.at,
            reason=switch.reason,
        )
        for switch, batch, name in found
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class SpokenWord:
    """What a responsible person says about a series, and why."""

    product_id: int
    site_id: int
    severity: Severity
    cause: SwitchCause  # agreed, irregular or resumed
    reason: str


def switch_by_word(session: Session, spoken: SpokenWord, by: int, at: datetime) -> None:
    """Switch a series on the word of a lead or owner of the site, with a reason.

    Raises NotAllowed, ReasonNeeded, NoSeries, IsolatedLots, WrongStrictness, ScoreTooLow.
    """
    reason = texts.reason(spoken.reason)
    person = acting(session, f"sampling.{spoken.cause.value}", by, at, reason)
    site = session.get_one(Site, spoken.site_id)
    person.must_hold(MAY_LEAD, site)
    take_turn(session)
    product = session.get_one(Product, spoken.product_id)
    checklist = product.checklist
    version = checklist.effective if checklist is not None else None
    if version is not None and version.isolated:
        raise IsolatedLots
    place = (spoken.product_id, spoken.site_id)
    lot = last_lot(session, place, spoken.severity)
    if lot is None:
        facts = {"product": product.name, "site": site.name}
        raise NoSeries(**facts, severity=spoken.severity)
    before = series(session, place, spoken.severity)
    step = after_word(before, spoken.cause)
    note_switch(session, Word(place, lot, person, at, reason), before, step)
