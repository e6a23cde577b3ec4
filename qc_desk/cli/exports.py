"""``qc-desk export``: rows as a table, all tables in one file, charts, or checklists as files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.charts import chart
from qc_desk.cli.identity import identified, identity_options, owner_options
from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.domain.exported_kinds import EXPORTED
from qc_desk.i18n import _, ngettext

if TYPE_CHECKING:
    from qc_desk.services.exports import ExportResult

ACROSS = ("drift", "versions", "items")

_file = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def export() -> None:
    """Write one kind of rows to a file (.csv, .tsv or .xlsx), or something else."""


def _of_kind(kind: str) -> click.Command:
    """Return the command that writes one kind of rows."""

    @click.command(kind, help=f"Write {kind} to FILE (.csv, .tsv or .xlsx) and print its path.")
    @_file
    @json_option
    @pass_program
    def command(program: Program, file: Path, *, as_json: bool) -> None:
        _table(program, kind, file, as_json=as_json)

    return command


def _table(program: Program, kind: str, file: Path, *, as_json: bool) -> None:
    from qc_desk.services.agreements import export_agreements  # noqa: PLC0415
    from qc_desk.services.exported_across import export_across  # noqa: PLC0415
    from qc_desk.services.exports import export_table  # noqa: PLC0415

    with program.open_record(program.settings, writer=False, create=False) as desk:
        if kind == "agreement":
            done = export_agreements(desk, file)
        elif kind in ACROSS:
            done = export_across(desk, kind, file, datetime.now(UTC))
        else:
            done = export_table(desk, kind, file)
    _tell(done, file, as_json=as_json)


def _tell(done: "ExportResult", file: Path, *, as_json: bool) -> None:
    """Give the path of what was written, and say how many rows it holds."""
    give(done, [str(file)], as_json=as_json)
    written = ngettext("{count} row was written.", "{count} rows were written.", done.rows)
    say(written.format(count=done.rows))
    if done.why_left_out:
        say(done.why_left_out)


@click.command()
@_file
@identity_options
@json_option
@pass_program
def people(
    program: Program, file: Path, *, login: str, password: str | None, as_json: bool
) -> None:
    """Write people and their roles to FILE (.csv, .tsv or .xlsx), as an owner; no passwords."""
    from qc_desk.services.exported_people import export_people  # noqa: PLC0415

    with program.open_record(program.settings, writer=True, create=False) as desk:
        done = export_people(desk, file, identified(desk, login, password))
    _tell(done, file, as_json=as_json)


@click.command()
@_file
@owner_options
@json_option
@pass_program
def views(
    program: Program, file: Path, *, login: str, password: str | None, as_json: bool
) -> None:
    """Write all tables with documented names to FILE.db, for Excel, Power Query and DuckDB.

    Logins and roles of people are left out, unless an owner asks for them with --as. FILE.sql gets
    the same as views for PostgreSQL, to be run by the owner of the record.
    """
    if file.suffix.lower() == ".sql":
        from qc_desk.services.files import write_file  # noqa: PLC0415
        from qc_desk.services.views.on_server import views_sql  # noqa: PLC0415

        write_file(file, views_sql().encode())
        give({"file": file}, [str(file)], as_json=as_json)
        return
    from qc_desk.services.views.copies import copy_views  # noqa: PLC0415

    with program.open_record(program.settings, writer=bool(login), create=False) as desk:
        by = identified(desk, login, password) if login else None
        done = copy_views(desk, file, datetime.now(UTC), by=by)
    give(done, [str(file)], as_json=as_json)
    written = ngettext("{count} row was written.", "{count} rows were written.", done.rows)
    say(written.format(count=done.rows))
    if not done.is_owners:
        say(_("Logins and roles of people were left out; an owner gets them with --as."))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--checklist", "code", default="", help="Code of one checklist; else all.")
@click.option("--version", "number", type=int, help="Its version; else the effective one.")
@json_option
@pass_program
def checklists(
    program: Program, folder: Path, code: str, number: int | None, *, as_json: bool
) -> None:
    """Write checklists into FOLDER, each as a TOML file that can be imported."""
    from qc_desk.services.checklist_writing import write_checklists  # noqa: PLC0415

    if number is not None and not code:
        raise click.UsageError(_("--version needs --checklist."))
    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        done = write_checklists(session, folder, code, number)
    give({"files": done}, [str(file) for file in done], as_json=as_json)
    written = ngettext("{count} file was written.", "{count} files were written.", len(done))
    say(written.format(count=len(done)))


for each in (
    *(_of_kind(kind) for kind in (*EXPORTED, *ACROSS, "agreement")),
    people,
    views,
    checklists,
):
    export.add_command(each)
export.add_command(chart)
