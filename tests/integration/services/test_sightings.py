"""Problems raise themselves when a round is decided, once for each batch, across all sites."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.vocabulary import Role, Severity
from qc_desk.services import batches, defects, inspections, people, sign_offs
from qc_desk.services.acts import acting
from qc_desk.services.sightings import Signature, problem_of, take_turn
from qc_desk.services.timeline import timeline
from qc_desk.storage.database import open_database
from tests.checked_shop import ALL_PASS, Shop
from tests.integration.services.seen import (
    DAY,
    Goods,
    bad,
    check,
    claim,
    inspect,
    own,
    promise_fix,
    stands,
    threads,
    write,
)

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


# Batches


def test_that_a_defect_is_seen_once_the_round_is_decided_and_by_both_it_is_one(
    shop: Shop,
) -> None:
    batch_id = check(shop, Goods("L-1", DAY))
    assert threads(shop) == []
    shop.reject(batch_id)
    assert threads(shop) == [("M1", "glaze", 1, ProblemStatus.WATCHING, 0)]
    with shop.database.reading() as session:
        [sighting] = session.scalars(select(Sighting))
        assert (sighting.quantity, sighting.made_on, sighting.batch_id) == (3, DAY, batch_id)
        assert "sign_off.reject" in [row.act for row in timeline(session, batch_id)]


def test_that_what_either_of_the_two_records_is_seen_also_on_a_released_batch(shop: Shop) -> None:
    batch_id = check(shop, Goods("L-1", DAY, item="label", by=("jelena",)))
    shop.approve(batch_id)
    assert threads(shop) == [("M1", "label", 1, ProblemStatus.WATCHING, 0)]


def test_that_what_a_withdrawn_check_recorded_is_not_seen(shop: Shop) -> None:
    batch_id = shop.add_batch("L-1")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)
        entry = defects.DefectEntry(code_id=shop.code_id, severity=Severity.MINOR)
        defects.record_defect(session, opened, entry, shop.ids["ana"], shop.at)
    with shop.database.writing() as session:
        inspections.withdraw(session, opened, "wrong batch", shop.ids["ana"], shop.at)
    shop.first_check(batch_id)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), shop.at)
    shop.second_check(batch_id)
    shop.approve(batch_id)
    assert threads(shop) == []


def test_that_the_same_defect_found_again_at_another_item_is_seen_there_too(shop: Shop) -> None:
    batch_id = shop.add_batch("L-1")
    with shop.database.writing() as session:
        opened = inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)
        entry = defects.DefectEntry(
            code_id=shop.code_id, item_id=shop.items["label"], severity=Severity.MINOR
        )
        defect = defects.record_defect(session, opened, entry, shop.ids["ana"], shop.at)
        again = defects.SeenAgain(item_id=shop.items["glaze"])
        defects.see_again(session, defect, again, shop.ids["ana"], shop.at)
    finish(shop, batch_id, opened)
    assert sorted(each[1] for each in threads(shop)) == ["glaze", "label"]


def finish(shop: Shop, batch_id: int, opened: int) -> None:
    shop.answer(opened, "ana", ALL_PASS)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), shop.at)
    shop.second_check(batch_id)
    shop.approve(batch_id)


def test_that_a_later_round_of_the_same_batch_adds_no_second_sighting(shop: Shop) -> None:
    goods = Goods("L-1", DAY)
    batch_id = bad(shop, "L-1")
    promise_fix(shop, DAY - timedelta(days=3))
    with shop.database.writing() as session:
        batches.rework(session, shop.seen(batch_id), "fire again", shop.ids["marko"], shop.at)
        first = inspections.open_first_check(session, batch_id, shop.ids["ana"], shop.at)
    inspect(shop, goods, first, "ana")
    seen, key = shop.seen(batch_id), shop.key("ana")
    with shop.database.writing() as session:
        sign_offs.sign_first(session, seen, key, shop.at)
        second = inspections.open_second_check(session, batch_id, shop.ids["jelena"], shop.at)
    inspect(shop, goods, second, "jelena")
    with shop.database.writing() as session:
        inspections.submit_second(session, second, shop.ids["jelena"], shop.at)
    shop.reject(batch_id)
    assert threads(shop) == [("M1", "glaze", 1, ProblemStatus.WATCHING, 0)]


def test_that_a_batch_without_a_day_counts_from_when_it_was_entered_at_its_site(
    shop: Shop,
) -> None:
    shop.at = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # in Belgrade it is tomorrow already
    bad(shop, "L-1", None)
    with shop.database.reading() as session:
        [sighting] = session.scalars(select(Sighting))
        assert sighting.made_on.isoformat() == "2026-11-21"


def test_that_a_family_shares_its_problem_across_products_and_sites(shop: Shop) -> None:
    def furnish(session: "Session", _by: Person) -> None:
        mug = session.get_one(Product, shop.product_id)
        mug.family = "cups"
        cup = Product(code="C1", name="Cup", family="cups", created_at=shop.at)
        cup.checklist = mug.checklist
        away = Site(code="SP", name="Split", time_zone="Europe/Zagreb", created_at=shop.at)
        session.add_all([cup, away])

    write(shop, furnish)
    with shop.database.writing() as session:
        for login, role in (("ana", Role.INSPECTOR), ("jelena", Role.INSPECTOR)):
            people.set_roles(
                session, shop.ids[login], {(role, 1), (role, 2)}, shop.ids["mira"], shop.at
            )
        owner = {(Role.OWNER, 1), (Role.OWNER, 2)}
        people.set_roles(session, shop.ids["mira"], owner, shop.ids["mira"], shop.at)
    bad(shop, "L-1")
    with shop.database.reading() as session:
        cup_id = session.scalars(select(Product.id).where(Product.code == "C1")).one()
    shop.reject(check(shop, Goods("L-2", DAY, product_id=cup_id, site_id=2)))
    assert threads(shop) == [("cups", "glaze", 2, ProblemStatus.WATCHING, 0)]


# Races


def test_that_two_workstations_that_see_the_same_at_once_raise_one_problem(shop: Shop) -> None:
    ids = [check(shop, Goods(name, DAY)) for name in ("L-1", "L-2")]
    start = Barrier(2)
    failed: list[BaseException] = []

    def decide(batch_id: int) -> None:
        try:
            start.wait(timeout=20)
            shop.reject(batch_id)
        except BaseException as error:  # noqa: BLE001 (told below)
            failed.append(error)

    both = [Thread(target=decide, args=(each,)) for each in ids]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
    assert failed == []
    assert threads(shop) == [("M1", "glaze", 2, ProblemStatus.WATCHING, 0)]


def test_that_whoever_raises_a_problem_waits_for_the_one_who_is_raising_it(shop: Shop) -> None:
    if not shop.database.on_server:
        pytest.skip("a file has one writer at a time")
    done: list[int] = []

    def raise_it() -> None:
        write(shop, lambda s, by: done.append(raised(shop, s, by)))

    with shop.database.writing() as session:
        by = acting(session, "test.shop", shop.ids["mira"], shop.at)
        first = raised(shop, session, by)
        other = Thread(target=raise_it)
        other.start()
        other.join(timeout=0.5)
        assert done == []
    other.join(timeout=20)
    assert done == [first]


def raised(shop: Shop, session: "Session", by: Person) -> int:
    take_turn(session)
    code = session.get_one(DefectCode, shop.code_id)
    return problem_of(session, Signature("M1", code, "", ""), by, shop.at).id


def test_that_a_restart_between_two_acts_loses_nothing(shop: Shop) -> None:
    bad(shop, "L-1")
    own(shop, DAY + timedelta(days=1))
    location, old = shop.database.location, shop.database
    if old.on_server:
        pytest.skip("the address of a server is shown without its password")
    old.close()
    with open_database(location, workstation="after") as database:
        again = shop.moved(database)
        claim(again, DAY + timedelta(days=2), "New kiln")
        bad(again, "L-2", DAY + timedelta(days=3))
        assert stands(again) == ("recurred", 1, 2)
