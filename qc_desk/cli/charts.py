"""``qc-desk export chart``: a picture of the owner's pages, or its figures, as a file."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _

if TYPE_CHECKING:
    from qc_desk.services.insights import Insight

NAMES = (
    *("defects", "first_pass", "nonconformities", "escapes", "escape_causes", "agreement"),
    *("recurrence", "proof", "complaints", "response", "turnaround", "touches", "promises"),
    *("ship_dates", "rework", "orders", "sites", "manufacturers"),
)
FORMATS = ("svg", "png", "csv", "tsv", "xlsx")
_day = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.option("--format", "ending", type=click.Choice(FORMATS), default="svg", show_default=True)
@click.option("--days", type=click.IntRange(1, 36_600), default=90, help="Up to the last day.")
@click.option("--from", "first", type=_day, help="First day, as 2026-05-03; else by --days.")
@click.option("--until", "last", type=_day, help="Last day; else today.")
@click.option("--site", default="", help="Code or name of one site.")
@click.option("--manufacturer", default="", help="Name of one manufacturer.")
@click.option("--product", default="", help="Code of one product, or code and revision.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write it.")
@json_option
@pass_program
def chart(  # noqa: PLR0913 (each is an option of the command)
    program: Program,
    /,
    *,
    name: str,
    ending: str,
    days: int,
    first: datetime | None,
    last: datetime | None,
    output: Path | None,
    as_json: bool,
    **narrowed: str,
) -> None:
    """Write the picture NAME, or its figures as a table, and print its path."""
    from qc_desk.services.insights import InsightName, insight  # noqa: PLC0415
    from qc_desk.services.insights.narrowing import Narrowing, narrowed_scope  # noqa: PLC0415

    at = datetime.now(UTC)
    until = last.date() if last is not None else at.date()
    wanted = Narrowing(first=_first(first, until, days), last=until, **narrowed)
    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        found = insight(session, InsightName(name), narrowed_scope(session, wanted), at)
    file = output or Path(f"{name}.{ending}")
    _write(found, ending, file)
    told = {"file": file, "title": found.title, "sentence": found.sentence}
    give(told | {"rows": len(found.rows)}, [str(file)], as_json=as_json)
    say(found.sentence)


def _write(found: "Insight", ending: str, file: Path) -> None:
    """Write the figures as a table, or the chart as a picture; refuse where there is none."""
    if ending not in ("svg", "png"):
        from qc_desk.services.insights.files import save_table  # noqa: PLC0415

        save_table(found, file)
        return
    from qc_desk.domain.refusals import NothingToDraw  # noqa: PLC0415
    from qc_desk.reports.charts.pictures import picture  # noqa: PLC0415
    from qc_desk.services.files import write_file  # noqa: PLC0415

    if found.chart is None:
        raise NothingToDraw(why=found.sentence)
    write_file(file, picture(found.chart, ending))


def _first(told: datetime | None, last: date, days: int) -> date:
    """Return the first day of the period; UsageError where it is after the last."""
    from datetime import timedelta  # noqa: PLC0415

    first = told.date() if told is not None else last - timedelta(days=days - 1)
    if first > last:
        raise click.UsageError(_("The first day is after the last one."))
    return first
