"""What those who lead see on Today: for whom checks wait, and what left out of the usual."""

from datetime import date, timedelta

from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import Meaning, Role
from qc_desk.services import inspections, people, sign_offs, trainings
from qc_desk.services.today import Today, today
from qc_desk.services.trainings import Subject
from tests.checked_shop import AT, Shop, print_plainly

DAY = date(2026, 11, 20)


def needed(shop: Shop, who: str, day: date = DAY) -> Today:
    with shop.database.reading() as session:
        return today(session, shop.ids[who], AT, day)


def release_alone(shop: Shop) -> int:
    batch_id = shop.first_signed(who="mira")
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], {(Role.VIEWER, 1)}, shop.ids["mira"], AT)
    with shop.database.writing() as session:
        sign_offs.release_alone(
            session, shop.seen(batch_id), "only me", shop.key("mira"), AT, print_plainly
        )
    return batch_id


def test_that_leads_see_for_whom_a_second_check_waits(shop: Shop) -> None:
    batch_id = shop.first_signed("L-1", producers=("marko",))
    (row,) = needed(shop, "marko").for_whom
    assert (row.batch_id, row.batch, row.product) == (batch_id, "L-1", "Mug")
    assert row.people == ("Mira Ilić", "Јелена Петровић")
    assert needed(shop, "ana").for_whom == ()


def test_that_what_one_may_do_oneself_or_somebody_has_begun_waits_for_nobody(shop: Shop) -> None:
    batch_id = shop.first_signed()
    found = needed(shop, "mira")
    assert [row.batch_id for row in found.second_checks] == [batch_id]
    assert found.for_whom == ()
    with shop.database.writing() as session:
        inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    assert needed(shop, "marko").for_whom == ()


def test_that_a_check_that_nobody_may_do_says_so(shop: Shop) -> None:
    shop.first_signed(producers=("jelena", "mira", "marko"))
    (row,) = needed(shop, "marko").for_whom
    assert row.people == ()


def test_that_a_release_alone_is_seen_since_yesterday(shop: Shop) -> None:
    batch_id = release_alone(shop)
    (row,) = needed(shop, "mira").unusual
    assert (row.batch_id, row.meaning) == (batch_id, Meaning.RELEASED_ALONE)
    assert (row.by, row.reason, row.at) == ("Mira Ilić", "only me", AT)
    assert not needed(shop, "mira").is_quiet
    assert needed(shop, "mira", DAY + timedelta(days=1)).unusual
    assert needed(shop, "mira", DAY + timedelta(days=2)).unusual == ()
    assert needed(shop, "vera").unusual == ()


def test_that_training_to_confirm_is_ones_own(shop: Shop) -> None:
    subject = Subject(document=Document.CHECKLIST, version_id=1)
    with shop.database.writing() as session:
        trainings.note_training(session, subject, [shop.ids["ana"]], shop.ids["marko"], AT)
    assert needed(shop, "ana").training.to_confirm == ("Mugs",)
    assert not needed(shop, "ana").is_quiet
    assert needed(shop, "jelena").training.to_confirm == ()
    assert needed(shop, "marko").training.to_train == ()
