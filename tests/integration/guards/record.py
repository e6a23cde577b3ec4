"""A shop in the middle of its work, as plain SQL: what the attacks start from.

Batches: 1 draft; 2 in first check; 3 waits for Bruno's decision; 4 held, its first check done
with the help of leads; 5 released; 6 waits at Olga's site, where nobody else inspects; 7 waits for
somebody to take the second seat, its first check done with the help of leads; 8 in its second
round; 9 in second check; 12 in its second round, waits for a second check; 13 and 14 at Olga's
site, decided before by others; 15 in first check, with a signature where there should be none.

It is written before the guards are installed: some rows are older than the rules.
"""

from collections.abc import Iterator

from qc_desk.domain.audit import FIRST_HEAD, link
from tests.integration.guards.record_delivery import deliveries
from tests.integration.guards.record_gauges import gauges
from tests.integration.guards.record_loop import loop
from tests.integration.guards.record_manual import manual
from tests.integration.guards.record_pictures import pictures
from tests.integration.guards.record_reports import papers
from tests.integration.guards.record_sampling import lots
from tests.integration.guards.record_spots import spots
from tests.integration.guards.rows import (
    answer,
    batch,
    defect,
    entry,
    insert,
    inspection,
    photo,
    sign_off,
)
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    MORNING,
    OLGA,
    PAUL,
    QUIN,
    RITA,
    SAM,
    TOM,
    UNA,
    VIC,
    WIM,
    XAN,
)

CHAIN = [FIRST_HEAD, link(1, FIRST_HEAD, b"{}")]
CHAIN.append(link(2, CHAIN[1], b"{}"))


def shop() -> Iterator[str]:
    """Everything that stands before the attacks."""
    yield insert("organisations", id=1, database_id="d", name="Shop")
    for site in (1, 2, 3):
        yield insert("sites", id=site, code=f"S{site}", name=f"Site {site}")
    for one in (1, 2):
        yield insert("customers", id=one, name=f"Customer {one}")
        yield insert("manufacturers", id=one, name=f"Manufacturer {one}")
        yield insert("orders", id=one, number=f"O{one}")
        yield insert("defect_codes", id=one, code=f"D{one}", name="scratch")
    yield from _people()
    yield from _checklists()
    for product, code, revision in ((1, "P1", ""), (2, "P2", ""), (3, "P1", "B")):
        yield insert(
            "products", id=product, code=code, revision=revision, name="Lamp", checklist_id=1
        )
    yield from _batches_at_work()
    yield from _batches_decided()
    yield from _batches_waiting()
    yield from _batches_again()
    yield from _batches_at_other_sites()
    yield from loop()
    yield from manual()
    yield from lots()
    yield from spots()
    yield from pictures()
    yield from gauges()
    yield from papers()
    yield insert("reports", id=8, serial=7, site_id=2, number="S2-7", sha256="s")
    yield from deliveries()
    for seq in (1, 2):
        yield entry(seq, CHAIN[seq - 1])


def _people() -> Iterator[str]:
    names = "ana bruno lea olga paul quin rita sam tom una vic wim xan".split()  # noqa: SIM905
    for person, name in enumerate(names, start=1):
        retired = EVENING if person == UNA else None
        yield insert("persons", id=person, login=name, name=name, retired_at=retired)
        yield insert("person_keys", id=100 + person, person_id=person, fingerprint=f"f{person}")
    leads = [(person, 1, "lead") for person in (LEA, PAUL, QUIN, RITA, SAM, TOM)]
    grants = [
        (ANA, 1, "inspector"),
        (BRUNO, 1, "inspector"),
        (UNA, 1, "inspector"),
        (VIC, 1, "viewer"),
        (XAN, 1, "owner"),
        (OLGA, 2, "owner"),
        (UNA, 2, "owner"),
        (VIC, 2, "viewer"),
        (OLGA, 3, "owner"),
        (BRUNO, 3, "lead"),
        *leads,
    ]
    for number, (person, site, role) in enumerate(grants, start=1):
        yield insert("role_grants", id=number, person_id=person, site_id=site, role=role)
    for number, person, site, role in (
        (51, WIM, 2, "inspector"),
        (52, BRUNO, 1, "inspector"),
        (53, BRUNO, 1, "lead"),
        (54, OLGA, 2, "owner"),
        (55, LEA, 1, "lead"),
    ):
        yield insert(
            "role_grants", id=number, person_id=person, site_id=site, role=role, ended_at=EVENING
        )


def _checklists() -> Iterator[str]:
    for checklist in (1, 2, 3):
        yield insert("checklists", id=checklist, code=f"C{checklist}", title="Lamps")
    approved = {"approved_by_id": BRUNO, "approved_at": MORNING, "digest": "d"}
    for version, checklist, number, status in (
        (1, 1, 1, "superseded"),
        (2, 1, 2, "effective"),
        (3, 1, 3, "draft"),
        (4, 2, 1, "effective"),
        (5, 2, 2, "draft"),
        (6, 3, 1, "draft"),
    ):
        extra = {} if status == "draft" else approved
        yield insert(
            "checklist_versions",
            id=version,
            checklist_id=checklist,
            number=number,
            status=status,
            **extra,
        )
    for item, version, per_unit in (
        (10, 2, False),
        (11, 2, True),
        (12, 2, False),
        (13, 2, True),
        (20, 4, False),
        (30, 3, False),
        (31, 3, False),
    ):
        yield insert(
            "check_items",
            id=item,
            version_id=version,
            position=item,
            code=f"I{item}",
            title="Look",
            per_unit=per_unit,
        )
    measured = {"kind": "measurement", "unit": "mm", "upper": "3"}
    chosen = {"kind": "choice", "good_choices": "white", "bad_choices": "yellow"}
    for item, facts in ((16, measured), (17, chosen)):
        row = {"id": item, "version_id": 2, "position": item, "code": f"I{item}"} | facts
        yield insert("check_items", title="Look", **row)


