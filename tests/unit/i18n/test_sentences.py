"""No sentence that a person sees stands outside the catalogue."""

from pathlib import Path

import pytest

from tests.unit.i18n.sentences import too_early, unmarked

PROGRAM = Path(__file__).parents[3] / "qc_desk"
SHOWN = (
    *("ui", "cli", "reports", "services", "domain", "app.py", "settings.py"),
    *("storage/refusals.py", "storage/lock.py", "storage/row_check.py", "storage/place.py"),
)
NOT_TRANSLATED = {
    "ui/crash.py": {"QC Desk {}{}, Python {}{}, Qt {}"},  # for whoever mends the program
    "ui/main_window.py": {"QC Desk"},
    "ui/start_up.py": {"QC Desk", "Fusion"},  # the name, and a style of Qt
    "ui/theme.py": {"DejaVu Sans Condensed"},
    "reports/document.py": {
        *("QC Desk {}", "QC Desk, ReportLab"),
        *("Title", "Author", "Subject", "Creator", "Producer", "Data"),  # keys in a PDF
    },
    "reports/attachments.py": {"Supplement", "Size"},  # keys in a PDF
    "reports/charts/drawing.py": {"DejaVu Sans Condensed"},
    "services/complaint_columns.py": {  # how other programs call a channel
        *("elektronska posta", "web form", "text message", "telephone call"),
    },
    "services/evidence.py": {"signed-*.txt, signature-*.bin, key-*.pem"},
    "services/sample_walk.py": {"sample draw of {}{} {}{} {}"},  # a seed
    "services/glance.py": {"river stone lamp seven"},  # a password
    "services/inspections.py": {"answers.inspection_id, answers.item_id, answers.unit_number"},
    "services/mail_passwords.py": {"QC Desk e-mail"},  # in the key ring of the computer
    "services/workbooks.py": {"yyyy-mm-dd hh:mm:ss"},
    "services/checklist_drafts.py": {"defect_code"},  # a field of an item
    "services/procedure_links.py": {"procedure"},  # the same
    "domain/item_rules.py": {"code"},  # the same
    "services/checklist_writing.py": {"name"},  # a field of a defect code
    "services/checklist_differences.py": {"_(labels[key[1]])"},  # marked where it stands
    "services/search.py": {"CASE WHEN {}{} > 0 THEN 1 ELSE 0 END"},  # part of a statement
    "services/views/copies.py": {
        "CREATE TABLE {}{} ({}{})",
        "CREATE TABLE {}{} (name TEXT, value TEXT)",
        "CREATE TABLE qc_columns (view TEXT, name TEXT, kind TEXT, about TEXT)",
        "QC Desk {}",
    },
    "services/snoozes.py": {"shown again"},  # stays in the record
    "domain/plain_words/__init__.py": {"English", "Srpski", "Hrvatski"},  # in their own language
}
NAMES_OF_THINGS = {
    *("services/sample_gauges.py", "services/sample_pictures.py"),
    "services/sample_shop.py",  # people, goods and places of the sample shop
    "reports/archival.py",  # what stands inside a PDF
    # the documentation of tables, in English like the names of their columns
    *(f"services/views/{name}.py" for name in ("of_checks", "of_loop", "on_server")),
    "services/search_hits.py",  # parts of statements only
    "storage/place.py",  # the names of programs that copy folders
    *(  # words that the writing helper looks for, each in its language
        f"domain/plain_words/{tongue}.py"
        for tongue in ("english", "kazakh", "south_slavic", "spanish", "ukrainian")
    ),
}


def modules() -> list[Path]:
    """Return every module that says something to a person."""
    places = [PROGRAM / place for place in SHOWN]
    return [
        file
        for place in places
        for file in (sorted(place.rglob("*.py")) if place.is_dir() else [place])
        if file.relative_to(PROGRAM).as_posix() not in NAMES_OF_THINGS
    ]


def test_that_every_sentence_is_in_the_catalogue() -> None:
    read = modules()
    assert len(read) > 150
    outside = []
    for file in read:
        name = file.relative_to(PROGRAM).as_posix()
        known = NOT_TRANSLATED.get(name, set())
        found = unmarked(file.read_text(encoding="utf-8"))
        outside += [f"{name}:{each.line} {each.text}" for each in found if each.text not in known]
    assert outside == []


