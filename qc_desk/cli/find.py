"""``qc-desk find``: everything in the record that fits some words."""

import click

from qc_desk.cli.output import give, json_option, say
from qc_desk.cli.program import Program, pass_program
from qc_desk.i18n import _


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--each", type=click.IntRange(1, 30), default=5, help="At most so many of a kind.")
@json_option
@pass_program
def find(program: Program, words: tuple[str, ...], each: int, *, as_json: bool) -> None:
    """Print what fits WORDS: batches, complaints, problems, people, reports and more.

    One or two wrong letters do no harm; Cyrillic and Latin letters find each other.
    """
    from qc_desk.services.search import search  # noqa: PLC0415 (on use)

    with (
        program.open_record(program.settings, writer=False, create=False) as desk,
        desk.reading() as session,
    ):
        found = search(session, " ".join(words), each)
    lines = [f"{row.kind.value} {row.id}\t{row.headline}\t{row.context}" for row in found]
    give(found, lines, as_json=as_json)
    if not found:
        say(_("Nothing fits these words. Look for fewer of them, or for part of a number."))
