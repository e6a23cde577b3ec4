"""Certificates of conformance: only what two people have released, concessions said plainly."""

import pytest

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.refusals import NotAllowed, NotCertifiable
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind, Result, Severity, Verdict
from qc_desk.services import batches, defects, inspections, issued_reports, people, sign_offs
from qc_desk.services.issued_reports import IssuedReport, Reissue
from qc_desk.services.new_reports import issue_report
from qc_desk.services.report_entries import ReportEntry
from qc_desk.services.verify import verify_record
from tests.checked_shop import ALL_PASS, AT, Shop, print_plainly
from tests.integration.services.press import Press
from tests.integration.services.seen import DAY, Goods, bad, check, good


def certificate(
    shop: Shop, batch_id: int, press: Press, who: str = "ana", language: str = ""
) -> IssuedReport:
    entry = ReportEntry(kind=ReportKind.CONFORMANCE, subject_id=batch_id, language=language)
    with shop.database.writing() as session:
        return issue_report(session, entry, shop.ids[who], shop.at, press)


def test_that_a_released_batch_is_certified_with_every_requirement(shop: Shop) -> None:
    press = Press()
    issued = certificate(shop, good(shop, "L-1", DAY), press)
    paper = press.last(ConformancePaper)
    assert (issued.number, paper.verdict) == ("CC-NS-00001", Verdict.RELEASED)
    assert [(i.number, i.passed, i.failed, i.skipped) for i in paper.items] == [
        ("1.1", 1, 0, 0),
        ("2.1", 1, 0, 0),
        ("3.1", 1, 0, 0),
    ]
    assert [s.name for s in paper.signatures] == ["Ana Kovač", "Јелена Петровић"]
    assert (paper.inspection_report, paper.concession, paper.conceded) == ("IR-NS-00001", "", ())
    assert paper.language == "en"
    assert verify_record(shop.database).findings == ()


def test_that_it_speaks_the_language_that_is_asked_for(shop: Shop) -> None:
    press = Press()
    certificate(shop, good(shop, "L-1", DAY), press, language="sr")
    assert press.last(ConformancePaper).language == "sr"


def test_that_a_concession_is_said_plainly(shop: Shop) -> None:
    batch_id = bad(shop, "L-1")
    with shop.database.writing() as session:
        sign_offs.concede(
            session, shop.seen(batch_id), "agreed", shop.key("marko"), shop.at, print_plainly
        )
    press = Press()
    certificate(shop, batch_id, press)
    paper = press.last(ConformancePaper)
    assert (paper.verdict, paper.concession) == (Verdict.CONCESSION, "agreed")
    assert [(c.code, c.quantity) for c in paper.conceded] == [("CRACK", 3)]
    assert [i.failed for i in paper.items] == [1, 0, 0]


def test_that_a_concession_says_nothing_of_a_check_that_was_withdrawn(shop: Shop) -> None:
    batch_id = shop.add_batch("L-1")
    cracked = ALL_PASS | {"glaze": Result.FAIL}
    for place in ("rim", "foot"):
        opened = shop.first_check(batch_id, found=cracked)
        entry = defects.DefectEntry(code_id=shop.code_id, place=place, severity=Severity.MINOR)
        with shop.database.writing() as session:
            defects.record_defect(session, opened, entry, shop.ids["ana"], AT)
            if place == "rim":
                inspections.withdraw(session, opened, "wrong batch", shop.ids["ana"], AT)
    with shop.database.writing() as session:
        sign_offs.sign_first(session, shop.seen(batch_id), shop.key("ana"), AT)
    shop.second_check(batch_id, found=cracked)
    shop.reject(batch_id)
    with shop.database.writing() as session:
        sign_offs.concede(
            session, shop.seen(batch_id), "agreed", shop.key("marko"), AT, print_plainly
        )
    press = Press()
    certificate(shop, batch_id, press)
    assert [c.place for c in press.last(ConformancePaper).conceded] == ["foot"]


def test_that_what_is_not_applicable_is_counted(shop: Shop) -> None:
    batch_id = check(
        shop, Goods("L-1", DAY, good=True, findings=ALL_PASS | {"label": Result.NOT_APPLICABLE})
    )
    shop.approve(batch_id)
    press = Press()
    certificate(shop, batch_id, press)
    assert [i.skipped for i in press.last(ConformancePaper).items] == [0, 0, 1]


def test_that_nothing_else_is_certified(shop: Shop) -> None:
    for batch_id in (shop.add_batch("L-1"), bad(shop, "L-2")):
        with pytest.raises(NotCertifiable, match="not released"):
            certificate(shop, batch_id, Press())
    with pytest.raises(NotAllowed):
        certificate(shop, good(shop, "L-3", DAY), Press(), who="vera")


def test_that_a_release_without_second_check_is_not_certified(shop: Shop) -> None:
    batch_id = shop.first_signed("L-1", who="mira")
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], set(), shop.ids["mira"], AT)
    with shop.database.writing() as session:
        sign_offs.release_alone(
            session, shop.seen(batch_id), "nobody else", shop.key("mira"), AT, print_plainly
        )
    with pytest.raises(NotCertifiable, match="second check"):
        certificate(shop, batch_id, Press(), who="mira")


def test_that_a_recalled_batch_is_not_certified_again(shop: Shop) -> None:
    batch_id = good(shop, "L-1", DAY)
    first = certificate(shop, batch_id, Press())
    with shop.database.writing() as session:
        batches.recall(session, shop.seen(batch_id), "cracks", shop.ids["marko"], shop.at)
    again = Reissue(report_id=first.id, language="sr", reason="in Serbian")
    with pytest.raises(NotCertifiable), shop.database.writing() as session:
        issued_reports.reissue(session, again, shop.ids["marko"], shop.at, Press())
    with shop.database.reading() as session:
        assert session.get_one(Report, first.id).verdict is Verdict.RELEASED


def test_that_it_is_issued_again_in_another_language(shop: Shop) -> None:
    first, press = certificate(shop, good(shop, "L-1", DAY), Press()), Press()
    again = Reissue(report_id=first.id, language="sr", reason="in Serbian")
    with shop.database.writing() as session:
        issued_reports.reissue(session, again, shop.ids["marko"], shop.at, press)
    paper = press.last(ConformancePaper)
    assert (paper.language, paper.replaces) == ("sr", "CC-NS-00001")
