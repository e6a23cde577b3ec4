"""A release without second check, where nobody else inspects."""

from qc_desk.domain.refusals import ReasonNeeded, SecondInspectorAvailable
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.services import people, sign_offs
from tests.checked_shop import AT, Shop, print_plainly
from tests.integration.services.signing import refused, status


def test_that_nobody_releases_alone_where_somebody_else_inspects(shop: Shop) -> None:
    batch_id = shop.first_signed(who="mira")
    seen, key = shop.seen(batch_id), shop.key("mira")
    refused(
        shop,
        SecondInspectorAvailable,
        lambda session: sign_offs.release_alone(session, seen, "alone", key, AT, print_plainly),
    )


def alone(shop: Shop) -> None:
    """Leave Mira as the only one who may inspect."""
    with shop.database.writing() as session:
        for login in ("ana", "jelena", "marko"):
            people.set_roles(session, shop.ids[login], set(), shop.ids["mira"], AT)


def test_that_an_owner_who_is_the_only_inspector_releases_alone_with_a_reason(
    shop: Shop,
) -> None:
    batch_id = shop.first_signed(who="mira")
    alone(shop)
    seen, key = shop.seen(batch_id), shop.key("mira")
    refused(
        shop,
        ReasonNeeded,
        lambda session: sign_offs.release_alone(session, seen, "", key, AT, print_plainly),
    )
    with shop.database.writing() as session:
        sign_offs.release_alone(session, seen, "nobody else here", key, AT, print_plainly)
    assert status(shop, batch_id) is BatchStatus.RELEASED
