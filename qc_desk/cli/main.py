"""The program's one command with its subcommands; without one it opens the window."""

from pathlib import Path

import click

from qc_desk import __version__
from qc_desk.cli.backup import backup
from qc_desk.cli.deliver import deliver
from qc_desk.cli.demo import demo
from qc_desk.cli.evidence import evidence
from qc_desk.cli.exports import export
from qc_desk.cli.find import find
from qc_desk.cli.imports import import_
from qc_desk.cli.output import say
from qc_desk.cli.print_outs import print_out
from qc_desk.cli.program import Program
from qc_desk.cli.report import report
from qc_desk.cli.reports import reports
from qc_desk.cli.restore import restore
from qc_desk.cli.review import review
from qc_desk.cli.sign import sign
from qc_desk.cli.verify import verify
from qc_desk.i18n import _


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the record.")
@click.option("--database", help="A PostgreSQL record: postgresql://USER@HOST/NAME.")
@click.version_option(__version__, prog_name="qc-desk")
@click.pass_context
def cli(context: click.Context, data: Path | None, database: str | None) -> None:
    """A second inspector signs off every production batch."""
    program = context.find_object(Program)
    if program is None:
        message = "the composition root gives no program"
        raise RuntimeError(message)
    if data is not None and database:
        raise click.UsageError(_("Give --data or --database, not both."))
    context.obj = program.with_place(data, database)
    if context.invoked_subcommand is not None:
        return
    if not program.has_display():
        say(
            _(
                "There is no display, so no window can be opened. "
                "The commands work without one: qc-desk --help."
            )
        )
        context.exit(1)
    context.exit(program.show_window(context.obj.settings))


for command in (
    backup,
    deliver,
    demo,
    evidence,
    export,
    find,
    import_,
    print_out,
    report,
    reports,
    restore,
    review,
    sign,
    verify,
):
    cli.add_command(command)
