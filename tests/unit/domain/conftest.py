"""The bare shop that rules are tried in."""

import pytest

from qc_desk.domain.batches import Batch
from tests.unit.domain.bare_shop import BareShop


@pytest.fixture
def shop() -> BareShop:
    return BareShop()


@pytest.fixture
def batch(shop: BareShop) -> Batch:
    return shop.batch
