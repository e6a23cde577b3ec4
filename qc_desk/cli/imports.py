"""``qc-desk import``: checklists from TOML or tables; all else from tables."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.identity import identified, identity_options
from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _, format_list, ngettext

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk
    from qc_desk.services.imports import ImportResult

KINDS = (
    "checklists",
    "products",
    "customers",
    "orders",
    "people",
    "batches",
    "complaints",
    "gauges",
)


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help='TOML file that says which of their columns is ours: quantity = "Stück".',
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--refused",
    type=click.Path(path_type=Path),
    help="Write the refused rows of the one file to this CSV, TSV or XLSX file.",
)
@identity_options
@json_option
@click.pass_context
@pass_program
def import_(  # noqa: PLR0913 (each is an option of the command)
    program: Program,
    context: click.Context,
    kind: str,
    files: tuple[Path, ...],
    *,
    mapping: Path | None,
    login: str,
    password: str | None,
    dry_run: bool,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Import one KIND from FILES: all rows, or none when any is refused.

    Checklists are TOML files, or tables of items that are named after the checklist's code; they
    become drafts, which a second person makes effective in the window. All else are tables: CSV,
    TSV or XLSX. Importing the same file again changes nothing. A mapping that the window has saved
    also says how the file is written. People get no password: they choose one in the window.
    """
    plain = kind == "checklists" and all(file.suffix.lower() == ".toml" for file in files)
    if mapping is not None and plain:
        raise click.UsageError(_("Checklists have no columns: --mapping is for tables."))
    if refused is not None and (kind == "checklists" or len(files) > 1):
        raise click.UsageError(_("--refused is for one table."))
    with program.open_record(program.settings, writer=True, create=False) as desk:
        by = identified(desk, login, password)
        results = _import(desk, kind, files, by, mapping=mapping, dry_run=dry_run)
    lines = [
        _("{file}, line {line}: {field}: {reason}").format(
            file=result.file_name, line=row.line, field=row.field, reason=row.reason
        )
        for result in results
        for row in result.refused
    ]
    give(results, lines, as_json=as_json)
    if refused is not None and results[0].refused:
        _write_refused(kind, files[0], mapping, results[0], refused)
    for result in results:
        say(_account(result, stopped=bool(lines)))
        if result.ignored_columns:
            say(_unused(result))
    context.exit(1 if lines else 0)


def _import(
    desk: "Desk",
    kind: str,
    files: tuple[Path, ...],
    by: int,
    *,
    mapping: Path | None,
    dry_run: bool,
) -> "list[ImportResult]":
    from qc_desk.services.import_files import import_tables, read_tables  # noqa: PLC0415
    from qc_desk.services.imports import Manner  # noqa: PLC0415

    at, manner = datetime.now(UTC), Manner(dry_run=dry_run)
    if kind == "checklists":
        return [_import_checklists(desk, files, by, mapping=mapping, dry_run=dry_run)]
    if kind == "complaints":
        from qc_desk.services.complaint_columns import COMPLAINTS  # noqa: PLC0415
        from qc_desk.services.complaint_imports import import_complaint_files  # noqa: PLC0415
        from qc_desk.services.import_mappings import read_import_mapping  # noqa: PLC0415

        understood = read_import_mapping(mapping, COMPLAINTS) if mapping is not None else None
        return import_complaint_files(desk, files, understood, by, at, manner)
    tables = read_tables(kind, files, mapping)
    return import_tables(desk, kind, tables, by, at, manner)


def _write_refused(
    kind: str, file: Path, mapping: Path | None, result: "ImportResult", target: Path
) -> None:
    """Write the refused rows as they stood, each with its line and why."""
    from qc_desk.services.import_files import told_form  # noqa: PLC0415
    from qc_desk.services.refused_rows import write_refused  # noqa: PLC0415

    write_refused(file, told_form(kind, mapping), result.refused, target)
    say(_("The refused rows are saved as {file}.").format(file=target))


def _import_checklists(
    desk: "Desk", files: tuple[Path, ...], by: int, *, mapping: Path | None, dry_run: bool
) -> "ImportResult":
    """Import checklists, each from a TOML file or a table of its items, all or none."""
    from qc_desk.services.checklist_files import read_checklist_file  # noqa: PLC0415
    from qc_desk.services.checklist_sheet_imports import read_checklist_sheets, sheet_draft  # noqa: PLC0415
    from qc_desk.services.imports import import_drafts  # noqa: PLC0415

    told = [file for file in files if file.suffix.lower() == ".toml"]
    drafts = [read_checklist_file(file) for file in told]
    tables = read_checklist_sheets([file for file in files if file not in told], mapping)
    with desk.writing() as session:
        drafts += [sheet_draft(session, table) for table in tables]
        return import_drafts(session, drafts, by, datetime.now(UTC), dry_run=dry_run)


def _account(result: "ImportResult", *, stopped: bool) -> str:
    """Say what became of every row; ``stopped`` when a row of any file was refused."""
    if result.refused:
        return ngettext(
            "{file}: {count} row was refused, so nothing was imported. Mend it and import the "
            "file again.",
            "{file}: {count} rows were refused, so nothing was imported. Mend them and import the "
            "file again.",
            len(result.refused),
        ).format(file=result.file_name, count=len(result.refused))
    new = ngettext("{count} new", "{count} new", result.new).format(count=result.new)
    known = ngettext("{count} already known", "{count} already known", result.known)
    if result.written and not result.new:
        sentence = _("{file}: {new}, {known}. Nothing was changed.")
    elif result.written:
        sentence = _("{file}: {new}, {known}.")
    elif stopped:
        sentence = _(
            "{file}: {new}, {known}. Nothing was written, because rows of another file were "
            "refused."
        )
    else:
        sentence = _("{file}: {new}, {known}. This was a rehearsal; nothing was written.")
    return sentence.format(file=result.file_name, new=new, known=known.format(count=result.known))


def _unused(result: "ImportResult") -> str:
    """Name the columns that nobody asked for."""
    return ngettext(
        "{file}: this column was not used: {names}.",
        "{file}: these columns were not used: {names}.",
        len(result.ignored_columns),
    ).format(file=result.file_name, names=format_list(result.ignored_columns))
