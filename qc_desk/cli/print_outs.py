"""``qc-desk print``: a print-out as a file; it has no number and is not kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.output import give, json_option
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import LANGUAGES

if TYPE_CHECKING:
    from qc_desk.services.batch_prints import LabelWish
    from qc_desk.services.desk import Session
    from qc_desk.services.print_outs import PrintedPaper, PrintWish

KINDS = ("procedure", "checklist", "training", "batch-card", "batch-labels", "key-card")


@click.command("print")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the PDF.")
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), help="The words around it.")
@click.option("--version", type=int, help="Another version than the one in force.")
@click.option("--stock", default="100x50", show_default=True, help="Which labels.")
@click.option("--count", default=1, show_default=True, help="How many labels.")
@click.option("--start", default=1, show_default=True, help="First free place of a sheet.")
@json_option
@pass_program
def print_out(  # noqa: PLR0913, PLR0917 (one for each option)
    program: Program,
    kind: str,
    name: str,
    output: Path | None,
    language: str | None,
    version: int | None,
    stock: str,
    count: int,
    start: int,
    *,
    as_json: bool,
) -> None:
    """Write a print-out to a file and print its path.

    NAME is the code of a procedure or checklist, a batch (or PRODUCT/BATCH), or a login. Labels
    are 100x50, 62x29 and 57x32 mm, and sheets: a4-3x8, a4-2x5, letter-3x10, letter-2x5. A
    print-out is an uncontrolled copy: each page says when it was made and from which version.
    """
    from qc_desk.services.batch_prints import LabelWish  # noqa: PLC0415
    from qc_desk.services.files import write_file  # noqa: PLC0415
    from qc_desk.services.print_outs import PrintWish  # noqa: PLC0415

    wish = PrintWish(at=datetime.now(UTC), language=language or "")
    labels = LabelWish(stock=stock, count=count, start=start)
    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        made = _made(session, kind, name, version, labels, wish)
    target = output or Path(f"{made.name}.pdf")
    write_file(target, made.pdf)
    give({"kind": kind, "name": name, "file": target}, [str(target)], as_json=as_json)


def _made(
    session: "Session",
    kind: str,
    name: str,
    version: int | None,
    labels: "LabelWish",
    wish: "PrintWish",
) -> "PrintedPaper":
    """Find what is meant and print it."""
    from qc_desk.reports import print_paper  # noqa: PLC0415
    from qc_desk.services import (  # noqa: PLC0415
        batch_prints,
        key_cards,
        manual_prints,
        print_names,
    )
    from qc_desk.services.batches import find_batch  # noqa: PLC0415
    from qc_desk.services.people import person_of_login  # noqa: PLC0415

    if kind == "procedure":
        found = print_names.procedure_named(session, name, version)
        return manual_prints.print_procedure(session, found, wish, print_paper)
    if kind == "checklist":
        found = print_names.checklist_named(session, name, version)
        return manual_prints.print_checklist(session, found, wish, print_paper)
    if kind == "training":
        subject = print_names.subject_named(session, name)
        return manual_prints.print_training(session, subject, wish, print_paper)
    if kind == "key-card":
        person = person_of_login(session, name)
        return key_cards.print_key_card(session, person, wish, print_paper)
    batch = find_batch(session, name)
    if kind == "batch-card":
        return batch_prints.print_batch_card(session, batch, wish, print_paper)
    return batch_prints.print_labels(session, batch, labels, wish, print_paper)
