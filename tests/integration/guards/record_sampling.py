"""Lots that are sampled, as plain SQL: what the attacks on sampling start from.

Batches: 201 released and 202 held, of one series, which is tightened since 202; 203 waits for
Bruno's decision, one major unit of it failed; 204 waits in its second round, two units failed; 205
waits, with a critical item that failed once for the batch; 206 released as an isolated lot; 207
held at Olga's site, whose series is discontinued; 208 in first check.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import answer, batch, insert, inspection, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
    OLGA,
    TOM,
    WIM,
)

NONE = {"severity": "critical", "ac": 0, "re": 1, "strictness": None, "letter": "", "level": None}


def plan(number: int, inspected: int, /, **given: object) -> str:
    """A plan of an inspection: major, three units, one may fail."""
    row = {"id": number, "inspection_id": inspected} | given
    return insert("sample_plans", **row)


def result(number: int, lot: int, plan_id: int, /, **given: object) -> str:
    """What a lot came to in a class."""
    row = {"id": number, "batch_id": lot, "plan_id": plan_id} | given
    return insert("lot_results", **row)


def switch(number: int, lot_result: int, cause: str, /, **given: object) -> str:
    """A switch of the series of product 2 at site 1."""
    row = {"id": number, "lot_result_id": lot_result, "cause": cause} | given
    return insert("switches", **row)


def lots() -> Iterator[str]:
    """Everything that stands before the attacks on sampling."""
    yield insert(
        "check_items",
        id=14,
        version_id=2,
        position=14,
        code="I14",
        title="Look",
        severity="critical",
    )
    yield insert(
        "check_items",
        id=15,
        version_id=2,
        position=15,
        code="I15",
        title="Look",
        severity="minor",
        per_unit=True,
    )
    yield from _decided()
    yield from _waiting()
    yield from _again()
    yield from _second_rounds()
    yield from _elsewhere()
    yield batch(208, "first_check", product_id=2)
    yield inspection(2081, ANA, "open")


def _checked(number: int, first: int = ANA, second: int = BRUNO, **more: object) -> Iterator[str]:
    yield inspection(number * 10 + 1, first, "signed", **more)
    yield sign_off(number * 100 + 1, number, "first", first)
    yield inspection(number * 10 + 2, second, "signed", "second", **more)


def _decided() -> Iterator[str]:
    yield batch(201, "released", product_id=2)
    yield from _checked(201)
    yield sign_off(20102, 201, "decision", BRUNO)
    yield plan(1, 2011)
    yield plan(2, 2012)
    yield plan(3, 2011, **NONE)
    yield plan(6, 2011, severity="minor")
    yield result(1, 201, 1)
    yield result(7, 201, 3, severity="critical")
    yield insert("decided_rounds", id=40, batch_id=201, round=1)
    yield batch(202, "held", product_id=2)
    yield from _checked(202)
    yield sign_off(20202, 202, "decision", BRUNO, meaning="rejected", reason="bad")
    yield plan(4, 2021)
    yield result(22, 202, 4, found=2, accepted=False)
    yield plan(5, 2021, severity="minor")
    yield result(11, 202, 5, severity="minor", found=2, accepted=False)
    for unit in (1, 2):
        yield answer(20210 + unit, 2021, 11, ANA, unit_number=unit, result="fail")
    yield switch(1, 22, "two_of_five")


def _waiting() -> Iterator[str]:
    yield batch(203, "second_check", product_id=2)
    yield inspection(2031, ANA, "signed")
    yield inspection(2033, TOM, "withdrawn")
    yield sign_off(20301, 203, "first", ANA)
    yield inspection(2032, BRUNO, "submitted", "second")
    yield plan(11, 2031)
    yield plan(12, 2031, severity="minor")
    yield plan(21, 2031, **(NONE | {"method": "fixed", "ac": None, "re": None}))
    yield plan(25, 2032)
    yield plan(13, 2033, ac=0, re=1)
    yield plan(20, 2033, **NONE)
    yield answer(20316, 2031, 15, ANA, unit_number=3, result="fail")
    yield answer(20311, 2031, 11, ANA, unit_number=1, result="fail")
    yield answer(20312, 2031, 11, ANA, unit_number=2, result="fail")
    yield answer(20313, 2031, 11, ANA, unit_number=2, replaces_id=20312, reason="typo")
    yield answer(20314, 2031, 10, ANA, result="fail")
    yield answer(20315, 2031, 13, ANA, unit_number=3)
    yield answer(20321, 2032, 11, BRUNO, unit_number=1, result="fail")
    yield answer(20331, 2033, 11, TOM, unit_number=3, result="fail")
    yield batch(205, "second_check", product_id=2)
    yield inspection(2051, ANA, "signed")
    yield sign_off(20501, 205, "first", ANA)
    yield inspection(2052, BRUNO, "submitted", "second")
    yield plan(15, 2051, **NONE)
    yield answer(20511, 2051, 14, ANA, result="fail")


def _again() -> Iterator[str]:
    yield batch(204, "second_check", product_id=2, round=2)
    yield from _checked(204)
    yield sign_off(20402, 204, "decision", BRUNO, meaning="rejected", reason="bad")
    yield plan(14, 2041)
    yield inspection(2043, LEA, "signed", round=2)
    yield sign_off(20403, 204, "first", LEA, round=2)
    yield inspection(2044, BRUNO, "submitted", "second", round=2)
    yield result(12, 204, 14, found=2, accepted=False)
    yield plan(16, 2043)
    yield plan(19, 2043, severity="minor")
    yield plan(24, 2041, severity="minor")
    for unit in (1, 2):
        yield answer(20430 + unit, 2043, 11, LEA, unit_number=unit, result="fail")


def _second_rounds() -> Iterator[str]:
    yield batch(211, "second_check", product_id=2, round=2)
    yield inspection(2111, ANA, "signed")
    yield sign_off(21101, 211, "first", ANA)
    yield plan(30, 2111, ac=0, re=1)
    for unit in (1, 2):
        yield answer(21110 + unit, 2111, 11, ANA, unit_number=unit, result="fail")
    yield inspection(2113, LEA, "signed", round=2)
    yield sign_off(21103, 211, "first", LEA, round=2)
    yield inspection(2114, BRUNO, "submitted", "second", round=2)
    yield plan(31, 2113)
    yield answer(21131, 2113, 11, LEA, unit_number=3, result="fail")
    yield batch(213, "second_check", product_id=2, round=2)
    yield from _checked(213)
    yield insert("decided_rounds", id=41, batch_id=213, round=1, accepted=False)
    yield sign_off(21302, 213, "decision", BRUNO, meaning="rejected", reason="bad")
    yield plan(33, 2131)
    yield result(13, 213, 33, found=2, accepted=False)
    yield inspection(2133, LEA, "signed", round=2)
    yield sign_off(21303, 213, "first", LEA, round=2)
    yield inspection(2134, BRUNO, "submitted", "second", round=2)
    yield plan(34, 2133)
    yield plan(35, 2133, severity="minor")


def _elsewhere() -> Iterator[str]:
    yield batch(206, "released", product_id=3)
    yield from _checked(206)
    yield sign_off(20602, 206, "decision", BRUNO)
    yield plan(17, 2061, isolated=True, ac=0, re=1)
    yield result(6, 206, 17, found=2, accepted=False)
    yield batch(207, "held", product_id=1, site_id=2)
    yield from _checked(207, OLGA, WIM)
    yield sign_off(
        20702, 207, "decision", WIM, meaning="rejected", reason="b", first_signer_id=OLGA
    )
    yield plan(18, 2071)
    yield result(28, 207, 18, found=2, accepted=False, by_id=WIM)
    there = {"product_id": 1, "site_id": 2, "by_id": WIM}
    yield switch(2, 28, "two_of_five", **there)
    yield switch(
        3,
        28,
        "five_not_accepted",
        before="tightened",
        after="tightened",
        discontinued=True,
        **there,
    )
    for number, lot, product, site in ((9, 209, 2, 3), (10, 210, 3, 1)):
        yield batch(lot, "held", product_id=product, site_id=site)
        yield from _checked(lot)
        yield sign_off(lot * 100 + 2, lot, "decision", BRUNO, meaning="rejected", reason="bad")
        yield plan(lot, lot * 10 + 1)
        yield result(number, lot, lot, found=2, accepted=False)
