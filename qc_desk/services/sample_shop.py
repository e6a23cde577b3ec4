"""The sample shop: a believable small business, made through the ordinary services."""

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from heapq import heapify, heappop, heapreplace
from itertools import count, product

from sqlalchemy.orm import Session

from qc_desk.bundle import bundled
from qc_desk.domain.refusals import NotADemo
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod
from qc_desk.domain.vocabulary import CheckMode, Role, Verdict
from qc_desk.services import (
    batch_lists,
    checklists,
    manufacturers,
    orders,
    people,
    products,
    sites,
)
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.desk import Desk
from qc_desk.services.first_start import Founding, found_shop, organisation
from qc_desk.services.glance import SAMPLE_PASSWORD
from qc_desk.services.issued_reports import Printer, newest_report, report_pdf, report_row
from qc_desk.services.keys import SealedKey, enrol_key
from qc_desk.services.sample_album import draw_ahead
from qc_desk.services.sample_gauges import add_gauges, asking_for_gauges, gauges_in_use
from qc_desk.services.sample_keys import sealed_keys, unlocked
from qc_desk.services.sample_loop import loop_sittings
from qc_desk.services.sample_manual import manual_sittings
from qc_desk.services.sample_orders import add_customers, order_sittings
from qc_desk.services.sample_pictures import pictured, show_examples
from qc_desk.services.sample_stage import Cast, Stage
from qc_desk.services.sample_story import (
    BatchStory,
    demo_story,
    reader,
    stories,
)
from qc_desk.services.sample_walk import Walk

PASSWORD = SAMPLE_PASSWORD


def _at(*codes: str, role: Role) -> tuple[tuple[str, Role], ...]:
    """Return one role at several sites."""
    return tuple((code, role) for code in codes)


_PEOPLE = (
    ("mira", "Mira Kovač", "en", _at("NS", "ZG", "RI", role=Role.OWNER)),
    ("jovan", "Јован Илић", "sr", _at("NS", role=Role.LEAD)),
    ("ana", "Ана Петровић", "sr", _at("NS", role=Role.INSPECTOR)),
    ("ivana", "Ivana Marić", "en", _at("ZG", "RI", role=Role.LEAD)),
    ("luka", "Luka Horvat", "en", _at("ZG", "RI", role=Role.INSPECTOR)),
    ("petra", "Petra Novak", "en", _at("NS", "ZG", "RI", role=Role.VIEWER)),
)
_MAKERS = {
    "kiln": ("Керамика Златибор д.о.о.", "sr", "quality@keramika.example", "Драган Савић"),
    "loom": ("Anadolu Loom Ltd.", "en", "qc@loom.example", "Deniz Aydın"),
    "board": ("Brightboard Electronics Co.", "en", "oqc@brightboard.example", "Wei Chen"),
}
_PRODUCTS = {
    "plate": (
        "PL-210",
        "B",
        "Stoneware plate Lipa, 210 mm",
        "Lipa stoneware",
        "ceramic-tableware",
    ),
    "bowl": ("BO-150", "A", "Stoneware bowl Lipa, 150 mm", "Lipa stoneware", "ceramic-tableware"),
    "shirt": ("TS-40", "C", "T-shirt Dunav, navy", "Dunav shirts", "garments"),
    "controller": ("CT-12", "2.1", "12 V pump controller", "Controllers", "electronic-assembly"),
}
BEGINS = timedelta(days=100)  # before the moment that the story leads up to
_UNITS_PER_BATCH = 3
_SPOT_CHECKED, _SHARE = "electronic-assembly", 40  # per cent of what is not critical
_TWO_CHECKS = timedelta(minutes=50)  # that two people take for a batch


@dataclass(frozen=True, kw_only=True)
class Played:
    """One batch that two people of the sample shop have checked and signed."""

    batch: str
    first: str
    second: str
    report: str
    verdict: Verdict
    pdf: bytes


