"""Attacks on sampling: plans, what lots came to, and switches."""

from collections.abc import Iterator

from tests.integration.guards.acts import OR_REPLACE, Act, act, change, end_roles, overwriting
from tests.integration.guards.record_sampling import NONE, plan, result, switch
from tests.integration.guards.rows import answer, inspection, sign_off
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    OLGA,
    UNA,
    VIC,
    WIM,
    XAN,
)

DECISION = sign_off(20302, 203, "decision", BRUNO)
RELEASE = change("batches", 203, status="released")
RESULTS = (result(31, 203, 11, found=1), result(32, 203, 12, severity="minor", found=1))
OF_205 = sign_off(20502, 205, "decision", BRUNO, meaning="rejected", reason="bad")
OF_204 = sign_off(20404, 204, "decision", BRUNO, round=2, first_id=20403, first_signer_id=LEA)
LAST_OF_211 = {"round": 2, "first_id": 21103, "first_signer_id": LEA}
LAST_OF_213 = {"round": 2, "first_id": 21303, "first_signer_id": LEA}
SECOND = (
    change("inspections", 2032, status="withdrawn", reason="mistake"),
    inspection(2034, BRUNO, "open", "second"),
)
RESUMED = {
    "product_id": 1,
    "site_id": 2,
    "before": "tightened",
    "after": "tightened",
    "by_id": OLGA,
    "reason": "new kiln",
}
TIGHT = {"before": "tightened", "after": "normal"}


def _plans() -> Iterator[Act]:
    yield act("plan of more units than the inspection", plan(900, 2081, n=4))
    yield act("plan of a signed inspection", plan(900, 2131, severity="minor"))
    yield act("plan of no inspection", plan(900, 999))
    yield act("plan after the first answer", answer(900, 2081, 12, ANA), plan(900, 2081))
    yield act(
        "answer beyond the units of its class",
        plan(900, 2081, n=2),
        answer(900, 2081, 13, ANA, unit_number=3),
    )
    for column, value in (
        ("severity", "critical"),
        ("method", "zero_acceptance"),
        ("edition", "other"),
        ("level", "III"),
        ("aql", "4.0"),
        ("strictness", "reduced"),
        ("letter", "F"),
        ("n", 2),
        ("ac", 2),
        ("isolated", True),
    ):
        more = {"re": 3} if column == "ac" else {}
        yield act(
            f"plan with another {column} for the second seat",
            *SECOND,
            plan(900, 2034, **{column: value}, **more),
        )
    yield act(
        "plan of a withdrawn first check for the second seat",
        *SECOND,
        plan(900, 2034, ac=0, re=1),
    )
    other = {"n": 1, "ac": 9, "strictness": "reduced", "severity": "minor"}
    for name, to in other.items():
        yield act(f"another {name} of a frozen plan", change("sample_plans", 11, **{name: to}))


