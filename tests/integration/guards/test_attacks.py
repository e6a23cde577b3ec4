"""SQL attacks on the two-person rule and on what has been recorded: none gets through."""

from collections import Counter

import pytest

from tests.integration.guards.attacks import ATTACKS
from tests.integration.guards.bench import Bench, refusal, undone
from tests.integration.guards.honest import HONEST

# What a record has besides its guards, switched on as the program does it.
ALL_PROTECTION = {
    "sqlite": (
        "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA trusted_schema = OFF",
    ),
    "postgresql": ("SET session_replication_role = origin",),
}
NONE = {
    "sqlite": (
        "PRAGMA foreign_keys = OFF",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA trusted_schema = ON",
    ),
    "postgresql": ("SET session_replication_role = replica",),
}
# Here a constraint of the table is quicker than a guard, or the engine does not know the words.
BY_OTHERS = {"decision upon a first signature of no slot"}


@pytest.mark.parametrize("protection", [NONE, ALL_PROTECTION], ids=["guards alone", "everything"])
def test_that_no_attack_gets_through(bench: Bench, protection: dict[str, tuple[str, ...]]) -> None:
    tried = [attack for attack in ATTACKS if bench.engine in attack.engines]
    for setting in protection[bench.engine]:
        bench.say(setting)
    try:
        with undone(bench):
            said = {attack.name: refusal(bench, attack) for attack in tried}
    finally:
        for setting in NONE[bench.engine]:
            bench.say(setting)
    assert [name for name, words in said.items() if words is None] == []
    assert {name: words for name, words in said.items() if str(words).startswith("step")} == {}
    if protection is NONE:
        others = {name for name, words in said.items() if "qc_desk: " not in str(words)}
        assert others == BY_OTHERS
    assert len(tried) >= 600


def test_that_no_guard_stands_in_the_way_of_honest_work(bench: Bench) -> None:
    tried = [deed for deed in HONEST if bench.engine in deed.engines]
    with undone(bench):
        refused = {deed.name: said for deed in tried if (said := refusal(bench, deed))}
    assert refused == {}


def test_that_names_of_attacks_tell_them_apart() -> None:
    for acts in (ATTACKS, HONEST):
        counted = Counter(act.name for act in acts)
        assert [name for name, count in counted.items() if count > 1] == []


def test_that_a_refusal_names_its_guard_and_says_why(bench: Bench) -> None:
    by_name = {attack.name: attack for attack in ATTACKS}
    with undone(bench):
        said = refusal(bench, by_name["concession by who took a photo"])
    assert said == (
        "qc_desk: sign_offs_second_person: the signer has recorded for a first check of the batch"
    )
