"""A small shop with people, keys and a checklist, made through the services."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.paper import Paper
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.vocabulary import CheckMode, ItemKind, Result, Role, Seat, Severity
from qc_desk.services import batches, first_start, inspections, keys, people, sign_offs
from qc_desk.services.acts import acting
from qc_desk.services.batches import SeenBatch
from qc_desk.services.issued_reports import Printer

if TYPE_CHECKING:
    from qc_desk.storage.database import Database

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
SHARE = 30  # per cent that a spot check draws
PASSWORDS = {
    "mira": "correct horse battery",
    "ana": "four words in here",
    "jelena": "window lamp tractor moss",
    "marko": "river button candle seven",
    "vera": "paper donkey violin rain",
}
PEOPLE = (
    ("ana", "Ana Kovač", Role.INSPECTOR),
    ("jelena", "Јелена Петровић", Role.INSPECTOR),
    ("marko", "Marko Jurić", Role.LEAD),
    ("vera", "Vera Lang", Role.VIEWER),
)
Findings = dict[str, Result | Decimal]
ALL_PASS: Findings = {
    "glaze": Result.PASS,
    "height": Decimal("10.01"),
    "label": Result.PASS,
}


def print_plainly(paper: Paper) -> bytes:
    """Print a report as its facts: fast, and different for each report."""
    return repr(paper).encode()


@cache
def _private(login: str, generation: int) -> Ed25519PrivateKey:
    seed = hashlib.sha256(f"{login} {generation}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


@cache
def sealed(login: str, generation: int = 1) -> keys.SealedKey:
    """Return a person's key under their password; slow only once."""
    salt = hashlib.sha256(f"salt {login} {generation}".encode()).digest()[:28]
    return keys.seal(login, _private(login, generation), PASSWORDS[login], salt)


@dataclass
class Shop:
    """Who works in the shop, and acts that tests begin with."""

    database: "Database"
    ids: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    code_id: int = 0
    product_id: int = 0
    manufacturer_id: int = 0
    at: datetime = AT

    def moved(self, database: "Database") -> "Shop":
        """Return the same shop as a copy of its record has it."""
        return replace(self, database=database, ids=dict(self.ids), items=dict(self.items))

    def key(self, login: str, generation: int = 1) -> keys.UnlockedKey:
        """Return a person's key as if it had just been unlocked."""
        with self.database.reading() as session:
            newest = keys.newest_key(session, self.ids[login])
            assert newest is not None
            key_id = newest.id
        print_ = sealed(login, generation).fingerprint
        return keys.UnlockedKey(
            person_id=self.ids[login],
            key_id=key_id,
            fingerprint=print_,
            private=_private(login, generation),
        )

    def seen(self, batch_id: int) -> SeenBatch:
        """Return a batch as it stands now."""
        with self.database.reading() as session:
            return SeenBatch(batch_id=batch_id, version=session.get_one(Batch, batch_id).version)

    def add_batch(self, number: str = "L-1", producers: tuple[str, ...] = ()) -> int:
        """Enter a batch of 500 mugs."""
        entry = batches.BatchEntry(
            number=number,
            product_id=self.product_id,
            manufacturer_id=self.manufacturer_id,
            site_id=1,
            quantity=500,
            producer_ids=tuple(self.ids[login] for login in producers),
        )
        with self.database.writing() as session:
            return batches.add_batch(session, entry, self.ids["mira"], self.at).batch_id

    def answer(self, inspection_id: int, who: str, found: Findings) -> None:
        """Answer every item."""
        with self.database.writing() as session:
            for item, what in found.items():
                value = what if isinstance(what, Decimal) else None
                result = what if isinstance(what, Result) else Result.PASS
                note = "not part of it" if result is Result.NOT_APPLICABLE else ""
                entry = inspections.Entry(
                    item_id=self.items[item], result=result, value=value, note=note
                )
                inspections.record_answer(session, inspection_id, entry, self.ids[who], self.at)

    def first_check(
        self,
        batch_id: int,
        who: str = "ana",
        found: Findings | None = None,
    ) -> int:
        """Do the first check without signing it."""
        with self.database.writing() as session:
            opened = inspections.open_first_check(session, batch_id, self.ids[who], self.at)
        self.answer(opened, who, found or ALL_PASS)
        return opened

    def first_signed(
        self,
        number: str = "L-1",
        who: str = "ana",
        found: Findings | None = None,
        producers: tuple[str, ...] = (),
    ) -> int:
        """Enter a batch whose first check is signed."""
        batch_id = self.add_batch(number, producers)
        self.first_check(batch_id, who, found)
        with self.database.writing() as session:
            sign_offs.sign_first(session, self.seen(batch_id), self.key(who), self.at)
        return batch_id

    def second_check(
        self,
        batch_id: int,
        who: str = "jelena",
        found: Findings | None = None,
    ) -> int:
        """Do the second check and submit it."""
        with self.database.writing() as session:
            opened = inspections.open_second_check(session, batch_id, self.ids[who], self.at)
        self.answer(opened, who, found or ALL_PASS)
        with self.database.writing() as session:
            inspections.submit_second(session, opened, self.ids[who], self.at)
        return opened

    def checked_twice(
        self,
        number: str = "L-1",
        first: Findings | None = None,
        second: Findings | None = None,
    ) -> int:
        """Enter a batch that Ana and Jelena have checked, waiting for Jelena's decision."""
        batch_id = self.first_signed(number, found=first)
        self.second_check(batch_id, found=second)
        return batch_id

    def approve(self, batch_id: int, who: str = "jelena", printer: Printer = print_plainly) -> int:
        """Release a batch; returns the report's id."""
        with self.database.writing() as session:
            issued = sign_offs.approve(
                session, self.seen(batch_id), self.key(who), self.at, printer
            )
        return issued.id

    def reject(self, batch_id: int, who: str = "jelena") -> int:
        """Hold a batch; returns the report's id."""
        with self.database.writing() as session:
            issued = sign_offs.reject(
                session, self.seen(batch_id), "too high", self.key(who), self.at, print_plainly
            )
        return issued.id


