"""The rows of the large record, one table after another, the same in every run."""

import random
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import ClassVar

from benchmarks.large_shop import (
    CODES,
    CUSTOMERS,
    DAY,
    FAMILIES,
    HOUR,
    MAKERS,
    PERSONS,
    PRODUCTS,
    SITES,
    Row,
    ShopRows,
    as_kept,
)

_STEPS = ("received", "acknowledged", "investigating", "answered", "closed")
_AT_ONCE = 20_000


class Rows(ShopRows):
    """The shop with its complaints, promises, problems and reports."""

    COLUMNS: ClassVar[dict[str, str]] = ShopRows.COLUMNS | {
        "problems": "id number family code_id item_code item_title status recurrences raised_at"
        " changed_at",
        "complaints": "id number site_id customer_id order_id product_id code_id channel heard_at"
        " words language status outcome entered_at changed_at",
        "complaint_events": "id complaint_id status outcome at",
        "complaint_links": "id complaint_id batch_id standing reason at",
        "touches": "id order_id complaint_id direction channel minutes planned happened_at",
        "promises": "id number side text site_id customer_id manufacturer_id due_on due_at"
        " owner_id made_at",
        "promise_events": "id promise_id kind words at",
        "problem_events": "id problem_id kind words at",
        "sightings": "id problem_id site_id batch_id made_on at",
        "reports": "id kind site_id serial number batch_id round verdict manufacturer_id language"
        " issued_at sha256",
        "deliveries": "id report_id way to_whom address at",
        "delivery_events": "id delivery_id report_id kind who how happened_at",
    }

    def _heard(self, chance: random.Random) -> Iterator[tuple[int, datetime, int, str]]:
        """Return each complaint: its number, when it was heard, hours to answer, its status."""
        count = self.size // 5
        for n in range(1, count + 1):
            at = self.begin + (self.now - self.begin) * (n / (count + 1))
            hours = int(chance.expovariate(1 / 30)) + 1
            old = self.now - at > 40 * DAY
            status = "closed" if old else chance.choice(_STEPS)
            yield n, at, hours, status

    def complaints(self, chance: random.Random) -> Iterator[Row]:
        """Return what customers said."""
        channels = ("email", "phone", "form", "in_person")
        for n, at, hours, status in self._heard(random.Random("heard")):
            order = self._order(chance, n - 40) if n % 2 else None
            yield (
                n, n, n % SITES + 1, chance.randint(1, CUSTOMERS), order,
                chance.randint(1, PRODUCTS), chance.randint(1, CODES), chance.choice(channels),
                as_kept(at), self.some(chance, 25), "en", status,
                "justified" if status == "closed" else None, as_kept(at + HOUR),
                as_kept(at + hours * HOUR),
            )  # fmt: skip

    def complaint_events(self, _chance: random.Random) -> Iterator[Row]:
        """Return the steps of each complaint."""
        key = 0
        for n, at, hours, status in self._heard(random.Random("heard")):
            for number, step in enumerate(_STEPS[: _STEPS.index(status) + 1]):
                key += 1
                moment = as_kept(at + HOUR * hours * number / 3)
                yield key, n, step, "justified" if step == "closed" else None, moment

    def complaint_links(self, chance: random.Random) -> Iterator[Row]:
        """Return the batches that complaints were tied to: suspected, then most confirmed."""
        key, shipped = 0, int(self.size * 0.98)
        for n, at, _hours, _status in self._heard(random.Random("heard")):
            newest = max(1, int(n * 5 * 0.98) - 1)
            batch = max(1, min(shipped, newest) - chance.randint(0, 300))
            for standing in ("suspected", *chance.choice((("confirmed",), ("refuted",), ()))):
                key += 1
                yield key, n, batch, standing, "as told", as_kept(at + DAY)

    def touches(self, chance: random.Random) -> Iterator[Row]:
        """Return three contacts about each order, many more about a few."""
        key = 0
        last = {lot.order: lot.made for lot in self.lots if lot.order}
        for order in range(1, self.size // 5 + 1):
            for n in range(20 if order % 997 == 0 else chance.randint(1, 5)):
                key += 1
                at = min(last.get(order, self.begin) + n * DAY, self.now)
                yield key, order, None, "in", "phone", 5, n == 0, as_kept(at)
        for n, at, _hours, _status in self._heard(random.Random("heard")):
            key += 1
            yield key, None, n, "in", "phone", 10, False, as_kept(at)

    def _promised(self) -> Iterator[tuple[int, datetime, str]]:
        """Return each promise: its number, the day, and what became of it."""
        chance = random.Random("promised")
        count = self.size // 5
        for n in range(1, count + 1):
            at = self.begin + (self.now - self.begin) * (n / count) + 10 * DAY
            became = chance.choices(("kept", "done_late", "moved"), (85, 10, 5))[0]
            yield n, at, "" if at > self.now or (n > count * 0.99 and n % 9 == 0) else became

    def promises(self, chance: random.Random) -> Iterator[Row]:
        """Return what was promised, half of it by manufacturers."""
        for n, due, _became in self._promised():
            theirs = n % 2 == 0
            yield (
                n, n, "theirs" if theirs else "ours", self.some(chance, 5), n % SITES + 1,
                None if theirs else chance.randint(1, CUSTOMERS),
                chance.randint(1, MAKERS) if theirs else None, str(due.date()), as_kept(due),
                chance.randint(1, PERSONS), as_kept(due - 10 * DAY),
            )  # fmt: skip

    def promise_events(self, _chance: random.Random) -> Iterator[Row]:
        """Return what became of promises: kept, or done late and told; the rest is open."""
        key = 0
        for n, due, became in self._promised():
            if became == "kept":
                key += 1
                yield key, n, "kept", "done", as_kept(due - DAY)
            elif became:
                for kind in ("told", "done_late"):
                    key += 1
                    yield key, n, kind, "late", as_kept(due + DAY)

    def problems(self, _chance: random.Random) -> Iterator[Row]:
        """Return the threads of problems; nine in ten are proven solved."""
        for n in range(1, self._problems + 1):
            raised = self.begin + (self.now - self.begin) * (n / (self._problems + 1))
            status = ("proven", "alert", "owned", "recurred")[n % 40 // 10 if n % 10 == 0 else 0]
            family, code = f"family {n % FAMILIES}", n // FAMILIES % CODES + 1
            item = f"i{n // (FAMILIES * CODES) + 1}"
            yield n, n, family, code, item, item, status, n % 5, as_kept(raised), as_kept(raised)

    @property
    def _problems(self) -> int:
        return max(40, self.size // 100)

    def problem_events(self, _chance: random.Random) -> Iterator[Row]:
        """Return what happened to problems: raised, back once or twice, proven."""
        key = 0
        for n in range(1, self._problems + 1):
            at = self.begin + (self.now - self.begin) * (n / (self._problems + 1))
            kinds = ["raised", *["recurred"] * (n % 5), *(["proven"] if n % 10 else [])]
            for place, kind in enumerate(kinds):
                key += 1
                moment = min(at + 20 * place * DAY, self.now)
                yield key, n, kind, "seen" if kind == "proven" else "", as_kept(moment)

    def sightings(self, _chance: random.Random) -> Iterator[Row]:
        """Return where problems were seen, a batch in five."""
        for n, lot in enumerate(self.lots[::5], start=1):
            problem = n * 7919 % self._problems + 1
            yield n, problem, lot.site, lot.id, str(lot.made.date()), as_kept(lot.made)

    def reports(self, _chance: random.Random) -> Iterator[Row]:
        """Return the report of each decided round."""
        for n, (_check, lot, round_, accepted, at) in enumerate(self._decided(), start=1):
            digest = sha256(str(n).encode()).hexdigest()
            verdict = "released" if accepted else "rejected"
            yield (
                n, "inspection", lot.site, n, f"S{lot.site}-{n:06}", lot.id, round_, verdict,
                lot.maker, "en", as_kept(at), digest,
            )  # fmt: skip

    def _sent(self) -> Iterator[tuple[int, int, datetime]]:
        """Return each delivery: its id, report and moment; one report in fifty waits."""
        key = 0
        for n, (_check, _lot, _round, _accepted, at) in enumerate(self._decided(), start=1):
            if n % 50:
                key += 1
                yield key, n, at + HOUR

    def deliveries(self, _chance: random.Random) -> Iterator[Row]:
        """Return what went out."""
        for key, report, at in self._sent():
            yield key, report, "email", "Works", "works@example.com", as_kept(at)

    def delivery_events(self, _chance: random.Random) -> Iterator[Row]:
        """Return which receipts were confirmed: nearly all."""
        number = 0
        for key, report, at in self._sent():
            if key % 30:
                number += 1
                yield number, key, report, "acknowledged", "they", "email", as_kept(at + DAY)


def portions(rows: Rows) -> Iterator[tuple[str, list[Row]]]:
    """Return all rows, table by table, some thousands at once."""
    for table in Rows.COLUMNS:
        found = rows.of(table)
        while some := list(islice(found, _AT_ONCE)):
            yield table, some