def _results() -> Iterator[Act]:
    for name, statement in (
        ("by somebody else", result(31, 203, 11, found=1, by_id=LEA)),
        ("of another round", result(31, 203, 11, found=1, round=2)),
        ("by the plan of another lot", result(31, 203, 4, found=1)),
        ("by the plan of a withdrawn check", result(31, 203, 13, found=1, accepted=False)),
        ("by the plan of another class", result(31, 203, 11, severity="minor", found=1)),
        ("accepted against its plan", result(31, 203, 11, found=2)),
        ("not accepted against its plan", result(31, 203, 11, found=1, accepted=False)),
        ("with fewer units than failed", result(31, 203, 11, found=0)),
    ):
        yield act(f"result {name}", DECISION, statement)
    yield act("result before the decision", result(31, 203, 11, found=1))
    yield act("result of a lot that was decided", result(31, 201, 1, severity="major"))
    yield act("result upon a first signature", result(31, 203, 11, found=1, by_id=ANA))
    yield act(
        "result by the plan of the round before",
        sign_off(21104, 211, "decision", BRUNO, **LAST_OF_211),
        result(35, 211, 30, round=2, found=1, accepted=False),
    )
    yield act(
        "release in the second round without a result",
        sign_off(21104, 211, "decision", BRUNO, **LAST_OF_211),
        change("batches", 211, status="released"),
    )
    yield act("result upon another decision", OF_205, result(31, 203, 11, found=1))
    yield act("result of a lot that is released", result(33, 201, 6, severity="minor"))
    yield act("result by the plan of the second seat", DECISION, result(31, 203, 25, found=1))
    yield act("result of a round before", result(34, 204, 24, severity="minor"))
    yield act(
        "result of a lot submitted again",
        OF_204,
        result(31, 204, 19, round=2, severity="minor"),
    )
    yield act(
        "critical result without what failed", OF_205, result(31, 205, 15, severity="critical")
    )
    yield act(
        "release although the sample was not accepted",
        DECISION,
        result(31, 203, 11, found=2, accepted=False),
        RESULTS[1],
        RELEASE,
    )
    yield act("release without a result", DECISION, RELEASE)
    yield act("release with one result missing", DECISION, RESULTS[0], RELEASE)
    yield act("held without a result", OF_205, change("batches", 205, status="held"))
    yield act(
        "release of a second round with too many",
        OF_204,
        change("batches", 204, status="released"),
    )
    for column, value in (("accepted", True), ("found", 0), ("batch_id", 203)):
        yield act(f"another {column} of a result", change("lot_results", 22, **{column: value}))


def _switches() -> Iterator[Act]:
    after: dict[str, object] = {"before": "tightened", "after": "normal"}
    accepted = (DECISION, *RESULTS)

    def done(**more: object) -> str:
        return switch(900, 31, "five_accepted", **(after | more))

    yield act("switch of another product", *accepted, done(product_id=3, before="tightened"))
    yield act("switch at another site", *accepted, done(site_id=2))
    bad = (DECISION, result(31, 203, 11, found=2, accepted=False))
    for name, more in (
        ("by a lot of another product", {"product_id": 3}),
        ("of another site", {"site_id": 3}),
        ("of no lot's site", {"site_id": 2}),
        ("of minor ones", {"severity": "minor"}),
    ):
        yield act(f"switch {name}", *bad, switch(900, 31, "two_of_five", **more))
    yield act(
        "switch of critical ones that were not accepted",
        OF_205,
        result(31, 205, 15, severity="critical", found=1, accepted=False),
        switch(900, 31, "two_of_five", severity="critical"),
    )
    yield act("switch of another class", *accepted, done(severity="minor"))
    yield act("switch after no lot", switch(900, 999, "two_of_five", product_id=3))
    yield act("switch after an isolated lot", switch(900, 6, "two_of_five", product_id=3))
    yield act("switch of critical ones", switch(900, 7, "two_of_five", severity="critical"))
    yield act(
        "switch from where it does not stand",
        DECISION,
        result(31, 203, 11, found=2, accepted=False),
        switch(900, 31, "two_of_five"),
    )
    yield act(
        "switch that passes over a stop",
        switch(900, 28, "five_accepted", product_id=1, site_id=2, by_id=WIM, **after),
    )
    yield act(
        "resumed although it goes on",
        switch(900, 22, "resumed", before="tightened", after="tightened", by_id=LEA, reason="x"),
    )
    yield act("switch after an older lot", switch(900, 1, "five_accepted", **after))
    yield act("switch by an accepted lot that was not", switch(900, 22, "five_accepted", **after))
    yield act("switch by who did not decide", *accepted, done(by_id=LEA))
    for name, person in (
        ("a viewer", VIC),
        ("a retired owner", UNA),
        ("an owner of another site", XAN),
        ("a former inspector", WIM),
        ("an inspector", ANA),
    ):
        yield act(
            f"resumed by {name}", switch(900, 28, "resumed", **(RESUMED | {"by_id": person}))
        )
    yield act(
        "resumed by a former owner",
        end_roles(OLGA),
        switch(900, 28, "resumed", **RESUMED),
    )
    for column, value in (("cause", "five_accepted"), ("after", "normal"), ("reason", "other")):
        yield act(f"another {column} of a switch", change("switches", 1, **{column: value}))


