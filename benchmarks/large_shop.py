"""The shop and the checks of the large record, the same in every run."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar, NamedTuple

from qc_desk.domain.wordings import Wording, stored

YEARS = 10
SITES, PERSONS, MAKERS, PRODUCTS, CODES, CUSTOMERS, GAUGES = 5, 60, 30, 200, 300, 500, 200
CHECKLISTS, ITEMS, PROCEDURES, FAMILIES = 40, 5, 30, 25
_SOUNDS = "ka lo mi ran ček što дра po ter vin gla žur нов кул асп es tor bre"
_WAITING = ("draft", "first_check", "second_check", "held", "rework")
_STEPS = ("received", "acknowledged", "investigating", "answered", "closed")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_AT_ONCE = 20_000

Row = tuple[object, ...]


def as_kept(moment: datetime) -> str:
    """Return a moment in UTC as SQLAlchemy writes it to SQLite; PostgreSQL reads it too."""
    return moment.isoformat(sep=" ", timespec="microseconds")


def in_words(field: str, *words: str) -> str:
    """Return a text in Serbian, Ukrainian and Spanish as it is kept."""
    said = zip(("sr", "uk", "es"), words, strict=True)
    return stored(tuple(Wording(language=code, field=field, words=each) for code, each in said))


class Lot(NamedTuple):
    """A batch and what became of it."""

    id: int
    site: int
    maker: int
    product: int
    order: int | None
    made: datetime
    status: str
    round: int


class ShopRows:
    """A shop of ten years and its checks; each method named after a table gives its rows."""

    COLUMNS: ClassVar[dict[str, str]] = {
        "organisations": "id database_id name language",
        "sites": "id code name time_zone",
        "persons": "id login name language wrong_passwords",
        "role_grants": "id person_id site_id role",
        "person_keys": "id person_id public_key fingerprint",
        "manufacturers": "id name language",
        "customers": "id name",
        "defect_codes": "id code name default_severity wordings",
        "checklists": "id code title requires_training wordings",
        "checklist_versions": "id checklist_id status mode method approved_by_id approved_at"
        " drafted_by_id",
        "check_items": "id version_id position code title kind severity photo_rule",
        "procedures": "id code title wordings",
        "procedure_versions": "id procedure_id status approved_by_id approved_at drafted_by_id",
        "trainings": "id kind person_id procedure_version_id by_id",
        "gauges": "id number name kind site_id every every_unit",
        "calibrations": "id gauge_id calibrated_on result due_on",
        "products": "id code name family checklist_id wordings",
        "orders": "id number customer_id promised_ship_date created_at",
        "batches": "id number folded product_id manufacturer_id site_id order_id quantity"
        " produced_on note status round created_at changed_at",
        "inspections": "id batch_id round seat inspector_id version_id sample_size status"
        " opened_at changed_at finished_at",
        "answers": "id inspection_id item_id unit_number result note by_id at",
        "sign_offs": "id batch_id round slot meaning signer_id first_id first_slot first_signer_id"
        " key_id reason at signature",
        "decided_rounds": "id batch_id round day site_id manufacturer_id product_id customer_id"
        " accepted sampled nonconforming nonconformities compared alike minutes by_id at",
        "defects": "id batch_id inspection_id item_id unit_number number code_id severity place"
        " note by_id at status",
    }

    def __init__(self, size: int, now: datetime) -> None:
        self.size, self.now = size, now.replace(tzinfo=None)
        self.begin = self.now - timedelta(days=round(365.25 * YEARS))
        chance = random.Random(7)
        sounds = _SOUNDS.split()
        self.words = [
            "".join(chance.choice(sounds) for _ in range(chance.randint(2, 4)))
            for _ in range(30_000)
        ]

        self.lots = list(self._made(chance))

    def of(self, table: str) -> Iterator[Row]:
        """Return the rows of one table; they depend on its name and the size alone."""
        rows: Iterator[Row] = getattr(self, table)(random.Random(table))
        return rows

    def some(self, chance: random.Random, count: int) -> str:
        """Return some words."""
        return " ".join(chance.choices(self.words, k=count))

    def translated(self, chance: random.Random, field: str) -> str:
        """Return a name or title in three other languages, two words each."""
        return in_words(field, *(self.some(chance, 2).capitalize() for _ in range(3)))

    def _made(self, chance: random.Random) -> Iterator[Lot]:
        """Return the batches: long shipped, but for a hundredth of the last weeks."""
        length = self.now - self.begin
        for n in range(1, self.size + 1):
            waits = n > self.size * 0.99
            status = chance.choice(_WAITING) if waits else "shipped"
            rounds = 2 if status == "rework" or chance.random() < 0.05 else 1
            yield Lot(
                n, n % SITES + 1, chance.randint(1, MAKERS), chance.randint(1, PRODUCTS),
                self._order(chance, n // 5) if n % 3 else None,
                self.begin + length * (n / (self.size + 1)), status, rounds,
            )  # fmt: skip

    def _order(self, chance: random.Random, about: int) -> int:
        """Return an order of about that time."""
        return min(max(1, about + chance.randint(-20, 20)), self.size // 5)

    def _checks(self) -> Iterator[tuple[int, Lot, int, int, str]]:
        """Return each inspection: its id, batch, round, seat (0 or 1) and status."""
        key = 0
        for lot in self.lots:
            for round_ in range(1, lot.round + 1):
                past = round_ < lot.round
                for seat in (0, 1):
                    status = self._status(lot.status, seat, past=past)
                    if status:
                        key += 1
                        yield key, lot, round_, seat, status

    @staticmethod
    def _status(of: str, seat: int, *, past: bool) -> str:
        if past or of in {"shipped", "held"}:
            return "signed"
        if of == "first_check":
            return "open" if seat == 0 else ""
        return "signed" if of == "second_check" and seat == 0 else ""

    def _decided(self) -> Iterator[tuple[int, Lot, int, bool, datetime]]:
        """Return each decision: the id of the first check, batch, round, accepted, moment."""
        for key, lot, round_, seat, _status in self._checks():
            if seat == 0 and (round_ < lot.round or lot.status in {"shipped", "held"}):
                accepted = round_ == lot.round and lot.status == "shipped"
                took = timedelta(minutes=60 + key * 7919 % 4000)
                yield key, lot, round_, accepted, min(lot.made + took + DAY * round_, self.now)

    # masters

    def organisations(self, _chance: random.Random) -> Iterator[Row]:
        """Return the shop itself."""
        yield 1, "0" * 36, "Large shop", "en"

    def sites(self, _chance: random.Random) -> Iterator[Row]:
        """Return the places of work."""
        zones = ("Europe/Belgrade", "Europe/Zagreb", "Europe/Kyiv", "Asia/Almaty", "UTC")
        yield from ((n, f"S{n}", f"Site {n}", zones[n - 1]) for n in range(1, SITES + 1))

    def persons(self, chance: random.Random) -> Iterator[Row]:
        """Return the people; the first owns the shop."""
        for n in range(1, PERSONS + 1):
            yield n, f"person{n}", self.some(chance, 2).title(), "en", 0

    def role_grants(self, _chance: random.Random) -> Iterator[Row]:
        """Return who may do what: the first all of it everywhere, the others at one or two."""
        rows = [(1, site, role) for site in range(1, SITES + 1) for role in ("owner", "inspector")]
        for person in range(2, PERSONS + 1):
            rows += [(person, person % SITES + 1, "inspector")]
            rows += [(person, (person + 1) % SITES + 1, "lead")] if person % 9 == 0 else []
        yield from ((n, *row) for n, row in enumerate(rows, start=1))

    def person_keys(self, _chance: random.Random) -> Iterator[Row]:
        """Return a key for each."""
        for n in range(1, PERSONS + 1):
            yield n, n, b"k" * 32, f"{n:064}"

    def manufacturers(self, chance: random.Random) -> Iterator[Row]:
        """Return who makes the goods."""
        yield from ((n, f"{self.some(chance, 1)} Works {n}", "en") for n in range(1, MAKERS + 1))

    def customers(self, chance: random.Random) -> Iterator[Row]:
        """Return who buys them."""
        yield from ((n, f"Hotel {self.some(chance, 1)} {n}") for n in range(1, CUSTOMERS + 1))

    def defect_codes(self, chance: random.Random) -> Iterator[Row]:
        """Return the kinds of defects."""
        scratch = in_words("name", "Огреботина на глазури", "Подряпина на глазурі", "Rayón")
        crack = in_words("name", "Напрслина", "Тріщина", "Grieta")
        yield 1, "SCRATCH", "Scratch on glaze", "minor", scratch
        yield 2, "CRACK", "Crack", "major", crack
        for n in range(3, CODES + 1):
            name = self.some(chance, 2).capitalize()
            yield n, f"D-{n}", name, "major", self.translated(chance, "name")

    def checklists(self, chance: random.Random) -> Iterator[Row]:
        """Return what is checked by."""
        for n in range(1, CHECKLISTS + 1):
            title = self.some(chance, 2).capitalize()
            yield n, f"CL-{n}", title, n % 4 == 0, self.translated(chance, "title")

    def checklist_versions(self, _chance: random.Random) -> Iterator[Row]:
        """Return the version in force of each checklist."""
        for n in range(1, CHECKLISTS + 1):
            yield n, n, "effective", "independent", "fixed", 2, as_kept(self.begin), 1

    def check_items(self, chance: random.Random) -> Iterator[Row]:
        """Return the items of the checklists."""
        for n in range(CHECKLISTS * ITEMS):
            version, place = n // ITEMS + 1, n % ITEMS + 1
            title = self.some(chance, 2)
            yield n + 1, version, place, f"i{place}", title, "pass_fail", "major", "never"

    def procedures(self, chance: random.Random) -> Iterator[Row]:
        """Return how things are done."""
        for n in range(1, PROCEDURES + 1):
            title = self.some(chance, 3).capitalize()
            yield n, f"WI-{n}", title, self.translated(chance, "title")

    def procedure_versions(self, _chance: random.Random) -> Iterator[Row]:
        """Return the version in force of each procedure."""
        for n in range(1, PROCEDURES + 1):
            yield n, n, "effective", 2, as_kept(self.begin), 1

    def trainings(self, chance: random.Random) -> Iterator[Row]:
        """Return who was trained on which procedure, and who has confirmed it."""
        key = 0
        for person in range(2, PERSONS + 1):
            for procedure in range(1, PROCEDURES + 1):
                key += 1
                yield key, "trained", person, procedure, 1
                if chance.random() < 0.99:
                    key += 1
                    yield key, "understood", person, procedure, person

    def gauges(self, _chance: random.Random) -> Iterator[Row]:
        """Return what is measured with."""
        for n in range(1, GAUGES + 1):
            yield n, f"G-{n:04}", f"Caliper {n}", "caliper", n % SITES + 1, 12, "months"

    def calibrations(self, _chance: random.Random) -> Iterator[Row]:
        """Return ten calibrations of each gauge, a year apart."""
        for n in range(GAUGES * YEARS):
            day = self.begin.date() + timedelta(days=365 * (n // GAUGES) + n % GAUGES)
            until = day + timedelta(days=365)
            yield n + 1, n % GAUGES + 1, str(day), "in_tolerance", str(until)

    def products(self, chance: random.Random) -> Iterator[Row]:
        """Return what is made."""
        for n in range(1, PRODUCTS + 1):
            family = f"family {n % FAMILIES}"
            name, words = self.some(chance, 2).capitalize(), self.translated(chance, "name")
            yield n, f"MUG-{n}", name, family, n % CHECKLISTS + 1, words

    # what happened

    def orders(self, chance: random.Random) -> Iterator[Row]:
        """Return the orders; most are promised for a day two or three weeks after their goods."""
        last = {lot.order: lot.made for lot in self.lots if lot.order}
        for n in range(1, self.size // 5 + 1):
            made = last.get(n, self.begin)
            promised = made + DAY * chance.randint(3, 21) if n % 20 else None
            day = str(promised.date()) if promised else None
            yield n, f"PO-{n:06}", chance.randint(1, CUSTOMERS), day, as_kept(made - 20 * DAY)

    def batches(self, chance: random.Random) -> Iterator[Row]:
        """Return the batches."""
        for lot in self.lots:
            name = f"{lot.made.year}-{lot.id:06}"
            changed = min(lot.made + DAY * 4, self.now)
            yield (
                lot.id, name, name, lot.product, lot.maker, lot.site, lot.order,
                chance.randint(10, 9000), str(lot.made.date()), "", lot.status, lot.round,
                as_kept(lot.made), as_kept(changed),
            )  # fmt: skip

    def inspections(self, _chance: random.Random) -> Iterator[Row]:
        """Return the checks."""
        for key, lot, round_, seat, status in self._checks():
            opened = as_kept(lot.made + DAY * round_ + seat * HOUR)
            ended = None if status == "open" else opened
            yield (
                key, lot.id, round_, ("first", "second")[seat], self._inspector(lot, seat),
                lot.product % CHECKLISTS + 1, 13, status, opened, opened, ended,
            )  # fmt: skip

    @staticmethod
    def _inspector(lot: Lot, seat: int) -> int:
        return (lot.id * 2 + seat) % (PERSONS - 1) + 2

    def answers(self, chance: random.Random) -> Iterator[Row]:
        """Return five answers of each check."""
        key = 0
        for check, lot, round_, seat, _status in self._checks():
            version = lot.product % CHECKLISTS
            at = as_kept(lot.made + DAY * round_ + seat * HOUR)
            for item in range(ITEMS):
                key += 1
                result = "fail" if chance.random() < 0.02 else "pass"
                yield (
                    key, check, version * ITEMS + item + 1, 0, result, "",
                    self._inspector(lot, seat), at,
                )  # fmt: skip

    def sign_offs(self, _chance: random.Random) -> Iterator[Row]:
        """Return two signatures of each decided round."""
        for n, (_check, lot, round_, accepted, at) in enumerate(self._decided()):
            one, two = self._inspector(lot, 0), self._inspector(lot, 1)
            first, said = 2 * n + 1, ("approved" if accepted else "rejected")
            earlier = as_kept(at - timedelta(minutes=30))
            yield (
                first, lot.id, round_, "first", "inspected", one, None, None, None, one, "",
                earlier, b"s" * 64,
            )  # fmt: skip
            yield (
                first + 1, lot.id, round_, "decision", said, two, first, "first", one, two,
                "" if accepted else "not as agreed", as_kept(at), b"s" * 64,
            )  # fmt: skip

    def decided_rounds(self, chance: random.Random) -> Iterator[Row]:
        """Return what each decided round came to."""
        for n, (_check, lot, round_, accepted, at) in enumerate(self._decided(), start=1):
            bad = chance.choice((0, 0, 0, 1, 2))
            more = bad + (chance.randint(0, 2) if bad else 0)
            minutes = (at - lot.made - DAY * round_) // timedelta(minutes=1)
            yield (
                n, lot.id, round_, str(at.date()), lot.site, lot.maker, lot.product,
                lot.order % CUSTOMERS + 1 if lot.order else None, accepted, 13, bad, more, 50,
                50 - chance.choice((0, 0, 1, 2, 5)), max(0, minutes),
                self._inspector(lot, 1), as_kept(at),
            )  # fmt: skip

    def defects(self, chance: random.Random) -> Iterator[Row]:
        """Return one defect of each batch on average, in its first round."""
        checks = [
            key for key, _lot, round_, seat, _s in self._checks() if (round_, seat) == (1, 0)
        ]
        lots = [lot for _k, lot, round_, seat, _s in self._checks() if (round_, seat) == (1, 0)]
        at_which = sorted(chance.choices(range(len(lots)), k=self.size))
        for n, place in enumerate(at_which, start=1):
            lot = lots[place]
            code = min(CODES, int(chance.expovariate(0.03)) + 1)
            yield (
                n, lot.id, checks[place], None, 0, n, code, "major", "rim",
                self.some(chance, 4), self._inspector(lot, 0), as_kept(lot.made + DAY), "open",
            )  # fmt: skip
