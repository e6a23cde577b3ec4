"""``qc-desk verify``: the whole record, or one PDF against it."""

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _, format_integer, ngettext

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk
    from qc_desk.services.verify_reports import ReportCheck


@click.command()
@click.argument("pdf", type=click.Path(path_type=Path), required=False)
@json_option
@click.pass_context
@pass_program
def verify(program: Program, context: click.Context, pdf: Path | None, *, as_json: bool) -> None:
    """Check the whole record, or a report PDF or evidence bundle; exit code 1 when it is wrong."""
    with program.open_record(program.settings, writer=False, create=False) as desk:
        outside = program.settings.outside
        good = (
            _verify_record(desk, outside, as_json)
            if pdf is None
            else _verify_pdf(desk, pdf, as_json)
        )
    context.exit(0 if good else 1)


def _verify_record(desk: "Desk", outside: Path | None, as_json: bool) -> bool:  # noqa: FBT001 (the flag of the command)
    from qc_desk.services.restore_words import restored  # noqa: PLC0415
    from qc_desk.services.verify import verify_record  # noqa: PLC0415

    done = verify_record(desk, second_place=outside)
    lines = [
        _("Audit entries: {count}").format(count=format_integer(done.entries)),
        _("Signatures: {count}").format(count=format_integer(done.sign_offs)),
        _("Reports: {count}").format(count=format_integer(done.reports)),
        _("Head: {head}").format(head=done.head),
        *(restored(each) for each in done.restorations),
        *(f"{found.where}: {found.what}" for found in done.findings),
    ]
    give(done, lines, as_json=as_json)
    if done.good:
        say(_("The record is whole: every entry, signature, rule and report was checked."))
    else:
        count = len(done.findings)
        say(
            ngettext(
                "{count} thing is wrong. Do not work on with this record; keep it, and compare it "
                "with the last good backup.",
                "{count} things are wrong. Do not work on with this record; keep it, and compare "
                "it with the last good backup.",
                count,
            ).format(count=count)
        )
    return done.good


def _verify_pdf(desk: "Desk", pdf: Path, as_json: bool) -> bool:  # noqa: FBT001
    from qc_desk.reports.reading import read_report  # noqa: PLC0415
    from qc_desk.services.files import read_file  # noqa: PLC0415
    from qc_desk.services.verify_evidence import is_bundle  # noqa: PLC0415
    from qc_desk.services.verify_reports import check_report, told  # noqa: PLC0415

    content = read_file(pdf)
    if is_bundle(content):
        return _verify_bundle(desk, pdf.name, content, as_json)
    read = read_report(content)
    with desk.reading() as session:
        checked = check_report(session, read.report_number, content, read.signed_data)
    lines = [
        _head(checked),
        *(_("Signed: {words}").format(words=words) for words in checked.signatures),
        *(f"{found.where}: {found.what}" for found in checked.findings),
    ]
    give(checked, lines, as_json=as_json)
    say(told(checked))
    return checked.good


def _verify_bundle(desk: "Desk", file: str, content: bytes, as_json: bool) -> bool:  # noqa: FBT001
    from qc_desk.reports.reading import read_report  # noqa: PLC0415
    from qc_desk.services.verify_evidence import check_bundle  # noqa: PLC0415
    from qc_desk.services.verify_reports import check_report, told  # noqa: PLC0415

    bundle = check_bundle(file, content)
    read = read_report(bundle.pdf)
    with desk.reading() as session:
        each = [
            check_report(session, read.report_number, pdf, bundle.data)
            for pdf in (bundle.pdf, bundle.signed)
            if pdf
        ]
    checked = each[-1]  # the signed copy, where there is one, tells more
    findings = list(dict.fromkeys(chain(bundle.findings, *(one.findings for one in each))))
    lines = [
        _head(checked),
        *(_("Signed: {words}").format(words=words) for words in checked.signatures),
        *(f"{found.where}: {found.what}" for found in findings),
    ]
    give(
        {"report": each[0], "signed_copy": each[1:], "bundle": bundle.findings},
        lines,
        as_json=as_json,
    )
    if findings:
        say(_("This bundle is not what was made here. Do not rely on it; ask for the original."))
    else:
        count = ngettext(
            "The bundle is whole: {count} file.",
            "The bundle is whole: {count} files.",
            bundle.files,
        )
        say(f"{count.format(count=format_integer(bundle.files))} {told(checked)}")
    return not findings


def _head(checked: "ReportCheck") -> str:
    """Return which report it is, and what it is about."""
    if checked.batch or not checked.about:
        told = _("Report {number}, batch {batch}")
        return told.format(number=checked.number, batch=checked.batch)
    return _("Report {number}: {about}").format(number=checked.number, about=checked.about)
