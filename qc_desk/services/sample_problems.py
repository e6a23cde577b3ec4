"""What is done about problems in the sample shop until the goods prove it, act by act."""

from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import DisciplinePlace
from qc_desk.domain.loop_words import Discipline, DisciplinePart
from qc_desk.domain.problems import Fix
from qc_desk.domain.proof import ProofRule
from qc_desk.services import corrective_actions, problems
from qc_desk.services.sample_scene import Act, Acts, Scene, word


def _own(scene: Scene, act: Act) -> None:
    owner = scene.cast.ids[act["owner"]]
    seen = scene.problem(act["problem"])
    problems.own(scene.session, seen, owner, act["words"], *scene.now())


def _claim(scene: Scene, act: Act) -> None:
    fix = Fix(
        countermeasure=act["words"],
        fixed_from=scene.day(act["fixed_from"]),
        rule=ProofRule(act["batches"], act["days"]),
    )
    problems.claim_fix(scene.session, scene.problem(act["problem"]), fix, *scene.now())


def _verify_fix(scene: Scene, act: Act) -> None:
    seen = scene.problem(act["problem"])
    problems.verify_fix(scene.session, seen, act["words"], *scene.now())


def _prove(scene: Scene, act: Act) -> None:
    problems.prove(scene.session, scene.problem(act["problem"]), act["words"], *scene.now())


def _merge(scene: Scene, act: Act) -> None:
    seen, into = scene.problem(act["problem"]), scene.problem(act["into"])
    problems.merge(scene.session, seen, into, act["words"], *scene.now())


def _stop_ship(scene: Scene, act: Act) -> None:
    seen = scene.problem(act["problem"])
    problems.stop_ship(scene.session, seen, act["words"], *scene.now())


def _open_action(scene: Scene, act: Act) -> int:
    lead, seen = scene.cast.ids[act["lead"]], scene.problem(act["problem"])
    return corrective_actions.open_(scene.session, seen, act["words"], lead, *scene.now())


def _write(scene: Scene, act: Act) -> None:
    """Write one text, or several places of the same part in their order."""
    said = act["words"]
    part = word(DisciplinePart, act.get("part", "text"))
    about, begin = scene.known[act["of"]], act.get("from", 1)
    for position, words in enumerate([said] if isinstance(said, str) else said, begin):
        place = DisciplinePlace(word(Discipline, act["in"]), part, position)
        corrective_actions.write(scene.session, about, place, words, *scene.now())


def _join(scene: Scene, act: Act) -> None:
    about, member = scene.known[act["of"]], scene.cast.ids[act["member"]]
    corrective_actions.add_member(scene.session, about, member, act["words"], *scene.now())


def _plan(scene: Scene, act: Act) -> int:
    entry = corrective_actions.PlanEntry(
        discipline=word(Discipline, act["in"]),
        what=act["words"],
        owner_id=scene.cast.ids[act["owner"]],
        due_on=scene.day(act["due"]),
    )
    about = scene.known[act["of"]]
    return corrective_actions.plan(scene.session, about, entry, *scene.now())


def _finish(scene: Scene, act: Act) -> None:
    corrective_actions.finish(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _verify(scene: Scene, act: Act) -> None:
    corrective_actions.verify(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _close_action(scene: Scene, act: Act) -> None:
    found = scene.session.get_one(CorrectiveAction, scene.known[act["of"]])
    seen = corrective_actions.SeenAction(corrective_action_id=found.id, version=found.version)
    corrective_actions.close(scene.session, seen, *scene.now())


PROBLEM_ACTS: Acts = {
    "problem.own": _own,
    "problem.claim_fix": _claim,
    "problem.verify_fix": _verify_fix,
    "problem.prove": _prove,
    "problem.merge": _merge,
    "problem.stop_ship": _stop_ship,
    "action.open": _open_action,
    "action.write": _write,
    "action.join": _join,
    "action.plan": _plan,
    "action.finish": _finish,
    "action.verify": _verify,
    "action.close": _close_action,
}
