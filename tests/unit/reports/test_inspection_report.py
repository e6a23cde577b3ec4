"""What an inspection report says, on which pages, in which words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.papers import InspectionPaper, PaperGauge, PaperMark, PaperSignature
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.sampling_words import Level, SamplingMethod, Strictness
from qc_desk.domain.vocabulary import Meaning, Result, Severity, Slot, Verdict
from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from tests.unit.reports.papers import paper, photo, rejected, rows, signatures, with_fails


def pages_of(printed: InspectionPaper) -> list[str]:
    with Preview(print_paper(printed)) as preview:
        return [preview.text(at) for at in range(preview.page_count)]


def text_of(printed: InspectionPaper) -> str:
    """Return the whole text with line ends as blanks."""
    return " ".join(" ".join(pages_of(printed)).split())


def test_that_everything_put_in_stands_on_the_paper(tmp_path: Path) -> None:
    printed = rejected(tmp_path)
    text = text_of(printed)
    facts = [
        printed.report_number,
        printed.organisation,
        printed.organisation_address,
        printed.site,
        printed.manufacturer,
        printed.customer,
        printed.order_number,
        printed.product_code,
        printed.product_family,
        printed.batch_number,
        printed.verdict_reason,
        *printed.producers,
        printed.checklist_digest[:16],
        printed.audit_head[:16],
        "1,200",
        "28 Apr 2026",
        "8 May 2026",
    ]
    for row in printed.rows:
        facts += [row.number, row.title, row.section, row.severity.label]
        facts += [mark.note for mark in (row.first, row.second) if mark]
    for defect in printed.defects:
        facts += [defect.code, defect.place, defect.containment, defect.found_by]
        facts += [shown.caption for shown in defect.photos]
    facts += [shown.caption for shown in printed.photos]
    facts += [correction.reason for correction in printed.corrections]
    missing = [fact for fact in facts if fact not in text]
    assert missing == []


def test_that_measurements_keep_their_digits_and_the_decimal_mark_of_the_language() -> None:
    measured = next(row for row in rows() if row.number == "3.2")
    measured = replace(measured, first=PaperMark(result=Result.PASS, value=Decimal("82.10")))
    english, serbian = (text_of(paper(rows=(measured,), language=code)) for code in ("en", "sr"))
    assert "82.10 mm" in english
    assert "81.50 … 82.50 mm" in english
    assert "82,10 mm" in serbian
    assert "81,50 … 82,50 mm" in serbian


def test_that_a_limit_on_one_side_is_written_with_its_sign() -> None:
    text = text_of(paper())
    assert "≤ 340 g" in text
    assert "≥ 3.2 mm" in text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_that_every_verdict_is_the_headline_and_stands_on_every_page(verdict: Verdict) -> None:
    pages = pages_of(paper(verdict=verdict, rows=rows(12)))
    assert len(pages) > 1
    assert verdict.label.upper() in pages[0].split("Signatures")[0]
    assert all(verdict.label.upper() in page for page in pages)


def test_that_every_page_says_report_batch_page_digest_and_audit_head() -> None:
    printed = paper(rows=rows(30))
    pages = pages_of(printed)
    for number, page in enumerate(pages, 1):
        assert f"IR-2026-0042 · batch L-2026-118 · RELEASED Page {number} of {len(pages)}" in (
            " ".join(page.split())
        )
        assert printed.data_digest[:16] in page
        assert f"audit entry 18,422, head {printed.audit_head[:16]}" in page


def test_that_a_place_nobody_signed_says_so() -> None:
    only_first = paper(verdict=Verdict.PENDING, signatures=signatures()[:1])
    assert text_of(only_first).count("NOT SIGNED") == 1
    assert text_of(paper(verdict=Verdict.PENDING, signatures=())).count("NOT SIGNED") == 2
    assert "NOT SIGNED" not in text_of(paper())


def test_that_a_signature_shows_name_meaning_both_times_and_key() -> None:
    text = text_of(paper())
    assert "Milan Petrović Signed: inspected 4 May 2026, 07:42 UTC" in text
    assert "4 May 2026, 09:42 Europe/Belgrade Key 4f9a 10c2 77de 0b35 91ac" in text


def test_that_release_without_second_check_gives_the_owners_reason_in_the_headline() -> None:
    owner = PaperSignature(
        slot=Slot.ALONE,
        meaning=Meaning.RELEASED_ALONE,
        name="Vesna Jović",
        signed_at=signatures()[1].signed_at,
        key_fingerprint="aa",
        reason="The second inspector is ill.",
    )
    printed = paper(verdict=Verdict.ALONE, signatures=(signatures()[0], owner))
    top = " ".join(pages_of(printed)[0].split()).split("Signatures")[0]
    assert "RELEASED WITHOUT SECOND CHECK" in top
    assert "Reason given by Vesna Jović: The second inspector is ill." in top
    assert "NOT SIGNED" in text_of(printed)


def test_that_a_report_that_replaces_another_says_which() -> None:
    assert "This report replaces IR-2026-0041." in text_of(paper(replaces="IR-2026-0041"))
    assert "replaces" not in text_of(paper())


def test_that_fails_come_before_everything_else_and_say_fail() -> None:
    text = text_of(paper(rows=with_fails(rows())))
    first_pass = text.index("Inner box closed")
    assert text.index("Failed (2)") < text.index("✗ FAIL") < first_pass
    assert text.rindex("✗ FAIL") < first_pass
    assert text.index("Seen differently by the two inspectors (1)") < first_pass


def test_that_each_row_is_printed_once_even_when_it_failed() -> None:
    failing = with_fails(rows(1))
    text = text_of(paper(rows=failing))
    for row in failing:
        assert text.count(row.title) == 1


def test_that_differences_are_marked() -> None:
    assert text_of(paper(rows=with_fails(rows()))).count("≠ The two inspectors differ.") == 2
    assert "≠" not in text_of(paper())


def test_that_an_item_not_checked_is_not_shown_as_passed() -> None:
    row = replace(rows(1)[2], first=None, second=None)
    text = text_of(paper(rows=(row,)))
    assert text.count("not checked") == 2
    assert "✓" not in text


def test_that_the_table_repeats_its_header_on_every_page() -> None:
    pages = pages_of(paper(rows=rows(40)))
    inside = [page for page in pages if "✓ pass" in page]
    assert len(inside) > 4
    assert all("First inspector" in page and "Limits" in page for page in inside)
    assert any("(continued)" in page for page in inside[1:])


def test_that_a_correction_shows_before_after_who_and_why(tmp_path: Path) -> None:
    text = text_of(rejected(tmp_path)).split("Corrections since first entry")[1]
    assert "3.1 Height sample unit 2 Milan Petrović first inspector 4 May 2026, 07:12 UTC" in text
    assert text.index("fail, 59.0 mm") < text.index("pass, 95.0 mm")


def test_that_the_reconciliation_says_who_decided_what_and_when(tmp_path: Path) -> None:
    text = text_of(rejected(tmp_path)).split("Reconciliation of differences")[1]
    assert "FAIL Decided by Milan Petrović and Jelena Marković" in text
    assert "4 May 2026, 11:30 UTC" in text


def test_that_a_paper_without_corrections_says_so() -> None:
    assert "No answer was changed after it was first entered." in text_of(paper())


def test_that_a_missing_photo_is_named_and_not_dropped(tmp_path: Path) -> None:
    gone = replace(photo(tmp_path), path=tmp_path / "gone.jpg", caption="The rim")
    text = text_of(paper(photos=(gone,)))
    assert "This photo is missing or damaged. The rim" in text


def test_that_counts_on_the_first_page_match_the_rows(tmp_path: Path) -> None:
    top = " ".join(pages_of(rejected(tmp_path))[0].split()).split("Signatures")[0]
    counts = "27 checks 24 passed 2 failed 1 not applicable 2 differences 2 defects 1 correction"
    assert counts in top


def plan(severity: Severity, found: int, *, accepted: bool) -> PlanRow:
    return PlanRow(
        severity=severity,
        method=SamplingMethod.ISO_2859,
        edition="ISO 2859-1:1999",
        level=Level.II,
        aql=Decimal("2.5"),
        strictness=Strictness.TIGHTENED,
        letter="K",
        n=1250,
        ac=8,
        found=found,
        accepted=accepted,
    )


def test_that_the_sampling_plan_stands_with_what_it_came_to() -> None:
    none = PlanRow(
        severity=Severity.CRITICAL, method=SamplingMethod.ISO_2859, n=1250, ac=0, found=0,
        accepted=True,
    )  # fmt: skip
    major = plan(Severity.MAJOR, 9, accepted=False)
    text = text_of(paper(plans=(none, major)))
    assert "n 1,250 · Ac 0 · Re 1" in text
    assert "n 1,250 · Ac 8 · Re 9" in text
    assert "ISO 2859-1:1999, level II, AQL 2.5, tightened inspection, code letter K" in text
    assert "9 found: not accepted" in text
    assert "AQL 2,5" in text_of(paper(plans=(none, major), language="sr"))


def test_that_nothing_is_said_of_a_plan_where_people_decide() -> None:
    fixed = PlanRow(severity=Severity.MAJOR, method=SamplingMethod.FIXED, n=3, found=0)
    assert "Sampling plan" not in text_of(paper(plans=(fixed,)))


def test_that_the_report_says_what_was_measured_with() -> None:
    gauge = PaperGauge(
        number="C-07",
        name="Digital caliper",
        calibrated_on=date(2026, 3, 2),
        due_on=date(2027, 3, 2),
        certificate="2026-117",
        items=("1.2", "2.1"),
    )
    text = text_of(paper(gauges=(gauge,)))
    for said in ("Measured with", "C-07", "Digital caliper, 2026-117", "2 Mar 2027", "1.2, 2.1"):
        assert said in text
    assert "Measured with" not in text_of(paper())
