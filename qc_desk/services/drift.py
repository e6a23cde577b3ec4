"""Where sites have drifted apart: old versions, checklists that only others use, no training."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.products import Product
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import InspectionStatus, Word
from qc_desk.i18n import N_, _, format_list, ngettext
from qc_desk.services.shop_texts import spoken_title
from qc_desk.services.training_matrix import Matrix, Standing, SubjectRow, training_matrix
from qc_desk.services.versions_in_use import (
    RECENT,
    OpenCheckUse,
    UseRow,
    open_checks_in_use,
    versions_in_use,
)

_MOST_NAMED = 6


class DriftKind(Word):
    """How a site differs from what is in force, or from the others."""

    OPEN_BEHIND = "open_behind", N_("open checks by an old version")
    SITE_BEHIND = "site_behind", N_("new version not used yet")
    NEVER_USED = "never_used", N_("checklist never used here")
    UNTRAINED = "untrained", N_("people not trained")


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftRow:
    """One difference: where, in what, and what follows from it."""

    id: int  # of the row, in this list
    kind: DriftKind
    site_id: int
    site: str
    document: Document
    document_id: int
    code: str
    title: str
    number: int | None  # the version found at the site, if any
    effective: int | None
    names: tuple[str, ...]  # batches, products or people

    @property
    def sentence(self) -> str:
        """The row in words."""
        names = format_list(list(self.names[:_MOST_NAMED]))
        count = len(self.names)
        if count > _MOST_NAMED:
            names = _("{names} and {count} more").format(names=names, count=count - _MOST_NAMED)
        said = {
            DriftKind.OPEN_BEHIND: ngettext(
                "{count} open check goes by version {number}; {effective} is in force: {names}.",
                "{count} open checks go by version {number}; {effective} is in force: {names}.",
                count,
            ),
            DriftKind.SITE_BEHIND: _(
                "The last check here went by version {number}; {effective} is in force."
            ),
            DriftKind.NEVER_USED: _("Other sites check {names} by it; this site never did."),
            DriftKind.UNTRAINED: ngettext(
                "{count} person is not trained on version {effective}: {names}.",
                "{count} people are not trained on version {effective}: {names}.",
                count,
            ),
        }[self.kind]
        return said.format(count=count, number=self.number, effective=self.effective, names=names)


def drift(session: Session, at: datetime) -> list[DriftRow]:
    """Return where sites have drifted apart, the most pressing kinds first."""
    found = [
        *_open_behind(open_checks_in_use(session)),
        *_sites_behind(versions_in_use(session, at)),
        *_never_used(session, at),
        *_untrained(session),
    ]
    order = list(DriftKind)
    found.sort(key=lambda row: (order.index(row.kind), row.title, row.site))
    return [replace(row, id=number) for number, row in enumerate(found, start=1)]


def _open_behind(checks: list[OpenCheckUse]) -> Iterator[DriftRow]:
    """Yield the sites whose open checks are pinned to a version that was superseded."""
    held: dict[tuple[int, str, int], list[OpenCheckUse]] = defaultdict(list)
    for check in checks:
        if check.behind:
            held[check.site_id, check.code, check.number].append(check)
    for each in held.values():
        one = each[0]
        yield DriftRow(
            id=0,
            kind=DriftKind.OPEN_BEHIND,
            site_id=one.site_id,
            site=one.site,
            document=Document.CHECKLIST,
            document_id=one.checklist_id,
            code=one.code,
            title=one.title,
            number=one.number,
            effective=one.effective,
            names=tuple(dict.fromkeys(check.batch for check in each)),
        )


def _sites_behind(uses: list[UseRow]) -> Iterator[DriftRow]:
    """Yield the sites that have not checked by the version in force yet."""
    newest: dict[tuple[int, int], UseRow] = {}
    for use in uses:
        key = (use.checklist_id, use.site_id)
        if key not in newest or use.number > newest[key].number:
            newest[key] = use
    for use in newest.values():
        if use.behind:
            yield DriftRow(
                id=0,
                kind=DriftKind.SITE_BEHIND,
                site_id=use.site_id,
                site=use.site,
                document=Document.CHECKLIST,
                document_id=use.checklist_id,
                code=use.code,
                title=use.title,
                number=use.number,
                effective=use.effective,
                names=(),
            )


def _never_used(session: Session, at: datetime) -> Iterator[DriftRow]:
    """Yield the checklists that a site never used, though others check the same product by it.

    Looked at are products that both sites checked in the last 90 days.
    """
    ever: dict[tuple[int, int], set[int]] = defaultdict(set)  # sites by product and checklist
    lately: dict[int, set[int]] = defaultdict(set)  # sites by product
    current: set[tuple[int, int]] = set()
    for product_id, checklist_id, site_id, last in session.execute(_checked()):
        ever[product_id, checklist_id].add(site_id)
        if last >= at - RECENT:
            lately[product_id].add(site_id)
            current.add((product_id, checklist_id))
    missing: dict[tuple[int, int], list[int]] = defaultdict(list)
    for product_id, checklist_id in sorted(current):
        for site_id in sorted(lately[product_id] - ever[product_id, checklist_id]):
            missing[checklist_id, site_id].append(product_id)
    for (checklist_id, site_id), product_ids in missing.items():
        checklist = session.get_one(Checklist, checklist_id)
        if checklist.retired_at is None:
            yield DriftRow(
                id=0,
                kind=DriftKind.NEVER_USED,
                site_id=site_id,
                site=session.get_one(Site, site_id).name,
                document=Document.CHECKLIST,
                document_id=checklist_id,
                code=checklist.code,
                title=spoken_title(checklist),
                number=None,
                effective=None,
                names=tuple(session.get_one(Product, each).name for each in product_ids),
            )


def _checked() -> Select[int, int, int, datetime]:
    """Select which product was checked at which site by which checklist, and when last."""
    return (
        select(
            Batch.product_id,
            ChecklistVersion.checklist_id,
            Batch.site_id,
            func.max(Inspection.opened_at),
        )
        .join(Batch, Batch.id == Inspection.batch_id)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
        .where(Inspection.status != InspectionStatus.WITHDRAWN)
        .group_by(Batch.product_id, ChecklistVersion.checklist_id, Batch.site_id)
    )


def _untrained(session: Session) -> Iterator[DriftRow]:
    """Yield who is not trained on what is in force, where anybody was ever trained on it."""
    matrix = training_matrix(session)
    people = {person.id: session.get_one(Person, person.id) for person in matrix.people}
    sites = session.scalars(select(Site).where(Site.retired_at.is_(None)).order_by(Site.id))
    for site in sites:
        here = [each for each in matrix.people if people[each.id].holds(MAY_INSPECT, site)]
        for subject in matrix.subjects:
            lacking = tuple(each.name for each in here if not matrix.is_trained(each.id, subject))
            if lacking and _is_trained_on(matrix, subject):
                yield DriftRow(
                    id=0,
                    kind=DriftKind.UNTRAINED,
                    site_id=site.id,
                    site=site.name,
                    document=subject.subject.document,
                    document_id=subject.document_id,
                    code=subject.code,
                    title=subject.title,
                    number=None,
                    effective=subject.number,
                    names=lacking,
                )


def _is_trained_on(matrix: Matrix, subject: SubjectRow) -> bool:
    """Whether training is a matter here: it is asked for, or somebody was trained on it."""
    cells = (matrix.cells[person.id, subject.subject] for person in matrix.people)
    return subject.required or any(cell.standing is not Standing.NONE for cell in cells)
