"""The answer to a complaint: their words, ours, what was found, what is done, and by when."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.complaint_statements import ComplaintEvent
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.letter_papers import ComplaintAnswerPaper, PaperPromise
from qc_desk.domain.loop_words import ComplaintStatus, PromiseSide
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.paper import Paper, content
from qc_desk.domain.people import Person
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import NotAnsweredYet
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.issuing import Frame, Subject
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.shop_texts import ShopTexts


@dataclass(frozen=True, slots=True)
class ComplaintAnswerMatter:
    """A complaint that was answered."""

    session: Session
    complaint: Complaint
    entry: ReportEntry
    kind: ReportKind = ReportKind.COMPLAINT_ANSWER

    @property
    def site(self) -> Site:
        """The site that was complained to."""
        return self.complaint.site

    @property
    def language(self) -> str:
        """The customer's own, as far as it is known; else the shop's."""
        shop = self.session.scalars(select(Organisation)).one()
        return self.entry.language or self.complaint.language or shop.language

    @property
    def subject(self) -> Subject:
        """The complaint and its customer."""
        return Subject(complaint_id=self.complaint.id, customer_id=self.complaint.customer.id)

    def must_be_true(self) -> None:
        """Refuse a letter without an answer: it is written as a step of the complaint."""
        if self._step(ComplaintStatus.ANSWERED) is None:
            raise NotAnsweredYet(complaint=self.complaint.name)

    def paper(self, frame: Frame, folder: Path) -> Paper:  # noqa: ARG002 (it has no photos)
        """Return the answer."""
        complaint, at = self.complaint, frame["issued_at"]
        restated = self._step(ComplaintStatus.RESTATED)
        answered = self._step(ComplaintStatus.ANSWERED)
        found = self._step(ComplaintStatus.INVESTIGATING)
        product, texts = complaint.product, ShopTexts(frame["language"])
        return ComplaintAnswerPaper(
            **frame,
            to=complaint.customer.name,
            attention=complaint.told_by,
            address=complaint.customer.email,
            sender=self.entry.sender,
            words=self.entry.words,
            complaint=complaint.name,
            heard_at=complaint.heard_at,
            order_number=complaint.order.number if complaint.order else "",
            product=f"{product.code} · {texts.product(product)}" if product else "",
            their_words=complaint.words,
            restated=restated.words if restated else "",
            agreed_by=restated.agreed_by if restated else "",
            found=found.words if found else "",
            answer=answered.words if answered else "",
            outcome=answered.outcome if answered else None,
            batches=tuple(link.batch.number for link in complaint.confirmed),
            promises=tuple(
                told_promise(each, at, complaint.site.time_zone)
                for each in complaint.promises
                if each.side is PromiseSide.OURS
            ),
        )

    def _step(self, status: ComplaintStatus) -> ComplaintEvent | None:
        """Return the newest time that the complaint was at a step."""
        found = [each for each in self.complaint.events if each.status is status]
        return found[-1] if found else None

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return everything that is printed, and what the sender decided."""
        return {"content": content(paper), "entry": self.entry.facts(), "sign_offs": []}


def told_promise(promise: Promise, at: datetime, zone: str) -> PaperPromise:
    """Return a promise as letters tell it."""
    done = promise.done
    return PaperPromise(
        text=promise.text,
        due_on=promise.due_now[0],
        standing=promise.standing(at),
        done_on=day_of(done.at, zone) if done is not None else None,
        is_fix=promise.is_fix,
    )


def complaint_answer(
    session: Session,
    entry: ReportEntry,
    person: Person,
    at: datetime,  # noqa: ARG001 (every kind is asked alike)
) -> ComplaintAnswerMatter:
    """Return a complaint as what its answer is about."""
    complaint = session.get_one(Complaint, entry.subject_id)
    return ComplaintAnswerMatter(session, complaint, entry.kept(person.name))


def complaint_answer_again(session: Session, report: Report) -> ComplaintAnswerMatter:
    """Return what an issued answer is about, as the record knows it now."""
    complaint = session.get_one(Complaint, report.complaint_id)
    return ComplaintAnswerMatter(session, complaint, entry_of(report.payload))
