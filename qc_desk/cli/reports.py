"""``qc-desk reports``: many issued reports as files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.identity import identified
from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.cli.sign import sign_at_issue
from qc_desk.i18n import LANGUAGES, _, format_integer, ngettext

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk

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
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), help="Issue them again in it.")
@click.option("--reason", default="", help="Why they are issued again; with --language.")
@click.option("--as", "login", envvar="QC_DESK_LOGIN", help="Who issues them again: a login.")
@click.option("password", "--password", envvar="QC_DESK_PASSWORD", hidden=True)
@json_option
@pass_program
def reports(  # noqa: PLR0913, PLR0917 (one for each option)
    program: Program,
    folder: Path,
    search: str,
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    language: str | None,
    reason: str,
    login: str | None,
    password: str | None,
    *,
    in_force: bool,
    as_json: bool,
) -> None:
    """Write many issued reports into FOLDER, each whole, and print how many there are.

    The bytes are those that were issued. What is in the folder already is not written twice.
    With --language those in force are issued again in it first, printed on all cores at once.
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
    if language is not None and not login:
        raise click.UsageError(_("Give --as LOGIN with --language: who issues them again."))
    if in_force or language is not None:
        wanted = replace(wanted, state=ReportState.IN_FORCE)
    writes = language is not None
    with program.open_record(program.settings, writer=writes, create=False) as desk:
        with desk.reading() as session:
            ids = report_ids(session, wanted)
        if language is not None:
            by = identified(desk, login or "", password)
            ids = _issued_again(desk, ids, language, reason, by)
            sign_at_issue(desk, ids, by)
        done = export_reports(desk, ids, folder)
    give(done, [str(done.written)], as_json=as_json)
    count = done.written + done.there_already
    said = ngettext("{count} report is in {folder}.", "{count} reports are in {folder}.", count)
    say(said.format(count=format_integer(count), folder=folder))
    if not count:
        say(_("No report fits; look for fewer words, or another time."))


def _issued_again(
    desk: "Desk", report_ids: list[int], language: str, reason: str, by: int
) -> list[int]:
    """Issue again what is in another language; return all that are in this one now."""
    from qc_desk.reports.parallel import Presses  # noqa: PLC0415
    from qc_desk.services.bulk_reissues import Press, reissue_many  # noqa: PLC0415
    from qc_desk.services.issued_reports import Reissue  # noqa: PLC0415
    from qc_desk.services.report_lists import reports_by_id  # noqa: PLC0415

    with desk.reading() as session:
        rows = reports_by_id(session, sorted(report_ids))
    wishes = [
        Reissue(report_id=row.id, language=language, reason=reason)
        for row in rows
        if row.language != language
    ]
    at = datetime.now(UTC)
    with Presses(len(wishes)) as presses:
        press = Press(many=presses.print_all)
        issued = reissue_many(desk, wishes, by, at, press)
    return [*(row.id for row in rows if row.language == language), *(each.id for each in issued)]