def found(database: "Database", mode: CheckMode = CheckMode.INDEPENDENT) -> Shop:
    """Found a shop: Mira owns it, Ana and Jelena inspect, Marko leads, Vera only looks on."""
    shop = Shop(database)
    with database.writing() as session:
        founding = first_start.Founding(
            organisation="Keramika d.o.o.",
            address="",
            language="en",
            site_code="NS",
            site="Novi Sad",
            time_zone="Europe/Belgrade",
            owner="Mira Ilić",
            login="mira",
        )
        owner = first_start.found_shop(session, founding, sealed("mira"), AT)
        shop.ids["mira"] = owner
        for login, name, role in PEOPLE:
            person = people.add_person(session, login, name, "en", owner, AT).id
            shop.ids[login] = person
            people.set_roles(session, person, {(role, 1)}, owner, AT)
            keys.enrol_key(session, person, sealed(login), owner, AT)
    _add_shop_data(shop, mode)
    return shop


def _add_shop_data(shop: Shop, mode: CheckMode) -> None:
    with shop.database.writing() as session:
        owner = acting(session, "test.shop", shop.ids["mira"], AT)
        checklist = Checklist(code="MUG", title="Mugs", created_at=AT)
        version = ChecklistVersion(
            number=1,
            drafted_by_id=shop.ids["marko"],
            drafted_at=AT,
            mode=mode,
            share=SHARE if mode is CheckMode.SPOT else None,
        )
        rows = (
            ("glaze", "Glaze is even and free of cracks", Severity.MAJOR, "Look", None),
            ("height", "Height", Severity.MAJOR, "Measure", (Decimal("9.95"), Decimal("10.05"))),
            ("label", "Label is straight", Severity.MINOR, "Look again", None),
        )
        for position, (code, title, severity, section, limits) in enumerate(rows, start=1):
            version.items.append(
                CheckItem(
                    position=position,
                    code=code,
                    title=title,
                    section=section,
                    severity=severity,
                    kind=ItemKind.MEASUREMENT if limits else ItemKind.PASS_FAIL,
                    lower=limits[0] if limits else None,
                    upper=limits[1] if limits else None,
                    unit="mm" if limits else "",
                )
            )
        checklist.versions.append(version)
        session.add(checklist)
        session.flush()
        version.make_effective(owner, AT, "first version")
        product = Product(code="M1", name="Mug", created_at=AT, checklist=checklist)
        maker = Manufacturer(name="Jingdezhen Kiln 4", language="sr", created_at=AT)
        crack = DefectCode(
            code="CRACK", name="Crack", default_severity=Severity.CRITICAL, created_at=AT
        )
        session.add_all([product, maker, crack])
        session.flush()
        shop.items = {item.code: item.id for item in version.items}
        shop.product_id, shop.manufacturer_id = product.id, maker.id
        shop.code_id = crack.id


def seat_of(shop: Shop, batch_id: int, seat: Seat) -> int:
    """Return the id of the inspection at a seat of a batch's round."""
    with shop.database.reading() as session:
        inspection = session.get_one(Batch, batch_id).inspection(seat)
        assert inspection is not None
        return inspection.id
