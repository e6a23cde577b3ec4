"""Print-outs of the manual: a procedure, a checklist, and who must read and sign it."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.print_outs import (
    ChecklistPrint,
    PaperItem,
    PaperLearner,
    PaperStep,
    ProcedurePrint,
    TrainingPrint,
    Written,
)
from qc_desk.domain.procedures import ProcedureVersion
from qc_desk.domain.refusals import DraftNotTrained, NotFound
from qc_desk.domain.sampling_words import SamplingMethod
from qc_desk.domain.training_words import Document
from qc_desk.services.check_sheets import item_numbers
from qc_desk.services.checklist_lists import ItemRow, VersionDetail, VersionRow, version_detail
from qc_desk.services.issuing import Printer
from qc_desk.services.print_outs import PictureCopies, PrintedPaper, PrintWish, frame, printed
from qc_desk.services.procedure_lists import ProcedureVersionRow, procedure_version
from qc_desk.services.procedure_texts import procedure_in
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.training_matrix import training_matrix
from qc_desk.services.trainings import Subject


def print_procedure(
    session: Session, version_id: int, wish: PrintWish, printer: Printer
) -> PrintedPaper:
    """Print a version of a procedure, draft or published (NotFound)."""
    own = procedure_version(session, version_id)
    spoken = wish.spoken(own.language)
    texts = ShopTexts(spoken.language, marked=True)
    version = procedure_in(own, texts)

    def make(folder: Path) -> ProcedurePrint:
        copies = PictureCopies(session, folder)
        return ProcedurePrint(
            **frame(session, spoken),
            version=version.number,
            digest=version.digest,
            code=version.code,
            title=version.title,
            purpose=version.purpose,
            written=_written(version),
            steps=tuple(
                PaperStep(
                    number=step.position,
                    instruction=step.instruction,
                    amount=step.amount,
                    unit=step.unit,
                    right_when=step.right_when,
                    pictures=copies.of(step.pictures),
                )
                for step in version.steps
            ),
            other_languages=texts.others,
        )

    return printed(f"{version.code}-{version.number}", make, printer)


def print_checklist(
    session: Session, version_id: int, wish: PrintWish, printer: Printer
) -> PrintedPaper:
    """Print a version of a checklist, to be ticked by hand (NotFound)."""
    detail = version_detail(session, version_id)
    version = detail.version
    entity = session.get_one(ChecklistVersion, version_id)
    spoken = wish.spoken(version.language)
    texts = ShopTexts(spoken.language, marked=True)
    numbers = item_numbers(entity.items)
    said = {
        item.id: {"number": numbers[item.id], **_said(entity, item, texts)}
        for item in entity.items
    }

    def make(folder: Path) -> ChecklistPrint:
        copies = PictureCopies(session, folder)
        return ChecklistPrint(
            **frame(session, spoken),
            version=version.number,
            digest=version.digest,
            code=detail.code,
            title=texts.checklist(entity),
            trade=detail.trade,
            mode=version.mode,
            share=version.share,
            sampling=version.sampling,
            written=_written(version),
            items=tuple(_item(item, said[item.id], detail, copies) for item in detail.items),
            other_languages=texts.others,
        )

    return printed(f"{detail.code}-{version.number}", make, printer)


def print_training(
    session: Session, subject: Subject, wish: PrintWish, printer: Printer
) -> PrintedPaper:
    """Print who must read a version in force and sign for it (NotFound, DraftNotTrained)."""
    matrix = training_matrix(session)
    row = next((each for each in matrix.subjects if each.subject == subject), None)
    version = _version(session, subject)
    if row is None:
        raise DraftNotTrained(title=_title(version, ShopTexts("")))
    spoken = wish.spoken(version.language)
    texts = ShopTexts(spoken.language, marked=True)
    title = _title(version, texts)
    cells = [(person, matrix.cells[person.id, subject]) for person in matrix.people]

    def make(_folder: Path) -> TrainingPrint:
        return TrainingPrint(
            **frame(session, spoken),
            version=row.number,
            digest=version.digest,
            document=subject.document,
            code=row.code,
            title=title,
            required=row.required,
            learners=tuple(
                PaperLearner(
                    name=person.name,
                    trained_by=cell.trained_by,
                    trained_at=cell.trained_at,
                    understood_at=cell.understood_at,
                )
                for person, cell in cells
            ),
            other_languages=texts.others,
        )

    return printed(f"{row.code}-{row.number}-training", make, printer)


def _version(session: Session, subject: Subject) -> ChecklistVersion | ProcedureVersion:
    """Return the version that people are trained on."""
    found: ChecklistVersion | ProcedureVersion | None
    if subject.document is Document.CHECKLIST:
        found = session.get(ChecklistVersion, subject.version_id)
    else:
        found = session.get(ProcedureVersion, subject.version_id)
    if found is None:
        raise NotFound(kind=subject.document.message, name=subject.version_id)
    return found


def _title(version: ChecklistVersion | ProcedureVersion, texts: ShopTexts) -> str:
    if isinstance(version, ChecklistVersion):
        return texts.checklist(version)
    return texts.procedure(version)


def _written(version: ProcedureVersionRow | VersionRow) -> Written:
    return Written(
        status=version.status,
        drafted_by=version.drafted_by,
        drafted_at=version.drafted_at,
        approved_by=version.approved_by,
        approved_at=version.approved_at,
        alone_reason=version.alone_reason,
    )


def _said(version: ChecklistVersion, item: CheckItem, texts: ShopTexts) -> dict[str, Any]:
    """Return the texts of an item in the language of the paper."""
    return {
        "section": texts.section(version, item),
        "title": texts.title(version, item),
        "instruction": texts.instruction(version, item),
        "good": _answers(version, item, item.good_choices, texts),
        "bad": _answers(version, item, item.bad_choices, texts),
    }


def _answers(
    version: ChecklistVersion, item: CheckItem, column: str, texts: ShopTexts
) -> tuple[str, ...]:
    return tuple(texts.answer(version, item, each) for each in column.splitlines())


def _item(
    item: ItemRow, said: dict[str, Any], detail: VersionDetail, copies: PictureCopies
) -> PaperItem:
    return PaperItem(
        **said,
        severity=item.severity,
        kind=item.kind,
        units=_units(detail) if item.per_unit else 0,
        photo_rule=item.photo_rule,
        nominal=item.nominal,
        lower=item.lower,
        upper=item.upper,
        unit=item.unit,
        gauge=item.gauge,
        pictures=copies.of(item.pictures),
    )


_ROOM = 20  # boxes where the number of units depends on the lot


def _units(detail: VersionDetail) -> int:
    """Return for how many units there is room."""
    rule = detail.version.sampling
    by_lot = rule.method in (SamplingMethod.ISO_2859, SamplingMethod.EVERY_PIECE)
    return _ROOM if by_lot else rule.sample_size
