"""Attacks on spot checks: another draw, a seed of one's own, answers where nothing was drawn."""

from collections.abc import Iterator

from tests.integration.guards.acts import (
    OR_REPLACE,
    Act,
    act,
    change,
    overwriting,
    withdraw,
)
from tests.integration.guards.record_spots import OTHER_SEED, draw
from tests.integration.guards.rows import (
    answer,
    defect,
    insert,
    inspection,
    photo,
    sign_off,
)
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
)

NEW_SEED = "a0" * 32
SECOND = inspection(2212, BRUNO, "open", "second", version_id=9)
AGAIN = (withdraw(2222), inspection(2224, BRUNO, "open", "second", version_id=9))
IN_ROUND_2 = inspection(2234, BRUNO, "open", "second", version_id=9, round=2)
AFTER_REWORK = inspection(2274, BRUNO, "open", "second", version_id=9, round=2)
UNSIGNED = inspection(2262, BRUNO, "open", "second", version_id=9)


def _fresh(inspected: int = 2212, /, **given: object) -> str:
    return draw(900, inspected, **({"seed": NEW_SEED} | given))


def _fresh_by(number: int) -> str:
    return draw(number, 2212, seed=NEW_SEED, verb=OR_REPLACE)


def _draws() -> Iterator[Act]:
    yield act("another share of a published version", change("checklist_versions", 9, share=40))
    yield act("draw for a signed first check", sign_off(22501, 225, "first", ANA), _fresh(2251))
    yield act("draw upon the signature of the round before", AFTER_REWORK, _fresh(2274))
    yield act("draw before the first signature", UNSIGNED, _fresh(2262))
    yield act("draw for a first check", _fresh(2251))
    yield act("draw for a check of its own", _fresh(999))
    yield act("draw for a check of everything", _fresh(92))
    yield act("draw for a check that was taken back", SECOND, withdraw(2212), _fresh())
    yield act("draw of another share", SECOND, _fresh(share=50))
    yield act(
        "draw after the first answer",
        SECOND,
        answer(900, 2212, 41, BRUNO, unit_number=1),
        _fresh(),
    )
    for name, seed in (
        ("no number", "g" * 64),
        ("in capitals", "A" * 64),
    ):
        yield act(f"seed that is {name}", SECOND, _fresh(seed=seed))
    for name, to in (("seed", NEW_SEED), ("share", 50), ("drawn", "\n44/0\n")):
        yield act(f"another {name} of a draw", change("spot_draws", 1, **{name: to}))


def _second_draws() -> Iterator[Act]:
    yield act("another seed when it is opened again", *AGAIN, _fresh(2224))
    yield act("another draw from the same seed", *AGAIN, draw(900, 2224, drawn="\n44/0\n"))
    yield act("the seed of another batch", SECOND, draw(900, 2212))
    yield act(
        "the seed of the round before",
        IN_ROUND_2,
        _fresh(2234, seed=OTHER_SEED, drawn="\n44/0\n"),
    )
    yield act("a decision without a draw", change("inspections", 2242, status="submitted"))
    yield act("a signature without a draw", change("inspections", 2242, status="signed"))


def _places() -> Iterator[Act]:
    for name, item, unit in (
        ("item", 44, 0),
        ("unit", 43, 1),
    ):
        where = {"unit_number": unit}
        yield act(f"answer at another {name}", answer(900, 2222, item, BRUNO, **where))
        yield act(f"defect at another {name}", defect(900, 2222, BRUNO, item_id=item, **where))
        yield act(f"photo at another {name}", photo(900, 2222, BRUNO, item_id=item, **where))
        yield act(
            f"found again at another {name}",
            insert(
                "defect_events",
                id=900,
                defect_id=22201,
                item_id=item,
                by_id=BRUNO,
                quantity=1,
                **where,
            ),
        )
    yield act("answer where another round has drawn", answer(900, 2222, 44, BRUNO))
    yield act("answer before the draw", SECOND, answer(900, 2212, 42, BRUNO))


def _by_replacing() -> Iterator[Act]:
    yield overwriting("replacing a draw by its id", SECOND, _fresh_by(1))
    yield overwriting("replacing a draw by its check", draw(900, 2222, verb=OR_REPLACE))


def _work(inspected: int, by: int, item: int, unit: int, found: int) -> Iterator[Act]:
    where = {"unit_number": unit}
    name = f"at item {item} unit {unit} of check {inspected}"
    yield act(f"answer {name}", answer(900, inspected, item, by, **where))
    yield act(f"defect {name}", defect(900, inspected, by, item_id=item, **where))
    yield act(f"photo {name}", photo(900, inspected, by, item_id=item, **where))
    row = {"id": 900, "defect_id": found, "item_id": item, "by_id": by, "quantity": 1}
    yield act(f"found again {name}", insert("defect_events", **row, **where))


ON_SPOTS = [*_draws(), *_second_draws(), *_places(), *_by_replacing()]

HONEST_SPOTS = [
    act("a spot check is opened and drawn", SECOND, _fresh()),
    act("a spot check is opened again with its draw", *AGAIN, draw(900, 2224)),
    act("the next round draws anew", IN_ROUND_2, _fresh(2234)),
    act(
        "two checks are drawn",
        SECOND,
        _fresh(),
        IN_ROUND_2,
        draw(901, 2234, seed="b0" * 32, drawn="\n44/0\n"),
    ),
    *_work(2222, BRUNO, 42, 0, 22201),
    *_work(2222, BRUNO, 43, 2, 22201),
    *_work(2222, BRUNO, 41, 3, 22201),
    *_work(2251, ANA, 44, 0, 22501),
    *_work(92, BRUNO, 12, 0, 930),
    act("a defect at no item", defect(900, 2222, BRUNO, unit_number=1)),
    act("a spot check is submitted", change("inspections", 2222, status="submitted")),
    act("a check of everything is submitted", change("inspections", 92, status="submitted")),
    act("a spot check without a draw is taken back", withdraw(2242)),
    act(
        "the first check of a spot check is signed",
        sign_off(22501, 225, "first", ANA),
        change("inspections", 2251, status="signed"),
    ),
]
