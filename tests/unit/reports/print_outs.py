"""Print-outs for tests: one of each kind, with everything that can stand on it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from qc_desk.domain.paper import Paper
from qc_desk.domain.picture_words import Shows
from qc_desk.domain.print_outs import (
    STOCKS,
    BatchCard,
    BatchLabels,
    ChecklistPrint,
    KeyCard,
    PaperItem,
    PaperLearner,
    PaperPicture,
    PaperStep,
    ProcedurePrint,
    TrainingPrint,
    Written,
)
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import (
    CheckMode,
    ItemKind,
    PhotoRule,
    Role,
    Severity,
    VersionStatus,
)
from tests.unit.reports.papers import photo

AT = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
DIGEST = "ab12" * 16
FRAME: dict[str, Any] = {
    "language": "en",
    "issued_at": AT,
    "time_zone": "Europe/Belgrade",
    "organisation": "Sava Home & Light",
    "organisation_address": "Main Street 1",
}
WRITTEN = Written(
    status=VersionStatus.EFFECTIVE,
    drafted_by="Mira Kovač",
    drafted_at=AT,
    approved_by="Јован Илић",
    approved_at=AT,
    alone_reason="",
)
PEM = (
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAVLhS2nuHWbN8GF4pXegYTaT5iC6cenVHxCFEvLr2+W4=\n"
    "-----END PUBLIC KEY-----\n"
)
BATCH: dict[str, Any] = {
    **FRAME,
    "site": "Novi Sad",
    "number": "L-1001",
    "scan": "L-1001",
    "product_code": "MUG-330",
    "product_name": "Mug 330 ml",
    "manufacturer": "Kiln & Co",
    "quantity": 1200,
    "produced_on": date(2026, 5, 4),
    "producers": ("Ana Petrović",),
    "customer": "AquaTek Oy",
    "order_number": "SO-2610",
    "promised_ship_date": date(2026, 6, 1),
    "checklist": "Mugs",
    "note": "Keep dry.",
}


def pictures(folder: Path) -> tuple[PaperPicture, ...]:
    good, bad = photo(folder, "good", "A whole rim."), photo(folder, "bad", "A chipped rim.")
    return (PaperPicture(shows=Shows.GOOD, photo=good), PaperPicture(shows=Shows.BAD, photo=bad))


def procedure(folder: Path, **changes: Any) -> ProcedurePrint:
    step = PaperStep(
        number=1,
        instruction="Weigh the frit.",
        amount=Decimal("12.50"),
        unit="kg",
        right_when="The scale shows 12.50 kg.",
    )
    how = PaperPicture(shows=Shows.STEP, photo=photo(folder, "how", "The scale, level."))
    made = ProcedurePrint(
        **FRAME,
        version=3,
        digest=DIGEST,
        code="PR-01",
        title="Mix the white glaze",
        purpose="The same white in every batch.",
        written=WRITTEN,
        steps=(
            replace(step, pictures=(how,)),
            PaperStep(number=2, instruction="Stir.", amount=None, unit="", right_when=""),
        ),
    )
    return replace(made, **changes)


def item(**changes: Any) -> PaperItem:
    made = PaperItem(
        number="1.1",
        section="Look",
        title="Rim is smooth",
        instruction="Run a finger once around the rim.",
        severity=Severity.CRITICAL,
        kind=ItemKind.PASS_FAIL,
        units=0,
        photo_rule=PhotoRule.ON_FAIL,
        nominal=None,
        lower=None,
        upper=None,
        unit="",
        good=(),
        bad=(),
        gauge="",
    )
    return replace(made, **changes)


def items(folder: Path) -> tuple[PaperItem, ...]:
    measured = item(
        number="2.1",
        section="Measure",
        title="Width",
        severity=Severity.MAJOR,
        kind=ItemKind.MEASUREMENT,
        units=5,
        photo_rule=PhotoRule.NEVER,
        nominal=Decimal("210.0"),
        lower=Decimal("209.0"),
        upper=Decimal("211.0"),
        unit="mm",
        gauge="caliper",
    )
    chosen = item(
        number="2.2",
        section="Measure",
        title="Colour",
        severity=Severity.MINOR,
        kind=ItemKind.CHOICE,
        good=("white", "cream"),
        bad=("grey",),
        gauge="*",
    )
    weighed = replace(measured, number="2.3", title="Weight", units=0, nominal=None, unit="g")
    counted = item(number="3.1", section="", title="Photo of the pallet", kind=ItemKind.PHOTO)
    plain = replace(chosen, number="2.4", title="Print", bad=(), gauge="")
    return (item(pictures=pictures(folder)), measured, chosen, weighed, plain, counted)


def checklist(folder: Path, **changes: Any) -> ChecklistPrint:
    made = ChecklistPrint(
        **FRAME,
        version=2,
        digest=DIGEST,
        code="MUGS",
        title="Mugs of stoneware",
        trade="Ceramics",
        mode=CheckMode.INDEPENDENT,
        share=None,
        sampling=SamplingRule(sample_size=5),
        written=WRITTEN,
        items=items(folder),
    )
    return replace(made, **changes)


def training(_folder: Path, **changes: Any) -> TrainingPrint:
    made = TrainingPrint(
        **FRAME,
        version=3,
        digest=DIGEST,
        document=Document.PROCEDURE,
        code="PR-01",
        title="Mix the white glaze",
        required=True,
        learners=(
            PaperLearner(
                name="Luka Horvat", trained_by="Mira Kovač", trained_at=AT, understood_at=AT
            ),
            PaperLearner(
                name="Ивана Марић", trained_by="Mira Kovač", trained_at=AT, understood_at=None
            ),
            PaperLearner(name="Ana", trained_by="", trained_at=None, understood_at=AT),
        ),
    )
    return replace(made, **changes)


def card(_folder: Path, **changes: Any) -> BatchCard:
    return BatchCard(**{**BATCH, **changes})


def labels(_folder: Path, stock: str = "100x50", **changes: Any) -> BatchLabels:
    found = next(each for each in STOCKS if each.name == stock)
    return BatchLabels(**{**BATCH, "stock": found, "count": 1, "start": 1, **changes})


def key_card(_folder: Path, **changes: Any) -> KeyCard:
    made = KeyCard(
        **FRAME,
        name="Ана Петровић",
        login="ana",
        roles=((Role.INSPECTOR, "Novi Sad"),),
        fingerprint="60313254" * 8,
        public_key=PEM,
        enrolled_at=AT,
        enrolled_by="Mira Kovač",
        confirmed_by="Јован Илић",
    )
    return replace(made, **changes)


def every_kind(folder: Path, language: str = "en") -> dict[str, Paper]:
    """Return one print-out of each kind, in a language."""
    makers = (procedure, checklist, training, card, labels, key_card)
    return {make.__name__: make(folder, language=language) for make in makers}
