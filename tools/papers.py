"""Print every kind of paper in every language from the sample shop, and a picture of every page.

    qc-desk --data DIR demo --no-window
    python tools/papers.py --data DIR --out papers [--language en --language sr] [--kind key-card]

It works on a copy of the shop: reports are issued there with a number of their own. Look at the
pictures page by page; ``index.html`` shows them in order, one line for each kind.
"""

import argparse
import html
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import MAY_OWN, Person, PersonKey
from qc_desk.domain.print_outs import STOCKS
from qc_desk.domain.problems import Problem
from qc_desk.domain.refusals import QcError
from qc_desk.domain.reports import Report
from qc_desk.domain.sightings import Sighting
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.i18n import LANGUAGES
from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from qc_desk.services.batch_prints import LabelWish, print_batch_card, print_labels
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.issued_reports import Reissue, reissue, report_pdf
from qc_desk.services.key_cards import print_key_card
from qc_desk.services.manual_prints import print_checklist, print_procedure, print_training
from qc_desk.services.new_reports import issue_report, usual_entry
from qc_desk.services.print_outs import PrintWish
from qc_desk.services.procedure_lists import procedure_rows
from qc_desk.services.trainings import Subject
from qc_desk.storage.database import Database, open_database

_SUBJECTS = {
    ReportKind.DEFECT: Batch,
    ReportKind.CONFORMANCE: Batch,
    ReportKind.EIGHT_D: CorrectiveAction,
    ReportKind.COMPLAINT_ANSWER: Complaint,
    ReportKind.FIXED_LETTER: Problem,
    ReportKind.WEEKLY_LETTER: Manufacturer,
}
_MOST = {  # of which there is most to say
    ReportKind.DEFECT: select(Sighting.batch_id, func.count())
    .where(Sighting.refuted_claim_id.is_not(None), Sighting.batch_id.is_not(None))
    .group_by(Sighting.batch_id),
    ReportKind.WEEKLY_LETTER: select(Batch.manufacturer_id, func.count())
    .join(Defect, Defect.batch_id == Batch.id)
    .group_by(Batch.manufacturer_id),
}
_SCALE = 1.6


