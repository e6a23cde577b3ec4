"""A shop of bare entities: people, one product, one batch; no database and no window."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import (
    ItemKind,
    Meaning,
    Result,
    Role,
    Seat,
    Severity,
    Slot,
    VersionStatus,
)

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
PASS, FAIL = Result.PASS, Result.FAIL
ALL_PASS = (PASS, PASS)


def person(name: str, site: Site, role: Role) -> Person:
    """Return a person with a role at a site."""
    made = Person(login=name.lower(), name=name, created_at=AT)
    made.grant(role, site, AT)
    return made


@dataclass
class BareShop:
    """Ana, Boris and Cyla inspect, Lena leads, Olga owns, Vera looks on; a batch of 500 mugs."""

    site: Site = field(
        default_factory=lambda: Site(code="NS", name="Novi Sad", time_zone="UTC", created_at=AT)
    )

    def __post_init__(self) -> None:
        """Make people, product and batch."""
        self.ana = person("Ana", self.site, Role.INSPECTOR)
        self.boris = person("Boris", self.site, Role.INSPECTOR)
        self.cyla = person("Cyla", self.site, Role.INSPECTOR)
        self.lena = person("Lena", self.site, Role.LEAD)
        self.olga = person("Olga", self.site, Role.OWNER)
        self.vera = person("Vera", self.site, Role.VIEWER)
        self.items = [item_of(1, Severity.MAJOR), item_of(2, Severity.MINOR)]
        self.version = ChecklistVersion(
            number=1, drafted_by_id=1, drafted_at=AT, status=VersionStatus.EFFECTIVE
        )
        self.version.items.extend(self.items)
        checklist = Checklist(code="M", title="Mugs", created_at=AT)
        checklist.versions.append(self.version)
        self.product = Product(code="M1", name="Mug", created_at=AT, checklist=checklist)
        self.batch = Batch(
            number="L-1",
            folded="l-1",
            product=self.product,
            manufacturer=Manufacturer(name="Kiln", created_at=AT),
            site=self.site,
            quantity=500,
            created_at=AT,
            changed_at=AT,
        )

    def produced_by(self, who: Person) -> None:
        """Name somebody as a producer of the batch."""
        self.batch.producers.append(BatchProducer(person=who, named_at=AT))

    def answer(self, inspection: Inspection, who: Person, results: tuple[Result, ...]) -> None:
        """Answer the items, as many as there are results."""
        for item, result in zip(self.items, results, strict=False):
            inspection.answers.append(Answer(item=item, result=result, by=who, at=AT))

    def sign(self, slot: Slot, meaning: Meaning, who: Person) -> None:
        """Put a signature under the round, as the signing service does."""
        self.batch.sign_offs.append(
            SignOff(
                batch_id=1,
                round=self.batch.round,
                slot=slot,
                meaning=meaning,
                signer=who,
                key_id=1,
                at=AT,
                signed_bytes=b"",
                signature=b"",
            )
        )

    def first_signed(self, results: tuple[Result, ...] = ALL_PASS) -> Inspection:
        """Let Ana do and sign the first check."""
        first = self.batch.open_first_check(self.ana, AT)
        self.answer(first, self.ana, results)
        self.batch.sign_first(self.ana, AT)
        self.sign(Slot.FIRST, Meaning.INSPECTED, self.ana)
        return first

    def checked_twice(
        self, first: tuple[Result, ...] = ALL_PASS, second: tuple[Result, ...] = ALL_PASS
    ) -> Inspection:
        """Let Ana and Boris check the batch; Boris has submitted and not decided."""
        self.first_signed(first)
        inspection = self.batch.open_second_check(self.boris, AT)
        self.answer(inspection, self.boris, second)
        inspection.submit(self.boris, AT)
        return inspection

    def held(self) -> None:
        """Let Boris reject the batch."""
        self.checked_twice()
        self.sign(Slot.DECISION, Meaning.REJECTED, self.boris)
        self.batch.reject(self.boris, AT)

    def defect(self, inspection: Inspection, who: Person, severity: Severity) -> Defect:
        """Record a defect."""
        code = DefectCode(code="CRACK", name="Crack", default_severity=severity, created_at=AT)
        made = Defect(
            inspection=inspection,
            number=1,
            code=code,
            severity=severity,
            quantity=10,
            by=who,
            at=AT,
        )
        self.batch.defects.append(made)
        return made


def item_of(number: int, severity: Severity) -> CheckItem:
    """Return an item that is looked at once for the batch."""
    made = CheckItem(
        position=number,
        code=f"i{number}",
        title=f"Item {number}",
        kind=ItemKind.PASS_FAIL,
        severity=severity,
    )
    made.id = number
    return made


def inspection_at(batch: Batch, seat: Seat) -> Inspection:
    """Return the inspection at a seat, which must be taken."""
    found = batch.inspection(seat)
    assert found is not None
    return found
