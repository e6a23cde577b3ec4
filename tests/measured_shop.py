"""Gauges in the small shop of checked_shop.py, and mugs whose height asks for one."""

from datetime import date, timedelta
from decimal import Decimal

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.gauge_words import CalibrationResult
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import ItemKind, Severity
from qc_desk.services import calibrations, gauges
from qc_desk.services.acts import acting
from qc_desk.services.calibrations import CalibrationEntry, CalibrationRow
from qc_desk.services.gauges import GaugeEntry, GaugeRow
from tests.checked_shop import AT, Shop

TODAY = AT.date()
IN_A_YEAR = TODAY + timedelta(days=365)


def add_gauge(shop: Shop, number: str, kind: str = "Caliper", site_id: int = 1) -> GaugeRow:
    entry = GaugeEntry(number=number, name=f"{kind} {number}", kind=kind, site_id=site_id)
    with shop.database.writing() as session:
        return gauges.add_gauge(session, entry, shop.ids["marko"], AT)


def calibrate(
    shop: Shop,
    gauge: GaugeRow,
    *,
    due: date | None = IN_A_YEAR,
    on: date = TODAY - timedelta(days=100),
    result: CalibrationResult = CalibrationResult.IN_TOLERANCE,
    days_later: int = 0,
) -> CalibrationRow:
    entry = CalibrationEntry(calibrated_on=on, result=result, laboratory="Lab", due_on=due)
    with shop.database.writing() as session:
        return calibrations.record_calibration(
            session, gauge.id, entry, shop.ids["marko"], AT + timedelta(days=days_later)
        )


def in_date(shop: Shop, number: str, kind: str = "Caliper") -> GaugeRow:
    """Add a gauge that may be measured with."""
    made = add_gauge(shop, number, kind)
    calibrate(shop, made)
    return made


def ask_for_gauges(shop: Shop, kind: str = "Caliper") -> None:
    """Let the next batches be of mugs whose height is measured with a gauge of a kind."""
    with shop.database.writing() as session:
        owner = acting(session, "test.gauges", shop.ids["mira"], AT)
        checklist = Checklist(code="HEIGHT", title="Heights", created_at=AT)
        version = ChecklistVersion(number=1, drafted_by_id=shop.ids["marko"], drafted_at=AT)
        version.items = [
            CheckItem(
                position=1,
                code="height",
                title="Height",
                instruction="Measure",
                severity=Severity.MAJOR,
                kind=ItemKind.MEASUREMENT,
                lower=Decimal("9.95"),
                upper=Decimal("10.05"),
                unit="cm",
                gauge=kind,
            )
        ]
        checklist.versions.append(version)
        product = Product(code="H-1", name="Tall mug", created_at=AT, checklist=checklist)
        session.add_all([checklist, product])
        session.flush()
        version.make_effective(owner, AT, "first version")
        shop.items = {"height": version.items[0].id}
        shop.product_id = product.id
