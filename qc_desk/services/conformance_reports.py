"""The certificate of conformance: only for what two people have released, and never beyond it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.comparison import Pair, compare
from qc_desk.domain.conformance_papers import CertifiedItem, Conceded, ConformancePaper
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.paper import Paper, content
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import NotCertifiable
from qc_desk.domain.reports import Report
from qc_desk.domain.sample_counts import counted_rows
from qc_desk.domain.vocabulary import BatchStatus, ReportKind, Result, Seat, Slot
from qc_desk.i18n import N_
from qc_desk.services.check_sheets import item_numbers
from qc_desk.services.inspection_reports import signatures_of, subject_of
from qc_desk.services.issuing import Frame, Subject
from qc_desk.services.papers import paper_signatures
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.shop_texts import ShopTexts

_OUT = (BatchStatus.RELEASED, BatchStatus.SHIPPED)


@dataclass(frozen=True, slots=True)
class ConformanceMatter:
    """A batch that two people have released."""

    session: Session
    batch: Batch
    entry: ReportEntry
    kind: ReportKind = ReportKind.CONFORMANCE

    @property
    def site(self) -> Site:
        """The site that released it."""
        return self.batch.site

    @property
    def language(self) -> str:
        """The one that was asked for, else the shop's own."""
        shop = self.session.scalars(select(Organisation)).one()
        return self.entry.language or shop.language

    def must_be_true(self) -> None:
        """Refuse what two people have not released, or what was not released after all."""
        why = ""
        if self.batch.status not in _OUT:
            why = N_("it is not released.")
        elif self.batch.sign_off(Slot.DECISION) is None:
            why = N_("it was released without a second check.")
        if why:
            raise NotCertifiable(batch=self.batch.number, why=why)

    @property
    def subject(self) -> Subject:
        """The round, its verdict, and whom it concerns."""
        return subject_of(self.batch, self.entry.round)

    def paper(self, frame: Frame, folder: Path) -> Paper:  # noqa: ARG002 (it has no photos)
        """Return what was checked, by whom, against what, and what was conceded."""
        batch, round_ = self.batch, self.entry.round
        first, second = (batch.inspection(seat, round_) for seat in Seat)
        assert first is not None  # noqa: S101 (two people have signed)
        version = first.version
        texts = ShopTexts(frame["language"], marked=True)
        order = batch.order
        return ConformancePaper(
            **frame,
            customer=order.customer.name if order else "",
            order_number=order.number if order else "",
            manufacturer=batch.manufacturer.name,
            product_code=batch.product.code,
            product_name=texts.product(batch.product),
            product_revision=batch.product.revision,
            batch_number=batch.number,
            quantity=batch.quantity,
            produced_on=batch.produced_on,
            sample_size=first.sample_size,
            checklist_code=version.checklist.code,
            checklist_title=texts.checklist(version),
            checklist_version=version.number,
            checklist_digest=version.digest,
            verdict=batch.verdict(round_),
            concession=self._concession(),
            conceded=self._conceded(texts),
            signatures=paper_signatures(self.session, batch, round_),
            items=_items(compare(first, second), version, texts),
            plans=counted_rows(batch, round_),
            inspection_report=self._report(),
            words=self.entry.words,
            sender=self.entry.sender,
            other_languages=texts.others,
        )

    def _concession(self) -> str:
        signed = self.batch.sign_off(Slot.CONCESSION, self.entry.round)
        return signed.reason if signed is not None else ""

    def _conceded(self, texts: ShopTexts) -> tuple[Conceded, ...]:
        """Return what was found, where the batch was released under a concession."""
        if not self._concession():
            return ()
        found: dict[tuple[str, str], Conceded] = {}
        for each in self.batch.defects:
            if each.inspection.round == self.entry.round and each.inspection.live:
                told = Conceded(
                    code=each.code.code,
                    name=texts.defect(each.code),
                    quantity=each.affected_quantity,
                    place=each.place,
                )
                found.setdefault((told.code, told.place), told)
        return tuple(found.values())

    def _report(self) -> str:
        """Return the number of the newest inspection report of the round."""
        found = self.session.scalars(
            select(Report.number)
            .where(
                Report.batch_id == self.batch.id,
                Report.round == self.entry.round,
                Report.kind == ReportKind.INSPECTION,
            )
            .order_by(Report.id.desc())
        )
        return found.first() or ""

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return everything that is printed, what was asked for, and the signatures."""
        return {
            "content": content(paper),
            "entry": self.entry.facts(),
            "sign_offs": signatures_of(self.session, self.batch, self.entry.round),
        }


def conformance_matter(
    session: Session,
    entry: ReportEntry,
    person: Person,
    at: datetime,  # noqa: ARG001 (every kind is asked alike)
) -> ConformanceMatter:
    """Return a batch as what a certificate is about."""
    batch = session.get_one(Batch, entry.subject_id, with_for_update=True)
    return ConformanceMatter(session, batch, entry.kept(person.name, batch.round))


def conformance_again(session: Session, report: Report) -> ConformanceMatter:
    """Return what an issued certificate is about, as the record knows it now."""
    batch = session.get_one(Batch, report.batch_id)
    return ConformanceMatter(session, batch, entry_of(report.payload))


def _items(
    pairs: list[Pair], version: ChecklistVersion, texts: ShopTexts
) -> tuple[CertifiedItem, ...]:
    """Return each item once, with what both people found on all samples."""
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.item.id, []).append(pair)
    numbers = item_numbers(version.items)
    return tuple(
        _item(of, numbers[of[0].item.id], texts.title(version, of[0].item))
        for of in found.values()
    )


def _item(pairs: list[Pair], number: str, title: str) -> CertifiedItem:
    item = pairs[0].item
    results = [_result(pair) for pair in pairs]
    return CertifiedItem(
        number=number,
        title=title,
        severity=item.severity,
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        passed=results.count(Result.PASS),
        failed=results.count(Result.FAIL),
        skipped=results.count(Result.NOT_APPLICABLE),
    )


def _result(pair: Pair) -> Result:
    """Return what both found: a fail of either is a fail."""
    both = {answer.result for answer in (pair.first, pair.second) if answer is not None}
    order = (Result.FAIL, Result.PASS, Result.NOT_APPLICABLE)
    return next((each for each in order if each in both), Result.NOT_APPLICABLE)
