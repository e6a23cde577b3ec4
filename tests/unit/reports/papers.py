"""Sample papers with the content of a real shop: a mug from a small pottery, checked twice."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from qc_desk.domain.papers import (
    InspectionPaper,
    PaperCorrection,
    PaperDefect,
    PaperMark,
    PaperPhoto,
    PaperReconciliation,
    PaperRow,
    PaperSignature,
)
from qc_desk.domain.vocabulary import (
    CheckMode,
    DefectStatus,
    Disposition,
    ItemKind,
    Meaning,
    Result,
    Seat,
    Severity,
    Slot,
    Verdict,
)

FIRST_AT = datetime(2026, 5, 4, 7, 42, tzinfo=UTC)
SECOND_AT = datetime(2026, 5, 4, 12, 5, tzinfo=UTC)
KEY_A = "4f9a 10c2 77de 0b35 91ac"
KEY_B = "b821 6e0d 43f7 c95a 02e8"

ITEMS = [
    (
        "1.1",
        "Packaging",
        "Inner box closed and undamaged",
        "Turn the box over. All six sides are dry and whole.",
        Severity.MINOR,
        None,
    ),
    (
        "1.2",
        "Packaging",
        "Label matches the order",
        "Read the EAN aloud and compare it with the order.",
        Severity.CRITICAL,
        None,
    ),
    (
        "2.1",
        "Surface",
        "Glaze free of cracks and pinholes",
        "Hold the mug 30 cm from the lamp and turn it once. Count pinholes larger than 0,5 mm.",
        Severity.MAJOR,
        None,
    ),
    (
        "2.2",
        "Surface",
        "Print centred and sharp",
        "Compare with the master sample at arm's length.",
        Severity.MAJOR,
        None,
    ),
    (
        "2.3",
        "Surface",
        "Foot ring smooth",
        "Draw the foot over the glass plate. It leaves no scratch.",
        Severity.MINOR,
        None,
    ),
    (
        "3.1",
        "Dimensions",
        "Height",
        "Measure from the table to the rim with the height gauge.",
        Severity.MINOR,
        ("95.0", "94.0", "96.0", "mm"),
    ),
    (
        "3.2",
        "Dimensions",
        "Outer diameter at the rim",
        "Measure twice, 90° apart. Write down the larger value.",
        Severity.MAJOR,
        ("82.00", "81.50", "82.50", "mm"),
    ),
    (
        "3.3",
        "Dimensions",
        "Weight",
        "Weigh the dry mug.",
        Severity.MINOR,
        (None, None, "340", "g"),
    ),
    (
        "3.4",
        "Dimensions",
        "Wall thickness",
        "Measure 20 mm below the rim.",
        Severity.MINOR,
        (None, "3.2", None, "mm"),
    ),
    (
        "4.1",
        "Safety",
        "Handle holds 5 kg for 10 s",
        "Hang the weight on the handle, count to ten.",
        Severity.CRITICAL,
        None,
    ),
    (
        "4.2",
        "Safety",
        "Lead and cadmium certificate of the glaze lot",
        "Read the lot on the certificate and on the glaze bucket; they are the same.",
        Severity.CRITICAL,
        None,
    ),
]


def rows(units: int = 3, *, item_count: int | None = None) -> tuple[PaperRow, ...]:
    """Return a checklist as both inspectors answered it."""
    made: list[PaperRow] = []
    for at, item in enumerate(ITEMS[:item_count]):
        per_batch = item[1] == "Packaging" or item[0] == "4.2"
        made.extend(_row(item, unit, at) for unit in ((0,) if per_batch else range(1, units + 1)))
    return tuple(made)


def _row(item: tuple[str, str, str, str, Severity, Any], unit: int, at: int) -> PaperRow:
    number, section, title, instruction, severity, limits = item
    common: dict[str, Any] = {
        "number": number,
        "section": section,
        "title": title,
        "instruction": instruction,
        "severity": severity,
        "unit_number": unit,
    }
    if limits is None:
        mark = PaperMark(result=Result.PASS)
        if number == "1.1":
            mark = PaperMark(
                result=Result.NOT_APPLICABLE, note="The customer ordered bulk packing."
            )
        return PaperRow(**common, kind=ItemKind.PASS_FAIL, first=mark, second=mark)
    nominal, lower, upper, measure = limits
    decimals = [Decimal(limit) if limit else None for limit in (nominal, lower, upper)]
    base = Decimal(nominal or (Decimal(lower) + Decimal("0.4") if lower else Decimal(upper) - 12))
    step = Decimal("0.07") * ((unit * 7 + at) % 5 - 2)
    return PaperRow(
        **common,
        kind=ItemKind.MEASUREMENT,
        nominal=decimals[0],
        lower=decimals[1],
        upper=decimals[2],
        unit=measure,
        first=PaperMark(result=Result.PASS, value=base + step),
        second=PaperMark(result=Result.PASS, value=base - step / 2),
    )


def with_fails(good: tuple[PaperRow, ...]) -> tuple[PaperRow, ...]:
    """Return the rows with two fails and a difference."""
    changed = list(good)
    for at, row in enumerate(changed):
        if row.number == "3.2" and row.unit_number == 2:
            changed[at] = replace(
                row,
                first=PaperMark(
                    result=Result.FAIL,
                    value=Decimal("82.71"),
                    note="Rim is oval; measured three times.",
                ),
                second=PaperMark(result=Result.FAIL, value=Decimal("82.68")),
            )
        if row.number == "2.1" and row.unit_number == 1:
            changed[at] = replace(
                row,
                first=PaperMark(result=Result.PASS),
                second=PaperMark(
                    result=Result.FAIL,
                    note="Three pinholes of about 0,8 mm next to the handle.",
                ),
                differs=True,
            )
        if row.number == "3.3" and row.unit_number == 1:
            changed[at] = replace(
                row, second=PaperMark(result=Result.PASS, value=Decimal("339")), differs=True
            )
    return tuple(changed)


def photo(
    folder: Path, name: str = "pinholes", caption: str = "", size: tuple[int, int] = (800, 600)
) -> PaperPhoto:
    """Make a photo of a mug with a flaw and return it as it stands on paper."""
    width, height = size
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.ellipse(
        [width * 0.62, height * 0.3, width * 0.85, height * 0.7], outline=(120, 140, 160), width=26
    )
    draw.rounded_rectangle(
        [width * 0.25, height * 0.15, width * 0.7, height * 0.85], 40, fill=(214, 222, 228)
    )
    seed = sum(map(ord, name))
    for spot in range(3):
        x = width * (0.35 + 0.09 * ((seed + spot * 3) % 4))
        y = height * (0.3 + 0.12 * ((seed + spot * 5) % 4))
        draw.ellipse([x, y, x + 14, y + 14], fill=(60, 40, 40))
    picture = picture.filter(ImageFilter.GaussianBlur(1.5))
    path = folder / f"{name}.jpg"
    picture.save(path, quality=85)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return PaperPhoto(
        path=path, sha256=digest, caption=caption or name, width=width, height=height
    )


def defects(folder: Path) -> tuple[PaperDefect, ...]:
    """Return a major defect with photos and a critical one without."""
    return (
        PaperDefect(
            number=1,
            code="GLZ-02",
            name="Pinholes in the glaze",
            severity=Severity.MAJOR,
            quantity=14,
            place="Outside wall, next to the handle",
            item="2.1 Glaze free of cracks and pinholes",
            found_by="Jelena Marković",
            seat=Seat.SECOND,
            containment="Pallet 3 set aside, marked with red tape; pallets 1 and 2 sorted.",
            disposition=Disposition.SORT,
            status=DefectStatus.DISPOSITIONED,
            photos=(
                photo(folder, "pinholes", "Three pinholes beside the handle, sample unit 1"),
                photo(folder, "close", "The largest pinhole, 0,8 mm, beside the scale"),
                photo(folder, "upright", "The whole mug", (480, 640)),
            ),
        ),
        PaperDefect(
            number=2,
            code="DIM-01",
            name="Rim out of round",
            severity=Severity.CRITICAL,
            quantity=3,
            place="Rim",
            item="3.2 Outer diameter at the rim",
            found_by="Milan Petrović",
            seat=Seat.FIRST,
            containment="",
            disposition=None,
            status=DefectStatus.OPEN,
            photos=(photo(folder, "oval", "The rim against the ring gauge"),),
        ),
    )


def signatures() -> tuple[PaperSignature, ...]:
    """Return the signatures of both inspectors."""
    return (
        PaperSignature(
            slot=Slot.FIRST,
            meaning=Meaning.INSPECTED,
            name="Milan Petrović",
            signed_at=FIRST_AT,
            key_fingerprint=KEY_A,
        ),
        PaperSignature(
            slot=Slot.DECISION,
            meaning=Meaning.APPROVED,
            name="Jelena Marković",
            signed_at=SECOND_AT,
            key_fingerprint=KEY_B,
        ),
    )


def corrections() -> tuple[PaperCorrection, ...]:
    """Return one replaced answer."""
    return (
        PaperCorrection(
            item="3.1 Height",
            unit_number=2,
            seat=Seat.FIRST,
            before=PaperMark(result=Result.FAIL, value=Decimal("59.0")),
            after=PaperMark(result=Result.PASS, value=Decimal("95.0")),
            unit="mm",
            reason="Digits swapped when typing; measured again.",
            name="Milan Petrović",
            at=datetime(2026, 5, 4, 7, 12, tzinfo=UTC),
        ),
    )


def reconciliation() -> PaperReconciliation:
    """Return how the two inspectors settled their difference."""
    return PaperReconciliation(
        names=("Milan Petrović", "Jelena Marković"),
        outcome=Result.FAIL,
        reason="Looked at unit 1 together under the lamp: pinholes larger than 0,5 mm.",
        at=datetime(2026, 5, 4, 11, 30, tzinfo=UTC),
    )


def paper(**changes: Any) -> InspectionPaper:
    """Return a released batch of mugs with whatever changes a test asks for."""
    facts: dict[str, Any] = {
        "report_number": "IR-2026-0042",
        "replaces": "",
        "language": "en",
        "issued_at": SECOND_AT,
        "time_zone": "Europe/Belgrade",
        "organisation": "Danube Tableware d.o.o.",
        "organisation_address": "Dunavska 12, 21000 Novi Sad, Serbia",
        "site": "Novi Sad warehouse",
        "manufacturer": "Zlakusa Pottery",
        "customer": "Nordic Kitchen AB",
        "order_number": "PO-77120",
        "promised_ship_date": date(2026, 5, 8),
        "product_code": "MUG-330-B",
        "product_name": "Mug 330 ml, cobalt blue",
        "product_revision": "C",
        "product_family": "Stoneware mugs",
        "batch_number": "L-2026-118",
        "quantity": 1200,
        "produced_on": date(2026, 4, 28),
        "producers": ("Dragan Ilić", "Ana Kovač"),
        "round": 1,
        "sample_size": 3,
        "checklist_code": "CL-MUG",
        "checklist_title": "Stoneware mug, final inspection",
        "checklist_version": 4,
        "checklist_digest": hashlib.sha256(b"checklist").hexdigest(),
        "mode": CheckMode.INDEPENDENT,
        "verdict": Verdict.RELEASED,
        "verdict_reason": "",
        "signatures": signatures(),
        "rows": rows(),
        "defects": (),
        "photos": (),
        "reconciliation": None,
        "corrections": (),
        "audit_seq": 18_422,
        "audit_head": hashlib.sha256(b"audit").hexdigest(),
    } | changes
    data = {
        "report": facts["report_number"],
        "batch": facts["batch_number"],
        "rows": len(facts["rows"]),
    }
    signed = json.dumps(data, sort_keys=True, ensure_ascii=False).encode()
    facts.setdefault("signed_data", signed)
    facts.setdefault("data_digest", hashlib.sha256(facts["signed_data"]).hexdigest())
    return InspectionPaper(**facts)


def rejected(folder: Path, **changes: Any) -> InspectionPaper:
    """Return a batch that was held, with fails, defects, photos, a difference and a correction."""
    first, second = signatures()
    facts: dict[str, Any] = {
        "verdict": Verdict.REJECTED,
        "verdict_reason": "Pinholes on 14 pieces and a rim out of round; sort the whole batch.",
        "signatures": (first, replace(second, meaning=Meaning.REJECTED)),
        "rows": with_fails(rows()),
        "defects": defects(folder),
        "photos": (
            photo(folder, "label", "1.2 Label matches the order"),
            photo(folder, "box", "1.1 Inner box, bottom side"),
        ),
        "reconciliation": reconciliation(),
        "corrections": corrections(),
    } | changes
    return paper(**facts)
