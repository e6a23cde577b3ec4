"""Checklists, their versions and their items as lists and pages show them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, lazyload, selectinload

from qc_desk.bundle import bundled
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.people import Person
from qc_desk.domain.picture_words import PictureRow
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import NotFound
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.domain.vocabulary import CheckMode, ItemKind, PhotoRule, Severity, VersionStatus
from qc_desk.domain.wordings import Wordings, answer_in, kept, names, sections, worded
from qc_desk.i18n import N_, alphabetical, language
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.services.pictures import pictures_of_items
from qc_desk.services.shop_data import in_order
from qc_desk.services.shop_texts import spoken_title


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistRow:
    """A checklist as lists show it, its title in the language spoken now.

    Numbers are None where there is no such version.
    """

    id: int
    code: str
    title: str
    trade: str
    retired: bool
    effective_id: int | None
    effective_number: int | None
    newest_id: int | None
    newest_number: int | None
    newest_status: VersionStatus | None
    requires_training: bool
    products: int = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionRow:
    """A checklist version as the history of its checklist shows it."""

    id: int
    number: int
    status: VersionStatus
    mode: CheckMode
    share: int | None  # per cent that a spot check draws
    language: str
    sample_size: int
    sampling: SamplingRule
    items: int
    drafted_by_id: int
    drafted_by: str
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    alone_reason: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRow:
    """A check item as a page shows it."""

    id: int
    position: int
    code: str
    section: str
    title: str
    instruction: str
    kind: ItemKind
    severity: Severity
    per_unit: bool
    photo_rule: PhotoRule
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    unit: str
    decimals: int
    good: tuple[str, ...]  # what may be chosen, and is good
    bad: tuple[str, ...]
    gauge: str  # the kind it is measured with; * any, empty none
    defect_code: str
    procedure: str  # the code of the procedure whose step says how it is done
    procedure_step: int | None
    born_of: str  # the complaint after which it was added, such as "C-17"
    pictures: tuple[PictureRow, ...] = ()  # of good and bad
    wordings: Wordings = ()  # its texts in other languages


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionDetail:
    """Everything about one version of a checklist, its items in their order."""

    checklist_id: int
    code: str
    title: str
    trade: str
    requires_training: bool  # of who takes a seat
    version: VersionRow
    items: tuple[ItemRow, ...]
    wordings: Wordings = ()  # the title in other languages


@dataclass(frozen=True, kw_only=True, slots=True)
class StarterRow:
    """A checklist that travels with the program."""

    file: Path
    code: str
    title: str
    trade: str
    items: int


def checklist_rows(
    session: Session, search: str = "", *, retired: bool = False
) -> list[ChecklistRow]:
    """Return checklists in title order; retired ones only when they are asked for too."""
    wanted = select(Checklist).options(
        selectinload(Checklist.versions).options(lazyload(ChecklistVersion.items))
    )
    if not retired:
        wanted = wanted.where(Checklist.retired_at.is_(None))
    used = _products_of(session)
    every = session.scalars(wanted).all()
    told = {found.id: (found.title, *names(found.wordings)) for found in every}
    rows = [row_of(found, used.get(found.id, 0)) for found in every]
    return in_order(rows, lambda row: (row.title, row.code, row.trade, *told[row.id]), search)


def _products_of(session: Session) -> dict[int, int]:
    """Return how many products that can be chosen use each checklist."""
    counted = (
        select(Product.checklist_id, func.count())
        .where(Product.retired_at.is_(None), Product.checklist_id.is_not(None))
        .group_by(Product.checklist_id)
    )
    return {
        checklist_id: count for checklist_id, count in session.execute(counted) if checklist_id
    }


def row_of(found: Checklist, products: int = 0) -> ChecklistRow:
    """Return the row of a checklist."""
    effective, newest = found.effective, found.newest
    return ChecklistRow(
        id=found.id,
        code=found.code,
        title=spoken_title(found),
        trade=found.trade,
        retired=found.retired_at is not None,
        effective_id=effective.id if effective else None,
        effective_number=effective.number if effective else None,
        newest_id=newest.id if newest else None,
        newest_number=newest.number if newest else None,
        newest_status=newest.status if newest else None,
        requires_training=found.requires_training,
        products=products,
    )


def version_rows(session: Session, checklist_id: int) -> list[VersionRow]:
    """Return the versions of a checklist, the newest first."""
    wanted = _versions().where(ChecklistVersion.checklist_id == checklist_id)
    found = session.execute(wanted.order_by(ChecklistVersion.number.desc()))
    return [_version_row(*each) for each in found]


def version_detail(session: Session, version_id: int) -> VersionDetail:
    """Return one version with its items; raises NotFound when there is none."""
    found = session.execute(_versions().where(ChecklistVersion.id == version_id)).first()
    if found is None:
        raise NotFound(kind=N_("checklist version"), name=version_id)
    version: ChecklistVersion = found[0]
    items = session.execute(
        select(CheckItem, DefectCode.code)
        .outerjoin(DefectCode, CheckItem.defect_code_id == DefectCode.id)
        .where(CheckItem.version_id == version_id)
        .order_by(CheckItem.position)
    ).all()
    pictures = pictures_of_items(session, [item.id for item, _code in items])
    return VersionDetail(
        checklist_id=version.checklist.id,
        code=version.checklist.code,
        title=version.checklist.title,
        trade=version.checklist.trade,
        wordings=kept(version.checklist.wordings),
        requires_training=version.checklist.requires_training,
        version=_version_row(*found),
        items=tuple(
            _item_row(item, code or "", pictures.get(item.id, ())) for item, code in items
        ),
    )


def version_in(detail: VersionDetail, language: str) -> VersionDetail:
    """Return a version as a reader of a language gets it: its own words where there are none."""
    headings = sections(detail.items, language)
    return replace(
        detail,
        title=worded(detail.wordings, "title", language) or detail.title,
        items=tuple(
            replace(
                item,
                section=headings.get(item.section, item.section),
                title=worded(item.wordings, "title", language) or item.title,
                instruction=worded(item.wordings, "instruction", language) or item.instruction,
                good=_answers_in(item.good, worded(item.wordings, "good", language)),
                bad=_answers_in(item.bad, worded(item.wordings, "bad", language)),
            )
            for item in detail.items
        ),
    )


def _answers_in(answers: tuple[str, ...], words: str) -> tuple[str, ...]:
    return tuple(answer_in(answers, words, each) or each for each in answers)


def starter_checklists() -> list[StarterRow]:
    """Return the checklists that travel with the program, in the order of their titles."""
    drafts = [
        (file, read_checklist_file(file))
        for file in sorted((bundled("resources") / "checklists").glob("*.toml"))
    ]
    rows = [
        StarterRow(
            file=file,
            code=each.code,
            title=worded(each.wordings, "title", language().code) or each.title,
            trade=each.trade,
            items=len(each.items),
        )
        for file, each in drafts
    ]
    return sorted(rows, key=lambda row: alphabetical(row.title))


def _versions() -> Select[ChecklistVersion, str, str | None, int]:
    """Select versions with who drafted and who approved them, and how many items they have."""
    drafter, approver = aliased(Person), aliased(Person)
    items = (
        select(func.count())
        .where(CheckItem.version_id == ChecklistVersion.id)
        .correlate(ChecklistVersion)
        .scalar_subquery()
    )
    return (
        select(ChecklistVersion, drafter.name, approver.name, items)
        .join(drafter, ChecklistVersion.drafted_by_id == drafter.id)
        .outerjoin(approver, ChecklistVersion.approved_by_id == approver.id)
        .options(lazyload(ChecklistVersion.items))
    )


def _version_row(
    version: ChecklistVersion, drafted_by: str, approved_by: str | None, items: int
) -> VersionRow:
    return VersionRow(
        id=version.id,
        number=version.number,
        status=version.status,
        mode=version.mode,
        share=version.share,
        language=version.language,
        sample_size=version.sample_size,
        sampling=version.sampling,
        items=items,
        drafted_by_id=version.drafted_by_id,
        drafted_by=drafted_by,
        drafted_at=version.drafted_at,
        approved_by=approved_by or "",
        approved_at=version.approved_at,
        alone_reason=version.alone_reason,
        digest=version.digest,
    )


def _item_row(item: CheckItem, defect_code: str, pictures: tuple[PictureRow, ...]) -> ItemRow:
    return ItemRow(
        id=item.id,
        position=item.position,
        code=item.code,
        section=item.section,
        title=item.title,
        instruction=item.instruction,
        kind=item.kind,
        severity=item.severity,
        per_unit=item.per_unit,
        photo_rule=item.photo_rule,
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        decimals=item.decimals,
        good=tuple(item.good_choices.splitlines()),
        bad=tuple(item.bad_choices.splitlines()),
        gauge=item.gauge,
        defect_code=defect_code,
        procedure=item.procedure_code or "",
        procedure_step=item.procedure_step,
        born_of=item.born_of,
        pictures=pictures,
        wordings=kept(item.wordings),
    )
