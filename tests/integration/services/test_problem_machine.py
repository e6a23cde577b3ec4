"""However people act on problems: none is closed without proof, and nothing of them is lost."""

import secrets
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.problems import Fix, Problem
from qc_desk.domain.proof import ProofRule
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sightings import ProblemEvent, Sighting
from qc_desk.services import problems
from qc_desk.services.proofs import proof_now
from qc_desk.storage.refusals import RefusedByDatabase
from tests.checked_shop import Shop
from tests.integration.services.seen import (
    DAY,
    bad,
    good,
    moment,
    promise_fix,
    the_problem,
    work_again,
    work_out,
)

WHO = st.sampled_from(("mira", "marko", "ana", "vera"))
ACTS = ("own", "claim", "verify", "prove", "merge", "split", "stop", "lift", "work")
WAYS: dict[
    str, tuple[tuple[str, str], ...]
] = {  # what honest people would do one after the other; each step may still be refused
    "mend": (("own", "mira"), ("claim", "mira"), ("verify", "marko")),
    "clean": (("lift", "mira"), ("good", "ana"), ("prove", "marko")),
}
WAYS["solve"] = WAYS["mend"] + WAYS["clean"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from((*ACTS, *WAYS, *WAYS, "bad", "bad label", "good", "promise")),
        WHO,
        st.integers(1, 2),
    ),
    min_size=6,
    max_size=25,
)


class Story:
    """A shop on its days; each step is tried, and may be refused."""

    def __init__(self, shop: Shop, run: str) -> None:
        self.shop = shop
        self.run = run
        self.count = 0
        self.action = 0

    def step(self, what: str, who: str, number: int) -> None:
        """Try a step on the next day."""
        self.count += 1
        day = DAY + timedelta(days=2 * self.count)
        name = f"{self.run}-{secrets.token_hex(3)}"
        if what.startswith("bad"):
            bad(self.shop, name, day, item="label" if "label" in what else "glaze")
        elif what == "good":
            good(self.shop, name, day)
        elif what == "promise":
            promise_fix(self.shop, day, rows(self.shop)[1] * 1000 + self.count)
        elif what == "work":
            self.work(day, number)
        else:
            self.act(what, who, number, name)

    def work(self, day: date, number: int) -> None:
        if self.action:
            work_again(self.shop, self.action, day)
        else:
            self.action = work_out(self.shop, day, number)

    def act(self, what: str, who: str, number: int, name: str) -> None:
        """Act on a problem as it stands now."""
        day = DAY + timedelta(days=2 * self.count)
        seen, at, by = the_problem(self.shop, number), moment(day), self.shop.ids[who]
        fix = Fix(countermeasure=f"Measure {name}", fixed_from=day, rule=ProofRule(1, 9))
        other = the_problem(self.shop, number % 2 + 1)
        with self.shop.database.reading() as session:
            ids = tuple(session.scalars(select(Sighting.id).order_by(Sighting.id.desc()).limit(1)))
        split = problems.SplitEntry(sighting_ids=ids, variant=name, reason="other")
        with self.shop.database.writing() as session:
            match what:
                case "own":
                    problems.own(session, seen, self.shop.ids["mira"], "sort", by, at)
                case "claim":
                    problems.claim_fix(session, seen, fix, by, at)
                case "verify":
                    problems.verify_fix(session, seen, "seen", by, at)
                case "prove":
                    problems.prove(session, seen, "clean", by, at)
                case "merge":
                    problems.merge(session, seen, other, "same", by, at)
                case "split":
                    problems.split(session, seen, split, by, at)
                case "stop":
                    problems.stop_ship(session, seen, "X-ray", by, at)
                case _:
                    problems.lift(session, seen, "false alarm", by, at)


def picture(shop: Shop) -> dict[int, tuple[int, ProblemStatus]]:
    with shop.database.reading() as session:
        return {p.id: (p.recurrences, p.status) for p in session.scalars(select(Problem))}


def rows(shop: Shop) -> list[int]:
    with shop.database.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (Problem, ProblemEvent, Sighting)
        ]


def must_follow(
    shop: Shop, before: dict[int, tuple[int, ProblemStatus]], counts: list[int]
) -> None:
    """Compare what was before a step with what is now."""
    now = picture(shop)
    assert set(before) <= set(now)
    assert all(old <= new for old, new in zip(counts, rows(shop), strict=True))
    for id_, (recurrences, status) in before.items():
        assert now[id_][0] >= recurrences
        if status is ProblemStatus.MERGED:
            assert now[id_] == (recurrences, status)
        if now[id_][1] is ProblemStatus.PROVEN and status is not ProblemStatus.PROVEN:
            assert status is ProblemStatus.PROVING
            with shop.database.reading() as session:
                problem = session.get_one(Problem, id_)
                proof = proof_now(session, problem, problem.changed_at)
                assert proof is not None
                assert proof.complete


@settings(max_examples=4)
@given(steps=STEPS, run=st.uuids())
def test_that_no_path_closes_a_problem_without_proof_and_nothing_disappears(
    shop: Shop, steps: list[tuple[str, str, int]], run: object
) -> None:
    story = Story(shop, str(run)[:8])
    if not picture(shop):
        bad(shop, "L-0")
        bad(shop, "L-00", item="label")
    story.count = rows(shop)[1] + rows(shop)[2]  # the days go on from one example to the next
    flat = [
        (each, by or who, number)
        for what, who, number in steps
        for each, by in WAYS.get(what, ((what, ""),))
    ]
    for what, who, number in flat:
        before, counts = picture(shop), rows(shop)
        try:
            story.step(what, who, number)
        except RefusedByDatabase:  # the rules say no before the guards behind them have to
            raise
        except (QcError, NoResultFound):
            continue
        must_follow(shop, before, counts)
