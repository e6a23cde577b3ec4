"""Defect reports: what the manufacturer reads of a batch, its problems and the promises."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from qc_desk.domain.loop_words import PromiseSide
from qc_desk.domain.refusals import (
    FieldInvalid,
    NoDefects,
    NotAllowed,
    NotDecidedYet,
    NotFound,
    QcError,
    ReasonNeeded,
    ReportWithdrawn,
    WithdrawNewer,
)
from qc_desk.domain.report_words import MomentKind, WishKind
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import Disposition, ReportKind, ReportState, Severity
from qc_desk.services import defects, deliveries, issued_reports, promises
from qc_desk.services.defect_reports import usual_days
from qc_desk.services.issued_reports import IssuedReport, Reissue
from qc_desk.services.new_reports import issue_report, usual_entry
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.report_lists import ReportFilter, count_reports, report_ids, report_row
from qc_desk.services.report_subjects import find_subject, newest_about
from qc_desk.services.verify import verify_record
from qc_desk.services.verify_reports import check_report, told
from tests.checked_shop import ALL_PASS, Shop
from tests.integration.services.press import Press
from tests.integration.services.seen import DAY, Goods, bad, check, days, fixed, good, moment

LATER = days(20)


def defect_report(
    shop: Shop, batch_id: int, press: Press, who: str = "ana", **given: object
) -> IssuedReport:
    entry: dict[str, object] = {
        "kind": ReportKind.DEFECT,
        "subject_id": batch_id,
        "due": usual_days(LATER),
    }
    with shop.database.writing() as session:
        made = ReportEntry(**(entry | given))  # type: ignore[arg-type]
        return issue_report(session, made, shop.ids[who], moment(LATER), press)


def refused(shop: Shop, batch_id: int, **given: object) -> type[QcError]:
    with pytest.raises(QcError) as why:
        defect_report(shop, batch_id, Press(), **given)  # type: ignore[arg-type]
    return type(why.value)


def promised(shop: Shop, day: date, words: str, due: date) -> int:
    """Let the manufacturer promise the end of the problem."""
    entry = promises.PromiseEntry(
        side=PromiseSide.THEIRS,
        text=words,
        site_id=1,
        due_on=due,
        manufacturer_id=shop.manufacturer_id,
        problem_id=1,
        is_fix=True,
    )
    with shop.database.writing() as session:
        return promises.make(session, entry, shop.ids["ana"], moment(day))


def test_that_what_both_inspectors_found_is_one_nonconformity(shop: Shop) -> None:
    batch_id = bad(shop, "L-1")
    press = Press()
    issued = defect_report(shop, batch_id, press)
    paper = press.defect
    assert issued.number == paper.report_number == "NR-NS-00001"
    assert [(d.numbers, d.quantity, d.undecided) for d in paper.defects] == [((1, 2), 3, 3)]
    assert paper.defects[0].found_by == ("Ana Kovač", "Јелена Петровић")
    assert paper.defects[0].problems == ("PR-1",)
    assert paper.language == "sr"
    assert [wish.kind for wish in paper.wishes] == list(WishKind)
    assert paper.sender == "Ana Kovač"


def test_that_the_counter_and_the_promises_of_the_manufacturer_are_told(shop: Shop) -> None:
    bad(shop, "L-1")
    kept = promised(shop, days(1), "Gone by now", days(9))
    with shop.database.writing() as session:
        promises.keep(session, kept, "a photo", shop.ids["ana"], moment(days(2)))
    bad(shop, "L-2", days(3))
    late = promised(shop, days(4), "Gone this time", days(6))
    with shop.database.writing() as session:
        promises.finish_late(session, late, "a photo", shop.ids["ana"], moment(days(8)))
    with shop.database.writing() as session:
        entry = promises.PromiseEntry(
            side=PromiseSide.OURS, text="To ourselves", site_id=1, due_on=days(30), problem_id=1
        )
        promises.make(session, entry, shop.ids["ana"], moment(days(8)))
    fixed(shop, days(9), "A new kiln")
    batch_id = bad(shop, "L-3", days(10))
    press = Press()
    defect_report(shop, batch_id, press)
    thread = press.defect.threads[0]
    assert (thread.times, thread.days, thread.recurrences) == (3, 90, 2)
    assert thread.promised_on == (days(1), days(4))
    assert [each.kind for each in thread.moments] == [
        MomentKind.SEEN,
        MomentKind.PROMISED,
        MomentKind.KEPT,
        MomentKind.SEEN_AGAIN,
        MomentKind.PROMISED,
        MomentKind.BROKEN,
        MomentKind.LATE,
        MomentKind.CLAIMED,
        MomentKind.SEEN_AGAIN,
    ]
    assert "To ourselves" not in repr(press.defect)


def test_that_required_and_measured_values_stand_side_by_side(shop: Shop) -> None:
    findings = ALL_PASS | {"height": Decimal("10.20")}
    batch_id = check(shop, Goods("L-1", DAY, item="height", findings=findings))
    shop.reject(batch_id)
    press = Press()
    defect_report(shop, batch_id, press)
    (asked,) = press.defect.defects[0].requirements
    assert (asked.number, asked.lower, asked.upper) == ("2.1", Decimal("9.95"), Decimal("10.05"))
    (measure,) = asked.measures
    assert (measure.first, measure.second) == (Decimal("10.20"), Decimal("10.20"))


def test_that_dispositions_and_containment_are_told(shop: Shop) -> None:
    batch_id = bad(shop, "L-1", item=None)
    with shop.database.writing() as session:
        defects.contain(session, 1, "on the red pallet", shop.ids["ana"], moment(days(1)))
    entry = defects.DispositionEntry(disposition=Disposition.SCRAP, quantity=2, note="crush")
    with shop.database.writing() as session:
        defects.dispose(session, 1, entry, shop.ids["marko"], moment(days(1)))
    press = Press()
    defect_report(shop, batch_id, press)
    (found,) = press.defect.defects
    assert found.containment == "on the red pallet"
    assert [(d.disposition, d.quantity) for d in found.dispositions] == [(Disposition.SCRAP, 2)]
    assert (found.undecided, found.severity, found.requirements) == (1, Severity.MINOR, ())


def test_that_a_defect_report_is_refused_where_it_would_be_wrong(shop: Shop) -> None:
    waiting = check(shop, Goods("L-1", DAY))
    assert refused(shop, waiting) is NotDecidedYet
    clean = good(shop, "L-2", DAY)
    assert refused(shop, clean) is NoDefects
    shop.reject(waiting)
    assert refused(shop, waiting, who="vera") is NotAllowed
    yesterday = {WishKind.CAUSE: LATER - timedelta(days=1)}
    assert refused(shop, waiting, due=yesterday) is FieldInvalid


def test_that_it_is_issued_again_with_what_its_sender_had_decided(shop: Shop) -> None:
    batch_id = bad(shop, "L-1")
    first, press = defect_report(shop, batch_id, Press(), words="Call me."), Press()
    again = Reissue(report_id=first.id, language="en", reason="for their agent")
    with shop.database.writing() as session:
        issued = issued_reports.reissue(session, again, shop.ids["marko"], moment(LATER), press)
    assert (issued.number, press.defect.replaces) == ("NR-NS-00002", "NR-NS-00001")
    assert (press.defect.words, press.defect.sender) == ("Call me.", "Ana Kovač")
    assert {wish.kind: wish.due_on for wish in press.defect.wishes} == usual_days(LATER)
    with shop.database.reading() as session:
        kept = entry_of(session.get_one(Report, issued.id).payload)
    assert (kept.round, kept.kind, kept.due) == (1, ReportKind.DEFECT, usual_days(LATER))


def test_that_its_data_hold_everything_printed_and_verify(shop: Shop) -> None:
    issued = defect_report(shop, bad(shop, "L-1"), Press())
    with shop.database.reading() as session:
        report = session.get_one(Report, issued.id)
        data = json.loads(report.payload)
        checked = check_report(session, issued.number, report.pdf, report.payload)
    assert data["content"]["defects"][0]["code"] == "CRACK"
    assert len(data["sign_offs"]) == 2
    assert (checked.good, checked.batch, checked.about) == (True, "L-1", "L-1")
    assert verify_record(shop.database).findings == ()


def test_that_a_withdrawn_report_is_marked_and_not_sent(shop: Shop) -> None:
    issued = defect_report(shop, bad(shop, "L-1"), Press())
    at = moment(LATER)
    with shop.database.writing() as session:
        issued_reports.withdraw(session, issued.id, "wrong batch", shop.ids["marko"], at)
    with shop.database.reading() as session:
        row = report_row(session, issued.id)
        report = session.get_one(Report, issued.id)
        checked = check_report(session, issued.number, report.pdf, report.payload)
        with pytest.raises(ReportWithdrawn):
            deliveries.may_deliver(session, issued.id, shop.ids["marko"])
    assert (row.state, row.withdrawn_by, row.withdrawn_why) == (
        ReportState.WITHDRAWN,
        "Marko Jurić",
        "wrong batch",
    )
    assert checked.good
    assert checked.withdrawn is not None
    assert (checked.withdrawn.by, checked.withdrawn.at) == ("Marko Jurić", at)
    assert told(checked) == (
        "This PDF is what was issued, but Marko Jurić withdrew it on 21 Nov 2026: wrong batch"
    )
    assert verify_record(shop.database).findings == ()


def test_that_a_withdrawal_needs_a_lead_a_reason_and_the_newest_report(shop: Shop) -> None:
    issued, at = defect_report(shop, bad(shop, "L-1"), Press()), moment(LATER)

    def withdraw(report_id: int, why: str, who: str = "marko") -> None:
        with shop.database.writing() as session:
            issued_reports.withdraw(session, report_id, why, shop.ids[who], at)

    with pytest.raises(NotAllowed):
        withdraw(issued.id, "wrong", "ana")
    with pytest.raises(ReasonNeeded):
        withdraw(issued.id, " ")
    again = Reissue(report_id=issued.id, language="en", reason="corrected")
    with shop.database.writing() as session:
        newer = issued_reports.reissue(session, again, shop.ids["marko"], at, Press())
    with pytest.raises(WithdrawNewer, match="NR-NS-00002"):
        withdraw(issued.id, "wrong")
    withdraw(newer.id, "wrong")
    with pytest.raises(ReportWithdrawn):
        withdraw(newer.id, "wrong")


def test_that_reports_are_filtered(shop: Shop) -> None:
    batch_id = bad(shop, "L-1")
    first = defect_report(shop, batch_id, Press(), words="Unverwechselbar")
    again = Reissue(report_id=first.id, language="en", reason="corrected")
    at = moment(LATER)
    with shop.database.writing() as session:
        newer = issued_reports.reissue(session, again, shop.ids["marko"], at, Press())
        issued_reports.withdraw(session, newer.id, "wrong", shop.ids["marko"], at)

    def found(**given: object) -> list[int]:
        wanted = ReportFilter(**given)  # type: ignore[arg-type]
        with shop.database.reading() as session:
            ids = report_ids(session, wanted)
            assert count_reports(session, wanted) == len(ids)
            return ids

    assert found() == [3, 2, 1]
    assert found(kind=ReportKind.DEFECT) == [3, 2]
    assert found(state=ReportState.IN_FORCE) == [1]
    assert found(state=ReportState.REPLACED) == [2]
    assert found(state=ReportState.WITHDRAWN) == [3]
    assert found(search="unverwechselbar") == [3, 2]
    assert found(site_id=1, manufacturer_id=shop.manufacturer_id) == [3, 2, 1]
    assert found(site_id=2) == []
    assert found(issued_from=at) == [3, 2]
    assert found(issued_before=at) == [1]


def test_that_subjects_are_found_as_people_name_them(shop: Shop) -> None:
    batch_id = bad(shop, "L-1")
    issued = defect_report(shop, batch_id, Press())
    with shop.database.reading() as session:
        assert find_subject(session, ReportKind.DEFECT, "L-1") == batch_id
        assert find_subject(session, ReportKind.FIXED_LETTER, "pr-1") == 1
        maker = find_subject(session, ReportKind.WEEKLY_LETTER, " jingdezhen KILN 4 ")
        assert maker == shop.manufacturer_id
        assert newest_about(session, ReportKind.DEFECT, batch_id, "sr") == issued.id
        with pytest.raises(NotFound):
            newest_about(session, ReportKind.DEFECT, batch_id, "kk")
        for kind in (ReportKind.EIGHT_D, ReportKind.COMPLAINT_ANSWER, ReportKind.WEEKLY_LETTER):
            with pytest.raises(NotFound):
                find_subject(session, kind, "nothing like it")


def test_what_is_usually_asked_for() -> None:
    today = date(2026, 11, 20)
    assert usual_entry(ReportKind.DEFECT, 5, today).due[WishKind.CONTAINMENT] == date(2026, 11, 22)
    week = usual_entry(ReportKind.WEEKLY_LETTER, 5, today)
    assert (week.begins_on, week.ends_on) == (date(2026, 11, 14), today)
    told = usual_entry(ReportKind.CONFORMANCE, 5, today).told("so", None, None)
    assert (told.words, told.due, told.begins_on) == ("so", {}, None)
