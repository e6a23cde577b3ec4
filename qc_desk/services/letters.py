"""The short letter that goes with a report, in the language of the report."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldNeeded
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind, Verdict
from qc_desk.i18n import N_, _, format_integer, ngettext, speaking
from qc_desk.services.first_start import organisation
from qc_desk.services.report_lists import report_row
from qc_desk.services.shop_texts import ShopTexts


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
    report = session.get_one(Report, report_id)
    found = []
    if report.manufacturer_id is not None:
        maker = session.get_one(Manufacturer, report.manufacturer_id)
        found.append(Recipient(name=maker.name, contact=maker.contact, email=maker.email))
    if report.customer_id is not None:
        customer = session.get_one(Customer, report.customer_id)
        found.append(Recipient(name=customer.name, contact="", email=customer.email))
    return found


def first_recipient(session: Session, report_id: int) -> Recipient:
    """Return whom a report concerns; somebody has to be named where that is nobody we know."""
    found = recipients(session, report_id)
    if not found:
        raise FieldNeeded(field=N_("recipient"))
    return found[0]


def letter(session: Session, report_id: int, to: Recipient, by: int) -> Letter:
    """Return the letter to somebody, from a person of the shop, in the report's language."""
    report = session.get_one(Report, report_id)
    shop = organisation(session)
    person = session.get_one(Person, by)
    with speaking(report.language) as spoken:
        subject = _subject(session, report)
        greeting = _("Dear {name},").format(name=to.contact) if to.contact else _("Good day,")
        lines = [
            greeting,
            _about(session, report),
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


def _subject(session: Session, report: Report) -> str:
    """Return what stands above the letter."""
    if report.kind is ReportKind.INSPECTION and report.verdict is not None:
        batch = session.get_one(Batch, report.batch_id)
        return _("Inspection report {number}: batch {batch}, {verdict}").format(
            number=report.number, batch=batch.number, verdict=report.verdict.label
        )
    what = report.kind.label[:1].upper() + report.kind.label[1:]
    about = report_row(session, report.id).about
    return _("{report} {number}: {about}").format(report=what, number=report.number, about=about)


def _about(session: Session, report: Report) -> str:
    """Say what is attached and what came out."""
    if report.kind is not ReportKind.INSPECTION or report.verdict is None:
        about = report_row(session, report.id).about
        return _("attached is our {report} {number} ({about}).").format(
            report=report.kind.label, number=report.number, about=about
        )
    batch = session.get_one(Batch, report.batch_id)
    pieces = ngettext("{count} piece", "{count} pieces", batch.quantity).format(
        count=format_integer(batch.quantity)
    )
    return _(
        "attached is our inspection report {number} on batch {batch} ({product}, {pieces}). "
        "The result: {verdict}."
    ).format(
        number=report.number,
        batch=batch.number,
        product=ShopTexts(report.language).product(batch.product),
        pieces=pieces,
        verdict=report.verdict.label,
    )


def _wish(report: Report) -> list[str]:
    """Say what is expected of the other side, where something is."""
    if report.verdict is not Verdict.REJECTED or report.kind is not ReportKind.INSPECTION:
        return []
    return [_("The batch is held here. Please tell us what you will do about it, and until when.")]
