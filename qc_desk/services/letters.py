"""The short letter that goes with a report, in the language of the report."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.people import Person
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import Verdict
from qc_desk.i18n import _, format_integer, ngettext, speaking
from qc_desk.services.first_start import organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """Somebody who may get a report."""

    name: str
    contact: str
    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is written to whom; the file has the name of the report."""

    to: Recipient
    subject: str
    text: str
    file_name: str
    language: str


def recipients(session: Session, report_id: int) -> list[Recipient]:
    """Return who may want a report: the maker of the goods first, then who ordered them."""
    batch = _batch(session, report_id)
    maker = batch.manufacturer
    found = [Recipient(name=maker.name, contact=maker.contact, email=maker.email)]
    if batch.order is not None:
        customer = batch.order.customer
        found.append(Recipient(name=customer.name, contact="", email=customer.email))
    return found


def letter(session: Session, report_id: int, to: Recipient, by: int) -> Letter:
    """Return the letter to somebody, from a person of the shop, in the report's language."""
    report = session.get_one(Report, report_id)
    batch = _batch(session, report_id)
    shop = organisation(session)
    person = session.get_one(Person, by)
    with speaking(report.language) as spoken:
        subject = _("Inspection report {number}: batch {batch}, {verdict}").format(
            number=report.number, batch=batch.number, verdict=report.verdict.label
        )
        greeting = _("Dear {name},").format(name=to.contact) if to.contact else _("Good day,")
        lines = [
            greeting,
            _about(report, batch),
            *_wish(report),
            _("Please confirm that you have received it by answering this message."),
            _(
                "The attached file is signed data: please keep it as it is. Its digest (SHA-256) "
                "is {digest}."
            ).format(digest=report.sha256),
            _("Kind regards"),
        ]
        text = "\n\n".join(lines)
    sender = [person.name, shop.name if shop else "", shop.address if shop else ""]
    text += "\n" + "\n".join(each for each in sender if each) + "\n"
    return Letter(
        to=to,
        subject=subject,
        text=text,
        file_name=f"{report.number}.pdf",
        language=spoken.code,
    )


def _about(report: Report, batch: Batch) -> str:
    """Say what is attached and what came out."""
    pieces = ngettext("{count} piece", "{count} pieces", batch.quantity).format(
        count=format_integer(batch.quantity)
    )
    return _(
        "attached is our inspection report {number} on batch {batch} ({product}, {pieces}). "
        "The result: {verdict}."
    ).format(
        number=report.number,
        batch=batch.number,
        product=batch.product.name,
        pieces=pieces,
        verdict=report.verdict.label,
    )


def _wish(report: Report) -> list[str]:
    """Say what is expected of the other side, where something is."""
    if report.verdict is not Verdict.REJECTED:
        return []
    return [_("The batch is held here. Please tell us what you will do about it, and until when.")]


def _batch(session: Session, report_id: int) -> Batch:
    return session.get_one(Batch, session.get_one(Report, report_id).batch_id)
