"""Attacks on issued reports: what they replace, what they certify, what was withdrawn."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, change, overwriting
from tests.integration.guards.record_reports import report
from tests.integration.guards.rows import insert


def _replacing() -> Iterator[Act]:
    yield act("report replaces one that is not there", report(900, "inspection", replaces_id=77))
    for what, kind, given in (
        ("of another kind", "defect", {"replaces_id": 6}),
        ("of another site", "inspection", {"replaces_id": 6, "site_id": 2}),
        ("of another batch", "inspection", {"replaces_id": 6, "batch_id": 4}),
        ("of another round", "inspection", {"replaces_id": 6, "round": 2}),
        ("of another problem", "eight_d", {"replaces_id": 20, "problem_id": 5}),
        ("of another action", "eight_d", {"replaces_id": 20, "corrective_action_id": 5}),
        ("of another complaint", "complaint_answer", {"replaces_id": 21, "complaint_id": 2}),
        ("of a later week", "weekly_letter", {"replaces_id": 22, "begins_on": "2026-11-03"}),
        ("of a shorter week", "weekly_letter", {"replaces_id": 22, "ends_on": "2026-11-07"}),
    ):
        yield act(f"report replaces one {what}", report(900, kind, **given))


def _certifying() -> Iterator[Act]:
    for what, given in (
        ("of a held batch", {"batch_id": 4}),
        ("of an earlier round", {"batch_id": 300}),
        ("without a first signature", {"batch_id": 301}),
        ("with a first signature of another round", {"batch_id": 302, "round": 2}),
        ("without a decision", {"batch_id": 303}),
        ("with a decision of another round", {"batch_id": 304, "round": 2}),
    ):
        yield act(f"certificate {what}", report(900, "conformance", **given))
    yield act("letter about what is not proven", report(900, "fixed_letter", problem_id=5))


def _withdrawals() -> Iterator[Act]:
    yield act("another id of the letterhead", change("letterheads", 1, id=2))
    yield overwriting(
        "replacing a withdrawal by its id",
        insert("withdrawals", id=1, report_id=6, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a withdrawal by its report",
        insert("withdrawals", id=900, report_id=5, verb=OR_REPLACE),
    )
    yield overwriting("replacing the letterhead", insert("letterheads", id=1, verb=OR_REPLACE))


ON_REPORTS = [*_replacing(), *_certifying(), *_withdrawals()]

HONEST_REPORTS = [
    *(
        act(f"a first {kind}", report(900, kind))
        for kind in ("conformance", "defect", "eight_d", "fixed_letter", "complaint_answer")
    ),
    act("a report of a held batch", report(900, "inspection", batch_id=4, verdict="rejected")),
    act("a certificate of the second round", report(900, "conformance", batch_id=300, round=2)),
    act("a letter about another week", report(900, "weekly_letter", begins_on="2026-11-01")),
    act("an action reported again", report(900, "eight_d", replaces_id=20)),
    act("a complaint answered again", report(900, "complaint_answer", replaces_id=21)),
    act("a week told again", report(900, "weekly_letter", replaces_id=22)),
    act("an inspection reported again", report(900, "inspection", replaces_id=6)),
    act("a report withdrawn", insert("withdrawals", id=900, report_id=6)),
    act("another letterhead", insert("letterheads", id=2)),
    act("another colour", change("letterheads", 1, accent="#112233")),
]
