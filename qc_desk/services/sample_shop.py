"""The sample shop: a believable small business, made through the same services as everything else."""

import dataclasses
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from qc_desk.bundle import bundled
from qc_desk.domain.vocabulary import Role
from qc_desk.services import checklists, customers, manufacturers, orders, people, products, sites
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.desk import Desk
from qc_desk.services.first_start import Founding, found_shop
from qc_desk.services.issued_reports import Printer
from qc_desk.services.keys import SealedKey, UnlockedKey, enrol_key, newest_key, seal
from qc_desk.services.sample_story import stories
from qc_desk.services.sample_walk import Cast, walk

PASSWORD = "river stone lamp seven"  # noqa: S105 (of people who do not exist; the window shows it)

_PEOPLE = (
    ("mira", "Mira Kovač", "en", (("NS", Role.OWNER), ("ZG", Role.OWNER))),
    ("jovan", "Јован Илић", "sr", (("NS", Role.LEAD),)),
    ("ana", "Ана Петровић", "sr", (("NS", Role.INSPECTOR),)),
    ("ivana", "Ivana Marić", "en", (("ZG", Role.LEAD),)),
    ("luka", "Luka Horvat", "en", (("ZG", Role.INSPECTOR),)),
    ("petra", "Petra Novak", "en", (("NS", Role.VIEWER), ("ZG", Role.VIEWER))),
)
_MAKERS = {
    "kiln": ("Керамика Златибор д.о.о.", "sr", "quality@keramika.example", "Драган Савић"),
    "loom": ("Anadolu Loom Ltd.", "en", "qc@loom.example", "Deniz Aydın"),
    "board": ("Brightboard Electronics Co.", "en", "oqc@brightboard.example", "Wei Chen"),
}
_PRODUCTS = {
    "plate": (
        "PL-210",
        "B",
        "Stoneware plate Lipa, 210 mm",
        "Lipa stoneware",
        "ceramic-tableware",
    ),
    "bowl": ("BO-150", "A", "Stoneware bowl Lipa, 150 mm", "Lipa stoneware", "ceramic-tableware"),
    "shirt": ("TS-40", "C", "T-shirt Dunav, navy", "Dunav shirts", "garments"),
    "controller": ("CT-12", "2.1", "12 V pump controller", "Controllers", "electronic-assembly"),
}
_CUSTOMERS = ("Casa Blanca Home S.L.", "Hotel Moskva", "Nordlicht Handels GmbH", "AquaTek Oy")
_UNITS_PER_BATCH = 3


@dataclass(frozen=True, kw_only=True)
class SampleShop:
    """What the rest of the demo needs to know about the sample shop."""

    owner_id: int
    cast: Cast
    batch_ids: dict[str, int] = field(default_factory=dict)


