"""Attacks on what was noted about reports that went out, and honest deliveries."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, end_roles, overwriting
from tests.integration.guards.record_delivery import (
    became,
    certificate,
    delivered,
    signed,
    signing_rule,
)
from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    MORNING,
    OLGA,
    UNA,
    VIC,
    XAN,
)


def _sent() -> Iterator[Act]:
    yield act("delivery of something else", delivered(900, sha256="z"))
    yield act("delivery of another report's bytes", delivered(900, sha256="a"))
    yield act("delivery of what was issued as a signed copy", delivered(900, certificate_id=1))
    yield act("delivery of a replaced report", delivered(900, report_id=60, sha256="r60"))
    yield act("delivery of a withdrawn report", delivered(900, report_id=20, sha256="r20"))
    yield act("delivery by the owner of another site", delivered(900, by_id=OLGA))
    yield act("delivery by a viewer", delivered(900, by_id=VIC))
    yield act("delivery by somebody retired", delivered(900, by_id=UNA))
    yield act("delivery by a former lead", end_roles(LEA), delivered(900, by_id=LEA))


def _became() -> Iterator[Act]:
    for why, person in (("the owner of another site", OLGA), ("a viewer", VIC)):
        yield act(f"delivery confirmed by {why}", became(900, 1, "sent", by_id=person))
    yield act("delivery confirmed by somebody retired", became(900, 1, "sent", by_id=UNA))
    yield act(
        "delivery confirmed by a former lead", end_roles(LEA), became(900, 1, "sent", by_id=LEA)
    )
    yield act("no delivery confirmed", became(900, 99, "sent"))
    yield act("delivery of another report confirmed", became(900, 1, "sent", report_id=5))
    yield act(
        "receipt before the delivery",
        became(900, 5, "acknowledged", happened_at="2026-11-19 08:00:00"),
    )
    yield act("receipt in the future", became(900, 5, "acknowledged", happened_at=EVENING))
    yield act("sent by the program and by hand", became(900, 5, "sent"))
    yield act("sent by e-mail and not sent", became(900, 4, "dropped"))
    yield act("sent and not sent", became(900, 2, "dropped"))
    yield act("not sent and sent", became(900, 3, "sent"))
    yield act("receipt of a draft", became(900, 1, "acknowledged"))
    yield act("receipt of what was not sent", became(900, 3, "acknowledged"))


def _replaced() -> Iterator[Act]:
    yield overwriting("replacing a delivery", delivered(1, verb=OR_REPLACE))
    yield overwriting(
        "replacing what became of a delivery", became(20, 1, "sent", verb=OR_REPLACE)
    )
    yield overwriting(
        "replacing who confirmed a receipt",
        became(900, 4, "acknowledged", who="Nobody", verb=OR_REPLACE),
    )


def _honest() -> Iterator[Act]:
    for way, who in (("draft", ANA), ("email", LEA), ("print", XAN), ("folder", BRUNO)):
        yield act(f"delivery, {way}", delivered(900, way=way, by_id=who))
    yield act(
        "delivery at another site",
        insert("deliveries", id=900, report_id=8, sha256="s", by_id=OLGA),
    )
    yield act("signed copy", delivered(900, sha256="z", certificate_id=1))
    yield act("certificate", certificate(900))
    yield act("rule of signing", signing_rule(900, at_issue=False))
    yield act("signed copy that is kept", signed(900, by_id=LEA))
    yield act(
        "signed copy at another site", signed(900, report_id=8, certificate_id=2, by_id=OLGA)
    )
    yield act("draft sent", became(900, 1, "sent"))
    yield act("draft not sent", became(900, 1, "dropped", note="wrong language", by_id=LEA))
    yield act("receipt of what was put into a folder", became(900, 5, "acknowledged"))
    yield act("receipt of a draft that was sent", became(900, 2, "acknowledged", how="phone"))
    yield act("receipt at once", became(900, 5, "acknowledged", happened_at=MORNING, at=MORNING))


def _certificates() -> Iterator[Act]:
    for what, made in (("certificate", certificate), ("rule of signing", signing_rule)):
        for why, person in (("a lead", LEA), ("nobody", 99)):
            yield act(f"{what} by {why}", made(900, by_id=person))
        yield act(f"{what} by a retired owner", made(900, by_id=UNA))
        yield act(
            f"{what} by a former owner",
            "UPDATE role_grants SET ended_at = '2026-11-20 18:00:00' WHERE person_id = 13",
            made(900),
        )
    yield overwriting("replacing a certificate", certificate(1, fingerprint="c9", verb=OR_REPLACE))
    yield overwriting(
        "replacing a certificate of the same print",
        certificate(900, fingerprint="c1", verb=OR_REPLACE),
    )


def _signed() -> Iterator[Act]:
    yield act("signed copy that is the report itself", signed(900, sha256="b"))
    yield act(
        "signed copy from before the report",
        signed(900, certificate_id=2, at="2026-11-20 07:00:00"),
    )
    yield act("signed copy before the certificate holds", signed(900, certificate_id=3))
    yield act("signed copy after the certificate held", signed(900, certificate_id=4))
    for why, person in (("an owner of another site", OLGA), ("a viewer", VIC), ("nobody", UNA)):
        yield act(f"signed copy by {why}", signed(900, by_id=person))
    yield act("signed copy by a former lead", end_roles(LEA), signed(900, by_id=LEA))
    yield overwriting("replacing how reports are signed", signing_rule(1, verb=OR_REPLACE))
    yield overwriting("replacing a signed copy", signed(1, verb=OR_REPLACE))
    yield overwriting(
        "replacing the signed copy of a report", signed(900, report_id=5, verb=OR_REPLACE)
    )


ON_DELIVERY = [*_certificates(), *_signed(), *_sent(), *_became(), *_replaced()]
HONEST_DELIVERY = [*_honest()]
