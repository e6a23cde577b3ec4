"""``qc-desk reports``: many issued reports as files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _, format_integer, ngettext

KINDS = (
    "inspection",
    "conformance",
    "defect",
    "eight_d",
    "complaint_answer",
    "fixed_letter",
    "weekly_letter",
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--search", default="", help="Only what mentions these words.")
@click.option("--kind", type=click.Choice(KINDS), help="Only reports of this kind.")
@click.option("--in-force", is_flag=True, help="Leave out what was replaced or withdrawn.")
@click.option("--since", type=_DAY, help="Issued on this day or later (UTC).")
@click.option("--until", type=_DAY, help="Issued on this day or before (UTC).")
@json_option
@pass_program
def reports(  # noqa: PLR0913 (one for each option)
    program: Program,
    folder: Path,
    search: str,
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    *,
    in_force: bool,
    as_json: bool,
) -> None:
    """Write many issued reports into FOLDER, each whole, and print how many there are.

    The bytes are those that were issued. What is in the folder already is not written twice.
    """
    from qc_desk.domain.vocabulary import ReportKind, ReportState  # noqa: PLC0415
    from qc_desk.services.report_exports import export_reports  # noqa: PLC0415
    from qc_desk.services.report_lists import ReportFilter, report_ids  # noqa: PLC0415

    wanted = ReportFilter(
        search=search,
        issued_from=since.replace(tzinfo=UTC) if since else None,
        issued_before=until.replace(tzinfo=UTC) + timedelta(days=1) if until else None,
    )
    kinds = {each.value: each for each in ReportKind}
    if kind is not None:
        wanted = replace(wanted, kind=kinds[kind])
    if in_force:
        wanted = replace(wanted, state=ReportState.IN_FORCE)
    with program.open_record(program.settings, writer=False, create=False) as desk:
        with desk.reading() as session:
            ids = report_ids(session, wanted)
        done = export_reports(desk, ids, folder)
    give(done, [str(done.written)], as_json=as_json)
    count = done.written + done.there_already
    said = ngettext("{count} report is in {folder}.", "{count} reports are in {folder}.", count)
    say(said.format(count=format_integer(count), folder=folder))
    if not count:
        say(_("No report fits; look for fewer words, or another time."))
