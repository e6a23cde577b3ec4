"""Measurements over lots on the inspection report: a chart, and what the process can hold."""

from decimal import Decimal
from pathlib import Path

from PIL import Image

from qc_desk.domain.charts import Level
from qc_desk.domain.run_papers import PaperLot, PaperRun
from qc_desk.domain.statistics.capability import capability
from qc_desk.reports import print_paper
from qc_desk.reports.figures import Figures
from qc_desk.reports.measured_charts import run_chart
from qc_desk.reports.preview import Preview
from tests.unit.reports.papers import paper
from tests.unit.reports.test_inspection_report import text_of

LOWER, UPPER = Decimal("9.95"), Decimal("10.05")


def lots(*values: list[str]) -> tuple[PaperLot, ...]:
    return tuple(
        PaperLot(batch=f"L-{at}", round=1, values=tuple(map(Decimal, each)))
        for at, each in enumerate(values, 1)
    )


def run(lower: Decimal | None = LOWER, upper: Decimal | None = UPPER) -> PaperRun:
    """Eight values of two lots, one of them outside of the limits."""
    return PaperRun(
        number="2.1",
        title="Height",
        unit="mm",
        lower=lower,
        upper=upper,
        nominal=Decimal("10.00"),
        lots=lots(["10.00", "10.01", "9.99", "10.02"], ["10.03", "10.00", "10.06", "9.99"]),
    )


def test_that_a_chart_has_every_value_in_its_order_with_the_limits() -> None:
    chart = run_chart(run(), Figures())
    assert [point.value for point in chart.points][:4] == [10.0, 10.01, 9.99, 10.02]
    assert [point.label for point in chart.points] == ["L-1"] * 4 + ["L-2"] * 4
    assert [point.signal for point in chart.points].index(True) == 6
    assert chart.levels[:2] == (
        Level(value=9.95, words="≥ 9.95 mm", firm=True),
        Level(value=10.05, words="≤ 10.05 mm", firm=True),
    )
    assert chart.levels[2].words == "10.00 mm"


def test_that_capability_is_said_with_its_count_its_interval_and_a_warning() -> None:
    said = " ".join(text_of(paper(runs=(run(),))).split())
    values = [[float(value) for value in lot.values] for lot in run().lots]
    found = capability(values, float(LOWER), float(UPPER))
    assert found is not None
    assert found.cp is not None
    assert f"Cp {found.cp:.2f}, Cpk {found.cpk:.2f}" in said
    assert f"(95 % sure: {found.sure.low:.2f} to {found.sure.high:.2f}) from 8 values" in said
    assert "Fewer than 30 values: Cp and Cpk are only a first guess." in said
    assert "How the measurements run" in said


def test_that_many_values_need_no_warning_and_one_limit_gives_no_cp() -> None:
    base = run(lower=None)
    many = PaperRun(
        number="2.1", title="Height", unit="mm", lower=None, upper=UPPER, nominal=None,
        lots=base.lots * 4,
    )  # fmt: skip
    said = " ".join(text_of(paper(runs=(many,))).split())
    assert "Fewer than 30" not in said
    assert "from 32 values" in said
    assert "Cp " not in said.replace("Cp and Cpk by ISO", "")
    assert "≤ 10.05 mm" in said


def test_that_no_cpk_is_claimed_without_a_spread() -> None:
    same = PaperRun(
        number="2.1", title="Height", unit="mm", lower=LOWER, upper=UPPER, nominal=None,
        lots=lots(["10.00"] * 8),
    )  # fmt: skip
    said = " ".join(text_of(paper(runs=(same,))).split())
    assert "8 values. The spread within lots is too small or unknown" in said


def test_that_a_report_without_runs_says_nothing_of_them() -> None:
    assert "How the measurements run" not in text_of(paper())


def test_that_charts_are_drawn_the_same_each_time(tmp_path: Path) -> None:
    printed = paper(runs=(run(), run(lower=None)))
    pdf = print_paper(printed)
    assert pdf == print_paper(printed)
    with Preview(pdf) as preview:
        page = next(
            at for at in range(preview.page_count) if "How the measurements" in preview.text(at)
        )
        shown = preview.render(page, 1.5)
    Image.frombytes("RGB", (shown.width, shown.height), shown.rgb).save(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000