def make_sample_shop(
    desk: Desk,
    until: datetime,
    printer: Printer,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Make the sample shop in an empty record, with a quarter of batches up to this moment.

    The same moment makes the same shop, signatures and reports included. ``progress`` is told how
    many of how many batches are done.
    """
    told = stories()
    flaws = (flaw.photo for story in told for flaw in story.flaws)
    draw_ahead([*((kind, 0) for kind in pictured()), ("papers", 0), *product(flaws, (0, 1))])
    start = (until - BEGINS).replace(hour=7, minute=0, second=0, microsecond=0)
    owner_id = _found(desk, sealed_keys(), start)
    _furnish(desk, owner_id, start)
    with desk.reading() as session:
        cast = _cast(session)
    stage = Stage()
    tellers = [_teller(stage, n, story, cast, until, printer) for n, story in enumerate(told)]
    aside = [
        manual_sittings(stage, cast, until),
        loop_sittings(stage, cast, until, {story.number for story in told}),
        order_sittings(stage, cast, start, until),
    ]
    finished = count(1)
    counted = [_counted(each, lambda: progress(next(finished), len(told))) for each in tellers]
    _tell(desk, stage, [*counted, *aside])


def _teller(
    stage: Stage, index: int, story: BatchStory, cast: Cast, until: datetime, printer: Printer
) -> Iterator[datetime]:
    """Return the sittings of a batch; its second person comes a few hours after the first."""
    at = until - timedelta(days=story.days_ago)
    at = at.replace(hour=8, minute=(index * 7) % 60, second=0, microsecond=0)
    return Walk(stage, story, cast, at, printer).sittings(timedelta(hours=2 + index % 4))


def _counted(teller: Iterator[datetime], ended: Callable[[], None]) -> Iterator[datetime]:
    """Return the same sittings, and say when they have come to their end."""
    yield from teller
    ended()


def _tell(
    desk: Desk,
    stage: Stage,
    tellers: list[Iterator[datetime]],
) -> None:
    """Let each go on in its turn, so that everything comes into the record as it happened.

    A week is one transaction: to wait for the disk a few hundred times would be most of the time.
    """
    begun = [(next(each, None), number) for number, each in enumerate(tellers)]
    waiting = [(at, number) for at, number in begun if at is not None]
    heapify(waiting)
    while waiting:
        week = waiting[0][0].isocalendar()[:2]
        with desk.writing() as session:
            stage.open(session)
            while waiting and waiting[0][0].isocalendar()[:2] == week:
                number = waiting[0][1]
                following = next(tellers[number], None)
                stage.end_sitting()
                if following is None:
                    heappop(waiting)
                else:
                    heapreplace(waiting, (following, number))


def must_be_sample(desk: Desk, place: str) -> bool:
    """Whether the sample shop is in this record already; False when it is empty.

    Raises NotADemo when the record belongs to a real shop.
    """
    with desk.reading() as session:
        found = organisation(session)
    if found is not None and not found.is_sample:
        raise NotADemo(place=place, organisation=found.name)
    return found is not None


def play(desk: Desk, at: datetime, printer: Printer, language: str) -> Played:
    """Let two inspectors of the sample shop check and sign one more batch.

    Its manufacturer reads the language, so the report is printed in it; one who does is entered
    where the shop has none.
    """
    with desk.reading() as session:
        cast = _cast(session)
        count = batch_lists.count_batches(session, batch_lists.BatchFilter(text="demo-"))
    story = demo_story(language, f"DEMO-{count + 1}")
    stage, begun = Stage(), at - _TWO_CHECKS
    with desk.writing() as session:
        stage.open(session)
        _enter_reader(session, language, cast, begun)
        batch_id = Walk(stage, story, cast, begun, printer).go()
    with desk.reading() as session:
        names = {row.login: row.name for row in people.people_rows(session)}
        row = report_row(session, newest_report(session, batch_id))
        pdf = report_pdf(session, row.id)
    return Played(
        batch=story.number,
        first=names[story.people[0]],
        second=names[story.people[1]],
        report=row.number,
        verdict=row.verdict or Verdict.PENDING,
        pdf=pdf,
    )


def _enter_reader(session: Session, language: str, cast: Cast, at: datetime) -> None:
    """Let the cast know a maker who reads the language, where none of the story does."""
    told = reader(language)
    if told is None:
        return
    known = {row.name: row.id for row in manufacturers.manufacturer_rows(session)}
    if told["name"] not in known:
        entry = manufacturers.ManufacturerEntry(language=language, **told)
        added = manufacturers.add_manufacturer(session, entry, cast.ids["mira"], at)
        known[added.name] = added.id
    cast.maker_ids[language] = known[told["name"]]


def _found(desk: Desk, sealed: dict[str, SealedKey], at: datetime) -> int:
    founding = Founding(
        organisation="Sava Home & Light d.o.o.",
        address="Bulevar oslobođenja 12, 21000 Novi Sad, Serbia",
        language="en",
        site_code="NS",
        site="Novi Sad",
        time_zone="Europe/Belgrade",
        owner="Mira Kovač",
        login="mira",
        is_sample=True,
        database_id=str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{at.isoformat()}.sample-shop.example")),
    )
    with desk.writing() as session:
        owner_id = found_shop(session, founding, sealed["mira"], at)
        for code, name in (("ZG", "Zagreb"), ("RI", "Rijeka")):
            other = sites.SiteEntry(code=code, name=name, time_zone="Europe/Zagreb")
            sites.add_site(session, other, owner_id, at)
        for login, name, language, _roles in _PEOPLE[1:]:
            person = people.add_person(session, login, name, language, owner_id, at)
            enrol_key(session, person.id, sealed[login], owner_id, at)
    return owner_id


def _furnish(desk: Desk, owner_id: int, at: datetime) -> None:
    """Give people their roles, and the shop its makers, checklists, products and orders."""
    with desk.reading() as session:
        ids = {row.login: row.id for row in people.people_rows(session)}
        site_ids = {row.code: row.id for row in sites.site_rows(session)}
    with desk.writing() as session:
        for login, _name, _language, roles in _PEOPLE:
            held = {(role, site_ids[code]) for code, role in roles}
            people.set_roles(session, ids[login], held, owner_id, at)
            session.flush()
        for key in _MAKERS:
            _add_maker(session, key, owner_id, at)
        add_gauges(session, site_ids, owner_id, at, (at + BEGINS).date())
    _add_checklists(desk, owner_id, ids["jovan"], at)
    with desk.writing() as session:
        for key in _PRODUCTS:
            _add_product(session, key, owner_id, at)
        add_customers(session, owner_id, at, at + BEGINS)


def _cast(session: Session) -> Cast:
    """Find the people and things of the sample shop by their names."""
    ids = {row.login: row.id for row in people.people_rows(session)}
    makers = {row.name: row.id for row in manufacturers.manufacturer_rows(session)}
    goods = {row.code: row.id for row in products.product_rows(session)}
    found = orders.order_rows(session)
    return Cast(
        ids=ids,
        keys={login: unlocked(session, ids[login], login) for login, *_rest in _PEOPLE},
        site_ids={row.code: row.id for row in sites.site_rows(session)},
        maker_ids={key: makers[name] for key, (name, *_rest) in _MAKERS.items()},
        product_ids={key: goods[code] for key, (code, *_rest) in _PRODUCTS.items()},
        orders=sorted(
            (row.promised_ship_date, row.id) for row in found if row.promised_ship_date is not None
        ),
        order_ids={row.number: row.id for row in found},
        gauge_ids=gauges_in_use(session),
    )


def _add_maker(session: Session, key: str, by: int, at: datetime) -> None:
    name, language, email, contact = _MAKERS[key]
    entry = manufacturers.ManufacturerEntry(
        name=name, language=language, email=email, contact=contact
    )
    manufacturers.add_manufacturer(session, entry, by, at)


def _add_checklists(desk: Desk, drafted_by: int, approved_by: int, at: datetime) -> None:
    for file in sorted((bundled("resources") / "checklists").glob("*.toml")):
        draft = read_checklist_file(file)
        draft = dataclasses.replace(draft, sampling=_small(draft.sampling))
        draft = asking_for_gauges(draft)
        if draft.code == _SPOT_CHECKED:
            draft = dataclasses.replace(draft, mode=CheckMode.SPOT, share=_SHARE)
        with desk.writing() as session:
            imported = checklists.import_checklist(session, draft, drafted_by, at)
            show_examples(session, draft.code, imported.newest_id or 0, drafted_by, at)
            checklists.make_effective(session, imported.newest_id or 0, approved_by, at)


def _small(rule: SamplingRule) -> SamplingRule:
    """Return a rule with so few units that a quarter of batches is checked in seconds."""
    if rule.method is not SamplingMethod.ISO_2859:
        return dataclasses.replace(rule, sample_size=_UNITS_PER_BATCH)
    return dataclasses.replace(
        rule, level=Level.S1, aql_major=Decimal("4.0"), aql_minor=Decimal(10)
    )


def _add_product(session: Session, key: str, by: int, at: datetime) -> None:
    code, revision, name, family, checklist = _PRODUCTS[key]
    by_code = {row.code: row.id for row in checklist_rows(session)}
    entry = products.ProductEntry(
        code=code, revision=revision, name=name, family=family, checklist_id=by_code[checklist]
    )
    products.add_product(session, entry, by, at)
