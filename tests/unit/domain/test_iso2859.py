"""Sampling plans of ISO 2859-1:1999, every cell of its master tables."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.bundle import bundled
from qc_desk.domain.iso2859 import (
    LARGEST_LOT,
    Plan,
    aqls,
    code_letter,
    counts_nonconformities,
    for_lot,
    letters,
    plan,
    tighter_acceptance,
)
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.sampling_words import Level, Strictness

NORMAL, TIGHTENED, REDUCED = Strictness.NORMAL, Strictness.TIGHTENED, Strictness.REDUCED
FILES = {NORMAL: "2a_normal.csv", TIGHTENED: "2b_tightened.csv", REDUCED: "2c_reduced.csv"}
SIZES = {
    NORMAL: (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000),
    TIGHTENED: (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000),
    REDUCED: (2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800),
}
LETTERS = "ABCDEFGHJKLMNPQR"
CELLS = [(word, letter, aql) for word in Strictness for letter in LETTERS for aql in aqls()]
# the 26 AQLs rise by the fifth root of ten, and so do the sample sizes: along a diagonal n x AQL
# is the same, and so is Ac. This is how the standard was built (its annex and H. C. Hamaker).
DIAGONAL = {
    NORMAL: ("0", "U", "D", "1", "2", "3", "5", "7", "10", "14", "21"),
    TIGHTENED: ("0", "D", "D", "1", "2", "3", "5", "8", "12", "18"),
    REDUCED: ("0", "U", "D", "D", "1", "2", "3", "5", "6", "8", "10"),
}


def grid(word: Strictness) -> dict[tuple[str, int], str]:
    """Read a master table as printed, by letter and column; nothing is followed here."""
    path: Path = bundled("resources") / "iso2859" / FILES[word]
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
    return {(row[0], column): cell for row in rows for column, cell in enumerate(row[2:])}


def walked(cells: dict[tuple[str, int], str], letter: str, column: int) -> str:
    """Walk from cell to cell, each time where that cell's own arrow points; return the letter."""
    order = "ABCDEFGHJKLMNPQRS"
    seen: list[str] = []
    while cells[letter, column] in ("UP", "DOWN"):
        assert letter not in seen, "arrows point at each other"
        seen.append(letter)
        step = 1 if cells[letter, column] == "DOWN" else -1
        letter = order[order.index(letter) + step]
    return letter


def test_that_there_are_1248_cells_and_each_has_a_plan() -> None:
    assert len(CELLS) == 1248
    assert {type(plan(letter, aql, word)) for word, letter, aql in CELLS} == {Plan}


@pytest.mark.parametrize("word", list(Strictness))
def test_that_every_cell_is_the_plan_its_own_arrows_lead_to(word: Strictness) -> None:
    cells = grid(word)
    sizes = dict(zip(LETTERS, SIZES[word], strict=True)) | {"S": 3150}
    for letter in LETTERS:
        for column, aql in enumerate(aqls()):
            target = walked(cells, letter, column)
            ac, re = (int(number) for number in cells[target, column].split())
            expected = Plan(letter=target, n=sizes[target], ac=ac, re=re)
            assert plan(letter, aql, word) == expected, (word, letter, aql)
            assert re == ac + 1


@pytest.mark.parametrize("word", list(Strictness))
def test_that_the_printed_cells_follow_the_diagonals_the_standard_is_built_on(
    word: Strictness,
) -> None:
    """From D to R the same place along a diagonal says the same; A to C and the edges differ."""
    cells = grid(word)
    names = {"UP": "U", "DOWN": "D"}
    zero = 15 if word is TIGHTENED else 14  # the column in which row A accepts none
    for row, letter in enumerate(LETTERS[3:14], start=3):
        for place, wanted in enumerate(DIAGONAL[word]):
            column = zero - row + place
            if 0 <= column < 26:
                cell = cells[letter, column]
                assert (names.get(cell) or cell.split()[0]) == wanted, (letter, column)


