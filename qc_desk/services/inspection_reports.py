"""The inspection report: issued by itself whenever a round of a batch is decided."""

import base64
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.organisations import Site
from qc_desk.domain.paper import Paper
from qc_desk.domain.people import Person, PersonKey
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.extra_checks import extra_checks_of
from qc_desk.services.issuing import Frame, IssuedReport, Printer, Subject, issue
from qc_desk.services.papers import inspection_paper
from qc_desk.services.signed_content import (
    batch_facts,
    defect_facts,
    extra_check_facts,
    inspection_facts,
)


@dataclass(frozen=True, slots=True)
class InspectionMatter:
    """One decided round of a batch."""

    session: Session
    batch: Batch
    round: int
    kind: ReportKind = ReportKind.INSPECTION

    @property
    def site(self) -> Site:
        """The site that checked it."""
        return self.batch.site

    @property
    def language(self) -> str:
        """The manufacturer's."""
        return self.batch.manufacturer.language

    def must_be_true(self) -> None:
        """Whoever decides a round has been asked already."""

    @property
    def subject(self) -> Subject:
        """The round, its verdict, and who made the goods."""
        return subject_of(self.batch, self.round)

    def paper(self, frame: Frame, folder: Path) -> Paper:
        """Return both checks, side by side, with what was decided."""
        return inspection_paper(self.session, self.batch, self.round, frame, folder)

    def facts(self, paper: Paper) -> dict[str, object]:  # noqa: ARG002 (they are older than it)
        """Return the facts under which the signatures were put, and the signatures."""
        batch, round_ = self.batch, self.round
        return {
            "batch": batch_facts(batch),
            "inspections": [
                inspection_facts(each) for each in batch.inspections if each.round == round_
            ],
            "defects": [
                defect_facts(each) for each in batch.defects if each.inspection.round == round_
            ],
            "extra_checks": [
                extra_check_facts(each) for each in extra_checks_of(self.session, batch, round_)
            ],
            "sign_offs": signatures_of(self.session, batch, round_),
        }


def subject_of(batch: Batch, round_: int) -> Subject:
    """Return a round of a batch as what a report is about."""
    return Subject(
        batch_id=batch.id,
        round=round_,
        verdict=batch.verdict(round_),
        manufacturer_id=batch.manufacturer.id,
        customer_id=batch.order.customer.id if batch.order else None,
    )


def issue_inspection(
    session: Session, batch: Batch, by: Person, at: datetime, printer: Printer
) -> IssuedReport:
    """Issue the report of the batch's last decided round, within an act that has begun."""
    return issue(session, InspectionMatter(session, batch, batch.round), by, at, printer)


def signatures_of(session: Session, batch: Batch, round_: int) -> list[dict[str, object]]:
    """Return every signature of a round with what it was put under."""
    return [_signature(session, each) for each in batch.sign_offs if each.round == round_]


def _signature(session: Session, signed: SignOff) -> dict[str, object]:
    key = session.get_one(PersonKey, signed.key_id)
    return {
        "id": signed.id,
        "slot": signed.slot,
        "meaning": signed.meaning,
        "name": signed.signer.name,
        "at": signed.at,
        "signed": signed.signed_bytes.decode(),
        "signature": base64.b64encode(signed.signature).decode(),
        "public_key": base64.b64encode(key.public_key).decode(),
        "fingerprint": key.fingerprint,
    }
