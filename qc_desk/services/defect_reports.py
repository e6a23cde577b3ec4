"""The defect report: what is wrong with a batch, told to its manufacturer, and what we ask for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of
from qc_desk.domain.defect_papers import (
    DefectPaper,
    Wish,
)
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.paper import Paper, content
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldInvalid, NoDefects, NotDecidedYet
from qc_desk.domain.report_words import WishKind
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind, Seat, Verdict
from qc_desk.i18n import N_
from qc_desk.services.inspection_reports import signatures_of, subject_of
from qc_desk.services.issuing import Frame, Subject
from qc_desk.services.nonconformities import nonconformities
from qc_desk.services.paper_photos import PrintCopies
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.threads import ThreadReader, problems_on

USUAL_DAYS = {WishKind.CONTAINMENT: 2, WishKind.CAUSE: 14, WishKind.ACTION: 30}


def usual_days(today: date) -> dict[WishKind, date]:
    """Return until when answers are usually asked for."""
    return {kind: today + timedelta(days=days) for kind, days in USUAL_DAYS.items()}


@dataclass(frozen=True, slots=True)
class DefectMatter:
    """The defects of one decided round of a batch."""

    session: Session
    batch: Batch
    entry: ReportEntry
    kind: ReportKind = ReportKind.DEFECT

    @property
    def site(self) -> Site:
        """The site that found them."""
        return self.batch.site

    @property
    def language(self) -> str:
        """The manufacturer's."""
        return self.batch.manufacturer.language

    @property
    def subject(self) -> Subject:
        """The round, its verdict, and who made the goods."""
        return subject_of(self.batch, self.entry.round)

    def must_be_true(self) -> None:
        """Refuse what the second inspector must not know yet, and a report about nothing."""
        if self.batch.verdict(self.entry.round) is Verdict.PENDING:
            raise NotDecidedYet(batch=self.batch.number)
        if not self.defects:
            raise NoDefects(batch=self.batch.number)

    @property
    def inspections(self) -> list[Inspection]:
        """The checks of the round that count, the first one first."""
        found = (self.batch.inspection(seat, self.entry.round) for seat in Seat)
        return [each for each in found if each is not None]

    @property
    def defects(self) -> list[Defect]:
        """The defects of the round, by number."""
        found = (
            each
            for each in self.batch.defects
            if each.inspection.round == self.entry.round and each.inspection.live
        )
        return sorted(found, key=lambda each: each.number)

    def paper(self, frame: Frame, folder: Path) -> Paper:
        """Return every defect with its photos, and the story of its problem."""
        batch, maker, order = self.batch, self.batch.manufacturer, self.batch.order
        problems = problems_on(self.session, batch)
        copies = PrintCopies(folder)
        checks = self.inspections
        texts = ShopTexts(frame["language"], marked=True)
        now, zone = frame["issued_at"], batch.site.time_zone
        reader = ThreadReader(self.session, now, zone, maker.id, texts)
        versions = [each.version for each in checks]
        return DefectPaper(
            **frame,
            manufacturer=maker.name,
            manufacturer_address=maker.address,
            contact=maker.contact,
            order_number=order.number if order else "",
            promised_ship_date=order.promised_ship_date if order else None,
            batch_number=batch.number,
            product_code=batch.product.code,
            product_name=texts.product(batch.product),
            product_revision=batch.product.revision,
            quantity=batch.quantity,
            produced_on=batch.produced_on,
            sample_size=max(each.sample_size for each in checks),
            inspectors=tuple(dict.fromkeys(each.inspector.name for each in checks)),
            verdict=batch.verdict(self.entry.round),
            threads=tuple(reader.thread(each, versions) for each in problems),
            defects=nonconformities(self.defects, checks, problems, copies, texts),
            wishes=tuple(
                Wish(kind=kind, due_on=self.entry.due[kind])
                for kind in WishKind
                if kind in self.entry.due
            ),
            words=self.entry.words,
            sender=self.entry.sender,
            other_languages=texts.others,
        )

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return everything that is printed, what the sender decided, and the signatures."""
        return {
            "content": content(paper),
            "entry": self.entry.facts(),
            "sign_offs": signatures_of(self.session, self.batch, self.entry.round),
        }


def defect_matter(
    session: Session, entry: ReportEntry, person: Person, at: datetime
) -> DefectMatter:
    """Return the last round of a batch, which must be decided, as a defect report.

    Raises FieldInvalid, FieldTooLong.
    """
    batch = session.get_one(Batch, entry.subject_id, with_for_update=True)
    today = day_of(at, batch.site.time_zone)
    for day in entry.due.values():
        if day < today:
            why = N_("it is over. Choose a day to come.")
            raise FieldInvalid(field=N_("day of the answer"), value=day, why=why)
    return DefectMatter(session, batch, entry.kept(person.name, batch.round))


def defect_matter_again(session: Session, report: Report) -> DefectMatter:
    """Return what an issued defect report is about, as the record knows it now."""
    batch = session.get_one(Batch, report.batch_id)
    return DefectMatter(session, batch, entry_of(report.payload))
