"""What counts as proof that a problem is solved."""

from qc_desk.domain.problems import Problem
from qc_desk.domain.vocabulary import Result
from qc_desk.services.proofs import proof_now
from tests.checked_shop import ALL_PASS as ALL
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    Goods,
    bad,
    check,
    days,
    fixed,
    good,
    moment,
    stands,
    the_problem,
)

# What counts as proof


def clean(shop: Shop) -> int:
    with shop.database.reading() as session:
        problem = session.get_one(Problem, the_problem(shop).problem_id)
        proof = proof_now(session, problem, moment(days(20)))
        assert proof is not None
        return proof.sites[0].clean


def test_that_there_is_no_proof_before_a_fix_is_claimed(shop: Shop) -> None:
    bad(shop, "L-1")
    with shop.database.reading() as session:
        problem = session.get_one(Problem, the_problem(shop).problem_id)
        assert proof_now(session, problem, shop.at) is None


def test_that_only_batches_on_which_two_people_looked_for_it_count(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(1))
    assert clean(shop) == 1
    unlooked = Goods("L-3", days(2), good=True)
    unlooked.findings = {**dict(ALL), "glaze": Result.NOT_APPLICABLE}
    shop.approve(check(shop, unlooked))
    shop.first_signed("L-4")
    assert clean(shop) == 1
    shop.approve(check(shop, Goods("L-5", None, good=True)))  # made when it was entered
    assert clean(shop) == 2


def test_that_a_code_without_item_or_an_item_without_code_spoils_the_proof(shop: Shop) -> None:
    bad(shop, "L-1")
    fixed(shop, days(1), "New kiln")
    good(shop, "L-2", days(2))
    bad(shop, "L-3", days(3), item=None)
    assert stands(shop)[0] == "proving"
    assert clean(shop) == 0
    good(shop, "L-4", days(4))
    assert clean(shop) == 1
    failed = Goods("L-5", days(5), good=True)
    failed.findings = {**dict(ALL), "glaze": Result.FAIL}
    shop.reject(check(shop, failed))
    assert clean(shop) == 0
