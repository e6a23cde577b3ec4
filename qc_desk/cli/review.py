"""``qc-desk review``: the review of a week on one page."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qc_desk.cli.output import give, json_option
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import LANGUAGES


@click.command()
@click.option("--week", type=click.DateTime(formats=["%Y-%m-%d"]), help="A day of the week.")
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), help="Else the shop's own.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the PDF.")
@json_option
@pass_program
def review(
    program: Program,
    week: datetime | None,
    language: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write the review of the last whole week, or of another one, and print its path."""
    from qc_desk.reports import print_paper  # noqa: PLC0415
    from qc_desk.services.files import write_file  # noqa: PLC0415
    from qc_desk.services.review_papers import review_paper  # noqa: PLC0415
    from qc_desk.services.weekly_review import last_week, monday_of  # noqa: PLC0415

    at = datetime.now(UTC)
    monday = monday_of(week.date()) if week is not None else last_week(at.date())
    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        paper = review_paper(session, monday, at, language or "")
    target = output or Path(f"review-{monday}.pdf")
    write_file(target, print_paper(paper))
    give({"week": monday, "file": target}, [str(target)], as_json=as_json)
