"""``qc-desk evidence``: a report with everything that proves it, in one file."""

from pathlib import Path

import click

from qc_desk.cli.output import give, json_option
from qc_desk.cli.program import Program, pass_program


@click.command()
@click.argument("report")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the ZIP.")
@json_option
@pass_program
def evidence(program: Program, report: str, output: Path | None, *, as_json: bool) -> None:
    """Write the evidence bundle of the report of this number and print its path.

    It holds the report, its data, photos, public keys, signatures and instructions: anybody can
    check it without this program.
    """
    from qc_desk.services.evidence import bundle_name, make_bundle  # noqa: PLC0415
    from qc_desk.services.report_lists import report_of_number, report_row  # noqa: PLC0415

    with program.open_record(program.settings, writer=False, create=False) as desk:
        with desk.reading() as session:
            report_id = report_of_number(session, report)
            number = report_row(session, report_id).number
        made = make_bundle(desk, report_id, output or Path(bundle_name(number)))
    give(made, [str(made.file)], as_json=as_json)
