"""Bare entities for rules: a batch of ten on a bench, an inspector, a checklist; no database."""

from datetime import UTC, datetime
from decimal import Decimal

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.vocabulary import (
    BatchStatus,
    ItemKind,
    PhotoRule,
    Result,
    Role,
    Seat,
    Severity,
)

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def person(name: str, site: Site, role: Role = Role.INSPECTOR) -> Person:
    """Return somebody with a role at the site."""
    made = Person(login=name.lower(), name=name, created_at=AT)
    made.grant(role, site, AT)
    return made


class Bench:
    """A batch whose first check Ana has opened, on two sample units."""

    def __init__(self) -> None:
        self.site = Site(code="NS", name="Novi Sad", time_zone="Europe/Belgrade", created_at=AT)
        self.ana = person("Ana", self.site)
        self.jelena = person("Jelena", self.site)
        self.look = _item(1, "Look", Severity.MAJOR, photo_rule=PhotoRule.ON_FAIL)
        self.unit = _item(2, "Each piece", Severity.MINOR, per_unit=True)
        self.size = _item(
            3,
            "Size",
            Severity.MAJOR,
            kind=ItemKind.MEASUREMENT,
            lower=Decimal("9.95"),
            upper=Decimal("10.05"),
            unit="mm",
        )
        self.carton = _item(4, "Carton", Severity.MINOR, photo_rule=PhotoRule.ALWAYS)
        checklist = Checklist(code="C", title="Mugs", created_at=AT)
        self.version = ChecklistVersion(
            number=1,
            drafted_by_id=99,
            drafted_at=AT,
            sample_size=2,
            items=[self.look, self.unit, self.size, self.carton],
        )
        checklist.versions.append(self.version)
        self.version.id = 5
        for number, item in enumerate(self.version.items, start=1):
            item.id, item.version_id = number, 5
        product = Product(code="M", name="Mug", created_at=AT, checklist=checklist)
        maker = Manufacturer(name="Kiln", language="en", created_at=AT)
        self.batch = Batch(
            number="L-1",
            folded="l-1",
            product=product,
            manufacturer=maker,
            site=self.site,
            quantity=10,
            status=BatchStatus.FIRST_CHECK,
            created_at=AT,
            changed_at=AT,
        )
        self.first = self.seat(Seat.FIRST, self.ana)
        self.code = DefectCode(
            code="SCR", name="Scratch", default_severity=Severity.MINOR, created_at=AT
        )

    def seat(self, seat: Seat, by: Person) -> Inspection:
        """Let somebody take a seat."""
        made = Inspection(
            round=1,
            seat=seat,
            inspector=by,
            version=self.version,
            sample_size=2,
            opened_at=AT,
            changed_at=AT,
        )
        made.version_id = 5
        self.batch.inspections.append(made)
        return made

    def record(
        self,
        item: CheckItem,
        result: Result = Result.PASS,
        *,
        unit: int = 0,
        value: Decimal | None = None,
        note: str = "",
        reason: str = "",
        by: Person | None = None,
        on: Inspection | None = None,
        seen: Answer | None = None,
    ) -> Answer:
        """Record an answer over what was seen."""
        inspection = on or self.first
        answer = Answer(
            item=item,
            unit_number=unit,
            result=result,
            value=value,
            note=note,
            reason=reason,
            by=by or inspection.inspector,
            at=AT,
        )
        answer.item_id = item.id
        standing = inspection.current.get((item.id, unit))
        return inspection.record(answer, standing=standing, seen=seen)

    def answer_all(self, on: Inspection | None = None) -> None:
        """Pass every place, with the photo of the carton."""
        inspection = on or self.first
        self.record(self.look, on=inspection)
        self.record(self.unit, unit=1, on=inspection)
        self.record(self.unit, unit=2, on=inspection)
        self.record(self.size, value=Decimal(10), on=inspection)
        self.record(self.carton, on=inspection)
        self.picture(self.carton, on=inspection)

    def picture(self, item: CheckItem, unit: int = 0, on: Inspection | None = None) -> None:
        """Take a photo at a place."""
        inspection = on or self.first
        inspection.photos.append(
            Photo(
                inspection_id=0,
                item_id=item.id,
                unit_number=unit,
                sha256="",
                width=1,
                height=1,
                image=b"",
                print_copy=b"",
                thumbnail=b"",
                by=inspection.inspector,
                at=AT,
            )
        )


def _item(position: int, title: str, severity: Severity, **facts: object) -> CheckItem:
    return CheckItem(
        position=position,
        code=f"i{position}",
        title=title,
        severity=severity,
        **{"kind": ItemKind.PASS_FAIL, **facts},  # type: ignore[arg-type]
    )
