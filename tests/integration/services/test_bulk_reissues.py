"""Many reports issued again at once: in order, without gaps, and never something stale."""

import json
from collections.abc import Iterable

import pytest
from sqlalchemy import select

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.paper import Paper
from qc_desk.domain.refusals import NothingToReport
from qc_desk.domain.reports import Report
from qc_desk.reports import print_paper
from qc_desk.reports.parallel import print_all
from qc_desk.services.bulk_reissues import Press, reissue_many
from qc_desk.services.issued_reports import Reissue, report_pdf
from qc_desk.services.report_lists import report_rows
from qc_desk.services.verify import verify_record
from tests.checked_shop import AT, Shop
from tests.integration.services.test_evidence import attach, picture, sign_first


@pytest.fixture
def reports(shop: Shop) -> list[int]:
    """Three reports; the first has a photo."""
    with_photo = shop.add_batch("L-0")
    attach(shop, shop.first_check(with_photo), picture("red"))
    sign_first(shop, with_photo)
    shop.second_check(with_photo)
    first = shop.approve(with_photo, printer=print_paper)
    others = [shop.approve(shop.checked_twice(n), printer=print_paper) for n in ("L-1", "L-2")]
    return [first, *others]


def wishes(reports: list[int]) -> list[Reissue]:
    return [Reissue(report_id=each, language="en", reason="for the buyer") for each in reports]


def one_by_one(papers: Iterable[Paper]) -> Iterable[bytes]:
    return [print_paper(each) for each in papers]


def test_that_many_are_issued_with_numbers_in_order(shop: Shop, reports: list[int]) -> None:
    steps: list[tuple[int, int]] = []
    issued = reissue_many(
        shop.database,
        wishes(reports),
        shop.ids["ana"],
        AT,
        Press(many=one_by_one),
        lambda *step: steps.append(step),
    )
    assert [each.number for each in issued] == ["IR-NS-00004", "IR-NS-00005", "IR-NS-00006"]
    assert steps == [(0, 3), (3, 3)]
    with shop.database.reading() as session:
        rows = {row.number: row for row in report_rows(session)}
        assert rows["IR-NS-00005"].replaces == "IR-NS-00002"
        assert rows["IR-NS-00005"].language == "en"
    assert verify_record(shop.database).good


def test_that_processes_print_the_same_bytes(shop: Shop, reports: list[int]) -> None:
    alone: list[bytes] = []

    def many(papers: Iterable[Paper]) -> Iterable[bytes]:
        gathered = list(papers)
        alone.extend(one_by_one(gathered))
        return print_all(gathered, 2)

    issued = reissue_many(shop.database, wishes(reports), shop.ids["ana"], AT, Press(many=many))
    with shop.database.reading() as session:
        assert [report_pdf(session, each.id) for each in issued] == alone


def test_that_a_report_is_issued_again_once_in_a_portion(shop: Shop, reports: list[int]) -> None:
    wanted = wishes([reports[0], reports[0]])
    with pytest.raises(NothingToReport, match="IR-NS-00004"):
        reissue_many(shop.database, wanted, shop.ids["ana"], AT, Press(many=one_by_one))
    with shop.database.reading() as session:
        assert len(list(session.scalars(select(Report.id)))) == 3
    assert verify_record(shop.database).good


def test_that_each_keeps_its_own_reason(shop: Shop, reports: list[int]) -> None:
    wanted = [
        Reissue(report_id=each, language="en", reason=f"for buyer {each}") for each in reports
    ]
    reissue_many(shop.database, wanted, shop.ids["ana"], AT, Press(many=one_by_one))
    with shop.database.reading() as session:
        told = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject == "reports")
            .order_by(AuditEntry.seq.desc())
            .limit(3)
        )
        reasons = [json.loads(each.body)["reason"] for each in told][::-1]
        heads = {row.audit_seq for row in session.scalars(select(Report)).all()[3:]}
    assert reasons == [wish.reason for wish in wanted]
    assert len(heads) == 1


def test_that_portions_that_are_issued_stay(shop: Shop, reports: list[int]) -> None:
    press = Press(many=one_by_one, at_once=2)
    wanted = wishes([*reports[:2], reports[0]])
    with pytest.raises(NothingToReport):
        reissue_many(shop.database, wanted, shop.ids["ana"], AT, press)
    with shop.database.reading() as session:
        assert len(list(session.scalars(select(Report.id)))) == 5


def test_that_few_papers_need_no_processes() -> None:
    assert list(print_all([])) == []