def make_sample_shop(
    desk: Desk,
    until: datetime,
    printer: Printer,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> SampleShop:
    """Make the sample shop in an empty record, with a quarter of batches up to this moment.

    The same moment makes the same shop, signatures and reports included. ``progress`` is told how many of how
    many batches are done.
    """
    start = (until - timedelta(days=100)).replace(hour=7, minute=0, second=0, microsecond=0)
    sealed = {login: _sample_key(login) for login, *_rest in _PEOPLE}
    owner_id = _found(desk, {login: key for login, (key, _) in sealed.items()}, start)
    cast = _cast(desk, sealed, owner_id, start)
    told = stories()
    done: dict[str, int] = {}
    for index, story in enumerate(told):
        at = until - timedelta(days=story.days_ago)
        at = at.replace(hour=8, minute=(index * 7) % 60, second=0, microsecond=0)
        done[story.number] = walk(desk, story, cast, at, printer)
        progress(index + 1, len(told))
    return SampleShop(owner_id=owner_id, cast=cast, batch_ids=done)


def _found(desk: Desk, sealed: dict[str, SealedKey], at: datetime) -> int:
    founding = Founding(
        organisation="Sava Home & Light d.o.o.",
        address="Bulevar oslobođenja 12, 21000 Novi Sad, Serbia",
        language="en",
        site_code="NS",
        site="Novi Sad",
        time_zone="Europe/Belgrade",
        owner="Mira Kovač",
        login="mira",
        is_sample=True,
    )
    with desk.writing() as session:
        owner_id = found_shop(session, founding, sealed["mira"], at)
    with desk.writing() as session:
        second = sites.SiteEntry(code="ZG", name="Zagreb", time_zone="Europe/Zagreb")
        sites.add_site(session, second, owner_id, at)
    for login, name, language, _roles in _PEOPLE[1:]:
        with desk.writing() as session:
            person = people.add_person(session, login, name, language, owner_id, at)
        with desk.writing() as session:
            enrol_key(session, person.id, sealed[login], owner_id, at)
    return owner_id


def _sample_key(login: str) -> tuple[SealedKey, bytes]:
    """Make a sample person's key from their login, so that the sample shop is always the same."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    raw = hashlib.sha256(f"sample key of {login}".encode()).digest()
    salt = hashlib.sha256(f"sample salt of {login}".encode()).digest()[:28]
    return seal(login, Ed25519PrivateKey.from_private_bytes(raw), PASSWORD, salt), raw


def _cast(
    desk: Desk, sealed: dict[str, tuple[SealedKey, bytes]], owner_id: int, at: datetime
) -> Cast:
    with desk.reading() as session:
        ids = {row.login: row.id for row in people.people_rows(session)}
        site_ids = {row.code: row.id for row in sites.site_rows(session)}
    for login, _name, _language, roles in _PEOPLE:
        held = {(role, site_ids[code]) for code, role in roles}
        with desk.writing() as session:
            people.set_roles(session, ids[login], held, owner_id, at)
    with desk.writing() as session:
        makers = _add_makers(session, owner_id, at)
    _add_checklists(desk, owner_id, ids["jovan"], at)
    with desk.writing() as session:
        goods = _add_products(session, owner_id, at)
    with desk.writing() as session:
        order_ids = _add_orders(session, owner_id, at)
    with desk.reading() as session:
        keys = {login: _unlocked(session, ids[login], raw) for login, (_, raw) in sealed.items()}
    return Cast(
        ids=ids,
        keys=keys,
        site_ids=site_ids,
        maker_ids=makers,
        product_ids=goods,
        order_ids=order_ids,
    )


def _unlocked(session: Session, person_id: int, raw: bytes) -> UnlockedKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    enrolled = newest_key(session, person_id)
    if enrolled is None:
        message = "a sample person has no key"
        raise RuntimeError(message)
    return UnlockedKey(
        person_id=person_id,
        key_id=enrolled.id,
        fingerprint=enrolled.fingerprint,
        private=Ed25519PrivateKey.from_private_bytes(raw),
    )


def _add_makers(session: Session, by: int, at: datetime) -> dict[str, int]:
    found = {}
    for key, (name, language, email, contact) in _MAKERS.items():
        entry = manufacturers.ManufacturerEntry(
            name=name, language=language, email=email, contact=contact
        )
        found[key] = manufacturers.add_manufacturer(session, entry, by, at).id
    return found


def _add_checklists(desk: Desk, drafted_by: int, approved_by: int, at: datetime) -> None:
    for file in sorted((bundled("resources") / "checklists").glob("*.toml")):
        draft = dataclasses.replace(read_checklist_file(file), sample_size=_UNITS_PER_BATCH)
        with desk.writing() as session:
            imported = checklists.import_checklist(session, draft, drafted_by, at)
        with desk.writing() as session:
            checklists.make_effective(session, imported.newest_id or 0, approved_by, at)


def _add_products(session: Session, by: int, at: datetime) -> dict[str, int]:
    by_code = {row.code: row.id for row in checklist_rows(session)}
    found = {}
    for key, (code, revision, name, family, checklist) in _PRODUCTS.items():
        entry = products.ProductEntry(
            code=code, revision=revision, name=name, family=family, checklist_id=by_code[checklist]
        )
        found[key] = products.add_product(session, entry, by, at).id
    return found


def _add_orders(session: Session, by: int, at: datetime) -> list[int]:
    found = []
    for index, name in enumerate(_CUSTOMERS):
        customer = customers.add_customer(session, customers.CustomerEntry(name=name), by, at)
        for part in range(3):
            entry = orders.OrderEntry(
                number=f"SO-{2601 + index * 3 + part}",
                customer_id=customer.id,
                promised_ship_date=(at + timedelta(days=30 * (part + 1) + 4 * index + 8)).date(),
            )
            found.append(orders.add_order(session, entry, by, at).id)
    return found
