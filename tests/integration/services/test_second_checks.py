"""Who may do a second check, and both checks side by side."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from qc_desk.domain.refusals import (
    NotAllowed,
    NotReconciled,
    NotSubmitted,
    NotYourInspection,
    ProducerCannotCheck,
    SameInspector,
    SeatTaken,
    SecondInspectorAvailable,
    SomeoneElseChangedIt,
)
from qc_desk.domain.vocabulary import Meaning, Result
from qc_desk.services import inspections, second_checks, sign_offs
from qc_desk.services.second_checks import AwaitingRow, SideBySide
from qc_desk.services.to_sign import Counts, seconds_to_wait, to_sign
from tests.checked_shop import AT, Findings, Shop

FAILS: Findings = {"glaze": Result.FAIL, "height": Decimal("10.2"), "label": Result.NOT_APPLICABLE}
MINOR: Findings = {"glaze": Result.PASS, "height": Decimal("10.0"), "label": Result.NOT_APPLICABLE}


def waiting(shop: Shop, who: str) -> list[AwaitingRow]:
    with shop.database.reading() as session:
        return second_checks.awaiting_second_check(session, shop.ids[who])


def beside(shop: Shop, batch_id: int, who: str) -> SideBySide:
    with shop.database.reading() as session:
        return second_checks.side_by_side(session, batch_id, shop.ids[who])


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("jelena", None),
        ("ana", SameInspector),
        ("marko", ProducerCannotCheck),
        ("vera", NotAllowed),
    ],
)
def test_that_the_queue_says_who_may_and_why_not(
    shop: Shop, who: str, why: type[Exception] | None
) -> None:
    shop.first_signed(producers=("marko",))
    row = waiting(shop, who)[0]
    assert row.first_inspector == "Ana Kovač"
    assert (type(row.refusal) if row.refusal else None) is why


def test_that_a_longer_queue_asks_the_record_no_more_questions(shop: Shop) -> None:
    def questions() -> int:
        asked: list[str] = []

        def note(*facts: object) -> None:
            asked.append(str(facts[2]))

        with shop.database.reading() as session:
            engine = session.get_bind()
            event.listen(engine, "before_cursor_execute", note)
            second_checks.awaiting_second_check(session, shop.ids["jelena"])
            event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    shop.first_signed("L-1")
    for_one = questions()
    for number in ("L-2", "L-3", "L-4"):
        shop.first_signed(number)
    assert questions() == for_one


def test_that_a_taken_seat_is_mine_or_refused(shop: Shop) -> None:
    batch_id = shop.first_signed()
    with shop.database.writing() as session:
        inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    assert waiting(shop, "jelena")[0].mine
    assert isinstance(waiting(shop, "marko")[0].refusal, SeatTaken)


def test_that_what_i_may_do_comes_first(shop: Shop) -> None:
    shop.first_signed("L-1", who="jelena")
    shop.first_signed("L-2")
    assert [row.batch for row in waiting(shop, "jelena")] == ["L-2", "L-1"]


def test_that_nothing_is_compared_while_the_second_check_is_open(shop: Shop) -> None:
    batch_id = shop.first_signed()
    with pytest.raises(NotSubmitted):
        beside(shop, batch_id, "jelena")
    with shop.database.writing() as session:
        inspections.open_second_check(session, batch_id, shop.ids["jelena"], AT)
    with pytest.raises(NotSubmitted):
        beside(shop, batch_id, "ana")


def test_that_differences_are_marked_and_stop_the_approval(shop: Shop) -> None:
    batch_id = shop.checked_twice(second=FAILS)
    both = beside(shop, batch_id, "jelena")
    assert [pair.differs for pair in both.pairs] == [True, True, True]
    assert both.open_differences == 3
    assert isinstance(both.approval_refusal, NotReconciled)
    assert both.may_reconcile_together
    assert not both.may_reconcile_alone
    assert isinstance(beside(shop, batch_id, "marko").approval_refusal, NotYourInspection)
    assert beside(shop, batch_id, "marko").may_reconcile_alone


def test_that_a_minor_difference_needs_no_decision_when_both_outcomes_agree(shop: Shop) -> None:
    both = beside(shop, shop.checked_twice(second=MINOR), "jelena")
    assert [pair.differs for pair in both.pairs] == [False, False, True]
    assert both.open_differences == 0
    assert both.approval_refusal is None


def test_that_a_decided_difference_is_no_longer_open(shop: Shop) -> None:
    batch_id = shop.checked_twice(second=FAILS)
    with shop.database.writing() as session:
        sign_offs.reconcile(
            session, shop.seen(batch_id), Result.PASS, "measured again", [shop.key("marko")], AT
        )
    both = beside(shop, batch_id, "jelena")
    assert (both.reconciled, both.reconciled_reason) == (Result.PASS, "measured again")
    assert both.open_differences == 0
    assert both.approval_refusal is None


def test_that_release_alone_says_why_not(shop: Shop) -> None:
    batch_id = shop.first_signed()
    with shop.database.reading() as session:
        owner = second_checks.may_release_alone(session, batch_id, shop.ids["mira"])
        inspector = second_checks.may_release_alone(session, batch_id, shop.ids["jelena"])
    assert isinstance(owner, SecondInspectorAvailable)
    assert isinstance(inspector, NotAllowed)


def test_that_the_sign_dialog_counts_one_inspection_and_nothing_of_the_other(shop: Shop) -> None:
    batch_id = shop.checked_twice(second=FAILS)
    seen = shop.seen(batch_id)
    with shop.database.reading() as session:
        shown = to_sign(session, seen, Meaning.APPROVED, [shop.ids["jelena"]])
        first = to_sign(session, seen, Meaning.INSPECTED, [shop.ids["ana"]])
    counts = shown.counts
    assert (counts.items, counts.passed, counts.failed, counts.not_applicable) == (3, 0, 2, 1)
    assert (first.counts.passed, first.counts.failed) == (3, 0)
    assert [signer.name for signer in shown.signers] == ["Јелена Петровић"]


def test_that_the_sign_dialog_counts_nothing_where_nobody_checked_yet(shop: Shop) -> None:
    seen = shop.seen(shop.add_batch())
    with shop.database.reading() as session:
        shown = to_sign(session, seen, Meaning.INSPECTED, [shop.ids["ana"]])
    assert shown.counts == Counts(
        items=0, passed=0, failed=0, not_applicable=0, defects=0, photos=0
    )
    assert shown.inspector == ""


def test_that_the_sign_dialog_does_not_open_on_a_batch_that_changed(shop: Shop) -> None:
    batch_id = shop.first_signed()
    seen = shop.seen(batch_id)
    shop.second_check(batch_id)
    with shop.database.reading() as session, pytest.raises(SomeoneElseChangedIt):
        to_sign(session, seen, Meaning.APPROVED, [shop.ids["jelena"]])


def test_that_the_wait_after_wrong_passwords_is_told(shop: Shop) -> None:
    with shop.database.reading() as session:
        assert seconds_to_wait(session, shop.ids["ana"], AT) == 0


def test_that_held_batches_are_shown_to_leads_with_why_they_may_not_concede(shop: Shop) -> None:
    later, earlier = shop.checked_twice("L-1"), shop.checked_twice("L-2")
    shop.reject(earlier)
    shop.at += timedelta(hours=1)
    shop.reject(later)
    with shop.database.reading() as session:
        marko = second_checks.held_after_two_checks(session, shop.ids["marko"])
        assert second_checks.held_after_two_checks(session, shop.ids["jelena"]) == []
    assert [(row.batch, row.round, row.decided_by, row.reason) for row in marko] == [
        ("L-2", 1, "Јелена Петровић", "too high"),
        ("L-1", 1, "Јелена Петровић", "too high"),
    ]
    assert [row.refusal for row in marko] == [None, None]