def main() -> int:
    """Print what was asked for; return how many papers could not be printed."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    made: dict[str, list[Path]] = {}
    missing = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "shop"
        shutil.copytree(options.data, copy)
        with open_database(str(copy), workstation="papers") as shop:
            for language in options.language or sorted(LANGUAGES):
                for kind, pdf in _papers(shop, language, options.kind):
                    if pdf is None:
                        missing += 1
                        print(f"{kind}: nothing in this shop can be said so", file=sys.stderr)
                        continue
                    made.setdefault(kind, []).extend(_pictures(options.out, kind, language, pdf))
    _write_index(options.out, made)
    print(options.out / "index.html")
    return missing


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="a sample shop, not open now")
    parser.add_argument("--out", type=Path, default=Path("papers"))
    parser.add_argument("--language", action="append", default=[])
    parser.add_argument("--kind", action="append", default=[], help="only these kinds")
    return parser.parse_args()


def _papers(
    shop: Database, language: str, wanted: list[str]
) -> Iterator[tuple[str, bytes | None]]:
    """Return every paper in a language; None where the shop has nothing of the kind."""
    for kind in ReportKind:
        name = kind.value.replace("_", "-")
        if not wanted or name in wanted:
            yield name, _report(shop, kind, language)
    with shop.reading() as session:
        for name, pdf in _print_outs(session, PrintWish(at=datetime.now(UTC), language=language)):
            if not wanted or name in wanted:
                yield name, pdf


def _report(shop: Database, kind: ReportKind, language: str) -> bytes | None:
    """Return a report of a kind in a language: the newest one issued again, or a new one."""
    at = datetime.now(UTC)
    with shop.reading() as session:
        newest = _newest(session, kind)
        owners = [
            each.id for each in session.scalars(select(Person)) if each.holds_somewhere(MAY_OWN)
        ]
    if newest is None:
        newest = _issued(shop, kind, owners, at)
    if newest is None:
        return None
    for owner in owners:
        try:
            with shop.writing() as session:
                again = Reissue(report_id=newest, language=language, reason="To be looked at.")
                return report_pdf(session, reissue(session, again, owner, at, print_paper).id)
        except QcError:
            continue
    return None


def _newest(session: Session, kind: ReportKind) -> int | None:
    """Return the report of a kind that has not been replaced, the one with most defects."""
    replaced = select(Report.replaces_id).where(Report.replaces_id.is_not(None))
    defects = (
        select(func.count())
        .select_from(Defect)
        .join(Inspection, Inspection.id == Defect.inspection_id)
        .where(Inspection.batch_id == Report.batch_id)
        .correlate(Report)
        .scalar_subquery()
    )
    query = select(Report.id).where(Report.kind == kind, Report.id.not_in(replaced))
    return session.scalars(query.order_by(defects.desc(), Report.id.desc()).limit(1)).first()


def _issued(shop: Database, kind: ReportKind, owners: list[int], at: datetime) -> int | None:
    """Issue a report about the first thing of which it can be honestly said."""
    subject = _SUBJECTS.get(kind)
    if subject is None:
        return None
    with shop.reading() as session:
        subjects = sorted((each.id for each in session.scalars(select(subject))), reverse=True)
        told = {row[0]: row[1] for row in session.execute(_MOST[kind])} if kind in _MOST else {}
    subjects.sort(key=lambda key: -told.get(key, 0))
    for subject_id in subjects:
        for owner in owners:
            try:
                with shop.writing() as session:
                    entry = usual_entry(kind, subject_id, at.date())
                    return issue_report(session, entry, owner, at, print_paper).id
            except QcError:
                continue
    return None


def _print_outs(session: Session, wish: PrintWish) -> Iterator[tuple[str, bytes]]:
    """Return a print-out of each kind."""
    for row in procedure_rows(session):
        if row.effective_id is not None:
            version = row.effective_id
            yield "procedure", print_procedure(session, version, wish, print_paper).pdf
            subject = Subject(document=Document.PROCEDURE, version_id=version)
            yield "training", print_training(session, subject, wish, print_paper).pdf
            break
    for checklist in checklist_rows(session):
        if checklist.effective_id is not None:
            made = print_checklist(session, checklist.effective_id, wish, print_paper)
            yield "checklist", made.pdf
            break
    batch = session.scalars(select(Batch.id).order_by(Batch.id)).first()
    if batch is not None:
        yield "batch-card", print_batch_card(session, batch, wish, print_paper).pdf
        for stock in STOCKS:
            labels = LabelWish(stock=stock.name, count=stock.room, start=1)
            made = print_labels(session, batch, labels, wish, print_paper)
            yield f"labels-{stock.name}", made.pdf
    person = session.scalars(select(PersonKey.person_id).order_by(PersonKey.id)).first()
    if person is not None:
        yield "key-card", print_key_card(session, person, wish, print_paper).pdf


def _pictures(out: Path, kind: str, language: str, pdf: bytes) -> list[Path]:
    """Write a paper and a picture of each page; return the pictures."""
    (out / f"{kind}.{language}.pdf").write_bytes(pdf)
    files = []
    with Preview(pdf) as preview:
        for page in range(preview.page_count):
            shown = preview.render(page, _SCALE)
            file = out / f"{kind}.{language}.{page + 1}.png"
            Image.frombytes("RGB", (shown.width, shown.height), shown.rgb).save(file)
            files.append(file)
    return files


def _write_index(out: Path, made: dict[str, list[Path]]) -> None:
    """Write a page that shows every picture, a line for each kind."""
    lines = ["<!doctype html><meta charset='utf-8'><title>Papers</title>"]
    for kind, files in made.items():
        lines.append(f"<h2>{html.escape(kind)}</h2>")
        lines += [
            f"<a href='{file.name}'><img src='{file.name}' alt='{file.stem}' width='360'></a>"
            for file in files
        ]
    (out / "index.html").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
