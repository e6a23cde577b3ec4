"""The weekly letter to a manufacturer: goods, defects, promises and problems of some days."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of, end_of
from qc_desk.domain.defects import Defect
from qc_desk.domain.letter_papers import PaperPromise, WeekBatch, WeekDefect, WeeklyLetterPaper
from qc_desk.domain.loop_words import PromiseStanding
from qc_desk.domain.organisations import Site
from qc_desk.domain.paper import Paper, content
from qc_desk.domain.papers import PaperPhoto
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.reports import Report
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import ReportKind, Severity, Slot
from qc_desk.i18n import N_
from qc_desk.services.complaint_answers import told_promise
from qc_desk.services.issuing import Frame, Subject
from qc_desk.services.paper_photos import PrintCopies
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.threads import ThreadReader
from qc_desk.services.weekly_pictures import WeeklyPictures, pieces_of

MOST_DAYS = 92
MOST_PHOTOS = 6
MOST_DEFECTS = 10
_WORST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR)


@dataclass(frozen=True, slots=True)
class WeeklyLetterMatter:
    """A manufacturer, and the days that the letter tells of."""

    session: Session
    maker: Manufacturer
    entry: ReportEntry
    kind: ReportKind = ReportKind.WEEKLY_LETTER

    @property
    def site(self) -> Site:
        """The site that writes: the one that was asked, else where their newest batch is."""
        if self.entry.site_id is not None:
            return self.session.get_one(Site, self.entry.site_id)
        newest = select(Batch.site_id).where(Batch.manufacturer_id == self.maker.id)
        found = self.session.scalars(newest.order_by(Batch.id.desc()).limit(1)).first()
        return self.session.get_one(Site, found or 1)

    @property
    def language(self) -> str:
        """The manufacturer's."""
        return self.maker.language

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        begins, ends = self.entry.begins_on, self.entry.ends_on
        assert begins is not None  # noqa: S101 (weekly_letter has seen to it)
        assert ends is not None  # noqa: S101
        return begins, ends

    @property
    def subject(self) -> Subject:
        """The manufacturer and the days."""
        begins, ends = self.days
        return Subject(manufacturer_id=self.maker.id, begins_on=begins, ends_on=ends)

    def must_be_true(self) -> None:
        """A week in which nothing happened can be told as well."""

    def paper(self, frame: Frame, folder: Path) -> Paper:
        """Return what happened in these days."""
        begins, ends = self.days
        decided = self._decided()
        defects = [
            (batch, round_, d) for batch, round_, _day in decided for d in _of(batch, round_)
        ]
        texts = ShopTexts(frame["language"], marked=True)
        now, zone = frame["issued_at"], self.site.time_zone
        reader = ThreadReader(self.session, now, zone, self.maker.id, texts)
        pictures = WeeklyPictures(session=self.session, maker_id=self.maker.id, last=ends)
        return WeeklyLetterPaper(
            **frame,
            to=self.maker.name,
            attention=self.maker.contact,
            address=self.maker.address,
            sender=self.entry.sender,
            words=self.entry.words,
            begins_on=begins,
            ends_on=ends,
            batches=tuple(_batch(*each, texts) for each in decided),
            defects=_counted(defects, texts),
            kinds=pictures.kinds(texts),
            steps=pictures.steps(),
            promises=self._promises(now),
            threads=tuple(
                replace(reader.thread(each), moments=()) for each in self._problems(decided)
            ),
            photos=_photos([d for _b, _r, d in defects], PrintCopies(folder)),
            other_languages=texts.others,
        )

    def _decided(self) -> list[tuple[Batch, int, date]]:
        """Return the rounds of the manufacturer's batches that were decided in these days."""
        begins, ends = self.days
        zone = self.site.time_zone
        found = self.session.execute(
            select(Batch, SignOff.round, SignOff.at)
            .join(SignOff, SignOff.batch_id == Batch.id)
            .where(
                Batch.manufacturer_id == self.maker.id,
                SignOff.slot.in_((Slot.DECISION, Slot.ALONE)),
                SignOff.at >= end_of(begins - timedelta(days=1), zone),
                SignOff.at < end_of(ends, zone),
            )
            .order_by(SignOff.at, SignOff.id)
        )
        return [(batch, round_, day_of(at, zone)) for batch, round_, at in found.unique()]

    def _promises(self, at: datetime) -> tuple[PaperPromise, ...]:
        """Return their promises that were due, kept or made in these days, or are open."""
        begins, ends = self.days
        zone = self.site.time_zone
        told = []
        for each in self.session.scalars(
            select(Promise).where(Promise.manufacturer_id == self.maker.id).order_by(Promise.id)
        ).unique():
            promise = told_promise(each, at, zone)
            days = {promise.due_on, promise.done_on, day_of(each.made_at, zone)}
            inside = any(day is not None and begins <= day <= ends for day in days)
            if inside or promise.standing is PromiseStanding.MADE:
                told.append(promise)
        return tuple(told)

    def _problems(self, decided: list[tuple[Batch, int, date]]) -> list[Problem]:
        """Return the problems that were seen on these batches, by number."""
        ids = [batch.id for batch, _round, _day in decided]
        found = self.session.scalars(
            select(Problem)
            .join(Sighting, Sighting.problem_id == Problem.id)
            .where(Sighting.batch_id.in_(ids))
        ).unique()
        finals = {each.final.id: each.final for each in found}
        return sorted(finals.values(), key=lambda each: each.number)

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return everything that is printed, and what the sender decided."""
        return {"content": content(paper), "entry": self.entry.facts(), "sign_offs": []}


def weekly_letter(
    session: Session, entry: ReportEntry, person: Person, at: datetime
) -> WeeklyLetterMatter:
    """Return a manufacturer and some days; refuse days that are none, too many, or to come."""
    maker = session.get_one(Manufacturer, entry.subject_id)
    matter = WeeklyLetterMatter(session, maker, entry.kept(person.name))
    begins, ends = entry.begins_on, entry.ends_on
    why = ""
    if begins is None or ends is None or begins > ends:
        why = N_("it comes before the first one.")
    elif (ends - begins).days >= MOST_DAYS:
        why = N_("that is more than three months.")
    elif ends > day_of(at, matter.site.time_zone):
        why = N_("it is still to come.")
    if why:
        raise FieldInvalid(field=N_("last day"), value=ends or "–", why=why)
    return matter


def weekly_letter_again(session: Session, report: Report) -> WeeklyLetterMatter:
    """Return what an issued letter is about, as the record knows it now."""
    maker = session.get_one(Manufacturer, report.manufacturer_id)
    return WeeklyLetterMatter(session, maker, entry_of(report.payload))


def _of(batch: Batch, round_: int) -> list[Defect]:
    """Return the defects of one round that count."""
    return [d for d in batch.defects if d.inspection.round == round_ and d.inspection.live]


def _batch(batch: Batch, round_: int, day: date, texts: ShopTexts) -> WeekBatch:
    found = {(d.code.id, d.item.id if d.item is not None else 0) for d in _of(batch, round_)}
    return WeekBatch(
        number=batch.number,
        product=texts.product(batch.product),
        quantity=batch.quantity,
        round=round_,
        verdict=batch.verdict(round_),
        decided_on=day,
        defects=len(found),
    )


def _counted(defects: list[tuple[Batch, int, Defect]], texts: ShopTexts) -> tuple[WeekDefect, ...]:
    """Return the codes with most pieces first; what both inspectors found counts once."""
    of: dict[int, list[tuple[Batch, int, Defect]]] = defaultdict(list)
    for each in defects:
        of[each[2].code.id].append(each)
    pieces = pieces_of((round_, defect) for _batch, round_, defect in defects)
    rows = [_code(found, pieces[code_id], texts) for code_id, found in of.items()]
    rows.sort(key=lambda row: (_WORST.index(row.severity), -row.pieces, row.code))
    return tuple(rows[:MOST_DEFECTS])


def _code(found: list[tuple[Batch, int, Defect]], pieces: int, texts: ShopTexts) -> WeekDefect:
    code = found[0][2].code
    return WeekDefect(
        code=code.code,
        name=texts.defect(code),
        severity=min((d.severity for _b, _r, d in found), key=_WORST.index),
        pieces=pieces,
        batches=len({batch.id for batch, _r, _d in found}),
    )


def _photos(defects: list[Defect], copies: PrintCopies) -> tuple[PaperPhoto, ...]:
    """Return photos of the worst defects, one of each first."""
    worst = sorted(defects, key=lambda each: _WORST.index(each.severity))
    photos = [each.photos[0] for each in worst if each.photos]
    return tuple(copies.of(photo) for photo in photos[:MOST_PHOTOS])
