"""``qc-desk sign``: the organisation's signature behind issued reports, and when it is put on."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from qc_desk.cli.identity import identified, identity_options
from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _, format_integer, ngettext

if TYPE_CHECKING:
    from qc_desk.services.certificates import OpenCertificate
    from qc_desk.services.desk import Desk

_PASSWORD = "QC_DESK_CERTIFICATE_PASSWORD"  # noqa: S105 (where it comes from, not what it is)


@click.command()
@click.argument("numbers", metavar="REPORT...", nargs=-1)
@click.option("--at-issue/--on-request", "at_issue", default=None, help="When, from now on.")
@click.option(
    "--each-sign-off/--once", "each_sign_off", default=None, help="How often, from now on."
)
@identity_options
@json_option
@pass_program
def sign(  # noqa: PLR0913 (one for each option)
    program: Program,
    numbers: tuple[str, ...],
    at_issue: bool | None,  # noqa: FBT001 (the flag of the command)
    each_sign_off: bool | None,  # noqa: FBT001 (the flag of the command)
    login: str,
    password: str | None,
    *,
    as_json: bool,
) -> None:
    """Sign the reports of these numbers for the organisation; without one, all that wait.

    With --at-issue every report waits for the signature once it is issued; the issued bytes stay
    as they are, and what leaves carries the signature behind them. When and how often is kept for
    everybody; only an owner may say it. The password of the certificate comes from
    QC_DESK_CERTIFICATE_PASSWORD or is asked for.
    """
    with program.open_record(program.settings, writer=True, create=False) as desk:
        by = identified(desk, login, password)
        if at_issue is not None or each_sign_off is not None:
            _choose(desk, at_issue, each_sign_off, by)
        ids = _wanted(desk, numbers, by)
        signed = _signed(desk, ids, by) if ids else []
    give({"signed": signed}, signed, as_json=as_json)
    count = len(signed)
    told = ngettext("{count} report is signed now.", "{count} reports are signed now.", count)
    say(told.format(count=format_integer(count)) if count else _("No report waits to be signed."))


def sign_at_issue(desk: "Desk", report_ids: list[int], by: int) -> None:
    """Sign what has just been issued, where that was chosen and the password is at hand."""
    from qc_desk.services.organisation_signatures import waiting_reports  # noqa: PLC0415

    with desk.reading() as session:
        waiting = set(waiting_reports(session, by)) & set(report_ids)
    if waiting and os.environ.get(_PASSWORD):
        _signed(desk, sorted(waiting), by)
    elif waiting:
        say(_("The organisation has not signed it yet: qc-desk sign does it."))


def _choose(desk: "Desk", at_issue: bool | None, each_sign_off: bool | None, by: int) -> None:  # noqa: FBT001
    from qc_desk.services.signing_rules import (  # noqa: PLC0415
        SigningChoice,
        choose_signing,
        signing_rule,
    )

    with desk.writing() as session:
        now = signing_rule(session).choice
        choice = SigningChoice(
            at_issue=now.at_issue if at_issue is None else at_issue,
            each_sign_off=now.each_sign_off if each_sign_off is None else each_sign_off,
        )
        choose_signing(session, choice, by, datetime.now(UTC))


def _wanted(desk: "Desk", numbers: tuple[str, ...], by: int) -> list[int]:
    """Return the reports of these numbers, or all that wait."""
    from qc_desk.services.organisation_signatures import waiting_reports  # noqa: PLC0415
    from qc_desk.services.report_lists import report_of_number  # noqa: PLC0415

    with desk.reading() as session:
        if numbers:
            return [report_of_number(session, number) for number in numbers]
        return waiting_reports(session, by)


def _signed(desk: "Desk", report_ids: list[int], by: int) -> list[str]:
    from qc_desk.services.organisation_signatures import sign_reports  # noqa: PLC0415

    at = datetime.now(UTC)
    return sign_reports(desk, report_ids, _opened(desk, at), by, at)


def _opened(desk: "Desk", at: datetime) -> "OpenCertificate":
    """Return the certificate in force, opened with the password that is given or asked for."""
    from qc_desk.services.certificates import (  # noqa: PLC0415
        locked_certificate,
        open_certificate,
    )

    with desk.reading() as session:
        locked = locked_certificate(session, at)
        given = os.environ.get(_PASSWORD)
        asked = _("Password of the certificate")
        return open_certificate(locked, given or click.prompt(asked, hide_input=True, err=True))