def _by_replacing() -> Iterator[Act]:
    yield overwriting("replacing a plan by its id", plan(11, 2081, verb=OR_REPLACE))
    yield overwriting(
        "replacing a plan by its class", plan(901, 2081), plan(900, 2081, n=2, verb=OR_REPLACE)
    )
    yield overwriting(
        "replacing a result by its id", DECISION, result(1, 203, 11, found=1, verb=OR_REPLACE)
    )
    yield overwriting(
        "replacing a result by its class",
        DECISION,
        RESULTS[0],
        result(900, 203, 11, found=1, verb=OR_REPLACE),
    )
    yield overwriting(
        "replacing a switch by its id", switch(2, 28, "resumed", verb=OR_REPLACE, **RESUMED)
    )
    yield overwriting(
        "replacing a switch by its lot and cause", switch(900, 22, "two_of_five", verb=OR_REPLACE)
    )


def _plans_of_other_rounds() -> Iterator[Act]:
    yield act(
        "plan of the round before for the second seat",
        change("inspections", 2114, status="withdrawn", reason="mistake"),
        inspection(2115, BRUNO, "open", "second", round=2),
        plan(900, 2115, ac=0, re=1),
    )


ON_SAMPLING = [*_plans_of_other_rounds(), *_plans(), *_results(), *_switches(), *_by_replacing()]


HONEST_SAMPLING = [
    act(
        "a lot is first decided in its second round",
        sign_off(21104, 211, "decision", BRUNO, **LAST_OF_211),
        result(35, 211, 31, round=2, found=1),
        change("batches", 211, status="released"),
    ),
    act(
        "a lot is released in its second round",
        sign_off(21304, 213, "decision", BRUNO, **LAST_OF_213),
        change("batches", 213, status="released"),
    ),
    act(
        "a lot that was not accepted is conceded",
        sign_off(20203, 202, "concession", LEA),
        change("batches", 202, status="released"),
    ),
    act("a lot is held before anybody decides", change("batches", 205, status="held")),
    act("another site is tightened", switch(900, 9, "two_of_five", site_id=3)),
    act("another product is tightened", switch(900, 10, "two_of_five", product_id=3)),
    act("another class is tightened", switch(900, 11, "two_of_five", severity="minor")),
    act("a plan is frozen", plan(900, 2081), answer(900, 2081, 13, ANA, unit_number=3)),
    act("plans of two classes", plan(900, 2081), plan(901, 2081, **NONE)),
    act("the second seat has the first one's plan", *SECOND, plan(900, 2034)),
    act("a lot is accepted and released", DECISION, *RESULTS, RELEASE),
    act(
        "a lot is not accepted and held",
        OF_205,
        result(31, 205, 15, severity="critical", found=1, accepted=False),
        change("batches", 205, status="held"),
    ),
    act(
        "a lot submitted again is held",
        sign_off(
            20404,
            204,
            "decision",
            BRUNO,
            round=2,
            first_id=20403,
            first_signer_id=LEA,
            meaning="rejected",
            reason="b",
        ),
        change("batches", 204, note="n"),
    ),
    act("five accepted relax", DECISION, *RESULTS, switch(900, 31, "five_accepted", **TIGHT)),
    act(
        "tightened is discontinued",
        DECISION,
        result(31, 203, 11, found=2, accepted=False),
        switch(
            900, 31, "five_not_accepted", before="tightened", after="tightened", discontinued=True
        ),
    ),
    act("resumed by the owner of the site", switch(900, 28, "resumed", **RESUMED)),
    act("a decided lot is rewritten where it stands", change("batches", 201, changed_at=EVENING)),
]
