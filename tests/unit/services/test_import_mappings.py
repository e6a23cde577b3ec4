"""Mappings: read with every mistake named, and written so that they read back the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.bundle import bundled
from qc_desk.domain.refusals import FileNotWritten, FileProblems
from qc_desk.services.complaint_columns import COMPLAINTS
from qc_desk.services.import_mappings import (
    ImportMapping,
    Taken,
    mapping_toml,
    read_import_mapping,
    write_import_mapping,
)
from qc_desk.services.sheets import SheetForm
from qc_desk.services.written_dates import DateForm

FULL = """
source = "Portal"
create_customers = true

[format]
encoding = "cp1250"
delimiter = ";"
header = true
quotes = "none"
dates = "d.m.y"

[columns]
outside_id = "Broj"
customer = 3
words = ["Opis", 7]
told_by = { columns = ["Ime", "Prezime"], joined_by = ", " }

[constants]
channel = "form"
heard_at = "2026-05-03"

[values.language]
"srpski" = "sr"
"*" = ""
"""


def read(tmp_path: Path, text: str | bytes) -> ImportMapping:
    file = tmp_path / "mapping.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_import_mapping(file, COMPLAINTS)


def problems(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(FileProblems) as refused:
        read(tmp_path, text)
    assert "mapping.toml" in str(refused.value)
    return "\n".join(refused.value.problems)


def test_that_a_mapping_says_everything_about_a_file(tmp_path: Path) -> None:
    assert read(tmp_path, FULL) == ImportMapping(
        source="Portal",
        form=SheetForm(encoding="cp1250", delimiter=";", header=True, quoted=False),
        dates=DateForm.DOTTED,
        columns={
            "outside_id": Taken(columns=("Broj",)),
            "customer": Taken(columns=(3,)),
            "told_by": Taken(columns=("Ime", "Prezime"), joined_by=", "),
            "words": Taken(columns=("Opis", 7)),
        },
        constants={"channel": "form", "heard_at": "2026-05-03"},
        values={"language": {"srpski": "sr", "*": ""}},
        create_customers=True,
    )


def test_that_what_is_left_out_is_found_out(tmp_path: Path) -> None:
    mapping = read(tmp_path, 'source = "x"\n[columns]\nwords = 1\n[format]\ndelimiter = "tab"\n')
    assert mapping.form == SheetForm(delimiter="\t")
    assert (mapping.dates, mapping.create_customers, mapping.constants) == (None, False, {})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "Portal"', "", "“source” is missing"),
        ('source = "Portal"', "source = 3", "line 2: “source” is 3: expected a text in quot"),
        ('source = "Portal"', 'sorce = "Portal"', "line 2: “sorce” is not known. Did you mean “s"),
        ("create_customers = true", 'create_customers = "yes"', "expected true / false"),
        ('encoding = "cp1250"', 'encoding = "latin9"', 'line 6, [format]: “encoding” is "latin9"'),
        ('delimiter = ";"', 'delimiter = "::"', '“delimiter” is "::": expected "," / ";"'),
        ("header = true", "header = 1", "“header” is 1: expected true / false"),
        ('quotes = "none"', 'quotes = "some"', 'expected "strict" / "none"'),
        ('dates = "d.m.y"', "dates = 3", '“dates” is 3: expected "iso" / "d.m.y"'),
        ("customer = 3", "customer = 0", "line 14, [columns]: “customer” is 0: expected a column"),
        ("customer = 3", "customer = true", "“customer” is true: expected a column"),
        ("customer = 3", "customer = []", "“customer” is []: expected a column"),
        ("customer = 3", "customer = { column = 3 }", 'expected a column (3 or "Heading")'),
        ("customer = 3", "customer = { columns = 3, joined_by = 1 }", "expected a column"),
        ("customer = 3", "costumer = 3", "Did you mean “customer”?"),
        ('channel = "form"', "channel = 1", "[constants]: “channel” is 1: expected a text"),
        ('channel = "form"', 'words = "x"', "“words” is a column and a constant."),
        ('"srpski" = "sr"', '"srpski" = 1', "[values.language]: “srpski” is 1: expected a text"),
        (
            "[values.language]",
            "[values]\nlanguage = 1\n[x]",
            "“language” is 1: expected [values.l",
        ),
        ("[columns]", "[culumns]", "Did you mean “columns”?"),
        ("[columns]", "[columns", "line 12"),
    ],
)
def test_that_every_mistake_is_told_with_its_place_and_what_was_expected(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert said in problems(tmp_path, FULL.replace(old, new))


def test_that_a_mapping_without_columns_is_refused(tmp_path: Path) -> None:
    assert "“[columns]” is missing." in problems(tmp_path, 'source = "x"\n')


def test_that_what_is_no_text_is_refused(tmp_path: Path) -> None:
    assert "codec" in problems(tmp_path, b'source = "\xff"')


def test_that_all_mistakes_are_told_together(tmp_path: Path) -> None:
    told = problems(tmp_path, "surce = 1\n[columns]\nword = 1\n[format]\nencoding = 1\n")
    assert len(told.splitlines()) == 4


def test_that_the_shipped_mapping_reads_back_as_it_was_written(tmp_path: Path) -> None:
    mapping = read_import_mapping(bundled("resources") / "samples/nhtsa.toml", COMPLAINTS)
    write_import_mapping(tmp_path / "again.toml", mapping)
    assert read_import_mapping(tmp_path / "again.toml", COMPLAINTS) == mapping
    assert read(tmp_path, mapping_toml(read(tmp_path, FULL))) == read(tmp_path, FULL)


def test_that_a_mapping_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileNotWritten):
        write_import_mapping(tmp_path / "folder", ImportMapping(source="x"))


PLACES = st.integers(1, 500) | st.sampled_from(['He"ad', "back\\slash", "Љубав", "a\tb", "x\x7f"])
SIGNS = st.text(st.characters(codec="utf-8"), max_size=5)


@given(
    columns=st.dictionaries(
        st.sampled_from(COMPLAINTS.fields[:6]),
        st.builds(
            lambda places, joined: Taken(
                columns=tuple(places), joined_by=joined if len(places) > 1 else " "
            ),
            st.lists(PLACES, min_size=1, max_size=3),
            SIGNS,
        ),
        min_size=1,
    ),
    constants=st.dictionaries(
        st.sampled_from(COMPLAINTS.fields[6:]), st.sampled_from(["form", "=cmd", 'a"b', "\\n"])
    ),
    values=st.dictionaries(
        st.sampled_from(COMPLAINTS.fields),
        st.dictionaries(SIGNS.filter(bool), st.sampled_from(["x", "", "y z"]), min_size=1),
    ),
    form=st.builds(
        SheetForm,
        encoding=st.sampled_from(["", "utf-8", "cp1251"]),
        delimiter=st.sampled_from(["", "\t", ",", "|"]),
        header=st.booleans(),
        quoted=st.booleans(),
    ),
    dates=st.none() | st.sampled_from(DateForm),
    create=st.booleans(),
)
def test_that_any_mapping_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    columns: dict[str, Taken],
    constants: dict[str, str],
    values: dict[str, dict[str, str]],
    form: SheetForm,
    dates: DateForm | None,
    create: bool,
) -> None:
    mapping = replace(
        ImportMapping(source="any"),
        columns=columns,
        constants=constants,
        values=values,
        form=form,
        dates=dates,
        create_customers=create,
    )
    file = tmp_path_factory.mktemp("mapping") / "any.toml"
    write_import_mapping(file, mapping)
    assert read_import_mapping(file, COMPLAINTS) == mapping
