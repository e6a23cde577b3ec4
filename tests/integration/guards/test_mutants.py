"""Wrong twins: every guard, rule and condition taken away in turn, and each time it is noticed.

It is noticed when an attack gets through, or when honest work is refused: without one of its
conditions a rule either lets something pass or stands in the way of something.
"""

from collections import defaultdict

from qc_desk.storage.guards import manifest
from tests.integration.guards.acts import Act
from tests.integration.guards.attacks import ATTACKS
from tests.integration.guards.bench import Bench, in_place_of_its_guard, refusal, undone
from tests.integration.guards.honest import HONEST
from tests.integration.guards.mutants import mutants


def test_that_every_condition_of_every_guard_is_needed(bench: Bench) -> None:
    attacks = _by_guard(bench)
    honest = [deed for deed in HONEST if bench.engine in deed.engines]
    unnoticed, tried = [], 0
    for guard in manifest(bench.engine):
        if guard.name.startswith("a_lock_"):  # test_races.py takes these away
            continue
        deeds = [deed for deed in honest if guard.table in deed.tables]
        for mutant in mutants(guard):
            tried += 1
            with in_place_of_its_guard(bench, mutant), undone(bench):
                if not _noticed(bench, attacks[guard.name], deeds):
                    unnoticed.append(mutant.name)
    assert unnoticed == []
    assert tried > 850


def _by_guard(bench: Bench) -> dict[str, list[Act]]:
    """The attacks that each guard holds off."""
    found = defaultdict(list)
    with undone(bench):
        for attack in ATTACKS:
            if bench.engine in attack.engines:
                said = refusal(bench, attack) or ""
                found[said.split(": ")[1] if said.startswith("qc_desk: ") else ""].append(attack)
    return found


def _noticed(bench: Bench, attacks: list[Act], deeds: list[Act]) -> bool:
    return any(refusal(bench, attack) is None for attack in attacks) or any(
        refusal(bench, deed) is not None for deed in deeds
    )
