"""``qc-desk report``: the issued report of a batch as a file."""

from pathlib import Path

import click

from qc_desk.cli.output import give, json_option
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import LANGUAGES


@click.command()
@click.argument("batch")
@click.option(
    "--language", type=click.Choice(sorted(LANGUAGES)), help="As issued in this language."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the PDF.")
@json_option
@pass_program
def report(
    program: Program, batch: str, language: str | None, output: Path | None, *, as_json: bool
) -> None:
    """Write the newest issued report of BATCH (or PRODUCT/BATCH) to a file and print its path.

    The bytes are those that were issued. A report in another language is issued in the window,
    because it is a new report with a number of its own.
    """
    from qc_desk.services import batches, issued_reports  # noqa: PLC0415
    from qc_desk.services.files import write_file  # noqa: PLC0415

    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        batch_id = batches.find_batch(session, batch)
        report_id = issued_reports.newest_report(session, batch_id, language or "")
        row = issued_reports.report_row(session, report_id)
        pdf = issued_reports.report_pdf(session, report_id)
    target = output or Path(f"{row.number}.pdf")
    write_file(target, pdf)
    give({"report": row, "file": target}, [str(target)], as_json=as_json)
