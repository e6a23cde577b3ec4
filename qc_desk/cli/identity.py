"""Who does what a command changes: nobody changes the record without their own password."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qc_desk.i18n import _

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])


def identity_options(command: F) -> F:
    """Add ``--as LOGIN``; the password comes from QC_DESK_PASSWORD or is asked for."""
    login = click.option(
        "--as", "login", required=True, envvar="QC_DESK_LOGIN", help="Who does it: a login."
    )
    return login(_password(command))


def owner_options(command: F) -> F:
    """Add ``--as LOGIN`` for what is done without it too, but then without what is an owner's."""
    login = click.option(
        "--as",
        "login",
        default="",
        help="An owner's login: people's logins and roles are written, too.",
    )
    return login(_password(command))


def _password(command: F) -> F:
    return click.option(
        "password", "--password", envvar="QC_DESK_PASSWORD", hidden=True, help="Never on the line."
    )(command)


def identified(desk: "Desk", login: str, password: str | None) -> int:
    """Return the id of the person of this login, once the password is right."""
    from qc_desk.services import keys, people  # noqa: PLC0415

    with desk.reading() as session:
        person_id = people.person_of_login(session, login)
    asked = password or click.prompt(
        _("Password of {login}").format(login=login), hide_input=True, err=True
    )
    return keys.unlock(desk, person_id, asked, datetime.now(UTC)).key.person_id
