"""A product whose checklist has everything: sample units, photos, limits on one or both sides."""

from dataclasses import dataclass, field
from decimal import Decimal

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity
from qc_desk.services import inspections
from qc_desk.services.acts import acting
from tests.checked_shop import AT, SHARE, Shop

UNITS = 2


@dataclass
class Sheet:
    """A batch with an open first check by Ana, and the ids that tests need."""

    batch_id: int
    inspection_id: int
    items: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)


def check_items(scratch_id: int | None) -> list[CheckItem]:
    """Return items with photos always and on failure, at each unit, measured, and minor."""
    return [
        CheckItem(
            position=1,
            code="label",
            title="Batch label on every carton",
            instruction="Compare number and date on three cartons.",
            section="Papers",
            kind=ItemKind.PASS_FAIL,
            severity=Severity.MAJOR,
            photo_rule=PhotoRule.ALWAYS,
        ),
        CheckItem(
            position=2,
            code="surface",
            title="Surface is free of scratches",
            section="Appearance",
            kind=ItemKind.PASS_FAIL,
            severity=Severity.CRITICAL,
            per_unit=True,
            photo_rule=PhotoRule.ON_FAIL,
            defect_code_id=scratch_id,
        ),
        CheckItem(
            position=3,
            code="height",
            title="Height",
            section="Dimensions",
            kind=ItemKind.MEASUREMENT,
            severity=Severity.MAJOR,
            nominal=Decimal("95.0"),
            lower=Decimal("94.5"),
            upper=Decimal("95.5"),
            unit="mm",
        ),
        CheckItem(
            position=4,
            code="weight",
            title="Weight",
            section="Dimensions",
            kind=ItemKind.MEASUREMENT,
            severity=Severity.MINOR,
            upper=Decimal(310),
            unit="g",
        ),
        CheckItem(
            position=5,
            code="tape",
            title="Carton is closed",
            section="Packing",
            kind=ItemKind.PASS_FAIL,
            severity=Severity.MINOR,
        ),
    ]


def open_sheet(shop: Shop, mode: CheckMode = CheckMode.INDEPENDENT, number: str = "L-7") -> Sheet:
    """Enter the product and a batch of 500, and open its first check for Ana."""
    with shop.database.writing() as session:
        owner = acting(session, "test.sheet", shop.ids["mira"], AT)
        scratch = DefectCode(
            code="SCR", name="Scratch", default_severity=Severity.MINOR, created_at=AT
        )
        chip = DefectCode(
            code="CHIP", name="Chipped edge", default_severity=Severity.MAJOR, created_at=AT
        )
        session.add_all([scratch, chip])
        session.flush()
        checklist = Checklist(code="FULL", title="Enamel mugs", created_at=AT)
        version = ChecklistVersion(
            number=1,
            drafted_by_id=shop.ids["marko"],
            drafted_at=AT,
            mode=mode,
            share=SHARE if mode is CheckMode.SPOT else None,
            sample_size=UNITS,
            items=check_items(scratch.id),
        )
        checklist.versions.append(version)
        session.add(checklist)
        session.flush()
        version.make_effective(owner, AT, "first version")
        product = Product(code="E-2", name="Enamel mug", created_at=AT, checklist=checklist)
        session.add(product)
        session.flush()
        shop.product_id = product.id
        items = {item.code: item.id for item in version.items}
        codes = {"SCR": scratch.id, "CHIP": chip.id}
    batch_id = shop.add_batch(number)
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], AT)
    return Sheet(batch_id, opened, items, codes)