@pytest.mark.parametrize(
    ("letter", "aql", "word", "n", "ac", "lands_on"),
    [
        # 2-A, as printed in the standard and in every textbook since MIL-STD-105D
        ("J", "1.0", NORMAL, 80, 2, "J"),
        ("K", "0.65", NORMAL, 125, 2, "K"),
        ("L", "2.5", NORMAL, 200, 10, "L"),
        ("G", "6.5", NORMAL, 32, 5, "G"),
        ("H", "4.0", NORMAL, 50, 5, "H"),
        ("M", "0.40", NORMAL, 315, 3, "M"),
        ("F", "0.65", NORMAL, 20, 0, "F"),
        ("F", "1.0", NORMAL, 13, 0, "E"),
        ("F", "1.5", NORMAL, 32, 1, "G"),
        ("A", "0.65", NORMAL, 20, 0, "F"),
        ("A", "10", NORMAL, 5, 1, "C"),
        ("A", "0.010", NORMAL, 1250, 0, "Q"),
        ("R", "0.010", NORMAL, 1250, 0, "Q"),
        ("R", "1000", NORMAL, 3, 44, "B"),
        ("R", "0.65", NORMAL, 2000, 21, "R"),
        # 2-B
        ("J", "1.0", TIGHTENED, 80, 1, "J"),
        ("L", "2.5", TIGHTENED, 200, 8, "L"),
        ("M", "2.5", TIGHTENED, 315, 12, "M"),
        ("R", "0.025", TIGHTENED, 3150, 1, "S"),
        ("A", "10", TIGHTENED, 8, 1, "D"),
        ("R", "0.65", TIGHTENED, 2000, 18, "R"),
        # 2-C
        ("J", "1.0", REDUCED, 32, 1, "J"),
        ("M", "1.0", REDUCED, 125, 5, "M"),
        ("C", "100", REDUCED, 2, 6, "C"),
        ("D", "2.5", REDUCED, 2, 0, "C"),
    ],
)
def test_that_known_plans_of_the_standard_come_out(
    letter: str, aql: str, word: Strictness, n: int, ac: int, lands_on: str
) -> None:
    assert plan(letter, Decimal(aql), word) == Plan(letter=lands_on, n=n, ac=ac, re=ac + 1)


@pytest.mark.parametrize(
    ("lot", "level", "letter"),
    [
        (1, Level.II, "A"),
        (2, Level.III, "B"),
        (8, Level.II, "A"),
        (9, Level.II, "B"),
        (15, Level.II, "B"),
        (16, Level.II, "C"),
        (150, Level.II, "F"),
        (151, Level.II, "G"),
        (500, Level.II, "H"),
        (501, Level.II, "J"),
        (1200, Level.I, "G"),
        (3200, Level.II, "K"),
        (10_000, Level.S4, "G"),
        (35_001, Level.S1, "D"),
        (150_000, Level.III, "P"),
        (500_000, Level.II, "P"),
        (500_001, Level.II, "Q"),
        (LARGEST_LOT, Level.III, "R"),
        (LARGEST_LOT, Level.S2, "E"),
    ],
)
def test_that_the_code_letter_is_that_of_table_1(lot: int, level: Level, letter: str) -> None:
    assert code_letter(lot, level) == letter


def test_that_every_lot_range_of_table_1_gives_its_letters_from_end_to_end() -> None:
    path = bundled("resources") / "iso2859" / "1_code_letters.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 15
    for row in rows:
        for level in Level:
            ends = (int(row["lot_min"]), int(row["lot_max"] or LARGEST_LOT))
            assert {code_letter(end, level) for end in ends} == {row[level.value]}


@pytest.mark.parametrize("lot", [-1, 0, 10_000_000, 10**12])
def test_that_a_lot_no_plan_is_drawn_for_is_refused_by_its_field(lot: int) -> None:
    with pytest.raises(FieldInvalid, match=f"“lot size” cannot be “{lot}”"):
        for_lot(lot, Level.II, Decimal("1.0"), NORMAL)


