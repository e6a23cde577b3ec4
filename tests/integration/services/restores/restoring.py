"""What tests of restoring share: a backup looked at, and put in place."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from qc_desk.services import restore
from qc_desk.services.restore import Owner, Prepared, Restored
from tests.checked_shop import AT, Shop

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


LATER = AT + timedelta(days=2)
AGAIN = LATER + timedelta(hours=1)


def told_nothing(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def mira(shop: Shop) -> Owner:
    return restore.owner(shop.database, shop.ids["mira"])


def ready(shop: Shop, file: Path) -> "AbstractContextManager[Prepared]":
    """Prepare a backup for a shop that is open in this program."""
    return restore.prepared(shop.database.location, file, told_nothing, shop.database)


def restored(shop: Shop, file: Path, at: datetime = LATER) -> Restored:
    """Let a backup take the record's place."""
    with ready(shop, file) as prepared:
        by = mira(shop)
        shop.database.close()
        return prepared.put_in_place(by, at)


def in_folder(shop: Shop) -> set[str]:
    """What lies in the data folder, apart from what SQLite and the lock keep empty."""
    return {
        each.name
        for each in Path(shop.database.location).iterdir()
        if each.is_dir() or each.stat().st_size
    }
