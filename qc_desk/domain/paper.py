"""What every paper has, whatever stands on it: whose it is, its number, and how it is proven."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from qc_desk.domain.vocabulary import PageSize, ReportKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperHead:
    """How the organisation's paper looks: its logo, its one colour, its size."""

    logo: bytes = b""  # PNG or JPEG, as small as print needs it; empty without one
    accent: str = ""  # "#1b5e7d"; empty: black
    page: PageSize = PageSize.A4


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What stands at the head and the foot of any paper.

    A report has a number, data and an audit head; a print-out has none of them: it says when it
    was printed, and is not kept.
    """

    kind: ClassVar[ReportKind | None] = None

    report_number: str = ""
    replaces: str = ""  # number of the report that this one replaces, or empty
    language: str
    issued_at: datetime
    time_zone: str  # IANA name of the site's zone, for local times
    organisation: str
    organisation_address: str = ""
    site: str = ""
    audit_seq: int = 0
    audit_head: str = ""  # hex SHA-256 of the audit chain just before this report
    signed_data: bytes = b""  # canonical JSON that travels inside the PDF
    # languages of the shop's own texts that are not there in the paper's; such texts are marked
    other_languages: tuple[str, ...] = ()
    data_digest: str = ""  # hex SHA-256 of signed_data; the QR code carries it
    letterhead: PaperHead = field(default_factory=PaperHead)


_FRAME = frozenset(each.name for each in fields(Paper))


def content(paper: Paper) -> dict[str, object]:
    """Return everything that stands on a paper beside its frame, as facts for canonical JSON."""
    return {
        each.name: _fact(getattr(paper, each.name))
        for each in fields(paper)
        if each.name not in _FRAME
    }


def _fact(value: object) -> object:
    """Return one fact; a file on disk is none, its digest stands beside it."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: _fact(one) for name, one in kept if not isinstance(one, Path)}
    if isinstance(value, tuple):
        return [_fact(one) for one in value]
    if isinstance(value, float):  # where a mark stands on a photo, exact as it is kept
        return Decimal(f"{value:.4f}")
    return value


def words_of(fact: object) -> list[str]:
    """Return every text in facts, each once, in their order: what a search may look for."""
    if isinstance(fact, str):
        return [fact] if fact else []
    if isinstance(fact, Mapping):
        fact = list(fact.values())
    found = [word for one in fact for word in words_of(one)] if isinstance(fact, list) else []
    return list(dict.fromkeys(found))
