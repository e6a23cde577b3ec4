"""The sampling rule of a checklist file: what it may say, and what is refused by its key."""

from decimal import Decimal

import pytest

from qc_desk.domain.refusals import FieldNeeded, FileProblems
from qc_desk.domain.sampling_rules import PlanRow, SamplingRule
from qc_desk.domain.sampling_words import Level, SamplingMethod, Strictness
from qc_desk.domain.vocabulary import Severity
from qc_desk.services.checklist_files import read_checklist

ITEM = "[[items]]\ncode = 'A'\ntitle = 'A'\ninstruction = 'Look.'\nseverity = 'major'\n"
HEAD = "code = 'C'\ntitle = 'C'\n"
ISO = "method = 'iso2859'\n"
BOTH = "aql_major = 2.5\naql_minor = 4\n"


def rule(table: str, head: str = "") -> SamplingRule:
    return read_checklist(f"{HEAD}{head}[sampling]\n{table}{ITEM}", "c.toml").sampling


def test_that_a_rule_by_the_standard_is_read() -> None:
    assert rule(ISO + "level = 'S-3'\nlots = 'isolated'\n" + BOTH) == SamplingRule(
        method=SamplingMethod.ISO_2859,
        level=Level.S3,
        aql_major=Decimal("2.5"),
        aql_minor=Decimal("4.0"),
        isolated=True,
    )
    read = rule(ISO + "aql_major = 0.01\naql_minor = 1000\n")
    assert (read.level, str(read.aql_major), read.isolated) == (Level.II, "0.010", False)


def test_that_other_rules_are_read() -> None:
    assert rule("", "sample_size = 4\n") == SamplingRule(sample_size=4)
    assert rule("method = 'every_piece'\n").method is SamplingMethod.EVERY_PIECE
    zero = rule("method = 'zero_acceptance'\n", "sample_size = 9\n")
    assert (zero.method, zero.sample_size) == (SamplingMethod.ZERO_ACCEPTANCE, 9)


@pytest.mark.parametrize(
    ("table", "head", "problem"),
    [
        (ISO, "", "“aql_major” is missing: ISO 2859-1 needs an AQL, such as 2.5."),
        (ISO + "aql_major = 3\naql_minor = 4\n", "", "“aql_major” cannot be 3: the tables go"),
        (ISO + "aql_major = 'x'\naql_minor = 4\n", "", '“aql_major” is "x": expected a number'),
        (ISO + "level = 'IV'\n" + BOTH, "", '“level” is "IV": expected "I" / "II"'),
        (ISO + "lots = 'some'\n" + BOTH, "", '“lots” is "some": expected "series" / "isolated"'),
        (ISO + BOTH, "sample_size = 5\n", "“sample_size” follows from the standard: delete it."),
        ("level = 'II'\n", "", '“level” belongs to ISO 2859-1: write method = "iso2859"'),
        ("method = 'some'\n", "", '“method” is "some": expected "fixed" / "every_piece"'),
        ("metod = 'fixed'\n", "", "“metod” is not known. Did you mean “method”?"),
        (
            "method = 'every_piece'\n",
            "sample_size = 5\n",
            "“sample_size” means nothing where every piece is checked.",
        ),
    ],
)
def test_that_a_rule_that_cannot_be_is_refused_by_its_key(
    table: str, head: str, problem: str
) -> None:
    with pytest.raises(FileProblems) as caught:
        rule(table, head)
    assert any(problem in each for each in caught.value.problems), caught.value.problems
    assert caught.value.problems[0].startswith("line ")


def test_that_sampling_must_be_a_table() -> None:
    with pytest.raises(FileProblems, match=r"“sampling” must be a table that begins with"):
        read_checklist(f"{HEAD}sampling = 5\n{ITEM}", "c.toml")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"aql_major": Decimal(1), "aql_minor": Decimal(1)}, "level"), ({"level": Level.I}, "AQL")],
)
def test_that_half_a_rule_makes_no_plan(given: dict[str, object], field: str) -> None:
    half = SamplingRule(method=SamplingMethod.ISO_2859, **given)  # type: ignore[arg-type]
    with pytest.raises(FieldNeeded, match=field):
        half.plans(100, {})


def test_that_critical_ones_follow_the_largest_sample_and_strictness_is_by_class() -> None:
    read = rule(ISO + "aql_major = 1.0\naql_minor = 4.0\n")
    plans = read.plans(500, {Severity.MAJOR: Strictness.REDUCED})
    told = [(plan.severity.value, plan.n, plan.ac, plan.letter) for plan in plans]
    assert told == [("critical", 50, 0, ""), ("major", 32, 1, "J"), ("minor", 50, 5, "H")]


def test_that_a_plan_says_how_it_is_drawn_and_what_it_came_to() -> None:
    facts = {"method": SamplingMethod.ISO_2859, "severity": Severity.MAJOR, "n": 1250, "ac": 3}
    row = PlanRow(
        **facts,  # type: ignore[arg-type]
        edition="ISO 2859-1:1999",
        level=Level.II,
        aql=Decimal("0.10"),
        strictness=Strictness.NORMAL,
        isolated=True,
        found=4,
        accepted=False,
    )
    assert row.drawn_by == ("ISO 2859-1:1999, level II, AQL 0.10, normal inspection, isolated lot")
    assert (row.numbers, row.came_to) == ("n 1,250 · Ac 3 · Re 4", "4 found: not accepted")
    fixed = PlanRow(method=SamplingMethod.FIXED, severity=Severity.CRITICAL, n=8, found=1)
    assert (fixed.drawn_by, fixed.numbers, fixed.came_to) == ("fixed number", "n 8", "1 found")


def test_that_a_class_without_an_acceptance_number_has_no_rejection_number() -> None:
    plans = SamplingRule(sample_size=3).plans(10, {})
    assert {(plan.ac, plan.re) for plan in plans} == {(None, None)}
    zero = SamplingRule(method=SamplingMethod.ZERO_ACCEPTANCE, sample_size=3).plans(2, {})
    assert {(plan.n, plan.ac, plan.re) for plan in zero} == {(2, 0, 1)}
