"""What is promised in the sample shop, and how often people speak to each other, act by act."""

from qc_desk.domain.loop_words import Channel, Direction, PromiseSide, TargetKind
from qc_desk.services import promises, targets, touches
from qc_desk.services.sample_scene import Act, Acts, Scene, word


def _promise(scene: Scene, act: Act) -> int:
    about = act.get("problem")
    entry = promises.PromiseEntry(
        side=word(PromiseSide, act["side"]),
        text=act["words"],
        site_id=scene.site(act),
        due_on=scene.day(act["due"]),
        owner_id=scene.maybe(scene.cast.ids, act.get("owner")),
        customer_id=scene.customer(act.get("customer")),
        manufacturer_id=scene.maybe(scene.cast.maker_ids, act.get("maker")),
        order_id=scene.maybe(scene.cast.order_ids, act.get("order")),
        complaint_id=scene.maybe(scene.known, act.get("of")),
        problem_id=scene.problem(about).problem_id if about is not None else None,
        is_fix=act.get("fix", False),
    )
    return promises.make(scene.session, entry, *scene.now())


def _keep(scene: Scene, act: Act) -> None:
    promises.keep(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _move(scene: Scene, act: Act) -> None:
    due = scene.day(act["due"])
    promises.move(scene.session, scene.known[act["of"]], due, act["words"], *scene.now())


def _finish_late(scene: Scene, act: Act) -> None:
    promises.finish_late(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _tell(scene: Scene, act: Act) -> None:
    promises.tell(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _touch(scene: Scene, act: Act) -> None:
    """Note a contact, or the same one with the customers of several orders."""
    for number in act.get("orders", [None]):
        entry = touches.TouchEntry(
            order_id=scene.maybe(scene.cast.order_ids, number),
            complaint_id=scene.maybe(scene.known, act.get("of")),
            direction=word(Direction, act["direction"]),
            channel=word(Channel, act["channel"]),
            minutes=act.get("minutes", 0),
            planned=act.get("planned", False),
            note=act.get("words", ""),
        )
        touches.note(scene.session, entry, *scene.now())


def _set_target(scene: Scene, act: Act) -> None:
    kind = word(TargetKind, act["kind"])
    targets.set_target(scene.session, kind, act["value"], act["words"], *scene.now())


PROMISE_ACTS: Acts = {
    "promise.make": _promise,
    "promise.keep": _keep,
    "promise.move": _move,
    "promise.finish_late": _finish_late,
    "promise.tell": _tell,
    "touch.note": _touch,
    "target.set": _set_target,
}
