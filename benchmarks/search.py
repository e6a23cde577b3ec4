"""How long a keystroke of the search for everything takes on the large record.

Typed are beginnings, numbers whole and in part, common and rare words, a name in four languages,
words with slips, words that are nowhere, and a number together with a common word; each is one
call in a session of its own, as the finder makes it. The floor is the cheapest question of the
same index: one number that is there, looked up by hand through the driver.

Target, printed as kept or missed: under 50 ms for each. Times are the best of several, in
milliseconds of the processor, on PostgreSQL the server's included. How long the index takes to
fill is printed when the record is made.

    python benchmarks/search.py [--keep FOLDER] [--engine sqlite]
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.large_record import arguments, records, settled, stopwatch
from qc_desk.services.search import Found, search
from qc_desk.storage.database import Database

LIMIT = 50.0
TURNS = 5
TYPED = (
    "2", "20", "2024-0", "2026-099120", "084120", "2026-999999", "s", "sc", "scratch", "scrathc",
    "scratch glaze", "hotel", "C-19999", "MUG-44", "ogrebotina", "ogrbeotina", "подряпина",
    "rayon", "nothingatall", "zzzz", "2026-099210 scratch",
)  # fmt: skip


def typed(database: Database, words: str) -> list[Found]:
    """Return what is found, as the finder asks."""
    with database.reading() as session:
        return search(session, words)


def by_hand(database: Database) -> None:
    """Look one number up in the index, and nothing else."""
    said = "MATCH '\"2026-099120\"'" if not database.on_server else "LIKE '%2026-099120%'"
    column = "search_words" if not database.on_server else "words"
    cursor = database.reader.raw_connection()
    held = cursor.cursor()
    held.execute(f"SELECT rowid FROM search_words WHERE {column} {said}")
    held.fetchall()
    cursor.rollback()
    cursor.close()


def of_a_complaint(database: Database) -> list[str]:
    """Return a long word that a customer used, its beginning, and the word with two slips."""
    with database.reading() as session:
        said = session.execute(text("SELECT words FROM complaints WHERE id = 77")).scalar_one()
    word = max(said.split(), key=len)
    return [word, word[:3], word[1] + word[0] + word[2:], f"hotel {word}"]


def best(database: Database, work: Callable[[], object]) -> float:
    """Return the shortest time of some work, in ms."""
    clock = stopwatch(database)
    settled(work)
    times = []
    for _ in range(TURNS):
        begin = clock()
        work()
        times.append((clock() - begin) * 1e3)
    return min(times)


def main() -> int:
    """Measure on each engine and print a table; 1 when the target is missed."""
    missed = 0
    with records(arguments(__doc__)) as each:
        for engine, database in each:
            floor = best(database, partial(by_hand, database))
            print(f"\n{engine}: one number by hand {floor:.1f} ms")
            print(f"{'typed':26}{'ms':>8}{'floors':>8}{'found':>7}")
            for words in (*TYPED, *of_a_complaint(database)):
                found = len(typed(database, words))
                taken = best(database, partial(typed, database, words))
                missed += taken > LIMIT
                late = "  missed" if taken > LIMIT else ""
                print(f"{words:26}{taken:8.1f}{taken / floor:8.1f}{found:7}{late}", flush=True)
    print(f"\ntarget: {LIMIT:.0f} ms a keystroke; {missed} missed")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
