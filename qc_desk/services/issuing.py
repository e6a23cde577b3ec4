"""How any report is issued: its number, its data, its place in the audit chain, its bytes."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain.canonical import canonical, plain
from qc_desk.domain.letterheads import Letterhead
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.paper import Paper, PaperHead, words_of
from qc_desk.domain.people import Person
from qc_desk.domain.reports import Report, report_number
from qc_desk.domain.vocabulary import ReportKind, Verdict
from qc_desk.i18n import LANGUAGES
from qc_desk.services.shop_data import folded
from qc_desk.storage.chain import head

Printer = Callable[[Paper], bytes]
Frame = dict[str, Any]  # what every paper has: the fields of Paper, ready to be handed to one

MOST_WORDS = 50_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a report is about, and whom it concerns."""

    batch_id: int | None = None
    round: int | None = None
    verdict: Verdict | None = None
    problem_id: int | None = None
    complaint_id: int | None = None
    corrective_action_id: int | None = None
    manufacturer_id: int | None = None
    customer_id: int | None = None
    begins_on: date | None = None
    ends_on: date | None = None


class Matter(Protocol):
    """What is about to be reported: each kind of report has its own."""

    @property
    def kind(self) -> ReportKind:
        """Which kind of report it makes."""

    @property
    def site(self) -> Site:
        """The site that issues it."""

    @property
    def language(self) -> str:
        """The language of whoever receives it."""

    def must_be_true(self) -> None:
        """Refuse to say what the record does not say, now."""

    @property
    def subject(self) -> Subject:
        """What it is about."""

    def paper(self, frame: Frame, folder: Path) -> Paper:
        """Return what stands on it; print copies of photos are written into the folder."""

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return what travels inside it as data, apart from its number and the audit head."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedReport:
    """A report that has just been issued."""

    id: int
    number: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reissue:
    """Which report is issued again, in which language and why."""

    report_id: int
    language: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A report with its number, its data and what stands on it; only its bytes are missing."""

    report: Report
    paper: Paper


@dataclass(frozen=True, kw_only=True)
class Portion:
    """Reports that are issued in one transaction, and the folder for their photos.

    Several of them are anchored at the audit entry before the first: who holds the end of the
    chain must not lock anything more. None: the newest entry.
    """

    folder: Path
    anchor: tuple[int, str] | None = None
    drafts: list[Draft] = field(default_factory=list)


def issue(
    session: Session, matter: Matter, by: Person, at: datetime, printer: Printer
) -> IssuedReport:
    """Issue a report within an act that has begun, in the receiver's language."""
    with tempfile.TemporaryDirectory(prefix="qc-desk-") as folder:
        draft = drafted(session, matter, by, at, Portion(folder=Path(folder)))
        return complete(session, draft, printer(draft.paper))


def drafted(
    session: Session,
    matter: Matter,
    by: Person,
    at: datetime,
    portion: Portion,
    again: Reissue | None = None,
) -> Draft:
    """Return a report that is to be printed; its photos are in the folder of its portion."""
    matter.must_be_true()
    report = _numbered(session, matter, by, at, portion.drafts)
    replaced = session.get_one(Report, again.report_id) if again is not None else None
    report.language = known(again.language if again else matter.language)
    report.replaces_id = replaced.id if replaced is not None else None
    report.reason = again.reason if again is not None else ""
    report.audit_seq, report.audit_head = portion.anchor or newest_entry(session)
    replaces = replaced.number if replaced is not None else ""
    paper = matter.paper(_frame(session, matter.site, report, replaces), portion.folder)
    facts = matter.facts(paper)
    report.payload = canonical(_payload(session, matter, report, replaces, facts))
    report.payload_digest = hashlib.sha256(report.payload).hexdigest()
    told = {name: fact for name, fact in facts.items() if name != "sign_offs"}
    report.words = folded("\n".join(words_of(plain(told))))[:MOST_WORDS]
    paper = replace(paper, signed_data=report.payload, data_digest=report.payload_digest)
    draft = Draft(report=report, paper=paper)
    portion.drafts.append(draft)
    return draft


def complete(session: Session, draft: Draft, pdf: bytes) -> IssuedReport:
    """Keep a report with its bytes, within an act that has begun: now it is issued."""
    report = draft.report
    report.pdf, report.sha256 = pdf, hashlib.sha256(pdf).hexdigest()
    session.add(report)
    session.flush()
    return IssuedReport(id=report.id, number=report.number, sha256=report.sha256)


def newest_entry(session: Session) -> tuple[int, str]:
    """Return number and head of the newest entry of the audit chain."""
    chain = head(session)
    return chain.seq, chain.hash.hex()


def known(language: str) -> str:
    """Return a language that the program speaks: this one, or English."""
    return language if language in LANGUAGES else "en"


def frame_of_prints(session: Session, site: Site, language: str, at: datetime) -> Frame:
    """Return what a print-out without a number has at its head: it is not kept."""
    shop = session.scalars(select(Organisation)).one()
    return {
        "language": known(language),
        "issued_at": at,
        "time_zone": site.time_zone,
        "organisation": shop.name,
        "organisation_address": shop.address,
        "site": site.name,
        "letterhead": _head(session),
    }


def _frame(session: Session, site: Site, report: Report, replaces: str) -> Frame:
    """Return what a numbered report has at its head and its foot."""
    return {
        **frame_of_prints(session, site, report.language, report.issued_at),
        "report_number": report.number,
        "replaces": replaces,
        "audit_seq": report.audit_seq,
        "audit_head": report.audit_head,
    }


def _head(session: Session) -> PaperHead:
    kept = session.get(Letterhead, 1)
    if kept is None:
        return PaperHead()
    return PaperHead(logo=kept.logo, accent=kept.accent, page=kept.page)


def _numbered(
    session: Session, matter: Matter, by: Person, at: datetime, drafts: Sequence[Draft]
) -> Report:
    """Begin a report with the next number of its kind and site.

    The site is locked until the transaction ends, so there is no gap and no double. It can still
    be pointed at: who enters a batch there and waits for the chain must not be waited for.
    """
    site = matter.site
    session.get_one(Site, site.id, with_for_update={"key_share": True})
    last = session.scalar(
        select(func.max(Report.serial)).where(
            Report.kind == matter.kind, Report.site_id == site.id
        )
    )
    taken = [each.report for each in drafts if each.report.site_id == site.id]
    serials = (each.serial for each in taken if each.kind is matter.kind)
    serial = max(serials, default=last or 0) + 1
    return Report(
        kind=matter.kind,
        site_id=site.id,
        serial=serial,
        number=report_number(matter.kind, site.code, serial),
        language="en",
        issued_at=at,
        issued_by_id=by.id,
        audit_seq=0,
        audit_head="",
        payload=b"",
        payload_digest="",
        pdf=b"",
        sha256="",
        **asdict(matter.subject),
    )


def _payload(
    session: Session, matter: Matter, report: Report, replaces: str, facts: dict[str, object]
) -> dict[str, object]:
    """What travels inside the PDF: whose it is, which report, its facts, where the audit stood."""
    subject = matter.subject
    about = {"round": subject.round, "verdict": subject.verdict} if subject.round else {}
    return {
        "format": f"qc_desk/{matter.kind.value.replace('_', '-')}-report/v1",
        "database": session.scalars(select(Organisation.database_id)).one(),
        "report": {
            "number": report.number,
            "kind": report.kind,
            "language": report.language,
            "issued_at": report.issued_at,
            "replaces": replaces or None,
            **about,
        },
        **facts,
        "audit": {"seq": report.audit_seq, "head": report.audit_head},
    }
