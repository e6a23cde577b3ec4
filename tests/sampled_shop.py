"""A shop whose batches are sampled by ISO 2859-1, checked unit by unit."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import Result
from qc_desk.services import batches, checklists, inspections, sign_offs
from qc_desk.services.acts import acting
from qc_desk.services.answer_sheets import record_answers
from qc_desk.services.checklist_files import read_checklist
from tests.checked_shop import Shop

ITEMS = """
[[items]]
code = "edge"
title = "Edge"
instruction = "No sharp edge."
severity = "critical"
per_unit = true
[[items]]
code = "glaze"
title = "Glaze"
instruction = "No crack."
severity = "major"
per_unit = true
[[items]]
code = "label"
title = "Label"
instruction = "It is straight."
severity = "minor"
per_unit = true
[[items]]
code = "papers"
title = "Papers"
instruction = "They are there."
severity = "major"
"""
# a lot of 20 on level II has letter C: major n 5, Ac 1; minor n 3, Ac 0; critical n 5, none
BY_STANDARD = 'method = "iso2859"\nlevel = "II"\naql_major = 10\naql_minor = 4.0\n'
Spot = tuple[str, int]  # an item's code, and a unit


def sampled(shop: Shop, rule: str = BY_STANDARD, *, head: str = "") -> Shop:
    """Return the shop with a product of its own, whose checklist samples by the rule."""
    source = f'code = "S"\ntitle = "Plates"\n{head}\n[sampling]\n{rule}\n{ITEMS}'
    with shop.database.writing() as session:
        made = checklists.import_checklist(
            session, read_checklist(source, "s.toml"), shop.ids["marko"], shop.at
        )
        version = made.newest_id or 0
    with shop.database.writing() as session:
        checklists.make_effective(session, version, shop.ids["mira"], shop.at)
    with shop.database.writing() as session:
        acting(session, "test.product", shop.ids["mira"], shop.at)
        checklist = session.get_one(Checklist, made.id)
        product = Product(code="PL", name="Plate", created_at=shop.at, checklist=checklist)
        session.add(product)
        session.flush()
        product_id = product.id
    return replace(shop, product_id=product_id)


def add_lot(shop: Shop, number: str, quantity: int = 20) -> int:
    """Enter a lot."""
    entry = batches.BatchEntry(
        number=number,
        product_id=shop.product_id,
        manufacturer_id=shop.manufacturer_id,
        site_id=1,
        quantity=quantity,
    )
    with shop.database.writing() as session:
        return batches.add_batch(session, entry, shop.ids["mira"], shop.at).batch_id


def look(shop: Shop, inspection_id: int, who: str, failing: Collection[Spot]) -> None:
    """Answer every place of an inspection; the spots fail."""
    with shop.database.writing() as session:
        found = session.get_one(Inspection, inspection_id)
        codes = {item.id: item.code for item in found.version.items}
        entries = []
        for item_id, unit in found.places:
            failed = (codes[item_id], unit) in failing
            result = Result.FAIL if failed else Result.PASS
            entry = inspections.Entry(item_id=item_id, unit_number=unit, result=result)
            entries.append((entry, shop.at))
        record_answers(session, inspection_id, entries, shop.ids[who])


def checked(shop: Shop, batch_id: int, failing: Mapping[str, Collection[Spot]]) -> int:
    """Let Ana check and sign, and Jelena check and submit; differences are decided by Marko."""
    with shop.database.writing() as session:
        first = inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)
    look(shop, first, "ana", failing.get("ana", ()))
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), shop.at)
    with shop.database.writing() as session:
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], shop.at)
    look(shop, second, "jelena", failing.get("jelena", ()))
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], shop.at)
    with shop.database.reading() as session:
        differ = bool(session.get_one(Batch, batch_id).differences)
    if differ:
        with shop.database.writing() as session:
            sign_offs.reconcile(
                session,
                shop.seen(batch_id),
                Result.PASS,
                "looked again",
                [shop.key("marko")],
                shop.at,
            )
    return batch_id


def lot(shop: Shop, number: str, *bad: Spot, quantity: int = 20) -> int:
    """Check a lot in which both find the same, and decide it: released, or held with spots."""
    batch_id = checked(shop, add_lot(shop, number, quantity), {"ana": bad, "jelena": bad})
    if bad:
        shop.reject(batch_id)
    else:
        shop.approve(batch_id)
    return batch_id
