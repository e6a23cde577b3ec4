"""Checklists from spreadsheets: a file is a checklist, its name is the code, a row is an item."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.item_rules import FIELDS, LONGEST
from qc_desk.domain.refusals import FileProblems
from qc_desk.domain.sampling_rules import SamplingRule
from qc_desk.i18n import N_, _, language
from qc_desk.services.checklist_drafts import DraftEntry, entry_of, tidy
from qc_desk.services.checklist_files import ChecklistDraft, ItemDraft
from qc_desk.services.checklist_lists import checklist_rows, version_detail
from qc_desk.services.checklist_sheets import COLUMNS, guess_columns, sheet_items
from qc_desk.services.import_files import read_mapping
from qc_desk.services.outside_sheets import read_outside
from qc_desk.services.sheets import SheetTable


def read_checklist_sheets(files: Sequence[Path], mapping: Path | None) -> list[SheetTable]:
    """Read tables of items; ``mapping`` names a file that says which of their columns is ours.

    Raises FileRefused, FileProblems, FileNotReadable.
    """
    theirs: Mapping[str, str] = read_mapping(mapping, COLUMNS) if mapping is not None else {}
    return [read_outside(file).renamed(theirs) for file in files]


def sheet_draft(session: Session, table: SheetTable) -> ChecklistDraft:
    """Return a table as a checklist; one that is there keeps all that is not said by items.

    Raises FileProblems with every row that is refused, and for a file whose name is no code.
    """
    code = texts.text(Path(table.file_name).stem, N_("code"), texts.NAME)
    if len(code) > LONGEST["code"] or any(not (sign.isalnum() or sign in "._-") for sign in code):
        field, why = _(FIELDS["code"]), _("only letters, digits, - . _ and / fit.")
        raise FileProblems(file=table.file_name, problems=(f"{field}: {why}",))
    entry = _known(session, code) or DraftEntry(
        title=code, language=language().code, sampling=SamplingRule(), items=()
    )
    items = sheet_items(table, guess_columns(table.header))
    kept = tidy(DraftEntry(title=entry.title, sampling=entry.sampling, items=items)).items
    said_by_items = [each.name for each in fields(ItemDraft) if each.name != "born_of"]
    return ChecklistDraft(
        code=code,
        title=entry.title,
        trade=entry.trade,
        language=entry.language,
        mode=entry.mode,
        sampling=entry.sampling,
        share=entry.share,
        items=tuple(ItemDraft(**{n: getattr(each, n) for n in said_by_items}) for each in kept),
        defect_codes=(),
        wordings=entry.wordings,
        file_name=table.file_name,
    )


def _known(session: Session, code: str) -> DraftEntry | None:
    """Return what the newest version of the checklist with this code says."""
    for row in checklist_rows(session, retired=True):
        if row.code.casefold() == code.casefold() and row.newest_id is not None:
            return entry_of(version_detail(session, row.newest_id))
    return None
