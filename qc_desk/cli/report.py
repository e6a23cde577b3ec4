"""``qc-desk report``: an issued report as a file, or a new one issued."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.identity import identified
from qc_desk.cli.output import give, json_option
from qc_desk.cli.program import Program, pass_program
from qc_desk.cli.sign import sign_at_issue
from qc_desk.i18n import LANGUAGES, _

if TYPE_CHECKING:
    from qc_desk.domain.vocabulary import ReportKind
    from qc_desk.services.desk import Desk

KINDS = (
    "inspection",
    "conformance",
    "defect",
    "8d",
    "complaint-answer",
    "fixed-letter",
    "weekly-letter",
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("subject")
@click.option("--kind", type=click.Choice(KINDS), default="inspection", help="Which paper.")
@click.option(
    "--language", type=click.Choice(sorted(LANGUAGES)), help="As issued in this language."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the PDF.")
@click.option("--issue", is_flag=True, help="Issue a new one; needs --as.")
@click.option("--words", default="", help="What the sender adds, with --issue.")
@click.option("--customer", default="", help="Whom “it is fixed” is told, with --issue.")
@click.option("--from", "begins", type=_DAY, help="First day of a weekly letter.")
@click.option("--to", "ends", type=_DAY, help="Last day of a weekly letter.")
@click.option("--as", "login", envvar="QC_DESK_LOGIN", help="Who issues it: a login.")
@click.option("password", "--password", envvar="QC_DESK_PASSWORD", hidden=True)
@json_option
@pass_program
def report(  # noqa: PLR0913, PLR0917 (one for each option)
    program: Program,
    subject: str,
    kind: str,
    language: str | None,
    output: Path | None,
    words: str,
    customer: str,
    begins: datetime | None,
    ends: datetime | None,
    login: str | None,
    password: str | None,
    *,
    issue: bool,
    as_json: bool,
) -> None:
    """Write the newest issued report about SUBJECT to a file and print its path.

    SUBJECT is a batch (or PRODUCT/BATCH), a complaint (C-3), a corrective action (CA-2), a problem
    (PR-1), or the name of a manufacturer, as the kind of report wants it. The bytes are those that
    were issued; where the organisation has signed, its signature stands behind them. The
    inspection report issues itself when a batch is decided; the others are issued with --issue,
    under the name of a person. A report in another language is issued in the window, because it
    is a new report with a number of its own.
    """
    from qc_desk.services import issued_reports  # noqa: PLC0415
    from qc_desk.services.files import write_file  # noqa: PLC0415
    from qc_desk.services.organisation_signatures import leaving  # noqa: PLC0415

    wanted = _kind(kind)
    if issue and (login is None or kind == "inspection"):
        raise click.UsageError(_("--issue needs --as LOGIN and a --kind that can be asked for."))
    with program.open_record(program.settings, writer=issue, create=False) as desk:
        if issue:
            asked = _Asked(wanted, subject, words, customer, (_day(begins), _day(ends)))
            by = identified(desk, login or "", password)
            report_id = _issue(desk, asked, by)
            sign_at_issue(desk, [report_id], by)
        else:
            report_id = _newest(desk, wanted, subject, language or "")
        with desk.reading() as session:
            row = issued_reports.report_row(session, report_id)
            pdf = leaving(session, report_id).pdf
    target = output or Path(f"{row.number}.pdf")
    write_file(target, pdf)
    give({"report": row, "file": target}, [str(target)], as_json=as_json)


def _kind(name: str) -> "ReportKind":
    from qc_desk.domain.vocabulary import ReportKind  # noqa: PLC0415

    value = "eight_d" if name == "8d" else name.replace("-", "_")
    return next(each for each in ReportKind if each == value)


def _day(given: datetime | None) -> date | None:
    return given.date() if given is not None else None


class _Asked:
    """A report as it was asked for on the command line."""

    def __init__(
        self,
        kind: "ReportKind",
        subject: str,
        words: str,
        customer: str,
        days: tuple[date | None, date | None],
    ) -> None:
        self.kind, self.subject, self.words = kind, subject, words
        self.customer = customer
        self.begins, self.ends = days


def _issue(desk: "Desk", asked: _Asked, by: int) -> int:
    """Issue a report about something, with the usual days for answers."""
    from qc_desk.reports import print_paper  # noqa: PLC0415
    from qc_desk.services.new_reports import issue_report, usual_entry  # noqa: PLC0415
    from qc_desk.services.report_subjects import find_customer, find_subject  # noqa: PLC0415

    at = datetime.now(UTC)
    with desk.writing() as session:
        entry = usual_entry(
            asked.kind, find_subject(session, asked.kind, asked.subject), at.date()
        )
        days = (asked.begins or entry.begins_on, asked.ends or entry.ends_on)
        told = entry.told(asked.words, *days)
        if asked.customer:
            told = replace(told, customer_id=find_customer(session, asked.customer))
        return issue_report(session, told, by, at, print_paper).id


def _newest(desk: "Desk", kind: "ReportKind", subject: str, language: str) -> int:
    """Return the newest report of a kind about something."""
    from qc_desk.services import issued_reports  # noqa: PLC0415
    from qc_desk.services.report_subjects import find_subject, newest_about  # noqa: PLC0415

    with desk.reading() as session:
        found = find_subject(session, kind, subject)
        if kind.value == "inspection":
            return issued_reports.newest_report(session, found, language)
        return newest_about(session, kind, found, language)
