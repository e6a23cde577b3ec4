"""“It is fixed”: told only when the goods themselves have proven it, with the proof."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.letter_papers import FixedLetterPaper
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.paper import Paper, content
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.proof import Proof
from qc_desk.domain.reports import Report
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.i18n import alphabetical
from qc_desk.services.issuing import Frame, Subject
from qc_desk.services.problems import told_as_fixed
from qc_desk.services.proofs import proof_now
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.threads import told_item


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerToTell:
    """A customer whose complaints belong to a problem, and the letters they have been sent."""

    id: int
    name: str
    complaints: tuple[str, ...]
    letters: tuple[str, ...]


def customers_to_tell(session: Session, problem_id: int) -> list[CustomerToTell]:
    """Return the customers who complained of a problem, by name."""
    problem = session.get_one(Problem, problem_id).final
    ids = {each.id for each in problem.threads}
    found = session.execute(
        select(Customer, Complaint)
        .join(Complaint, Complaint.customer_id == Customer.id)
        .join(Sighting, Sighting.complaint_id == Complaint.id)
        .where(Sighting.problem_id.in_(ids))
        .order_by(Complaint.number)
    ).unique()
    complaints: dict[Customer, dict[str, None]] = {}
    for customer, complaint in found:
        complaints.setdefault(customer, {})[complaint.name] = None
    sent = session.execute(
        select(Report.customer_id, Report.number)
        .where(Report.kind == ReportKind.FIXED_LETTER, Report.problem_id.in_(ids))
        .order_by(Report.id)
    ).all()
    rows = [
        CustomerToTell(
            id=customer.id,
            name=customer.name,
            complaints=tuple(named),
            letters=tuple(number for customer_id, number in sent if customer_id == customer.id),
        )
        for customer, named in complaints.items()
    ]
    return sorted(rows, key=lambda row: alphabetical(row.name))


@dataclass(frozen=True, slots=True)
class FixedLetterMatter:
    """A problem that is proven solved."""

    session: Session
    problem: Problem
    entry: ReportEntry
    at: datetime
    kind: ReportKind = ReportKind.FIXED_LETTER

    @property
    def site(self) -> Site:
        """The site that was asked, else the one that saw the problem first."""
        if self.entry.site_id is not None:
            return self.session.get_one(Site, self.entry.site_id)
        return self.problem.sightings[0].site

    @property
    def language(self) -> str:
        """The one that was asked for, else the shop's own."""
        shop = self.session.scalars(select(Organisation)).one()
        return self.entry.language or shop.language

    @property
    def subject(self) -> Subject:
        """The problem, and the customer who is told."""
        return Subject(problem_id=self.problem.id, customer_id=self.entry.customer_id)

    def must_be_true(self) -> None:
        """Refuse what is not proven, with what is missing (NotProven)."""
        told_as_fixed(self.session, self.problem.id, self.at)

    def paper(self, frame: Frame, folder: Path) -> Paper:  # noqa: ARG002 (it has no photos)
        """Return what was wrong, what was changed, and how the goods have proven it."""
        told = told_as_fixed(self.session, self.problem.id, frame["issued_at"])
        proof = proof_now(self.session, self.problem, told.proven_at) or Proof(())
        customer = self._customer()
        texts = ShopTexts(frame["language"], marked=True)
        return FixedLetterPaper(
            **frame,
            to=customer.name if customer else "",
            attention="",
            address=customer.email if customer else "",
            sender=self.entry.sender,
            words=self.entry.words,
            problem=told.problem,
            code_name=texts.defect(self.problem.code),
            item=told_item(self.session, self.problem, texts),
            recurrences=self.problem.recurrences,
            countermeasure=told.countermeasure,
            fixed_from=told.fixed_from,
            proven_on=day_of(told.proven_at, self.site.time_zone),
            proven_by=told.proven_by,
            proof=proof.sites,
            other_languages=texts.others,
        )

    def _customer(self) -> Customer | None:
        if self.entry.customer_id is None:
            return None
        return self.session.get_one(Customer, self.entry.customer_id)

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return everything that is printed, and what the sender decided."""
        return {"content": content(paper), "entry": self.entry.facts(), "sign_offs": []}


def fixed_letter(
    session: Session, entry: ReportEntry, person: Person, at: datetime
) -> FixedLetterMatter:
    """Return a problem as what the letter is about; what was merged into it counts."""
    problem = session.get_one(Problem, entry.subject_id).final
    return FixedLetterMatter(session, problem, entry.kept(person.name), at)


def fixed_letter_again(session: Session, report: Report) -> FixedLetterMatter:
    """Return what an issued letter is about, as the record knows it now."""
    problem = session.get_one(Problem, report.problem_id)
    return FixedLetterMatter(session, problem, entry_of(report.payload), report.issued_at)
