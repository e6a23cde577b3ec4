"""Earlier complaints while typing, among 20,000: the service against one raw indexed query.

The floor is one FTS5 query in the same file, ranked by bm25 and without rows of customers and
products. The target is 50 ms at every letter typed. Run: ``python benchmarks/similar.py``.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.services import complaint_lists, full_text, similar_complaints
from qc_desk.storage import search_index
from qc_desk.storage.chain import Act, begin_act
from qc_desk.storage.database import Database, open_database

COMPLAINTS = 20_000
TARGET = 50  # ms
AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
THINGS = [
    "handle",
    "glaze",
    "lid",
    "spout",
    "base",
    "label",
    "carton",
    "seam",
    "zip",
    "button",
    "strap",
    "wheel",
    "hinge",
    "screw",
    "cable",
    "дршка",
    "глазура",
    "поклопац",
    "ручка",
    "кришка",
    "етикетка",
    "тұтқа",
    "қақпақ",
    "asa",
    "tapa",
    "etiqueta",
    "šalica",
    "poklopac",
]
WRONG = [
    "broken",
    "cracked",
    "loose",
    "missing",
    "scratched",
    "leaking",
    "bent",
    "stained",
    "late",
    "wrong",
    "sharp",
    "wet",
    "сломана",
    "напукла",
    "недостаје",
    "зламана",
    "тріснута",
    "сынған",
    "rota",
    "suelta",
    "napuknuta",
]
FILLERS = [
    "the",
    "of",
    "and",
    "when",
    "we",
    "it",
    "was",
    "after",
    "two",
    "days",
    "in",
    "use",
    "customer",
    "says",
    "that",
    "on",
    "our",
    "table",
    "with",
    "this",
    "again",
    "please",
    "send",
    "new",
    "ones",
    "because",
]
TYPED = (
    "han",
    "the handle is lo",
    "the handle came off when we poured tea and the lid was cracked after two days",
    "дршка је слом",
    "when the customer says that the",
    "#" * 3000,
)


def words(chance: random.Random) -> str:
    """Return what a customer might say: 20 to 80 words."""
    said = [
        chance.choice(chance.choices((THINGS, WRONG, FILLERS), (1, 1, 5))[0])
        for _each in range(chance.randint(20, 80))
    ]
    return f"{' '.join(said)} {chance.randint(1000, 99999)}"


def fill(database: Database) -> None:
    """Write the complaints, as an import does."""
    chance = random.Random(7)
    with database.writing() as session:
        begin_act(session, Act("benchmark", None, AT))
        site = Site(code="NS", name="Novi Sad", time_zone="UTC", created_at=AT)
        person = Person(login="ana", name="Ana", created_at=AT)
        customers = [Customer(name=f"Customer {each}", created_at=AT) for each in range(300)]
        session.add_all([site, person, *customers])
        session.flush()
        rows = [
            {
                "number": number,
                "site_id": site.id,
                "customer_id": chance.choice(customers).id,
                "item_code": "",
                "channel": chance.choice(("phone", "email")),
                "heard_at": AT - timedelta(hours=number),
                "heard_by_id": person.id,
                "told_by": "",
                "words": words(chance),
                "language": "en",
                "remedy": "",
                "source": "",
                "outside_id": "",
                "status": "received",
                "entered_by_id": person.id,
                "entered_at": AT,
                "changed_at": AT,
                "version": 1,
            }
            for number in range(1, COMPLAINTS + 1)
        ]
        session.connection().execute(insert(Complaint), rows)
        search_index.catch_up(session.connection())


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median of many runs."""
    taken = []
    for _each in range(15):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def compare(database: Database, raw: sqlite3.Connection, typed: str) -> float:
    """Print the times for what was typed; returns the time of the search for similar ones."""
    starts = full_text.telling(typed)
    asked = " OR ".join(f'"{each}"*' for each in starts) or '"nothing"'
    wanted = complaint_lists.ComplaintFilter(text=typed)
    query = (
        "SELECT rowid FROM complaint_words WHERE complaint_words MATCH ? ORDER BY rank LIMIT 40"
    )
    with database.reading() as session:
        ours = milliseconds(lambda: similar_complaints.similar_complaints(session, typed))
        floor = milliseconds(lambda: raw.execute(query, (asked,)).fetchall())
        listed = milliseconds(lambda: complaint_lists.first_complaints(session, wanted, AT, 100))
    print(f"{typed[:32]:<34}{ours:>10.1f}{floor:>10.1f}{listed:>10.1f}")
    return ours


def main() -> int:
    """Print a row for each thing typed; 1 when one takes longer than it may."""
    with tempfile.TemporaryDirectory() as folder, open_database(folder) as database:
        begun = time.perf_counter()
        fill(database)
        print(f"{COMPLAINTS} complaints written in {time.perf_counter() - begun:.1f} s")
        raw = sqlite3.connect(f"{(Path(folder) / 'qc_desk.db').as_uri()}?mode=ro", uri=True)
        print(f"{'typed':<34}{'similar':>10}{'raw':>10}{'list':>10}   ms")
        slow = sum(compare(database, raw, typed) > TARGET for typed in TYPED)
        raw.close()
    print(f"target: {TARGET} ms; {slow} too slow")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
