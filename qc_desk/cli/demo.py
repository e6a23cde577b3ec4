"""``qc-desk demo``: the sample shop, one batch signed off by two people, and its report."""

from datetime import UTC, datetime
from pathlib import Path

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import LANGUAGES, _, speaking
from qc_desk.settings import Settings


@click.command()
@click.option("--no-window", is_flag=True, help="Do not open the window afterwards.")
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), help="Of words and report.")
@json_option
@click.pass_context
@pass_program
def demo(
    program: Program,
    context: click.Context,
    *,
    no_window: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Make the sample shop, let two people sign off a batch, print the report's path."""
    settings = _demo_settings(program.settings, context)
    spoken = language or settings.language
    with speaking(spoken):
        played = _play(program, settings, spoken)
        give(played, [str(played["report"])], as_json=as_json)
        if no_window:
            return
        if not program.has_display():
            say(_("There is no display, so the window is not opened. The report is finished."))
            return
    # outside: the window speaks the language of whoever signs in
    context.exit(program.show_window(settings))


def _demo_settings(settings: Settings, context: click.Context) -> Settings:
    """The demo has a folder of its own beside the real record, unless a place is given."""
    from dataclasses import replace  # noqa: PLC0415

    given = context.parent.params if context.parent is not None else {}
    if given.get("data") or given.get("database"):
        return settings
    return replace(settings, data=settings.data / "demo", database="")


def _play(program: Program, settings: Settings, language: str) -> dict[str, object]:
    from qc_desk.reports import print_paper  # noqa: PLC0415
    from qc_desk.services import sample_shop  # noqa: PLC0415
    from qc_desk.services.files import write_file  # noqa: PLC0415

    at = datetime.now(UTC)
    with program.open_record(settings, writer=True, create=True) as desk:
        place = settings.database or str(settings.data)
        if sample_shop.must_be_sample(desk, place):
            say(_("The sample shop is here already; one more batch is checked in it."))
        else:
            say(_("Making the sample shop: three sites, six people, forty batches …"))
            sample_shop.make_sample_shop(desk, at, print_paper)
        played = sample_shop.play(desk, at, print_paper, language)
    target = Path(settings.data) / "reports" / f"{played.report}.pdf"
    write_file(target, played.pdf)
    say(
        _(
            "{first} and {second} checked batch {batch} and signed it. Its report is {report}."
        ).format(
            first=played.first, second=played.second, batch=played.batch, report=played.report
        )
    )
    say(
        _("To look around, sign in as anybody with the password “{password}”.").format(
            password=sample_shop.PASSWORD
        )
    )
    return {
        "report": target,
        "number": played.report,
        "batch": played.batch,
        "verdict": played.verdict,
        "data": place,
    }
