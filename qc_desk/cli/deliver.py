"""``qc-desk deliver``: an issued report sent to somebody, and noted."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.identity import identified, identity_options
from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _

if TYPE_CHECKING:
    from qc_desk.services.deliveries import DeliveryRow
    from qc_desk.services.desk import Desk
    from qc_desk.services.dispatch import Parcel
    from qc_desk.services.letters import Recipient


@click.command()
@click.argument("report")
@click.option("--to", "address", help="E-mail address; else the manufacturer's.")
@click.option("--name", help="Who that is; else the manufacturer.")
@click.option("--eml", type=click.Path(path_type=Path), help="Write an e-mail draft to this file.")
@click.option("--folder", type=click.Path(path_type=Path), help="Put it into a folder in here.")
@click.option("--smtp", is_flag=True, help="Send it through the mail server of the settings.")
@identity_options
@json_option
@pass_program
def deliver(  # noqa: PLR0913, PLR0917 (one for each option)
    program: Program,
    report: str,
    address: str | None,
    name: str | None,
    eml: Path | None,
    folder: Path | None,
    login: str,
    password: str | None,
    *,
    smtp: bool,
    as_json: bool,
) -> None:
    """Send the report of this number, and note to whom, which way and with which digest.

    The password of the mail account comes from QC_DESK_MAIL_PASSWORD, the system's keyring, or is
    asked for.
    """
    if sum((eml is not None, folder is not None, smtp)) != 1:
        raise click.UsageError(_("Give one of --eml, --folder and --smtp."))
    with program.open_record(program.settings, writer=True, create=False) as desk:
        by = identified(desk, login, password)
        parcel = _packed(desk, report, _named(desk, report, address, name), by)
        way = _Way(program, desk, by)
        if eml is not None:
            noted = way.draft(parcel, eml)
        elif folder is not None:
            noted = way.folder(parcel, folder)
        else:
            noted = way.smtp(parcel)
    give({"delivery": noted, "file": eml}, [str(eml or noted.address)], as_json=as_json)
    say(
        _("{report}: {standing}, {name}.").format(
            report=noted.report, standing=noted.standing.label, name=noted.to_whom
        )
    )


class _Way:
    """The ways on which a report leaves from here."""

    def __init__(self, program: Program, desk: "Desk", by: int) -> None:
        self._program, self._desk, self._by = program, desk, by
        self._at = datetime.now(UTC)

    def draft(self, parcel: "Parcel", file: Path) -> "DeliveryRow":
        from qc_desk.services.dispatch import make_draft  # noqa: PLC0415

        sender = self._program.settings.mail_from
        return make_draft(self._desk, parcel, file, sender, self._by, self._at)

    def folder(self, parcel: "Parcel", folder: Path) -> "DeliveryRow":
        from qc_desk.services.dispatch import drop_into  # noqa: PLC0415

        return drop_into(self._desk, parcel, folder, self._by, self._at)

    def smtp(self, parcel: "Parcel") -> "DeliveryRow":
        from qc_desk.services.dispatch import send_mail  # noqa: PLC0415
        from qc_desk.services.mail_passwords import kept_password  # noqa: PLC0415
        from qc_desk.services.mail_server import MailAccount, mail_server  # noqa: PLC0415

        server = mail_server(self._program.settings)
        password = os.environ.get("QC_DESK_MAIL_PASSWORD") or kept_password(server)
        if server.login and not password:
            asked = _("Password of {login}").format(login=server.login)
            password = click.prompt(asked, hide_input=True, err=True)
        account = MailAccount(server=server, password=password)
        return send_mail(self._desk, parcel, account, self._by, self._at, say)


def _named(desk: "Desk", report: str, address: str | None, name: str | None) -> "Recipient":
    """Return the recipient: the maker, unless the command says somebody else."""
    from qc_desk.services.letters import Recipient, first_recipient  # noqa: PLC0415
    from qc_desk.services.report_lists import report_of_number  # noqa: PLC0415

    if name is not None:
        return Recipient(name=name, contact="", email=address or "")
    with desk.reading() as session:
        maker = first_recipient(session, report_of_number(session, report))
    return Recipient(name=maker.name, contact=maker.contact, email=address or maker.email)


def _packed(desk: "Desk", report: str, to: "Recipient", by: int) -> "Parcel":
    from qc_desk.services.dispatch import pack  # noqa: PLC0415
    from qc_desk.services.report_lists import report_of_number  # noqa: PLC0415

    with desk.reading() as session:
        report_id = report_of_number(session, report)
    return pack(desk, report_id, to, by)