def test_that_no_exception_outlives_what_it_excuses() -> None:
    for name, excused in NOT_TRANSLATED.items():
        found = {each.text for each in unmarked((PROGRAM / name).read_text(encoding="utf-8"))}
        assert excused <= found, name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('label = QLabel("Batches")', "Batches"),
        ('self.mark.setText("held")', "held"),
        ('self.mark.setToolTip(f"batch {number}")', "batch {}"),
        ('say("Nothing is open.")', "Nothing is open."),
        ('click.echo("done")', "done"),
        ('button("Save", self.save, "plain", "check")', "Save"),
        ('kit.messages.succeed(_("Saved."), "the batch is kept")', "the batch is kept"),
        ('names.addItem("all", None)', "all"),
        ('self.setAccessibleName("chosen" if stands else _("free"))', "chosen"),
        ('raise FieldInvalid(field="quantity", value=text, why=why)', "quantity"),
        ('why = "it is empty, fill it in."', "it is empty, fill it in."),
        ('class Gone(QcError):\n    sentence = "It is gone."', "It is gone."),
        ('columns = [Heading("Product"), Heading(N_("Batch"))]', "Product"),
        ('_(f"Batch {number} is held.")', "f'Batch {number} is held.'"),
        ('_("Batch {number}".format(number=1))', "'Batch {number}'.format(number=1)"),
        ('_("Batch " + number)', "'Batch ' + number"),
        ("said = f\"{told} {_('It has left.')}\"", "_('It has left.')"),
        ('setTitle(" ".join(["open", name]))', "open"),
        ('message = "It is held."\nsay(message)', "It is held."),
        ('message = "It is held."\nraise FileRefused(message)', "It is held."),
    ],
)
def test_that_a_sentence_outside_the_catalogue_is_found(source: str, text: str) -> None:
    assert [found.text for found in unmarked(source)] == [text]


@pytest.mark.parametrize(
    "source",
    [
        '"""What this module is for."""',
        'label = QLabel(_("Batches"))',
        'button(_("Save"), self.save, "plain", "check")',
        'sentence = N_("It is gone.")',
        'said = ngettext("{count} piece", "{count} pieces", count).format(count=count)',
        'self.setText(f"{name} · {code}")',
        'self.setText(facts["first name"])',
        'self.setText(_(WORDS[state]))',
        'self.setShortcut("Ctrl+N")',
        'def show(self, batch: "Batch") -> "Callable[[Session], Batch]": ...',
        'message = "there is no such slot"\nraise ValueError(message)',
        'if reason == "Permission denied": pass',
        '__all__ = ["Finding"]',
        'CheckConstraint("quantity BETWEEN 1 AND 9")',
        'ASKED = "SELECT id FROM complaints WHERE number = :asked"',
    ],
)  # fmt: skip
def test_that_what_nobody_reads_is_left_alone(source: str) -> None:
    assert unmarked(source) == []


def test_that_nothing_is_translated_before_the_language_is_known() -> None:
    early = [
        f"{file.relative_to(PROGRAM).as_posix()}:{each.line} {each.text}"
        for file in sorted(PROGRAM.rglob("*.py"))
        for each in too_early(file.read_text(encoding="utf-8"))
    ]
    assert early == []


@pytest.mark.parametrize(
    "source",
    [
        'TITLE = _("Batches")',
        'class Page:\n    title = _("Batches")',
        'def show(title=_("Batches")): ...',
        'WORDS = {"one": ngettext("piece", "pieces", 1)}',
    ],
)
def test_that_a_message_translated_too_early_is_found(source: str) -> None:
    assert len(too_early(source)) == 1


@pytest.mark.parametrize(
    "source",
    ['TITLE = N_("Batches")', 'def title(): return _("Batches")', 'title = lambda: _("Batches")'],
)
def test_that_a_message_translated_when_it_is_shown_is_left_alone(source: str) -> None:
    assert too_early(source) == []
