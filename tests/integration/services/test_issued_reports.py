"""Issued reports: found again, the very bytes, issued again once."""

import hashlib
from threading import Barrier, Thread

import pytest

from qc_desk.domain.refusals import NoReport, NotAllowed, NothingToReport, QcError, ReasonNeeded
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import Verdict
from qc_desk.services import issued_reports
from qc_desk.services.batches import hold
from qc_desk.services.issued_reports import Reissue
from qc_desk.services.report_lists import ReportFilter, count_reports
from tests.checked_shop import AT, Shop, print_plainly


def rows(shop: Shop, search: str = "") -> list[issued_reports.ReportRow]:
    with shop.database.reading() as session:
        return issued_reports.report_rows(session, search)


def issue_again(shop: Shop, again: Reissue, who: str = "jelena") -> issued_reports.IssuedReport:
    with shop.database.writing() as session:
        return issued_reports.reissue(session, again, shop.ids[who], AT, print_plainly)


def test_that_a_report_keeps_the_printed_bytes_and_their_digest(shop: Shop) -> None:
    report_id = shop.approve(shop.checked_twice())
    with shop.database.reading() as session:
        pdf = issued_reports.report_pdf(session, report_id)
        report = session.get_one(Report, report_id)
        assert hashlib.sha256(pdf).hexdigest() == report.sha256
        assert hashlib.sha256(report.payload).hexdigest() == report.payload_digest
        assert b"IR-NS-00001" in pdf


def test_that_reports_are_listed_newest_first_and_found_by_any_word(shop: Shop) -> None:
    shop.approve(shop.checked_twice("L-1"))
    shop.reject(shop.checked_twice("Q-2"))
    assert [row.number for row in rows(shop)] == ["IR-NS-00002", "IR-NS-00001"]
    assert [row.verdict for row in rows(shop)] == [Verdict.REJECTED, Verdict.RELEASED]
    assert [row.batch for row in rows(shop, " q-2")] == ["Q-2"]
    assert [row.batch for row in rows(shop, "00001")] == ["L-1"]
    assert len(rows(shop, "jingdezhen")) == 2
    assert rows(shop, "100%") == []
    with shop.database.reading() as session:
        searched = [ReportFilter(search=each) for each in ("", " q-2", "jingdezhen", "100%")]
        counted = [count_reports(session, each) for each in searched]
    assert counted == [2, 1, 2, 0]


def test_that_a_report_issued_again_names_what_it_replaces(shop: Shop) -> None:
    first = shop.approve(shop.checked_twice())
    again = issue_again(shop, Reissue(report_id=first, language="en", reason="for the buyer"))
    newest, oldest = rows(shop)
    assert (newest.number, newest.replaces, newest.language) == (
        "IR-NS-00002",
        "IR-NS-00001",
        "en",
    )
    assert oldest.replaced_by == again.number
    assert oldest.language == "sr"


def test_that_a_report_is_replaced_once(shop: Shop) -> None:
    first = shop.approve(shop.checked_twice())
    issue_again(shop, Reissue(report_id=first, language="en", reason="for the buyer"))
    with pytest.raises(NothingToReport, match="IR-NS-00002"):
        issue_again(shop, Reissue(report_id=first, language="sr", reason="once more"))
    assert len(rows(shop)) == 2


def test_that_two_people_cannot_replace_one_report_at_once(shop: Shop) -> None:
    first = shop.approve(shop.checked_twice())
    start, outcomes = Barrier(2), []

    def again(language: str) -> None:
        start.wait()
        try:
            issue_again(shop, Reissue(report_id=first, language=language, reason="for the buyer"))
            outcomes.append("kept")
        except QcError:
            outcomes.append("refused")

    both = [Thread(target=again, args=(language,)) for language in ("en", "sr")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    assert sorted(outcomes) == ["kept", "refused"]
    assert [row.number for row in rows(shop)] == ["IR-NS-00002", "IR-NS-00001"]


def test_that_a_reissue_needs_a_reason_and_a_role(shop: Shop) -> None:
    first = shop.approve(shop.checked_twice())
    with pytest.raises(ReasonNeeded):
        issue_again(shop, Reissue(report_id=first, language="en", reason=" "))
    with pytest.raises(NotAllowed):
        issue_again(shop, Reissue(report_id=first, language="en", reason="x"), who="vera")
    assert len(rows(shop)) == 1


def test_that_the_newest_report_of_a_batch_is_found_by_language(shop: Shop) -> None:
    batch_id = shop.checked_twice()
    first = shop.approve(batch_id)
    again = issue_again(shop, Reissue(report_id=first, language="en", reason="for the buyer"))
    with shop.database.reading() as session:
        assert issued_reports.newest_report(session, batch_id) == again.id
        assert issued_reports.newest_report(session, batch_id, "sr") == first
        with pytest.raises(NoReport, match="none was issued in this language"):
            issued_reports.newest_report(session, batch_id, "kk")


def test_that_a_batch_without_a_report_says_which_step_is_missing(shop: Shop) -> None:
    said: list[str] = []

    def ask(batch_id: int) -> None:
        with (
            shop.database.reading() as session,
            pytest.raises(NoReport, match="has no report") as refused,
        ):
            issued_reports.newest_report(session, batch_id)
        said.append(str(refused.value).partition(": ")[2])

    ask(shop.add_batch("L-1"))
    begun = shop.add_batch("L-2")
    shop.first_check(begun)
    ask(begun)
    signed = shop.first_signed("L-3")
    ask(signed)
    with shop.database.writing() as session:
        hold(session, shop.seen(signed), "the kiln was too hot", shop.ids["marko"], AT)
    ask(signed)
    assert said == [
        "its first check has not begun.",
        "its first check is not signed yet.",
        "a second person has to check and sign it first.",
        "nobody has decided about it after two checks.",
    ]
