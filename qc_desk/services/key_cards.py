"""The card of a person's key: its public half, for whoever compares a signature later."""

from sqlalchemy.orm import Session

from qc_desk.domain.checking import public_key_file
from qc_desk.domain.people import Person
from qc_desk.domain.print_outs import KeyCard
from qc_desk.domain.refusals import NoKey
from qc_desk.services.issuing import Printer
from qc_desk.services.keys import newest_key
from qc_desk.services.people import person_row
from qc_desk.services.print_outs import PrintedPaper, PrintWish, frame, printed


def print_key_card(
    session: Session, person_id: int, wish: PrintWish, printer: Printer
) -> PrintedPaper:
    """Print the card of the key that a person signs with (NoKey). Nothing secret is read."""
    row = person_row(session, person_id)
    key = newest_key(session, person_id)
    if key is None:
        raise NoKey(person=row.name)
    card = KeyCard(
        **frame(session, wish.spoken(row.language)),
        name=row.name,
        login=row.login,
        roles=tuple((each.role, each.site) for each in row.roles),
        fingerprint=key.fingerprint,
        public_key=public_key_file(key.public_key).decode(),
        enrolled_at=key.enrolled_at,
        enrolled_by=_name(session, key.enrolled_by_id),
        confirmed_by=_name(session, key.confirmed_by_id),
    )
    return printed(f"{row.login}-key-card", lambda _folder: card, printer)


def _name(session: Session, person_id: int | None) -> str:
    return session.get_one(Person, person_id).name if person_id is not None else ""