@pytest.mark.parametrize("aql", ["0", "0.02", "3", "-1.0", "1001", "NaN"])
def test_that_an_aql_that_is_not_in_the_tables_is_refused_by_its_field(aql: str) -> None:
    with pytest.raises(FieldInvalid, match=f"“AQL” cannot be “{aql}”: the tables go from 0.010"):
        plan("J", Decimal(aql), NORMAL)


@pytest.mark.parametrize("letter", ["I", "O", "S", "", "j"])
def test_that_a_code_letter_that_table_1_does_not_give_is_refused(letter: str) -> None:
    with pytest.raises(FieldInvalid, match="“code letter” cannot be"):
        plan(letter, Decimal("0.025"), TIGHTENED)


def test_that_a_sample_as_large_as_the_lot_is_every_piece() -> None:
    below = for_lot(21, Level.II, Decimal("0.65"), NORMAL)
    assert (below.letter, below.n, below.every_piece) == ("F", 20, False)
    for lot in (20, 5, 1):
        found = for_lot(lot, Level.II, Decimal("0.65"), NORMAL)
        assert found == Plan(letter="F", n=lot, ac=0, re=1, every_piece=True)


@given(
    st.integers(min_value=1, max_value=LARGEST_LOT),
    st.sampled_from(Level),
    st.sampled_from(aqls()),
    st.sampled_from(Strictness),
)
def test_that_no_sample_is_larger_than_its_lot_and_the_numbers_fit_each_other(
    lot: int, level: Level, aql: Decimal, word: Strictness
) -> None:
    found = for_lot(lot, level, aql, word)
    assert 1 <= found.n <= lot
    assert found.every_piece == (found.n == lot)
    assert found.re == found.ac + 1
    assert found.accepts(found.ac)
    assert not found.accepts(found.re)


def test_that_tightened_inspection_never_accepts_more_of_a_larger_sample() -> None:
    for letter in LETTERS:
        for aql in aqls():
            normal, tight = plan(letter, aql, NORMAL), plan(letter, aql, TIGHTENED)
            assert tight.ac / tight.n <= normal.ac / normal.n
            reduced = plan(letter, aql, REDUCED)
            assert reduced.n <= normal.n


ONE_STEP_TIGHTER = [
    *(("J", aql, None) for aql in ("0.15", "0.65")),
    ("J", "1.0", 1),
    ("J", "1.5", 2),
    ("J", "2.5", 3),
    ("J", "4.0", 5),
    ("J", "6.5", 7),
    ("J", "10", 10),
    ("J", "15", 14),
    ("A", "40", 1),
    ("A", "65", 2),
    ("A", "1000", 21),
]


@pytest.mark.parametrize(("letter", "aql", "ac"), ONE_STEP_TIGHTER)
def test_that_one_step_tighter_is_the_next_smaller_ac_of_the_same_sample_size(
    letter: str, aql: str, ac: int | None
) -> None:
    assert tighter_acceptance(letter, Decimal(aql)) == ac


def test_that_every_plan_of_two_or_more_has_one_a_step_tighter() -> None:
    for letter in LETTERS:
        for aql in aqls():
            found = plan(letter, aql, NORMAL)
            tighter = tighter_acceptance(found.letter, aql)
            assert (tighter is None) == (found.ac < 2)
            assert tighter is None or 1 <= tighter < found.ac


def test_that_an_aql_above_ten_counts_nonconformities() -> None:
    assert [str(aql) for aql in aqls() if not counts_nonconformities(aql)][-1] == "10"
    assert next(str(aql) for aql in aqls() if counts_nonconformities(aql)) == "15"
    assert "".join(letters()) == LETTERS


def test_that_an_arrow_that_leads_off_the_table_is_turned_round() -> None:
    from qc_desk.domain.iso2859 import _first, _Row  # noqa: PLC0415 (no printed cell does)

    rows = tuple(
        _Row(letter, n, (cell,))
        for letter, n, cell in [("A", 2, "UP"), ("B", 3, "0 1"), ("C", 5, "DOWN"), ("D", 8, "")]
    )
    assert _first(rows, 0, 0, -1).letter == "B"
    assert _first(rows, 2, 0, 1).letter == "B"