def _batches_at_work() -> Iterator[str]:
    yield batch(1, "draft")
    for producer, person in ((1, PAUL), (2, LEA)):
        yield insert("batch_producers", id=producer, batch_id=1, person_id=person)

    yield batch(2, "first_check")
    yield inspection(21, ANA, "open")
    yield answer(201, 21, 10, ANA)
    yield answer(202, 21, 11, ANA, unit_number=1)
    yield defect(211, 21, ANA, severity="critical")
    yield insert("defect_events", id=21, defect_id=211)

    yield batch(3, "second_check")
    yield from _checked_first(3)
    yield inspection(32, BRUNO, "submitted", "second")
    yield from _recorded(330, 32, BRUNO)
    yield defect(311, 32, BRUNO, severity="critical", status="closed")
    yield insert("batch_producers", id=3, batch_id=3, person_id=PAUL)


def _batches_decided() -> Iterator[str]:
    yield batch(4, "held")
    yield from _checked_first(4)
    yield from _helped(4)
    yield inspection(42, BRUNO, "signed", "second")
    yield defect(414, 42, BRUNO)
    yield sign_off(402, 4, "decision", BRUNO, meaning="rejected", reason="bad")
    yield insert("reconciliations", id=4, batch_id=4, outcome="fail")

    yield batch(5, "released")
    yield from _checked_first(5)
    yield inspection(52, BRUNO, "signed", "second")
    yield sign_off(502, 5, "decision", BRUNO)
    yield insert("reconciliations", id=5, batch_id=5)
    yield insert("reports", id=5, serial=1, number="S1-1", sha256="a")
    yield insert(
        "reports", id=6, serial=2, number="S1-2", sha256="b", replaces_id=5, reason="typing error"
    )


def _batches_waiting() -> Iterator[str]:
    yield batch(6, "second_check", site_id=2)
    yield inspection(61, OLGA, "signed", version_id=4)
    yield sign_off(601, 6, "first", OLGA)

    yield batch(7, "second_check")
    yield from _checked_first(7)
    yield from _helped(7)


def _batches_again() -> Iterator[str]:
    yield batch(8, "first_check", round=2)
    yield from _checked_first(8)
    yield inspection(82, BRUNO, "signed", "second")
    yield sign_off(802, 8, "decision", BRUNO, meaning="rejected", reason="bad")
    yield insert("reconciliations", id=8, batch_id=8, outcome="fail")
    yield inspection(83, BRUNO, "open", round=2)
    yield from _recorded(830, 83, BRUNO)

    yield batch(9, "second_check")
    yield inspection(91, XAN, "signed", sample_size=9)
    yield sign_off(901, 9, "first", XAN)
    yield inspection(92, BRUNO, "open", "second")
    yield from _recorded(930, 92, BRUNO)
    yield defect(911, 92, BRUNO, severity="critical")

    yield batch(12, "second_check", round=2)
    yield from _checked_first(12)
    yield inspection(122, LEA, "signed", "second")
    yield sign_off(1202, 12, "decision", LEA, meaning="rejected", reason="bad")
    yield sign_off(1203, 12, "concession", LEA)
    yield inspection(123, XAN, "signed", round=2)
    yield defect(1221, 123, XAN)
    yield sign_off(1204, 12, "first", XAN, round=2)


def _batches_at_other_sites() -> Iterator[str]:
    yield batch(13, "second_check", site_id=2, round=2)
    yield inspection(131, WIM, "signed")
    yield sign_off(1301, 13, "first", WIM)
    yield sign_off(
        1302, 13, "decision", OLGA, first_signer_id=WIM, meaning="rejected", reason="bad"
    )
    yield inspection(133, OLGA, "signed", round=2)
    yield sign_off(1303, 13, "first", OLGA, round=2)
    yield sign_off(1304, 13, "reconciled_third", WIM, round=2, first_id=1303, first_signer_id=OLGA)

    yield batch(14, "held", site_id=2)
    yield inspection(141, OLGA, "signed")
    yield sign_off(1401, 14, "first", OLGA)
    yield sign_off(
        1402, 14, "decision", WIM, first_signer_id=OLGA, meaning="rejected", reason="bad"
    )

    yield batch(15, "first_check")
    yield inspection(151, ANA, "open")
    yield sign_off(1503, 15, "alone", ANA)


def _checked_first(number: int) -> Iterator[str]:
    """A first check by Ana, signed; with an answer, a defect and a photo."""
    seat = number * 10 + 1
    yield inspection(seat, ANA, "signed")
    yield sign_off(number * 100 + 1, number, "first", ANA)
    yield from _recorded(seat * 10, seat, ANA)


def _recorded(number: int, inspected: int, by: int) -> Iterator[str]:
    yield answer(number, inspected, 10, by)
    yield defect(number, inspected, by)
    yield photo(number, inspected, by, item_id=10)


def _helped(number: int) -> Iterator[str]:
    """What leads did for a first check: from before the rule that only the inspector records."""
    seat = number * 10 + 1
    yield answer(seat * 10 + 1, seat, 12, QUIN)
    yield defect(seat * 10 + 2, seat, RITA)
    yield photo(seat * 10 + 3, seat, SAM, item_id=12)
    yield inspection(seat + 2, TOM, "withdrawn")
    yield insert("batch_producers", id=number, batch_id=number, person_id=PAUL)
